// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TEXT_XML_H_
#define BEACHCOMB_TEXT_XML_H_

#include <string>
#include <string_view>

namespace beachcomb::text {

// What XML and HTML take for their own, as entities: for text, and for values
// in quotes of either kind. What no XML may hold is for printable() to take
// away.
std::string xml_escaped(std::string_view text);

}  // namespace beachcomb::text

#endif  // BEACHCOMB_TEXT_XML_H_
