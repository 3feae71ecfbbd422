// SPDX-License-Identifier: Apache-2.0
#include <utility>
#include <vector>

#include "beachcomb/report.h"

namespace beachcomb {
namespace {

class Tee : public Sink {
 public:
  explicit Tee(std::vector<Sink*> sinks) : sinks_(std::move(sinks)) {}

  bool on_verdict(const Verdict& verdict) override {
    std::erase_if(sinks_,
                  [&](Sink* sink) { return !sink->on_verdict(verdict); });
    return !sinks_.empty();
  }

  bool on_finish(const Summary& summary) override {
    std::erase_if(sinks_,
                  [&](Sink* sink) { return !sink->on_finish(summary); });
    return !sinks_.empty();
  }

 private:
  std::vector<Sink*> sinks_;  // that have not failed
};

}  // namespace

std::unique_ptr<Sink> make_tee(std::vector<Sink*> sinks) {
  return std::make_unique<Tee>(std::move(sinks));
}

}  // namespace beachcomb
