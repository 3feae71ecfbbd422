// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "catch.h"
#include "unwrap/text_unwrappers.h"
#include "unwrap_support.h"

namespace beachcomb {
namespace {

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

// None of them may take the stack with it.
TEST_CASE("nesting without an end") {
  for (const char* opening :
       {"(", "[", "{", "f(", "base64_decode(", "$a[", "${", "$$", "array(", "-",
        "~", "@", "!", "(string)", "a.", "$x=", "$x.=", "new ", "&"}) {
    INFO(opening);
    const std::string text =
        "<"
        "?php $a=chr(1).chr(2).base64_decode('eA==');" +
        repeated(opening, 20'000);
    for (const char* extension : {".php", ".asp", ".aspx", ".jsp"}) {
      test::CollectOutput output;
      test::unwrap_into(unwrap::script(), text, extension, &output);
      test::unwrap_into(unwrap::server_page(), text, extension, &output);
      CHECK(output.pieces.size() < output.most_pieces);
    }
  }
}

}  // namespace
}  // namespace beachcomb
