// SPDX-License-Identifier: Apache-2.0
//
// One JSON document, with the same objects as ndjson: docs/ndjson.md. Written
// as the verdicts come, one a line.
#include "json/summary.h"
#include "json/verdict.h"
#include "report/formats.h"

namespace beachcomb::report {
namespace {

class JsonDocument : public Sink {
 public:
  explicit JsonDocument(Output& output) : output_(output) {}

  bool on_verdict(const Verdict& verdict) override {
    const std::string_view before = begun_ ? ",\n" : kBegin;
    begun_ = true;
    return output_.write(std::string(before) +
                         json::line_of(json::to_json(verdict)));
  }

  bool on_finish(const Summary& summary) override {
    return output_.write(std::string(begun_ ? "" : kBegin) +
                         "\n],\"summary\":" +
                         json::line_of(json::summary_json(summary)) + "}\n");
  }

 private:
  static constexpr std::string_view kBegin = "{\"verdicts\":[\n";
  Output& output_;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Sink> make_json(Output& output, const ReportOptions&) {
  return std::make_unique<JsonDocument>(output);
}

}  // namespace beachcomb::report
