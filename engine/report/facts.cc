// SPDX-License-Identifier: Apache-2.0
#include "report/facts.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <iterator>

#include "json/verdict.h"
#include "os/host.h"
#include "report/paths.h"
#include "text/base64.h"
#include "text/format.h"
#include "text/path.h"
#include "text/utf8.h"

namespace beachcomb::report {
namespace {

// Drawn once, for the ids of this project.
constexpr Uuid kSpace = {0x9f, 0xdf, 0x40, 0x0b, 0x0f, 0xb2, 0x4e, 0x5a,
                         0x9b, 0xc9, 0x75, 0xd0, 0x3d, 0x5c, 0x56, 0xa4};

}  // namespace

std::string uuid_v5(const Uuid& space, std::string_view name) {
  std::string bytes(reinterpret_cast<const char*>(space.data()), space.size());
  bytes += name;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha1(),
             nullptr);
  digest[6] = static_cast<unsigned char>((digest[6] & 0x0f) | 0x50);
  digest[8] = static_cast<unsigned char>((digest[8] & 0x3f) | 0x80);
  std::string id =
      text::hex({reinterpret_cast<const char*>(digest.data()), space.size()});
  for (const std::size_t at : {20U, 16U, 12U, 8U}) id.insert(at, 1, '-');
  return id;
}

std::string stable_id(std::initializer_list<std::string_view> parts) {
  // With lengths, so that no two lists are one name.
  std::string name;
  for (const std::string_view part : parts) {
    fmt::format_to(std::back_inserter(name), "{}:{}", part.size(), part);
  }
  return uuid_v5(kSpace, name);
}

std::string finding_id(const Finding& finding, const Verdict& verdict,
                       const RunFacts& run) {
  return stable_id({"finding", run.host, full_path(verdict, run),
                    verdict.sha256, finding.rule.pack, finding.rule.name,
                    std::to_string(finding.layer)});
}

std::string verdict_id(const Verdict& verdict, const RunFacts& run,
                       std::int64_t time) {
  return stable_id({"verdict", run.host, full_path(verdict, run),
                    name_of(verdict.outcome), std::to_string(time)});
}

std::string run_id(const RunFacts& run) {
  std::string roots;
  for (const std::string& root : run.roots) (roots += root) += '\0';
  return stable_id({"run", run.host, std::to_string(run.started), roots});
}

Clock clock_of(const ReportOptions& options) {
  return options.clock == nullptr ? os::now : options.clock;
}

bool is_linux(const RunFacts& run) {
  return run.system.find("Linux") != std::string::npos;
}

PathParts parts_of(std::string_view path) {
  PathParts parts;
  const std::size_t slash = path.rfind('/');
  parts.name = text::name_in(path);
  if (slash != path.npos) parts.directory = path.substr(0, slash);
  if (slash == 0) parts.directory = "/";
  const std::size_t dot = parts.name.rfind('.');
  if (dot != path.npos && dot != 0)
    parts.extension = parts.name.substr(dot + 1);
  return parts;
}

std::string text_of(std::string_view bytes) {
  return text::is_utf8(bytes) ? std::string(bytes) : printable(bytes);
}

void put_bytes(const char* key, const std::string& bytes, json::Json* json) {
  if (!text::is_utf8(bytes)) (*json)[key] = text::base64(bytes);
}

const Layer* layer_of(const Finding& finding, const Verdict& verdict) {
  for (const Layer& layer : verdict.layers) {
    if (layer.id == finding.layer) return &layer;
  }
  return nullptr;
}

const Match* first_match(const Finding& finding) {
  const auto first = std::min_element(
      finding.matches.begin(), finding.matches.end(),
      [](const Match& a, const Match& b) { return a.offset < b.offset; });
  return first == finding.matches.end() ? nullptr : &*first;
}

std::string chain_of(const Finding& finding, const Verdict& verdict) {
  return printable(json::chain_from_file(verdict, finding.layer));
}

Finds finds(const RuleInfo& rule) {
  if (rule.mitre.empty()) return Finds::unsaid;
  const auto end = rule.mitre.end();
  return std::find(rule.mitre.begin(), end, "T1505.003") == end
             ? Finds::other
             : Finds::web_shell;
}

Severity severity_of(int score) {
  if (score >= 90) return Severity::critical;
  switch (level_of(score)) {
    case Level::malicious:
      return Severity::high;
    case Level::suspicious:
      return Severity::medium;
    case Level::notice:
      break;
  }
  return Severity::low;
}

double severity_of_ten(int score) {
  constexpr double kMostMedium = 6.9;
  const double tenth = static_cast<double>(score) / 10;
  return severity_of(score) <= Severity::medium ? std::min(tenth, kMostMedium)
                                                : tenth;
}

std::string headline(const Finding& finding, const Verdict& verdict) {
  const RuleInfo& rule = finding.rule;
  std::string text = fmt::format("{}: {}.{}", name_of(level_of(rule.score)),
                                 printable(rule.pack), printable(rule.name));
  if (!rule.family.empty()) {
    text += fmt::format(" ({})", printable(rule.family));
  }
  text += " in " + printable(verdict.path);
  if (finding.layer != 0) {
    text += " > " + printable(verdict.chain(finding.layer));
  }
  return text;
}

bool is_told_by_findings(const Verdict& verdict) {
  return verdict.outcome == Outcome::detected && !verdict.reason.has_value() &&
         verdict.findings_omitted == 0;
}

std::string reason_line(const Verdict& verdict) {
  return fmt::format("{}: {}: {}",
                     verdict.outcome == Outcome::detected
                         ? "not scanned whole"
                         : name_of(verdict.outcome),
                     printable(verdict.path), why(verdict));
}

std::string trust(const Verdict& verdict) {
  if (!verdict.known_good) return {};
  std::string text = "known good";
  std::string_view before = " in spite of ";
  for (const std::string& rule : verdict.overruled) {
    (text += before) += printable(rule);
    before = ", ";
  }
  return text;
}

std::string why(const Verdict& verdict) {
  std::string text(info_of(*verdict.reason).text);
  if (!verdict.detail.empty()) {
    text += fmt::format(" ({})", printable(verdict.detail));
  }
  return text;
}

std::string outcome_line(const Verdict& verdict) {
  return fmt::format("{}: {}", name_of(verdict.outcome),
                     printable(verdict.path));
}

std::string run_line(const Summary& summary) {
  const Ledger& ledger = summary.ledger;
  std::string_view end = "everything was scanned";
  if (!ledger.all_read()) end = "not everything could be scanned";
  if (!summary.complete) end = "stopped early";
  std::string text =
      fmt::format("{}: {} files", end, text::with_commas(ledger.files()));
  for (const Outcome outcome :
       {Outcome::clean, Outcome::detected, Outcome::skipped, Outcome::failed}) {
    text += fmt::format(", {} {}", text::with_commas(ledger.count(outcome)),
                        name_of(outcome));
  }
  return text;
}

}  // namespace beachcomb::report
