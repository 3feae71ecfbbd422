// SPDX-License-Identifier: Apache-2.0
//
// Who copies a web shell renames its variables, its parameters and what it
// says, and leaves what it does: the calls, in their order, on what the
// request brought. So a statement is read word by word; variables, texts and
// numbers become "any of their kind", and the rest stands as it is.
#include <algorithm>
#include <array>

#include "drafting/pieces.h"
#include "text/ascii.h"

namespace beachcomb::drafting {
namespace {

constexpr std::size_t kLongestStatement = 200;
constexpr std::size_t kLongestSource = 200;
constexpr std::size_t kShortestPlain = 6;
constexpr int kFewestMarks = 3;  // parentheses, brackets, operators

constexpr std::string_view kSpecial = "\\/.*+?|()[]{}^$";

constexpr std::array<std::string_view, 9> kSuperglobals = {
    "_GET",    "_POST", "_REQUEST", "_COOKIE", "_FILES",
    "_SERVER", "_ENV",  "_SESSION", "GLOBALS"};

bool is_word(char c) {
  return text::is_letter(c) || text::is_digit(c) || c == '_';
}

using text::is_digit;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  // False when nothing is left.
  bool statement(Structure* structure) {
    *this = Reader(text_.substr(at_));
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ';' || c == '{' || c == '}' || c == '<' || c == '>') {
        ++at_;
        break;
      }
      if (!one(c)) break;
    }
    end_run();
    const bool tells = replaced_ > 0 && calls_ > 0 && marks_ >= kFewestMarks &&
                       at_ <= kLongestStatement &&
                       source_.size() <= kLongestSource &&
                       plain_.size() >= kShortestPlain;
    *structure = tells ? Structure{source_, plain_} : Structure{};
    return !text_.empty();
  }

 private:
  // Takes what begins here; false where the statement is given up.
  bool one(char c) {
    if (is_blank(c)) {
      blanks();
    } else if (c == '$' && at_ + 1 < text_.size() && is_word(text_[at_ + 1])) {
      variable();
    } else if (c == '"' || c == '\'') {
      return quoted(c);
    } else if (is_word(c)) {
      word();
    } else if (c < 0x20 || c >= 0x7F) {
      ++at_;
      return false;
    } else {
      mark(c);
    }
    return true;
  }

  std::string_view take_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    const bool inside = !source_.empty() && at_ < text_.size() &&
                        text_[at_] != ';' && text_[at_] != '}';
    if (inside) any("\\s{0,8}");
  }

  void variable() {
    ++at_;
    const std::string_view name = take_word();
    if (std::find(kSuperglobals.begin(), kSuperglobals.end(), name) !=
        kSuperglobals.end()) {
      plain('$');
      for (const char c : name) plain(c);
      ++calls_;
    } else {
      any("\\$\\w{1,32}");
      ++replaced_;
    }
  }

  bool quoted(char quote) {
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == text_.npos || end - at_ > 80) {
      ++at_;
      return false;
    }
    at_ = end + 1;
    any("[\"'][^\"']{0,80}[\"']");
    ++replaced_;
    return true;
  }

  void word() {
    const std::string_view name = take_word();
    if (is_digit(name.front())) {
      any("\\w{1,20}");
      ++replaced_;
      return;
    }
    for (const char c : name) plain(c);
    if (at_ < text_.size() && text_[at_] == '(') ++calls_;
  }

  void mark(char c) {
    plain(c);
    ++at_;
    ++marks_;
  }

  void plain(char c) {
    if (kSpecial.find(c) != kSpecial.npos) source_ += '\\';
    source_ += c;
    run_ += c;
  }

  void any(const char* source) {
    end_run();
    source_ += source;
  }

  void end_run() {
    if (run_.size() > plain_.size()) plain_ = run_;
    run_.clear();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string source_;
  std::string run_;
  std::string plain_;
  int replaced_ = 0;
  int calls_ = 0;
  int marks_ = 0;
};

}  // namespace

std::set<Structure> structures_of(std::string_view bytes) {
  std::set<Structure> structures;
  Reader reader(bytes);
  for (Structure structure; reader.statement(&structure);) {
    if (!structure.source.empty()) structures.insert(structure);
  }
  return structures;
}

}  // namespace beachcomb::drafting
