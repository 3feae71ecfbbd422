# SPDX-License-Identifier: Apache-2.0
"""Files that are known to be good, and pages where none should be."""
import hashlib
import os

import harness

# What Exchange has in global.asax of FrontEnd/HttpProxy/xrop.
SHIPPED = (b'<%@ Application Language="C#" Inherits="Microsoft.Exchange.'
           b'HttpProxy.ProxyApplication" %>\r\n')
FRONT = "Exchange Server/V15/FrontEnd/HttpProxy"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class KnownGood(harness.TestCase):
    """--known-good with the user's own rules."""

    def test_a_known_file_is_clean_although_a_rule_hits(self):
        known = self.write("tree/known.php", harness.NEEDLE)
        other = self.write("tree/other.php", harness.NEEDLE + b"x")
        self.write("tree/plain.php", b"nothing")
        lists = self.write("list", sha256(harness.NEEDLE) + "  known.php\n")
        scan = self.scan("--known-good", lists, self.tree)
        self.assertEqual(scan.outcome(known), "clean")
        self.assertEqual(scan.outcome(other), "detected")
        verdict = scan.of(known)
        self.assertIs(verdict["known_good"], True)
        self.assertEqual(verdict["overruled"], ["rules.Needle"])
        self.assertEqual(verdict["sha256"], sha256(harness.NEEDLE))
        self.assertNotIn("findings", verdict)
        self.assertEqual(scan.summary["known_good"], 1)
        self.assertEqual(scan.summary["overruled"], 1)
        for path in (other, self.path("tree/plain.php")):
            self.assertNotIn("known_good", scan.of(path))

    def test_all_formats_say_what_it_is_known_in_spite_of(self):
        known = self.write("tree/known.php", harness.NEEDLE)
        lists = self.write("list", sha256(harness.NEEDLE) + "  known.php\n")
        words = b"known good in spite of rules.Needle"
        for name in ("text", "csv", "cef"):
            done = self.run_program("scan", "-r", self.rules, "--known-good",
                                    lists, "--all", "-f", name, known)
            self.assertIn(words, done.stdout, name)
            self.assertNotIn(b"Nothing was found in a file", done.stdout)

    def test_without_the_list_it_is_a_finding(self):
        path = self.write("tree/known.php", harness.NEEDLE)
        scan = self.scan(self.tree)
        self.assertEqual(scan.outcome(path), "detected")
        self.assertEqual(scan.summary["known_good"], 0)

    def test_several_lists_and_every_way_to_scan(self):
        self.write("tree/a.php", harness.NEEDLE)
        big = harness.NEEDLE * 3000
        self.write("tree/b.php", big)
        one = self.write("one", sha256(harness.NEEDLE).upper() + "\n")
        two = self.write("two", "sha256,first_version,path\n" + sha256(big) +
                         ",15.1,ecp\\b.aspx\n")
        for options in ([], ["--shallow"], ["--no-prefilter"], ["-j", "1"],
                        ["--max-file-size", "1K"]):
            with self.subTest(options):
                scan = self.scan("--known-good", one, "--known-good", two,
                                 *options, self.tree)
                self.assertEqual(scan.outcomes(), {"clean": 2})
                self.assertEqual(scan.summary["overruled"], 2)

    def test_the_account_says_why_a_file_is_clean(self):
        self.write("tree/a.php", harness.NEEDLE)
        known = self.write("list", sha256(harness.NEEDLE) + "\n")
        code, out, _ = self.text("--known-good", known, "--all", self.tree)
        self.assertEqual(code, 0)
        self.assertIn("a.php  known good in spite of rules.Needle\n", out)
        self.assertRegex(out, r"clean +1   1 known good, 1 of them in spite "
                              r"of a rule\n")

    def test_a_malformed_line_is_named(self):
        bad = self.write("list", sha256(b"") + "\nno hash\n")
        code, out, error = self.text("--known-good", bad, self.tree)
        self.assertEqual((code, out), (2, ""))
        self.assertIn(f"{bad}:2: ", error)
        code, _, error = self.text("--known-good", "/no/such", self.tree)
        self.assertEqual(code, 2)
        self.assertIn("/no/such: ", error)


