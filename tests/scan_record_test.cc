// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/scan_record.h"

#include "catch.h"

namespace beachcomb {
namespace {

TEST_CASE("The record of a scan is read back, or the line is named") {
  const auto record = parse_scan(
      R"({"type":"verdict","path":"/a","outcome":"detected","findings":[]})"
      "\n"
      R"({"type":"verdict","path":"/b","outcome":"clean"})"
      "\n\n"
      R"({"type":"summary","files":2,"clean":1,"detected":1,)"
      R"("skipped":{"symlink":3},"failed":{"timeout":1},"complete":true})"
      "\n");
  REQUIRE(record);
  CHECK(record->verdicts.size() == 1);
  REQUIRE(record->account);
  CHECK(record->account->files == 2);
  CHECK(record->account->not_scanned.at(Reason::symlink) == 3);
  CHECK(record->account->not_scanned.at(Reason::timeout) == 1);
  CHECK(record->account->complete);
  CHECK_FALSE(parse_scan("")->account);
  CHECK(parse_scan("\n{\n").error().message == "line 2: not a JSON object");
  CHECK(parse_scan("{}").error().message == "line 1: not a record of a scan");
  CHECK_FALSE(parse_scan(R"({"type":"verdict"})"));
}

TEST_CASE("Content of a request without a name is called by the id") {
  const auto record = parse_scan(
      R"({"type":"verdict","id":17,"path":"","outcome":"detected"})"
      "\n"
      R"({"type":"verdict","id":"b 2","path":"","outcome":"failed"})"
      "\n"
      R"({"type":"verdict","id":3,"path":"up.php","outcome":"failed"})"
      "\n");
  REQUIRE(record);
  REQUIRE(record->verdicts.size() == 3);
  CHECK(record->verdicts[0].path == "request 17");
  CHECK(record->verdicts[1].path == "request b 2");
  CHECK(record->verdicts[2].path == "up.php");
  CHECK_FALSE(parse_scan(R"({"type":"verdict","path":"","outcome":"failed"})"));
}

TEST_CASE("Requests that were answered with an error were not scanned") {
  const auto record = parse_scan(
      R"({"type":"error","line":4,"error":"not a JSON object"})"
      "\n"
      R"({"type":"error","id":"up 1","line":5,"error":"must be base64"})"
      "\n"
      R"({"type":"summary","files":1,"clean":1,"complete":true,"errors":2})");
  REQUIRE(record);
  REQUIRE(record->verdicts.size() == 2);
  CHECK(record->verdicts[0].path == "request in line 4");
  CHECK(record->verdicts[0].outcome == Outcome::failed);
  CHECK(record->verdicts[0].reason == Reason::scan_error);
  CHECK(record->verdicts[0].detail == "not a JSON object");
  CHECK(record->verdicts[1].path == "request up 1");
  REQUIRE(record->account);
  CHECK(record->account->files == 3);
  CHECK(record->account->not_scanned.at(Reason::scan_error) == 2);
}

}  // namespace
}  // namespace beachcomb
