// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EXPLAIN_VALUE_H_
#define BEACHCOMB_EXPLAIN_VALUE_H_

#include <bit>
#include <cstdint>
#include <string>
#include <utility>

namespace beachcomb::explain {

// libyara's machine has 64-bit cells without a type, and one pattern of bits
// that means undefined. Where a float is used as a truth, or an integer happens
// to be that pattern, the bits decide; so they are what is kept here, too.
inline constexpr std::int64_t kUndefined =
    static_cast<std::int64_t>(0xFFFABADAFABADAFFULL);

struct Value {
  enum class Type : std::uint8_t { boolean, integer, real, text };
  Type type = Type::boolean;
  bool unknown = false;  // we can't say
  std::int64_t bits = 0;
  std::string text{};

  static Value boolean(bool value) {
    return {Type::boolean, false, value ? 1 : 0, {}};
  }
  static Value integer(std::int64_t value) {
    return {Type::integer, false, value, {}};
  }
  static Value real(double value) {
    return {Type::real, false, std::bit_cast<std::int64_t>(value), {}};
  }
  static Value of_text(std::string value) {
    return {Type::text, false, 0, std::move(value)};
  }
  static Value undefined(Type type = Type::boolean) {
    return {type, false, kUndefined, {}};
  }
  static Value not_known(Type type = Type::boolean) {
    return {type, true, 0, {}};
  }

  bool is_undefined() const { return !unknown && bits == kUndefined; }
  double as_real() const { return std::bit_cast<double>(bits); }
  // REQUIRES: not unknown
  bool holds() const { return bits != kUndefined && bits != 0; }
};

// A text where a truth is expected is whether it has a byte.
inline Value as_condition(Value value) {
  if (value.type != Value::Type::text) return value;
  if (value.unknown) return Value::not_known();
  if (value.is_undefined()) return Value::undefined();
  return Value::boolean(!value.text.empty());
}

}  // namespace beachcomb::explain

#endif  // BEACHCOMB_EXPLAIN_VALUE_H_
