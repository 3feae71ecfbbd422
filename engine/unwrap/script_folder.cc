// SPDX-License-Identifier: Apache-2.0
#include "unwrap/script_folder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "unwrap/code_words.h"
#include "unwrap/literals.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

// Of what was given away as a layer, the folded script only shows the start,
// and of what a variable holds only the name.
constexpr std::size_t kShown = 64;
constexpr std::size_t kLongVariable = 256;
// Of an encoded literal even less: the layer would be unwrapped to the same
// pieces once more, and theirs again.
constexpr std::size_t kEncodedShown = 12;
// What is shorter is seen in the folded script, and is no layer.
constexpr std::size_t kLeastLayer = 16;
constexpr std::array<std::string_view, 13> kPlainSteps = {
    "implode", "sprintf", "substr",   "str_replace", "strtr",
    "replace", "join",    "mid",      "escapes",     "html-entities",
    "or",      "and",     "urldecode"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6>
    kBasicConstants = {{{"vbcrlf", "\r\n"},
                        {"vbnewline", "\r\n"},
                        {"vbcr", "\r"},
                        {"vblf", "\n"},
                        {"vbtab", "\t"},
                        {"vbnullstring", ""}}};
constexpr std::size_t kLongestNote = 1u << 20;
// Values may cost so many times what a piece may have.
constexpr std::uint64_t kBudgetFactor = 4;

}  // namespace

bool is_plain_step(std::string_view step) {
  return std::find(kPlainSteps.begin(), kPlainSteps.end(), step) !=
         kPlainSteps.end();
}

Folder::Folder(std::string_view text, Dialect dialect, Output& output)
    : text_(text),
      dialect_(dialect),
      output_(output),
      expired_([&output] { return output.expired(); }),
      lexer_(text, 0, 0, dialect),
      budget_(std::max<std::uint64_t>(output.most_bytes() * kBudgetFactor,
                                      text.size() * kBudgetFactor)) {
  if (dialect != Dialect::vbscript) return;
  for (const auto& [name, text_of] : kBasicConstants) {
    store(std::string(name), Value::of(std::string(text_of)));
  }
}

void Folder::fold(std::size_t begin, std::size_t end) {
  lexer_ = Lexer(text_, begin, end, dialect_);
  previous_end_ = begin;
  advance();
  statement_start_ = true;  // <% x = 1 begins one without a line before it
  while (!at_end()) {
    const std::size_t before = tokens_;
    separate();
    Value value = expression(0);
    if (value.known()) print(std::move(value));
    if (tokens_ == before) write_token();
  }
  if (token_.kind != Token::Kind::end && !stopped_) short_ = true;
  if (!out_.empty() && out_.back() != '\n') out_ += '\n';
}

void Folder::copy(std::string_view text) {
  if (out_.size() + text.size() <= output_.most_bytes()) out_ += text;
}

void Folder::note(std::string_view code) {
  if (dialect_ == Dialect::java || dialect_ == Dialect::csharp ||
      code.size() > kLongestNote || !looks_like_text(code) ||
      is_encoded(code) || !spend(code.size() + text_.size())) {
    return;
  }
  // With tags of its own, or in plain sight already.
  const std::size_t first = code.find_first_not_of(" \t\r\n");
  const std::string_view head = code.substr(std::min(first, code.size()), 7);
  if (head.empty() || head.starts_with("<%") || head.starts_with("<?") ||
      starts_nocase(head, "<script") || text_.find(code) != text_.npos) {
    return;
  }
  ++folds_;
  notes_ += dialect_ == Dialect::php ? "<?php\n" : "<%\n";
  notes_ += code;
  notes_ += dialect_ == Dialect::php ? "\n?>\n" : "\n%>\n";
}

void Folder::finish() {
  if (refused_ || (!short_ && (folds_ == 0 || stopped_))) return;
  if (out_.size() + notes_.size() <= output_.most_bytes()) out_ += notes_;
  Piece piece;
  piece.via.assign(undone_.begin(), undone_.end());
  piece.via.emplace_back("folded");
  piece.length = text_.size();
  // What over() ended lacks its end, whether the last token fits or not.
  if (over() || short_) piece.reason = Reason::size_limit;
  if (folds_ != 0 && !stopped_) piece.bytes = std::move(out_);
  fit(output_, &piece);
  if (short_ || piece.bytes != text_) output_.add(std::move(piece));
}

