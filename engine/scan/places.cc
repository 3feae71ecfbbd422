// SPDX-License-Identifier: Apache-2.0
#include "scan/places.h"

#include <algorithm>
#include <string_view>

#include "text/snippet.h"

namespace beachcomb::scan {
namespace {

std::vector<Match*> in_order(std::vector<Finding>* findings) {
  std::vector<Match*> matches;
  for (Finding& finding : *findings) {
    for (Match& match : finding.matches) matches.push_back(&match);
  }
  std::sort(matches.begin(), matches.end(), [](const Match* a, const Match* b) {
    return a->offset < b->offset;
  });
  return matches;
}

// The line around `at`, from a little before it on.
std::string_view snippet_at(std::string_view text, std::size_t at,
                            std::size_t line_start) {
  const std::size_t begin =
      std::max(line_start, at - std::min(at, text::kSnippetBefore));
  const std::size_t line_end = std::min(text.find('\n', at), text.size());
  std::string_view snippet = text.substr(
      begin, std::min<std::size_t>(line_end - begin, text::kSnippet));
  while (snippet.ends_with('\r')) snippet.remove_suffix(1);
  return snippet;
}

}  // namespace

void add_places(Bytes bytes, std::vector<Finding>* findings) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()),
                              bytes.size());
  std::uint64_t line = 1;
  std::size_t line_start = 0;
  for (Match* match : in_order(findings)) {
    const std::size_t at = static_cast<std::size_t>(match->offset);
    for (std::size_t end;
         (end = text.find('\n', line_start)) != text.npos && end < at;) {
      ++line;
      line_start = end + 1;
    }
    match->line = line;
    match->column = at - line_start + 1;
    match->snippet = snippet_at(text, at, line_start);
  }
}

void add_snippets(Windows& windows, std::vector<Finding>* findings) {
  for (Match* match : in_order(findings)) {
    const std::uint64_t before =
        std::min<std::uint64_t>(match->offset, text::kSnippetBefore);
    const std::string text =
        windows.read_at(match->offset - before, text::kSnippet);
    const std::size_t at =
        std::min(static_cast<std::size_t>(before), text.size());
    const std::size_t line_end = text.rfind('\n', at == 0 ? 0 : at - 1);
    const std::size_t line_start =
        line_end == text.npos || line_end >= at ? 0 : line_end + 1;
    match->snippet = snippet_at(text, at, line_start);
  }
}

}  // namespace beachcomb::scan
