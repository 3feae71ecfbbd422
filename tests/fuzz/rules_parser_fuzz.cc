// SPDX-License-Identifier: Apache-2.0
//
// Arbitrary bytes through lexer, parser, printer and formatter. What parses
// must print to source that parses to the same tree, in both spellings; what
// does not must not disturb anything; spans must lie in the source and in
// order.
#include <cstdint>
#include <string>
#include <string_view>

#include "beachcomb/rule_format.h"
#include "fuzz.h"
#include "rules/parser.h"
#include "rules/printer.h"
#include "rules/spans.h"

namespace beachcomb::rules {
namespace {

using fuzz::require;

void check_spans(std::string_view source) {
  const Tokens tokens = tokenize(source);
  std::size_t next_token = 0;
  std::uint32_t end = 0;
  for (const ItemSpan& item : rule_spans(source, tokens)) {
    require(item.first_token == next_token, "items leave no token out");
    require(item.last_token > item.first_token, "no item is empty");
    require(item.span.begin.offset >= end, "items do not overlap");
    require(item.span.end.offset > item.span.begin.offset, "items have text");
    next_token = item.last_token;
    end = item.span.end.offset;
  }
  require(next_token + 1 == tokens.tokens.size(), "items cover all tokens");
  require(end <= source.size(), "items lie in the source");
}

void check_errors(std::string_view source, const ParsedFile& file) {
  for (const Diagnostic& error : file.errors) {
    require(!error.message.empty(), "errors say something");
    require(error.span.begin.offset <= error.span.end.offset &&
                error.span.end.offset <= source.size(),
            "errors lie in the source", error.message);
  }
}

void check_printing(const ParsedFile& file) {
  for (const Spelling spelling : {Spelling::as_written, Spelling::canonical}) {
    const std::string printed = print(file.items, spelling);
    const ParsedFile again = parse(printed);
    require(again.errors.empty(), "what is printed parses", printed);
    require(same(file.items, again.items), "it parses to the same", printed);
  }
}

void check_formatting(std::string_view source, const ParsedFile& file) {
  const auto text = format_rules(source);
  require(text.ok() == file.errors.empty(), "what parses is formatted");
  if (!text.ok()) return;
  const auto again = format_rules(*text);
  require(again.ok() && *again == *text, "formatting twice is once", *text);
}

}  // namespace
}  // namespace beachcomb::rules

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view source = beachcomb::fuzz::text_of(data, size);
  beachcomb::rules::check_spans(source);
  const beachcomb::rules::ParsedFile file = beachcomb::rules::parse(source);
  beachcomb::rules::check_errors(source, file);
  beachcomb::rules::check_printing(file);
  beachcomb::rules::check_formatting(source, file);
  return 0;
}
