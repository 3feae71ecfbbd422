// SPDX-License-Identifier: Apache-2.0
#include "values.h"

namespace beachcomb::cli {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return parts;
}

FlagError set_size(std::string_view text, std::uint64_t* bytes) {
  constexpr std::string_view kUnits = "KMGT";
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, *bytes);
  std::string_view unit =
      text.substr(static_cast<std::size_t>(parsed.ptr - text.data()));
  int shift = 0;
  if (!unit.empty() && kUnits.find(unit[0]) != kUnits.npos) {
    shift = 10 * (static_cast<int>(kUnits.find(unit[0])) + 1);
    unit.remove_prefix(1);
    if (unit == "iB" || unit == "B") unit = {};
  }
  const std::uint64_t most = ~std::uint64_t{0} >> shift;
  if (parsed.ec != std::errc() || !unit.empty() || *bytes == 0 ||
      *bytes > most) {
    return "must be a size such as 500K, 256M or 2G";
  }
  *bytes <<= shift;
  return {};
}

}  // namespace beachcomb::cli
