// SPDX-License-Identifier: Apache-2.0
#include "search/database.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <new>
#include <string>
#include <utility>

namespace beachcomb::search {
namespace {

// The start of a literal is as necessary as the whole, and is enough.
constexpr std::size_t kLongest = 64;
// Vectorscan counts bytes in 32 bits.
constexpr std::size_t kPiece = std::size_t{1} << 30;
constexpr std::size_t kMostPlaces = 128;

// With some hundred literals Vectorscan builds a second engine for buffers of
// less than 70 bytes, which takes four fifths of the time to compile and up to
// 70 MB, and gives up on it where the literals are long all together. So many
// long literals that stand nowhere make it do so; the search is as fast.
constexpr std::size_t kManyLiterals = 100;
constexpr std::size_t kDecoys = 128;
constexpr std::uint32_t kDecoy = ~std::uint32_t{0};

std::vector<std::string> decoys(std::size_t literal_count) {
  std::vector<std::string> texts;
  if (literal_count < kManyLiterals) return texts;
  for (std::size_t i = 0; i < kDecoys; ++i) {
    std::string text = {static_cast<char>(0xc0 + i % 32),
                        static_cast<char>(0xe0 + i / 32)};
    while (text.size() < kLongest) {
      text += static_cast<char>(0x80 + (i * 7 + text.size() * 3) % 64);
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

// What is copied of the end of a buffer, and the zeros behind it. A literal
// that ends in the last 46 bytes begins in the copy.
constexpr std::size_t kEnd = 128;
constexpr std::size_t kZeros = 64;
static_assert(kEnd >= kLongest + 46);

}  // namespace

// One search: what is wanted of it, and where the buffer begins that
// Vectorscan sees.
struct Database::Call {
  std::vector<std::uint32_t>* ids = nullptr;     // of what is found
  std::vector<std::uint64_t>* places = nullptr;  // where it ends
  std::uint64_t begin = 0;

  // For hs_scan. Neither wanted: ends the search at the first match.
  static int on_match(unsigned id, unsigned long long, unsigned long long to,
                      unsigned, void* context) noexcept {
    const auto* call = static_cast<const Call*>(context);
    if (id == kDecoy) return 0;
    try {
      if (call->ids != nullptr) {
        call->ids->push_back(id);
        return 0;
      }
      if (call->places == nullptr) return 1;
      call->places->push_back(call->begin + to);
      return call->places->size() > kMostPlaces ? 1 : 0;
    } catch (const std::bad_alloc&) {
      return 1;  // a search that is ended early rules nothing out
    }
  }
};

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
  std::vector<std::uint32_t> numbers = ids;
  const std::vector<std::string> more = decoys(literals.size());
  for (const std::string& text : more) {
    texts.push_back(text.data());
    lengths.push_back(text.size());
    flags.push_back(HS_FLAG_SINGLEMATCH);
    numbers.push_back(kDecoy);
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(texts.data(), flags.data(), numbers.data(),
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

// What hs_scan returns, at the first piece where it is not success.
hs_error_t Database::scan(Bytes bytes, Scratch& scratch, Call& call) const {
  if (database_ == nullptr) return HS_SUCCESS;
  hs_scratch_t* prepared = scratch.prepare(database_.get(), serial_);
  if (prepared == nullptr) return HS_NOMEM;
  const auto scan_one = [&](const std::byte* data, std::size_t size) {
    return hs_scan(database_.get(), reinterpret_cast<const char*>(data),
                   static_cast<unsigned>(size), 0, prepared, Call::on_match,
                   &call);
  };
  while (call.begin + kEnd < bytes.size()) {
    const std::size_t size = std::min(bytes.size() - call.begin, kPiece);
    const hs_error_t error = scan_one(bytes.data() + call.begin, size);
    if (error != HS_SUCCESS) return error;
    call.begin += size - kEnd;
  }
  std::array<std::byte, kEnd + kZeros> end = {};
  const Bytes rest = bytes.subspan(call.begin);
  std::copy(rest.begin(), rest.end(), end.begin());
  return scan_one(end.data(), rest.size() + kZeros);
}

bool Database::search(Bytes bytes, Scratch& scratch,
                      std::vector<std::uint32_t>* found) const {
  Call call{.ids = found};
  return scan(bytes, scratch, call) == HS_SUCCESS;
}

// Ends at the first match: HS_SCAN_TERMINATED.
bool Database::contains(Bytes bytes, Scratch& scratch) const {
  Call call;
  return scan(bytes, scratch, call) != HS_SUCCESS;
}

bool Database::places(Bytes bytes, Scratch& scratch,
                      std::vector<std::uint64_t>* ends) const {
  Call call{.places = ends};
  if (scan(bytes, scratch, call) != HS_SUCCESS) return false;
  std::sort(ends->begin(), ends->end());
  ends->erase(std::unique(ends->begin(), ends->end()), ends->end());
  return true;
}

}  // namespace beachcomb::search
