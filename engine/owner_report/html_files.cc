// SPDX-License-Identifier: Apache-2.0
//
// The table of files, and below it one part for each. With thousands of files
// the parts stay closed, and a browser does not lay out what is closed; a link
// to something inside opens them without a script.
#include <algorithm>

#include "owner_report/formats.h"
#include "owner_report/html.h"
#include "text/format.h"
#include "text/path.h"
#include "text/utf8.h"

namespace beachcomb::owner_report {
namespace {

constexpr std::size_t kOpenUpTo = 12;  // files whose part is open at first
constexpr std::size_t kMany = 200;     // not all laid out at once
constexpr std::size_t kInFullOfMany = 2;
constexpr std::size_t kInFull = 4;      // findings of one file
constexpr std::size_t kMostRules = 24;  // JSON has all
constexpr std::size_t kMostAttribute = 120;

std::string time_of(std::int64_t time) { return text::time_for_people(time); }

std::int64_t modified(const FileEntry& file) {
  return file.item ? file.item->file.times.modified
                   : file.verdict.mtime.value_or(0);
}

bool dated(const FileEntry& file) {
  return file.item.has_value() || file.verdict.mtime.has_value();
}

void write_row(const FileEntry& file, Markup& out) {
  const std::string time = dated(file) ? time_of(modified(file)) : "unknown";
  const auto level = static_cast<int>(file.level);
  out << "<tr data-level=\"" << level << "\"><td class=\"number\">"
      << file.number << "</td><td data-v=\"" << file.verdict.score() << "\">";
  write_level(file.level, out);
  out << " <span class=\"score\">" << file.verdict.score()
      << "</span></td><th scope=\"row\"><a href=\"#file-" << file.number
      << "\">";
  write_path(file.verdict.path, out);
  out << "</a>";
  if (!file.family.empty()) {
    out << "<span class=\"family\">" << file.family << "</span>";
  }
  out << "</th><td class=\"time\" data-v=\"" << modified(file) / 1'000'000'000
      << "\">" << time.substr(0, 19) << "</td><td class=\"number size\" "
      << "data-v=\"" << file.verdict.size << "\">"
      << text::bytes_for_people(file.verdict.size) << "</td><td class=\"did-"
      << name_of(file.action) << "\">" << text_of(file.action)
      << "</td></tr>\n";
}

void write_field(std::string_view name, std::string_view value, Markup& out) {
  if (value.empty()) return;
  out << "<div><dt>" << name << "</dt><dd>" << value << "</dd></div>\n";
}

void write_hash(std::string_view name, std::string_view value, Markup& out) {
  if (value.empty()) return;
  out << "<div><dt>" << name << "</dt><dd><code class=\"hash\">" << value
      << "</code></dd></div>\n";
}

std::string attribute_text(const ExtendedAttribute& attribute) {
  const std::string value =
      printable(std::string_view(attribute.value).substr(0, kMostAttribute));
  std::string text = attribute.name + " = " + value;
  if (attribute.value.size() > kMostAttribute) {
    text += " (of " + std::to_string(attribute.value.size()) + " bytes)";
  }
  return text;
}

void write_system_record(const EvidenceItem& item, Markup& out) {
  const FileRecord& record = item.file;
  write_field("Owner",
              record.owner_name + " (" + std::to_string(record.owner) + ")",
              out);
  write_field("Group",
              record.group_name + " (" + std::to_string(record.group) + ")",
              out);
  write_field("Permissions", mode_text(record.mode), out);
  write_field(
      "Device and inode",
      std::to_string(record.device) + ", " + std::to_string(record.inode), out);
  write_field("Names (hard links)", std::to_string(record.links), out);
  write_field("Modified", time_of(record.times.modified), out);
  write_field("Changed by the system", time_of(record.times.changed), out);
  write_field("Last read before the copy", time_of(record.times.accessed), out);
  if (record.times.born) write_field("Made", time_of(*record.times.born), out);
  if (record.immutable) write_field("Flag", "immutable", out);
  if (record.append_only) write_field("Flag", "append only", out);
  for (const ExtendedAttribute& attribute : record.attributes) {
    out << "<div><dt>Extended attribute</dt><dd><code>"
        << attribute_text(attribute) << "</code></dd></div>\n";
  }
}

void write_record(const FileEntry& file, Markup& out) {
  out << "<dl class=\"record\">\n";
  write_field("What was done", text_of(file.action), out);
  write_field("Remark", file.remark, out);
  write_field("Size", text::with_commas(file.verdict.size) + " bytes", out);
  if (!file.item) {
    if (dated(file)) write_field("Modified", time_of(modified(file)), out);
    write_hash("SHA-256", file.verdict.sha256, out);
  } else {
    const EvidenceItem& item = *file.item;
    write_hash("SHA-256", item.digests.sha256, out);
    write_hash("SHA-1", item.digests.sha1, out);
    write_hash("MD5", item.digests.md5, out);
    if (item.file.path != file.verdict.path) {
      out << "<div><dt>Full path</dt><dd>";
      write_path(item.file.path, out);
      out << "</dd></div>\n";
    }
    write_system_record(item, out);
    write_field("Copied", time_of(item.collected), out);
    out << "<div><dt>Copy in the case</dt><dd><code class=\"hash\">"
        << item.copy << "</code></dd></div>\n";
    if (item.changed_since_scan) {
      write_field("Note", "the file changed between the scan and the copy",
                  out);
    }
  }
  if (file.verdict.windowed) {
    write_field("Note", "a large file, scanned in overlapping windows", out);
  }
  if (file.verdict.reason) {
    write_field(
        "Not read whole",
        std::string(info_of(*file.verdict.reason).text) +
            (file.verdict.detail.empty() ? "" : ": " + file.verdict.detail),
        out);
  }
  out << "</dl>\n";
}

// The way to the bytes, a step at a time.
void write_chain(const FileEntry& file, std::uint32_t layer, Markup& out) {
  std::vector<const Layer*> steps;
  while (layer != 0) {
    const auto& layers = file.verdict.layers;
    const auto found =
        std::find_if(layers.begin(), layers.end(),
                     [layer](const Layer& l) { return l.id == layer; });
    if (found == layers.end()) break;
    steps.push_back(&*found);
    if (found->parent >= layer) break;
    layer = found->parent;
  }
  if (steps.empty()) return;
  out << "<p class=\"chain\"><span class=\"label\">inside</span> <code>"
      << text::name_in(file.verdict.path) << "</code>";
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    const Layer& l = **step;
    out << " <span class=\"arrow\" aria-label=\"then\">&rsaquo;</span> <code>"
        << (l.name.empty() ? l.via : l.name) << "</code>";
    if (!l.name.empty()) {
      out << " <span class=\"aside\">(" << l.via << ")</span>";
    }
  }
  out << "</p>\n";
  if (!steps.front()->sha256.empty()) {
    out << "<p class=\"aside\">SHA-256 of what was unwrapped: "
           "<code class=\"hash\">"
        << steps.front()->sha256 << "</code></p>\n";
  }
}

// The bytes that rules look for, with a place to break a line in every third
// gap: a person sees, copies and searches the same text, and no scanner on the
// way to the owner takes the notice for what it quotes.
void write_inert(std::string_view text, Markup& out) {
  for (std::size_t i = 0; !text.empty(); ++i) {
    const std::size_t length = text::first_character(text).length;
    if (i % 3 == 2) out << "<wbr>";
    out << text.substr(0, length);
    text.remove_prefix(length);
  }
}

void write_excerpt(const Excerpt& excerpt, Markup& out) {
  out << "<li><span class=\"where\">" << excerpt.where << " <code>"
      << excerpt.strings << "</code>";
  if (excerpt.snippet.empty()) out << " (shown above)";
  out << "</span>";
  if (!excerpt.snippet.empty()) {
    out << "<code class=\"snippet\">";
    write_inert(printable(excerpt.snippet), out);
    out << "</code>";
  }
  out << "</li>\n";
}

// Only what a browser would go to when asked, and nothing else that may stand
// in the metadata of a rule.
void write_reference(const std::string& text, Markup& out) {
  const bool is_url =
      (text.starts_with("https://") || text.starts_with("http://")) &&
      text.find_first_of(" \t\n\"'<>") == text.npos && printable(text) == text;
  if (is_url) {
    out << "<a href=\"" << text << "\" rel=\"noreferrer noopener\">" << text
        << "</a>";
  } else {
    out << text;
  }
}

void write_finding(const FileEntry& file, std::size_t index, bool many,
                   Markup& out) {
  const Finding& finding = file.verdict.findings[index];
  const RuleInfo& rule = finding.rule;
  out << "<li>\n<p class=\"rule\"><code>" << rule.name
      << "</code> <span class=\"score\">" << rule.score
      << "</span> <span class=\"aside\">" << rule.pack;
  if (!rule.family.empty()) out << " &middot; " << rule.family;
  out << "</span></p>\n";
  if (!rule.description.empty()) out << "<p>" << rule.description << "</p>\n";
  write_chain(file, finding.layer, out);
  if (!file.excerpts[index].empty()) {
    out << "<ul class=\"matches\">\n";
    for (const Excerpt& excerpt : file.excerpts[index]) {
      write_excerpt(excerpt, out);
    }
    out << "</ul>\n";
  }
  if (!many && (!rule.references.empty() || !rule.mitre.empty())) {
    out << "<p class=\"aside sources\">";
    for (const std::string& id : rule.mitre) {
      out << "ATT&amp;CK " << id << " ";
    }
    for (const std::string& reference : rule.references) {
      write_reference(reference, out);
      out << " ";
    }
    out << "</p>\n";
  }
  out << "</li>\n";
}

void write_findings(const FileEntry& file, bool many, Markup& out) {
  const std::size_t in_full = many ? kInFullOfMany : kInFull;
  const auto& findings = file.verdict.findings;
  out << "<h4>Why it was found</h4>\n<ol class=\"findings\">\n";
  for (std::size_t i = 0; i < findings.size() && i < in_full; ++i) {
    write_finding(file, i, many, out);
  }
  out << "</ol>\n";
  const std::size_t shown = std::min(findings.size(), kMostRules);
  const std::uint64_t more =
      findings.size() - shown + file.verdict.findings_omitted;
  if (shown > in_full || more != 0) out << "<p class=\"aside also\">Also: ";
  for (std::size_t i = in_full; i < shown; ++i) {
    if (i != in_full) out << ", ";
    out << "<code>" << findings[i].rule.name << "</code> "
        << findings[i].rule.score;
  }
  if (more != 0) {
    out << " and " << text::with_commas(more)
        << " more, which the JSON form of this report lists";
  }
  if (shown > in_full || more != 0) out << ".</p>\n";
}

void write_details(const FileEntry& file, bool open, bool many, Markup& out) {
  out << "<details class=\"file\" data-number=\"" << file.number << "\"";
  if (open) out << " open";
  out << ">\n<summary><span class=\"number\">" << file.number << "</span> ";
  write_level(file.level, out);
  out << " ";
  write_path(file.verdict.path, out);
  out << "</summary>\n<div class=\"body\" id=\"file-" << file.number
      << "\" tabindex=\"-1\">\n";
  write_record(file, out);
  write_findings(file, many, out);
  if (!file.events.empty()) {
    out << "<h4>What was done with it</h4>\n";
    write_events(file.events, out);
  }
  out << "<p class=\"back\"><a href=\"#files\">Back to the list</a></p>\n"
         "</div>\n</details>\n";
}

}  // namespace

