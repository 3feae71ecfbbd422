// SPDX-License-Identifier: Apache-2.0
#include "unwrap/recognise.h"

#include <hs.h>

#include <algorithm>
#include <cassert>

namespace beachcomb::unwrap {
namespace {

// Vectorscan counts bytes in 32 bits.
constexpr std::size_t kPiece = std::size_t{1} << 30;
constexpr std::size_t kOverlap = 256;  // no mark is longer

struct Search {
  const std::vector<Mark>* marks;
  Candidates wanted;
  Candidates found = 0;
};

int on_match(unsigned id, unsigned long long, unsigned long long, unsigned,
             void* context) noexcept {
  auto* search = static_cast<Search*>(context);
  search->found |= (*search->marks)[id].unwrappers & search->wanted;
  return search->found == search->wanted ? 1 : 0;  // 1 ends the search
}

bool is_text(Bytes bytes) {
  std::size_t odd = 0;
  for (const std::byte byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    if (c == 0) return false;
    if (c < 0x20 && (c < '\t' || c > '\r') && c != 0x1b) ++odd;
  }
  return odd * 32 <= bytes.size();
}

}  // namespace

bool looks_like_text(Bytes bytes) {
  constexpr std::size_t kSample = 256;
  const std::size_t size = std::min(bytes.size(), kSample);
  return is_text(bytes.first(size)) || is_text(bytes.last(size));
}

struct Recogniser::Database {
  ~Database() { hs_free_database(database); }
  hs_database_t* database = nullptr;
};

struct Recogniser::Scratch::Impl {
  ~Impl() { hs_free_scratch(scratch); }
  hs_scratch_t* scratch = nullptr;
};
Recogniser::Scratch::Scratch() : impl_(std::make_unique<Impl>()) {}
Recogniser::Scratch::~Scratch() = default;
Recogniser::Scratch::Scratch(Scratch&&) noexcept = default;
Recogniser::Scratch& Recogniser::Scratch::operator=(Scratch&&) noexcept =
    default;

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
  std::vector<const char*> texts;
  std::vector<std::size_t> lengths;
  std::vector<unsigned> ids;
  for (const Mark& mark : marks_) {
    texts.push_back(mark.text.data());
    lengths.push_back(mark.text.size());
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  const std::vector<unsigned> flags(marks_.size(),
                                    HS_FLAG_SINGLEMATCH | HS_FLAG_CASELESS);
  database_ = std::make_unique<Database>();
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(),
                           lengths.data(), static_cast<unsigned>(texts.size()),
                           HS_MODE_BLOCK, nullptr, &database_->database,
                           &error) != HS_SUCCESS) {
    hs_free_compile_error(error);
    database_.reset();
  }
}

// When the search itself fails, every mark may be there.
Candidates Recogniser::search(Bytes bytes, Candidates wanted,
                              Scratch& scratch) const {
  if (database_ == nullptr) return wanted;
  hs_scratch_t*& prepared = scratch.impl_->scratch;
  if (prepared == nullptr &&
      hs_alloc_scratch(database_->database, &prepared) != HS_SUCCESS) {
    return wanted;
  }
  Search search{&marks_, wanted};
  for (std::size_t begin = 0;;) {
    const std::size_t length = std::min(bytes.size() - begin, kPiece);
    const hs_error_t error =
        hs_scan(database_->database,
                reinterpret_cast<const char*>(bytes.data()) + begin,
                static_cast<unsigned>(length), 0, prepared, on_match, &search);
    if (error == HS_SCAN_TERMINATED) return search.found;
    if (error != HS_SUCCESS) return wanted;
    if (begin + length == bytes.size()) return search.found;
    begin += length - kOverlap;
  }
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
  if (!looks_like_text(bytes)) return possible & ~needs_mark_;
  return (possible & ~needs_mark_) | search(bytes, wanted, scratch);
}

}  // namespace beachcomb::unwrap
