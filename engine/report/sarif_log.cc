// SPDX-License-Identifier: Apache-2.0
#include "report/sarif_log.h"

#include <algorithm>
#include <cstddef>

#include "beachcomb/version.h"
#include "json/verdict.h"
#include "text/utf8.h"

namespace beachcomb::report {

using json::Json;

Json sarif_message(std::string_view bytes) {
  std::string text;
  char before = '\0';
  for (const char c : printable(bytes)) {
    if (before == ']' && c == '(') text += ' ';
    text += c;
    if (c == '{' || c == '}') text += c;
    before = c;
  }
  return {{"text", std::move(text)}};
}

std::uint64_t character_column(std::string_view line, std::uint64_t column) {
  std::uint64_t count = 1;
  std::size_t bytes = std::max<std::uint64_t>(column, 1) - 1;
  while (bytes > 0 && !line.empty()) {
    const std::size_t length =
        std::min(text::first_character(line).length, bytes);
    line.remove_prefix(std::min(length, line.size()));
    bytes -= length;
    ++count;
  }
  return count;
}

Json sarif_driver() {
  return {{"name", "beachcomb"},
          {"version", version()},
          {"semanticVersion", version()}};
}

std::string SarifWriter::separator() {
  if (is_begun_) return ",\n";
  is_begun_ = true;
  return R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json",)"
         R"("version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints",)"
         R"("results":[)"
         "\n";
}

bool SarifWriter::add(const Json& result) {
  std::string text = separator();
  return output_.write(text += json::line_of(result));
}

bool SarifWriter::finish(const Json& run, std::string_view artifacts) {
  std::string text = is_begun_ ? "" : separator();
  text += "\n],";
  if (!artifacts.empty()) {
    ((text += "\n\"artifacts\":[\n") += artifacts) += "\n],";
  }
  // The run is open already: its first brace is not needed.
  return output_.write((text += '\n' + json::line_of(run).substr(1)) + "]}\n");
}

}  // namespace beachcomb::report
