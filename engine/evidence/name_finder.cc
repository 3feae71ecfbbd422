// SPDX-License-Identifier: Apache-2.0
#include "evidence/name_finder.h"

#include <algorithm>

#include "text/ascii.h"

namespace beachcomb::evidence {
namespace {

using text::hex_digit;
using text::is_digit;
using text::lower;

void fold(std::string_view text, std::string* out) {
  out->resize(text.size());
  std::transform(text.begin(), text.end(), out->begin(),
                 [](char c) { return lower(c); });
}

// "%41" and, as Apache and nginx escape what is not printable, "\x41". False
// when there was none.
bool fold_decoded(std::string_view text, std::string* out) {
  bool any = false;
  out->clear();
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t digits =
        text[at] == '%' ? at + 1
        : text[at] == '\\' && at + 1 < text.size() && text[at + 1] == 'x'
            ? at + 2
            : text.size();
    const int high = digits + 1 < text.size() ? hex_digit(text[digits]) : -1;
    const int low = high < 0 ? -1 : hex_digit(text[digits + 1]);
    if (low < 0) {
      out->push_back(lower(text[at]));
      continue;
    }
    out->push_back(lower(static_cast<char>(16 * high + low)));
    at = digits + 1;
    any = true;
  }
  return any;
}

// Part of a file name, when another is looked for beside it.
bool continues_name(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

}  // namespace

NameFinder::NameFinder(const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    Name name{{}, i};
    fold(names[i], &name.folded);
    const auto add = [this](const Name& n) {
      by_first_byte_[static_cast<unsigned char>(n.folded.front())].push_back(n);
    };
    add(name);
    // So writes IIS a blank.
    if (name.folded.find(' ') == name.folded.npos) continue;
    std::replace(name.folded.begin(), name.folded.end(), ' ', '+');
    add(name);
  }
}

void NameFinder::find(std::string_view line,
                      const std::function<void(std::size_t)>& found) {
  fold(line, &folded_);
  find_folded(found);
  if (line.find('%') == line.npos && line.find("\\x") == line.npos) return;
  if (fold_decoded(line, &folded_)) find_folded(found);
}

void NameFinder::find_folded(
    const std::function<void(std::size_t)>& found) const {
  const std::string_view text = folded_;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto& names = by_first_byte_[static_cast<unsigned char>(text[at])];
    if (names.empty()) continue;
    if (at > 0 && (continues_name(text[at - 1]) || text[at - 1] == '.')) {
      continue;
    }
    for (const Name& name : names) {
      const std::string_view rest = text.substr(at);
      if (!rest.starts_with(name.folded)) continue;
      if (rest.size() > name.folded.size() &&
          continues_name(rest[name.folded.size()])) {
        continue;
      }
      found(name.index);
    }
  }
}

}  // namespace beachcomb::evidence
