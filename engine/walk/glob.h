// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_WALK_GLOB_H_
#define BEACHCOMB_WALK_GLOB_H_

#include <string>
#include <string_view>
#include <vector>

namespace beachcomb::walk {

// Whether `pattern` matches all of `text`. `*` and `?` stop at a slash, `**`
// does not ("a/**/b" matches "a/b", too), [a-z] and [!a-z] are sets, a
// backslash takes the next byte as it is. Bytes, case-sensitive.
bool glob_match(std::string_view pattern, std::string_view text);

// Which entries below a root are wanted. Immutable, safe for concurrent use.
class Filter {
 public:
  Filter(std::vector<std::string> include, std::vector<std::string> exclude);

  // `path` is relative to the root, without a leading slash.
  bool wants_folder(std::string_view path) const;
  bool wants_file(std::string_view path) const;

 private:
  std::vector<std::string> include_;
  std::vector<std::string> exclude_;
};

}  // namespace beachcomb::walk

#endif  // BEACHCOMB_WALK_GLOB_H_
