// SPDX-License-Identifier: Apache-2.0
//
// The names in a path: raw bytes, of files that need not exist any more.
#ifndef BEACHCOMB_TEXT_PATH_H_
#define BEACHCOMB_TEXT_PATH_H_

#include <string>
#include <string_view>

namespace beachcomb::text {

// "a.aspx" of "/srv/www/a.aspx"; empty of "/".
constexpr std::string_view name_in(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// ".aspx" of "/srv/www/a.ASPX"; ".htaccess" has none, nor has a name without a
// dot.
std::string extension_of(std::string_view path);

}  // namespace beachcomb::text

#endif  // BEACHCOMB_TEXT_PATH_H_
