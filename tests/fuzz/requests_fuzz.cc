// SPDX-License-Identifier: Apache-2.0
//
// Lines of `scan --requests`, one after the other through one parser, as a
// worker has them. Whatever a line holds, what is made of it is either an
// error with words, or a request that simdjson and nlohmann's parser
// understand alike: its id stands in an answer, which must be JSON.
#include <algorithm>
#include <string>
#include <string_view>

#include "fuzz.h"
#include "json/fields.h"
#include "json/request.h"
#include "text/base64.h"

namespace beachcomb::fuzz {
namespace {

using json::Json;

void check(json::RequestParser& parser, std::string_view text) {
  json::Request request;
  std::string line(text);
  const auto problem = parser.parse(line, &request);
  require(line == text, "the line keeps its text");
  if (!request.id.empty()) {
    require(Json::accept("{\"id\":" + request.id + "}"), "the id is JSON",
            request.id);
  }
  if (problem.has_value()) {
    require(!problem->message.empty(), "an error has words");
    return;
  }
  const Json parsed = Json::parse(text, nullptr, false);
  require(parsed.is_object(), "a request is JSON", line);
  require(!request.id.empty(), "a request has an id", line);
  require(request.path.find('\0') == std::string::npos, "no NUL", line);
  const char* key = request.content.has_value() ? "name" : "path";
  require(json::path_at(parsed, key) == request.path, "the same path", line);
  require(request.content.has_value() || !request.path.empty(), "a path", line);
  if (request.content.has_value()) {
    require(text::base64(*request.content) == parsed["content"],
            "the same content", line);
  }
}

}  // namespace
}  // namespace beachcomb::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  beachcomb::json::RequestParser parser;
  for (std::string_view rest = beachcomb::fuzz::text_of(data, size);;) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    beachcomb::fuzz::check(parser, rest.substr(0, end));
    if (end == rest.size()) return 0;
    rest.remove_prefix(end + 1);
  }
}
