// SPDX-License-Identifier: Apache-2.0
//
// Every unwrapper of the table over the same bytes, whether it recognises
// them or not: what a mark or a magic number lets through is up to the
// attacker. Checks the contract of Output beside what the sanitizers see, and
// goes two layers down, where the bytes are those of another unwrapper.
//
// Links with beachcomb_engine, whose folder engine/ must be in the include
// path. The seeds in corpus/unwrap_fuzz/ were written by unwrap_seeds.py.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "unwrap/recognise.h"
#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::uint64_t kMostBytes = 1u << 20;
constexpr int kMostPieces = 200;
constexpr int kDepth = 2;

const std::vector<std::string>& passwords() {
  static const std::vector<std::string> both = {"infected", "other"};
  return both;
}

void unwrap_all(Bytes bytes, int depth);

class Checked final : public Output {
 public:
  Checked(Bytes parent, int depth) : parent_(parent), depth_(depth) {}

  bool add(Piece piece) override {
    if (said_stop_) std::abort();  // it was told to stop
    if (piece.bytes.size() > kMostBytes) std::abort();
    if (piece.offset > parent_.size()) std::abort();
    if (piece.length > parent_.size() - piece.offset) std::abort();
    if (piece.via.empty()) std::abort();
    for (const std::string& step : piece.via) {
      if (step.empty()) std::abort();
    }
    if (depth_ < kDepth) {
      unwrap_all(std::as_bytes(std::span(piece.bytes)), depth_ + 1);
    }
    said_stop_ = ++pieces_ >= (depth_ == 0 ? kMostPieces : 4);
    return !said_stop_;
  }
  std::uint64_t most_bytes() const override { return kMostBytes; }
  bool expired() const override { return false; }

 private:
  Bytes parent_;
  int depth_;
  int pieces_ = 0;
  bool said_stop_ = false;
};

void unwrap_all(Bytes bytes, int depth) {
  static Recogniser::Scratch scratch;
  const Context context{"folder/a.php.gz", ".gz", &passwords()};
  const Candidates candidates =
      Recogniser::instance().candidates(bytes, context, scratch);
  for (std::size_t i = 0; i < unwrappers().size(); ++i) {
    // At the top without regard to marks, further down what a scan would try.
    const bool is_tried = depth == 0
                              ? unwrappers()[i].recognises(bytes, context)
                              : (candidates >> i & 1) != 0;
    if (!is_tried) continue;
    Checked output(bytes, depth);
    unwrappers()[i].unwrap(bytes, context, output);
  }
}

}  // namespace
}  // namespace beachcomb::unwrap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using beachcomb::Bytes;
  beachcomb::unwrap::unwrap_all(
      Bytes(reinterpret_cast<const std::byte*>(data), size), 0);
  return 0;
}
