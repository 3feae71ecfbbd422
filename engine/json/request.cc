// SPDX-License-Identifier: Apache-2.0
#include "json/request.h"

#include <simdjson.h>

#include <string_view>
#include <utility>

#include "json/fields.h"
#include "text/ascii.h"
#include "text/base64.h"

namespace beachcomb::json {
namespace {

namespace ondemand = simdjson::ondemand;

using Problem = std::optional<Error>;

Error malformed(simdjson::error_code error) {
  return Error{std::string("not JSON: ") + simdjson::error_message(error)};
}

// nlohmann takes a NUL for the end of the text.
bool is_json(std::string_view text) {
  return text.find('\0') == text.npos && Json::accept(text);
}

// The same, fast. What simdjson's strict parser refuses may still be JSON: it
// wants numbers to fit. The text must have room for its padding behind it.
bool is_json(const std::string& line, simdjson::dom::parser& parser) {
  constexpr bool kCopy = false;
  return !parser.parse(line.data(), line.size(), kCopy).error() ||
         is_json(line);
}

// The fields of one request, as they come.
class Reader {
 public:
  explicit Reader(Request* request) : request_(*request) {}

  Problem read(ondemand::object object) {
    for (auto item : object) {
      ondemand::field field;
      std::string_view key;
      if (const auto error = std::move(item).get(field))
        return malformed(error);
      if (const auto error = field.unescaped_key().get(key)) {
        return malformed(error);
      }
      if (Problem problem = take(key, field.value())) return problem;
    }
    return {};
  }

  // Once all fields were read: do they make a request?
  Problem conclude() {
    if (request_.id.empty()) return Error{"no id"};
    if (path_ && name_) return Error{"a name is for content, not for a path"};
    if (path_ && request_.content) return Error{"both path and content"};
    if (!path_ && !request_.content) return Error{"neither path nor content"};
    if (path_ && path_->empty()) return Error{"path: is empty"};
    request_.path = path_ ? std::move(*path_) : name_.value_or("");
    return {};
  }

 private:
  Problem take(std::string_view key, ondemand::value value) {
    if (key == "id") return take_id(value);
    if (key == "path") return take_path("path", value, &path_);
    if (key == "name") return take_path("name", value, &name_);
    if (key == "content") return take_content(value);
    return Error{"unknown field '" + std::string(key) + "'"};
  }

  Problem take_id(ondemand::value value) {
    if (!request_.id.empty()) return Error{"id: is there twice"};
    std::string_view token = value.raw_json_token();
    token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
    const bool is_scalar =
        token[0] == '"' || token[0] == '-' || text::is_digit(token[0]);
    if (!is_scalar || !is_json(token)) {
      return Error{"id: must be a string or a number that can be read"};
    }
    request_.id = token;
    return {};
  }

  // A string, or {"bytes": base64} as path_json() writes it.
  static Problem take_path(const std::string& key, ondemand::value value,
                           std::optional<std::string>* path) {
    if (path->has_value()) return Error{key + ": is there twice"};
    std::string_view text;
    if (!value.get_string().get(text)) {
      path->emplace(text);
    } else if (const auto bytes = bytes_of(value)) {
      *path = bytes;
    } else {
      return Error{key + ": must be a string or {\"bytes\": base64}"};
    }
    // The system would take what is before it.
    if ((*path)->find('\0') != std::string::npos) {
      return Error{key + ": holds a NUL"};
    }
    return {};
  }

  static std::optional<std::string> bytes_of(ondemand::value value) {
    ondemand::object object;
    std::optional<std::string> bytes;
    if (value.get_object().get(object)) return {};
    for (auto field : object) {
      std::string_view key;
      std::string_view text;
      if (field.unescaped_key().get(key) || key != "bytes" || bytes ||
          field.value().get_string().get(text)) {
        return {};
      }
      bytes = text::from_base64(text);
      if (!bytes) return {};
    }
    return bytes;
  }

  Problem take_content(ondemand::value value) {
    if (request_.content) return Error{"content: is there twice"};
    std::string_view text;
    if (!value.get_string().get(text)) {
      request_.content = text::from_base64(text);
    }
    if (!request_.content) return Error{"content: must be base64"};
    return {};
  }

  Request& request_;
  std::optional<std::string> path_;
  std::optional<std::string> name_;
};

}  // namespace

struct RequestParser::Impl {
  ondemand::parser fields;
  simdjson::dom::parser strict;
};

RequestParser::RequestParser() : impl_(std::make_unique<Impl>()) {}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;
RequestParser& RequestParser::operator=(RequestParser&&) noexcept = default;

std::optional<Error> RequestParser::parse(std::string& line, Request* request) {
  *request = {};
  // simdjson takes five times the size of a line, and keeps it.
  constexpr std::size_t kKeep = 1u << 20;
  std::optional<Impl> large;
  if (line.size() > kKeep) large.emplace();
  Impl& parsers = large ? *large : *impl_;
  line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
  ondemand::document document;
  ondemand::object object;
  if (const auto error =
          parsers.fields.iterate(line, line.capacity()).get(document)) {
    return malformed(error);
  }
  if (document.get_object().get(object)) return Error{"not a JSON object"};
  Reader reader(request);
  if (Problem problem = reader.read(object)) return problem;
  // An error here: there is nothing left.
  if (!document.current_location().error()) {
    return Error{"more than one object in a line"};
  }
  if (Problem problem = reader.conclude()) return problem;
  // On demand simdjson looks only at what it is asked for, and is lenient
  // about the rest.
  if (!is_json(line, parsers.strict)) return Error{"not JSON"};
  return {};
}

}  // namespace beachcomb::json
