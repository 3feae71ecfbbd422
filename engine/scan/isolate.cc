// SPDX-License-Identifier: Apache-2.0
#include "scan/isolate.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>

#include "rules/spans.h"
#include "scan/compiler.h"

namespace beachcomb::scan {
namespace {

namespace fs = std::filesystem;
using rules::ItemKind;
using rules::ItemSpan;

constexpr int kMaxIncludeDepth = 16;  // as in libyara

// Beside the file that includes it, else where the name itself leads.
std::optional<RuleSource> open_include(const RuleSource& from,
                                       std::string_view name) {
  for (const fs::path& path :
       {fs::path(from.path).parent_path() / name, fs::path(name)}) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) continue;
    std::ifstream file(path, std::ios::binary);
    return RuleSource{
        from.pack, path.string(), {std::istreambuf_iterator<char>(file), {}}};
  }
  return std::nullopt;
}

void resolve(RuleSource source, int depth, std::vector<RuleSource>* out,
             std::vector<RuleProblem>* problems) {
  // The rest of the source after the last include; what is before is blank.
  std::string rest = source.text;
  for (const ItemSpan& item : rules::rule_spans(source.text)) {
    if (item.kind != ItemKind::include) continue;
    rules::blank_out(rest, item.span);
    std::optional<RuleSource> included = open_include(source, item.name);
    if (!included.has_value() || depth == kMaxIncludeDepth) {
      problems->push_back({.path = source.path,
                           .line = static_cast<int>(item.span.begin.line),
                           .column = static_cast<int>(item.span.begin.column),
                           .reason = included.has_value()
                                         ? "includes are nested too deeply"
                                         : "can't open include file \"" +
                                               std::string(item.name) + '"'});
      continue;
    }
    // Rules may refer to those above, so the text is cut at the include.
    const std::size_t cut = item.span.begin.offset;
    RuleSource before = source;
    before.text = rest.substr(0, cut);
    out->push_back(std::move(before));
    for (std::size_t i = 0; i < cut; ++i) {
      if (rest[i] != '\n') rest[i] = ' ';
    }
    resolve(std::move(*included), depth + 1, out, problems);
  }
  source.text = std::move(rest);
  out->push_back(std::move(source));
}

// libyara takes C strings: what is behind a NUL would be lost without a word.
void replace_nuls(RuleSource* source, std::vector<RuleProblem>* problems) {
  std::string& text = source->text;
  const std::size_t first = text.find('\0');
  if (first == text.npos) return;
  const auto line = std::count(
      text.begin(), text.begin() + static_cast<std::ptrdiff_t>(first), '\n');
  problems->push_back({.path = source->path,
                       .line = static_cast<int>(line) + 1,
                       .column = 1,
                       .reason = "NUL bytes in rule text, read as spaces"});
  std::replace(text.begin(), text.end(), '\0', ' ');
}

// Editors of Windows begin files with one, and libyara refuses them.
void replace_byte_order_mark(RuleSource* source,
                             std::vector<RuleProblem>* problems) {
  if (!source->text.starts_with("\xef\xbb\xbf")) return;
  source->text.replace(0, 3, 3, ' ');
  problems->push_back({.path = source->path,
                       .line = 1,
                       .column = 1,
                       .reason = "byte order mark, read as spaces",
                       .is_error = false});
}

// The item that an error is about: the one that libyara names, else the last
// that begins on or above the line.
const ItemSpan* culprit(const std::vector<ItemSpan>& items,
                        const RuleProblem& problem) {
  const ItemSpan* by_line = nullptr;
  const ItemSpan* by_name = nullptr;
  for (const ItemSpan& item : items) {
    if (static_cast<int>(item.span.begin.line) > problem.line) break;
    if (item.kind == ItemKind::rule && item.name == problem.rule) {
      by_name = &item;
    }
    // What is wrong with a rule that does not end shows in the next one.
    if (by_line == nullptr || by_line->closed) by_line = &item;
  }
  return by_name != nullptr ? by_name : by_line;
}

// After a bad rule libyara's parser may not know a good one. Only the first
// error of a round is sure; of the others, those that can't follow from it.
bool may_follow_from_another(const RuleProblem& problem) {
  return problem.reason.find("undefined identifier") != std::string::npos ||
         problem.reason.find("undefined string") != std::string::npos;
}

// One round: blanks out what is surely wrong. False when nothing could be.
bool blank_culprits(const std::vector<RuleProblem>& errors, RuleSource* source,
                    std::vector<RuleProblem>* problems) {
  const std::string text = source->text;
  const std::vector<ItemSpan> items = rules::rule_spans(text);
  std::set<const ItemSpan*> blanked;
  for (const RuleProblem& error : errors) {
    if (!blanked.empty() && may_follow_from_another(error)) continue;
    const ItemSpan* item = culprit(items, error);
    if (item == nullptr || !blanked.insert(item).second) continue;
    rules::blank_out(source->text, item->span);
    problems->push_back(error);
    if (item->kind == ItemKind::rule) {
      problems->back().rule = std::string(item->name);
    }
  }
  return !blanked.empty();
}

}  // namespace

std::vector<RuleSource> resolve_includes(std::vector<RuleSource> sources,
                                         std::vector<RuleProblem>* problems) {
  std::vector<RuleSource> out;
  for (RuleSource& source : sources) {
    replace_nuls(&source, problems);
    replace_byte_order_mark(&source, problems);
    resolve(std::move(source), 0, &out, problems);
  }
  return out;
}

void isolate_bad_rules(const Externals& externals,
                       std::vector<RuleSource>* sources,
                       std::vector<RuleProblem>* problems) {
  for (std::size_t i = 0; i < sources->size(); ++i) {
    RuleSource& source = (*sources)[i];
    for (;;) {
      Compiler compiler(externals);
      // Rules of the same pack see those of the files before.
      for (std::size_t j = 0; j < i; ++j) {
        if ((*sources)[j].pack == source.pack) compiler.add((*sources)[j]);
      }
      std::vector<RuleProblem> found = compiler.add(source);
      std::erase_if(found, [](const RuleProblem& p) { return !p.is_error; });
      if (found.empty()) break;
      if (!blank_culprits(found, &source, problems)) {
        // Not even the outline of a rule: nothing in it can be used.
        problems->push_back(found.front());
        source.text.clear();
      }
    }
  }
}

}  // namespace beachcomb::scan
