// SPDX-License-Identifier: Apache-2.0
//
// Files, rules, meta and strings.
//
// libyara's parser reads one stream of tokens and, after an error, skips to the
// next rule that it can make out. We cut the file into items first (spans.h)
// and parse each one for itself. So an error cannot spread, and which rules are
// lost does not depend on how the parser happened to stumble.
#include "rules/parser.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "rules/literals.h"
#include "rules/spans.h"
#include "rules/string_parser.h"
#include "rules/token_stream.h"

namespace beachcomb::rules {
namespace {

bool parse_tags(TokenStream& in, Rule* rule) {
  if (!in.accept(TokenKind::colon)) return true;
  do {
    const Token& token = in.peek();
    if (!in.expect(TokenKind::identifier, "a tag")) return false;
    Tag tag{std::string(in.text(token)), token.span};
    for (const Tag& other : rule->tags) {
      if (other.name == tag.name) {
        return in.fail(tag.span, "duplicated tag '" + tag.name + "'");
      }
    }
    rule->tags.push_back(std::move(tag));
  } while (in.is(TokenKind::identifier));
  return true;
}

bool parse_meta_value(TokenStream& in, Meta* meta) {
  const bool negative = in.accept(TokenKind::minus);
  const Token& token = in.peek();
  if (token.kind == TokenKind::integer) {
    const std::optional<std::int64_t> value = parse_integer(in.text(token));
    if (!value) return in.fail(token.span, "integer does not fit in 64 bits");
    meta->value = negative ? -*value : *value;
    meta->spelling = std::string(negative ? "-" : "");
    meta->spelling += in.text(token);
  } else if (negative) {
    return in.fail_expected("integer");
  } else if (token.kind == TokenKind::text) {
    meta->value = unquote(in.text(token));
    meta->spelling = in.text(token);
  } else if (token.kind == TokenKind::kw_true ||
             token.kind == TokenKind::kw_false) {
    meta->value = token.kind == TokenKind::kw_true;
    meta->spelling = in.text(token);
  } else {
    return in.fail_expected("text string, integer, true or false");
  }
  in.take();
  return true;
}

bool parse_one_meta(TokenStream& in, Rule* rule) {
  Meta meta;
  const Token& name = in.peek();
  if (!in.expect(TokenKind::identifier, "identifier")) return false;
  if (!in.expect(TokenKind::assign, "'='")) return false;
  if (!parse_meta_value(in, &meta)) return false;
  meta.name = in.text(name);
  meta.name_span = name.span;
  meta.span = in.span_from(name.span.begin);
  rule->meta.push_back(std::move(meta));
  return in.is(TokenKind::identifier) || in.is(TokenKind::kw_strings) ||
         in.is(TokenKind::kw_condition) || in.fail_expected("'condition'");
}

bool parse_meta(TokenStream& in, Rule* rule) {
  if (!in.accept(TokenKind::kw_meta)) return true;
  if (!in.expect(TokenKind::colon, "':'")) return false;
  do {
    if (parse_one_meta(in, rule)) continue;
    const bool found = in.recover([&] {
      return in.kind(1) == TokenKind::assign
                 ? in.is(TokenKind::identifier)
                 : in.kind(1) == TokenKind::colon &&
                       (in.is(TokenKind::kw_strings) ||
                        in.is(TokenKind::kw_condition));
    });
    if (!found) return false;
  } while (in.is(TokenKind::identifier));
  return true;
}

bool parse_rule(TokenStream& in, Rule* rule) {
  const Position begin = in.peek().span.begin;
  for (;; in.take()) {
    if (in.is(TokenKind::kw_private)) {
      rule->is_private = true;
    } else if (in.is(TokenKind::kw_global)) {
      rule->is_global = true;
    } else {
      break;
    }
  }
  if (!in.expect(TokenKind::kw_rule, "rule")) return false;
  const Token& name = in.peek();
  if (!in.expect(TokenKind::identifier, "identifier")) return false;
  rule->name = in.text(name);
  rule->name_span = name.span;
  if (!parse_tags(in, rule)) return false;
  if (!in.expect(TokenKind::left_brace, "'{'")) return false;
  if (!parse_meta(in, rule) || !parse_strings(in, rule)) return false;
  if (!in.expect(TokenKind::kw_condition, "'condition'")) return false;
  if (!in.expect(TokenKind::colon, "':'")) return false;
  rule->condition = parse_condition(in);
  if (!rule->condition) return false;
  if (!in.expect(TokenKind::right_brace, "an operator or '}'")) return false;
  rule->span = in.span_from(begin);
  return in.errors().empty();
}

Import make_import(const ItemSpan& span, const Tokens& tokens,
                   std::string_view source) {
  const Token& text = tokens.tokens[span.last_token - 1];
  return {unquote(text.span.in(source)), span.span};
}

void parse_item(const ItemSpan& span, const Tokens& tokens,
                std::string_view source, ParsedFile* file) {
  TokenStream in(source, std::span(tokens.tokens)
                             .subspan(span.first_token,
                                      span.last_token - span.first_token));
  switch (span.kind) {
    case ItemKind::import:
      file->items.emplace_back(make_import(span, tokens, source));
      return;
    case ItemKind::include:
      file->items.emplace_back(Include{std::string(span.name), span.span});
      return;
    case ItemKind::rule: {
      Rule rule;
      if (parse_rule(in, &rule)) {
        file->items.emplace_back(std::move(rule));
        return;
      }
      break;
    }
    case ItemKind::stray:
      if (in.accept(TokenKind::kw_import)) {
        in.fail_expected("module name in quotes");
      } else {
        in.fail_expected("rule, import or include");
      }
      break;
  }
  std::copy(in.errors().begin(), in.errors().end(),
            std::back_inserter(file->errors));
}

}  // namespace

ParsedFile parse(std::string_view source) {
  ParsedFile file;
  if (source.size() >= std::numeric_limits<std::uint32_t>::max()) {
    file.errors.push_back({{}, "more than 4 GiB of source"});
    return file;
  }
  Tokens tokens = tokenize(source);
  for (const ItemSpan& span : rule_spans(source, tokens)) {
    parse_item(span, tokens, source, &file);
  }
  file.comments = std::move(tokens.comments);
  return file;
}

Result<ParsedFile> parse_all(std::string_view source) {
  ParsedFile file = parse(source);
  if (file.errors.empty()) return file;
  const Diagnostic& first = file.errors.front();
  return Error{std::to_string(first.span.begin.line) + ':' +
               std::to_string(first.span.begin.column) + ": " + first.message};
}

}  // namespace beachcomb::rules
