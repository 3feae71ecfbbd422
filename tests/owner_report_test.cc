// SPDX-License-Identifier: Apache-2.0
//
// The notice to the owner: what the model makes of a scan and a case, that
// nothing in it is taken for markup, and the whole as Markdown against an
// approved file (UPDATE_GOLDEN=1 writes it).
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "beachcomb/owner_report.h"
#include "beachcomb/sha256.h"
#include "catch.h"
#include "owner_report/advice.h"
#include "owner_report/markup.h"
#include "owner_report/model.h"
#include "support.h"
#include "text/format.h"

namespace beachcomb::owner_report {
namespace {

class TextOutput : public Output {
 public:
  bool write(std::string_view text) override {
    all += text;
    return ok;
  }
  std::string all;
  bool ok = true;
};

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kHour = 3600 * kSecond;
constexpr std::int64_t kTime = 1'614'679'872 * kSecond;  // 2021-03-02 10:11:12

constexpr const char* kHostile = "/srv/<img src=x onerror=alert(1)>.page";

Verdict verdict(const std::string& path, int score, const std::string& family) {
  Verdict v;
  v.path = path;
  v.outcome = Outcome::detected;
  v.size = 1234;
  v.mtime = kTime;
  v.sha256 = std::string(64, 'a');
  Finding finding;
  finding.rule.name = "Rule_Of_" + std::to_string(score);
  finding.rule.pack = "pack";
  finding.rule.family = family;
  finding.rule.score = score;
  finding.matches.push_back({"$a", 7, 3, 2, 8, "some <b>text</b> `here`"});
  v.findings.push_back(finding);
  return v;
}

Verdict unread(const std::string& path, Outcome outcome, Reason reason) {
  Verdict v;
  v.path = path;
  v.outcome = outcome;
  v.reason = reason;
  return v;
}

EvidenceItem item(std::uint32_t number, const Verdict& v, ItemState state) {
  EvidenceItem item;
  item.number = number;
  item.found_as = v.path;
  item.file.path = v.path;
  item.file.inode = 4711;
  item.file.device = 65024;
  item.file.links = 1;
  item.file.mode = 0644;
  item.file.owner = 33;
  item.file.group = 33;
  item.file.owner_name = "www-data";
  item.file.group_name = "www-data";
  item.file.times = {kTime, kTime + kHour, kTime + 2 * kHour, kTime};
  item.file.attributes = {{"user.note", "a\x01<i>"}};
  item.digests = {std::string(32, '1'), std::string(40, '2'), v.sha256, 1234};
  item.copy = "copies/" + v.sha256 + ".zip";
  item.verdict = v;
  item.collected = kTime + 3 * kHour;
  item.state = state;
  return item;
}

OwnerReportSource scan_of(std::vector<Verdict> verdicts) {
  OwnerReportSource source;
  ScanAccount account;
  account.files = 100;
  account.clean = 97;
  source.scan = ScanRecord{std::move(verdicts), account};
  source.made = kTime + 24 * kHour;
  source.tool = "beachcomb 0.1.0";
  return source;
}

// A scan and a case with one of everything.
OwnerReportSource everything() {
  Verdict removed = verdict("/srv/www/owa/auth/a.aspx", 95, "China Chopper");
  removed.findings[0].rule.description = "Hafnium, CVE-2021-27065";
  removed.findings[0].rule.references = {"https://example.org/a",
                                         "javascript:alert(5)"};
  removed.findings[0].rule.mitre = {"T1505.003"};
  Verdict mixed = verdict("/srv/www/backup.zip", 80, "php-kit");
  mixed.findings[0].layer = 2;
  mixed.layers = {{.id = 1, .parent = 0, .via = "zip", .name = "web/a.php"},
                  {.id = 2, .parent = 1, .via = "base64"}};
  Verdict weak = verdict(kHostile, 20, "<script>alert(2)</script>");
  Verdict lost = verdict("/srv/www/gone.php", 50, "");
  OwnerReportSource source = scan_of(
      {removed, mixed, weak, lost,
       unread("/srv/secret", Outcome::failed, Reason::permission_denied),
       unread("/srv/link", Outcome::skipped, Reason::symlink)});
  source.scan->account->not_scanned = {{Reason::permission_denied, 1},
                                       {Reason::symlink, 1}};
  source.scan->account->detected = 4;
  source.addressee = "Example *Company* Ltd";
  source.contact = "response@example.org";
  Case evidence;
  evidence.folder = "/cases/4711";
  evidence.facts.id = "4711";
  evidence.facts.host = "mail01";
  evidence.facts.operator_name = "A. Meyer";
  evidence.opened = kTime + 3 * kHour;
  evidence.head = std::string(64, 'e');
  evidence.key = std::string(64, 'f');
  evidence.items = {item(1, removed, ItemState::removed),
                    item(2, mixed, ItemState::copied),
                    item(3, weak, ItemState::copied)};
  evidence.items[1].mixed = "it is in a container";
  evidence.items[2].file.times.changed = kTime + 100 * kHour;
  evidence.events = {
      {1, kTime + 3 * kHour, "opened", {}, "A. Meyer", ""},
      {2, kTime + 3 * kHour, "collected", 1, "A. Meyer", ""},
      {3, kTime + 4 * kHour, "removed", 1, "A. Meyer", ""},
      {4, kTime + 4 * kHour, "remove-refused", 2, "A. Meyer", "in a container"},
  };
  evidence.not_copied = {{"/srv/www/gone.php", "gone before it was copied"}};
  source.evidence = evidence;
  return source;
}

std::string written(std::string_view format, const OwnerReportSource& source) {
  TextOutput output;
  REQUIRE(write_owner_report(format, source, output));
  return output.all;
}

std::size_t times_in(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != text.npos;
       at = text.find(word, at + 1)) {
    ++count;
  }
  return count;
}

const FileEntry& entry(const Model& model, std::string_view end) {
  for (const FileEntry& file : model.files) {
    if (std::string_view(file.verdict.path).ends_with(end)) return file;
  }
  FAIL("no entry for " << end);
  return model.files.front();
}

bool has_title(const std::vector<Advice>& all, std::string_view word) {
  for (const Advice& advice : all) {
    if (advice.title.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("The model joins scan and case") {
  const Model model = build_model(everything());
  REQUIRE(model.files.size() == 4);
  CHECK(model.files[0].verdict.score() == 95);  // the worst first
  CHECK(model.levels == LevelCounts{1, 1, 2});
  CHECK(entry(model, "a.aspx").action == Action::removed);
  CHECK(entry(model, "a.aspx").events.size() == 2);
  CHECK(entry(model, "backup.zip").action == Action::copied);
  CHECK(entry(model, "backup.zip").remark == "it is in a container");
  CHECK(entry(model, "gone.php").action == Action::not_copied);
  CHECK(entry(model, "gone.php").remark == "gone before it was copied");
  CHECK(model.case_events.size() == 1);
  CHECK(model.copied == 3);
  CHECK(model.removed == 1);
  CHECK(model.backdated == 1);
  CHECK(model.unread.size() == 1);  // a link was left out on purpose
  CHECK(model.title == "Web shells were found on mail01");
}

TEST_CASE("Without a case nothing was done, without a scan nothing is known") {
  Model model = build_model(scan_of({verdict("/a.php", 90, "x")}));
  CHECK(model.files[0].action == Action::none);
  CHECK(model.title == "A web shell was found");
  OwnerReportSource source = everything();
  source.scan.reset();
  model = build_model(source);
  CHECK(model.files.size() == 3);
  CHECK_FALSE(model.has_scan);
  CHECK(model.summary.back().find("case alone") != std::string::npos);
  CHECK(build_model(scan_of({})).title == "No web shell was found");
}

TEST_CASE("An item is found by path and content, and each one is listed") {
  const Verdict v = verdict("/a.php", 90, "x");
  OwnerReportSource source = scan_of({v});
  source.evidence = Case();
  Verdict before = v;
  before.sha256 = std::string(64, 'b');
  source.evidence->items = {item(1, v, ItemState::removed),
                            item(2, before, ItemState::copied)};
  const Model model = build_model(source);
  REQUIRE(model.files.size() == 2);
  for (const FileEntry& file : model.files) {
    REQUIRE(file.item);
    CHECK(file.item->digests.sha256 == file.verdict.sha256);
  }
  CHECK(model.removed == 1);
}

TEST_CASE("Advice follows from what was found") {
  const auto model = [](const std::string& path) {
    return build_model(scan_of({verdict(path, 90, "kit")}));
  };
  const Model exchange = model("/x/owa/auth/a.aspx");
  CHECK(has_title(exchange.next, "Exchange"));
  CHECK(has_title(exchange.not_done, "Active Directory"));
  const Model php = model("/srv/www/a.php");
  CHECK(has_title(php.next, "PHP"));
  CHECK_FALSE(has_title(php.next, "Exchange"));
  CHECK_FALSE(has_title(php.not_done, "Active Directory"));
  CHECK(has_title(model("/srv/a.jsp").next, "Java"));
  CHECK(has_title(model("/srv/a.cfm").next, "ColdFusion"));
  CHECK(has_title(model("/srv/a").next, "Close the way in"));
  for (const Model& any : {exchange, php}) {
    CHECK(any.next[0].title.find("logs") != std::string::npos);
    CHECK(has_title(any.not_done, "patched"));
    CHECK(has_title(any.not_done, "No other malware"));
    CHECK(has_title(any.not_done, "password"));
  }
  // ProxyShell only when a finding says so.
  CHECK(written("json", scan_of({verdict("/x/owa/auth/a.aspx", 90, "kit")}))
            .find("CVE-2021-34473") == std::string::npos);
  CHECK(written("json",
                scan_of({verdict("/x/owa/auth/a.aspx", 90, "ProxyShell")}))
            .find("CVE-2021-34473") != std::string::npos);
}

TEST_CASE("What is text stays text in HTML") {
  CHECK(html_escaped("<a href=\"x\">'&") ==
        "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
  CHECK(html_escaped("a\nb\xe2\x80\xae\xff") == "a\\nb\\u{202e}\\xff");
  const std::string page = written("html", everything());
  CHECK(page.find("<img") == page.npos);
  CHECK(page.find("alert(2)</script>") == page.npos);
  CHECK(page.find("&lt;img src=x onerror=alert(1)&gt;.page") != page.npos);
  CHECK(page.find("href=\"javascript") == page.npos);
  CHECK(page.find("javascript:alert(5)") != page.npos);  // as text
  CHECK(page.find("so<wbr>me <wbr>&lt;b&gt;<wbr>tex<wbr>t") != page.npos);
  CHECK(page.find(" style=\"") == page.npos);  // the policy forbids it
  CHECK(times_in(page, "<script") == 1);
  CHECK(times_in(page, "<style") == 1);
}

TEST_CASE("The page forbids itself everything but its own style and script") {
  const std::string page = written("html", everything());
  for (const std::string tag : {"style", "script"}) {
    const std::size_t begin = page.find("<" + tag + ">") + tag.size() + 2;
    const std::string body =
        page.substr(begin, page.find("</" + tag + ">") - begin);
    const std::string hex = sha256_hex(test::bytes_of(body));
    const std::size_t at = page.find(tag + "-src 'sha256-");
    REQUIRE(at != page.npos);
    const std::string base64 = page.substr(at + tag.size() + 13, 44);
    // Decoded by hand, a test must not trust what it tests.
    const std::string kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bits;
    for (const char c : base64) {
      for (int i = 5; c != '=' && i >= 0; --i) {
        bits += kDigits.find(c) >> i & 1 ? '1' : '0';
      }
    }
    std::string decoded;
    for (std::size_t i = 0; i + 4 <= 256; i += 4) {
      decoded += "0123456789abcdef"[std::stoul(bits.substr(i, 4), nullptr, 2)];
    }
    CHECK(decoded == hex);
  }
  CHECK(page.find("content=\"default-src 'none';") < page.find("<style"));
}

TEST_CASE("What is text stays text in Markdown") {
  CHECK(markdown_escaped("<b> *x* [a](b) | # @me") ==
        "\\<b\\> \\*x\\* \\[a\\](b) \\| \\# \\@me");
  CHECK(markdown_escaped("https://x.org www.x.org") ==
        "https\\://x.org www\\.x.org");
  CHECK(markdown_escaped("10:11 2.5 a-b") == "10:11 2.5 a-b");
  CHECK(markdown_escaped("- x") == "\\- x");
  CHECK(markdown_escaped("12. x") == "12\\. x");
  CHECK(markdown_code("a") == "`a`");
  CHECK(markdown_code("a`b") == "``a`b``");
  CHECK(markdown_code("`a") == "`` `a ``");
  CHECK(markdown_code("a\n\n# b") == "`a\\n\\n# b`");
}

TEST_CASE("The report as Markdown is the approved one") {
  const std::string path =
      std::string(BEACHCOMB_TESTS) + "/golden/owner_report.md";
  const std::string text = written("markdown", everything());
  if (std::getenv("UPDATE_GOLDEN") != nullptr) test::write_file(path, text);
  CHECK(text == test::read_file(path));
}

TEST_CASE("The report as JSON has the same files") {
  const auto json = nlohmann::json::parse(written("json", everything()));
  CHECK(json["type"] == "owner-report");
  REQUIRE(json["files"].size() == 4);
  CHECK(json["files"][0]["action"] == "removed");
  CHECK(json["files"][0]["evidence"]["record"]["inode"] == 4711);
  CHECK(json["files"][0]["verdict"]["path"] == "/srv/www/owa/auth/a.aspx");
  CHECK(json["case"]["head"] == std::string(64, 'e'));
  CHECK(json["scan"]["unread"].size() == 1);
  CHECK(json["levels"]["malicious"] == 2);
}

TEST_CASE("A line is shown once in a file, and long ones are cut") {
  Verdict v = verdict("/a.php", 90, "x");
  v.findings[0].matches.push_back({"$b", 9, 3, 2, 10, "a longer text by far"});
  v.findings.push_back(v.findings[0]);
  v.findings[1].rule.score = 60;
  Match far{"$c", 900, 3, 7, 1, std::string(399, 'x') + "\xc3\xa4\xc3\xa4"};
  v.findings[1].matches.push_back(far);
  const Model model = build_model(scan_of({v}));
  const auto& excerpts = model.files[0].excerpts;
  REQUIRE(excerpts.size() == 2);
  REQUIRE(excerpts[0].size() == 1);
  CHECK(excerpts[0][0].strings == "$a, $b");
  CHECK(excerpts[0][0].snippet == "some <b>text</b> `here`");
  REQUIRE(excerpts[1].size() == 2);
  CHECK(excerpts[1][0].snippet.empty());
  CHECK(excerpts[1][1].snippet ==
        std::string(399, 'x') + "\xc3\xa4\xe2\x80\xa6");
}

TEST_CASE("A report that can't be written says so") {
  for (const OwnerReportFormat& format : owner_report_formats()) {
    TextOutput output;
    output.ok = false;
    CHECK_FALSE(write_owner_report(format.name, everything(), output));
  }
}

}  // namespace beachcomb::owner_report
