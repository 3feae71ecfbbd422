// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/scanner.h"

#include <algorithm>
#include <utility>

#include "scan/file_type.h"
#include "scan/places.h"
#include "scan/rule_set_impl.h"

namespace beachcomb {
namespace {

// Enough to show where a rule holds; a rule with ten thousand matches must
// not become ten thousand lines.
constexpr std::size_t kListedMatches = 32;

struct FreeScanner {
  void operator()(YR_SCANNER* scanner) const { yr_scanner_destroy(scanner); }
};

std::string error_text(int code) {
  switch (code) {
    case ERROR_INSUFFICIENT_MEMORY:
      return "libyara: out of memory";
    case ERROR_EXEC_STACK_OVERFLOW:
      return "libyara: the condition of a rule is nested too deeply";
    case ERROR_TOO_MANY_RE_FIBERS:
      return "libyara: a regular expression needs too many states";
    default:
      return "libyara: error " + std::to_string(code);
  }
}

// "/a/b.ASPX" gives ".aspx", and a name without a dot nothing.
std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return {};
  std::string extension(name.substr(dot));
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) {
                   return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
                 });
  return extension;
}

}  // namespace

struct Scanner::Impl {
  explicit Impl(RuleSet set) : rules(std::move(set)) {}

  static int on_message(YR_SCAN_CONTEXT* context, int message, void* data,
                        void* user_data) noexcept;
  void set_externals(const FileFacts& facts, Bytes first_bytes);
  ScanResult finish(int code);

  RuleSet rules;
  std::unique_ptr<YR_SCANNER, FreeScanner> scanner;
  ScanResult result;  // of the scan that goes on
};

int Scanner::Impl::on_message(YR_SCAN_CONTEXT* context, int message, void* data,
                              void* user_data) noexcept {
  auto* self = static_cast<Impl*>(user_data);
  const RuleSet::Impl& set = self->rules.impl();
  if (message == CALLBACK_MSG_TOO_MANY_MATCHES) {
    const auto* string = static_cast<const YR_STRING*>(data);
    self->result.reason = Reason::too_many_matches;
    self->result.detail = "rule " + set.infos[string->rule_idx].name +
                          ", string " + string->identifier +
                          ": the rule may have been missed";
    return CALLBACK_CONTINUE;  // as the yara program does
  }
  if (message != CALLBACK_MSG_RULE_MATCHING) return CALLBACK_CONTINUE;
  const auto* rule = static_cast<const YR_RULE*>(data);
  Finding finding;
  finding.rule =
      set.infos[static_cast<std::size_t>(rule - set.rules->rules_table)];
  const YR_STRING* string = nullptr;
  yr_rule_strings_foreach(rule, string) {
    const YR_MATCH* match = nullptr;
    yr_string_matches_foreach(context, string, match) {
      if (finding.matches.size() == kListedMatches) {
        ++finding.matches_omitted;
        continue;
      }
      Match& listed = finding.matches.emplace_back();
      listed.id = string->identifier;
      listed.offset = static_cast<std::uint64_t>(match->base + match->offset);
      listed.length = static_cast<std::uint32_t>(match->match_length);
    }
  }
  self->result.findings.push_back(std::move(finding));
  return CALLBACK_CONTINUE;
}

void Scanner::Impl::set_externals(const FileFacts& facts, Bytes first_bytes) {
  const std::string path(facts.path);
  const std::string name = path.substr(path.rfind('/') + 1);
  const std::pair<const char*, std::string> values[] = {
      {"filename", name},
      {"filepath", path},
      {"extension", extension_of(name)},
      {"filetype", scan::file_type_of(first_bytes)},
      {"owner", std::string(facts.owner)},
  };
  const Externals& defined = rules.impl().externals;
  for (const auto& [key, value] : values) {
    const bool by_user =
        std::any_of(defined.begin(), defined.end(),
                    [k = key](const auto& d) { return d.first == k; });
    if (by_user) continue;
    yr_scanner_define_string_variable(scanner.get(), key, value.c_str());
  }
}

ScanResult Scanner::Impl::finish(int code) {
  if (code == ERROR_SCAN_TIMEOUT) {
    result.reason = Reason::timeout;
    result.detail = "the time for one file ran out";
  } else if (code != ERROR_SUCCESS) {
    result.reason = Reason::scan_error;
    result.detail = error_text(code);
  }
  return std::move(result);
}

Scanner::Scanner(RuleSet rules, std::chrono::seconds timeout)
    : impl_(std::make_unique<Impl>(std::move(rules))) {
  YR_SCANNER* scanner = nullptr;
  yr_scanner_create(impl_->rules.impl().rules.get(), &scanner);
  impl_->scanner.reset(scanner);
  // NO_TRYCATCH: libyara's signal handler is process-wide and not locked,
  // VirusTotal/yara#818. What it guards against can't happen to a buffer.
  yr_scanner_set_flags(
      scanner, SCAN_FLAGS_REPORT_RULES_MATCHING | SCAN_FLAGS_NO_TRYCATCH);
  yr_scanner_set_timeout(scanner, static_cast<int>(timeout.count()));
  yr_scanner_set_callback(scanner, Impl::on_message, impl_.get());
}

Scanner::~Scanner() = default;
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner& Scanner::operator=(Scanner&&) noexcept = default;

ScanResult Scanner::scan(Bytes bytes, const FileFacts& facts) {
  impl_->result = {};
  impl_->set_externals(facts, bytes);
  const int code = yr_scanner_scan_mem(
      impl_->scanner.get(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
      bytes.size());
  scan::add_places(bytes, &impl_->result.findings);
  return impl_->finish(code);
}

ScanResult Scanner::scan(Windows& windows, const FileFacts& facts) {
  impl_->result = {};
  struct Iteration {
    Windows& windows;
    YR_MEMORY_BLOCK block;
    Bytes bytes;
  } iteration{windows, {}, {}};
  const auto next = [](YR_MEMORY_BLOCK_ITERATOR* self) -> YR_MEMORY_BLOCK* {
    auto* state = static_cast<Iteration*>(self->context);
    const auto window = state->windows.next();
    if (!window.has_value()) return nullptr;
    state->bytes = window->bytes;
    state->block.base = window->offset;
    state->block.size = window->bytes.size();
    state->block.context = state;
    state->block.fetch_data = [](YR_MEMORY_BLOCK* block) {
      const auto* from = static_cast<const Iteration*>(block->context);
      return reinterpret_cast<const std::uint8_t*>(from->bytes.data());
    };
    return &state->block;
  };
  YR_MEMORY_BLOCK_ITERATOR iterator = {};
  iterator.context = &iteration;
  iterator.first = next;
  iterator.next = next;
  iterator.file_size = [](YR_MEMORY_BLOCK_ITERATOR* self) -> std::uint64_t {
    return static_cast<Iteration*>(self->context)->windows.file_size();
  };
  const std::string start = windows.read_at(0, 64);
  impl_->set_externals(facts, std::as_bytes(std::span(start)));
  const int code = yr_scanner_scan_mem_blocks(impl_->scanner.get(), &iterator);
  scan::add_snippets(windows, &impl_->result.findings);
  return impl_->finish(code);
}

}  // namespace beachcomb
