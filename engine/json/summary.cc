// SPDX-License-Identifier: Apache-2.0
#include "json/summary.h"

#include "json/verdict.h"

namespace beachcomb::json {

Json account_json(const Summary& summary) {
  const Ledger& ledger = summary.ledger;
  Json reasons[2] = {Json::object(), Json::object()};
  for (const auto& [reason, count] : ledger.reasons()) {
    const ReasonInfo& info = info_of(reason);
    reasons[info.outcome == Outcome::failed][std::string(info.name)] = count;
  }
  return {{"files", ledger.files()},
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
          {"layers_skipped", reasons_json(ledger.layers().skipped)},
          {"bytes", ledger.bytes()},
          {"layer_bytes", ledger.layers().bytes},
          {"seconds", summary.seconds},
          {"complete", summary.complete}};
}

Json summary_json(const Summary& summary) {
  Json json{{"type", "summary"}};
  json.update(account_json(summary));
  return json;
}

}  // namespace beachcomb::json
