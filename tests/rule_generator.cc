// SPDX-License-Identifier: Apache-2.0
#include "rule_generator.h"

#include <utility>

namespace beachcomb::tests {
namespace {

std::string random_bytes(Random& random, int size) {
  std::string bytes;
  for (; size > 0; --size) {
    bytes += random.one_in(3) ? static_cast<char>(random.below(256))
                              : random.pick({"a", "b", " ", "\n", "1"})[0];
  }
  return bytes;
}

GeneratedFile make_file(Random& random, const std::vector<std::string>& samples,
                        const std::vector<std::string>& heads) {
  GeneratedFile file;
  file.name = random.pick({"a.php", "A.PHP", "ab.asp", "x", "b.txt", "a"});
  if (random.one_in(12)) return file;  // an empty one
  if (!heads.empty() && random.one_in(2)) {
    file.bytes = heads[random.below(heads.size())];
  }
  for (int n = random.between(0, 7); n > 0; --n) {
    if (!samples.empty() && !random.one_in(4)) {
      file.bytes += samples[random.below(samples.size())];
    } else {
      file.bytes += random_bytes(random, random.between(0, 12));
    }
    if (random.one_in(3)) file.bytes += random.one_in(2) ? " " : "\n";
  }
  return file;
}

std::string make_rule(Random& random, int number,
                      const GeneratorOptions& options,
                      std::vector<std::string>* samples,
                      std::vector<std::string>* heads) {
  std::vector<GeneratedString> strings;
  static constexpr std::string_view kNames[] = {"$a", "$ab", "$b", "$c", "$d"};
  for (int n = random.between(0, 5), i = 0; i < n; ++i) {
    const std::string_view name = random.one_in(10) ? "$" : kNames[i];
    strings.push_back(generate_string(random, std::string(name), options));
    samples->insert(samples->end(), strings.back().samples.begin(),
                    strings.back().samples.end());
  }
  std::string text;
  if (random.one_in(8)) text += "private ";
  if (random.one_in(12)) text += "global ";
  text += cat({"rule r", std::to_string(number), " {\n"});
  if (!strings.empty()) text += "  strings:\n";
  for (const GeneratedString& s : strings) {
    text += cat({"    ", s.name, " = ", s.declaration, "\n"});
  }
  text += "  condition:\n    ";
  text += generate_condition(random, strings, number, options, heads);
  return text + "\n}\n";
}

}  // namespace

GeneratedCase generate_case(std::uint64_t seed,
                            const GeneratorOptions& options) {
  Random random(seed);
  GeneratedCase out;
  if (options.modules) out.source = "import \"math\"\nimport \"pe\"\n";
  std::vector<std::string> samples;
  std::vector<std::string> heads;
  const int rules = random.between(1, options.max_rules);
  for (int i = 0; i < rules; ++i) {
    out.source += make_rule(random, i, options, &samples, &heads);
  }
  for (int i = 0; i < options.files; ++i) {
    out.files.push_back(make_file(random, samples, heads));
  }
  return out;
}

}  // namespace beachcomb::tests
