// SPDX-License-Identifier: Apache-2.0
//
// Advice follows from where a file lies, how it is called and what the rules
// say about it. Words of Exchange in a path or rule are enough to ask an owner
// to look at Exchange; nothing is concluded from their absence.
#include <algorithm>
#include <array>

#include "owner_report/advice.h"
#include "text/ascii.h"

namespace beachcomb::owner_report {
namespace {

// In lower case and with the slashes of a POSIX path.
std::string folded(std::string_view path) {
  std::string out = text::lower(path);
  std::replace(out.begin(), out.end(), '\\', '/');
  return out;
}

bool has(std::string_view text, std::string_view word) {
  return text.find(word) != text.npos;
}

template <std::size_t N>
bool is_one_of(std::string_view text,
               const std::array<std::string_view, N>& all) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

void add_path(const std::string& path, Subjects* subjects) {
  constexpr std::array<std::string_view, 4> kExchange = {
      "/owa/auth/", "/frontend/httpproxy/", "/clientaccess/",
      "/exchange server/"};
  for (const std::string_view folder : kExchange) {
    subjects->exchange |= has(path, folder);
  }
  const std::size_t dot = path.rfind('.');
  if (dot == path.npos) return;
  const std::string_view ending = std::string_view(path).substr(dot + 1);
  constexpr std::array<std::string_view, 10> kIis = {
      "aspx", "ashx", "asmx", "ascx",   "asp",
      "asax", "cer",  "asa",  "cshtml", "soap"};
  constexpr std::array<std::string_view, 7> kPhp = {
      "php", "phtml", "php5", "php7", "inc", "phar", "htaccess"};
  constexpr std::array<std::string_view, 5> kJava = {"jsp", "jspx", "jspf",
                                                     "war", "jar"};
  constexpr std::array<std::string_view, 3> kColdFusion = {"cfm", "cfc",
                                                           "cfml"};
  constexpr std::array<std::string_view, 5> kCgi = {"cgi", "pl", "py", "sh",
                                                    "rb"};
  subjects->iis |= is_one_of(ending, kIis);
  subjects->php |= is_one_of(ending, kPhp);
  subjects->java |= is_one_of(ending, kJava);
  subjects->cold_fusion |= is_one_of(ending, kColdFusion);
  subjects->cgi |= is_one_of(ending, kCgi);
}

void add_rule(const RuleInfo& rule, Subjects* subjects) {
  const std::string name = folded(rule.name);
  const std::string family = folded(rule.family);
  const std::string description = folded(rule.description);
  subjects->oab |= has(name, "_oab_") || has(name, "vdir");
  subjects->proxy_shell |= has(family, "proxyshell") ||
                           has(description, "cve-2021-34473") ||
                           has(description, "proxyshell");
  subjects->exchange |=
      rule.pack == "exchange" || has(family, "proxylogon") ||
      name.starts_with("exchange_") || has(description, "exchange") ||
      has(description, "hafnium") || subjects->oab || subjects->proxy_shell;
  subjects->php |= family.starts_with("php-") || has(name, "_php_");
  subjects->java |= has(name, "_jsp_") || family.starts_with("jsp");
  subjects->iis |= has(name, "_asp_") || has(name, "_aspx_");
}

}  // namespace

Subjects subjects_of(const std::vector<FileEntry>& files) {
  Subjects subjects;
  for (const FileEntry& file : files) {
    add_path(folded(file.verdict.path), &subjects);
    for (const Layer& layer : file.verdict.layers) {
      if (layer.reason == Reason::none) add_path(folded(layer.name), &subjects);
    }
    for (const Finding& finding : file.verdict.findings) {
      add_rule(finding.rule, &subjects);
    }
  }
  subjects.iis |= subjects.exchange;
  return subjects;
}

}  // namespace beachcomb::owner_report
