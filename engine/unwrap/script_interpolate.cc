// SPDX-License-Identifier: Apache-2.0
//
// Strings that hold variables: "a$b{$c}" of PHP, `${name}` of JavaScript. Only
// plain names are looked up; with anything else the string is unknown, but its
// escapes are undone and the names that are known are put in.
#include <algorithm>

#include "unwrap/script_folder.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

// The name of the variable at `at` and the end of what stands for it;
// empty when it is more than a name.
std::string name_at(std::string_view raw, std::size_t at, bool php,
                    std::size_t* end) {
  std::size_t i = at;
  std::string_view open;
  for (const std::string_view form : {"{$", "${", "$"}) {
    if (raw.substr(at, form.size()) == form) {
      open = form;
      break;
    }
  }
  if (open.empty() || (!php && open != "${")) return {};
  i += open.size();
  const std::size_t begin = i;
  while (i < raw.size() && is_word(raw[i])) ++i;
  const std::string_view name = raw.substr(begin, i - begin);
  if (name.empty() || is_digit(name[0])) return {};
  if (open == "$") {
    if (i < raw.size() && (raw[i] == '[' || raw.substr(i, 2) == "->")) {
      return {};
    }
  } else {
    if (i >= raw.size() || raw[i] != '}') return {};
    ++i;
  }
  *end = i;
  return std::string(name);
}

// A string with variables as it is shown: escapes of plain characters undone,
// the others left, so that it still reads as the same string.
std::string plainer(const std::string& raw, Dialect dialect) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size();) {
    if (raw[i] != '\\' || i + 1 >= raw.size()) {
      out.push_back(raw[i++]);
      continue;
    }
    std::size_t end = i + 2;
    while (end < raw.size() && end < i + 4 && hex_digit(raw[end]) >= 0 &&
           (raw[i + 1] == 'x' || is_digit(raw[i + 1]))) {
      ++end;
    }
    if (is_digit(raw[i + 1])) {
      end = i + 1;
      while (end < raw.size() && end < i + 4 && raw[end] >= '0' &&
             raw[end] < '8') {
        ++end;
      }
    }
    bool letter = false;
    const std::string meaning = Lexer::unescape(
        std::string_view(raw).substr(i, end - i), dialect, '"', &letter);
    out += letter ? meaning : raw.substr(i, end - i);
    i = std::max(end, i + 1);
  }
  return out;
}

// Text that is put between double quotes.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '$') out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

}  // namespace

Value Folder::interpolated() {
  const bool php = dialect_ == Dialect::php;
  const std::string raw = std::move(token_.text);
  std::string result;  // what it means
  std::string shown;   // how it is written
  std::string piece;   // not yet added to either
  bool known = dialect_ != Dialect::csharp;
  bool unescaped = false;
  bool substituted = false;
  const auto flush = [&] {
    bool some = false;
    result += Lexer::unescape(piece, dialect_, '"', &some);
    shown += some ? plainer(piece, dialect_) : piece;
    unescaped = unescaped || some;
    piece.clear();
  };
  for (std::size_t i = 0; i < raw.size() && !over();) {
    if (raw[i] == '\\' && i + 1 < raw.size()) {
      piece.append(raw, i, 2);
      i += 2;
      continue;
    }
    const char next = i + 1 < raw.size() ? raw[i + 1] : '\0';
    const bool opens =
        (raw[i] == '{' && next == '$') ||
        (raw[i] == '$' &&
         (next == '{' || (php && is_word(next) && !is_digit(next))));
    std::size_t end = i;
    const std::string name = opens ? name_at(raw, i, php, &end) : "";
    const Value* value =
        name.empty() ? nullptr : look_up(php ? '$' + name : name);
    if (value != nullptr && value->is_text() && spend(value->cost())) {
      flush();
      result += value->text;
      shown += escaped(value->text);
      if (!fits(result.size())) {
        known = false;
        break;
      }
      substituted = true;
      i = end;
      continue;
    }
    if (opens) known = false;
    piece.push_back(raw[i++]);
  }
  flush();
  if (known) {
    Value value = Value::of(std::move(result));
    value.changed = unescaped || substituted;
    value.escaped = true;
    advance();
    return value;
  }
  if (unescaped) ++folds_;
  write('"' + shown + '"');
  advance();
  return {};
}

}  // namespace beachcomb::unwrap
