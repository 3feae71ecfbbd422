// SPDX-License-Identifier: Apache-2.0
//
// Why a rule does or does not match, for people. The condition is indented as
// it is nested, what each part came to stands before it, and why behind it.
// Of many layers those that match are shown, or the one that is nearest to it.
#include <fmt/format.h>

#include <algorithm>

#include "beachcomb/explain.h"
#include "beachcomb/report.h"
#include "text/format.h"
#include "text/utf8.h"

namespace beachcomb {
namespace {

using Kind = ConditionPart::Kind;

constexpr std::size_t kShownPlaces = 3;
constexpr std::size_t kShownBytes = 24;    // of what is binary
constexpr std::size_t kShownMatching = 3;  // layers
constexpr std::size_t kShownText = 100;    // characters of a part
constexpr std::size_t kBeforeMatch = 32;   // bytes of a snippet

// Text with a few odd bytes is text.
bool is_binary(std::string_view bytes) {
  const std::size_t size = bytes.size();
  std::size_t odd = 0;
  while (!bytes.empty()) {
    const text::Character c = text::first_character(bytes);
    if (!c.valid || (c.code < 0x20 && c.code != '\t')) ++odd;
    bytes.remove_prefix(c.length);
  }
  return odd * 8 > size;
}

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    if (!text.empty()) text += ' ';
    text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  }
  return text;
}

class Text {
 public:
  Text(const FileExplanation& file, const ExplainTextOptions& options)
      : file_(file), options_(options) {}

