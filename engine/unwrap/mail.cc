// SPDX-License-Identifier: Apache-2.0
#include "unwrap/mail.h"

#include <algorithm>
#include <set>

#include "unwrap/text.h"
#include "unwrap/transfer.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::size_t kMostBoundaries = 10'000;
constexpr std::size_t kLongestField = 16u << 10;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// "Content-Type": how long the name before the colon is; 0 when it is none.
std::size_t field_name_length(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos || colon == 0 || colon > 64) return 0;
  for (const char c : line.substr(0, colon)) {
    if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_') return 0;
  }
  return colon;
}

// "=?utf-8?B?...?=", the way names are written that are not ASCII.
std::string decoded_words(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t charset_end =
        text.substr(i).starts_with("=?") ? text.find('?', i + 2) : text.npos;
    const std::size_t end =
        charset_end == text.npos ? text.npos : text.find("?=", charset_end + 3);
    if (end == text.npos || text[charset_end + 2] != '?') {
      out += text[i++];
      continue;
    }
    const std::string_view word =
        text.substr(charset_end + 3, end - charset_end - 3);
    bool is_cut = false;
    out += lower(text[charset_end + 1]) == 'b'
               ? from_base64(word, word.size(), &is_cut)
               : from_quoted_printable(word, word.size(), &is_cut);
    i = end + 2;
  }
  return out;
}

// "utf-8''a%20b.php"
std::string decoded_percents(std::string_view text) {
  const std::size_t first = text.find('\'');
  const std::size_t second =
      first == text.npos ? first : text.find('\'', first + 1);
  if (second != text.npos) text.remove_prefix(second + 1);
  std::string quoted(text);
  std::replace(quoted.begin(), quoted.end(), '=', '_');
  std::replace(quoted.begin(), quoted.end(), '%', '=');
  bool is_cut = false;
  return from_quoted_printable(quoted, quoted.size(), &is_cut);
}

// The value of name= in "text/plain; name=\"a.php\"; ...". A long one may be
// cut into name*0=, name*1= and so on.
std::string parameter(std::string_view field, std::string_view name) {
  std::string parts;
  for (std::size_t i = field.find(';'); i != field.npos;) {
    i = field.find_first_not_of(" \t\r\n", i + 1);
    const std::size_t equals = i == field.npos ? i : field.find('=', i);
    if (equals == field.npos) break;
    std::string_view key = trimmed(field.substr(i, equals - i));
    std::size_t begin = field.find_first_not_of(" \t\r\n", equals + 1);
    if (begin == field.npos) break;
    const bool is_quoted = field[begin] == '"';
    begin += is_quoted ? 1 : 0;
    const std::size_t end =
        std::min(field.find(is_quoted ? '"' : ';', begin), field.size());
    i = field.find(';', end);
    const std::string_view value = trimmed(field.substr(begin, end - begin));
    if (equal_nocase(key, name)) return decoded_words(value);
    if (!starts_nocase(key, name) || key[name.size()] != '*') continue;
    key.remove_prefix(name.size());
    parts += key.ends_with('*') ? decoded_percents(value) : std::string(value);
  }
  return parts;
}

class Mail {
 public:
  Mail(std::string_view text, Output& output)
      : text_(text),
        output_(output),
        may_be_mailbox_(text.starts_with("From ") ||
                        field_name_length(text.substr(0, 65)) == 0) {}

  void go();

 private:
  enum class Encoding { none, base64, quoted_printable };

  bool ends_part(std::string_view line) const;
  bool begins_message(std::string_view line, std::size_t next) const;
  void header_line(std::string_view line);
  void finish_field();
  void begin_header();
  void begin_body(std::size_t at);
  bool end_body(std::size_t at);

  std::string_view text_;
  Output& output_;
  // It is one, or a window somewhere in one.
  const bool may_be_mailbox_;
  std::set<std::string, std::less<>> boundaries_;
  bool in_header_ = true;
  std::string field_;
  // Of the part:
  Encoding encoding_ = Encoding::none;
  std::string name_;
  bool is_message_ = false;
  std::size_t body_ = 0;
};

void Mail::go() {
  bool after_blank = false;
  for (std::size_t at = 0; at < text_.size();) {
    if ((at & 0xff) == 0 && output_.expired()) return;
    const std::size_t newline = std::min(text_.find('\n', at), text_.size());
    const std::size_t next = std::min(newline + 1, text_.size());
    const std::string_view line = text_.substr(at, newline - at);
    if (ends_part(line) || (after_blank && begins_message(line, next))) {
      if (!end_body(at)) return;
      begin_header();
    } else if (in_header_) {
      if (trimmed(line).empty()) {
        begin_body(next);
      } else {
        header_line(line);
      }
    }
    after_blank = line.empty() || line == "\r";
    at = next;
  }
  end_body(text_.size());
}

