// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_LINT_HINTS_H_
#define BEACHCOMB_LINT_HINTS_H_

#include <string>
#include <string_view>

#include "lint/lint.h"

namespace beachcomb::lint {

// What to do about something that does not compile; empty when we don't know.
// `rule` is null where it does not parse.
std::string hint_for(std::string_view message, const SourceFile& file,
                     const Files& all, const rules::Rule* rule, int line);

// About source that no parser takes: what stands there, and what was meant.
std::string hint_for_syntax(const SourceFile& file, const rules::Span& span,
                            std::string_view message);

// What a message has between its first quotes.
std::string_view quoted_name(std::string_view message);

}  // namespace beachcomb::lint

#endif  // BEACHCOMB_LINT_HINTS_H_
