// SPDX-License-Identifier: Apache-2.0
//
// Verdicts and summaries as the structs of <beachcomb.h>. Nothing is copied
// but pointers: a struct points into the C++ value that stands beside it.
#ifndef BEACHCOMB_CAPI_VALUES_H_
#define BEACHCOMB_CAPI_VALUES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb.h"
#include "beachcomb/ledger.h"
#include "beachcomb/verdict.h"

namespace beachcomb::capi {

// `text` must have a NUL behind its end.
inline beachcomb_bytes bytes_of(std::string_view text) {
  return {text.data(), text.size()};
}

using ReasonCounts = std::vector<beachcomb_reason_count>;
ReasonCounts counts_of(const std::map<Reason, std::uint64_t>& reasons);

class VerdictView : public beachcomb_verdict {
 public:
  // The verdict must outlive it.
  explicit VerdictView(const Verdict& verdict);
  // Keeps the verdict.
  explicit VerdictView(Verdict&& verdict);
  VerdictView(const VerdictView&) = delete;
  VerdictView& operator=(const VerdictView&) = delete;

  const Verdict& verdict() const { return *verdict_; }

 private:
  void fill();
  void fill_findings();
  void fill_layers();
  const beachcomb_bytes* add(const std::vector<std::string>& list);

  Verdict kept_;
  const Verdict* verdict_;
  std::vector<beachcomb_bytes> texts_;
  std::vector<beachcomb_match> matches_;
  std::vector<const beachcomb_match*> match_pointers_;
  std::vector<beachcomb_finding> findings_;
  std::vector<const beachcomb_finding*> finding_pointers_;
  std::vector<std::string> chains_;
  std::vector<beachcomb_layer> layers_;
  std::vector<const beachcomb_layer*> layer_pointers_;
  ReasonCounts layers_skipped_;
};

class SummaryView : public beachcomb_summary {
 public:
  explicit SummaryView(Summary summary);
  SummaryView(const SummaryView&) = delete;
  SummaryView& operator=(const SummaryView&) = delete;

  const Summary& kept() const { return kept_; }

 private:
  Summary kept_;
  ReasonCounts reasons_;
  ReasonCounts layers_skipped_;
};

}  // namespace beachcomb::capi

#endif  // BEACHCOMB_CAPI_VALUES_H_
