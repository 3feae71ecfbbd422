// SPDX-License-Identifier: Apache-2.0
#include "drafting/rule_text.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "rules/literals.h"

namespace beachcomb::drafting {
namespace {

// What a few bytes of padding would not make too large.
std::string size_limit(std::size_t largest) {
  for (const std::size_t kilobytes :
       {10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000}) {
    if (largest * 4 <= kilobytes * 1024) {
      return std::to_string(kilobytes) + "KB";
    }
  }
  return "100MB";
}

std::string today() {
  using namespace std::chrono;
  const year_month_day date(floor<days>(system_clock::now()));
  char text[16];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

std::string metadata(const std::vector<std::string>& hashes) {
  std::string text =
      "  meta:\n"
      "    description = \"TODO: Detects ...\"\n"
      "    author = \"TODO\"\n"
      "    date = \"" +
      today() +
      "\"\n"
      "    reference = \"TODO\"\n"
      "    score = 50\n"
      "    family = \"TODO\"\n"
      "    mitre = \"T1505.003\"\n";
  for (const std::string& hash : hashes) {
    text += "    hash = \"" + hash + "\"\n";
  }
  return text;
}

}  // namespace

std::string declaration(const DraftString& string, bool broken) {
  if (string.structure) return '/' + string.text + '/';
  std::string text = rules::quote(string.text);
  if (broken) {
    constexpr char kDigits[] = "0123456789abcdef";
    const auto first = static_cast<unsigned char>(string.text.front());
    text = std::string("\"\\x") + kDigits[first >> 4] + kDigits[first & 15] +
           rules::quote(string.text.substr(1)).substr(1);
  }
  return text + (string.wide ? " wide" : "");
}

std::string id_of(const std::vector<DraftString>& strings, std::size_t i) {
  if (!strings[i].structure) return 's' + std::to_string(i + 1);
  const auto before = static_cast<std::size_t>(
      std::count_if(strings.begin(), strings.end(),
                    [](const auto& string) { return !string.structure; }));
  return 'c' + std::to_string(i - before + 1);
}

std::string rule_text(const Parts& parts) {
  const std::vector<DraftString>& strings = parts.strings;
  const std::size_t count = strings.size();
  const std::size_t needed = count < 4 ? count : (count * 2 + 2) / 3;
  std::string text = "rule " + parts.name + " {\n" + metadata(parts.hashes);
  text += "  strings:\n";
  // The rule file holds its strings as well. So many less of them are too few
  // for the rule to match it.
  std::size_t to_break = count - needed + 1;
  std::string lines;
  for (std::size_t i = count; i-- > 0;) {
    const bool broken = to_break > 0 && !strings[i].structure;
    if (broken) --to_break;
    std::string line = "    $" + id_of(strings, i);
    line += " = " + declaration(strings[i], broken) + '\n';
    lines.insert(0, line);
  }
  const std::string most =
      needed == count ? "all of them" : std::to_string(needed) + " of them";
  return text + lines + "  condition:\n    filesize < " +
         size_limit(parts.largest) + " and " + most + "\n}\n";
}

}  // namespace beachcomb::drafting
