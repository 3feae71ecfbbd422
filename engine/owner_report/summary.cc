// SPDX-License-Identifier: Apache-2.0
//
// What happened, in words for an owner who has never heard of a web shell.
// A sentence stands here only when the values behind it are there: a report
// that guesses is worth nothing to a lawyer.
#include <algorithm>

#include "owner_report/advice.h"
#include "text/format.h"

namespace beachcomb::owner_report {
namespace {

using text::bytes_for_people;
using text::time_for_people;

std::string files(std::uint64_t count) { return text::counted(count, "file"); }

std::string what_was_found(const Model& model) {
  std::string text;
  if (model.account) {
    text = "The program looked at " + files(model.account->files) + " (" +
           bytes_for_people(model.account->bytes) + "). ";
  }
  const std::uint64_t all = model.files.size();
  if (all == 0) {
    return text +
           "None of those that it could read matched a rule for web "
           "shells.";
  }
  text += files(all) + (all == 1 ? " is, or may be, a web shell: "
                                 : " are, or may be, web shells: ");
  constexpr const char* kWords[3] = {
      "matching weak signs only", "suspicious, to be judged by a person",
      "malicious, matching a rule for known web shells"};
  bool first = true;
  for (std::size_t level = 3; level-- > 0;) {
    if (model.levels[level] == 0) continue;
    if (!first) text += "; ";
    first = false;
    text += text::with_commas(model.levels[level]) + ' ' + kWords[level];
  }
  return text + ".";
}

std::string where_and_when(const Model& model) {
  std::string text =
      (model.files.size() == 1 ? "It lies in " : "They lie in ") +
      text::counted(model.folders.size(), "folder");
  if (!model.times.bins.empty()) {
    std::int64_t first = 0;
    std::int64_t last = 0;
    bool any = false;
    for (const FileEntry& file : model.files) {
      const auto time = file.item ? file.item->file.times.modified
                                  : file.verdict.mtime.value_or(0);
      if (!file.item && !file.verdict.mtime) continue;
      first = any ? std::min(first, time) : time;
      last = any ? std::max(last, time) : time;
      any = true;
    }
    text += time_for_people(first) == time_for_people(last)
                ? " and bear the time " + time_for_people(first)
                : " and bear times from " + time_for_people(first) + " to " +
                      time_for_people(last);
    if (model.files.size() == 1) {
      text.replace(text.find("bear"), 4, "bears");
    }
    text += ". A file's time can be set to any value by whoever writes it";
  }
  text += '.';
  if (model.backdated != 0) {
    text += " Of " + files(model.backdated) +
            " the system recorded a change more than a day after the time "
            "that the file itself bears: it may have been given a false time, "
            "or have been copied, restored or had its permissions changed.";
  }
  return text;
}

std::string what_was_done(const Model& model) {
  if (!model.evidence) {
    return "Nothing was changed on the server: the files were read and left "
           "where they are.";
  }
  std::string text;
  if (model.copied == 0) {
    text = "No file was copied as evidence";
  } else {
    text = files(model.copied) + (model.copied == 1 ? " was" : " were") +
           " copied as evidence, with everything that the system says about "
           "it";
    if (model.copied != 1) text.replace(text.rfind("it"), 2, "them");
  }
  if (model.removed == 0) {
    text += ". No file was removed.";
  } else {
    text += ", and " + text::with_commas(model.removed) +
            (model.removed == 1 ? " was" : " were") +
            " removed after the copy had been verified. Nothing else on the "
            "server was touched.";
  }
  const std::uint64_t left = model.files.size() - model.removed;
  if (left != 0) {
    text += ' ' + files(left) + (left == 1 ? " is" : " are") +
            " still in place; section 8 has the reasons that were "
            "recorded.";
  }
  return text;
}

std::string what_is_unread(const Model& model) {
  if (!model.has_scan) {
    return "This report is made from a case alone: how many files were looked "
           "at, and which could not be read, stands in the record of the scan.";
  }
  std::string text;
  if (!model.account) {
    text =
        "The record of the scan has no end: the scan was cut off, and "
        "there are files that this report does not speak of. ";
  } else if (!model.account->complete) {
    text =
        "The scan was stopped early: there are files that this report does "
        "not speak of. ";
  }
  const std::uint64_t unread = model.unread.size();
  if (unread != 0) {
    text += text::counted(unread, "entry", "entries") +
            " could not be scanned, or not whole; nothing is known about what "
            "was not read.";
  } else if (text.empty()) {
    text = "Everything that was asked for could be read.";
  }
  return text;
}

}  // namespace

std::vector<std::string> summary_of(const Model& model) {
  std::vector<std::string> paragraphs;
  paragraphs.emplace_back(
      "A web shell is a small page that somebody has put on a web server so "
      "that it carries out whatever commands they send to it over the web. It "
      "keeps working after the hole through which it came was closed, and "
      "after passwords were changed.");
  paragraphs.push_back(what_was_found(model));
  if (!model.files.empty()) {
    paragraphs.push_back(where_and_when(model));
    paragraphs.push_back(what_was_done(model));
    paragraphs.emplace_back(
        "Whoever put a web shell on this server could do there what the web "
        "server itself may do: read and change data, run programs, reach "
        "other machines. Removing the shell ends that way in; it does not "
        "undo what was done through it. Treat the server as compromised until "
        "somebody has looked.");
  }
  paragraphs.push_back(what_is_unread(model));
  return paragraphs;
}

}  // namespace beachcomb::owner_report
