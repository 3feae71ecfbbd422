// SPDX-License-Identifier: Apache-2.0
//
// A long literal that decodes to code is worth a layer in any language, and
// whatever the function is called that decodes it. Web files are full of
// base64 that is none (pictures, fonts, source maps), so the marks are the
// words of shells as each encoding spells them: "eval(" is ZXZhbC, V2YWwo or
// ldmFsK, depending on its place. No file without one of them is looked at.
#include "unwrap/literals.h"

#include <algorithm>

#include "unwrap/code_words.h"
#include "unwrap/codec.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::size_t kLeastBase64 = 16;
constexpr std::size_t kLeastLine = 60;
constexpr std::size_t kLeastRun = 8;  // escapes or numbers
constexpr int kMostRounds = 16;
constexpr int kMostNesting = 2;
constexpr std::size_t kLeastNested = 32;

bool is_base64(char c) {
  return is_letter(c) || is_digit(c) || c == '+' || c == '/';
}

bool is_code(std::string_view bytes) {
  return (looks_like_text(bytes) && holds_code(bytes)) ||
         has_known_magic(bytes);
}

class Finder {
 public:
  Finder(std::string_view text, const Output& output, const TakeLiteral& take,
         int depth = 0)
      : text_(text), output_(output), take_(take), depth_(depth) {}

  void run() {
    uuencoded();
    for (std::size_t at = 0; at < text_.size() && more_;) {
      const char c = text_[at];
      const std::size_t begin = at;
      if (is_base64(c)) {
        while (at < text_.size() && is_base64(text_[at])) ++at;
        if (at - begin >= kLeastBase64) {
          at = wrapped_end(begin, at);
          packed(begin, at);
        } else if (is_digit(c)) {
          at = std::max(at, numbers(begin));
        }
      } else if (c == '\\' || c == '%') {
        at = std::max(at + 1, escapes(begin));
      } else {
        ++at;
      }
      if (++steps_ % 65536 == 0 && output_.expired()) break;
    }
  }

 private:
  // 0x3C3F..., as SQL writes it
  static std::string_view without_prefix(std::string_view run) {
    const bool hex = run.size() > 2 && run[0] == '0' && lower(run[1]) == 'x';
    return run.substr(hex ? 2 : 0);
  }

  bool ends_line(std::size_t at) const {
    while (at < text_.size() && text_[at] == '=') ++at;
    return at == text_.size() || text_[at] == '\n' || text_[at] == '\r';
  }

  // Base64 in lines of one length goes on behind the line's end.
  std::size_t wrapped_end(std::size_t begin, std::size_t end) const {
    for (;;) {
      std::size_t next = end;
      while (next < text_.size() && next < end + 3 &&
             (text_[next] == '\r' || text_[next] == '\n')) {
        ++next;
      }
      if (next == end) return end;
      std::size_t last = next;
      while (last < text_.size() && is_base64(text_[last])) ++last;
      // Only the last line may be short, and has nothing beside it.
      if (last - next < kLeastBase64 &&
          (end - begin < kLeastLine || !ends_line(last))) {
        return end;
      }
      end = last;
    }
  }

  void packed(std::size_t begin, std::size_t end) {
    std::string_view run = without_prefix(text_.substr(begin, end - begin));
    const std::uint64_t most = output_.most_bytes() / 3 * 4;
    const bool is_cut = run.size() > most;
    if (is_cut) run = run.substr(0, static_cast<std::size_t>(most));
    std::vector<std::string_view> steps;
    std::string bytes;
    if (decode_run(run, &steps, &bytes)) {
      more_ = take_(std::move(bytes), std::move(steps), begin, end, is_cut);
    }
  }

  // Code, or a text with such a literal in it: a script in a script.
  bool is_worth(std::string_view bytes) const {
    if (is_code(bytes)) return true;
    if (depth_ >= kMostNesting || bytes.size() < kLeastNested ||
        !looks_like_text(bytes)) {
      return false;
    }
    bool found = false;
    const TakeLiteral take = [&found](std::string,
                                      std::vector<std::string_view>,
                                      std::size_t, std::size_t, bool) {
      found = true;
      return false;
    };
    Finder(bytes, output_, take, depth_ + 1).run();
    return found;
  }

