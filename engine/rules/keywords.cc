// SPDX-License-Identifier: Apache-2.0
#include "rules/keywords.h"

#include <algorithm>
#include <iterator>

namespace beachcomb::rules {
namespace {

struct Keyword {
  std::string_view name;
  TokenKind kind;
};

// Sorted by name, for binary search.
constexpr Keyword kKeywords[] = {
    {"all", TokenKind::kw_all},
    {"and", TokenKind::kw_and},
    {"any", TokenKind::kw_any},
    {"ascii", TokenKind::kw_ascii},
    {"at", TokenKind::kw_at},
    {"base64", TokenKind::kw_base64},
    {"base64wide", TokenKind::kw_base64wide},
    {"condition", TokenKind::kw_condition},
    {"contains", TokenKind::kw_contains},
    {"defined", TokenKind::kw_defined},
    {"endswith", TokenKind::kw_endswith},
    {"entrypoint", TokenKind::kw_entrypoint},
    {"false", TokenKind::kw_false},
    {"filesize", TokenKind::kw_filesize},
    {"for", TokenKind::kw_for},
    {"fullword", TokenKind::kw_fullword},
    {"global", TokenKind::kw_global},
    {"icontains", TokenKind::kw_icontains},
    {"iendswith", TokenKind::kw_iendswith},
    {"iequals", TokenKind::kw_iequals},
    {"import", TokenKind::kw_import},
    {"in", TokenKind::kw_in},
    {"int16", TokenKind::integer_function},
    {"int16be", TokenKind::integer_function},
    {"int32", TokenKind::integer_function},
    {"int32be", TokenKind::integer_function},
    {"int8", TokenKind::integer_function},
    {"int8be", TokenKind::integer_function},
    {"istartswith", TokenKind::kw_istartswith},
    {"matches", TokenKind::kw_matches},
    {"meta", TokenKind::kw_meta},
    {"nocase", TokenKind::kw_nocase},
    {"none", TokenKind::kw_none},
    {"not", TokenKind::kw_not},
    {"of", TokenKind::kw_of},
    {"or", TokenKind::kw_or},
    {"private", TokenKind::kw_private},
    {"rule", TokenKind::kw_rule},
    {"startswith", TokenKind::kw_startswith},
    {"strings", TokenKind::kw_strings},
    {"them", TokenKind::kw_them},
    {"true", TokenKind::kw_true},
    {"uint16", TokenKind::integer_function},
    {"uint16be", TokenKind::integer_function},
    {"uint32", TokenKind::integer_function},
    {"uint32be", TokenKind::integer_function},
    {"uint8", TokenKind::integer_function},
    {"uint8be", TokenKind::integer_function},
    {"wide", TokenKind::kw_wide},
    {"xor", TokenKind::kw_xor},
};

}  // namespace

TokenKind keyword(std::string_view name) {
  const auto* found = std::lower_bound(
      std::begin(kKeywords), std::end(kKeywords), name,
      [](const Keyword& k, std::string_view n) { return k.name < n; });
  if (found == std::end(kKeywords) || found->name != name) {
    return TokenKind::identifier;
  }
  return found->kind;
}

}  // namespace beachcomb::rules
