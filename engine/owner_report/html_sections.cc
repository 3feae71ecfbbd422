// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "owner_report/formats.h"
#include "owner_report/html.h"
#include "text/format.h"

namespace beachcomb::owner_report {
namespace {

constexpr std::size_t kMostFolders = 200;
constexpr std::size_t kMostUnread = 2000;
constexpr std::array<const char*, 3> kLevels = {"weak signs", "suspicious",
                                                "malicious"};

void write_tallies(const std::vector<Tally>& tallies, bool paths,
                   std::string_view heading, Markup& out) {
  LevelCounts all{};
  for (const Tally& tally : tallies) {
    for (std::size_t level = 0; level < all.size(); ++level) {
      all[level] += tally.counts[level];
    }
  }
  out << "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\""
      << heading << "\">\n<table class=\"sortable\">\n<thead><tr>"
      << "<th scope=\"col\">" << heading << "</th>";
  for (std::size_t level = 3; level-- > 0;) {
    if (all[level] == 0) continue;
    out << "<th scope=\"col\" data-sort=\"number\">"
        << std::string_view(kLevels[level]) << "</th>";
  }
  out << "<th scope=\"col\" data-sort=\"number\">files</th></tr></thead>\n"
         "<tbody>\n";
  for (std::size_t i = 0; i < tallies.size() && i < kMostFolders; ++i) {
    const Tally& tally = tallies[i];
    out << "<tr><th scope=\"row\">";
    if (paths) {
      write_path(tally.name.empty() ? "./" : tally.name, out);
    } else {
      out << (tally.name.empty() ? std::string("no family named") : tally.name);
    }
    out << "</th>";
    for (std::size_t level = 3; level-- > 0;) {
      if (all[level] == 0) continue;
      out << "<td class=\"number\">" << text::with_commas(tally.counts[level])
          << "</td>";
    }
    out << "<td class=\"number\">" << text::with_commas(sum(tally.counts))
        << "</td></tr>\n";
  }
  out << "</tbody>\n</table>\n</div>\n";
  if (tallies.size() > kMostFolders) {
    out << "<p class=\"aside\">"
        << text::with_commas(tallies.size() - kMostFolders)
        << " more are in the JSON form of this report.</p>\n";
  }
}

void write_times(const TimeChart& chart, Markup& out) {
  out << "<details class=\"data\"><summary>The same as a table</summary>\n"
         "<table><thead><tr><th scope=\"col\">"
      << chart.unit
      << "</th><th scope=\"col\">malicious</th><th scope=\"col\">suspicious"
         "</th><th scope=\"col\">weak signs</th></tr></thead><tbody>\n";
  for (const TimeBin& bin : chart.bins) {
    if (sum(bin.counts) == 0) continue;
    out << "<tr><th scope=\"row\">" << bin.label << "</th>";
    for (std::size_t level = 3; level-- > 0;) {
      out << "<td class=\"number\">" << bin.counts[level] << "</td>";
    }
    out << "</tr>\n";
  }
  out << "</tbody></table></details>\n";
}

void write_url(const Reference& reference, Markup& out) {
  out << "<a href=\"" << reference.url << "\" rel=\"noreferrer noopener\">"
      << reference.label << "</a>";
}

void write_advice(const Advice& advice, Markup& out) {
  out << "<li><h3>" << advice.title << "</h3>\n";
  for (const std::string& paragraph : advice.paragraphs) {
    out << "<p>" << paragraph << "</p>\n";
  }
  if (!advice.commands.empty()) {
    out << "<pre class=\"commands\" tabindex=\"0\"><code>";
    for (std::size_t i = 0; i < advice.commands.size(); ++i) {
      if (i != 0) out << "\n";
      out << advice.commands[i];
    }
    out << "</code></pre>\n";
  }
  if (!advice.references.empty()) {
    out << "<ul class=\"references\">\n";
    for (const Reference& reference : advice.references) {
      out << "<li>";
      write_url(reference, out);
      out << "</li>\n";
    }
    out << "</ul>\n";
  }
  out << "</li>\n";
}

void write_reasons(const std::vector<ReasonCount>& reasons,
                   std::string_view heading, Markup& out) {
  if (reasons.empty()) return;
  out << "<table>\n<thead><tr><th scope=\"col\">" << heading
      << "</th><th scope=\"col\">Number</th><th scope=\"col\">What it means"
         "</th></tr></thead>\n<tbody>\n";
  for (const ReasonCount& reason : reasons) {
    out << "<tr><th scope=\"row\">" << reason.text
        << "</th><td class=\"number\">" << text::with_commas(reason.count)
        << "</td><td>"
        << std::string_view(reason.leaves_unread
                                ? "content that was asked for was not read"
                                : "left out on purpose")
        << "</td></tr>\n";
  }
  out << "</tbody>\n</table>\n";
}

void write_unread(const std::vector<Unread>& unread, Markup& out) {
  if (unread.empty()) return;
  out << "<h3>Entry by entry</h3>\n<table class=\"sortable unread\">\n"
         "<thead><tr><th scope=\"col\" data-sort=\"text\">Entry</th>"
         "<th scope=\"col\" data-sort=\"text\">Why</th></tr></thead>\n"
         "<tbody>\n";
  for (std::size_t i = 0; i < unread.size() && i < kMostUnread; ++i) {
    out << "<tr><th scope=\"row\">";
    write_path(unread[i].path, out);
    out << "</th><td>" << unread[i].reason;
    if (!unread[i].detail.empty()) {
      out << "<br><span class=\"aside\">" << unread[i].detail << "</span>";
    }
    out << "</td></tr>\n";
  }
  out << "</tbody>\n</table>\n";
  if (unread.size() > kMostUnread) {
    out << "<p class=\"aside\">"
        << text::with_commas(unread.size() - kMostUnread)
        << " more are in the JSON form of this report.</p>\n";
  }
}

}  // namespace

void write_path(std::string_view path, Markup& out) {
  out << "<code class=\"path\">";
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::size_t end = slash == path.npos ? path.size() : slash + 1;
    out << path.substr(0, end);
    if (end != path.size()) out << "<wbr>";
    path.remove_prefix(end);
  }
  out << "</code>";
}

