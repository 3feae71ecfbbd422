// SPDX-License-Identifier: Apache-2.0
#include "evidence/log_lines.h"

#include <set>

#include "catch.h"
#include "evidence/log_filter.h"
#include "evidence/name_finder.h"
#include "text/format.h"

namespace beachcomb::evidence {
namespace {

struct Row {
  std::string_view line;
  std::string_view time;  // "" for none; without "Z": of the server's clock
};

constexpr std::string_view kOnTime = "2021-03-02T10:11:12.000000000";

const Row kRows[] = {
    // Apache and nginx, common and combined, with a host before it.
    {R"(192.0.2.7 - - [02/Mar/2021:10:11:12 +0000] "GET / HTTP/1.1" 200 5)",
     "2021-03-02T10:11:12.000000000Z"},
    {R"(www.example.org:443 192.0.2.7 - jane [02/Mar/2021:11:11:12 +0100] )"
     R"("POST /x.php HTTP/1.1" 200 512 "-" "curl/7.74.0")",
     "2021-03-02T10:11:12.000000000Z"},
    {R"(2001:db8::7 - - [02/Mar/2021:04:41:12 -0530] "-" 408 - "-" "-")",
     "2021-03-02T10:11:12.000000000Z"},
    // A user name, a request or a browser that looks like a time is none.
    {R"(192.0.2.7 - [01/Jan/1999:00:00:00 +0000] [02/Mar/2021:10:11:12 +0000])"
     R"( "GET / HTTP/1.1" 401 0)",
     "2021-03-02T10:11:12.000000000Z"},
    {R"(192.0.2.7 - a\" [02/Mar/2021:10:11:12 +0000] "GET / HTTP/1.1" 401 0)",
     "2021-03-02T10:11:12.000000000Z"},
    {R"(192.0.2.7 - - [02/Mar/2021:10:11:12 +0000] )"
     R"("GET /?[01/Jan/1999:00:00:00 +0000] HTTP/1.1" 200 5)",
     "2021-03-02T10:11:12.000000000Z"},
    {R"("GET / HTTP/1.1" 200 [02/Mar/2021:10:11:12 +0000])",
     "2021-03-02T10:11:12.000000000Z"},
    // Error logs.
    {"[Tue Mar 02 10:11:12.123456 2021] [php:error] [pid 77] [client "
     "192.0.2.7:5000] script '/srv/www/x.php' not found",
     "2021-03-02T10:11:12.123456000"},
    {"[Tue Mar  2 10:11:12 2021] [error] File does not exist",
     "2021-03-02T10:11:12.000000000"},
    {"2021/03/02 10:11:12 [error] 77#77: *1 open() \"/srv/x.php\" failed",
     kOnTime},
    {"2021-03-02 10:11:12: (server.c.1488) server started", kOnTime},
    // Tomcat.
    {"02-Mar-2021 10:11:12.345 INFO [main] org.apache.catalina.startup."
     "HostConfig.deployWAR Deploying",
     "2021-03-02T10:11:12.345000000"},
    {"Mar 02, 2021 10:11:12 PM org.apache.catalina.core.StandardServer await",
     "2021-03-02T22:11:12.000000000"},
    {"Mar 2, 2021 12:00:01 AM org.apache.coyote.AbstractProtocol start",
     "2021-03-02T00:00:01.000000000"},
    // Exchange.
    {"2021-03-02T10:11:12.123Z,7c1f,15,1,2106,2,,Ecp,mail.example.org,/ecp/y."
     "js,,",
     "2021-03-02T10:11:12.123000000Z"},
    {"\xef\xbb\xbf"
     "2021-03-02T10:11:12.123Z,EXCH01,ECP.Request,S:TIME=7",
     "2021-03-02T10:11:12.123000000Z"},
    // RFC 3339 and its relatives.
    {"2021-03-02T11:11:12+01:00 web1 app: hello",
     "2021-03-02T10:11:12.000000000Z"},
    {"2021-03-02 10:11:12,123 +0000 WARN hello",
     "2021-03-02T10:11:12.123000000Z"},
    {"[2021-03-02 10:11:12] app.ERROR: hello", kOnTime},
    {R"({"remote":"192.0.2.7","time":"2021-03-02T10:11:12+00:00","uri":"/"})",
     "2021-03-02T10:11:12.000000000Z"},
    // No times.
    {"", ""},
    {"\tat org.apache.jsp.x_jsp._jspService(x_jsp.java:118)", ""},
    {"Caused by: java.io.IOException at 10:11:12", ""},
    {"20210302101112 something", ""},
    {"2021-03-02T10:11:1", ""},
    {"2021-13-02T10:11:12Z,", ""},
    {"2021-02-30T10:11:12Z,", ""},
    {"2021-03-02T24:11:12Z,", ""},
    {"0000-03-02T10:11:12Z,", ""},
    {"2021-03-02 10:11:12abc", ""},
    {"192.0.2.7 - - [32/Mar/2021:10:11:12 +0000] \"GET /\"", ""},
    {"192.0.2.7 - - [02/Mrz/2021:10:11:12 +0000] \"GET /\"", ""},
    {"192.0.2.7 - - [02/Mar/2021:10:11:12]", ""},
    {"[Tue Mar 02 10:11:12.123456", ""},
    {"Mar 02, 2021 13:11:12 PM", ""},
    {"[", ""},
    {"{\"", ""},
};

std::string shown(const std::optional<Stamp>& stamp) {
  if (!stamp) return {};
  std::string time = text::time_rfc3339(stamp->time);
  if (stamp->local) time.pop_back();
  return time;
}

TEST_CASE("The time of a line in each form of log") {
  for (const Row& row : kRows) {
    CAPTURE(row.line);
    CHECK(shown(stamp_of(row.line)) == row.time);
  }
}

TEST_CASE("Every beginning of a line is read within it") {
  for (const Row& row : kRows) {
    for (std::size_t n = 0; n < row.line.size(); ++n) {
      const std::string line(row.line.substr(0, n));  // its end is watched
      stamp_of(line);
    }
  }
}

TEST_CASE("IIS says in the header where the time stands, and means UTC") {
  LineClock clock;
  CHECK(!clock.read("#Software: Microsoft Internet Information Services 10.0"));
  CHECK(clock.was_header());
  CHECK(!clock.read("#Date: 2021-03-02 00:00:01"));
  CHECK(!clock.read("#Fields: date time s-ip cs-method cs-uri-stem"));
  CHECK(shown(clock.read("2021-03-02 10:11:12 192.0.2.1 GET /x.aspx")) ==
        "2021-03-02T10:11:12.000000000Z");
  CHECK(!clock.was_header());
  CHECK(!clock.read("#Fields: s-ip time date"));
  CHECK(shown(clock.read("192.0.2.1 10:11:12 2021-03-03")) ==
        "2021-03-03T10:11:12.000000000Z");
  CHECK(!clock.read("#Fields: time s-ip"));
  CHECK(shown(clock.read("10:11:12 192.0.2.1")) ==
        "2021-03-02T10:11:12.000000000Z");
  CHECK(!clock.read("192.0.2.1"));
  // Exchange has headers, too, whose columns are no columns of these.
  CHECK(!clock.read("#Fields: DateTime,RequestId,MajorVersion"));
  CHECK(shown(clock.read("2021-03-02T10:11:12.123Z,7c1f,15")) ==
        "2021-03-02T10:11:12.123000000Z");
  CHECK(!clock.read("DateTime,RequestId,MajorVersion"));
  CHECK(clock.was_header());
}

std::set<std::size_t> found(const std::vector<std::string>& names,
                            std::string_view line) {
  NameFinder finder(names);
  std::set<std::size_t> out;
  finder.find(line, [&out](std::size_t index) { out.insert(index); });
  return out;
}

TEST_CASE("A name is found in any coding and case, and not in longer ones") {
  const std::vector<std::string> kShell = {"Shell.aspx"};
  for (const std::string_view line :
       {"GET /owa/auth/Shell.aspx 443", "get /SHELL.ASPX?x=1", "shell.aspx",
        "/shell%2Easpx", "/%73hell.as%50x", "a=%2Fshell.aspx",
        R"(C:\inetpub\wwwroot\shell.aspx)", R"(\x2fshell.aspx)",
        R"(open() "/srv/shell.aspx" failed)", "x=shell.aspx&y", "/shell.aspx/",
        R"({"u":"\/shell.aspx"})"}) {
    CAPTURE(line);
    CHECK(found(kShell, line).size() == 1);
  }
  for (const std::string_view line :
       {"", "/webshell.aspx", "/shell.aspx2", "/my-shell.aspx", "/shell.asp",
        "/.shell.aspx", "/shell%2", "%", "\\x", "\\x4"}) {
    CAPTURE(line);
    CHECK(found(kShell, line).empty());
  }
  CHECK(found({"a b.php", "", "\xc3\xa4.php", "50%41.php"}, "/a+b.php") ==
        std::set<std::size_t>{0});
  CHECK(found({"a b.php", "\xc3\xa4.php"}, "/a%20b.php /%C3%A4.php") ==
        std::set<std::size_t>{0, 1});
  CHECK(found({"50%41.php"}, "/50%41.php") == std::set<std::size_t>{0});
  CHECK(found({"x.php", "x.php"}, "/x.php") == std::set<std::size_t>{0, 1});
}

constexpr std::int64_t kHour = std::int64_t{3600} * 1'000'000'000;

std::int64_t at(std::string_view time) {
  return text::time_from_rfc3339(time).value();
}

struct Kept {
  std::string text;
  std::uint64_t lines;
  bool cut;
  std::set<std::uint32_t> items;
};

// Item 1 is x.php of ten o'clock, item 2 y.php of six days later; one hour.
Kept kept_of(std::string_view log, std::size_t piece, std::uint64_t most = 1000,
             std::int64_t zone = 0) {
  const std::int64_t ten = at("2021-03-02T10:00:00Z");
  const std::int64_t later = ten + 6 * 24 * kHour;
  LogFilter filter({{1, "x.php", {{ten - kHour, ten + kHour}}},
                    {2, "y.php", {{later - kHour, later + kHour}}}},
                   most, [zone](std::int64_t t) { return t + zone; });
  while (!log.empty()) {
    const std::string_view part = log.substr(0, piece);
    filter.take(std::as_bytes(std::span(part)));
    log.remove_prefix(part.size());
  }
  filter.finish();
  Kept kept{{}, filter.lines(), filter.cut(), filter.items()};
  for (const std::string& block : filter.kept()) kept.text += block;
  return kept;
}

TEST_CASE("Lines of the time and lines with the name are kept") {
  constexpr std::string_view kLog =
      "begins in the middle\n"
      "2021/03/02 08:59:59 before\n"
      "2021/03/02 09:00:00 in time\r\n"
      " and on\n"
      "2021/03/02 11:00:00 in time\n"
      "2021/03/02 11:00:01 after\n"
      "2021/03/02 12:00:00 failed\n"
      " in /srv/x.php\n"
      " in /srv/z.php\n"
      "2021/03/02 13:00:00 quiet\n"
      "2021/03/08 10:00:00 last";
  constexpr std::string_view kWanted =
      "2021/03/02 09:00:00 in time\r\n"
      " and on\n"
      "2021/03/02 11:00:00 in time\n"
      "2021/03/02 12:00:00 failed\n"
      " in /srv/x.php\n"
      " in /srv/z.php\n"
      "2021/03/08 10:00:00 last";
  for (const std::size_t piece : {1u, 2u, 7u, 1000u}) {
    const Kept kept = kept_of(kLog, piece);
    CHECK(kept.text == kWanted);
    CHECK(kept.lines == 7);
    CHECK(!kept.cut);
    CHECK(kept.items == std::set<std::uint32_t>{1, 2});
  }
}

TEST_CASE("A clock on the wall is moved to UTC") {
  constexpr std::string_view kLog = "2021/03/02 12:30:00 here\n";
  CHECK(kept_of(kLog, 1000).lines == 0);
  CHECK(kept_of(kLog, 1000, 1000, -2 * kHour).lines == 1);
}

TEST_CASE("Without times each line stands for itself") {
  const Kept kept = kept_of("a x.php\nb\nc y.php\nd\n", 1000);
  CHECK(kept.text == "a x.php\nc y.php\n");
}

TEST_CASE("The last header goes with the lines that follow it") {
  constexpr std::string_view kHeader =
      "#Software: Microsoft Internet Information Services 10.0\n"
      "#Fields: date time cs-uri-stem\n";
  const std::string log = std::string(kHeader) + "2021-03-01 10:00:00 /\n" +
                          std::string(kHeader) + "2021-03-02 10:00:00 /\n" +
                          "2021-03-02 10:00:01 /\n" + std::string(kHeader) +
                          "2021-03-04 10:00:00 /\n";
  const Kept kept = kept_of(log, 5);
  CHECK(kept.text == std::string(kHeader) + "2021-03-02 10:00:00 /\n" +
                         "2021-03-02 10:00:01 /\n");
  CHECK(kept_of(kHeader, 1000).text.empty());
}

TEST_CASE("What is too much is cut at a line, and said") {
  const Kept kept = kept_of("1 x.php\n2 x.php\n3 x.php\n", 1000, 17);
  CHECK(kept.text == "1 x.php\n2 x.php\n");
  CHECK(kept.cut);
  CHECK(!kept_of("1 x.php\n2 x.php\n", 1000, 16).cut);
}

TEST_CASE("A line without an end is taken in parts") {
  std::string log((3u << 20) + 5, 'a');
  log += " /x.php\n";
  const Kept kept = kept_of(log, 100'000, 10u << 20);
  CHECK(kept.text == "aaaaa /x.php\n");
}

}  // namespace
}  // namespace beachcomb::evidence
