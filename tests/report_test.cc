// SPDX-License-Identifier: Apache-2.0
//
// Each output format over the same verdicts, against an approved file in
// golden/. UPDATE_GOLDEN=1 writes those files; the diff is for review.
#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "beachcomb/report.h"
#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

class TextOutput : public Output {
 public:
  bool write(std::string_view text) override {
    all += text;
    return --writes_left != 0;
  }
  std::string all;
  int writes_left = -1;
};

constexpr std::int64_t kTime = 1'614'679'872'123'456'789;

Finding finding(const std::string& name, int score) {
  Finding finding;
  finding.rule.name = name;
  finding.rule.pack = "pack";
  finding.rule.score = score;
  return finding;
}

Verdict detected_whole() {
  Verdict v;
  v.path = "/srv/www/a.page";
  v.outcome = Outcome::detected;
  v.size = 1234;
  v.mtime = kTime;
  v.sha256 = std::string(64, 'a');
  Finding low = finding("LowRule", 45);
  low.matches.push_back({"$z", 7, 3, 1, 8, "snippet of low"});
  v.findings.push_back(low);
  Finding high = finding("HighRule", 95);
  high.rule.family = "made-up";
  high.rule.description = "says \x1b[1mbold\x1b[0m things";
  high.rule.references = {"https://example.org/a", "https://example.org/b"};
  high.rule.mitre = {"T1505.003"};
  high.rule.tags = {"tag"};
  high.layer = 1;
  for (std::uint64_t i = 0; i < 6; ++i) {
    high.matches.push_back(
        {"$s" + std::to_string(i), 100 - i, 4, 9 - i, 1, "line\x01\xff here"});
  }
  high.matches_omitted = 12;
  v.findings.push_back(high);
  v.layers.push_back({1, 0, "utf-16le", 2});
  return v;
}

