// SPDX-License-Identifier: Apache-2.0
//
// Pages where none should be. Whoever broke into Exchange left their pages in
// the few folders that a web server serves without a login: beside the page
// for the login, in the folder of the address book, in aspnet_client. Names
// and contents differ from victim to victim; the place does not. What Exchange
// itself put there is known, down to the hash, so every other server page in
// such a folder is worth a look even when no rule knows its content.
//
// The folder is recognised by the end of its path (FrontEnd/HttpProxy/owa, not
// C:\Program Files\...), so that it is found in an image mounted anywhere, in
// a copy of a single folder, and with either slash. Files are asked about one
// by one while a tree is scanned, nearly all in vain: the extension decides
// first, and nothing is allocated before a folder matched.
#ifndef BEACHCOMB_KNOWN_EXCHANGE_H_
#define BEACHCOMB_KNOWN_EXCHANGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/verdict.h"

namespace beachcomb::known {

// A server page in a folder of Exchange or IIS.
struct Place {
  enum class Folder {
    front_end,      // served without a login
    back_end,       // behind it: ClientAccess
    aspnet_client,  // of IIS, for scripts of the browser; ships no page
  };
  Folder folder;
  // Below the folder of Exchange, lower case, with "/"; a folder that is named
  // after a build is "version". Of owa/auth and ecp/auth in an unknown place
  // without what comes before.
  std::string page;
};

// Whether IIS runs code in a file of this name.
bool is_server_page(std::string_view path);

// The place of a server page, if it is one of ours. The path is absolute.
std::optional<Place> locate(std::string_view path);

// Whether a build of Exchange put a page of this name there.
bool is_shipped(const Place& place);

// Whether the name imitates a page of Exchange, or is that of a page which
// belongs into another folder. REQUIRES: !is_shipped(place)
bool is_look_alike(const Place& place);

// What is to be said about a page there whose content is not known to be good.
std::vector<Finding> findings_at(const Place& place);

}  // namespace beachcomb::known

#endif  // BEACHCOMB_KNOWN_EXCHANGE_H_
