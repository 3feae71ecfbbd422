// SPDX-License-Identifier: Apache-2.0
//
// Strings that hold variables: "a$b{$c}" of PHP, `${name}` of JavaScript. Only
// plain names are looked up; with anything else the string is unknown, but its
// escapes are undone and the names that are known are put in.
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

}  // namespace

Value Folder::interpolated() {
  const bool php = dialect_ == Dialect::php;
  const std::string raw = std::move(token_.text);
  std::string result;
  std::string piece;
  bool known = dialect_ != Dialect::csharp;
  bool unescaped = false;
  bool substituted = false;
  const auto flush = [&] {
    bool some = false;
    result += Lexer::unescape(piece, dialect_, '"', &some);
    unescaped = unescaped || some;
    piece.clear();
  };
  for (std::size_t i = 0; i < raw.size() && !over();) {
    if (raw[i] == '\\' && i + 1 < raw.size()) {
      piece.append(raw, i, 2);
      i += 2;
      continue;
    }
    std::size_t end = i;
    const std::string name =
        raw[i] == '$' || raw[i] == '{' ? name_at(raw, i, php, &end) : "";
    const Value* value =
        name.empty() ? nullptr : look_up(php ? '$' + name : name);
    if (value != nullptr && value->is_scalar() && spend(value->cost())) {
      flush();
      result += value->as_text();
      if (result.size() > output_.most_bytes()) {
        known = false;
        break;
      }
      substituted = true;
      i = end;
      continue;
    }
    const char next = i + 1 < raw.size() ? raw[i + 1] : '\0';
    if (!name.empty() || (raw[i] == '{' && next == '$') ||
        (raw[i] == '$' && (next == '{' || (php && is_word(next) &&
                                           !is_digit(next))))) {
      known = false;
    }
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
  if (unescaped || substituted) ++folds_;
  // Quoted as it was, so that the names in it are still seen as such.
  write("\"" + result + "\"");
  advance();
  return {};
}

}  // namespace beachcomb::unwrap
