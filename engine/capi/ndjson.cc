// SPDX-License-Identifier: Apache-2.0
//
// Values as text, and giving them back. Both are views that this library made.
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

#include "beachcomb/report.h"
#include "capi/boundary.h"
#include "capi/values.h"

namespace capi = beachcomb::capi;
using capi::Answer;

namespace {

class Text : public beachcomb::Output {
 public:
  bool write(std::string_view text) override {
    text_ += text;
    return true;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// Whatever `report` makes the reporter of the command line write.
template <typename Report>
Answer write_ndjson(Report report, char** text, std::size_t* size) {
  Text output;
  const auto reporter = beachcomb::make_reporter("ndjson", output);
  if (!reporter) return {BEACHCOMB_ERROR_INTERNAL, reporter.error().message};
  report(**reporter);
  const std::string& line = output.text();
  *text = static_cast<char*>(std::malloc(line.size() + 1));
  if (*text == nullptr) throw std::bad_alloc();
  line.copy(*text, line.size());
  (*text)[line.size()] = '\0';
  *size = line.size();
  return {};
}

const capi::VerdictView* view_of(const beachcomb_verdict* verdict) {
  return static_cast<const capi::VerdictView*>(verdict);
}

}  // namespace

int beachcomb_verdict_ndjson(const beachcomb_verdict* verdict, char** text,
                             size_t* size, beachcomb_error** error) {
  if (text != nullptr) *text = nullptr;
  return capi::call(
      error, {{"verdict", verdict}, {"text", text}, {"size", size}}, [&] {
        return write_ndjson(
            [&](auto& to) { to.on_verdict(view_of(verdict)->verdict()); }, text,
            size);
      });
}

int beachcomb_summary_ndjson(const beachcomb_summary* summary, char** text,
                             size_t* size, beachcomb_error** error) {
  if (text != nullptr) *text = nullptr;
  return capi::call(
      error, {{"summary", summary}, {"text", text}, {"size", size}}, [&] {
        const auto* view = static_cast<const capi::SummaryView*>(summary);
        return write_ndjson([&](auto& to) { to.on_finish(view->kept()); }, text,
                            size);
      });
}

void beachcomb_text_free(char* text) { std::free(text); }

void beachcomb_verdict_free(beachcomb_verdict* verdict) {
  delete view_of(verdict);
}

void beachcomb_summary_free(beachcomb_summary* summary) {
  delete static_cast<capi::SummaryView*>(summary);
}
