// SPDX-License-Identifier: Apache-2.0
//
// URIs, RFC 3986.
#ifndef BEACHCOMB_TEXT_URI_H_
#define BEACHCOMB_TEXT_URI_H_

#include <string>
#include <string_view>

namespace beachcomb::text {

// A path in which every byte that may have a meaning in a URI is escaped, but
// for "/". Any bytes.
std::string percent_encoded(std::string_view path);

// Whether this is http: or https: and nothing in it would have to be escaped.
// People write what they like where a reference is asked for.
bool is_web_address(std::string_view text);

}  // namespace beachcomb::text

#endif  // BEACHCOMB_TEXT_URI_H_
