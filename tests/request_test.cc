// SPDX-License-Identifier: Apache-2.0
#include "json/request.h"

#include "catch.h"

namespace beachcomb::json {
namespace {

struct Parsed {
  Request request;
  std::string error;  // empty: none
};

Parsed parse(std::string line) {
  RequestParser parser;
  Parsed parsed;
  const auto problem = parser.parse(line, &parsed.request);
  if (problem.has_value()) {
    parsed.error = problem->message;
    CHECK_FALSE(parsed.error.empty());
  }
  return parsed;
}

std::string error_of(const std::string& line) { return parse(line).error; }

TEST_CASE("a request names a path or holds the content") {
  Parsed parsed = parse(R"({"id":1,"path":"/srv/a b"})");
  CHECK(parsed.error.empty());
  CHECK(parsed.request.path == "/srv/a b");
  CHECK_FALSE(parsed.request.content.has_value());

  parsed = parse(R"( { "content" : "PD8=" , "id" : "x" , "name" : "a.php" } )");
  CHECK(parsed.error.empty());
  CHECK(parsed.request.id == "\"x\"");
  CHECK(parsed.request.path == "a.php");
  CHECK(parsed.request.content == "<?");

  parsed = parse(R"({"id":1,"content":""})");
  CHECK(parsed.error.empty());
  CHECK(parsed.request.path.empty());
  CHECK(parsed.request.content == "");
}

TEST_CASE("strings of requests may be escaped, names may be bytes") {
  Parsed parsed = parse(R"({"id":1,"path":"\/srv\/\u00e4\n\"\ud83d\ude00"})");
  CHECK(parsed.request.path == "/srv/\u00e4\n\"\U0001f600");
  parsed = parse(R"({"id":1,"content":"PD8\/"})");
  CHECK(parsed.request.content == "<??");
  parsed = parse(R"({"id":1,"path":{"bytes":"L/8="}})");
  CHECK(parsed.request.path == "/\xff");
  parsed = parse(R"({"id":1,"content":"","name":{"bytes":"/w=="}})");
  CHECK(parsed.request.path == "\xff");
}

TEST_CASE("an id is kept as it was sent") {
  for (const std::string id :
       {"0", "-0", "1", "-1", "1.0", "1e5", "-1.50E-003",
        "18446744073709551616", "123456789012345678901234567890.5e99", "\"\"",
        "\"x\"", R"("\u0061\/\"")", "\"\u00e4\"", "\"a b\""}) {
    INFO(id);
    const Parsed parsed = parse("{\"id\": " + id + " ,\"path\":\"a\"}");
    CHECK(parsed.error.empty());
    CHECK(parsed.request.id == id);
    // At the end of the line, too.
    CHECK(parse("{\"path\":\"a\",\"id\":" + id + "}").request.id == id);
  }
}

TEST_CASE("what is no id is an error") {
  for (const std::string id : {"null", "true", "[1]", "{}", "01", "1.", ".5",
                               "+1", "1x", "-", "0x1", "NaN", "\"\\x\""}) {
    INFO(id);
    const Parsed parsed = parse("{\"id\":" + id + ",\"path\":\"a\"}");
    CHECK_FALSE(parsed.error.empty());
    CHECK(parsed.request.id.empty());
  }
  CHECK(error_of(R"({"path":"a"})") == "no id");
}

TEST_CASE("errors say what is wrong, and have the id when it came before") {
  CHECK(error_of(R"({"id":7})") == "neither path nor content");
  CHECK(error_of(R"({"id":7,"name":"a"})") == "neither path nor content");
  CHECK(error_of(R"({"id":7,"path":"a","content":""})") ==
        "both path and content");
  CHECK(error_of(R"({"id":7,"path":"a","name":"b"})") ==
        "a name is for content, not for a path");
  CHECK(error_of(R"({"id":7,"path":""})") == "path: is empty");
  CHECK(error_of(R"({"id":7,"path":"a\u0000b"})") == "path: holds a NUL");
  CHECK(error_of(R"({"id":7,"path":{"bytes":"AA=="}})") == "path: holds a NUL");
  CHECK(error_of(R"({"id":7,"paths":"a"})") == "unknown field 'paths'");
  // Where simdjson alone is lenient; the fuzzer found both.
  CHECK_FALSE(
      error_of(std::string("{\"id\":1\0\t,\"path\":\"a\"}", 21)).empty());
  CHECK_FALSE(error_of(R"({"path":"a","id":"b":"c"})").empty());
  for (const std::string wrong :
       {R"("path":1)", R"("path":null)", R"("path":["a"])", R"("path":{})",
        R"("path":{"bytes":"L"})", R"("path":{"bytes":"L/8=","more":1})",
        R"("path":{"bytes":1})", R"("content":1)", R"("content":"PD8")",
        R"("content":"P D8=")", R"("content":"PD9=")", R"("content":"PD8_")",
        R"("content":["PD8="])", R"("path":"a","path":"a")",
        R"("content":"","content":"")", R"("content":"","name":1)",
        R"("path":"a","id":8)"}) {
    INFO(wrong);
    const Parsed parsed = parse("{\"id\":7," + wrong + "}");
    CHECK_FALSE(parsed.error.empty());
    CHECK(parsed.request.id == "7");
  }
}

TEST_CASE("what is no JSON object is an error") {
  const std::string deep(100000, '[');
  for (const std::string& line :
       {std::string("1"),
        std::string("null"),
        std::string("\"id\""),
        std::string("[]"),
        std::string("{"),
        std::string("}"),
        std::string("{\"id\":1"),
        std::string("{\"id\":1,}"),
        std::string("{\"id\":1 \"path\":\"a\"}"),
        std::string("{\"id\":1,\"path\":\"a}"),
        std::string("{\"id\":1,\"path\":\"a\"}x"),
        std::string("{\"id\":1,\"path\":\"a\"}{\"id\":2,\"path\":\"b\"}"),
        std::string("{\"id\":1,\"path\":\"a\"},"),
        std::string("{'id':1,'path':'a'}"),
        std::string("{\"id\":1,\"path\":\"a\tb\"}"),
        std::string("{\"id\":1,\"path\":\"\\ud800\"}"),
        std::string("{\"id\":1,\"path\":\"a\xff\"}"),
        std::string("{\"id\":1,\"path\":\"\xc0\xaf\"}"),
        std::string("\x00\x01\x02\xfe", 4),
        deep,
        "{\"id\":" + deep,
        "{\"id\":1,\"path\":" + deep,
        "{\"more\":" + deep}) {
    INFO(line.substr(0, 100));
    CHECK_FALSE(error_of(line).empty());
  }
}

TEST_CASE("a parser goes on after an error, and after a large line") {
  RequestParser parser;
  Request request;
  for (const std::size_t size : {1u, 1000u, 3u << 20, 1000u, 1u}) {
    std::string line =
        "{\"id\":1,\"content\":\"" + std::string(4 * size, 'A') + "\"}";
    CHECK_FALSE(parser.parse(line, &request).has_value());
    CHECK(request.content->size() == 3 * size);
    line = "{\"id\":2,";
    CHECK(parser.parse(line, &request).has_value());
    CHECK_FALSE(request.content.has_value());
  }
}

}  // namespace
}  // namespace beachcomb::json
