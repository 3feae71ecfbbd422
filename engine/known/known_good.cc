// SPDX-License-Identifier: Apache-2.0
//
// Lists of hashes. A file is looked up only when something was said about it,
// so a sorted table and a binary search are enough; the built-in one lies in
// the program's read-only data and costs nothing until it is searched.
#include "beachcomb/known_good.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "beachcomb/sha256.h"
#include "known/builtin.h"
#include "text/ascii.h"
#include "text/exception.h"

namespace beachcomb {
namespace {

constexpr std::size_t kSize = 32;
using Digest = std::array<unsigned char, kSize>;

std::optional<Digest> digest_of(std::string_view hex) {
  if (hex.size() != 2 * kSize) return std::nullopt;
  Digest digest;
  for (std::size_t i = 0; i < kSize; ++i) {
    const int high = text::hex_digit(hex[2 * i]);
    const int low = text::hex_digit(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest[i] = static_cast<unsigned char>(high << 4 | low);
  }
  return digest;
}

bool is_builtin(const Digest& digest) {
  const auto table = known::builtin_hashes();
  std::size_t first = 0;
  std::size_t count = table.size() / kSize;
  while (count > 0) {
    const std::size_t middle = first + count / 2;
    const int order = std::memcmp(table.data() + middle * kSize, digest.data(),
                                  digest.size());
    if (order == 0) return true;
    if (order < 0) {
      first = middle + 1;
      count -= count / 2 + 1;
    } else {
      count /= 2;
    }
  }
  return false;
}

// Takes one field off a line of CSV; quotes are left out.
std::string_view next_field(std::string_view* line) {
  const bool quoted = line->starts_with('"');
  if (quoted) line->remove_prefix(1);
  const std::size_t end = line->find(quoted ? '"' : ',');
  const std::string_view field = line->substr(0, end);
  line->remove_prefix(std::min(line->size(), field.size() + quoted));
  if (line->starts_with(',')) line->remove_prefix(1);
  return field;
}

// Which column of a CSV the hash stands in, when the line is the head of one.
std::optional<std::size_t> hash_column(std::string_view head) {
  for (std::size_t column = 0; !head.empty(); ++column) {
    const std::string name = text::lower(next_field(&head));
    if (name == "sha256" || name == "hash") return column;
  }
  return std::nullopt;
}

// The hash of a line: in this column of a CSV, or first of all.
std::string_view hash_in(std::string_view line,
                         std::optional<std::size_t> column) {
  for (std::size_t i = column.value_or(0); i > 0; --i) next_field(&line);
  // sha256sum's mark of a name with a line break.
  if (!column.has_value() && line.starts_with('\\')) line.remove_prefix(1);
  const std::string_view field = next_field(&line);
  return column.has_value() ? field
                            : field.substr(0, field.find_first_of(" \t"));
}

Result<std::vector<Digest>> digests_in(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{path + ": cannot be read"};
  std::vector<Digest> found;
  std::optional<std::size_t> column;
  std::string text;
  bool at_head = true;
  for (std::size_t number = 1; std::getline(file, text); ++number) {
    std::string_view line = text;
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) {
      line.remove_suffix(1);
    }
    if (line.empty() || line[0] == '#') continue;
    if (std::exchange(at_head, false)) {
      column = hash_column(line);
      if (column.has_value()) continue;
    }
    const auto digest = digest_of(hash_in(line, column));
    if (!digest.has_value()) {
      return Error{path + ':' + std::to_string(number) +
                   ": no SHA-256 in hex at the place of the hash"};
    }
    found.push_back(*digest);
  }
  if (file.bad() || !file.eof()) return Error{path + ": cannot be read"};
  return found;
}

}  // namespace

Result<std::size_t> KnownGood::add_file(const std::string& path) {
  try {
    const auto found = digests_in(path);
    if (!found) return found.error();
    hashes_.insert(hashes_.end(), found->begin(), found->end());
    std::sort(hashes_.begin(), hashes_.end());
    hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
    return found->size();
  } catch (...) {
    return Error{path + ": " + text::current_exception()};
  }
}

bool KnownGood::contains(std::string_view sha256) const {
  if (empty()) return false;
  const auto digest = digest_of(sha256);
  if (!digest.has_value()) return false;
  return std::binary_search(hashes_.begin(), hashes_.end(), *digest) ||
         (builtin_ && is_builtin(*digest));
}

std::string KnownGood::fingerprint() const {
  Sha256 hash;
  if (builtin_) hash.update(std::as_bytes(known::builtin_hashes()));
  hash.update(std::as_bytes(std::span(hashes_)));
  return hash.hex();
}

}  // namespace beachcomb
