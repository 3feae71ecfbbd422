// SPDX-License-Identifier: Apache-2.0
//
// The table of options: parsing, --help, the man page and the bash completion
// all come from it. A new option is a new row in flags.cc.
#ifndef BEACHCOMB_CLI_FLAGS_H_
#define BEACHCOMB_CLI_FLAGS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/evidence.h"
#include "beachcomb/pipeline.h"
#include "beachcomb/rule_set.h"

namespace beachcomb::cli {

// Of `beachcomb evidence` and `beachcomb report`.
struct EvidenceArguments {
  std::string folder;                // --case
  std::string key_file;              // --key; empty: the one in the home folder
  CaseFacts facts;                   // --operator and so on
  std::string from;                  // --from; empty: PATHs are scanned
  std::string head;                  // --head
  bool yes = false;                  // --yes
  Level level = Level::malicious;    // --level
  std::vector<std::uint32_t> items;  // --item
  std::vector<std::uint32_t> mixed_items;  // --mixed-item
  bool with_context = false;               // --context, --logs
  ContextOptions context;                  // --context-window, --logs
};

// The variables of the environment.
using Environment = std::map<std::string, std::string, std::less<>>;
// Where one output goes and as what; empty: not said.
struct OutputChoice {
  std::string format;
  std::string path;  // "-" is standard output
};

// What was typed, understood.
struct Arguments {
  ScanOptions scan;
  std::vector<std::string> rules;  // --rules; none: the built-in packs
  std::vector<std::string> packs;  // --packs; none: all
  Externals externals;
  std::vector<std::string> known_good;  // --known-good
  bool shallow = false;
  std::string format = "text";        // of commands with one output
  std::string output = "-";           // of commands with one output
  std::vector<OutputChoice> outputs;  // of the others; see output_choice.h
  // Files that options name, by whether they have kOutput.
  std::vector<std::string> reads;
  std::vector<std::string> writes;
  bool requests = false;  // --requests
  bool sort_by_path = false;
  std::optional<bool> progress;  // nothing: on a terminal
  bool stats = false;
  bool quiet = false;
  bool verbose = false;
  bool help = false;
  std::vector<std::string> paths;
  EvidenceArguments evidence;
  // Of `report`, which has a case, too.
  std::string addressee;  // --for
  std::string contact;    // --contact
  // Of `rules list`.
  std::string family;
  std::string mitre;
  int list_score = 0;
  std::string config;  // --config
  Environment environment;
  // Of `rules check`.
  std::string tree;
  // Of `rules fmt`.
  bool format_check = false;
  bool format_diff = false;
  // Of `rules new`.
  std::vector<std::string> clean;
  std::string new_pack;
  std::string plot;       // of `rules profile`
  bool coverage = false;  // of `rules test`
};

// Why a value can't be used, if it can't.
using FlagError = std::optional<std::string>;

enum class ValueKind { none, text, file, folder, choice };

enum Trait : unsigned {
  kRepeats = 1,    // each value counts, not only the last
  kTypedOnly = 2,  // dangerous or senseless when it is not typed
  kAsTyped = 4,    // a path that no folder is put before
  // Of those that have the same bit, all come from the same place: who says
  // where the results go says in which format, too.
  kInput = 8,
  kOutput = 16,
  // What a configuration says of it is for scans of PATHs, and passed over by
  // an option that takes none.
  kOfPaths = 32,
  kTakesNoPaths = 64,
};

struct Flag {
  const char* names;  // "-r,--rules"
  const char* value;  // what the value is called in the help; "" for none
  ValueKind kind;
  const char* group;  // the heading it stands under
  const char* help;   // one line
  const char* more;   // further sentences for the man page
  // Without a value, "true"; of --x,--no-x "false", too.
  FlagError (*set)(Arguments& arguments, const std::string& value);
  // What there is to choose from, with blanks, for the completion. Of the kind
  // `choice` nothing else is taken.
  std::string (*choices)() = nullptr;
  const char* fallback = "";  // what holds when nothing is said, as it is typed
  unsigned traits = 0;

  std::vector<std::string_view> all_names() const;
  // Its name in beachcomb.toml: the long one, "max-file-size".
  std::string_view key() const;
  bool goes_both_ways() const;  // --x,--no-x
  bool has(Trait trait) const { return (traits & trait) != 0; }
  // The same for a command that has other words for it.
  constexpr Flag reworded(const char* help_there,
                          const char* more_there = "") const {
    Flag flag = *this;
    flag.help = help_there;
    flag.more = more_there;
    return flag;
  }
};

// Something that the program does. A command either runs or stands for the
// table of its subcommands; each has a file of its own, where its row is.
struct Command {
  using Table = std::span<const Command* const>;

  const char* name;
  const char* operands;  // "PATH..."
  const char* help;      // one line
  const char* more;      // for the help of the command and the man page
  std::span<const Flag> flags;
  int (*run)(const Arguments& arguments);
  const char* exit_codes = nullptr;  // when they mean other things than usual
  Table (*subcommands)() = nullptr;  // then there are no flags and no run
};

std::span<const Flag> scan_flags();

// One option, typed or configured, in the order in which it counts.
struct GivenOption {
  const Flag* flag = nullptr;
  std::string value;
};

// What stands behind the command's name, taken apart. The Error is for the
// user.
struct TypedWords {
  std::vector<GivenOption> options;
  std::vector<std::string> paths;
};
Result<TypedWords> take_apart(const Command& command,
                              const std::vector<std::string>& words);

// Why the option can't have this value, with its name: "option --x: ...".
FlagError apply(const GivenOption& option, Arguments* arguments);

// The name in `known` that was probably meant; empty when none is near.
std::string_view nearest(std::string_view typed,
                         const std::vector<std::string_view>& known);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_FLAGS_H_
