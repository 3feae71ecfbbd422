// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/known_good.h"

#include "beachcomb/sha256.h"
#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

const std::string kOne(64, '1');
const std::string kMixed = "00FFaa" + std::string(58, '7');
const std::string kLower = "00ffaa" + std::string(58, '7');

// What Exchange has in global.asax of FrontEnd/HttpProxy/xrop.
constexpr std::string_view kShipped =
    "<%@ Application Language=\"C#\" "
    "Inherits=\"Microsoft.Exchange.HttpProxy.ProxyApplication\" %>\r\n";

// The hashes of a list, or the error without the folder.
struct Loaded {
  KnownGood known;
  std::size_t count = 0;
  std::string error;
};

Loaded load(std::string_view text) {
  const test::TempFolder folder;
  const std::string path = folder.write("list", text);
  Loaded loaded;
  const auto added = loaded.known.add_file(path);
  if (added) {
    loaded.count = *added;
  } else {
    loaded.error = added.error().message.substr(folder.path().size() + 1);
  }
  return loaded;
}

}  // namespace

TEST_CASE("Nothing is known good at first") {
  const KnownGood none;
  CHECK(none.empty());
  CHECK_FALSE(none.contains(kOne));
  CHECK_FALSE(none.contains(""));
}

TEST_CASE("The built-in list knows what Exchange shipped") {
  KnownGood known;
  const std::string hash = sha256_hex(test::bytes_of(kShipped));
  CHECK_FALSE(known.contains(hash));
  known.add_builtin();
  CHECK_FALSE(known.empty());
  CHECK(known.contains(hash));
  // The first and the last of the list.
  CHECK(known.contains(
      "0001e0c575c5941eb2ea35337fd026d203cb8baa1c3bb446776b59ebba724cc5"));
  CHECK(known.contains(
      "fffd6cefb7d54c3c21bc5b1ce88a48c9aeae84a55e7d178b01c271938ee4baec"));
  CHECK_FALSE(known.contains(
      "0001e0c575c5941eb2ea35337fd026d203cb8baa1c3bb446776b59ebba724cc6"));
  CHECK_FALSE(known.contains(std::string(64, '0')));
  CHECK_FALSE(known.contains(std::string(64, 'f')));
  CHECK_FALSE(known.contains(hash.substr(1)));
  CHECK_FALSE(known.contains(hash + "0"));
  CHECK_FALSE(known.contains(""));
  CHECK_FALSE(known.contains(sha256_hex({})));  // an empty page is none
}

TEST_CASE("A list of plain hashes, and what sha256sum writes") {
  const Loaded loaded =
      load(kOne + "\n\n# a comment\r\n" + kMixed +
           "  some/file, with a comma\r\n\\" + std::string(64, '2') +
           " *a\\nb\n" + std::string(64, '3'));
  CHECK(loaded.error.empty());
  CHECK(loaded.count == 4);
  CHECK(loaded.known.contains(kOne));
  CHECK(loaded.known.contains(kLower));
  CHECK(loaded.known.contains(kMixed));
  CHECK(loaded.known.contains(std::string(64, '2')));
  CHECK(loaded.known.contains(std::string(64, '3')));
  CHECK_FALSE(loaded.known.contains(std::string(64, '4')));
}

TEST_CASE("A CSV with a head says where the hash stands") {
  CHECK(load("sha256,first_version,path\n" + kOne + ",15.1,owa\\x.aspx\n")
            .known.contains(kOne));
  const Loaded exported = load(
      "\xEF\xBB\xBF#TYPE Selected\r\n\"Algorithm\",\"Hash\",\"Path\"\r\n"
      "\"SHA256\",\"" +
      kMixed + "\",\"C:\\a, b.aspx\"\r\n");
  CHECK(exported.error.empty());
  CHECK(exported.known.contains(kLower));
  CHECK(load(kOne + ",15.1,owa\\x.aspx\n").known.contains(kOne));
}

TEST_CASE("A malformed line is named, and nothing of its file is used") {
  for (const std::string& bad :
       {std::string("nonsense"), kOne.substr(1), kOne + "1",
        "g" + kOne.substr(1), "path," + kOne, std::string(1, '\0'),
        std::string(100000, 'a')}) {
    CAPTURE(bad.substr(0, 80));
    const Loaded loaded = load(kOne + "\n# two\n" + bad + "\n");
    CHECK(loaded.error == "list:3: no SHA-256 in hex at the place of the hash");
    CHECK(loaded.known.empty());
  }
  CHECK(load("Algorithm,Hash,Path\nMD5,d41d8cd98f00b204e9800998ecf8427e,x\n")
            .error.starts_with("list:2: "));
  CHECK(load("Hash,Path\nonly\n").error.starts_with("list:2: "));
}

TEST_CASE("A list that cannot be read is an error") {
  KnownGood known;
  CHECK_FALSE(known.add_file("/no/such/list").ok());
  const test::TempFolder folder;
  CHECK_FALSE(known.add_file(folder.path()).ok());
}

TEST_CASE("Several lists add up; the fingerprint follows what they say") {
  const test::TempFolder folder;
  const std::string two(64, '2');
  const std::string a = folder.write("a", kOne + "\n" + two + "\n");
  const std::string b = folder.write("b", two + "\n" + kOne + "\n");
  KnownGood first;
  KnownGood second;
  CHECK(first.fingerprint() == second.fingerprint());
  REQUIRE(first.add_file(a).ok());
  CHECK(first.fingerprint() != second.fingerprint());
  REQUIRE(second.add_file(b).ok());
  CHECK(first.fingerprint() == second.fingerprint());
  REQUIRE(second.add_file(a).ok());
  CHECK(first.fingerprint() == second.fingerprint());
  second.add_builtin();
  CHECK(first.fingerprint() != second.fingerprint());
}

}  // namespace beachcomb
