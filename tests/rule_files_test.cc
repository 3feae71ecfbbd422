// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "beachcomb/rule_set.h"
#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

using test::TempFolder;

TEST_CASE("a rule file gives one source, named after the file") {
  const TempFolder folder;
  const std::string path = folder.write("mine.yar", "rule A {}");
  const auto sources = load_rules(path);
  REQUIRE(sources);
  REQUIRE(sources->size() == 1);
  CHECK((*sources)[0].pack == "mine");
  CHECK((*sources)[0].path == path);
  CHECK((*sources)[0].text == "rule A {}");
}

TEST_CASE("a folder gives its rule files, in the order of their names") {
  const TempFolder folder;
  folder.write("b.yar", "2");
  folder.write("a.yara", "1");
  folder.write("sub/c.yar", "3");
  folder.write("readme.txt", "no rule");
  folder.write("d.yar.bak", "no rule");
  const auto sources = load_rules(folder.path());
  REQUIRE(sources);
  REQUIRE(sources->size() == 3);
  CHECK((*sources)[0].pack == "a");
  CHECK((*sources)[1].pack == "b");
  CHECK((*sources)[2].pack == "sub/c");
  CHECK((*sources)[2].text == "3");
}

TEST_CASE("rules that are not there are an error that names them") {
  const TempFolder folder;
  const auto missing = load_rules(folder / "none.yar");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message ==
        (folder / "none.yar") + ": no such file or folder");
  const auto empty = load_rules(folder.path());
  REQUIRE_FALSE(empty);
  CHECK(empty.error().message ==
        folder.path() + ": no rule files (*.yar, *.yara) in this folder");
}

TEST_CASE("the built-in packs are those of the source tree, and compile") {
  const std::vector<RuleSource> builtin = builtin_rules();
  std::set<std::string> expected, found;
  const std::filesystem::path root = BEACHCOMB_SOURCE "/signatures";
  for (const auto& pack : std::filesystem::directory_iterator(root)) {
    if (!pack.is_directory()) continue;
    for (const auto& file : std::filesystem::directory_iterator(pack)) {
      if (file.path().extension() != ".yar") continue;
      expected.insert(file.path().lexically_relative(root).string());
    }
  }
  for (const RuleSource& source : builtin) {
    found.insert(source.path);
    CHECK(source.text == test::read_file((root / source.path).string()));
    CHECK(source.path.starts_with(source.pack + '/'));
  }
  CHECK(found == expected);
  std::vector<RuleProblem> problems;
  const auto rules = RuleSet::compile(builtin, {}, &problems);
  REQUIRE(rules);
  for (const RuleProblem& p : problems) {
    CHECK_FALSE(p.is_error);
    INFO(p.path << ':' << p.line << ": " << p.reason);
    CHECK_FALSE(p.is_error);
  }
}

TEST_CASE("external values are read as the yara program reads them") {
  CHECK(parse_external("true") == ExternalValue(true));
  CHECK(parse_external("false") == ExternalValue(false));
  CHECK(parse_external("10") == ExternalValue(std::int64_t{10}));
  CHECK(parse_external("-3") == ExternalValue(std::int64_t{-3}));
  CHECK(parse_external("1.5") == ExternalValue(1.5));
  CHECK(parse_external("-0.25") == ExternalValue(-0.25));
  for (const char* text : {"", "True", "1.2.3", "1e5", "0x10", "-", ".", "nan",
                           "10 ", " 10", "infinity", "1,5", "a.aspx"}) {
    INFO(text);
    CHECK(parse_external(text) == ExternalValue(std::string(text)));
  }
}

}  // namespace
}  // namespace beachcomb
