// SPDX-License-Identifier: Apache-2.0
//
// Random rules over the whole grammar, and small files on which they nearly
// hold. The same seed gives the same case on every machine, so a failure is
// reported by its seed. Rules compile with libyara 4.2, unless newer syntax is
// asked for; the files are built from pieces of what the rules ask.
#ifndef BEACHCOMB_TESTS_RULE_GENERATOR_H_
#define BEACHCOMB_TESTS_RULE_GENERATOR_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace beachcomb::tests {

// splitmix64: std::uniform_int_distribution differs between libraries.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  // In [0, n). REQUIRES: n > 0
  std::size_t below(std::size_t n) {
    return static_cast<std::size_t>(next() % n);
  }
  int between(int low, int high) {
    return low +
           static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
  }
  bool one_in(std::size_t n) { return below(n) == 0; }
  std::string_view pick(std::initializer_list<std::string_view> list) {
    return list.begin()[below(list.size())];
  }

 private:
  std::uint64_t state_;
};

// Joins from left to right. C++ leaves open in which order the operands of +
// are evaluated, and the same seed has to give the same text everywhere; the
// braces of a call to this are evaluated in order.
inline std::string cat(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

struct GeneratorOptions {
  bool syntax_43 = false;  // ~ in hex strings, `of ... at`, loops over texts
  bool modules = true;     // math and pe
  int max_rules = 4;
  int files = 4;
};

// One string declaration and some bytes that it matches.
struct GeneratedString {
  std::string name;         // "$a", or "$"
  std::string declaration;  // "\"abc\" wide", without the name
  std::vector<std::string> samples;
};

struct GeneratedFile {
  std::string name;  // the external `filename`; `extension` is what is behind
                     // the last dot, dot included
  std::string bytes;
};

struct GeneratedCase {
  std::string source;  // rules r0, r1, ...; imports first
  std::vector<GeneratedFile> files;
};

GeneratedCase generate_case(std::uint64_t seed,
                            const GeneratorOptions& options = {});

// The parts, for tests that want only these.
GeneratedString generate_string(Random& random, std::string name,
                                const GeneratorOptions& options);

// A condition over these strings and over the rules "r0" ... "r<rules - 1>".
// Everything that it asks of fixed places is added to `heads`: bytes for the
// beginning of a file.
std::string generate_condition(Random& random,
                               const std::vector<GeneratedString>& strings,
                               int rules, const GeneratorOptions& options,
                               std::vector<std::string>* heads);

}  // namespace beachcomb::tests

#endif  // BEACHCOMB_TESTS_RULE_GENERATOR_H_
