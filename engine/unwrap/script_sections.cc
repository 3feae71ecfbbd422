// SPDX-License-Identifier: Apache-2.0
#include "unwrap/script_sections.h"

#include <algorithm>

#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

// <% ... %>
AspSection inline_section(std::string_view text, std::size_t at) {
  AspSection section;
  const char first = at + 2 < text.size() ? text[at + 2] : '\0';
  const bool prefixed =
      first == '=' || first == '#' || first == '!' || first == ':';
  if (first == '@') {
    section.kind = AspSection::Kind::directive;
  } else if (text.substr(at + 2, 2) == "--") {
    section.kind = AspSection::Kind::comment;
  }
  section.tag = at;
  section.begin = std::min(at + (prefixed ? 3 : 2), text.size());
  section.end = std::min(text.find("%>", section.begin), text.size());
  section.next = std::min(section.end + 2, text.size());
  return section;
}

// <script runat="server"> ... </script>; nothing when it runs elsewhere.
std::optional<AspSection> script_section(std::string_view text,
                                         std::size_t at) {
  constexpr std::size_t kLongestTag = 512;
  const std::string_view tag = text.substr(at, kLongestTag);
  const std::size_t close = tag.find('>');
  if (close == tag.npos ||
      find_nocase(tag.substr(0, close), "runat") == tag.npos) {
    return {};
  }
  AspSection section;
  section.tag = at;
  section.begin = at + close + 1;
  section.end = section.next = text.size();
  for (std::size_t i = text.find("</", section.begin); i != text.npos;
       i = text.find("</", i + 2)) {
    if (starts_nocase(text.substr(i + 2), "script")) {
      section.end = i;
      section.next = std::min(text.find('>', i), text.size() - 1) + 1;
      break;
    }
  }
  return section;
}

}  // namespace

std::optional<AspSection> next_asp_section(std::string_view text,
                                           std::size_t from) {
  for (std::size_t at = text.find('<', from); at != text.npos;
       at = text.find('<', at + 1)) {
    if (at + 2 < text.size() && text[at + 1] == '%') {
      return inline_section(text, at);
    }
    if (starts_nocase(text.substr(at, 8), "<script")) {
      const auto section = script_section(text, at);
      if (section.has_value()) return section;
    }
  }
  return {};
}

bool find_php(std::string_view text, std::size_t from, std::size_t* code,
              bool* echo) {
  for (std::size_t at = text.find('<', from); at != text.npos;
       at = text.find('<', at + 1)) {
    const std::string_view rest = text.substr(at, 64);
    *echo = false;
    if (rest.size() > 2 && rest[1] == '?') {
      if (rest[2] == '=') {
        *echo = true;
        *code = at + 3;
        return true;
      }
      if (starts_nocase(rest.substr(2), "php") &&
          (rest.size() == 5 || is_space(rest[5]))) {
        *code = std::min(at + 6, text.size());
        return true;
      }
      if (is_space(rest[2]) || rest[2] == '$' || rest[2] == '@') {
        *code = at + 2;
        return true;
      }
    } else if (starts_nocase(rest, "<script")) {
      const std::size_t close = rest.find('>');
      if (close != rest.npos &&
          find_nocase(rest.substr(0, close), "php") != rest.npos) {
        *code = at + close + 1;
        return true;
      }
    }
  }
  return false;
}

}  // namespace beachcomb::unwrap
