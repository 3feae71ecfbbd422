// SPDX-License-Identifier: Apache-2.0
//
// Values of options that have a form of their own.
#ifndef BEACHCOMB_CLI_VALUES_H_
#define BEACHCOMB_CLI_VALUES_H_

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "flags.h"

namespace beachcomb::cli {

template <typename T>
FlagError set_number(std::string_view text, T least, T most, T* number) {
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, *number);
  if (parsed.ec != std::errc() || parsed.ptr != end || *number < least ||
      *number > most) {
    return "must be a whole number from " + std::to_string(least) + " to " +
           std::to_string(most);
  }
  return {};
}

// What stands between the separators, an empty text among them; of an empty
// text there is none.
std::vector<std::string_view> split(std::string_view text, char separator);

// "500", "64K", "256MiB", "2G"
FlagError set_size(std::string_view text, std::uint64_t* bytes);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_VALUES_H_
