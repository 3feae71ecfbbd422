// SPDX-License-Identifier: Apache-2.0
//
// What can be done with evidence, in the order in which a case goes.
#include "evidence.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <filesystem>

#include "beachcomb/report.h"
#include "beachcomb/version.h"
#include "commands.h"
#include "config.h"
#include "rule_loading.h"
#include "values.h"

namespace beachcomb::cli {
namespace {

const Command* const kTable[] = {
    &kEvidenceCollectCommand,
    &kEvidenceVerifyCommand,
    &kEvidenceRemoveCommand,
    &kEvidenceRestoreCommand,
};

}  // namespace

std::optional<CaseOptions> case_options(const Arguments& arguments,
                                        const RuleSet* rules) {
  CaseOptions options;
  options.folder = arguments.evidence.folder;
  options.key_file = arguments.evidence.key_file;
  options.facts = arguments.evidence.facts;
  options.facts.tool_version = version();
  if (rules != nullptr) {
    options.facts.rules = rules->fingerprint();
    options.facts.packs = names_of_packs(arguments);
  }
  if (options.folder.empty()) {
    spdlog::error("say with --case DIR which case this is about");
    return std::nullopt;
  }
  if (options.key_file.empty()) {
    const std::string folder = user_folder(arguments.environment);
    if (folder.empty()) {
      spdlog::error("there is no home folder to keep a key in; use --key FILE");
      return std::nullopt;
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    options.key_file = folder + "/evidence.key";
  }
  return options;
}

std::string line_of(const ItemResult& result, std::string_view undone) {
  std::string text =
      fmt::format("{:>4}  {}: {}{}\n",
                  result.number == 0 ? "-" : std::to_string(result.number),
                  printable(result.path), result.done ? "" : undone,
                  printable(result.text));
  for (const std::string& warning : result.warnings) {
    text += fmt::format("      warning: {}\n", printable(warning));
  }
  return text;
}

FlagError set_case(Arguments& arguments, const std::string& folder) {
  arguments.evidence.folder = folder;
  return {};
}

FlagError set_from(Arguments& arguments, const std::string& file) {
  arguments.evidence.from = file;
  return {};
}

FlagError set_key(Arguments& arguments, const std::string& file) {
  arguments.evidence.key_file = file;
  return {};
}

FlagError add_item(const std::string& text, std::vector<std::uint32_t>* items) {
  std::uint32_t number = 0;
  FlagError error = set_number(text, 1u, ~0u, &number);
  if (!error) items->push_back(number);
  return error;
}

const Command kEvidenceCommand = {
    .name = "evidence",
    .operands = "",
    .help = "copy what was found, remove it, put it back",
    .more =
        "A case is a folder with an encrypted copy of each file that was found "
        "and a signed\njournal of what was done with it: collect, verify, then "
        "remove, and restore if need be.",
    .flags = {},
    .run = nullptr,
    .subcommands = [] { return Command::Table(kTable); },
};

}  // namespace beachcomb::cli