void write_file_table(const Model& model, Markup& out) {
  if (model.files.empty()) {
    out << "<p>No file was found.</p>\n";
    return;
  }
  out << "<p><em>Malicious</em> files match a rule for known web shells "
         "(score 75 or more). <em>Suspicious</em> ones (40 to 74) look like "
         "one, and need a person's judgement. A <em>notice</em> is a weak "
         "sign. Section 8 has each file in detail.</p>\n"
         "<form class=\"tools\" id=\"tools\" hidden>\n"
         "<label>Show files with <input type=\"search\" id=\"filter\" "
         "autocomplete=\"off\" spellcheck=\"false\" "
         "placeholder=\"part of a path, a family&hellip;\"></label>\n"
         "<fieldset><legend>Levels</legend>\n";
  for (std::size_t level = 3; level-- > 0;) {
    if (model.levels[level] == 0) continue;
    out << "<label><input type=\"checkbox\" name=\"level\" value=\"" << level
        << "\" checked> " << name_of(static_cast<Level>(level)) << "</label>\n";
  }
  out << "</fieldset>\n<output id=\"shown\" for=\"filter\" "
         "aria-live=\"polite\"></output>\n</form>\n"
         "<table class=\"sortable files\" id=\"file-table\">\n"
         "<caption class=\"hidden\">The files that were found</caption>\n"
         "<thead><tr><th scope=\"col\" data-sort=\"number\">No.</th>"
         "<th scope=\"col\" data-sort=\"number\">Level</th>"
         "<th scope=\"col\" data-sort=\"text\">File</th>"
         "<th scope=\"col\" data-sort=\"number\">Modified (UTC)</th>"
         "<th scope=\"col\" data-sort=\"number\">Size</th>"
         "<th scope=\"col\" data-sort=\"text\">What was done</th>"
         "</tr></thead>\n<tbody>\n";
  for (const FileEntry& file : model.files) write_row(file, out);
  out << "</tbody>\n</table>\n";
}

void write_file_details(const Model& model, Markup& out) {
  if (model.files.empty()) {
    out << "<p>No file was found.</p>\n";
    return;
  }
  const bool open = model.files.size() <= kOpenUpTo;
  const bool many = model.files.size() > kMany;
  if (many) out << "<div class=\"many\">\n";
  for (const FileEntry& file : model.files)
    write_details(file, open, many, out);
  if (many) out << "</div>\n";
}

}  // namespace beachcomb::owner_report
