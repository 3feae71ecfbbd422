// SPDX-License-Identifier: Apache-2.0
//
// The notice for a ticket or a wiki. Names, excerpts and hashes stand in code
// spans, where no dialect of Markdown takes anything for markup; everything
// else is escaped.
#include <algorithm>

#include "json/verdict.h"
#include "owner_report/formats.h"
#include "owner_report/markup.h"
#include "text/format.h"

namespace beachcomb::owner_report {
namespace {

constexpr std::size_t kInFull = 4;
constexpr std::size_t kMostRules = 24;
constexpr std::size_t kMostFolders = 50;

using text::time_for_people;
using text::with_commas;

void write_code(std::string_view text, Markup& out) {
  out.raw(markdown_code(text));
}

void write_field(std::string_view name, std::string_view value, Markup& out) {
  if (!value.empty()) out << "- " << name << ": " << value << "\n";
}

void write_code_field(std::string_view name, std::string_view value,
                      Markup& out) {
  if (value.empty()) return;
  out << "- " << name << ": ";
  write_code(value, out);
  out << "\n";
}

std::string counts_text(const LevelCounts& counts) {
  return with_commas(sum(counts)) + " (" + with_commas(counts[2]) +
         " malicious, " + with_commas(counts[1]) + " suspicious, " +
         with_commas(counts[0]) + " with weak signs)";
}

void write_found(const Model& model, Markup& out) {
  out << "## 2 What was found\n\n";
  if (model.files.empty()) {
    out << "Nothing.\n\n";
    return;
  }
  out << "By family:\n\n";
  for (const Tally& tally : model.families) {
    write_field(tally.name.empty() ? "no family named" : tally.name,
                counts_text(tally.counts), out);
  }
  out << "\nBy time of last modification (" << model.times.unit << "):\n\n";
  for (const TimeBin& bin : model.times.bins) {
    if (sum(bin.counts) != 0) {
      write_field(bin.label, counts_text(bin.counts), out);
    }
  }
  if (model.times.undated != 0) {
    write_field("without a time", with_commas(model.times.undated), out);
  }
  out << "\nBy folder:\n\n";
  for (std::size_t i = 0; i < model.folders.size() && i < kMostFolders; ++i) {
    const Tally& tally = model.folders[i];
    out << "- ";
    write_code(tally.name.empty() ? "./" : tally.name, out);
    out << ": " << counts_text(tally.counts) << "\n";
  }
  if (model.folders.size() > kMostFolders) {
    out << "- and " << with_commas(model.folders.size() - kMostFolders)
        << " more\n";
  }
  out << "\n";
}

void write_record(const FileEntry& file, Markup& out) {
  write_field("Level",
              std::string(name_of(file.level)) + ", score " +
                  std::to_string(file.verdict.score()),
              out);
  write_field("Family", file.family, out);
  write_field("What was done", text_of(file.action), out);
  write_field("Remark", file.remark, out);
  write_field("Size", with_commas(file.verdict.size) + " bytes", out);
  if (!file.item) {
    if (file.verdict.mtime) {
      write_field("Modified", time_for_people(*file.verdict.mtime), out);
    }
    write_code_field("SHA-256", file.verdict.sha256, out);
  } else {
    const EvidenceItem& item = *file.item;
    const FileRecord& record = item.file;
    write_code_field("SHA-256", item.digests.sha256, out);
    write_code_field("SHA-1", item.digests.sha1, out);
    write_code_field("MD5", item.digests.md5, out);
    if (record.path != file.verdict.path) {
      write_code_field("Full path", record.path, out);
    }
    write_field("Owner",
                record.owner_name + " (" + std::to_string(record.owner) +
                    "), group " + record.group_name + " (" +
                    std::to_string(record.group) + ")",
                out);
    write_field("Permissions", mode_text(record.mode), out);
    write_field("Device, inode, hard links",
                std::to_string(record.device) + ", " +
                    std::to_string(record.inode) + ", " +
                    std::to_string(record.links),
                out);
    write_field("Modified", time_for_people(record.times.modified), out);
    write_field("Changed by the system", time_for_people(record.times.changed),
                out);
    write_field("Last read before the copy",
                time_for_people(record.times.accessed), out);
    if (record.times.born) {
      write_field("Made", time_for_people(*record.times.born), out);
    }
    for (const ExtendedAttribute& attribute : record.attributes) {
      write_code_field("Extended attribute",
                       attribute.name + " = " + attribute.value.substr(0, 120),
                       out);
    }
    write_field("Copied", time_for_people(item.collected), out);
    write_code_field("Copy in the case", item.copy, out);
  }
  if (file.verdict.reason) {
    write_field("Not read whole", info_of(*file.verdict.reason).text, out);
  }
}

void write_finding(const FileEntry& file, std::size_t index, Markup& out) {
  const Finding& finding = file.verdict.findings[index];
  const RuleInfo& rule = finding.rule;
  out << "- ";
  write_code(rule.name, out);
  out << ", score " << rule.score;
  if (!rule.description.empty()) out << ": " << rule.description;
  out << "\n";
  if (finding.layer != 0) {
    out << "  - inside ";
    write_code(json::chain_from_file(file.verdict, finding.layer), out);
    out << "\n";
  }
  for (const Excerpt& excerpt : file.excerpts[index]) {
    out << "  - " << excerpt.where << " ";
    write_code(excerpt.strings, out);
    if (!excerpt.snippet.empty()) {
      out << ": ";
      write_code(excerpt.snippet, out);
    }
    out << "\n";
  }
}

void write_events(const std::vector<CustodyEvent>& events, Markup& out) {
  for (const CustodyEvent& event : events) {
    out << "- " << time_for_people(event.time) << ", line " << event.sequence
        << ": " << event_text(event.event) << ", by " << event.actor;
    if (!event.detail.empty()) out << ": " << event.detail;
    out << "\n";
  }
}

void write_files(const Model& model, Markup& out) {
  out << "## 3 The files\n\n";
  if (model.files.empty()) out << "No file was found.\n\n";
  for (const FileEntry& file : model.files) {
    out << "### " << file.number << " ";
    write_code(file.verdict.path, out);
    out << "\n\n";
    write_record(file, out);
    out << "\nWhy it was found:\n\n";
    const auto& findings = file.verdict.findings;
    for (std::size_t i = 0; i < findings.size() && i < kInFull; ++i) {
      write_finding(file, i, out);
    }
    const std::size_t shown = std::min(findings.size(), kMostRules);
    for (std::size_t i = kInFull; i < shown; ++i) {
      if (i == kInFull) {
        out << "- Also: ";
      } else {
        out << ", ";
      }
      write_code(findings[i].rule.name, out);
      out << " " << findings[i].rule.score;
    }
    if (shown > kInFull) out << "\n";
    const std::uint64_t more =
        findings.size() - shown + file.verdict.findings_omitted;
    if (more != 0) out << "- and " << more << " more\n";
    if (!file.events.empty()) {
      out << "\nWhat was done with it:\n\n";
      write_events(file.events, out);
    }
    out << "\n";
  }
}

void write_advice(const std::vector<Advice>& all, Markup& out) {
  for (const Advice& advice : all) {
    out << "### " << advice.title << "\n\n";
    for (const std::string& paragraph : advice.paragraphs) {
      out << paragraph << "\n\n";
    }
    for (const std::string& command : advice.commands) {
      out << "    ";
      out.raw(printable(command));
      out << "\n";
    }
    if (!advice.commands.empty()) out << "\n";
    for (const Reference& reference : advice.references) {
      out << "- " << reference.label << ": <";
      out.raw(reference.url);
      out << ">\n";
    }
    if (!advice.references.empty()) out << "\n";
  }
}

void write_account(const Model& model, Markup& out) {
  out << "## 7 What could not be scanned\n\n";
  if (!model.has_scan) {
    out << "This report is made from a case, without the record of the "
           "scan.\n\n";
    return;
  }
  if (model.account) {
    const ScanAccount& account = *model.account;
    write_field("Entries", with_commas(account.files), out);
    write_field("Read whole, nothing found", with_commas(account.clean), out);
    write_field("Found", with_commas(account.detected), out);
  }
  for (const auto* reasons : {&model.not_scanned, &model.layers_not_scanned}) {
    for (const ReasonCount& reason : *reasons) {
      out << "- Not scanned";
      if (reasons == &model.layers_not_scanned) out << ", layers";
      out << ": " << reason.text << ", " << with_commas(reason.count);
      if (reason.leaves_unread) out << " (was asked for)";
      out << "\n";
    }
  }
  if (!model.account) {
    out << "- The record has no end: the scan was cut off.\n";
  } else if (!model.account->complete) {
    out << "- The scan was stopped early.\n";
  }
  if (!model.unread.empty()) out << "\nEntry by entry:\n\n";
  for (const Unread& unread : model.unread) {
    out << "- ";
    write_code(unread.path, out);
    out << ": " << unread.reason;
    if (!unread.detail.empty()) out << ", " << unread.detail;
    out << "\n";
  }
  out << "\n";
}

void write_journal(const Model& model, Markup& out) {
  out << "## 4 What was done, and how to check it\n\n";
  if (!model.evidence) {
    out << "There is no case: nothing was copied, and nothing was changed.\n\n";
    return;
  }
  const Case& evidence = *model.evidence;
  write_code_field("Case folder", evidence.folder, out);
  write_field("Opened", time_for_people(evidence.opened), out);
  write_code_field("Hash of the last line of the journal (SHA-256)",
                   evidence.head, out);
  write_code_field("Fingerprint of the key", evidence.key, out);
  for (const auto& [name, value] : model.details) write_field(name, value, out);
  out << "\nTo check the journal, the signatures and every copy:\n\n";
  for (const std::string& command : verify_commands(model)) {
    out << "    ";
    out.raw(printable(command));
    out << "\n";
  }
  if (!model.case_events.empty()) {
    out << "\nEvents of the case as a whole:\n\n";
    write_events(model.case_events, out);
  }
  if (!evidence.not_copied.empty()) {
    out << "\nWhat could not be copied:\n\n";
  }
  for (const auto& [path, reason] : evidence.not_copied) {
    out << "- ";
    write_code(path, out);
    out << ": " << reason << "\n";
  }
  out << "\n";
}

}  // namespace

bool write_markdown(const Model& model, Output& output) {
  Markup out(output, markdown_escaped);
  out << "# " << model.title << "\n\nNotice to the owner of the server\n\n";
  for (const auto& [name, value] : model.facts) write_field(name, value, out);
  out << "\n## 1 Summary\n\n";
  for (const std::string& paragraph : model.summary) {
    out << paragraph << "\n\n";
  }
  write_found(model, out);
  write_files(model, out);
  write_journal(model, out);
  out << "## 5 What was not done\n\n";
  write_advice(model.not_done, out);
  out << "## 6 What to do next\n\n";
  write_advice(model.next, out);
  write_account(model, out);
  return out.flush();
}

}  // namespace beachcomb::owner_report
