// SPDX-License-Identifier: Apache-2.0
//
// What the notice of April 2021 said, too: the shells were removed, and
// nothing was patched, and no other malware was looked for. An owner who takes
// a removed file for a clean server is worse off than before.
#include "owner_report/advice.h"
#include "text/format.h"

namespace beachcomb::owner_report {

std::vector<Advice> not_done(const Model& model, const Subjects& subjects) {
  std::vector<Advice> all;
  const auto add = [&all](const char* title, std::string text) {
    all.push_back({.title = title, .paragraphs = {std::move(text)}});
  };
  add("Nothing was patched",
      "The weakness through which the files came is as open as it was, unless "
      "somebody has closed it. The same attacker, or another one, can come "
      "back the same way.");
  add("No other malware was searched for",
      "Only files in the folders that were scanned were compared with rules "
      "for web shells. Memory, running programs, databases, scheduled tasks, "
      "services, start-up entries and other machines were not examined.");
  add("No password, key or certificate was changed",
      "Accounts, passwords, keys, tokens and certificates that were used or "
      "kept on the server may be known to the attacker. None was reset.");
  if (subjects.oab || subjects.exchange) {
    add("The settings in Active Directory were not cleaned",
        "In the attacks of 2021 the shell was written into an address of an "
        "Exchange virtual directory, most often the offline address book "
        "(OAB), and exported from there into a file. Removing the file does "
        "not remove that text from the directory: until it is removed there, "
        "the file can be written again.");
  }
  add("What was done through the shell was not examined",
      "Whether data were read, changed or taken, when, and by whom, does not "
      "follow from the files. The logs of the web server may tell.");
  add("The server was not taken off the network",
      "Connections that were open stayed open, and nothing was blocked.");
  const std::uint64_t left = model.files.size() - model.removed;
  if (left != 0) {
    add("Files that were found are still there",
        (model.removed == 0
             ? std::string("No file was removed.")
             : text::counted(left, "file") + " of " +
                   text::with_commas(model.files.size()) +
                   (left == 1 ? " was" : " were") + " not removed.") +
            " A page that also has content of its own, or a "
            "container that also holds other files, is never removed by "
            "itself: take out the part that does not belong there, or put "
            "back a copy from before the intrusion.");
  }
  if (model.has_scan &&
      (!model.unread.empty() || !model.account || !model.account->complete)) {
    add("Not everything was read",
        "See the account of the scan. What was not read may hold more.");
  }
  return all;
}

}  // namespace beachcomb::owner_report
