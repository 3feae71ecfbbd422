// SPDX-License-Identifier: Apache-2.0
#include "lint/hints.h"

#include <algorithm>
#include <utility>

#include "text/ascii.h"

namespace beachcomb::lint {
namespace {

constexpr const char* kModules[] = {"console", "cuckoo", "dotnet", "elf",
                                    "hash",    "magic",  "math",   "pe",
                                    "string",  "time"};
constexpr const char* kExternals[] = {"filename", "filepath", "extension",
                                      "filetype", "owner"};

constexpr std::string_view kWordBytes =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

// What stands there, and what was meant.
constexpr std::pair<std::string_view, std::string_view> kMeant[] = {
    {"&&", "write `and`"},
    {"||", "write `or`"},
    {"&", "`and` joins conditions; & is for the bits of numbers"},
    {"|", "`or` joins conditions; | is for the bits of numbers"},
    {"==", "comparisons can't be chained: write `and` between two"},
    {"=", "== compares"},
    {"<>", "!= is \"not equal\""},
    {"'", "texts stand in double quotes"},
    {"\xe2\x80\x9c", "typographic quotes; write \""},
    {"\xe2\x80\x9d", "typographic quotes; write \""},
    {"\xe2\x80\x98", "typographic quotes; write \""},
    {"\xe2\x80\x99", "typographic quotes; write \""},
    {"\xc2\xa0", "a blank that does not break; write a plain one"},
    {"meta", "the order is meta, strings, condition"},
    {"strings", "the order is meta, strings, condition"},
    {"NOT", "keywords are lower case: not"},
    {"AND", "keywords are lower case: and"},
    {"OR", "keywords are lower case: or"},
    {"!", "write `not`"},
    {"{", "a hex string stands in `strings:`"},
    {";", "nothing ends a line but the line"},
};

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

std::string did_you_mean(const std::string& name) {
  return name.empty() ? name : "did you mean '" + name + "'?";
}

std::string undefined_string(std::string_view name, const rules::Rule* rule) {
  if (rule == nullptr) return {};
  if (rule->strings.empty()) return "the rule has no strings";
  std::vector<std::string> names;
  for (const auto& string : rule->strings) names.push_back(string.name);
  return did_you_mean(nearest(name, names));
}

std::string defined_elsewhere(std::string_view name, const SourceFile& file,
                              const Files& all, int line) {
  for (const rules::ItemSpan& item : file.spans) {
    if (item.kind != rules::ItemKind::rule || item.name != name) continue;
    const auto at = static_cast<int>(item.span.begin.line);
    if (at > line) {
      return "defined later, at line " + std::to_string(at) +
             ": move that rule up";
    }
    if (at < line) {
      return "the rule at line " + std::to_string(at) + " does not compile";
    }
    return "a rule can't refer to itself";
  }
  for (const SourceFile& other : all) {
    if (&other == &file) continue;
    for (const RuleFacts& facts : other.rules) {
      if (facts.rule->name != name) continue;
      return "a rule of " + other.path +
             " has that name: include that file, or keep both in one folder, "
             "its name before this one's";
    }
  }
  return {};
}

std::string undefined_identifier(std::string_view name, const SourceFile& file,
                                 const Files& all, int line) {
  if (std::find(std::begin(kModules), std::end(kModules), name) !=
      std::end(kModules)) {
    return "add `import \"" + std::string(name) + "\"` at the top";
  }
  std::string elsewhere = defined_elsewhere(name, file, all, line);
  if (!elsewhere.empty()) return elsewhere;
  std::vector<std::string> names(std::begin(kExternals), std::end(kExternals));
  for (const char* word :
       {"filesize", "entrypoint", "them", "true", "false", "int8", "int16",
        "int32", "uint8", "uint16", "uint32", "uint16be", "uint32be"}) {
    names.emplace_back(word);
  }
  for (const rules::ItemSpan& item : file.spans) {
    if (item.kind == rules::ItemKind::rule &&
        static_cast<int>(item.span.begin.line) < line) {
      names.emplace_back(item.name);
    }
  }
  const std::string near = nearest(name, names);
  if (!near.empty()) return did_you_mean(near);
  return "an external variable is defined with -d " + std::string(name) +
         "=VALUE";
}

std::string duplicated(std::string_view name, const SourceFile& file,
                       int line) {
  for (const rules::ItemSpan& item : file.spans) {
    if (item.kind == rules::ItemKind::rule && item.name == name &&
        static_cast<int>(item.span.begin.line) < line) {
      return "defined first at line " + std::to_string(item.span.begin.line);
    }
  }
  return {};
}

std::string duplicated_string(std::string_view name, const SourceFile& file,
                              int line) {
  // The rule does not parse; the first token of that name in it is the other.
  const rules::ItemSpan* item = nullptr;
  for (const rules::ItemSpan& span : file.spans) {
    if (static_cast<int>(span.span.begin.line) <= line) item = &span;
  }
  if (item == nullptr) return {};
  for (std::size_t i = item->first_token; i < item->last_token; ++i) {
    const rules::Token& token = file.tokens.tokens[i];
    if (token.span.in(file.text) == name) {
      return "declared first at line " + std::to_string(token.span.begin.line);
    }
  }
  return {};
}

std::string unknown_module(std::string_view name) {
  const std::string near = nearest(
      name, std::vector<std::string>(std::begin(kModules), std::end(kModules)));
  if (!near.empty()) return did_you_mean(near);
  std::string all = "the modules are ";
  for (const char* module : kModules) {
    all += std::string(module == kModules[0] ? "" : ", ") + module;
  }
  return all + ", as far as libyara was built with them";
}

rules::TokenKind kind_before(const SourceFile& file, const rules::Span& span) {
  rules::TokenKind kind = rules::TokenKind::end;
  for (const rules::Token& token : file.tokens.tokens) {
    if (token.span.begin.offset >= span.begin.offset) break;
    kind = token.kind;
  }
  return kind;
}

// What a modifier stands behind that it can't.
std::string bad_modifier(std::string_view word, rules::TokenKind before) {
  constexpr std::string_view kModifiers[] = {
      "ascii", "wide", "nocase", "fullword", "xor", "base64", "base64wide"};
  if (std::find(std::begin(kModifiers), std::end(kModifiers), word) ==
      std::end(kModifiers)) {
    return {};
  }
  if (before == rules::TokenKind::hex) {
    return "a hex string takes no modifier but private";
  }
  if (before == rules::TokenKind::regexp) {
    return "xor and base64 are for texts only";
  }
  return {};
}

bool is_unit(std::string_view word) {
  const std::string upper = text::upper(word);
  return upper == "KB" || upper == "MB" || upper == "GB" || upper == "K" ||
         upper == "M" || upper == "B";
}

// What belongs in front of what stands there, by what was expected.
std::string hint_for_expected(std::string_view message, std::string_view rest,
                              std::string_view word) {
  const char first = rest.empty() ? '\0' : rest.front();
  if (has(message, "expected 'condition'") && first == '}') {
    return "each rule needs a condition";
  }
  if (has(message, "expected ':'")) {
    return "`meta`, `strings` and `condition` have a colon behind them";
  }
  if (has(message, "expected string identifier")) {
    return "the name of a string begins with $: $" + std::string(word) + " = ";
  }
  if (has(message, "expected text string, integer")) {
    return "texts stand in double quotes; numbers are whole, or texts as well";
  }
  if (has(message, "expected '{'") && first == '-') {
    return "names consist of letters, digits and _";
  }
  if (has(message, "expected 'condition'") && first == '-') {
    return "texts, and so dates, stand in double quotes";
  }
  if (has(message, "expected 'them' or '('")) {
    return "a set stands in parentheses: ($a, $b) or ($a*)";
  }
  if (!has(message, "expected an operator")) return {};
  if (is_unit(word)) return "sizes are written 10KB or 10MB, without a blank";
  if (std::string_view("$#@(\"").find(first) != std::string_view::npos ||
      word == "filesize" || word == "any" || word == "all" || word == "not") {
    return "write `and` or `or` between two conditions";
  }
  return {};
}

}  // namespace

std::string_view quoted_name(std::string_view message) {
  const std::size_t open = message.find_first_of("\"'");
  if (open == message.npos) return {};
  const std::size_t close = message.find(message[open], open + 1);
  if (close == message.npos) return {};
  return message.substr(open + 1, close - open - 1);
}

std::string hint_for(std::string_view message, const SourceFile& file,
                     const Files& all, const rules::Rule* rule, int line) {
  const std::string_view name = quoted_name(message);
  if (has(message, "undefined string")) return undefined_string(name, rule);
  if (has(message, "undefined identifier")) {
    return undefined_identifier(name, file, all, line);
  }
  if (has(message, "duplicated identifier")) {
    return duplicated(name, file, line);
  }
  if (has(message, "duplicated string")) {
    return duplicated_string(name, file, line);
  }
  if (has(message, "unreferenced string")) {
    return "use it in the condition, or delete it";
  }
  if (has(message, "unknown module")) return unknown_module(name);
  if (has(message, "include file")) {
    return "paths of includes are looked up beside this file, then from the "
           "current folder";
  }
  if (has(message, "type mismatch") || has(message, "wrong type")) {
    return "numbers go with numbers, texts with texts";
  }
  if (has(message, "byte order mark")) {
    return "save the file as UTF-8 without it: the yara program refuses it";
  }
  if (has(message, "literal string")) {
    return "a literal is always true; a string of the rule is called $name";
  }
  if (has(message, "entrypoint")) return "pe.entry_point or elf.entry_point";
  if (has(message, "slow down scanning")) {
    return "it has no four plain bytes in a row: make it longer, or more of "
           "it plain";
  }
  return {};
}

std::string hint_for_syntax(const SourceFile& file, const rules::Span& span,
                            std::string_view message) {
  const std::string_view rest =
      std::string_view(file.text).substr(span.begin.offset);
  if (has(message, "end of rule")) {
    return "the rule before the next one is not closed with }";
  }
  if (has(message, "escape")) {
    return "escapes are \\\" \\\\ \\t \\n \\r \\xHH; write \\\\ for a "
           "backslash";
  }
  if (has(message, "unterminated text")) {
    return "a text ends on its line; write \\n for a line break";
  }
  if (has(message, "unterminated regular")) {
    return "a regular expression ends on its line with /; a slash in it is "
           "\\/";
  }
  if (has(message, "nothing to repeat") && rest.starts_with("?")) {
    return "libyara knows no groups that begin with (?";
  }
  if (has(message, "nothing to repeat") || message.ends_with(" )")) {
    return "of ( ) [ ] { } . * + ? | ^ $ \\ each one that means itself has a "
           "\\ "
           "before it";
  }
  if (has(message, "character in hex string") && has(rest, "0x")) {
    return "the bytes of a hex string have no 0x before them";
  }
  if (!has(message, "unexpected") && !has(message, "non-ascii")) return {};
  const std::string word(rest.substr(0, rest.find_first_not_of(kWordBytes)));
  std::string hint = bad_modifier(word, kind_before(file, span));
  if (hint.empty()) hint = hint_for_expected(message, rest, word);
  if (!hint.empty()) return hint;
  for (const auto& [start, meant] : kMeant) {
    if (rest.starts_with(start)) return std::string(meant);
  }
  // Words that stand where an operator or a modifier should.
  if (word.empty()) return {};
  return did_you_mean(nearest(
      word, {"meta",        "strings",  "condition", "ascii",     "wide",
             "nocase",      "fullword", "private",   "base64",    "base64wide",
             "xor",         "and",      "or",        "not",       "all",
             "any",         "none",     "of",        "them",      "for",
             "in",          "at",       "contains",  "icontains", "startswith",
             "istartswith", "endswith", "iendswith", "iequals",   "matches",
             "filesize",    "global",   "rule",      "import",    "include",
             "defined"}));
}

}  // namespace beachcomb::lint
