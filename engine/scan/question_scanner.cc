// SPDX-License-Identifier: Apache-2.0
#include "scan/question_scanner.h"

#include <yara.h>

#include <algorithm>
#include <utility>

#include "scan/compiler.h"
#include "scan/file_type.h"
#include "scan/yara_scanner.h"
#include "text/path.h"

namespace beachcomb::scan {
namespace {

struct FreeScanner {
  void operator()(YR_SCANNER* scanner) const { yr_scanner_destroy(scanner); }
};

}  // namespace

struct QuestionScanner::Impl {
  static int on_message(YR_SCAN_CONTEXT* context, int message, void* data,
                        void* user_data) noexcept;
  void list_strings(YR_SCAN_CONTEXT* context, const YR_RULE* rule);

  std::string strings_of;
  YaraRules rules;
  std::unique_ptr<YR_SCANNER, FreeScanner> scanner;
  Answers* answers = nullptr;  // of the scan that goes on
};

int QuestionScanner::Impl::on_message(YR_SCAN_CONTEXT* context, int message,
                                      void* data, void* user_data) noexcept {
  auto* self = static_cast<Impl*>(user_data);
  if (message == CALLBACK_MSG_TOO_MANY_MATCHES) {
    self->answers->reason = Reason::too_many_matches;
    self->answers->detail = std::string("string ") +
                            static_cast<const YR_STRING*>(data)->identifier +
                            " has too many matches";
  } else if (message == CALLBACK_MSG_RULE_MATCHING) {
    const auto* rule = static_cast<const YR_RULE*>(data);
    self->answers->hold.insert(rule->identifier);
    if (self->strings_of == rule->identifier) self->list_strings(context, rule);
  }
  return CALLBACK_CONTINUE;
}

void QuestionScanner::Impl::list_strings(YR_SCAN_CONTEXT* context,
                                         const YR_RULE* rule) {
  const YR_STRING* string = nullptr;
  yr_rule_strings_foreach(rule, string) {
    // A hex string with large gaps is several; its first has the matches.
    if (string->chained_to != nullptr) continue;
    std::vector<Answers::Place>& places = answers->strings.emplace_back();
    for (const YR_MATCH* match = context->matches[string->idx].head;
         match != nullptr; match = match->next) {
      places.push_back({static_cast<std::uint64_t>(match->base + match->offset),
                        static_cast<std::uint64_t>(match->match_length)});
    }
  }
}

QuestionScanner::QuestionScanner(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl)) {}
QuestionScanner::~QuestionScanner() = default;
QuestionScanner::QuestionScanner(QuestionScanner&&) noexcept = default;
QuestionScanner& QuestionScanner::operator=(QuestionScanner&&) noexcept =
    default;

Result<QuestionScanner> QuestionScanner::compile(
    const RuleSource& source, const Externals& externals,
    const std::string& strings_of) {
  Compiler compiler(externals);
  for (const RuleProblem& problem : compiler.add(source)) {
    if (problem.is_error) return Error{problem.reason};
  }
  auto impl = std::make_unique<Impl>();
  impl->strings_of = strings_of;
  impl->rules = compiler.finish();
  YR_SCANNER* scanner = nullptr;
  if (impl->rules == nullptr ||
      yr_scanner_create(impl->rules.get(), &scanner) != ERROR_SUCCESS) {
    return Error{"libyara: out of memory"};
  }
  impl->scanner.reset(scanner);
  yr_scanner_set_flags(
      scanner, SCAN_FLAGS_REPORT_RULES_MATCHING | SCAN_FLAGS_NO_TRYCATCH);
  yr_scanner_set_callback(scanner, Impl::on_message, impl.get());
  return QuestionScanner(std::move(impl));
}

Answers QuestionScanner::scan(Bytes bytes, const Externals& externals,
                              std::chrono::seconds timeout) {
  Answers answers;
  impl_->answers = &answers;
  YR_SCANNER* scanner = impl_->scanner.get();
  yr_scanner_set_timeout(scanner, static_cast<int>(timeout.count()));
  for (const auto& [name, value] : externals) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      yr_scanner_define_string_variable(scanner, name.c_str(), text->c_str());
    }
  }
  const int code = yr_scanner_scan_mem(
      scanner, reinterpret_cast<const std::uint8_t*>(bytes.data()),
      bytes.size());
  if (code == ERROR_SCAN_TIMEOUT) {
    answers.reason = Reason::timeout;
    answers.detail = "the time for one file ran out";
  } else if (code != ERROR_SUCCESS) {
    answers.reason = Reason::scan_error;
    answers.detail = error_text(code);
  }
  impl_->answers = nullptr;
  return answers;
}

Externals externals_for(const Externals& fixed, const FileFacts& facts,
                        Bytes first_bytes) {
  const std::string path(facts.path);
  Externals externals = fixed;
  const auto add = [&](const char* name, std::string value) {
    const bool by_user =
        std::any_of(fixed.begin(), fixed.end(),
                    [name](const auto& f) { return f.first == name; });
    if (!by_user) externals.emplace_back(name, std::move(value));
  };
  add("filename", std::string(text::name_in(path)));
  add("filepath", path);
  add("extension", text::extension_of(path));
  add("filetype", file_type_of(first_bytes));
  add("owner", std::string(facts.owner));
  return externals;
}

bool has_43_semantics() { return YR_VERSION_HEX >= 0x040300; }

}  // namespace beachcomb::scan
