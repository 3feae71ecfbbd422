// SPDX-License-Identifier: Apache-2.0
//
// What an unwrapper is. One is a file of its own and a row in unwrappers.cc;
// everything else (what to try, budgets, scanning what comes out, the next
// layer) is done around it, in layers.cc.
//
// An unwrapper pushes pieces into an Output one at a time and keeps nothing:
// each piece is scanned, unwrapped in turn and freed before add() returns, so
// a container with a million members needs the memory of its largest one.
#ifndef BEACHCOMB_UNWRAP_UNWRAPPER_H_
#define BEACHCOMB_UNWRAP_UNWRAPPER_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/result.h"
#include "beachcomb/verdict.h"

namespace beachcomb::unwrap {

// One layer that an unwrapper found in its parent.
struct Piece {
  // The steps from the parent's bytes to these, in the order in which they
  // were undone: {"base64", "gzinflate"}.
  std::vector<std::string> via;
  std::uint64_t offset = 0;  // where in the parent the wrapping begins
  std::uint64_t length = 0;  // how many bytes of the parent it takes
  std::string name;  // of a container's member, as raw bytes; else empty
  std::string bytes;
  // Why it is not whole or not there (encrypted, limit ...); default: it is
  // whole. What there is of it is scanned all the same.
  Reason reason{};
};

// Takes the pieces.
class Output {
 public:
  virtual ~Output() = default;
  // Returns false when the budget is used up: stop and return.
  virtual bool add(Piece piece) = 0;
  // How many bytes one piece may have at most; an unwrapper must never
  // produce more. A piece that is cut for it says Reason::size_limit: fit()
  // does both where an encoding can only be stopped a little too late.
  virtual std::uint64_t most_bytes() const = 0;
  // True when time ran out; to be asked in long loops.
  virtual bool expired() const = 0;
};

inline void fit(const Output& output, Piece* piece) {
  const std::uint64_t most = output.most_bytes();
  if (piece->bytes.size() <= most) return;
  piece->bytes.resize(static_cast<std::size_t>(most));
  if (piece->reason == Reason::none) piece->reason = Reason::size_limit;
}

// What the unwrapper may know of its parent besides the bytes.
struct Context {
  std::string_view path;
  std::string_view extension;  // lower case, with its dot
  const std::vector<std::string>* passwords;
};

struct Unwrapper {
  std::string_view name;
  // Cheap: looks at magic numbers, at the first and last few bytes, or says
  // yes and leaves it to the marks.
  bool (*recognises)(Bytes bytes, const Context& context);
  // Literals (ASCII, case does not count) of which one must stand in the
  // text; empty: only recognises() decides.
  std::span<const std::string_view> marks;
  void (*unwrap)(Bytes bytes, const Context& context, Output& output);
};

// The table, in unwrappers.cc.
std::span<const Unwrapper> unwrappers();

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_UNWRAPPER_H_
