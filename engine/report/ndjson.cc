// SPDX-License-Identifier: Apache-2.0
//
// One JSON object a line; docs/ndjson.md is the schema.
#include "json/verdict.h"
#include "report/formats.h"

namespace beachcomb::report {
namespace {

using json::Json;

Json summary_json(const Summary& summary) {
  const Ledger& ledger = summary.ledger;
  Json reasons[2] = {Json::object(), Json::object()};
  for (const auto& [reason, count] : ledger.reasons()) {
    const ReasonInfo& info = info_of(reason);
    reasons[info.outcome == Outcome::failed][std::string(info.name)] = count;
  }
  return {{"type", "summary"},
          {"files", ledger.files()},
          {"clean", ledger.count(Outcome::clean)},
          {"known_good", ledger.known_good()},
          {"overruled", ledger.overruled()},
          {"detected", ledger.count(Outcome::detected)},
          {"malicious", ledger.count(Level::malicious)},
          {"suspicious", ledger.count(Level::suspicious)},
          {"notice", ledger.count(Level::notice)},
          {"skipped", reasons[0]},
          {"failed", reasons[1]},
          {"layers", ledger.layers().scanned},
          {"layers_skipped", json::reasons_json(ledger.layers().skipped)},
          {"bytes", ledger.bytes()},
          {"layer_bytes", ledger.layers().bytes},
          {"seconds", summary.seconds},
          {"complete", summary.complete}};
}

class Ndjson : public Sink {
 public:
  explicit Ndjson(Output& output) : output_(output) {}
  bool on_verdict(const Verdict& verdict) override {
    return write(json::to_json(verdict));
  }
  bool on_finish(const Summary& summary) override {
    return write(summary_json(summary));
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
