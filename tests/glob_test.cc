// SPDX-License-Identifier: Apache-2.0
#include "walk/glob.h"

#include <random>

#include "catch.h"

namespace beachcomb::walk {
namespace {

struct Row {
  const char* pattern;
  const char* text;
  bool matches;
};

constexpr Row kRows[] = {
    {"", "", true},
    {"", "a", false},
    {"*", "", true},
    {"*.php", "a.php", true},
    {"*.php", ".php", true},
    {"*.php", "a.phpx", false},
    {"*.php", "a/b.php", false},
    {"a*b*c", "aXbXbc", true},
    {"a*b*c", "aXbXbX", false},
    {"?", "a", true},
    {"?", "", false},
    {"?", "/", false},
    {"a?c", "a/c", false},
    {"**", "a/b/c", true},
    {"**", "", true},
    {"**/x", "x", true},
    {"**/x", "a/b/x", true},
    {"**/x", "ax", false},
    {"**/x", "a/bx", false},
    {"a/**", "a/b/c", true},
    {"a/**", "b/c", false},
    {"a/**/b", "a/b", true},
    {"a/**/b", "a/x/y/b", true},
    {"a/**/b", "a/xb", false},
    {"a/**/b", "ab", false},
    {"**/a/*.js", "x/a/y.js", true},
    {"**/a/*.js", "x/a/y/z.js", false},
    {"*/**/z", "a/z", true},
    {"*/**/z", "z", false},
    {"[abc]", "b", true},
    {"[abc]", "d", false},
    {"[a-c]x", "bx", true},
    {"[!a-c]", "b", false},
    {"[!a-c]", "d", true},
    {"[^a-c]", "d", true},
    {"[]]", "]", true},
    {"[a-]", "-", true},
    {"[!x]", "/", false},
    {"[ab", "[ab", true},  // a set that is not closed is text
    {"\\*", "*", true},
    {"\\*", "a", false},
    {"a\\", "a\\", true},
    {"A", "a", false},
    {"\xff*", "\xff\xfe", true},
};

TEST_CASE("a glob matches what the table says") {
  for (const Row& row : kRows) {
    INFO(row.pattern << " and " << row.text);
    CHECK(glob_match(row.pattern, row.text) == row.matches);
  }
}

// What a glob means, said as simply as possible; exponential.
bool means(std::string_view pattern, std::string_view text, bool at_start) {
  if (pattern.starts_with("**")) {
    std::string_view rest = pattern.substr(2);
    if (rest.starts_with('/') && at_start &&
        means(rest.substr(1), text, at_start)) {
      return true;
    }
    for (std::size_t i = 0; i <= text.size(); ++i) {
      const bool start = i == 0 ? at_start : text[i - 1] == '/';
      if (means(rest, text.substr(i), start)) return true;
    }
    return false;
  }
  if (pattern.starts_with('*')) {
    for (std::size_t i = 0;; ++i) {
      const bool start = i == 0 ? at_start : text[i - 1] == '/';
      if (means(pattern.substr(1), text.substr(i), start)) return true;
      if (i == text.size() || text[i] == '/') return false;
    }
  }
  if (pattern.empty() || text.empty()) return pattern.empty() && text.empty();
  const bool one = pattern[0] == '?' ? text[0] != '/' : pattern[0] == text[0];
  return one && means(pattern.substr(1), text.substr(1), text[0] == '/');
}

TEST_CASE("the fast glob says what the simple one says") {
  std::mt19937 random(20210302);
  const auto pick = [&random](std::string_view from, std::size_t most) {
    std::string text(random() % (most + 1), ' ');
    for (char& c : text) c = from[random() % from.size()];
    return text;
  };
  int matched = 0;
  for (int i = 0; i < 60'000; ++i) {
    std::string pattern = pick("aab/?**", 7);
    // Three stars in a row have no meaning of their own.
    if (pattern.find("***") != pattern.npos) continue;
    const std::string text = pick("ab/", 6);
    // Paths below a root have neither.
    if (text.starts_with('/') || text.find("//") != text.npos) continue;
    const bool expected = means(pattern, text, true);
    matched += expected ? 1 : 0;
    if (glob_match(pattern, text) != expected) {
      FAIL_CHECK("'" << pattern << "' and '" << text << "': should be "
                     << expected);
      return;
    }
  }
  CHECK(matched > 1000);
}

TEST_CASE("a hostile glob is not exponential") {
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "a*";
  CHECK_FALSE(glob_match(pattern + 'b', std::string(2000, 'a')));
  pattern.clear();
  for (int i = 0; i < 40; ++i) pattern += "a**";
  CHECK_FALSE(glob_match(pattern + 'b', std::string(2000, 'a')));
}

TEST_CASE("exclude wins over include, and folders are only excluded") {
  const Filter filter({"*.php", "/top/*.js"}, {"cache", "a/b/*.php", "tmp/"});
  CHECK(filter.wants_file("x.php"));
  CHECK(filter.wants_file("deep/er/x.php"));
  CHECK(filter.wants_file("top/x.js"));
  CHECK_FALSE(filter.wants_file("else/x.js"));
  CHECK_FALSE(filter.wants_file("x.txt"));
  CHECK_FALSE(filter.wants_file("a/b/x.php"));
  CHECK(filter.wants_file("z/a/b/x.php"));
  CHECK_FALSE(filter.wants_folder("cache"));
  CHECK_FALSE(filter.wants_folder("deep/cache"));
  CHECK_FALSE(filter.wants_folder("deep/tmp"));
  CHECK(filter.wants_folder("deep"));
}

TEST_CASE("a leading slash binds a glob to the root") {
  const Filter filter({}, {"/only"});
  CHECK_FALSE(filter.wants_folder("only"));
  CHECK(filter.wants_folder("deep/only"));
}

}  // namespace
}  // namespace beachcomb::walk
