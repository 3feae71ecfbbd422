// SPDX-License-Identifier: Apache-2.0
//
// Arrays are reserved before anything points into them, so that what is added
// moves nothing.
#include "capi/values.h"

#include <cstdint>
#include <utility>

namespace beachcomb::capi {
namespace {

std::int32_t flag(bool value) { return value ? 1 : 0; }

template <typename T>
std::int32_t number_of(T value) {
  return static_cast<std::int32_t>(value);
}

beachcomb_match view_of(const Match& match) {
  beachcomb_match view = {};
  view.id = bytes_of(match.id);
  view.offset = match.offset;
  view.length = match.length;
  view.line = match.line;
  view.column = match.column;
  view.snippet = bytes_of(match.snippet);
  return view;
}

// Without its lists.
beachcomb_finding view_of(const Finding& finding) {
  beachcomb_finding view = {};
  view.rule = bytes_of(finding.rule.name);
  view.pack = bytes_of(finding.rule.pack);
  view.description = bytes_of(finding.rule.description);
  view.family = bytes_of(finding.rule.family);
  view.score = finding.rule.score;
  view.level = number_of(level_of(finding.rule.score));
  view.layer = finding.layer;
  view.matches_omitted = finding.matches_omitted;
  return view;
}

beachcomb_layer view_of(const Layer& layer, const std::string& chain) {
  beachcomb_layer view = {};
  view.id = layer.id;
  view.parent = layer.parent;
  view.via = bytes_of(layer.via);
  view.name = bytes_of(layer.name);
  view.chain = bytes_of(chain);
  view.offset = layer.offset;
  view.length = layer.length;
  view.size = layer.size;
  view.sha256 = bytes_of(layer.sha256);
  view.line = layer.line;
  view.reason = number_of(layer.reason);
  return view;
}

}  // namespace

ReasonCounts counts_of(const std::map<Reason, std::uint64_t>& reasons) {
  ReasonCounts counts;
  counts.reserve(reasons.size());
  for (const auto& [reason, count] : reasons) {
    counts.push_back({number_of(reason), count});
  }
  return counts;
}

VerdictView::VerdictView(const Verdict& verdict)
    : beachcomb_verdict{}, verdict_(&verdict) {
  fill();
}

VerdictView::VerdictView(Verdict&& verdict)
    : beachcomb_verdict{}, kept_(std::move(verdict)), verdict_(&kept_) {
  fill();
}

void VerdictView::fill() {
  const Verdict& from = *verdict_;
  const int best = from.score();
  path = bytes_of(from.path);
  outcome = number_of(from.outcome);
  level = number_of(level_of(best));
  score = best;
  if (from.reason.has_value()) {
    reason = number_of(*from.reason);
    leaves_unread = flag(info_of(*from.reason).leaves_unread);
  }
  is_directory = flag(from.is_directory);
  detail = bytes_of(from.detail);
  size = from.size;
  mtime = from.mtime.value_or(0);
  has_mtime = flag(from.mtime.has_value());
  windowed = flag(from.windowed);
  sha256 = bytes_of(from.sha256);
  known_good = flag(from.known_good);
  findings_omitted = from.findings_omitted;
  fill_findings();
  fill_layers();
}

void VerdictView::fill_findings() {
  std::size_t text_count = verdict_->overruled.size();
  std::size_t match_count = 0;
  for (const Finding& finding : verdict_->findings) {
    const RuleInfo& rule = finding.rule;
    text_count += rule.references.size() + rule.mitre.size() + rule.tags.size();
    match_count += finding.matches.size();
  }
  texts_.reserve(text_count);
  matches_.reserve(match_count);
  match_pointers_.reserve(match_count);
  findings_.reserve(verdict_->findings.size());
  finding_pointers_.reserve(verdict_->findings.size());

  overruled = add(verdict_->overruled);
  overruled_count = verdict_->overruled.size();
  for (const Finding& finding : verdict_->findings) {
    beachcomb_finding view = view_of(finding);
    view.references = add(finding.rule.references);
    view.reference_count = finding.rule.references.size();
    view.mitre = add(finding.rule.mitre);
    view.mitre_count = finding.rule.mitre.size();
    view.tags = add(finding.rule.tags);
    view.tag_count = finding.rule.tags.size();
    view.matches = match_pointers_.data() + match_pointers_.size();
    view.match_count = finding.matches.size();
    for (const Match& match : finding.matches) {
      matches_.push_back(view_of(match));
      match_pointers_.push_back(&matches_.back());
    }
    findings_.push_back(view);
    finding_pointers_.push_back(&findings_.back());
  }
  findings = finding_pointers_.data();
  finding_count = finding_pointers_.size();
}

void VerdictView::fill_layers() {
  chains_.reserve(verdict_->layers.size());
  layers_.reserve(verdict_->layers.size());
  layer_pointers_.reserve(verdict_->layers.size());
  for (const Layer& layer : verdict_->layers) {
    chains_.push_back(verdict_->chain(layer.id));
    layers_.push_back(view_of(layer, chains_.back()));
    layer_pointers_.push_back(&layers_.back());
  }
  layers = layer_pointers_.data();
  layer_count = layer_pointers_.size();
  const LayerCounts& counts = verdict_->layer_counts;
  layers_scanned = counts.scanned;
  layer_bytes = counts.bytes;
  layers_skipped_ = counts_of(counts.skipped);
  layers_skipped = layers_skipped_.data();
  layers_skipped_count = layers_skipped_.size();
}

const beachcomb_bytes* VerdictView::add(const std::vector<std::string>& list) {
  const beachcomb_bytes* first = texts_.data() + texts_.size();
  for (const std::string& text : list) texts_.push_back(bytes_of(text));
  return first;
}

SummaryView::SummaryView(Summary summary)
    : beachcomb_summary{},
      kept_(std::move(summary)),
      reasons_(counts_of(kept_.ledger.reasons())),
      layers_skipped_(counts_of(kept_.ledger.layers().skipped)) {
  const Ledger& ledger = kept_.ledger;
  entries = ledger.files();
  clean = ledger.count(Outcome::clean);
  detected = ledger.count(Outcome::detected);
  skipped = ledger.count(Outcome::skipped);
  failed = ledger.count(Outcome::failed);
  malicious = ledger.count(Level::malicious);
  suspicious = ledger.count(Level::suspicious);
  notice = ledger.count(Level::notice);
  known_good = ledger.known_good();
  overruled = ledger.overruled();
  reasons = reasons_.data();
  reason_count = reasons_.size();
  bytes = ledger.bytes();
  layers_scanned = ledger.layers().scanned;
  layer_bytes = ledger.layers().bytes;
  layers_skipped = layers_skipped_.data();
  layers_skipped_count = layers_skipped_.size();
  seconds = kept_.seconds;
  complete = flag(kept_.complete);
  all_read = flag(kept_.is_whole());
}

}  // namespace beachcomb::capi
