// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"
#include "search/database.h"
#include "support.h"

namespace beachcomb::search {
namespace {

std::string wide(const std::string& text) {
  std::string result;
  for (const char c : text) result += {c, '\0'};
  return result;
}

std::unique_ptr<Database> database_of(const std::vector<Literal>& literals,
                                      Database::Report report) {
  std::vector<const Literal*> pointers;
  std::vector<std::uint32_t> ids;
  for (const Literal& literal : literals) {
    pointers.push_back(&literal);
    ids.push_back(static_cast<std::uint32_t>(ids.size()));
  }
  return Database::compile(pointers, ids, report);
}

// Vectorscan itself loses some of these; see database.h.
void check_every_place(const std::vector<Literal>& literals) {
  const auto once = database_of(literals, Database::Report::once);
  const auto all = database_of(literals, Database::Report::every_place);
  REQUIRE(once != nullptr);
  REQUIRE(all != nullptr);
  Scratch scratch;
  std::size_t lost = 0;
  for (std::uint32_t id = 0; id < literals.size(); ++id) {
    const std::string& text = literals[id].bytes;
    for (const std::size_t size : {70u, 100u, 127u, 128u, 129u, 300u, 1000u}) {
      for (std::size_t at = 0; at + text.size() <= size; ++at) {
        std::string buffer(size, 'x');
        buffer.replace(at, text.size(), text);
        const Bytes bytes = test::bytes_of(buffer);
        std::vector<std::uint32_t> found;
        std::vector<std::uint64_t> ends;
        const bool good =
            once->search(bytes, scratch, &found) &&
            std::find(found.begin(), found.end(), id) != found.end() &&
            all->contains(bytes, scratch) &&
            all->places(bytes, scratch, &ends) &&
            std::find(ends.begin(), ends.end(), at + text.size()) != ends.end();
        lost += !good;
      }
    }
  }
  INFO(literals.size() << " literals, the first is " << literals[0].bytes);
  CHECK(lost == 0);
}

TEST_CASE("a literal is found wherever it stands in the buffer") {
  check_every_place({{"_POST", false}, {wide("_POST"), false}});
  check_every_place({{"_GET", false},
                     {"_POST", false},
                     {wide("_GET"), false},
                     {wide("_POST"), false}});
  check_every_place({{"abcdefghijklmnop", false}, {"_POST", false}});
  check_every_place({{"eval(", true}});
  std::vector<Literal> literals;
  for (const char* word : {"eval", "assert", "system", "passthru", "popen",
                           "base64_decode", "gzinflate", "create_function",
                           "str_rot13", "call_user_func", "ob", "$_"}) {
    literals.push_back({word, true});
    check_every_place(literals);
  }
}

TEST_CASE("what does not stand there is not found") {
  const auto database =
      database_of({{"abcd", false}, {"EFGH", false}}, Database::Report::once);
  Scratch scratch;
  std::vector<std::uint32_t> found;
  for (const std::string text : {"", "abc", "abc d efgh", "ABCD"}) {
    CHECK(database->search(test::bytes_of(text), scratch, &found));
    CHECK_FALSE(database->contains(test::bytes_of(text), scratch));
  }
  CHECK(found.empty());
}

}  // namespace
}  // namespace beachcomb::search
