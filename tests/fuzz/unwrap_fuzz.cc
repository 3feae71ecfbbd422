// SPDX-License-Identifier: Apache-2.0
//
// Every unwrapper of the table over the same bytes, whether it recognises
// them or not: what a mark or a magic number lets through is up to the
// attacker. Checks the contract of Output beside what the sanitizers see, and
// goes two layers down, where the bytes are those of another unwrapper. The
// last byte also picks the file's name and how many bytes a piece may have.
//
// Links with beachcomb_engine, whose folder engine/ must be in the include
// path. The seeds in corpus/unwrap_fuzz/ were written by unwrap_seeds.py.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "unwrap/recognise.h"
#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::array<std::uint64_t, 6> kMostBytes = {1u << 20, 1u << 16, 4096,
                                                     100,      7,        0};
constexpr std::array<std::string_view, 8> kNames = {
    "a.php", "a.asp", "a.aspx", "a.jsp", "a.php.gz", "a.jpg", "a.html", "a"};
constexpr int kMostPieces = 200;
constexpr int kDepth = 2;

// What is not in the bytes themselves.
struct Surroundings {
  std::uint64_t most_bytes;
  std::string_view name;
};

const std::vector<std::string>& passwords() {
  static const std::vector<std::string> both = {"infected", "other"};
  return both;
}

void unwrap_all(Bytes bytes, const Surroundings& surroundings, int depth);

class Checked final : public Output {
 public:
  Checked(Bytes parent, const Surroundings& surroundings, int depth)
      : parent_(parent), surroundings_(surroundings), depth_(depth) {}

  bool add(Piece piece) override {
    if (said_stop_) std::abort();  // it was told to stop
    if (piece.bytes.size() > surroundings_.most_bytes) std::abort();
    if (piece.offset > parent_.size()) std::abort();
    if (piece.length > parent_.size() - piece.offset) std::abort();
    if (piece.via.empty()) std::abort();
    for (const std::string& step : piece.via) {
      if (step.empty()) std::abort();
    }
    if (depth_ < kDepth) {
      unwrap_all(std::as_bytes(std::span(piece.bytes)), surroundings_,
                 depth_ + 1);
    }
    said_stop_ = ++pieces_ >= (depth_ == 0 ? kMostPieces : 4);
    return !said_stop_;
  }
  std::uint64_t most_bytes() const override { return surroundings_.most_bytes; }
  bool expired() const override { return false; }

 private:
  Bytes parent_;
  Surroundings surroundings_;
  int depth_;
  int pieces_ = 0;
  bool said_stop_ = false;
};

void unwrap_all(Bytes bytes, const Surroundings& surroundings, int depth) {
  static Recogniser::Scratch scratch;
  const std::string_view name = surroundings.name;
  const Context context{
      name, name.substr(std::min(name.rfind('.'), name.size())), &passwords()};
  const Candidates candidates =
      Recogniser::instance().candidates(bytes, context, scratch);
  for (std::size_t i = 0; i < unwrappers().size(); ++i) {
    // At the top without regard to marks, further down what a scan would try.
    const bool is_tried = depth == 0
                              ? unwrappers()[i].recognises(bytes, context)
                              : (candidates >> i & 1) != 0;
    if (!is_tried) continue;
    Checked output(bytes, surroundings, depth);
    unwrappers()[i].unwrap(bytes, context, output);
  }
}

}  // namespace
}  // namespace beachcomb::unwrap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using beachcomb::unwrap::kMostBytes, beachcomb::unwrap::kNames;
  const std::size_t pick = size == 0 ? 0 : data[size - 1];
  beachcomb::unwrap::unwrap_all(
      std::as_bytes(std::span(data, size)),
      {kMostBytes[pick / kNames.size() % kMostBytes.size()],
       kNames[pick % kNames.size()]},
      0);
  return 0;
}
