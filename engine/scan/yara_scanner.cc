// SPDX-License-Identifier: Apache-2.0
#include "scan/yara_scanner.h"

#include <algorithm>
#include <new>
#include <utility>

#include "scan/file_type.h"
#include "text/path.h"

namespace beachcomb::scan {
namespace {

// Enough to show where a rule holds; a rule with ten thousand matches must
// not become ten thousand lines.
constexpr std::size_t kListedMatches = 32;

struct FreeScanner {
  void operator()(YR_SCANNER* scanner) const { yr_scanner_destroy(scanner); }
};

}  // namespace

std::string error_text(int code) {
  switch (code) {
    case ERROR_INSUFFICIENT_MEMORY:
    case ERROR_CALLBACK_ERROR:
      return "libyara: out of memory";
    case ERROR_EXEC_STACK_OVERFLOW:
      return "libyara: the condition of a rule is nested too deeply";
    case ERROR_TOO_MANY_RE_FIBERS:
      return "libyara: a regular expression needs too many states";
    default:
      return "libyara: error " + std::to_string(code);
  }
}

struct YaraScanner::Impl {
  static int on_message(YR_SCAN_CONTEXT* context, int message, void* data,
                        void* user_data) noexcept;
  void add_finding(YR_SCAN_CONTEXT* context, const YR_RULE* rule);
  void blame(const YR_STRING& string);
  void begin(const FileFacts& facts, Bytes first_bytes,
             std::chrono::seconds timeout, ScanResult* into);
  void end(int code);