  std::string all() {
    std::vector<std::pair<std::string, std::string>> seen;
    for (const Explanation& e : file_.explanations) {
      const std::pair<std::string, std::string> name{e.pack, e.rule};
      if (std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
      seen.push_back(name);
      rule(e);
    }
    if (file_.verdict.reason.has_value()) {
      out_ += fmt::format("not all of the file was looked at: {}",
                          info_of(*file_.verdict.reason).text);
      if (!file_.verdict.detail.empty()) {
        out_ += fmt::format(" ({})", printable(file_.verdict.detail));
      }
      out_ += '\n';
    }
    return std::move(out_);
  }

 private:
  std::string paint(const char* color, std::string_view text) const {
    if (!options_.color) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", color, text);
  }

  std::string shown(Truth truth) const {
    // As wide as the longest.
    const std::string word = fmt::format("{:<9}", name_of(truth));
    switch (truth) {
      case Truth::yes:
        return paint("32", word);
      case Truth::no:
        return paint("31", word);
      case Truth::undefined:
        return paint("33", word);
      default:
        return paint("2", word);
    }
  }

  std::string shortened(const std::string& text) const {
    std::string all = printable(text);
    if (options_.verbose || all.size() <= kShownText) return all;
    return all.substr(0, kShownText) + "...";
  }

  // All layers of one rule.
  void rule(const Explanation& first) {
    std::vector<const Explanation*> layers;
    for (const Explanation& e : file_.explanations) {
      if (e.pack == first.pack && e.rule == first.rule) layers.push_back(&e);
    }
    const auto matching = static_cast<std::size_t>(
        std::count_if(layers.begin(), layers.end(),
                      [](const auto* e) { return e->matches; }));
    const std::string name = printable(first.pack + '.' + first.rule);
    out_ += fmt::format(
        "{} {} {}\n", paint("1", name),
        matching > 0 ? paint("32", "matches") : paint("31", "does not match"),
        printable(file_.verdict.path));
    std::size_t left = 0;
    const std::vector<const Explanation*> chosen = choose(layers, matching);
    for (const Explanation* e : layers) {
      const bool is_shown =
          std::find(chosen.begin(), chosen.end(), e) != chosen.end();
      if (!is_shown) {
        ++left;
        continue;
      }
      layer(*e, layers.size() > 1);
    }
    if (left > 0) {
      out_ += fmt::format("{} more layer{}; -v shows {}\n", left,
                          left == 1 ? "" : "s", left == 1 ? "it" : "them");
    }
    out_ += '\n';
  }

  std::vector<const Explanation*> choose(std::vector<const Explanation*> layers,
                                         std::size_t matching) const {
    if (options_.verbose) return layers;
    const auto cost = [](const Explanation* e) {
      if (!e->agrees || e->reason.has_value()) return std::size_t{0};
      if (e->changes.empty()) return ~std::size_t{0};
      std::size_t sum = 0;
      for (const ConditionChange& change : e->changes) {
        sum += std::max<std::size_t>(1, change.more);
      }
      return sum;
    };
    std::stable_sort(layers.begin(), layers.end(),
                     [&](const auto* a, const auto* b) {
                       if (a->matches != b->matches) return a->matches;
                       return cost(a) < cost(b);
                     });
    const std::size_t most =
        matching > 0 ? std::min(matching, kShownMatching) : 1;
    layers.resize(std::min(layers.size(), most));
    return layers;
  }

  void layer(const Explanation& e, bool of_several) {
    if (of_several || e.layer != 0) {
      const std::string where =
          e.layer == 0 ? "the file itself"
                       : "in it: " + printable(file_.verdict.chain(e.layer));
      out_ += fmt::format("{}, {} bytes: {}\n", where, e.size,
                          e.matches ? "matches" : "does not match");
    }
    if (!e.agrees || e.reason.has_value() || !e.detail.empty()) {
      out_ += fmt::format("  {}\n", paint("1;31", printable(e.detail)));
    }
    if (e.condition.text.empty()) return;
    part(e.condition, 1);
    if (e.condition_truth == Truth::unknown) {
      out_ +=
          fmt::format("  what is unknown decides; libyara says that it {}\n",
                      e.matches ? "matches" : "does not match");
    }
    for (const std::string& global : e.failing_globals) {
      out_ += fmt::format(
          "  the global rule {} fails, and with it every rule "
          "of its pack\n",
          printable(global));
    }
    if (e.is_private) out_ += "  it is private: it is never reported itself\n";
    strings(e);
    if (!e.matches) changes(e);
  }

  void part(const ConditionPart& part, std::size_t depth) {
    std::string text;
    switch (part.kind) {
      case Kind::all:
        text = "all of these";
        break;
      case Kind::any:
        text = "one of these";
        break;
      case Kind::opposite:
        text = "not";
        break;
      default:
        text = shortened(part.text);
    }
    out_ +=
        fmt::format("  {} {:{}}{}", shown(part.truth), "", depth * 2 - 2, text);
    if (!part.value.empty()) {
      out_ += paint("2", "  [" + shortened(part.value) + ']');
    }
    out_ += '\n';
    for (const ConditionPart& below : part.parts) {
      this->part(below, depth + 1);
    }
  }

  void strings(const Explanation& e) {
    if (e.strings.empty()) return;
    out_ += "strings\n";
    for (const ExplainedString& string : e.strings) {
      const std::string count = string.count == 0 ? paint("31", "nowhere")
                                : string.count == 1
                                    ? "1 place"
                                    : fmt::format("{} places", string.count);
      out_ += fmt::format("  {} = {}: {}\n", printable(string.id),
                          shortened(string.declaration), count);
      std::size_t left =
          options_.verbose ? string.matches.size() : kShownPlaces;
      for (const Match& match : string.matches) {
        if (left-- == 0) break;
        place(match);
      }
    }
  }

  void place(const Match& match) {
    if (!is_binary(match.snippet)) {
      out_ += fmt::format("    line {}, column {}: {}\n", match.line,
                          match.column, paint("2", printable(match.snippet)));
      return;
    }
    // The snippet begins a little before the match, on the same line.
    const std::size_t start = std::min<std::size_t>(
        {match.snippet.size(), kBeforeMatch,
         match.column == 0 ? 0 : static_cast<std::size_t>(match.column - 1)});
    const std::string_view found =
        std::string_view(match.snippet)
            .substr(start, std::min<std::size_t>(match.length, kShownBytes));
    out_ += fmt::format("    at 0x{:x}: {}{}\n", match.offset,
                        paint("2", hex(found)),
                        match.length > found.size() ? " ..." : "");
  }

  void changes(const Explanation& e) {
    if (e.condition_truth != Truth::no &&
        e.condition_truth != Truth::undefined) {
      return;
    }
    if (e.changes.empty()) {
      out_ += "nothing in the file could make it match: what fails is fixed\n";
      return;
    }
    std::size_t count = 0;
    for (const ConditionChange& change : e.changes) {
      count += std::max<std::size_t>(1, change.more);
    }
    out_ += fmt::format("to match, {} would have to change:\n",
                        text::counted(count, "part"));
    for (const ConditionChange& change : e.changes) {
      out_ += "  " + words_for(change) + '\n';
    }
    if (e.changes_may_fail) {
      out_ += "  (they depend on each other: it might still not match)\n";
    }
  }

  std::string words_for(const ConditionChange& change) const {
    const bool is_string =
        (change.of.empty() ? change.text : change.of.front())
                .find_first_of(" (") == std::string::npos &&
        (change.of.empty() ? change.text : change.of.front()).starts_with('$');
    const char* const verb = is_string ? change.wanted ? "occur" : "be absent"
                             : change.wanted ? "hold"
                                             : "fail";
    if (change.of.empty()) {
      std::string text = shortened(change.text) + " would have to " + verb;
      if (!is_string && !change.value.empty()) {
        text += "  [" + shortened(change.value) + ']';
      }
      return text;
    }
    std::string names;
    for (const std::string& name : change.of) {
      names += (names.empty() ? "" : ", ") + printable(name);
    }
    return fmt::format("{}{} of {} would have to {}", change.more,
                       change.wanted ? " more" : "", shortened(names), verb);
  }

  const FileExplanation& file_;
  const ExplainTextOptions& options_;
  std::string out_;
};

}  // namespace

std::string as_text(const FileExplanation& explanation,
                    const ExplainTextOptions& options) {
  return Text(explanation, options).all();
}

}  // namespace beachcomb
