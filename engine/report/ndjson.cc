// SPDX-License-Identifier: Apache-2.0
//
// One JSON object a line; docs/ndjson.md is the schema.
#include "json/summary.h"
#include "json/verdict.h"
#include "report/formats.h"

namespace beachcomb::report {
namespace {

using json::Json;

class Ndjson : public Sink {
 public:
  explicit Ndjson(Output& output) : output_(output) {}
  bool on_verdict(const Verdict& verdict) override {
    return write(json::to_json(verdict));
  }
  bool on_finish(const Summary& summary) override {
    return write(json::summary_json(summary));
  }

 private:
  bool write(const Json& line) {
    return output_.write(json::line_of(line) + '\n');
  }
  Output& output_;
};

}  // namespace

std::unique_ptr<Sink> make_ndjson(Output& output, const ReportOptions&) {
  return std::make_unique<Ndjson>(output);
}

}  // namespace beachcomb::report