// In a mailbox. The next line is a header field, unlike in a text that says
// where somebody comes from.
bool Mail::begins_message(std::string_view line, std::size_t next) const {
  return may_be_mailbox_ && line.starts_with("From ") &&
         field_name_length(text_.substr(next, 65)) != 0;
}

bool Mail::ends_part(std::string_view line) const {
  if (!line.starts_with("--")) return false;
  // No such line is in base64, so there it needs not be known.
  if (!in_header_ && encoding_ == Encoding::base64) return true;
  std::string_view name = trimmed(line.substr(2));
  if (boundaries_.contains(name)) return true;
  if (!name.ends_with("--")) return false;
  name.remove_suffix(2);
  return boundaries_.contains(name);
}

void Mail::header_line(std::string_view line) {
  const bool goes_on = line.starts_with(' ') || line.starts_with('\t');
  if (!goes_on) finish_field();
  if (field_.size() + line.size() <= kLongestField) field_ += line;
}

void Mail::finish_field() {
  const std::string field = std::move(field_);
  field_.clear();
  const std::size_t length = field_name_length(field);
  if (length == 0) return;
  const std::string_view key(field.data(), length);
  const std::string_view value =
      trimmed(std::string_view(field).substr(length + 1));
  if (equal_nocase(key, "content-transfer-encoding")) {
    if (starts_nocase(value, "base64")) encoding_ = Encoding::base64;
    if (starts_nocase(value, "quoted-printable")) {
      encoding_ = Encoding::quoted_printable;
    }
  } else if (equal_nocase(key, "content-type")) {
    is_message_ = starts_nocase(value, "message/");
    std::string boundary = parameter(value, "boundary");
    if (!boundary.empty() && boundaries_.size() < kMostBoundaries) {
      boundaries_.insert(std::move(boundary));
    }
    if (name_.empty()) name_ = parameter(value, "name");
  } else if (equal_nocase(key, "content-disposition")) {
    if (std::string name = parameter(value, "filename"); !name.empty()) {
      name_ = std::move(name);
    }
  } else if (equal_nocase(key, "content-location") && name_.empty()) {
    name_ = value;
  }
}

void Mail::begin_header() {
  in_header_ = true;
  field_.clear();
  encoding_ = Encoding::none;
  name_.clear();
  is_message_ = false;
}

void Mail::begin_body(std::size_t at) {
  finish_field();
  if (is_message_ && encoding_ == Encoding::none) return begin_header();
  in_header_ = false;
  body_ = at;
}

bool Mail::end_body(std::size_t at) {
  if (in_header_ || encoding_ == Encoding::none || at <= body_) return true;
  std::string_view body = text_.substr(body_, at - body_);
  // The last line break belongs to the boundary.
  if (at != text_.size() && body.ends_with('\n')) body.remove_suffix(1);
  if (at != text_.size() && body.ends_with('\r')) body.remove_suffix(1);
  Piece piece;
  piece.offset = body_;
  piece.length = body.size();
  piece.name = name_;
  bool is_cut = false;
  if (encoding_ == Encoding::base64) {
    piece.via = {"base64"};
    piece.bytes = from_base64(body, output_.most_bytes(), &is_cut);
  } else {
    piece.via = {"quoted-printable"};
    piece.bytes = from_quoted_printable(body, output_.most_bytes(), &is_cut);
  }
  if (is_cut) piece.reason = Reason::size_limit;
  // Until the next header block there is no part.
  encoding_ = Encoding::none;
  return output_.add(std::move(piece));
}

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Begins with a header field, or as an mbox does.
bool recognise(Bytes bytes, const Context&) {
  constexpr std::size_t kMostBlank = 16;
  std::string_view text = text_of(bytes);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::size_t begin =
      text.substr(0, kMostBlank).find_first_not_of("\r\n");
  if (begin == text.npos) return false;
  text.remove_prefix(begin);
  if (text.starts_with("From ")) return true;
  return field_name_length(text.substr(0, 65)) != 0;
}

void unwrap_mail(Bytes bytes, const Context&, Output& output) {
  std::string_view text = text_of(bytes);
  Mail(text, output).go();
}

constexpr std::string_view kMarks[] = {"content-transfer-encoding"};

}  // namespace

constinit const Unwrapper kMail = {"mail", recognise, kMarks, unwrap_mail};

}  // namespace beachcomb::unwrap
