// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "beachcomb/report.h"

namespace beachcomb {
namespace {

class Sorted : public Sink {
 public:
  explicit Sorted(Sink& next) : next_(next) {}

  bool on_verdict(const Verdict& verdict) override {
    verdicts_.push_back(verdict);
    return true;
  }

  bool on_finish(const Summary& summary) override {
    std::stable_sort(
        verdicts_.begin(), verdicts_.end(),
        [](const Verdict& a, const Verdict& b) { return a.path < b.path; });
    for (const Verdict& verdict : verdicts_) {
      if (!next_.on_verdict(verdict)) return false;
    }
    return next_.on_finish(summary);
  }

 private:
  Sink& next_;
  std::vector<Verdict> verdicts_;
};

}  // namespace

std::unique_ptr<Sink> make_sorted(Sink& next) {
  return std::make_unique<Sorted>(next);
}

}  // namespace beachcomb