void write_level(Level level, Markup& out) {
  out << "<span class=\"level level-" << name_of(level) << "\">"
      << name_of(level) << "</span>";
}

void write_events(const std::vector<CustodyEvent>& events, Markup& out) {
  out << "<table class=\"events\">\n<thead><tr><th scope=\"col\">No.</th>"
         "<th scope=\"col\">Time</th><th scope=\"col\">Event</th>"
         "<th scope=\"col\">By</th></tr></thead>\n<tbody>\n";
  for (const CustodyEvent& event : events) {
    out << "<tr><td class=\"number\">" << event.sequence
        << "</td><td class=\"time\">" << text::time_for_people(event.time)
        << "</td><td>" << event_text(event.event);
    if (!event.detail.empty()) {
      out << "<br><span class=\"aside\">" << event.detail << "</span>";
    }
    out << "</td><td>" << event.actor << "</td></tr>\n";
  }
  out << "</tbody>\n</table>\n";
}

void write_found(const Model& model, Markup& out) {
  if (model.files.empty()) {
    out << "<p>Nothing.</p>\n";
    return;
  }
  out << "<h3>By family</h3>\n"
         "<p>A family is what the rules call a kind of web shell. A file "
         "counts once, under the family of its strongest finding.</p>\n";
  write_tallies(model.families, false, "Family", out);
  out << "<h3>By time</h3>\n";
  if (model.times.bins.empty()) {
    out << "<p>No file has a time.</p>\n";
  } else {
    write_time_chart(model.times, out);
    write_legend(model.levels, out);
    if (model.times.undated != 0) {
      out << "<p class=\"aside\">"
          << text::counted(model.times.undated, "file has", "files have")
          << " no time and is not in the chart.</p>\n";
    }
    write_times(model.times, out);
  }
  out << "<h3>By folder</h3>\n";
  write_folder_map(model.map, out);
  out << "<details class=\"data\"><summary>Each folder, as a table</summary>\n";
  write_tallies(model.folders, true, "Folder", out);
  out << "</details>\n";
}

void write_not_done(const Model& model, Markup& out) {
  out << "<p>This report is no certificate of a clean server. In "
         "particular:</p>\n<ul class=\"advice\">\n";
  for (const Advice& advice : model.not_done) write_advice(advice, out);
  out << "</ul>\n";
}

void write_next(const Model& model, Markup& out) {
  out << "<p>In this order. The commands are to be run by an administrator who "
         "knows what they do.</p>\n<ol class=\"advice steps\">\n";
  for (const Advice& advice : model.next) write_advice(advice, out);
  out << "</ol>\n";
}

