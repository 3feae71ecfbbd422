// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TESTS_FUZZ_FUZZ_H_
#define BEACHCOMB_TESTS_FUZZ_FUZZ_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace beachcomb::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Ends the process, which libFuzzer takes for a finding, and says why.
inline void require(bool holds, const char* what,
                    const std::string& detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n%s\n", what, detail.c_str());
  std::abort();
}

}  // namespace beachcomb::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);

#endif  // BEACHCOMB_TESTS_FUZZ_FUZZ_H_
