// SPDX-License-Identifier: Apache-2.0
//
// Which paths are server pages in folders of Exchange and IIS, and what is
// said about them.
#include "known/exchange.h"

#include <set>

#include "catch.h"
#include "known/builtin.h"

namespace beachcomb::known {
namespace {

using Folder = Place::Folder;

// "" is no place of ours.
std::string page_at(std::string_view path) {
  const auto place = locate(path);
  return place.has_value() ? place->page : "";
}

std::set<std::string> rules_at(std::string_view path) {
  std::set<std::string> names;
  const auto place = locate(path);
  if (!place.has_value()) return names;
  for (const Finding& finding : findings_at(*place)) {
    CHECK(finding.rule.pack == "exchange");
    CHECK_FALSE(finding.rule.description.empty());
    CHECK(finding.matches.empty());
    names.insert(finding.rule.name);
  }
  return names;
}

bool looks_alike(std::string_view path) {
  return rules_at(path).count("EXCHANGE_PAGE_LOOK_ALIKE") == 1;
}

const std::string kV15 =
    "/mnt/image/Program Files/Microsoft/Exchange Server/V15/";

}  // namespace

TEST_CASE("The tables are sorted, as the search needs them") {
  const auto pages = builtin_pages();
  CHECK(pages.size() > 1000);
  CHECK(std::is_sorted(pages.begin(), pages.end()));
  CHECK(std::adjacent_find(pages.begin(), pages.end()) == pages.end());
  const auto hashes = builtin_hashes();
  REQUIRE(hashes.size() % 32 == 0);
  CHECK(hashes.size() / 32 > 3641);  // and our own samples
  for (std::size_t i = 32; i < hashes.size(); i += 32) {
    REQUIRE(std::lexicographical_compare(
        hashes.begin() + static_cast<std::ptrdiff_t>(i - 32),
        hashes.begin() + static_cast<std::ptrdiff_t>(i),
        hashes.begin() + static_cast<std::ptrdiff_t>(i),
        hashes.begin() + static_cast<std::ptrdiff_t>(i + 32)));
  }
}

TEST_CASE("Server pages by extension") {
  for (const char* name :
       {"a.aspx", "/x/A.ASPX", "a.b.ashx", "a.asmx", "a.asp", "global.asax",
        "a.svc", "a.cshtml", "site.master", "a.soap", ".asp"}) {
    CAPTURE(name);
    CHECK(is_server_page(name));
  }
  for (const char* name :
       {"", ".", "aspx", "a.aspx.txt", "a.aspxx", "a.php", "a.config", "a.css",
        "a.js", "a.", "a.asp/readme", "a.xaspx", "a.verylongextension"}) {
    CAPTURE(name);
    CHECK_FALSE(is_server_page(name));
  }
}

TEST_CASE("A folder of Exchange is found wherever it is mounted") {
  const std::string page = "frontend/httpproxy/owa/auth/x.aspx";
  CHECK(page_at(kV15 + "FrontEnd/HttpProxy/owa/auth/x.aspx") == page);
  CHECK(page_at("/C:/Exchange/FrontEnd/HttpProxy/owa/auth/x.aspx") == page);
  CHECK(page_at("/img/frontend/HTTPPROXY/OWA/Auth/X.ASPX") == page);
  CHECK(page_at("/img/C:\\Exchange\\FrontEnd\\HttpProxy\\owa\\auth\\x.aspx") ==
        page);
  CHECK(page_at("/img//FrontEnd//HttpProxy/./owa///auth/x.aspx") == page);
  CHECK(page_at("/copy/HttpProxy/OAB/log.aspx") ==
        "frontend/httpproxy/oab/log.aspx");
  CHECK(page_at("/srv/owa/auth/x.aspx") == "owa/auth/x.aspx");
  CHECK(page_at("/ecp/auth/x.aspx") == "ecp/auth/x.aspx");
  CHECK(page_at("/x/owa/auth/Current/themes/resources/x.ashx") ==
        "owa/auth/current/themes/resources/x.ashx");
  CHECK(page_at("/x/owa/auth/15.1.2044/x.aspx") == "owa/auth/version/x.aspx");
  CHECK(page_at("/x/ClientAccess/ecp/About.aspx") ==
        "clientaccess/ecp/about.aspx");
  CHECK(page_at(kV15 + "ClientAccess/brandnew/x.aspx") ==
        "clientaccess/brandnew/x.aspx");
  CHECK(
      page_at("/c/inetpub/wwwroot/aspnet_client/system_web/4_0_30319/x.asp") ==
      "aspnet_client/system_web/4_0_30319/x.asp");
}

TEST_CASE("Folders of others are not ours") {
  for (const char* path : {"/srv/powa/auth/x.aspx",
                           "/srv/owa/authors/x.aspx",
                           "/srv/owa/x.aspx",
                           "/srv/owa-auth/x.aspx",
                           "/srv/myowa/auth/x.aspx",
                           "/srv/owaauth/x.aspx",
                           "/srv/auth/owa/x.aspx",
                           "/owa/auth",
                           "/srv/owa/auth.aspx",
                           "/srv/aspnet_client.aspx",
                           "/srv/my_aspnet_client/x.aspx",
                           "/srv/aspnet_clients/x.aspx",
                           "/srv/httpproxy/unknown/x.aspx",
                           "/srv/clientaccess/shop/x.aspx",
                           "/srv/clientaccess/x.aspx",
                           "/srv/rest/x.aspx",
                           "/srv/sync/x.aspx",
                           "/inetpub/wwwroot/default.aspx",
                           "/srv/owa/auth/logon.css",
                           "/srv/owa/auth/x.aspx.bak"}) {
    CAPTURE(path);
    CHECK(page_at(path).empty());
  }
}

TEST_CASE("Exchange 2010 is not in the list, so nothing is said about it") {
  CHECK(page_at("/x/Exchange Server/V14/ClientAccess/owa/auth/logon.aspx")
            .empty());
}

TEST_CASE("What is shipped is found in every spelling of the place") {
  for (const std::string& path :
       {kV15 + "FrontEnd/HttpProxy/owa/auth/logon.aspx",
        kV15 + "ClientAccess/ecp/About.aspx",
        std::string("/copy/owa/auth/LOGON.aspx"),
        std::string("/copy/ecp/auth/TimeoutLogout.aspx"),
        std::string("/copy/HttpProxy/owa/auth/RedirSuiteServiceProxy.aspx")}) {
    CAPTURE(path);
    const auto place = locate(path);
    REQUIRE(place.has_value());
    CHECK(is_shipped(*place));
  }
  // error.aspx belongs into ClientAccess, and the front end has none.
  for (const std::string& path :
       {kV15 + "FrontEnd/HttpProxy/owa/auth/error.aspx",
        kV15 + "FrontEnd/HttpProxy/owa/auth/15.1.2044/logon.aspx",
        std::string("/copy/ecp/auth/TimeoutLogoff.aspx"),
        std::string("/copy/aspnet_client/logon.aspx")}) {
    CAPTURE(path);
    const auto place = locate(path);
    REQUIRE(place.has_value());
    CHECK_FALSE(is_shipped(*place));
  }
}

TEST_CASE("What is said about a page depends on its name and place") {
  using Names = std::set<std::string>;
  CHECK(rules_at("/owa/auth/logon.aspx") == Names{"EXCHANGE_PAGE_CHANGED"});
  CHECK(rules_at("/ClientAccess/owa/auth/logoff.aspx") ==
        Names{"EXCHANGE_PAGE_CHANGED"});
  CHECK(rules_at("/ClientAccess/ecp/about.aspx") ==
        Names{"EXCHANGE_BACK_END_PAGE_CHANGED"});
  CHECK(rules_at("/owa/auth/zx1qvv.aspx") ==
        Names{"EXCHANGE_PAGE_NOT_SHIPPED"});
  CHECK(rules_at("/owa/auth/errorEE.aspx") ==
        Names{"EXCHANGE_PAGE_NOT_SHIPPED", "EXCHANGE_PAGE_LOOK_ALIKE"});
  CHECK(rules_at("/aspnet_client/zx1qvv.aspx") == Names{"ASPNET_CLIENT_PAGE"});
}

TEST_CASE("Names that imitate pages of Exchange") {
  const std::string folder = "/HttpProxy/owa/auth/";
  for (const char* name : {"RedirSuiteServerProxy", "OutlookEN", "OutlookZH",
                           "errorEE", "errorEEE", "errorFF", "errorEW", "err0r",
                           "logout", "default", "error2", "expiredpasswords"}) {
    CAPTURE(name);
    CHECK(looks_alike(folder + name + ".aspx"));
  }
  for (const char* name : {"8Lw7tAhF9i1pJnRo", "shel90", "bob", "a", "xpy07b5a",
                           "HWTJQDMFVMPOON", "t", "one1"}) {
    CAPTURE(name);
    CHECK_FALSE(looks_alike(folder + name + ".aspx"));
  }
  CHECK_FALSE(looks_alike(folder + std::string(5000, 'a') + ".aspx"));
}

TEST_CASE("Paths from hostile file systems") {
  CHECK(page_at("").empty());
  CHECK(page_at("/").empty());
  CHECK(page_at("aspnet_client/.aspx") == "aspnet_client/.aspx");
  CHECK(page_at("\\\\\\aspnet_client\\\\\\\\x.aspx") == "aspnet_client/x.aspx");
  CHECK(page_at("/owa/auth/\xff\n.aspx") == "owa/auth/\xff\n.aspx");
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep += "/owa";
  CHECK(page_at(deep + "/auth/x.aspx") == "owa/auth/x.aspx");
  CHECK(page_at(deep + "/x.aspx").empty());
}

}  // namespace beachcomb::known
