// SPDX-License-Identifier: Apache-2.0
#include "prefilter/database.h"

#include <algorithm>
#include <atomic>

namespace beachcomb::prefilter {
namespace {

// The start of a literal is as necessary as the whole, and is enough.
constexpr std::size_t kLongest = 64;
// Vectorscan counts bytes in 32 bits.
constexpr std::size_t kPiece = std::size_t{1} << 30;
constexpr std::size_t kMostPlaces = 64;

int add_to_list(unsigned id, unsigned long long, unsigned long long, unsigned,
                void* context) noexcept {
  static_cast<std::vector<std::uint32_t>*>(context)->push_back(id);
  return 0;
}

int stop(unsigned, unsigned long long, unsigned long long, unsigned,
         void*) noexcept {
  return 1;
}

int add_place(unsigned, unsigned long long, unsigned long long to, unsigned,
              void* context) noexcept {
  auto* ends = static_cast<std::vector<std::uint64_t>*>(context);
  ends->push_back(to);
  return ends->size() > kMostPlaces ? 1 : 0;
}

}  // namespace

hs_scratch_t* Scratch::prepare(const hs_database_t* database,
                               std::size_t serial) {
  if (serial < prepared_.size() && prepared_[serial]) return scratch_.get();
  // Grows the scratch where the database needs more.
  hs_scratch_t* scratch = scratch_.release();
  const hs_error_t error = hs_alloc_scratch(database, &scratch);
  scratch_.reset(scratch);
  if (error != HS_SUCCESS) return nullptr;
  if (prepared_.size() <= serial) prepared_.resize(serial + 1);
  prepared_[serial] = true;
  return scratch;
}

std::unique_ptr<Database> Database::compile(
    const std::vector<const Literal*>& literals,
    const std::vector<std::uint32_t>& ids, Report report) {
  auto result = std::make_unique<Database>();
  if (literals.empty()) return result;
  std::vector<const char*> texts;
  std::vector<unsigned> flags;
  std::vector<std::size_t> lengths;
  for (const Literal* literal : literals) {
    texts.push_back(literal->bytes.data());
    lengths.push_back(std::min(literal->bytes.size(), kLongest));
    flags.push_back((report == Report::once ? HS_FLAG_SINGLEMATCH : 0u) |
                    (literal->nocase ? HS_FLAG_CASELESS : 0u));
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(),
                           lengths.data(), static_cast<unsigned>(texts.size()),
                           HS_MODE_BLOCK, nullptr, &database,
                           &error) != HS_SUCCESS) {
    hs_free_compile_error(error);
    return nullptr;
  }
  static std::atomic<std::size_t> serials{0};
  result->serial_ = serials.fetch_add(1, std::memory_order_relaxed);
  result->database_.reset(database);
  return result;
}

// Calls `on_match` with `context`; what hs_scan returns, at the first piece
// where it is not success.
hs_error_t Database::scan(Bytes bytes, Scratch& scratch,
                          match_event_handler on_match, void* context) const {
  if (database_ == nullptr) return HS_SUCCESS;
  hs_scratch_t* prepared = scratch.prepare(database_.get(), serial_);
  if (prepared == nullptr) return HS_NOMEM;
  for (std::size_t begin = 0;;) {
    const std::size_t length = std::min(bytes.size() - begin, kPiece);
    const hs_error_t error = hs_scan(
        database_.get(), reinterpret_cast<const char*>(bytes.data()) + begin,
        static_cast<unsigned>(length), 0, prepared, on_match, context);
    if (error != HS_SUCCESS || begin + length == bytes.size()) return error;
    begin += length - kLongest;
  }
}

bool Database::search(Bytes bytes, Scratch& scratch,
                      std::vector<std::uint32_t>* found) const {
  return scan(bytes, scratch, add_to_list, found) == HS_SUCCESS;
}

// Ends at the first match: HS_SCAN_TERMINATED.
bool Database::contains(Bytes bytes, Scratch& scratch) const {
  return scan(bytes, scratch, stop, nullptr) != HS_SUCCESS;
}

bool Database::places(Bytes bytes, Scratch& scratch,
                      std::vector<std::uint64_t>* ends) const {
  return bytes.size() <= kPiece &&
         scan(bytes, scratch, add_place, ends) == HS_SUCCESS;
}

}  // namespace beachcomb::prefilter
