// SPDX-License-Identifier: Apache-2.0
#include "known/exchange.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "beachcomb/known_good.h"
#include "known/builtin.h"
#include "text/ascii.h"

namespace beachcomb::known {
namespace {

using Folder = Place::Folder;

constexpr std::string_view kFrontEnd = "frontend/httpproxy/";
constexpr std::string_view kBackEnd = "clientaccess/";

constexpr bool is_slash(char c) { return c == '/' || c == '\\'; }

using text::lower;

// Up to eight bytes as one number, so that a name is compared at once.
constexpr std::uint64_t packed(std::string_view name) {
  std::uint64_t number = 0;
  for (const char c : name) {
    number = number << 8 | static_cast<unsigned char>(lower(c));
  }
  return number;
}

// What IIS hands to ASP, ASP.NET or a module that runs code.
constexpr std::array kServerPages = {
    packed("aspx"),  packed("ashx"),  packed("asmx"),   packed("ascx"),
    packed("asp"),   packed("asax"),  packed("svc"),    packed("master"),
    packed("asa"),   packed("cer"),   packed("cdx"),    packed("axd"),
    packed("soap"),  packed("rem"),   packed("cshtml"), packed("vbhtml"),
    packed("xamlx"), packed("shtml"), packed("aspq"),
};
constexpr std::size_t kLongestExtension = 6;

// A bit for each last letter of these, so that most names cost one look.
constexpr std::uint32_t bit_of(std::uint64_t letter) {
  return 1u << (letter & 31);
}
constexpr std::uint32_t kLastLetters = [] {
  std::uint32_t bits = 0;
  for (const std::uint64_t extension : kServerPages) bits |= bit_of(extension);
  return bits;
}();

// The component at the start of `rest`.
std::string_view first_of(std::string_view rest) {
  std::size_t end = 0;
  while (end < rest.size() && !is_slash(rest[end])) ++end;
  return rest.substr(0, end);
}

// Takes slashes, and components that are only a point, off the start.
void skip_slashes(std::string_view* rest) {
  while (!rest->empty() && is_slash((*rest)[0])) {
    rest->remove_prefix(1);
    if (first_of(*rest) == ".") rest->remove_prefix(1);
  }
}

bool equal(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(),
                    lower_case.end(),
                    [](char a, char b) { return lower(a) == b; });
}

// Takes the folder `name` off the start of `rest`, if it stands there.
bool take(std::string_view* rest, std::string_view name) {
  const std::string_view first = first_of(*rest);
  if (first.size() == rest->size() || !equal(first, name)) return false;
  rest->remove_prefix(first.size());
  skip_slashes(rest);
  return !rest->empty();
}

// "15.1.2044", "15.0.516.32"
bool is_build(std::string_view name) {
  return std::count(name.begin(), name.end(), '.') >= 2 &&
         name.find_first_not_of("0123456789.") == name.npos;
}

std::string normal(std::string_view prefix, std::string_view rest) {
  std::string page(prefix);
  while (!rest.empty()) {
    const std::string_view name = first_of(rest);
    if (is_build(name)) {
      page += "version";
    } else {
      page += lower(name);
    }
    rest.remove_prefix(name.size());
    skip_slashes(&rest);
    if (!rest.empty()) page += '/';
  }
  return page;
}

// Whether Exchange ships something below this folder, which ends with "/".
bool is_shipped_folder(const std::string& folder) {
  const auto pages = builtin_pages();
  const auto at = std::lower_bound(pages.begin(), pages.end(), folder);
  return at != pages.end() && at->starts_with(folder);
}

// The page, when `rest` goes on with an application of Exchange.
std::optional<std::string> below_application(std::string_view prefix,
                                             std::string_view rest) {
  std::string page = normal(prefix, rest);
  const std::size_t slash = page.find('/', prefix.size());
  if (slash == page.npos || !is_shipped_folder(page.substr(0, slash + 1))) {
    return std::nullopt;
  }
  return page;
}

Place at_page(std::string page) {
  // The login and what else is served before it.
  const bool is_front = page.starts_with(kFrontEnd) ||
                        page.starts_with("clientaccess/owa/auth/") ||
                        page.starts_with("clientaccess/ecp/auth/");
  return {is_front ? Folder::front_end : Folder::back_end, std::move(page)};
}

// "exchange server/v14/": what Exchange 2010 shipped is not in the list.
bool is_older_exchange(std::string_view rest) {
  if (rest.empty() || lower(rest[0]) != 'e') return false;
  return take(&rest, "exchange server") && lower(rest[0]) == 'v' &&
         !equal(first_of(rest), "v15");
}

// The place of `rest`, a path from one of its components on.
std::optional<Place> locate_from(std::string_view rest) {
  std::string_view below = rest;
  switch (rest.empty() ? '\0' : lower(rest[0])) {
    case 'a':
      if (!take(&below, "aspnet_client")) return std::nullopt;
      return Place{Folder::aspnet_client, normal("aspnet_client/", below)};
    case 'o':
      if (!take(&below, "owa") || !take(&below, "auth")) return std::nullopt;
      return Place{Folder::front_end, normal("owa/auth/", below)};
    case 'f':
      if (!take(&below, "frontend") || !take(&below, "httpproxy")) {
        return std::nullopt;
      }
      return at_page(normal(kFrontEnd, below));
    case 'h':
      if (!take(&below, "httpproxy")) return std::nullopt;
      if (auto page = below_application(kFrontEnd, below)) {
        return at_page(std::move(*page));
      }
      return std::nullopt;
    case 'c':
      if (!take(&below, "clientaccess")) return std::nullopt;
      if (auto page = below_application(kBackEnd, below)) {
        return at_page(std::move(*page));
      }
      return std::nullopt;
    case 'e':
      if (take(&below, "ecp")) {
        if (!take(&below, "auth")) return std::nullopt;
        return Place{Folder::front_end, normal("ecp/auth/", below)};
      }
      if (!take(&below, "exchange server") || !take(&below, "v15")) {
        return std::nullopt;
      }
      if (take(&below, "clientaccess")) {
        return at_page(normal(kBackEnd, below));
      }
      if (take(&below, "frontend")) return at_page(normal("frontend/", below));
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

bool has_page(const std::string& page) {
  const auto pages = builtin_pages();
  return std::binary_search(pages.begin(), pages.end(), std::string_view(page));
}

// The name without folder and extension.
std::string_view stem_of(std::string_view page) {
  page.remove_prefix(page.rfind('/') + 1);
  return page.substr(0, page.rfind('.'));
}

constexpr std::size_t kLongestStem = 48;

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::array<std::size_t, kLongestStem + 1> row;
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

// errorEE and errorFE, OutlookZH and OutlookCN, RedirSuiteServerProxy and
// RedirSuiteServiceProxy.
bool are_alike(std::string_view a, std::string_view b) {
  const auto [least, most] = std::minmax({a.size(), b.size()});
  if (least < 4 || most > kLongestStem) return false;
  const std::size_t allowed = std::min<std::size_t>(3, least / 3);
  return most - least <= allowed && edit_distance(a, b) <= allowed;
}

RuleInfo rule(const char* name, int score, const char* description) {
  RuleInfo info;
  info.name = name;
  info.pack = kExchangePack;
  info.score = score;
  info.description = description;
  info.mitre = {"T1505.003"};
  return info;
}

RuleInfo changed(Folder folder) {
  if (folder == Folder::front_end) {
    return rule("EXCHANGE_PAGE_CHANGED", 45,
                "Changed page: has the name of a page of Exchange and not the "
                "content that any build up to March 2021 shipped");
  }
  return rule("EXCHANGE_BACK_END_PAGE_CHANGED", 30,
              "Changed page behind the login: has the name of a page of "
              "Exchange and not the content that any build up to March 2021 "
              "shipped");
}

RuleInfo not_shipped(Folder folder) {
  if (folder == Folder::aspnet_client) {
    return rule("ASPNET_CLIENT_PAGE", 60,
                "Server page in aspnet_client, a folder for scripts of the "
                "browser into which neither IIS nor Exchange puts one: page "
                "that Exchange did not ship");
  }
  return rule("EXCHANGE_PAGE_NOT_SHIPPED", 60,
              "Page that Exchange did not ship (no build up to March 2021), "
              "in a folder of Exchange");
}

}  // namespace

bool is_server_page(std::string_view path) {
  if (path.empty()) return false;
  const auto last = static_cast<unsigned char>(path.back());
  if ((kLastLetters & bit_of(last)) == 0) return false;
  std::uint64_t extension = 0;
  const std::size_t least =
      path.size() - std::min(path.size(), kLongestExtension + 1);
  for (std::size_t i = path.size(), shift = 0; i > least; shift += 8) {
    const char c = path[--i];
    if (c == '.') {
      return std::find(kServerPages.begin(), kServerPages.end(), extension) !=
             kServerPages.end();
    }
    extension |= std::uint64_t{static_cast<unsigned char>(lower(c))} << shift;
  }
  return false;
}

std::optional<Place> locate(std::string_view path) {
  if (!is_server_page(path)) return std::nullopt;
  while (!path.empty() && !is_older_exchange(path)) {
    if (auto place = locate_from(path)) return place;
    path.remove_prefix(first_of(path).size());
    skip_slashes(&path);
  }
  return std::nullopt;
}

bool is_shipped(const Place& place) {
  if (place.folder == Folder::aspnet_client) return false;
  return has_page(place.page) ||
         has_page(std::string(kFrontEnd) + place.page) ||
         has_page(std::string(kBackEnd) + place.page);
}

bool is_look_alike(const Place& place) {
  const std::string_view stem = stem_of(place.page);
  const auto pages = builtin_pages();
  return std::any_of(pages.begin(), pages.end(), [&](std::string_view page) {
    return is_server_page(page) && are_alike(stem, stem_of(page));
  });
}

std::vector<Finding> findings_at(const Place& place) {
  std::vector<Finding> findings;
  const auto add = [&findings](RuleInfo info) {
    findings.emplace_back().rule = std::move(info);
  };
  if (is_shipped(place)) {
    add(changed(place.folder));
    return findings;
  }
  add(not_shipped(place.folder));
  if (is_look_alike(place)) {
    add(rule("EXCHANGE_PAGE_LOOK_ALIKE", 70,
             "Page that Exchange did not ship, with a name that imitates one "
             "which it did, or that belongs into another folder"));
  }
  return findings;
}

}  // namespace beachcomb::known
