// SPDX-License-Identifier: Apache-2.0
#include "rules/string_parser.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "rules/literals.h"

namespace beachcomb::rules {
namespace {

constexpr std::size_t kAlphabetSize = 64;
constexpr char kAlphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// xor, xor(5), xor(1-9)
bool parse_xor(TokenStream& in, std::optional<XorRange>* out) {
  *out = XorRange{};
  if (!in.accept(TokenKind::left_paren)) return true;
  std::int64_t bounds[2] = {0, 0};
  for (std::size_t i = 0; i < 2; ++i) {
    const Token& token = in.peek();
    if (!in.expect(TokenKind::integer, "integer")) return false;
    const std::optional<std::int64_t> value = parse_integer(in.text(token));
    if (!value || *value > 255) {
      return in.fail(token.span, "xor key over 255");
    }
    bounds[i] = *value;
    if (i == 0 && !in.accept(TokenKind::minus)) {
      bounds[1] = bounds[0];
      break;
    }
  }
  if (bounds[0] > bounds[1]) {
    return in.fail(in.peek().span, "xor lower bound exceeds upper bound");
  }
  (*out)->min = static_cast<std::uint8_t>(bounds[0]);
  (*out)->max = static_cast<std::uint8_t>(bounds[1]);
  return in.expect(TokenKind::right_paren, "')'");
}

// base64, base64("alphabet")
bool parse_base64(TokenStream& in, std::optional<std::string>* out) {
  *out = std::string();
  if (!in.accept(TokenKind::left_paren)) return true;
  const Token& token = in.peek();
  if (!in.expect(TokenKind::text, "alphabet in quotes")) return false;
  *out = unquote(in.text(token));
  if ((*out)->size() != kAlphabetSize) {
    return in.fail(token.span, "length of base64 alphabet must be 64");
  }
  if (**out == kAlphabet) (*out)->clear();
  return in.expect(TokenKind::right_paren, "')'");
}

bool* flag(StringModifiers* modifiers, TokenKind kind) {
  switch (kind) {
    case TokenKind::kw_ascii:
      return &modifiers->ascii;
    case TokenKind::kw_wide:
      return &modifiers->wide;
    case TokenKind::kw_nocase:
      return &modifiers->nocase;
    case TokenKind::kw_fullword:
      return &modifiers->fullword;
    case TokenKind::kw_private:
      return &modifiers->is_private;
    default:
      return nullptr;
  }
}

// One modifier. False and no error: there is none here.
bool parse_modifier(TokenStream& in, StringDecl* decl) {
  const Token& token = in.peek();
  StringModifiers& modifiers = decl->modifiers;
  const auto duplicated = [&] {
    return in.fail(token.span, "duplicated modifier");
  };
  if (bool* set = flag(&modifiers, token.kind)) {
    if (decl->type == StringDecl::Type::hex &&
        token.kind != TokenKind::kw_private) {
      return false;
    }
    if (*set) return duplicated();
    in.take();
    return *set = true;
  }
  if (decl->type != StringDecl::Type::text) return false;
  switch (token.kind) {
    case TokenKind::kw_xor:
      if (modifiers.xor_range) return duplicated();
      in.take();
      return parse_xor(in, &modifiers.xor_range);
    case TokenKind::kw_base64:
      if (modifiers.base64) return duplicated();
      in.take();
      return parse_base64(in, &modifiers.base64);
    case TokenKind::kw_base64wide:
      if (modifiers.base64wide) return duplicated();
      in.take();
      return parse_base64(in, &modifiers.base64wide);
    default:
      return false;
  }
}

const char* bad_combination(const StringModifiers& m) {
  const bool base64 = m.base64 || m.base64wide;
  if (m.xor_range && m.nocase) return "xor and nocase exclude each other";
  if (base64 && m.nocase) return "base64 and nocase exclude each other";
  if (base64 && m.fullword) return "base64 and fullword exclude each other";
  if (base64 && m.xor_range) return "base64 and xor exclude each other";
  if (m.base64 && m.base64wide && *m.base64 != *m.base64wide) {
    return "base64 and base64wide need the same alphabet";
  }
  return nullptr;
}

bool parse_string_regexp(TokenStream& in, const Token& token,
                         StringDecl* decl) {
  decl->type = StringDecl::Type::regexp;
  Diagnostic problem;
  std::optional<Regexp> regexp =
      parse_regexp(in.text(token), token.span.begin, &problem);
  if (!regexp) return in.fail(problem.span, problem.message);
  if (regexp->has_greedy && regexp->has_lazy) {
    return in.fail(token.span,
                   "greedy and lazy quantifiers in one regular expression");
  }
  decl->regexp = std::make_unique<Regexp>(std::move(*regexp));
  return true;
}

bool parse_string_value(TokenStream& in, StringDecl* decl) {
  const Token& token = in.peek();
  switch (token.kind) {
    case TokenKind::text:
      decl->type = StringDecl::Type::text;
      decl->text = unquote(in.text(token));
      if (decl->text.empty()) return in.fail(token.span, "empty string");
      break;
    case TokenKind::hex: {
      decl->type = StringDecl::Type::hex;
      Diagnostic problem;
      std::optional<HexString> hex =
          parse_hex(in.text(token), token.span.begin, &problem);
      if (!hex) return in.fail(problem.span, problem.message);
      decl->hex = std::make_unique<HexString>(std::move(*hex));
      break;
    }
    case TokenKind::regexp:
      if (!parse_string_regexp(in, token, decl)) return false;
      break;
    default:
      return in.fail_expected("text string, hex string or regular expression");
  }
  decl->spelling = in.text(token);
  decl->value_span = token.span;
  in.take();
  return true;
}

using Names = std::unordered_set<std::string>;

bool parse_string(TokenStream& in, Names* names, Rule* rule) {
  StringDecl decl;
  const Token& name = in.peek();
  if (!in.expect(TokenKind::string_id, "string identifier")) return false;
  decl.name = in.text(name);
  decl.name_span = name.span;
  if (decl.name != "$" && !names->insert(decl.name).second) {
    return in.fail(name.span, "duplicated string '" + decl.name + "'");
  }
  if (!in.expect(TokenKind::assign, "'='")) return false;
  if (!parse_string_value(in, &decl)) return false;
  while (parse_modifier(in, &decl)) continue;
  if (in.failed()) return false;
  if (const char* problem = bad_combination(decl.modifiers)) {
    return in.fail(decl.value_span, problem);
  }
  decl.span = in.span_from(name.span.begin);
  rule->strings.push_back(std::move(decl));
  return in.is(TokenKind::string_id) || in.is(TokenKind::kw_condition) ||
         in.fail_expected("'condition'");
}

}  // namespace

bool parse_strings(TokenStream& in, Rule* rule) {
  if (!in.accept(TokenKind::kw_strings)) return true;
  if (!in.expect(TokenKind::colon, "':'")) return false;
  Names names;
  do {
    const Token* begin = &in.peek();
    if (parse_string(in, &names, rule)) continue;
    // An identifier is a string without its $.
    const bool found = in.recover([&] {
      if (in.is(TokenKind::kw_condition)) return in.kind(1) == TokenKind::colon;
      return in.kind(1) == TokenKind::assign && &in.peek() != begin &&
             (in.is(TokenKind::string_id) || in.is(TokenKind::identifier));
    });
    if (!found) return false;
  } while (!in.is(TokenKind::kw_condition));
  return true;
}

}  // namespace beachcomb::rules
