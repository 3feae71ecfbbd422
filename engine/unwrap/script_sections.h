// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_SCRIPT_SECTIONS_H_
#define BEACHCOMB_UNWRAP_SCRIPT_SECTIONS_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace beachcomb::unwrap {

// Where PHP begins at or after `from`: the offset of the first byte of code
// in `code`, false when there is none. `echo` says that it was "<?=".
bool find_php(std::string_view text, std::size_t from, std::size_t* code,
              bool* echo);

// A part of a page of ASP, ASP.NET or JSP that is not sent as it stands:
// <% ... %>, a directive, a comment, or a script that runs at the server.
struct AspSection {
  enum class Kind { code, directive, comment };
  Kind kind = Kind::code;
  std::size_t tag = 0;    // where its opening tag begins
  std::size_t begin = 0;  // where the code begins,
  std::size_t end = 0;    // and ends
  std::size_t next = 0;   // behind its closing tag
};

// The first one at or behind `from`.
std::optional<AspSection> next_asp_section(std::string_view text,
                                           std::size_t from);

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_SCRIPT_SECTIONS_H_