class Pages(harness.TestCase):
    """The pack `exchange`."""

    def pages(self, *arguments, rules=(), **options):
        return self.scan("--packs", "exchange", *arguments, rules=list(rules),
                         **options)

    def test_a_page_that_no_build_shipped(self):
        for place in (f"{FRONT}/owa/auth", f"{FRONT}/OAB", "owa/auth",
                      "Ecp/AUTH/Current/themes", "owa/auth/15.1.2044",
                      "img/C\\exchange\\HTTPPROXY\\oab"):
            with self.subTest(place):
                path = self.write(f"tree/{place}/zq7x.aspx", b"hello")
                finding, = self.pages(self.tree).of(path)["findings"]
                os.unlink(path)
                self.assertEqual(finding["rule"], "EXCHANGE_PAGE_NOT_SHIPPED")
                self.assertEqual(finding["pack"], "exchange")
                self.assertEqual(finding["score"], 60)
                self.assertEqual(finding["matches"], [])
                self.assertIn("did not ship", finding["description"])

    def test_any_page_in_aspnet_client(self):
        path = self.write("tree/aspnet_client/system_web/4_0/a.asp", b"hello")
        empty = self.write("tree/Aspnet_Client/b.aspx", b"")
        self.write("tree/aspnet_client/system_web/4_0/a.js", b"hello")
        scan = self.pages(self.tree)
        self.assertEqual(scan.rules_on(path), ["ASPNET_CLIENT_PAGE"])
        self.assertEqual(scan.rules_on(empty), ["ASPNET_CLIENT_PAGE"])
        self.assertEqual(scan.outcomes(), {"clean": 1, "detected": 2})
        self.assertEqual(scan.of(path)["level"], "suspicious")

    def test_a_name_that_imitates_one_of_exchange_scores_higher(self):
        path = self.write("tree/owa/auth/RedirSuiteServerProxy.aspx", b"x")
        scan = self.pages(self.tree)
        self.assertEqual(scan.rules_on(path), ["EXCHANGE_PAGE_LOOK_ALIKE",
                                               "EXCHANGE_PAGE_NOT_SHIPPED"])
        self.assertEqual(scan.of(path)["score"], 70)

    def test_a_changed_page_and_the_shipped_one(self):
        changed = self.write(f"tree/{FRONT}/xrop/global.asax", SHIPPED + b" ")
        shipped = self.write(f"tree/{FRONT}/oab/global.asax", SHIPPED)
        scan = self.pages(self.tree)
        self.assertEqual(scan.rules_on(changed), ["EXCHANGE_PAGE_CHANGED"])
        self.assertEqual(scan.outcome(shipped), "clean")
        self.assertIs(scan.of(shipped)["known_good"], True)
        self.assertNotIn("overruled", scan.of(shipped))
        self.assertEqual(scan.summary["known_good"], 1)

    def test_changed_pages_behind_the_login_are_notices(self):
        path = self.write("tree/ClientAccess/ecp/About.aspx", b"changed")
        self.assertEqual(self.pages(self.tree).outcome(path), "clean")
        scan = self.pages("--min-score", "0", self.tree)
        self.assertEqual(scan.rules_on(path),
                         ["EXCHANGE_BACK_END_PAGE_CHANGED"])
        self.assertEqual(scan.of(path)["level"], "notice")

    def test_near_misses(self):
        for name in ("powa/auth/a.aspx", "owa/authors/a.aspx",
                     "owa-auth/a.aspx", "owa/a.aspx", "owa/auth/a.css",
                     "owa/auth/a.aspx.txt", "aspnet_clients/a.aspx",
                     "rest/a.aspx", "aspnet_client.aspx",
                     "Exchange Server/V14/ClientAccess/owa/auth/a.aspx"):
            self.write("tree/" + name, b"hello")
        scan = self.pages("--min-score", "0", self.tree)
        self.assertEqual(set(scan.outcomes()), {"clean"})

    def test_a_relative_path_is_seen_as_a_whole(self):
        self.write("tree/owa/auth/zq7x.aspx", b"hello")
        for here, path in (("owa/auth", "zq7x.aspx"), ("owa/auth", "."),
                           ("owa", "auth"), ("", "owa/auth/../auth")):
            with self.subTest(path):
                scan = self.pages(path, cwd=os.path.join(self.tree, here))
                self.assertEqual(scan.outcomes()["detected"], 1)
        self.write("tree/powa/auth/zq7x.aspx", b"hello")
        scan = self.pages("owa/auth/../../powa", cwd=self.tree)
        self.assertEqual(scan.outcomes(), {"clean": 1})

    def test_a_rule_and_the_place_are_both_said(self):
        path = self.write("tree/owa/auth/zq7x.aspx", harness.NEEDLE)
        scan = self.pages(self.tree, rules=["-r", self.rules])
        self.assertEqual(scan.rules_on(path),
                         ["EXCHANGE_PAGE_NOT_SHIPPED", "Needle"])

    def test_the_users_list_clears_a_page_of_a_later_build(self):
        path = self.write("tree/owa/auth/logon.aspx", b"a later build")
        known = self.write("list", sha256(b"a later build") + "\n")
        self.assertEqual(self.pages(self.tree).outcome(path), "detected")
        scan = self.pages("--known-good", known, self.tree)
        self.assertEqual(scan.outcome(path), "clean")
        self.assertEqual(scan.summary["known_good"], 1)


class WhichPacks(harness.TestCase):
    """When the pack and its list are used."""

    def setUp(self):
        super().setUp()
        self.page = self.write("tree/owa/auth/zq7x.aspx", b"hello")
        self.known = self.write("tree/global.asax", SHIPPED)
        self.on_shipped = self.write(
            "shipped.yar",
            'rule Shipped { strings: $a = "ProxyApplication" condition: $a }')

    def test_by_default_and_by_name(self):
        for packs in ([], ["--packs", "exchange"],
                      ["--packs", "exchange,traces"],
                      ["--packs", "exchange", "--shallow"]):
            with self.subTest(packs):
                scan = self.scan(*packs, self.tree, rules=[])
                self.assertEqual(scan.outcome(self.page), "detected")
                self.assertEqual(scan.stderr, "")

    def test_not_with_other_rules_or_packs_nor_shallow(self):
        for arguments in (["-r", self.rules], ["--packs", "webshell"],
                          ["--shallow"]):
            with self.subTest(arguments):
                scan = self.scan(self.tree, rules=arguments)
                self.assertEqual(scan.outcomes(), {"clean": 2})
                self.assertEqual(scan.summary["known_good"], 0)

    def test_what_exchange_shipped_is_known_with_the_built_in_packs(self):
        mine = ["-r", self.on_shipped]
        for arguments, outcome in (
                (mine, "detected"),
                (mine + ["--packs", "traces"], "clean"),
                (mine + ["--packs", "exchange"], "clean"),
                (mine + ["--packs", "traces", "--shallow"], "detected"),
                (mine + ["--packs", "exchange", "--shallow"], "clean")):
            with self.subTest(arguments):
                scan = self.scan(self.tree, rules=arguments)
                self.assertEqual(scan.outcome(self.known), outcome)

    def test_an_unknown_pack_is_still_an_error(self):
        done = self.run_program("scan", "--packs", "exchanges", self.tree)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    harness.main()