bool Folder::emit(std::string bytes, std::vector<std::string_view> steps,
                  std::size_t begin, std::size_t end, bool cut) {
  if (stopped_) return false;
  if (!emitted_.insert(std::hash<std::string>()(bytes)).second) return true;
  Piece piece;
  piece.via.assign(steps.begin(), steps.end());
  piece.offset = begin;
  piece.length = end > begin ? end - begin : 0;
  piece.bytes = std::move(bytes);
  if (cut) piece.reason = Reason::size_limit;
  fit(output_, &piece);
  if (!output_.add(std::move(piece))) stopped_ = refused_ = true;
  return !stopped_;
}

bool Folder::at_end() const {
  return token_.kind == Token::Kind::end || over();
}

bool Folder::over() const {
  return stopped_ || out_.size() >= output_.most_bytes();
}

bool Folder::spend(std::uint64_t bytes) {
  if (bytes > budget_) {
    budget_ = 0;
    short_ = true;
    return false;
  }
  budget_ -= bytes;
  return true;
}

// A value of so many bytes.
bool Folder::fits(std::uint64_t bytes) {
  if (bytes <= output_.most_bytes()) return true;
  short_ = true;
  return false;
}

void Folder::advance() {
  // VBScript: an assignment can only stand where a statement begins.
  const bool opens =
      dialect_ == Dialect::vbscript &&
      (token_.is(":") || equal_nocase(token_.text, "then") ||
       equal_nocase(token_.text, "else") ||
       equal_nocase(token_.text, "const") || equal_nocase(token_.text, "let") ||
       equal_nocase(token_.text, "dim"));
  previous_end_ = token_.end;
  if (++tokens_ % 4096 == 0 && output_.expired()) stopped_ = true;
  token_ = lexer_.next();
  statement_start_ = opens || token_.newline;
  if (token_.kind == Token::Kind::name && token_.unescaped) ++folds_;
}

// A line where one began, if a statement ended there.
void Folder::separate() {
  if (!token_.newline || out_.empty()) return;
  const char last = out_.back();
  if (last == ';' || last == '{' || last == '}' ||
      (dialect_ == Dialect::vbscript && last != '\n')) {
    out_ += '\n';
  }
}

// One space where two words, or a word and a string, would run together.
void Folder::write(std::string_view text) {
  if (text.empty()) return;
  if (!out_.empty() && is_word(out_.back()) &&
      (is_word(text[0]) || text[0] == '$' || text[0] == '"' ||
       text[0] == '\'')) {
    out_ += ' ';
  }
  out_ += text;
}

void Folder::put_back(std::string_view tail) {
  if (tail.starts_with(' ') && !out_.empty() && !is_word(out_.back())) {
    tail.remove_prefix(1);
  }
  out_ += tail;
}

void Folder::write_token() {
  separate();
  switch (token_.kind) {
    case Token::Kind::string:
      write(quoted(token_.text));
      break;
    case Token::Kind::variable:
      write('$' + token_.text);
      break;
    case Token::Kind::close:
      out_ += "?>\n";
      out_ += token_.text;
      break;
    default:
      write(token_.text);
  }
  advance();
}

// What was written from `at` on, taken back. Moving a long tail costs, and
// deep nesting repeats it.
std::string Folder::take_from(std::size_t at) {
  std::string tail = out_.substr(std::min(at, out_.size()));
  out_.resize(std::min(at, out_.size()));
  if (tail.size() > (1u << 12) && !spend(tail.size())) stopped_ = true;
  return tail;
}

