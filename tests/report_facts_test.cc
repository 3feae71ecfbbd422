// SPDX-License-Identifier: Apache-2.0
#include "report/facts.h"

#include "beachcomb/catalog.h"
#include "beachcomb/rule_set.h"
#include "catch.h"
#include "report/attack.h"
#include "report/paths.h"

namespace beachcomb::report {
namespace {

TEST_CASE("a UUID of version 5 is that of the RFC") {
  // RFC 9562, appendix A.4.
  constexpr Uuid kDns = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                         0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
  CHECK(uuid_v5(kDns, "www.example.com") ==
        "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST_CASE("an id is of its parts, and of where one ends") {
  CHECK(stable_id({"a", "bc"}) == stable_id({"a", "bc"}));
  CHECK(stable_id({"a", "bc"}) != stable_id({"ab", "c"}));
  CHECK(stable_id({"a", ""}) != stable_id({"a"}));
}

TEST_CASE("a finding keeps its id from run to run") {
  Verdict verdict;
  verdict.path = "/srv/a.aspx";
  verdict.sha256 = "00";
  Finding finding;
  finding.rule.name = "Rule";
  RunFacts run;
  run.started = 1;
  run.host = "web1";
  const std::string id = finding_id(finding, verdict, run);
  run.started = 2;
  CHECK(finding_id(finding, verdict, run) == id);
  Finding other = finding;
  other.layer = 1;
  CHECK(finding_id(other, verdict, run) != id);
  Verdict changed = verdict;
  changed.sha256 = "01";
  CHECK(finding_id(finding, changed, run) != id);
  run.host = "web2";
  CHECK(finding_id(finding, verdict, run) != id);
}

TEST_CASE("a path in full is below the folder of the run") {
  Verdict file;
  file.mtime = 1;
  RunFacts run;
  run.directory = "/srv/www";
  const auto full = [&](const char* path) {
    file.path = path;
    return full_path(file, run);
  };
  CHECK(full("a.php") == "/srv/www/a.php");
  CHECK(full("./b//a.php") == "/srv/www/b/a.php");
  CHECK(full(".") == "/srv/www");
  CHECK(full("../no-such/a.php") == "/srv/no-such/a.php");
  CHECK(full("/srv/./a.php") == "/srv/a.php");
  CHECK(full("/srv//www/.//a.php") == "/srv/www/a.php");
  CHECK(full("").empty());
  file.mtime.reset();
  CHECK(full("upload.php") == "upload.php");  // of bytes, only a name
  file.outcome = Outcome::failed;
  CHECK(full("gone.php") == "/srv/www/gone.php");
  file.size = 3;
  CHECK(full("upload.php") == "upload.php");
}

TEST_CASE("a finding has one id, however the path to it was typed") {
  Verdict verdict;
  verdict.mtime = 1;
  RunFacts run;
  run.directory = "/srv";
  verdict.path = "/srv/www/a.aspx";
  const std::string id = finding_id({}, verdict, run);
  verdict.path = "www/a.aspx";
  CHECK(finding_id({}, verdict, run) == id);
  run.directory = "/home";
  CHECK(finding_id({}, verdict, run) != id);
}

TEST_CASE("a path has a directory, a name and an extension") {
  const auto check = [](std::string_view path, std::string_view directory,
                        std::string_view name, std::string_view extension) {
    INFO(path);
    const PathParts parts = parts_of(path);
    CHECK(parts.directory == directory);
    CHECK(parts.name == name);
    CHECK(parts.extension == extension);
  };
  check("/srv/www/a.tar.gz", "/srv/www", "a.tar.gz", "gz");
  check("/a.php", "/", "a.php", "php");
  check("a.php", "", "a.php", "php");
  check("/srv/.htaccess", "/srv", ".htaccess", "");
  check("/srv.d/name", "/srv.d", "name", "");
  check("/srv/a.", "/srv", "a.", "");
  check("/srv/\xff.\xfe", "/srv", "\xff.\xfe", "\xfe");
}

TEST_CASE("text is as it is, or printable") {
  CHECK(text_of("/srv/\xc3\xa9\n") == "/srv/\xc3\xa9\n");
  CHECK(text_of("/srv/\xff\n") == "/srv/\\xff\\n");
}

TEST_CASE("severity of ten stays in the band of the level") {
  CHECK(severity_of_ten(100) == 10);
  CHECK(severity_of_ten(75) == 7.5);
  CHECK(severity_of_ten(74) == 6.9);
  CHECK(severity_of_ten(69) == 6.9);
  CHECK(severity_of_ten(40) == 4);
  CHECK(severity_of_ten(39) == 3.9);
  CHECK(severity_of_ten(0) == 0);
}

TEST_CASE("severity follows the score") {
  CHECK(severity_of(100) == Severity::critical);
  CHECK(severity_of(90) == Severity::critical);
  CHECK(severity_of(89) == Severity::high);
  CHECK(severity_of(75) == Severity::high);
  CHECK(severity_of(74) == Severity::medium);
  CHECK(severity_of(40) == Severity::medium);
  CHECK(severity_of(39) == Severity::low);
}

TEST_CASE("the table has each technique of the built-in rules") {
  std::size_t seen = 0;
  for (const CatalogRule& rule : catalog_of(builtin_rules()).rules) {
    for (const std::string& id : rule.info.mitre) {
      INFO(rule.info.pack << '.' << rule.info.name << ": " << id);
      CHECK(is_technique_id(id));
      CHECK(find_technique(id) != nullptr);
      CHECK(find_technique(parent_technique(id)) != nullptr);
      ++seen;
    }
  }
  CHECK(seen > 100);
}

TEST_CASE("each tactic of a technique is in the table") {
  for (const char* id : {"T1505.003", "T1055", "T1040"}) {
    const Technique* technique = find_technique(id);
    REQUIRE(technique != nullptr);
    for (const std::string_view tactic : technique->tactics) {
      CHECK((tactic.empty() || find_tactic(tactic) != nullptr));
    }
  }
}

TEST_CASE("ids of techniques, their parents and pages") {
  CHECK(is_technique_id("T1505"));
  CHECK(is_technique_id("T1505.003"));
  for (const char* id : {"", "T", "T150", "S0020", "T1505.03", "T1505.0034",
                         "T1505-003", "T15a5", "TA0003"}) {
    INFO(id);
    CHECK_FALSE(is_technique_id(id));
  }
  CHECK(parent_technique("T1505.003") == "T1505");
  CHECK(parent_technique("T1190") == "T1190");
  CHECK(attack_url("T1505.003") ==
        "https://attack.mitre.org/techniques/T1505/003/");
  CHECK(attack_url("TA0003") == "https://attack.mitre.org/tactics/TA0003/");
  CHECK(attack_url("S0020") == "https://attack.mitre.org/software/S0020/");
  CHECK(find_software("China Chopper")->id == "S0020");
  CHECK(find_software("command shell") == nullptr);
}

}  // namespace
}  // namespace beachcomb::report
