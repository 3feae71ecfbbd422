// SPDX-License-Identifier: Apache-2.0
//
// Random strings with samples. A regular expression and its samples are made
// by one recursion, so that samples match by construction.
#include <array>
#include <utility>

#include "rule_generator.h"

namespace beachcomb::tests {
namespace {

constexpr char kHexDigits[] = "0123456789ABCDEF";

std::string hex_byte(std::uint8_t b) {
  std::string text;
  text += kHexDigits[b >> 4];
  text += kHexDigits[b & 15];
  return text;
}

std::string quoted(std::string_view bytes) {
  std::string text = "\"";
  for (const char c : bytes) {
    const auto b = static_cast<std::uint8_t>(c);
    if (c == '"' || c == '\\' || b < ' ' || b > '~') {
      text += "\\x";
      text += hex_byte(b);
    } else {
      text += c;
    }
  }
  return text + '"';
}

// Few letters, so that strings meet.
std::string letters(Random& random, int low, int high) {
  std::string text;
  for (int n = random.between(low, high); n > 0; --n) {
    text += random.pick({"a", "b", "c", "A", "B", "<", "?", "1", " "});
  }
  return text;
}

std::string widened(std::string_view text) {
  std::string wide;
  for (const char c : text) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

std::string with_flipped_case(Random& random, std::string text) {
  for (char& c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter && random.one_in(2)) c = static_cast<char>(c ^ 0x20);
  }
  return text;
}

std::string xored(std::string text, unsigned key) {
  for (char& c : text) {
    c = static_cast<char>(static_cast<unsigned char>(c) ^ key);
  }
  return text;
}

std::string base64(std::string_view bytes) {
  static constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  unsigned bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) {
      text += kAlphabet[bits >> (count - 6) & 63];
    }
  }
  if (count > 0) text += kAlphabet[bits << (6 - count) & 63];
  while (text.size() % 4 != 0) text += '=';
  return text;
}

void text_string(Random& random, GeneratedString* out) {
  const bool encoded = random.one_in(8);
  const std::string text = letters(random, encoded ? 4 : 1, 6);
  out->declaration = quoted(text);
  if (encoded) {
    out->declaration += " base64";
    out->samples = {base64(text), base64("x" + text), base64("xy" + text)};
    return;
  }
  const bool wide = random.one_in(4);
  const bool ascii = random.one_in(4);
  const bool is_xor = random.one_in(8);
  const bool nocase = !is_xor && random.one_in(4);
  if (wide) out->declaration += " wide";
  if (ascii) out->declaration += " ascii";
  if (nocase) out->declaration += " nocase";
  if (is_xor) out->declaration += random.one_in(2) ? " xor" : " xor(1-3)";
  if (random.one_in(5)) out->declaration += " fullword";
  if (random.one_in(10)) out->declaration += " private";
  std::string sample = text;
  if (nocase) sample = with_flipped_case(random, sample);
  if (is_xor) sample = xored(sample, random.one_in(2) ? 2 : 0x41);
  if (!wide || ascii || random.one_in(3)) out->samples.push_back(sample);
  if (wide) out->samples.push_back(widened(sample));
}

// Appends to pattern and sample what the two have in common.
struct Pair {
  std::string pattern;
  std::string sample;

  Pair& operator+=(const Pair& other) {
    pattern += other.pattern;
    sample += other.sample;
    return *this;
  }
};

Pair hex_tokens(Random& random, int depth, const GeneratorOptions& options);

Pair hex_token(Random& random, int depth, const GeneratorOptions& options) {
  const auto b =
      static_cast<std::uint8_t>(random.pick({"a", "b", "\x01", "A"})[0]);
  const std::string sample(1, static_cast<char>(b));
  const std::string digits = hex_byte(b);
  switch (random.below(depth > 0 ? 9 : 8)) {
    case 0:
      return {"?? ", random.one_in(2) ? "z" : sample};
    case 1:
      return {cat({digits.substr(0, 1), "? "}), sample};
    case 2:
      return {cat({"?", digits.substr(1), " "}), sample};
    case 3:
      if (!options.syntax_43) return {digits + " ", sample};
      return {cat({"~", digits, " "}), "z"};
    case 8: {
      const Pair one = hex_tokens(random, depth - 1, options);
      const Pair two = hex_tokens(random, depth - 1, options);
      return {cat({"( ", one.pattern, "| ", two.pattern, ") "}),
              random.one_in(2) ? one.sample : two.sample};
    }
    default:
      return {digits + " ", sample};
  }
}