std::string Folder::quoted(std::string_view text) const {
  std::string out;
  out.reserve(text.size() + 2);
  const bool basic = dialect_ == Dialect::vbscript;
  const bool one_quote =
      basic || dialect_ == Dialect::csharp || dialect_ == Dialect::java;
  const bool has_single = text.find('\'') != text.npos;
  const bool has_double = text.find('"') != text.npos;
  const bool php = dialect_ == Dialect::php;
  char quote = '"';
  if (!one_quote && ((php && !has_single) || has_double)) quote = '\'';
  out += quote;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (basic) {
      if (c == '"') out += '"';
    } else if (c == quote) {
      out += '\\';
    } else if (c == '\\') {
      // In PHP a lone backslash stands for itself.
      const char next = i + 1 < text.size() ? text[i + 1] : quote;
      if (!php || quote == '"' || next == '\\' || next == quote) out += '\\';
    } else if (!php && (c == '\n' || c == '\r')) {
      out += c == '\n' ? "\\n" : "\\r";
      continue;
    }
    out += c;
  }
  out += quote;
  return out;
}

std::string_view Folder::excerpt(const Value& value) const {
  const std::string_view text = value.text;
  if (is_encoded(text)) return text.substr(0, kEncodedShown);
  return value.emitted ? text.substr(0, kShown) : text;
}

std::string Folder::literal(const Value& value) const {
  switch (value.kind) {
    case Value::Kind::number:
      return std::to_string(value.number);
    case Value::Kind::text:
      return quoted(excerpt(value));
    case Value::Kind::array: {
      std::string out = dialect_ == Dialect::php ? "array(" : "[";
      for (const Value::Item& item : value.items) {
        if (out.back() != '(' && out.back() != '[') out += ',';
        out += literal(item.value);
      }
      return out + (dialect_ == Dialect::php ? ')' : ']');
    }
    case Value::Kind::unknown:
      break;
  }
  return {};
}

void Folder::emit_value(Value* value) {
  if (value->emitted) return;
  if (value->is_array()) {
    for (Value::Item& item : value->items) emit_value(&item.value);
    return;
  }
  if (!value->is_text() || value->steps.empty() ||
      value->text.size() < kLeastLayer || !value->shown.empty()) {
    return;
  }
  const bool plain =
      std::all_of(value->steps.begin(), value->steps.end(), is_plain_step);
  if (plain && !holds_code(value->text)) return;
  if (!looks_like_text(value->text) && !has_known_magic(value->text)) return;
  value->emitted = true;
  if (spend(value->text.size())) {
    emit(value->text, value->steps, value->begin, value->end, value->cut);
  }
}

// The folded script says what was undone in it, in the order of the text.
void Folder::remember_steps(const Value& value) {
  constexpr std::size_t kMostUndone = 8;
  for (const std::string_view step : value.steps) {
    if (undone_.size() < kMostUndone &&
        std::find(undone_.begin(), undone_.end(), step) == undone_.end()) {
      undone_.push_back(step);
    }
  }
}

// A literal that was in pieces, for a decoder that is not known here.
void Folder::decode_joined(const Value& value) {
  if (!value.changed || value.emitted || !value.is_text() ||
      !is_encoded(value.text) || !spend(value.text.size() * 2)) {
    return;
  }
  decode_literals(value.text, output_,
                  [&](std::string bytes, std::vector<std::string_view> steps,
                      std::size_t, std::size_t, bool cut) {
                    note(bytes);
                    return emit(std::move(bytes), std::move(steps), value.begin,
                                value.end, cut);
                  });
}

void Folder::print(Value value) {
  // As a layer of its own, code that is run lacks the tags around it. So here
  // it stands where it is run, and not as a literal, which would be unwrapped
  // again and again.
  if (value.changed || value.code) remember_steps(value);
  if (value.code) {
    ++folds_;
    if (spend(value.text.size())) {
      out_ += '\n' + value.text + '\n';
    } else {
      stopped_ = true;
    }
    return;
  }
  // A long value that a variable holds was written where it was assigned.
  // A number may count, whatever it began with.
  if (!value.shown.empty() &&
      (!value.is_text() || value.text.size() > kLongVariable)) {
    write(value.shown);
    return;
  }
  if (value.changed) ++folds_;
  emit_value(&value);
  decode_joined(value);
  if (!spend(value.cost())) {
    stopped_ = true;
    return;
  }
  write(literal(value));
}

}  // namespace beachcomb::unwrap
