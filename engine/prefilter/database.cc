// SPDX-License-Identifier: Apache-2.0
#include "prefilter/database.h"

#include <algorithm>

namespace beachcomb::prefilter {
namespace {

// The start of a literal is as necessary as the whole, and is enough.
constexpr std::size_t kLongest = 64;
// Vectorscan counts bytes in 32 bits.
constexpr std::size_t kPiece = std::size_t{1} << 30;

int on_match(unsigned id, unsigned long long, unsigned long long, unsigned,
             void* context) noexcept {
  static_cast<std::vector<std::uint32_t>*>(context)->push_back(id);
  return 0;
}

}  // namespace

hs_scratch_t* Scratch::prepare(const hs_database_t* database) {
  if (std::find(std::begin(prepared_), std::end(prepared_), database) !=
      std::end(prepared_)) {
    return scratch_.get();
  }
  // Grows the scratch where the database needs more.
  hs_scratch_t* scratch = scratch_.release();
  const hs_error_t error = hs_alloc_scratch(database, &scratch);
  scratch_.reset(scratch);
  if (error != HS_SUCCESS) return nullptr;
  prepared_[next_++ % std::size(prepared_)] = database;
  return scratch;
}

std::unique_ptr<Database> Database::compile(
    const std::vector<const Literal*>& literals,
    const std::vector<std::uint32_t>& ids) {
  auto result = std::make_unique<Database>();
  if (literals.empty()) return result;
  std::vector<const char*> texts;
  std::vector<unsigned> flags;
  std::vector<std::size_t> lengths;
  for (const Literal* literal : literals) {
    texts.push_back(literal->bytes.data());
    lengths.push_back(std::min(literal->bytes.size(), kLongest));
    flags.push_back(HS_FLAG_SINGLEMATCH |
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
  result->database_.reset(database);
  return result;
}

bool Database::search(Bytes bytes, Scratch& scratch,
                      std::vector<std::uint32_t>* found) const {
  if (database_ == nullptr) return true;
  hs_scratch_t* prepared = scratch.prepare(database_.get());
  if (prepared == nullptr) return false;
  for (std::size_t begin = 0;;) {
    const std::size_t length = std::min(bytes.size() - begin, kPiece);
    if (hs_scan(database_.get(),
                reinterpret_cast<const char*>(bytes.data()) + begin,
                static_cast<unsigned>(length), 0, prepared, on_match,
                found) != HS_SUCCESS) {
      return false;
    }
    if (begin + length == bytes.size()) return true;
    begin += length - kLongest;
  }
}

}  // namespace beachcomb::prefilter
