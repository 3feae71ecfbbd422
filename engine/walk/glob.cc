// SPDX-License-Identifier: Apache-2.0
#include "walk/glob.h"

#include <algorithm>
#include <utility>

#include "text/path.h"

namespace beachcomb::walk {
namespace {

// Matches one set such as [a-z] at the start of `pattern` against `c`; the
// length of the set goes to `length`, which stays 0 when it is not closed.
bool in_set(std::string_view pattern, char c, std::size_t* length) {
  std::size_t i = 1;
  const bool negated =
      i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool found = false;
  for (const std::size_t first = i; i < pattern.size(); ++i) {
    if (pattern[i] == ']' && i > first) {
      *length = i + 1;
      return found != negated;
    }
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' &&
        pattern[i + 2] != ']') {
      found |= pattern[i] <= c && c <= pattern[i + 2];
      i += 2;
    } else {
      found |= pattern[i] == c;
    }
  }
  return false;
}

// One pattern element that is not a star against one byte.
bool matches_one(std::string_view pattern, char c, std::size_t* length) {
  *length = 1;
  if (pattern[0] == '?') return c != '/';
  if (pattern[0] == '[') {
    std::size_t set = 0;
    const bool found = in_set(pattern, c, &set);
    if (set != 0) {
      *length = set;
      return found && c != '/';
    }
  }
  if (pattern[0] == '\\' && pattern.size() > 1) {
    *length = 2;
    return pattern[1] == c;
  }
  return pattern[0] == c;
}

bool matches_any(const std::vector<std::string>& globs, std::string_view path) {
  const std::string_view name = text::name_in(path);
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
    // "/a" is a path of one component, "a" a name at any depth, and "a/" the
    // same for folders, as people type it.
    std::string_view pattern = glob;
    if (pattern.size() > 1 && pattern.ends_with('/')) pattern.remove_suffix(1);
    if (pattern.starts_with('/')) return glob_match(pattern.substr(1), path);
    return glob_match(pattern, pattern.find('/') == pattern.npos ? name : path);
  });
}

}  // namespace

// Greedy with two points of return, one for the last `*` and one for the last
// `**`: linear in practice, quadratic at worst, never exponential.
bool glob_match(std::string_view pattern, std::string_view text) {
  struct Return {
    std::size_t pattern = std::string_view::npos;
    std::size_t text = 0;  // of a star where it ends now, of ** what is next
  };
  Return star, double_star;
  std::size_t p = 0, t = 0;
  for (;;) {
    if (p < pattern.size() && pattern[p] == '*') {
      if (pattern.substr(p).starts_with("**")) {
        p += 2;
        // "**/" also stands for no folder at all.
        double_star = {p, t + 1};
        const bool at_start = t == 0 || text[t - 1] == '/';
        if (p < pattern.size() && pattern[p] == '/' && at_start) {
          double_star = {p++, t};
        }
        star = {};
      } else {
        star = {++p, t};
      }
      continue;
    }
    std::size_t length = 0;
    if (t < text.size() && p < pattern.size() &&
        matches_one(pattern.substr(p), text[t], &length)) {
      p += length;
      ++t;
      continue;
    }
    if (t == text.size() && p == pattern.size()) return true;
    if (star.pattern != std::string_view::npos && star.text < text.size() &&
        text[star.text] != '/') {
      p = star.pattern;
      t = ++star.text;
    } else if (double_star.pattern != std::string_view::npos &&
               double_star.text <= text.size()) {
      p = double_star.pattern;
      t = double_star.text++;
      star = {};
    } else {
      return false;
    }
  }
}

Filter::Filter(std::vector<std::string> include,
               std::vector<std::string> exclude)
    : include_(std::move(include)), exclude_(std::move(exclude)) {}

bool Filter::wants_folder(std::string_view path) const {
  return !matches_any(exclude_, path);
}

bool Filter::wants_file(std::string_view path) const {
  return !matches_any(exclude_, path) &&
         (include_.empty() || matches_any(include_, path));
}

}  // namespace beachcomb::walk
