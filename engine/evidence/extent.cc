// SPDX-License-Identifier: Apache-2.0
//
// Is the file the shell, or is the shell in a file? No rule says it, so it is
// judged by where the findings stand and by what the rest is. The judgement
// may be wrong only in one direction: a page that somebody needs must not be
// taken for a shell, while a shell that is taken for a page costs a person's
// look. So a file counts as whole only if
//   - what the rules found, from the first to the last place, spans half of
//     it, or
//   - the rest is short and does nothing that a page of an application does:
//     it includes no other file, has no code behind it and no master page.
#include "evidence/extent.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>

#include "text/ascii.h"

namespace beachcomb::evidence {
namespace {

constexpr std::size_t kMostRest = 600;  // bytes that are no white space
constexpr std::size_t kTellingBytes = 13;
constexpr std::size_t kMostLine = 160;  // what a line has around a place

// How layers of containers are called, by the first step. Members that have a
// name are in one, too.
constexpr std::array<std::string_view, 15> kContainers = {
    "zip",  "tar", "7z",   "rar", "cab",  "iso",      "cpio", "ar",
    "gzip", "xz",  "zstd", "lz4", "lzip", "compress", "bzip2"};

// What pages of applications have and shells have no need of. In lower case.
constexpr std::array<std::string_view, 27> kPageMarks = {
    "require",       "include",      "inherits=",
    "codebehind=",   "codefile=",    "masterpagefile",
    "<asp:content",  "<jsp:include", "<%@ include",
    "<jsp:forward",  "namespace ",   "extends ",
    "implements ",   "<link ",       "<script src",
    "use strict",    "import ",      "@package",
    "copyright",     "license",      "add_action",
    "return array(", "return [",     "class ",
    "function ",     "/**",          "defined("};

struct Span {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

bool is_container(const Layer& layer) {
  if (!layer.name.empty() || layer.via.starts_with("pst")) return true;
  const std::string first = layer.via.substr(0, layer.via.find(' '));
  return std::find(kContainers.begin(), kContainers.end(), first) !=
         kContainers.end();
}

const Layer* layer_of(const Verdict& verdict, std::uint32_t id) {
  for (const Layer& layer : verdict.layers) {
    if (layer.id == id) return &layer;
  }
  return nullptr;
}

// The outermost layer that a layer stands in, and whether a container is on
// the way.
struct Way {
  const Layer* outermost = nullptr;
  const Layer* container = nullptr;
};

Way way_to(const Verdict& verdict, std::uint32_t id) {
  Way way;
  while (const Layer* layer = layer_of(verdict, id)) {
    way.outermost = layer;
    if (is_container(*layer)) way.container = layer;
    if (layer->parent >= id) break;
    id = layer->parent;
  }
  return way;
}

// Only what counts for removal counts here.
int least_score(const Verdict& verdict) {
  return level_of(verdict.score()) == Level::malicious ? 75 : 0;
}

std::size_t without_space(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return std::isspace(static_cast<unsigned char>(c)) == 0; }));
}

bool has_page_mark(std::string_view rest) {
  const std::string text = text::lower(rest);
  return std::any_of(
      kPageMarks.begin(), kPageMarks.end(),
      [&text](std::string_view mark) { return text.find(mark) != text.npos; });
}

// Whether a match says where the shell is. Rules also ask for what every page
// has, wherever it stands: a tag at the start, a name of a request's value.
bool is_telling(const Match& match, std::string_view bytes) {
  if (match.offset >= bytes.size()) return false;
  const std::string_view text = bytes.substr(match.offset, match.length);
  if (text.starts_with('<')) return false;
  return text.size() >= kTellingBytes || text.find('(') != text.npos;
}

// From the first telling place of a finding to the last, to the ends of their
// lines.
std::optional<Span> span_of(const Verdict& verdict, std::string_view bytes,
                            bool* is_dump) {
  std::optional<Span> span;
  const auto add = [&span](std::uint64_t offset, std::uint64_t length) {
    if (!span) span = Span{offset, offset};
    span->begin = std::min(span->begin, offset);
    span->end = std::max(span->end, offset + length);
  };
  for (const Finding& finding : verdict.findings) {
    if (finding.rule.score < least_score(verdict)) continue;
    if (finding.layer == 0) {
      for (const Match& match : finding.matches) {
        if (is_telling(match, bytes)) add(match.offset, match.length);
      }
      continue;
    }
    const Way way = way_to(verdict, finding.layer);
    if (way.outermost == nullptr || way.container != nullptr) continue;
    // The normal form of a text has all of the text.
    if (way.outermost->via.starts_with("folded")) continue;
    *is_dump = *is_dump || way.outermost->via == "InternalUrl" ||
               way.outermost->via == "ExternalUrl";
    add(way.outermost->offset, way.outermost->length);
  }
  if (!span) return span;
  span->begin = std::min<std::uint64_t>(span->begin, bytes.size());
  span->end = std::clamp<std::uint64_t>(span->end, span->begin, bytes.size());
  for (std::size_t i = 0;
       i < kMostLine && span->begin > 0 && bytes[span->begin - 1] != '\n';
       ++i) {
    --span->begin;
  }
  for (std::size_t i = 0;
       i < kMostLine && span->end < bytes.size() && bytes[span->end] != '\n';
       ++i) {
    ++span->end;
  }
  return span;
}

// One finding in a container is enough: in a member that is stored as it is,
// rules find the same in the bytes of the container itself.
std::optional<std::string> container_of(const Verdict& verdict) {
  for (const Finding& finding : verdict.findings) {
    if (finding.rule.score < least_score(verdict)) continue;
    const Layer* container = way_to(verdict, finding.layer).container;
    if (container == nullptr) continue;
    return container->name.empty() ? container->via : container->name;
  }
  return std::nullopt;
}

}  // namespace

std::string mixed_content(const Verdict& verdict, std::string_view bytes) {
  if (const auto member = container_of(verdict)) {
    return "the shell is in a container, as " + *member;
  }
  bool is_dump = false;
  const auto span = span_of(verdict, bytes, &is_dump);
  // What Exchange wrote for the attacker, all of it.
  if (is_dump) return {};
  if (!span) return "the finding has no place in the file";
  const std::string rest = std::string(bytes.substr(0, span->begin)) + '\n' +
                           std::string(bytes.substr(span->end));
  const std::size_t left = without_space(rest);
  const std::size_t found =
      without_space(bytes.substr(span->begin, span->end - span->begin));
  if (left <= found) return {};
  if (left <= kMostRest && !has_page_mark(rest)) return {};
  return "the file has other content as well: the findings stand in " +
         std::to_string(found) + " of its " + std::to_string(found + left) +
         " bytes";
}

}  // namespace beachcomb::evidence
