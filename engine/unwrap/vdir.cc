// SPDX-License-Identifier: Apache-2.0
#include "unwrap/vdir.h"

#include <algorithm>
#include <utility>

namespace beachcomb::unwrap {
namespace {

constexpr std::string_view kMarks[] = {"InternalUrl", "ExternalUrl"};
constexpr std::string_view kBlank = " \t";
// A line that goes on is indented to where the values stand.
constexpr std::size_t kLeastIndent = 10;

// Where the value begins in "ExternalUrl        : http://...".
std::size_t value_in(std::string_view line, std::string_view* key) {
  const std::size_t begin = line.find_first_not_of(kBlank);
  if (begin == line.npos) return line.npos;
  for (const std::string_view name : kMarks) {
    if (!line.substr(begin).starts_with(name)) continue;
    const std::size_t colon =
        line.find_first_not_of(kBlank, begin + name.size());
    if (colon == line.npos || line[colon] != ':') continue;
    *key = name;
    return line.find_first_not_of(kBlank, colon + 1);
  }
  return line.npos;
}

class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  bool at_end() const { return next_ >= text_.size(); }
  // Without its line break.
  std::string_view line_at(std::size_t at, std::size_t* next) const {
    const std::size_t end = std::min(text_.find('\n', at), text_.size());
    *next = std::min(end + 1, text_.size());
    std::string_view line = text_.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
  std::string_view take() {
    start_ = next_;
    return line_at(start_, &next_);
  }
  // The rest of a value that was broken.
  void take_rest(std::string* value, std::uint64_t most) {
    while (!at_end() && value->size() < most) {
      std::size_t after = 0;
      const std::string_view line = line_at(next_, &after);
      const std::size_t indent = line.find_first_not_of(kBlank);
      if (indent == line.npos || indent < kLeastIndent) return;
      value->append(line.substr(indent));
      next_ = after;
    }
  }
  std::size_t start() const { return start_; }
  std::size_t next() const { return next_; }

 private:
  std::string_view text_;
  std::size_t start_ = 0, next_ = 0;
};

void unwrap_dump(Bytes bytes, const Context&, Output& output) {
  Lines lines({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  while (!lines.at_end() && !output.expired()) {
    const std::string_view line = lines.take();
    std::string_view key;
    const std::size_t at = value_in(line, &key);
    if (at == line.npos) continue;
    Piece piece;
    piece.offset = lines.start() + at;
    piece.bytes = line.substr(at);
    const std::uint64_t most = output.most_bytes();
    lines.take_rest(&piece.bytes, most);
    piece.length = lines.next() - piece.offset;
    piece.via = {std::string(key)};
    if (piece.bytes.size() > most) {
      piece.bytes.resize(static_cast<std::size_t>(most));
      piece.reason = Reason::size_limit;
    }
    if (!output.add(std::move(piece))) return;
  }
}

// The marks decide.
bool recognise(Bytes, const Context&) { return true; }

}  // namespace

constinit const Unwrapper kVirtualDirectory = {"virtual-directory", recognise,
                                               kMarks, unwrap_dump};

}  // namespace beachcomb::unwrap
