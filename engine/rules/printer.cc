// SPDX-License-Identifier: Apache-2.0
#include "rules/printer.h"

#include <string>

#include "rules/literals.h"

namespace beachcomb::rules {
namespace {

std::string print_modifiers(const StringModifiers& m) {
  std::string out;
  if (m.ascii) out += " ascii";
  if (m.wide) out += " wide";
  if (m.nocase) out += " nocase";
  if (m.fullword) out += " fullword";
  if (m.xor_range) {
    out += " xor";
    if (m.xor_range->min == m.xor_range->max) {
      out += '(' + std::to_string(m.xor_range->min) + ')';
    } else if (*m.xor_range != XorRange{}) {
      out += '(' + std::to_string(m.xor_range->min) + '-' +
             std::to_string(m.xor_range->max) + ')';
    }
  }
  const auto base64 = [&out](const std::optional<std::string>& alphabet,
                             const char* name) {
    if (!alphabet) return;
    out += name;
    if (!alphabet->empty()) out += '(' + quote(*alphabet) + ')';
  };
  base64(m.base64, " base64");
  base64(m.base64wide, " base64wide");
  if (m.is_private) out += " private";
  return out;
}

std::string print_value(const StringDecl& string, Spelling spelling) {
  if (spelling == Spelling::as_written && !string.spelling.empty()) {
    return string.spelling;
  }
  switch (string.type) {
    case StringDecl::Type::text:
      return quote(string.text);
    case StringDecl::Type::hex:
      return print_hex(*string.hex);
    case StringDecl::Type::regexp:
      return print_regexp(*string.regexp);
  }
  return {};
}

}  // namespace

std::string print(const Meta& meta, Spelling spelling) {
  std::string out = meta.name + " = ";
  if (spelling == Spelling::as_written && !meta.spelling.empty()) {
    return out + meta.spelling;
  }
  if (const auto* text = std::get_if<std::string>(&meta.value)) {
    return out + quote(*text);
  }
  if (const auto* integer = std::get_if<std::int64_t>(&meta.value)) {
    return out + std::to_string(*integer);
  }
  return out + (*std::get_if<bool>(&meta.value) ? "true" : "false");
}

std::string print(const StringDecl& string, Spelling spelling) {
  return string.name + " = " + print_value(string, spelling) +
         print_modifiers(string.modifiers);
}

std::string print(const Rule& rule, Spelling spelling) {
  std::string out;
  if (rule.is_global) out += "global ";
  if (rule.is_private) out += "private ";
  out += "rule " + rule.name;
  if (!rule.tags.empty()) out += " :";
  for (const Tag& tag : rule.tags) out += ' ' + tag.name;
  out += " {\n";
  if (!rule.meta.empty()) out += "  meta:\n";
  for (const Meta& meta : rule.meta) {
    out += "    " + print(meta, spelling) + '\n';
  }
  if (!rule.strings.empty()) out += "  strings:\n";
  for (const StringDecl& string : rule.strings) {
    out += "    " + print(string, spelling) + '\n';
  }
  out += "  condition:\n    ";
  return out + print(*rule.condition, spelling) + "\n}\n";
}

std::string print(const Item& item, Spelling spelling) {
  if (const auto* import = std::get_if<Import>(&item)) {
    return "import " + quote(import->module) + '\n';
  }
  if (const auto* include = std::get_if<Include>(&item)) {
    // A path knows no escapes.
    return "include \"" + include->path + "\"\n";
  }
  return print(*std::get_if<Rule>(&item), spelling);
}

std::string print(const std::vector<Item>& items, Spelling spelling) {
  std::string out;
  for (const Item& item : items) {
    if (!out.empty() && std::holds_alternative<Rule>(item)) out += '\n';
    out += print(item, spelling);
  }
  return out;
}

}  // namespace beachcomb::rules
