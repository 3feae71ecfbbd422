// SPDX-License-Identifier: Apache-2.0
#include "evidence/checks.h"

#include <algorithm>
#include <set>

#include "evidence/copies.h"
#include "text/format.h"

namespace beachcomb::evidence {
namespace {

// The whole file is in memory while the rules look at it again.
constexpr std::uint64_t kLargest = 512ull << 20;

bool contains(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

}  // namespace

Refusal check_copy(const os::Descriptor& case_folder, const EvidenceItem& item,
                   std::map<std::string, FileDigests>* known) {
  auto it = known->find(item.copy);
  if (it == known->end()) {
    const Result<FileDigests> read = read_copy(case_folder, item.copy);
    if (!read.ok()) {
      return {"its copy can't be read: " + read.error().message};
    }
    it = known->emplace(item.copy, *read).first;
  }
  const FileDigests& copy = it->second;
  if (copy.sha256 != item.digests.sha256 || copy.sha1 != item.digests.sha1 ||
      copy.md5 != item.digests.md5 || copy.size != item.digests.size) {
    return {"its copy does not hold what was copied: the case is damaged"};
  }
  return {};
}

bool Checks::is_wanted(std::uint32_t item) const {
  return options_.items.empty() || contains(options_.items, item);
}

Refusal Checks::of_item(const EvidenceItem& item) const {
  const Level level = level_of(item.verdict.score());
  if (level < options_.level) {
    return {"is " + std::string(name_of(level)) +
            " only: look at it; with --level it can be removed"};
  }
  if (item.changed_since_scan) {
    return {
        "was changed between the scan and the copy: scan and collect it "
        "again"};
  }
  if (!item.mixed.empty() && !contains(options_.mixed_items, item.number)) {
    return {item.mixed +
            "; take the shell out by hand, or have the whole file "
            "removed with --mixed-item " +
            std::to_string(item.number)};
  }
  return {};
}

Refusal Checks::of_copy(const EvidenceItem& item) {
  return check_copy(case_folder_, item, &copies_);
}

Refusal Checks::of_file(const EvidenceItem& item, FoundFile* found) const {
  if (Refusal refusal = open_parent(item, found)) return refusal;
  if (Refusal refusal = open_same(found->parent, found->name, item, found)) {
    return refusal;
  }
  if (Refusal refusal = check_removable(*found)) return refusal;
  found->lease = os::take_lease(found->file);
  if (found->lease == os::Lease::busy) {
    return {
        "a process has it open for writing: find it (fuser -v), see what "
        "it is, and end it"};
  }
  if (found->lease == os::Lease::not_supported) {
    found->warnings.emplace_back(
        "the system could not say whether a process has it open for writing");
  }
  return of_content(item, found);
}

Refusal Checks::of_content(const EvidenceItem& item, FoundFile* found) const {
  if (item.digests.size > kLargest) {
    return {"is larger than " + text::bytes_for_people(kLargest) +
            ", too large to be looked at again: remove it by hand"};
  }
  std::string content;
  content.reserve(item.digests.size);
  if (Refusal refusal = check_digest(found->file, item.digests, &content)) {
    return refusal;
  }
  const Bytes bytes = std::as_bytes(std::span(content));
  // Rules may look at the path; the scan may have had another form of it.
  if (holds(item, bytes, item.found_as) ||
      (item.found_as != item.file.path && holds(item, bytes, item.file.path))) {
    return {};
  }
  return {
      "none of the rules that found it holds any more: the rules are "
      "others than those of the scan; scan and collect it again"};
}

ScanOptions Checks::options_for_content(const RemoveOptions& options) {
  ScanOptions scan;
  scan.exchange_pages = true;  // counts only where it was recorded
  scan.min_score = 0;
  scan.unwrap.passwords = options.passwords;
  return scan;
}

bool Checks::holds(const EvidenceItem& item, Bytes bytes,
                   const std::string& path) const {
  std::set<std::pair<std::string, std::string>> recorded;
  for (const Finding& finding : item.verdict.findings) {
    if (level_of(finding.rule.score) < options_.level) continue;
    recorded.emplace(finding.rule.pack, finding.rule.name);
  }
  const Verdict now = engine_.scan_buffer(bytes, {path, item.file.owner_name});
  return std::any_of(
      now.findings.begin(), now.findings.end(), [&](const Finding& finding) {
        return level_of(finding.rule.score) >= options_.level &&
               recorded.contains({finding.rule.pack, finding.rule.name});
      });
}

}  // namespace beachcomb::evidence
