// SPDX-License-Identifier: Apache-2.0
#include "owner_report/excerpts.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "text/format.h"
#include "text/utf8.h"

namespace beachcomb::owner_report {
namespace {

constexpr std::size_t kMostExcerpts = 3;
constexpr std::size_t kMostSnippet = 400;  // bytes
constexpr std::size_t kMostStrings = 6;

// Layer, line, and the offset where there is no line.
using Place = std::tuple<std::uint32_t, std::uint64_t, std::uint64_t>;

Place place_of(const Finding& finding, const Match& match) {
  return {finding.layer, match.line, match.line == 0 ? match.offset : 0};
}

std::string where_of(const Match& match) {
  if (match.line == 0) return "byte " + text::with_commas(match.offset);
  std::string text = "line " + text::with_commas(match.line);
  if (match.column != 0) text += ", column " + text::with_commas(match.column);
  return text;
}

// Not in the middle of a character.
std::string cut(const std::string& snippet) {
  if (snippet.size() <= kMostSnippet) return snippet;
  std::size_t end = 0;
  while (end < kMostSnippet) {
    end += text::first_character(std::string_view(snippet).substr(end)).length;
  }
  return snippet.substr(0, end) + "\u2026";
}

std::vector<Excerpt> excerpts_of(const Finding& finding,
                                 std::set<Place>* shown) {
  std::vector<Excerpt> excerpts;
  std::vector<Place> places;
  std::vector<std::vector<std::string>> strings;
  for (const Match& match : finding.matches) {
    const Place place = place_of(finding, match);
    const auto found = std::find(places.begin(), places.end(), place);
    const auto at = static_cast<std::size_t>(found - places.begin());
    if (found == places.end()) {
      if (places.size() == kMostExcerpts) continue;
      places.push_back(place);
      strings.emplace_back();
      excerpts.push_back({.where = where_of(match)});
    }
    Excerpt& excerpt = excerpts[at];
    if (match.snippet.size() > excerpt.snippet.size()) {
      excerpt.snippet = match.snippet;
    }
    auto& ids = strings[at];
    if (std::find(ids.begin(), ids.end(), match.id) == ids.end() &&
        ids.size() < kMostStrings) {
      ids.push_back(match.id);
      excerpt.strings += (excerpt.strings.empty() ? "" : ", ") + match.id;
    }
  }
  for (std::size_t i = 0; i < excerpts.size(); ++i) {
    excerpts[i].snippet = shown->insert(places[i]).second
                              ? cut(excerpts[i].snippet)
                              : std::string();
  }
  return excerpts;
}

}  // namespace

std::vector<std::vector<Excerpt>> excerpts_of(const Verdict& verdict) {
  std::set<Place> shown;
  std::vector<std::vector<Excerpt>> all;
  for (const Finding& finding : verdict.findings) {
    all.push_back(excerpts_of(finding, &shown));
  }
  return all;
}

}  // namespace beachcomb::owner_report