Pair hex_tokens(Random& random, int depth, const GeneratorOptions& options) {
  Pair all = hex_token(random, depth, options);
  for (int n = random.between(0, 3); n > 0; --n) {
    if (random.one_in(6)) {
      all += {std::string(random.pick({"[1] ", "[0-2] ", "[1-3] "})), "z"};
    }
    all += hex_token(random, depth, options);
  }
  return all;
}

void hex_string(Random& random, const GeneratorOptions& options,
                GeneratedString* out) {
  const Pair first{"61 ", "a"};
  Pair all = random.one_in(2) ? first : hex_token(random, 0, options);
  all += hex_tokens(random, 1, options);
  out->declaration = cat({"{ ", all.pattern, "}"});
  if (random.one_in(10)) out->declaration += " private";
  out->samples.push_back(all.sample);
}

Pair alternation(Random& random, int depth, const std::string& lazy);

Pair single(Random& random, int depth, const std::string& lazy) {
  switch (random.below(depth > 0 ? 12 : 10)) {
    case 0:
      return {".", "z"};
    case 1:
      return {"[a-c]", "b"};
    case 2:
      return {"[^b\\n]", "a"};
    case 3:
      return {"\\w", "a"};
    case 4:
      return {"\\s", " "};
    case 5:
      return {"\\x61", "a"};
    case 10:
    case 11: {
      const Pair inner = alternation(random, depth - 1, lazy);
      return {cat({"(", inner.pattern, ")"}), inner.sample};
    }
    default: {
      const std::string_view c = random.pick({"a", "b", "c", "A", "1"});
      return {std::string(c), std::string(c)};
    }
  }
}

Pair piece(Random& random, int depth, const std::string& lazy) {
  const Pair one = single(random, depth, lazy);
  switch (random.below(10)) {
    case 0:
      return {one.pattern + "*" + lazy, random.one_in(2) ? "" : one.sample};
    case 1:
      return {one.pattern + "+" + lazy, one.sample + one.sample};
    case 2:
      return {one.pattern + "?" + lazy, one.sample};
    case 3:
      return {one.pattern + "{1,3}" + lazy, one.sample};
    case 4:
      return {one.pattern + "{2}" + lazy, one.sample + one.sample};
    default:
      return one;
  }
}

Pair concatenation(Random& random, int depth, const std::string& lazy) {
  Pair all = piece(random, depth, lazy);
  for (int n = random.between(0, 3); n > 0; --n) {
    all += piece(random, depth, lazy);
  }
  return all;
}

Pair alternation(Random& random, int depth, const std::string& lazy) {
  Pair all = concatenation(random, depth, lazy);
  while (random.one_in(4)) {
    const Pair other = concatenation(random, depth, lazy);
    all.pattern += cat({"|", other.pattern});
    if (random.one_in(2)) all.sample = other.sample;
  }
  return all;
}

void regexp_string(Random& random, GeneratedString* out) {
  // libyara wants all quantifiers of one kind.
  const std::string lazy = random.one_in(4) ? "?" : "";
  Pair all = alternation(random, 2, lazy);
  if (random.one_in(12)) all.pattern = cat({"^", all.pattern});
  if (random.one_in(12)) all.pattern += "$";
  if (random.one_in(12)) all.pattern += "\\b";
  const bool nocase = random.one_in(4);
  out->declaration = cat({"/", all.pattern, "/"});
  if (nocase) out->declaration += "i";
  if (random.one_in(4)) out->declaration += "s";
  const bool wide = random.one_in(6);
  if (wide) out->declaration += " wide";
  if (random.one_in(6)) out->declaration += " ascii";
  if (random.one_in(6)) out->declaration += " fullword";
  std::string sample = all.sample;
  if (nocase) sample = with_flipped_case(random, sample);
  out->samples.push_back(sample);
  if (wide) out->samples.push_back(widened(sample));
}

}  // namespace

GeneratedString generate_string(Random& random, std::string name,
                                const GeneratorOptions& options) {
  GeneratedString out;
  out.name = std::move(name);
  switch (random.below(4)) {
    case 0:
      hex_string(random, options, &out);
      break;
    case 1:
      regexp_string(random, &out);
      break;
    default:
      text_string(random, &out);
  }
  return out;
}

}  // namespace beachcomb::tests