void write_account(const Model& model, Markup& out) {
  if (!model.has_scan) {
    out << "<p>This report is made from a case, without the record of the "
           "scan. What could not be scanned stands there.</p>\n";
    return;
  }
  if (model.account) {
    const ScanAccount& account = *model.account;
    out << "<p>Every entry that the scan met is in one of these lines.</p>\n"
           "<table>\n<tbody>\n<tr><th scope=\"row\">Entries</th>"
           "<td class=\"number\">"
        << text::with_commas(account.files)
        << "</td></tr>\n<tr><th scope=\"row\">Read whole, nothing found</th>"
           "<td class=\"number\">"
        << text::with_commas(account.clean)
        << "</td></tr>\n<tr><th scope=\"row\">Found</th><td class=\"number\">"
        << text::with_commas(account.detected) << "</td></tr>\n";
    std::uint64_t others = 0;
    for (const auto& [reason, count] : account.not_scanned) others += count;
    out << "<tr><th scope=\"row\">Not scanned</th><td class=\"number\">"
        << text::with_commas(others) << "</td></tr>\n"
        << "<tr><th scope=\"row\">Layers unwrapped from files</th>"
           "<td class=\"number\">"
        << text::with_commas(account.layers) << "</td></tr>\n</tbody>\n"
        << "</table>\n";
  }
  for (const std::string_view wrong :
       {!model.account ? "The record of the scan has no end: the scan was cut "
                         "off."
        : !model.account->complete ? "The scan was stopped early."
                                   : ""}) {
    if (!wrong.empty()) out << "<p class=\"warning\">" << wrong << "</p>\n";
  }
  write_reasons(model.not_scanned, "Entries not scanned", out);
  write_reasons(model.layers_not_scanned, "Layers not scanned", out);
  write_unread(model.unread, out);
  if (model.unread.empty() && model.account && model.account->complete) {
    out << "<p>Everything that was asked for was read.</p>\n";
  }
}

void write_journal(const Model& model, Markup& out) {
  if (!model.evidence) {
    out << "<p>There is no case: nothing was copied, and nothing was changed. "
           "<code>beachcomb evidence collect</code> copies what was found "
           "before anybody touches it.</p>\n";
    return;
  }
  const Case& evidence = *model.evidence;
  out << "<p>Every step is a line of the case's journal. Each line has the "
         "hash of the one before and a signature, so that none can be "
         "changed, dropped or put in between without being noticed. Whoever "
         "has the last hash can prove what the journal said when this report "
         "was made: keep it apart from the case.</p>\n<dl class=\"record\">\n"
         "<div><dt>Case folder</dt><dd>";
  write_path(evidence.folder, out);
  out << "</dd></div>\n<div><dt>Opened</dt><dd>"
      << text::time_for_people(evidence.opened)
      << "</dd></div>\n<div><dt>Hash of the last line (SHA-256)</dt><dd>"
         "<code class=\"hash\">"
      << evidence.head
      << "</code></dd></div>\n<div><dt>Fingerprint of the key</dt><dd>"
         "<code class=\"hash\">"
      << evidence.key << "</code></dd></div>\n";
  for (const auto& [name, value] : model.details) {
    out << "<div><dt>" << name << "</dt><dd>" << value << "</dd></div>\n";
  }
  out << "</dl>\n<p>To check the journal, the signatures and every copy:</p>\n"
         "<pre class=\"commands\" tabindex=\"0\"><code>";
  for (const std::string& command : verify_commands(model)) out << command;
  out << "</code></pre>\n";
  if (!model.case_events.empty()) {
    out << "<h3>Events of the case as a whole</h3>\n";
    write_events(model.case_events, out);
  }
  if (!evidence.not_copied.empty()) {
    out << "<h3>What could not be copied</h3>\n<table class=\"unread\"><thead>"
           "<tr><th scope=\"col\">File</th><th scope=\"col\">Why</th></tr>"
           "</thead>\n<tbody>\n";
    for (const auto& [path, reason] : evidence.not_copied) {
      out << "<tr><th scope=\"row\">";
      write_path(path, out);
      out << "</th><td>" << reason << "</td></tr>\n";
    }
    out << "</tbody></table>\n";
  }
}

}  // namespace beachcomb::owner_report
