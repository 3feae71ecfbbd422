// SPDX-License-Identifier: Apache-2.0
#include "unwrap/recognise.h"

#include <algorithm>
#include <cassert>
#include <string>

#include "text/ascii.h"

namespace beachcomb::unwrap {
namespace {

// Of random bytes one in nine is odd.
bool is_text(Bytes bytes) {
  std::size_t odd = 0;
  for (const std::byte byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    if (c < 0x20 && (c < '\t' || c > '\r') && c != 0x1b) ++odd;
  }
  return odd * 16 <= bytes.size();
}

// What a server runs is text, whatever is put around the code.
bool is_script(std::string_view extension) {
  constexpr std::string_view kStarts[] = {".ph",  ".as",  ".jsp", ".cfm",
                                          ".cer", ".inc", ".pht", ".sht"};
  return std::any_of(
      std::begin(kStarts), std::end(kStarts),
      [extension](std::string_view s) { return extension.starts_with(s); });
}

}  // namespace

bool looks_like_text(Bytes bytes) {
  constexpr std::size_t kSample = 256;
  const std::size_t size = std::min(bytes.size(), kSample);
  return is_text(bytes.first(size)) || is_text(bytes.last(size));
}

const Recogniser& Recogniser::instance() {
  static const Recogniser recogniser;
  return recogniser;
}

Recogniser::~Recogniser() = default;

Recogniser::Recogniser() {
  const std::span<const Unwrapper> table = unwrappers();
  assert(table.size() <= 64);
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Candidates bit = Candidates{1} << i;
    if (!table[i].marks.empty()) needs_mark_ |= bit;
    for (const std::string_view text : table[i].marks) {
      const auto same =
          std::find_if(marks_.begin(), marks_.end(),
                       [text](const Mark& mark) { return mark.text == text; });
      if (same != marks_.end()) {
        same->unwrappers |= bit;
      } else {
        marks_.push_back({text, bit});
      }
    }
  }
  if (marks_.empty()) return;
  std::vector<search::Literal> literals;
  std::vector<const search::Literal*> pointers;
  std::vector<std::uint32_t> ids;
  for (const Mark& mark : marks_) {
    literals.push_back({text::lower(mark.text), true});
    ids.push_back(static_cast<std::uint32_t>(ids.size()));
  }
  pointers.reserve(literals.size());
  for (const search::Literal& literal : literals) pointers.push_back(&literal);
  database_ = search::Database::compile(pointers, ids);
}

// When the search itself fails, every mark may be there.
Candidates Recogniser::search(Bytes bytes, Candidates wanted,
                              Scratch& scratch) const {
  scratch.found.clear();
  if (database_ == nullptr ||
      !database_->search(bytes, scratch.search, &scratch.found)) {
    return wanted;
  }
  Candidates found = 0;
  for (const std::uint32_t id : scratch.found) found |= marks_[id].unwrappers;
  return found & wanted;
}

Candidates Recogniser::candidates_of(Bytes bytes, const Context& context,
                                     Candidates marked) const {
  const std::span<const Unwrapper> table = unwrappers();
  Candidates result = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Candidates bit = Candidates{1} << i;
    if ((needs_mark_ & bit) != 0 && (marked & bit) == 0) continue;
    if (table[i].recognises(bytes, context)) result |= bit;
  }
  return result;
}

Candidates Recogniser::candidates(Bytes bytes, const Context& context,
                                  Scratch& scratch) const {
  if (bytes.empty()) return 0;
  // As if all marks were there; then only those that need one are searched.
  const Candidates possible = candidates_of(bytes, context, ~Candidates{0});
  const Candidates wanted = possible & needs_mark_;
  if (wanted == 0) return possible;
  if (!is_script(context.extension) && !looks_like_text(bytes))
    return possible & ~needs_mark_;
  return (possible & ~needs_mark_) | search(bytes, wanted, scratch);
}

}  // namespace beachcomb::unwrap
