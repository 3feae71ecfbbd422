// SPDX-License-Identifier: Apache-2.0
#include "text/path.h"

#include "text/ascii.h"

namespace beachcomb::text {

std::string extension_of(std::string_view path) {
  const std::string_view name = name_in(path);
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return {};
  return lower(name.substr(dot));
}

}  // namespace beachcomb::text
