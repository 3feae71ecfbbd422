# SPDX-License-Identifier: Apache-2.0
"""Who may include what (docs/design.md): the rules that keep a
stage replaceable and a port to another system in one folder."""
import os
import re
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENGINE = os.path.join(ROOT, "engine")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)

STAGES = {"walk", "read", "prefilter", "scan", "unwrap", "known", "samples",
          "report", "owner_report", "evidence",
          "explain", "lint", "capi", "drafting"}
# What every folder may use, and what those two may use themselves.
SHARED = {"os", "rules", "search", "text", "json"}

# Headers of the C and C++ standards; whatever else stands in <> without a
# folder is the system's.
STANDARD = set("""
algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv
cfloat charconv chrono cinttypes climits clocale cmath codecvt compare complex
concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint
cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception execution
filesystem format forward_list fstream functional future initializer_list
iomanip ios iosfwd iostream istream iterator latch limits list locale map
memory memory_resource mutex new numbers numeric optional ostream queue random
ranges ratio regex scoped_allocator semaphore set shared_mutex source_location
span sstream stack stdexcept stop_token streambuf string string_view
syncstream system_error thread tuple type_traits typeindex typeinfo
unordered_map unordered_set utility valarray variant vector version
""".split())

# Of C, for the public headers that C programs include.
STANDARD_C = {"stddef.h", "stdint.h"}
FOR_C = {"include/beachcomb.h", "include/beachcomb/c_verdict.h",
         "include/beachcomb/export.h"}

# Libraries, and where each may be used.
LIBRARIES = {
    "yara.h": "scan/", "hs.h": "search/",
    "tbb/": ("pipeline.cc", "requests.cc", "threads.h"),
    "re2/": ("prefilter/", "lint/"), "zlib.h": "unwrap/",
    "fmt/": ("report/", "owner_report/", "text/"), "nlohmann/": "",
    "simdjson.h": "json/", "openssl/": "", "boost/": "", "toml++/": "lint/",
    "archive.h": ("unwrap/", "scan/", "samples/", "evidence/"),
    "archive_entry.h": ("unwrap/", "scan/", "samples/", "evidence/")}
PRINTING = re.compile(
    r"\bstd::(cout|cerr|clog)\b|\b(printf|puts|putchar|perror)\s*\("
    r"|\bfmt::print\b|\bfprintf\s*\(\s*std(out|err)\b|\bstd(out|err)\b")


def sources(folder):
    for base, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith((".cc", ".h")):
                path = os.path.join(base, name)
                with open(path, encoding="utf-8") as file:
                    yield os.path.relpath(path, folder), file.read()


def without_comments(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r'//[^\n"]*$', "", text, flags=re.M)


class Architecture(unittest.TestCase):
    def setUp(self):
        self.files = list(sources(ENGINE))
        self.assertGreater(len(self.files), 20)

    def includes(self):
        """(file, its folder, "<" or quote, what it includes)"""
        for path, text in self.files:
            folder = path.split(os.sep)[0] if os.sep in path else ""
            for kind, name in INCLUDE.findall(text):
                yield path, folder, kind, name

    def test_a_stage_includes_public_headers_and_its_own_folder(self):
        for path, folder, kind, name in self.includes():
            if kind != '"' or re.match(r"beachcomb(\.h$|/)", name):
                continue
            if folder == "":
                continue  # pipeline.cc knows them all, as it should
            allowed = {folder}
            if folder in STAGES:
                allowed |= SHARED
            elif folder in ("json", "rules"):
                allowed |= {"text"}
            elif folder == "include":
                allowed = set()  # the public face stands alone
            with self.subTest(f"{path}: {name}"):
                self.assertIn(name.split("/")[0], allowed)

    def test_each_folder_is_known(self):
        folders = {name for name in os.listdir(ENGINE)
                   if os.path.isdir(os.path.join(ENGINE, name))}
        self.assertLessEqual(folders, STAGES | SHARED | {"include"})

    def test_each_library_stays_where_it_belongs(self):
        for path, folder, kind, name in self.includes():
            for library, place in LIBRARIES.items():
                same = (name.startswith(library) if library.endswith("/")
                        else name == library)
                if same:
                    with self.subTest(f"{path}: {name}"):
                        self.assertTrue(path.startswith(place))

    def test_only_os_includes_headers_of_the_system(self):
        for path, folder, kind, name in self.includes():
            if kind != "<" or folder == "os" or name in STANDARD | STANDARD_C:
                continue
            known = any(name.startswith(x) if x.endswith("/") else name == x
                        for x in LIBRARIES)
            with self.subTest(f"{path}: <{name}>"):
                self.assertTrue(known)

    def test_the_command_line_includes_no_headers_of_the_system(self):
        for path, text in sources(os.path.join(ROOT, "cli")):
            for kind, name in INCLUDE.findall(text):
                if kind == "<" and name not in STANDARD:
                    with self.subTest(f"cli/{path}: <{name}>"):
                        self.assertRegex(name, r"^(CLI|fmt|spdlog|toml\+\+)/")

    def test_the_engine_never_logs_or_prints(self):
        for path, text in self.files:
            with self.subTest(path):
                self.assertNotIn("spdlog", text)
                self.assertIsNone(PRINTING.search(without_comments(text)))

    def test_public_headers_need_nothing_but_the_standard_library(self):
        for path, folder, kind, name in self.includes():
            if folder != "include":
                continue
            with self.subTest(f"{path}: {name}"):
                standard = STANDARD_C if path in FOR_C else STANDARD
                self.assertTrue(name in standard if kind == "<"
                                else name.startswith("beachcomb/"))

    def test_headers_for_c_include_no_others(self):
        for path, folder, kind, name in self.includes():
            if path in FOR_C and kind == '"':
                with self.subTest(f"{path}: {name}"):
                    self.assertIn(f"include/{name}", FOR_C)

    def test_headers_are_guarded_by_their_path(self):
        for folder in ("engine", "cli", "tests"):
            for path, text in sources(os.path.join(ROOT, folder)):
                if not path.endswith(".h"):
                    continue
                full = path if folder == "engine" else f"{folder}/{path}"
                full = full.removeprefix("include/")
                full = full.removeprefix("beachcomb/")
                guard = re.sub(r"\W", "_", f"beachcomb/{full}").upper() + "_"
                with self.subTest(path):
                    self.assertIn(f"#ifndef {guard}\n#define {guard}\n", text)

    def test_files_say_their_licence_and_keep_to_80_columns(self):
        for folder in ("engine", "cli", "tests"):
            for path, text in sources(os.path.join(ROOT, folder)):
                with self.subTest(f"{folder}/{path}"):
                    self.assertTrue(text.startswith(
                        "// SPDX-License-Identifier: Apache-2.0\n"))
                    lines = text.splitlines()
                    self.assertNotIn("using namespace beachcomb", text)
                    self.assertLessEqual(max(map(len, lines)), 80)


if __name__ == "__main__":
    unittest.main()
