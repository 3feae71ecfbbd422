// SPDX-License-Identifier: Apache-2.0
//
// One line of `scan --requests`, as docs/streams.md has it. A request may hold
// a whole file in base64, and thousands come each second: simdjson reads such
// a line in a fiftieth of the time that nlohmann's parser takes, and checks it
// as strictly, because every field is one that is known.
#ifndef BEACHCOMB_JSON_REQUEST_H_
#define BEACHCOMB_JSON_REQUEST_H_

#include <memory>
#include <optional>
#include <string>

#include "beachcomb/result.h"

namespace beachcomb::json {

struct Request {
  std::string id;    // a string or a number, in JSON, as it was sent
  std::string path;  // raw bytes; of content, its name, which may be empty
  std::optional<std::string> content;  // to scan; nothing: what is at `path`
};

// Not thread-safe: one per thread, reused for every line.
class RequestParser {
 public:
  RequestParser();
  ~RequestParser();
  RequestParser(RequestParser&&) noexcept;
  RequestParser& operator=(RequestParser&&) noexcept;

  // Nothing when all is well. After an Error `request` has the id if that was
  // read before. The line gets room at its end, and keeps its text.
  std::optional<Error> parse(std::string& line, Request* request);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace beachcomb::json

#endif  // BEACHCOMB_JSON_REQUEST_H_