std::vector<Verdict> sample_verdicts() {
  std::vector<Verdict> verdicts = {detected_whole()};
  Verdict partly;
  partly.path = "/srv/large\nname.log";
  partly.outcome = Outcome::detected;
  partly.reason = Reason::changed;
  partly.detail = "size was 5 bytes when opened, then 6";
  partly.size = 5'000'000'000;
  partly.mtime = kTime;
  partly.windowed = true;
  partly.findings.push_back(finding("Notice", 10));
  partly.findings[0].matches.push_back({"$a", 4'999'999'999, 1, 0, 0, "x"});
  verdicts.push_back(partly);
  Verdict hidden;
  hidden.path = "/srv/\xff\xfe\x1b]0;title\x07";
  hidden.outcome = Outcome::failed;
  hidden.reason = Reason::permission_denied;
  hidden.detail = "Permission denied";
  verdicts.push_back(hidden);
  Verdict folder;
  folder.path = "/srv/folder";
  folder.outcome = Outcome::failed;
  folder.reason = Reason::io_error;
  folder.detail = "Input/output error";
  folder.is_directory = true;
  verdicts.push_back(folder);
  Verdict skipped;
  skipped.path =
      "/srv/gpj.\xe2\x80\xae"
      "aspx";
  skipped.outcome = Outcome::skipped;
  skipped.reason = Reason::symlink;
  verdicts.push_back(skipped);
  Verdict clean;
  clean.path = "/srv/index.html";
  clean.size = 10;
  clean.mtime = kTime;
  verdicts.push_back(clean);
  Verdict known = clean;
  known.path = "/srv/logon.aspx";
  known.known_good = true;
  verdicts.push_back(known);
  known.path = "/srv/error.aspx";
  known.sha256 = std::string(64, 'b');
  known.overruled = {"pack.High\x1bRule", "pack.LowRule"};
  verdicts.push_back(known);
  return verdicts;
}

// Of a run that is the same each time.
ReportOptions fixed(ReportOptions options = {}) {
  options.run.started = kTime - 1'250'000'000;
  options.run.host = "web1.example.org";
  options.run.system = "Debian GNU/Linux 12 (bookworm), Linux 6.1.0";
  options.run.rules = std::string(64, 'f');
  options.run.roots = {"/srv"};
  options.clock = [] { return kTime; };
  options.rule_source = [](const RuleInfo& rule) {
    return "rule " + rule.name + " { condition: true }\n";
  };
  return options;
}

std::string render(std::string_view format, const ReportOptions& options,
                   bool complete = true,
                   const std::vector<Verdict>& verdicts = sample_verdicts()) {
  TextOutput output;
  const auto reporter = make_reporter(format, output, options);
  REQUIRE(reporter);
  Summary summary;
  for (const Verdict& verdict : verdicts) {
    CHECK((*reporter)->on_verdict(verdict));
    summary.ledger.add(verdict);
  }
  summary.seconds = 1.25;
  summary.complete = complete;
  CHECK((*reporter)->on_finish(summary));
  return output.all;
}

void check_golden(const std::string& name, const std::string& text) {
  const std::string path = BEACHCOMB_TESTS "/golden/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) test::write_file(path, text);
  INFO(path << ": UPDATE_GOLDEN=1 approves a change");
  CHECK(text == test::read_file(path));
}

// The page without its style and its script, which are not of the scan.
std::string without_assets(std::string page) {
  for (const std::string_view name : {"style", "script"}) {
    const std::string begin = "<" + std::string(name);
    const std::string end = "</" + std::string(name) + ">";
    for (std::size_t at = page.find(begin); at != page.npos;
         at = page.find(begin, at)) {
      page.erase(at, page.find(end, at) + end.size() - at);
    }
  }
  return page;
}

TEST_CASE("each format writes what was approved") {
  for (const ReporterInfo& info : reporters()) {
    const std::string text = render(info.name, fixed());
    check_golden("report." + std::string(info.name),
                 info.name == "html" ? without_assets(text) : text);
  }
}

// One verdict for each reason, and a detected file that has it, too.
std::vector<Verdict> verdicts_of_all_reasons() {
  std::vector<Verdict> verdicts;
  for (auto i = static_cast<int>(Reason::none) + 1;
       i <= static_cast<int>(Reason::unsupported); ++i) {
    Verdict verdict;
    verdict.reason = static_cast<Reason>(i);
    const ReasonInfo& info = info_of(*verdict.reason);
    verdict.path = "/srv/" + std::string(info.name) + ".\xff\n\xe2\x80\xae.php";
    verdict.outcome = info.outcome;
    verdict.detail = "detail\x1b of \xff it";
    verdicts.push_back(verdict);
    if (!info.leaves_unread) continue;
    verdict.outcome = Outcome::detected;
    verdict.mtime = kTime;
    verdict.findings.push_back(finding("Rule", 80));
    verdict.findings[0].layer = 2;
    verdict.layers.push_back(
        {.id = 1, .parent = 0, .via = "zip", .name = "\xfe.txt"});
    verdict.layers.push_back({.id = 2,
                              .parent = 1,
                              .via = "base64",
                              .sha256 = std::string(64, 'c'),
                              .line = 7});
    verdict.layer_counts.skipped[*verdict.reason] = 2;
    verdicts.push_back(verdict);
  }
  return verdicts;
}

TEST_CASE("event formats say each reason") {
  for (const char* format : {"ecs", "ocsf", "cef", "csv", "junit"}) {
    check_golden("reasons." + std::string(format),
                 render(format, fixed(), true, verdicts_of_all_reasons()));
  }
}

TEST_CASE("text in colour, at length, and without the ledger") {
  check_golden("report-color.text", render("text", {.color = true}));
  check_golden("report-verbose.text", render("text", {.verbose = true}));
  check_golden("report-quiet.text", render("text", {.show_ledger = false}));
}

TEST_CASE("a run that was stopped says so in each format") {
  CHECK(render("text", {}, false).find("Stopped early") != std::string::npos);
  CHECK(render("ndjson", {}, false).find("\"complete\":false") !=
        std::string::npos);
  CHECK(render("ecs", {}, false).find("\"message\":\"stopped early") !=
        std::string::npos);
  CHECK(render("ocsf", {}, false).find("\"activity_name\":\"Cancelled\"") !=
        std::string::npos);
  for (const ReporterInfo& info : reporters()) {
    INFO(info.name);
    CHECK(render(info.name, fixed(), false) != render(info.name, fixed()));
  }
}

TEST_CASE("formats that leave the machine say where a file is, in full") {
  Verdict found = detected_whole();
  found.path = "./www//a.page";
  Verdict gone;
  gone.path = "www/none";
  gone.outcome = Outcome::failed;
  gone.reason = Reason::not_found;
  ReportOptions options = fixed();
  const auto has = [&](std::string_view format, std::string_view text) {
    INFO(format);
    const std::string all = render(format, options, true, {found, gone});
    CHECK(all.find(text) != all.npos);
  };
  options.run.directory = "/srv";
  has("ecs", R"("path":"/srv/www/a.page","name":"a.page")");
  has("ecs", R"("directory":"/srv/www")");
  has("ecs", R"("path":"/srv/www/none")");
  has("ocsf", R"("name":"a.page","path":"/srv/www/a.page")");
  has("ocsf", R"("name":"none","path":"/srv/www/none")");
  has("cef", "filePath=/srv/www/a.page ");
  has("cef", "filePath=/srv/www/none ");
  has("stix", R"("path":"/srv/www")");
  options.run.directory.clear();
  has("ecs", R"("path":"./www//a.page")");
}

TEST_CASE("ocsf has a device of a machine without a name, too") {
  const std::string text = render("ocsf", {});
  CHECK(text.find("\"device\":{\"name\":\"Unknown\",") != std::string::npos);
  CHECK(text.find("\"hostname\"") == std::string::npos);
}

TEST_CASE("each format has a name of its own and a help") {
  std::string names;
  for (const ReporterInfo& info : reporters()) {
    CHECK(names.find("," + std::string(info.name) + ",") == names.npos);
    names += "," + std::string(info.name) + ",";
    CHECK_FALSE(info.help.empty());
  }
  TextOutput output;
  const auto unknown = make_reporter("nosuch", output);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.find("nosuch") != std::string::npos);
  CHECK(unknown.error().message.find("ndjson") != std::string::npos);
}

TEST_CASE("no format shows a control character") {
  for (const ReporterInfo& info : reporters()) {
    std::string text = render(info.name, {.verbose = true});
    for (std::size_t at = 0; (at = text.find("\r\n", at)) != text.npos;) {
      text.erase(at, 1);  // as RFC 4180 has it
    }
    for (const char c : text) {
      if (c == '\n') continue;
      REQUIRE(static_cast<unsigned char>(c) >= 0x20);
      REQUIRE(c != 0x7f);
    }
  }
}

TEST_CASE("ndjson is one JSON object a line") {
  std::istringstream lines(render("ndjson", {}));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const auto json = nlohmann::json::parse(line);
    CHECK(json.at("type") == (count < 8 ? "verdict" : "summary"));
  }
  CHECK(count == 9);
}

TEST_CASE("a detected file has its size, time and hash, whatever the time") {
  TextOutput output;
  const auto reporter = make_reporter("ndjson", output);
  Verdict verdict = detected_whole();
  verdict.mtime = 0;  // anyone may set it: touch -d @0
  REQUIRE((*reporter)->on_verdict(verdict));
  const auto json = nlohmann::json::parse(output.all);
  CHECK(json.contains("size"));
  CHECK(json.contains("sha256"));
  CHECK(json.contains("mtime"));
}

TEST_CASE("metadata that is not UTF-8 does not end the run") {
  TextOutput output;
  Verdict verdict = detected_whole();
  verdict.findings[0].rule.description = "\xff\xfe";
  verdict.findings[0].rule.family = "\xc3";
  for (const ReporterInfo& info : reporters()) {
    const auto reporter = make_reporter(info.name, output);
    CHECK((*reporter)->on_verdict(verdict));
    CHECK((*reporter)->on_finish({}));
  }
}

TEST_CASE("a write that fails is passed on") {
  for (const ReporterInfo& info : reporters()) {
    TextOutput output;
    output.writes_left = 1;
    const auto reporter = make_reporter(info.name, output);
    // Some need the whole account before they write.
    CHECK_FALSE(((*reporter)->on_verdict(detected_whole()) &&
                 (*reporter)->on_finish({})));
  }
}

TEST_CASE("a tee goes on without the output that failed, until none is left") {
  TextOutput outputs[2];
  outputs[0].writes_left = 1;
  outputs[1].writes_left = 3;
  const auto first = make_reporter("ndjson", outputs[0]);
  const auto second = make_reporter("ndjson", outputs[1]);
  const auto tee = make_tee({first->get(), second->get()});
  CHECK(tee->on_verdict(detected_whole()));
  CHECK(tee->on_verdict(detected_whole()));
  CHECK_FALSE(tee->on_finish({}));
  const auto lines = [](const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
  };
  CHECK(lines(outputs[0].all) == 1);
  CHECK(lines(outputs[1].all) == 3);
}

TEST_CASE("sorted verdicts come by path, at the end, and then the summary") {
  test::CollectSink sink;
  const auto sorted = make_sorted(sink);
  for (const char* path : {"b", "a/z", "\xff", "a", "c"}) {
    Verdict verdict;
    verdict.path = path;
    CHECK(sorted->on_verdict(verdict));
  }
  CHECK(sink.verdicts.empty());
  CHECK(sorted->on_finish({}));
  std::string order;
  for (const Verdict& verdict : sink.verdicts) order += verdict.path + ' ';
  CHECK(order == "a a/z b c \xff ");
  CHECK(sink.finished == 1);
}

}  // namespace
}  // namespace beachcomb