  // Once, and again while the result is such a run itself.
  bool decode_run(std::string_view run, std::vector<std::string_view>* steps,
                  std::string* bytes) {
    std::string current;
    for (int round = 0; round < kMostRounds; ++round) {
      std::string next;
      if (const std::string_view step = decode_once(run, &next);
          !step.empty()) {
        steps->push_back(step);
      } else {
        return false;
      }
      if (is_worth(next)) {
        *bytes = std::move(next);
        return true;
      }
      current = std::move(next);
      run = current;
      while (!run.empty() && (run.back() == '=' || is_space(run.back()))) {
        run.remove_suffix(1);
      }
      if (run.size() < kLeastBase64 ||
          !std::all_of(run.begin(), run.end(), [](char c) {
            return is_base64(c) || c == '\n' || c == '\r';
          })) {
        return false;
      }
    }
    return false;
  }

  // The first encoding whose first bytes read like code or like another run.
  static std::string_view decode_once(std::string_view run, std::string* out) {
    constexpr std::size_t kSample = 4096;
    const std::string_view head = run.substr(0, kSample);
    const auto worth = [](const std::string& sample) {
      return looks_like_text(sample) || has_known_magic(sample);
    };
    if (worth(decode_hex(head))) {
      *out = decode_hex(run);
      return "hex";
    }
    if (worth(decode_base64(head))) {
      *out = decode_base64(run);
      return "base64";
    }
    const bool base32 = std::all_of(head.begin(), head.end(), [](char c) {
      return is_space(c) || (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
    });
    if (base32 && worth(decode_base32(head))) {
      *out = decode_base32(run);
      return "base32";
    }
    return {};
  }

  // A run of one kind of escapes; the end of it.
  std::size_t escapes(std::size_t begin) {
    std::string bytes;
    std::size_t at = begin;
    std::size_t count = 0;
    std::string_view step = text_[begin] == '%' ? "percent" : "escapes";
    while (at < text_.size() && text_[at] == text_[begin] &&
           bytes.size() < output_.most_bytes()) {
      const std::size_t length = escape_at(at, &bytes);
      if (length == 0) break;
      at += length;
      ++count;
    }
    // What stands between, too: "\x65v\x61l" has letters of its own.
    if (count >= kLeastRun && is_worth(bytes)) {
      more_ = take_(std::move(bytes), {step}, begin, at, false);
    }
    return at;
  }

  std::size_t escape_at(std::size_t at, std::string* out) const {
    const auto hex = [&](std::size_t from, std::size_t digits) {
      int value = 0;
      for (std::size_t i = from; i < from + digits; ++i) {
        const int digit = i < text_.size() ? hex_digit(text_[i]) : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
      }
      return value;
    };
    const bool percent = text_[at] == '%';
    const char kind = at + 1 < text_.size() ? text_[at + 1] : '\0';
    std::size_t length = 0;
    int value = -1;
    if (kind == 'u') {
      value = hex(at + 2, 4);
      length = 6;
    } else if (percent || kind == 'x') {
      value = hex(at + (percent ? 1 : 2), 2);
      length = percent ? 3 : 4;
    } else {
      value = 0;
      std::size_t i = at + 1;
      while (i < at + 4 && i < text_.size() && text_[i] >= '0' &&
             text_[i] < '8') {
        value = value * 8 + (text_[i++] - '0');
      }
      length = i - at;
      if (length == 1) return 0;
    }
    if (value < 0) return 0;
    if (kind == 'u') {
      append_utf8(static_cast<std::uint32_t>(value), out);
    } else {
      out->push_back(static_cast<char>(value & 0xFF));
    }
    return length;
  }

  // 101,118,97,108 or 0x65, 0x76; the end of the list.
  std::size_t numbers(std::size_t begin) {
    std::vector<int> list;
    std::size_t at = begin;
    std::size_t end = begin;
    while (at < text_.size() && is_digit(text_[at]) &&
           list.size() < output_.most_bytes()) {
      const bool hex = text_[at] == '0' && at + 1 < text_.size() &&
                       lower(text_[at + 1]) == 'x';
      if (hex) at += 2;
      int value = 0;
      std::size_t digits = 0;
      while (at < text_.size() && digits < 5) {
        const int digit = hex_digit(text_[at]);
        if (digit < 0 || (!hex && digit > 9)) break;
        value = value * (hex ? 16 : 10) + digit;
        ++digits;
        ++at;
      }
      if (digits == 0 || value > 4096) break;
      list.push_back(value);
      end = at;
      std::size_t next = at;
      while (next < text_.size() && next < at + 6 &&
             (is_space(text_[next]) || text_[next] == ',' ||
              text_[next] == '|' || text_[next] == ';')) {
        ++next;
      }
      if (next == at) break;
      at = next;
    }
    if (list.size() >= kLeastRun) character_codes(list, begin, end);
    return end;
  }

  // Plain, or all moved by one number.
  void character_codes(const std::vector<int>& list, std::size_t begin,
                       std::size_t end) {
    const auto [low, high] = std::minmax_element(list.begin(), list.end());
    constexpr int kHighest = 126;
    if (*high - *low > kHighest) return;
    constexpr std::size_t kSample = 2048;
    for (int shift = 0;; shift = shift <= 0 ? 1 - shift : -shift) {
      if (shift > 200 || !more_) return;
      if (*low - shift < 9 || *high - shift > kHighest) continue;
      std::string sample;
      for (std::size_t i = 0; i < std::min(list.size(), kSample); ++i) {
        sample.push_back(static_cast<char>(list[i] - shift));
      }
      // Any list has a short word in it when it is moved often enough.
      if (!looks_like_text(sample) ||
          !(shift == 0 ? is_worth(sample) : holds_code(sample, 6))) {
        continue;
      }
      std::string bytes;
      for (const int code : list) {
        bytes.push_back(static_cast<char>(code - shift));
      }
      more_ = take_(std::move(bytes), {"character-codes"}, begin, end, false);
      return;
    }
  }

  // "begin 644 name", lines, "end"
  void uuencoded() {
    for (std::size_t at = text_.find("begin "); at != text_.npos && more_;
         at = text_.find("begin ", at + 1)) {
      if (at > 0 && text_[at - 1] != '\n' && is_word(text_[at - 1])) continue;
      if (at + 9 >= text_.size() || !is_digit(text_[at + 6]) ||
          !is_digit(text_[at + 7]) || !is_digit(text_[at + 8])) {
        continue;
      }
      const std::size_t body = text_.find('\n', at);
      if (body == text_.npos) return;
      const std::size_t end = text_.find("\nend", body);
      if (end == text_.npos) return;
      std::string_view lines = text_.substr(body + 1, end - body - 1);
      const std::uint64_t most = output_.most_bytes();
      const bool is_cut = lines.size() > most;
      if (is_cut) lines = lines.substr(0, static_cast<std::size_t>(most));
      std::string bytes = decode_uu(lines);
      if (looks_like_text(bytes) || has_known_magic(bytes)) {
        more_ = take_(std::move(bytes), {"uuencode"}, at, end + 4, is_cut);
      }
      at = end;
    }
  }

  std::string_view text_;
  const Output& output_;
  const TakeLiteral& take_;
  int depth_;
  bool more_ = true;
  std::uint64_t steps_ = 0;
};

}  // namespace

void decode_literals(std::string_view text, const Output& output,
                     const TakeLiteral& take) {
  Finder(text, output, take).run();
}

bool is_encoded(std::string_view literal) {
  constexpr std::size_t kLong = 256;
  if (literal.size() < kLeastBase64) return false;
  const std::string_view head = literal.substr(0, kLong);
  if (!std::all_of(head.begin(), head.end(), [](char c) {
        return is_base64(c) || c == '=' || c == '%' || c == '\\' || c == '\n' ||
               c == '\r';
      })) {
    return false;
  }
  if (literal.size() > kLong) return true;
  return holds_code(decode_base64(head)) || holds_code(decode_hex(head)) ||
         holds_code(decode_percent(head, false));
}

}  // namespace beachcomb::unwrap