  const RuleBase* base = nullptr;
  const Unit* unit = nullptr;
  std::unique_ptr<YR_SCANNER, FreeScanner> scanner;
  ScanResult* result = nullptr;  // of the scan that goes on
};

int YaraScanner::Impl::on_message(YR_SCAN_CONTEXT* context, int message,
                                  void* data, void* user_data) noexcept {
  auto* self = static_cast<Impl*>(user_data);
  try {
    if (message == CALLBACK_MSG_TOO_MANY_MATCHES) {
      self->blame(*static_cast<const YR_STRING*>(data));
    } else if (message == CALLBACK_MSG_RULE_MATCHING) {
      self->add_finding(context, static_cast<const YR_RULE*>(data));
    }
  } catch (const std::bad_alloc&) {
    // Nothing may be thrown through libyara; end() says it.
    return CALLBACK_ERROR;
  }
  return CALLBACK_CONTINUE;
}

// The scan goes on, as that of the yara program does: other strings count.
void YaraScanner::Impl::blame(const YR_STRING& string) {
  const YR_RULE& rule = unit->rules->rules_table[string.rule_idx];
  result->reason = Reason::too_many_matches;
  result->detail = std::string("rule ") + rule.identifier + ", string " +
                   string.identifier + ": the rule may have been missed";
}

void YaraScanner::Impl::add_finding(YR_SCAN_CONTEXT* context,
                                    const YR_RULE* rule) {
  const std::uint32_t number =
      unit->numbers[static_cast<std::size_t>(rule - unit->rules->rules_table)];
  if (number == Unit::kNotReported) return;
  Finding& finding = result->findings.emplace_back();
  finding.rule = base->info(number);
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
}

void YaraScanner::Impl::begin(const FileFacts& facts, Bytes first_bytes,
                              std::chrono::seconds timeout, ScanResult* into) {
  result = into;
  yr_scanner_set_timeout(scanner.get(), static_cast<int>(timeout.count()));
  const UsedExternals& used = base->used_externals();
  const Externals& fixed = base->externals();
  const auto set = [&](const char* name, const std::string& value) {
    const bool by_user =
        std::any_of(fixed.begin(), fixed.end(),
                    [name](const auto& f) { return f.first == name; });
    if (by_user) return;
    yr_scanner_define_string_variable(scanner.get(), name, value.c_str());
  };
  const std::string path(facts.path);
  if (used.filename) set("filename", std::string(text::name_in(path)));
  if (used.filepath) set("filepath", path);
  if (used.extension) set("extension", text::extension_of(path));
  if (used.filetype) set("filetype", file_type_of(first_bytes));
  if (used.owner) set("owner", std::string(facts.owner));
}

void YaraScanner::Impl::end(int code) {
  if (code == ERROR_SCAN_TIMEOUT) {
    result->reason = Reason::timeout;
    result->detail = "the time for one file ran out";
  } else if (code != ERROR_SUCCESS) {
    result->reason = Reason::scan_error;
    result->detail = error_text(code);
  }
}

YaraScanner::YaraScanner(const RuleBase& base, const Unit& unit)
    : impl_(std::make_unique<Impl>()) {
  impl_->base = &base;
  impl_->unit = &unit;
  YR_SCANNER* scanner = nullptr;
  if (yr_scanner_create(unit.rules.get(), &scanner) != ERROR_SUCCESS) {
    throw std::bad_alloc();
  }
  impl_->scanner.reset(scanner);
  // NO_TRYCATCH: libyara's signal handler is process-wide and not locked,
  // VirusTotal/yara#818. What it guards against can't happen to a buffer.
  yr_scanner_set_flags(
      scanner, SCAN_FLAGS_REPORT_RULES_MATCHING | SCAN_FLAGS_NO_TRYCATCH);
  yr_scanner_set_callback(scanner, Impl::on_message, impl_.get());
}

YaraScanner::~YaraScanner() = default;
YaraScanner::YaraScanner(YaraScanner&&) noexcept = default;
YaraScanner& YaraScanner::operator=(YaraScanner&&) noexcept = default;

void YaraScanner::scan(Bytes bytes, const FileFacts& facts,
                       std::chrono::seconds timeout, ScanResult* result) {
  impl_->begin(facts, bytes, timeout, result);
  impl_->end(yr_scanner_scan_mem(
      impl_->scanner.get(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
      bytes.size()));
}

void YaraScanner::scan(Windows& windows, const FileFacts& facts,
                       std::chrono::seconds timeout, ScanResult* result) {
  // libyara walks over the blocks more than once: to search them, and again
  // for each integer that a condition reads. So a block is only read when its
  // bytes are asked for.
  struct Iteration {
    Windows& windows;
    std::uint64_t index;
    YR_MEMORY_BLOCK block;

    YR_MEMORY_BLOCK* go_to(std::uint64_t to) {
      index = to;
      if (index >= windows.count()) return nullptr;
      const Windows::Extent extent = windows.extent(index);
      block.base = extent.offset;
      block.size = extent.size;
      return &block;
    }
  } iteration{windows, 0, {}};
  iteration.block.context = &iteration;
  iteration.block.fetch_data = [](YR_MEMORY_BLOCK* block) {
    auto* from = static_cast<Iteration*>(block->context);
    const Bytes bytes = from->windows.read(from->index);
    block->size = bytes.size();
    return bytes.empty() ? nullptr
                         : reinterpret_cast<const std::uint8_t*>(bytes.data());
  };
  YR_MEMORY_BLOCK_ITERATOR iterator = {};
  iterator.context = &iteration;
  iterator.first = [](YR_MEMORY_BLOCK_ITERATOR* self) {
    return static_cast<Iteration*>(self->context)->go_to(0);
  };
  iterator.next = [](YR_MEMORY_BLOCK_ITERATOR* self) {
    auto* from = static_cast<Iteration*>(self->context);
    return from->go_to(from->index + 1);
  };
  iterator.file_size = [](YR_MEMORY_BLOCK_ITERATOR* self) -> std::uint64_t {
    return static_cast<Iteration*>(self->context)->windows.file_size();
  };
  const std::string start = windows.read_at(0, 64);
  impl_->begin(facts, std::as_bytes(std::span(start)), timeout, result);
  impl_->end(yr_scanner_scan_mem_blocks(impl_->scanner.get(), &iterator));
}

}  // namespace beachcomb::scan
