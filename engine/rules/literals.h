// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RULES_LITERALS_H_
#define BEACHCOMB_RULES_LITERALS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace beachcomb::rules {

// The bytes of a text token, quotes included: "\x41\n" gives "A" and a line
// feed. REQUIRES: the lexer took it, so every escape is a legal one.
std::string unquote(std::string_view token);

// A text token that gives these bytes back, in printable ASCII.
std::string quote(std::string_view bytes);

// 10, 10KB, 0x1F, 0o17. Nothing if it does not fit in 63 bits, which libyara
// calls an overflow.
std::optional<std::int64_t> parse_integer(std::string_view token);

// 1.5. Too large gives infinity, as atof does.
double parse_real(std::string_view token);

// The shortest decimal form with a point and no exponent.
std::string print_real(double value);

}  // namespace beachcomb::rules

#endif  // BEACHCOMB_RULES_LITERALS_H_
