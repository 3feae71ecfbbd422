# SPDX-License-Identifier: Apache-2.0
"""The Debian packages, installed into a root that has nothing but Debian's
essential packages, and what an embedder does with them there; and `cmake
--install` into a prefix that is moved afterwards."""
import os
import platform
import re
import shutil
import subprocess
import tempfile
import unittest

import harness

BUILD = os.path.dirname(os.path.abspath(harness.PROGRAM or ""))
EXAMPLES = os.path.join(harness.ROOT, "examples")
# A finding on the demo site.
RULE = "WEBSHELL_ASPX_Chopper_JScript_Eval_Request"

# Runs in the clean root, as root. First the program alone, for it must not
# need what only embedders have; then the library, and each way to build.
IN_THE_ROOT = """\
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
cd /work
install() {
  apt-get install -y -qq --no-install-recommends -o Acquire::Retries=5 "$@" \
    >/dev/null
}
install ./beachcomb_*.deb
beachcomb --version >out/version
beachcomb scan -q -f ndjson site >out/scan || echo $? >out/code
install make cmake g++ pkg-config ./libbeachcomb*.deb
for static in OFF ON; do
  cmake -S examples -B cmake-$static -DSTATIC=$static >/dev/null
  cmake --build cmake-$static >/dev/null
done
pkg_config examples pkg-config-OFF beachcomb
pkg_config examples pkg-config-ON beachcomb-static
for built in cmake-OFF cmake-ON pkg-config-OFF pkg-config-ON; do
  mkdir -p out/$built
  for source in examples/scan_*.c*; do
    name=$(basename ${source%.*})
    ldd $built/$name >out/$built/$name.ldd
    $built/$name site/aspnet_client/system_web/supp0rt.aspx \\
      >out/$built/$name || true
  done
done
"""

# pkg_config SOURCES TARGETS MODULE: as docs/packaging.md says it.
PKG_CONFIG = """\
pkg_config() {
  mkdir -p $2
  flags=$(pkg-config --cflags --libs $3)
  for source in $1/*.c $1/*.cc; do
    [ -e $source ] || continue
    case $source in
      *.c) compiler=cc ;;
      *) compiler="c++ -std=c++20" ;;
    esac
    $compiler $source -o $2/$(basename ${source%.*}) $flags
  done
}
"""


def run(*command, **options):
    """Its output; the test fails with it when the command does."""
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False,
                          **options)
    if done.returncode != 0:
        raise AssertionError(f"{command[0]}: {done.stdout}")
    return done.stdout


def may_hold_a_root(folder):
    """Whether a whole system can be unpacked there, and its programs run."""
    try:
        flags = os.statvfs(folder).f_flag
    except FileNotFoundError:
        return False
    return (not flags & (os.ST_NOEXEC | os.ST_NODEV) and
            shutil.disk_usage(folder).free >= 4 << 30)


@unittest.skipIf(harness.INSTRUMENTED, "the packages are of the release build")
@unittest.skipUnless(shutil.which("dpkg-deb"), "no Debian packages here")
class Packages(harness.TestCase):
    @classmethod
    def setUpClass(cls):
        """Packs what is built: the packages by their names."""
        folder = tempfile.TemporaryDirectory(prefix="beachcomb-test-")
        cls.addClassCleanup(folder.cleanup)
        run("cpack", "-B", folder.name, "--config",
            os.path.join(BUILD, "CPackConfig.cmake"))
        debs = [os.path.join(folder.name, name)
                for name in os.listdir(folder.name) if name.endswith(".deb")]
        cls.packages = {run("dpkg-deb", "-f", deb, "Package").strip(): deb
                        for deb in debs}

    def setUp(self):
        super().setUp()
        self.site = self.path("site")
        run(os.path.join(harness.ROOT, "scripts", "demo-site"), self.site)

    def check_programs(self, folder, needs_library):
        """What the examples wrote, and which libraries they are linked to."""
        names = [os.path.splitext(n)[0] for n in os.listdir(EXAMPLES)
                 if n.endswith((".c", ".cc"))]
        self.assertIn("scan_cpp", names)
        for name in names:
            with self.subTest(f"{os.path.basename(folder)}: {name}"):
                with open(os.path.join(folder, name)) as file:
                    self.assertIn(RULE, file.read())
                with open(os.path.join(folder, name + ".ldd")) as file:
                    self.assertEqual("libbeachcomb" in file.read(),
                                     needs_library)

    def test_each_file_is_in_the_right_package(self):
        packages = self.packages
        lib = next(n for n in packages if re.fullmatch(r"libbeachcomb\d.*", n))
        self.assertEqual(set(packages), {lib, "libbeachcomb-dev", "beachcomb"})
        files = {name: run("dpkg-deb", "-c", deb)
                 for name, deb in packages.items()}
        expected = {
            lib: [f"libbeachcomb.so.{lib.removeprefix('libbeachcomb')}."],
            "libbeachcomb-dev": [
                "usr/include/beachcomb/scanner.h", "libbeachcomb.a",
                "libbeachcomb.so ", "cmake/beachcomb/beachcombConfig.cmake",
                "pkgconfig/beachcomb.pc", "pkgconfig/beachcomb-static.pc"],
            "beachcomb": [
                "usr/bin/beachcomb", "man1/beachcomb.1.gz",
                "bash-completion/completions/beachcomb",
                "fish/vendor_completions.d/beachcomb.fish",
                "zsh/vendor-completions/_beachcomb",
                "systemd/system/beachcomb.service",
                "systemd/system/beachcomb.timer"]}
        for name, wanted in expected.items():
            for file in [*wanted, f"doc/{name}/copyright"]:
                with self.subTest(f"{name}: {file}"):
                    self.assertEqual(
                        [n for n, listed in files.items() if file in listed],
                        [name])
        version = run("dpkg-deb", "-f", packages[lib], "Version").strip()
        self.assertIn(
            f"{lib} (= {version})",
            run("dpkg-deb", "-f", packages["libbeachcomb-dev"], "Depends"))
        self.assertNotIn(
            "libbeachcomb", run("dpkg-deb", "-f", packages["beachcomb"],
                                "Depends"))

    @unittest.skipUnless(
        platform.freedesktop_os_release().get("VERSION_CODENAME") ==
        "bookworm", "the packages are for Debian 12")
    def test_they_install_into_a_clean_root_and_programs_build_there(self):
        work = self.path("work")
        os.makedirs(os.path.join(work, "out"))
        for deb in self.packages.values():
            shutil.copy(deb, work)
        shutil.copytree(self.site, os.path.join(work, "site"), symlinks=True)
        shutil.copytree(EXAMPLES, os.path.join(work, "examples"))
        with open(os.path.join(work, "check"), "w") as file:
            file.write(PKG_CONFIG + IN_THE_ROOT)
        # In memory where there is some: it is a gigabyte of small files.
        memory = "/dev/shm" if may_hold_a_root("/dev/shm") else self.dir
        run("mmdebstrap", "--variant=apt", "--format=null",
            '--aptopt=Acquire::Retries "5"',
            "--dpkgopt=force-unsafe-io",
            "--dpkgopt=path-exclude=/usr/share/locale/*",
            f'--customize-hook=copy-in "{work}" /',
            '--customize-hook=chroot "$1" env -i PATH="$PATH" '
            '${http_proxy:+http_proxy="$http_proxy"} sh /work/check',
            f'--customize-hook=copy-out /work/out "{self.dir}"',
            "bookworm", "/dev/null",
            env={**os.environ, "TMPDIR": memory,
                 "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
        out = self.path("out")
        with open(os.path.join(out, "version")) as file:
            self.assertEqual(file.read(), run(harness.PROGRAM, "--version"))
        with open(os.path.join(out, "scan")) as file:
            self.assertIn(RULE, file.read())
        with open(os.path.join(out, "code")) as file:
            self.assertEqual(file.read(), "1\n")
        for built in ("cmake", "pkg-config"):
            for static in ("OFF", "ON"):
                self.check_programs(os.path.join(out, f"{built}-{static}"),
                                    needs_library=static == "OFF")

    def test_an_installed_prefix_may_be_moved(self):
        installed, moved = self.path("first"), self.path("second")
        run("cmake", "--install", BUILD, "--prefix", installed)
        os.rename(installed, moved)
        libraries = os.path.dirname(run(
            "find", moved, "-name", "libbeachcomb.a").strip())
        environment = {
            **os.environ, "LD_LIBRARY_PATH": libraries,
            "PKG_CONFIG_PATH": os.path.join(libraries, "pkgconfig")}
        script = PKG_CONFIG + "set -eu\npkg_config $1 $2 beachcomb\n"
        built = self.path("built")
        run("sh", "-c", script, "sh", EXAMPLES, built, env=environment)
        self.assertIn(RULE, subprocess.run(
            [os.path.join(built, "scan_cpp"), self.site], env=environment,
            stdout=subprocess.PIPE, text=True, check=False).stdout)
        for name in run("find", moved, "-type", "f", "-name", "*.cmake", "-o",
                        "-name", "*.pc").split():
            with self.subTest(name), open(name) as file:
                self.assertNotIn(self.dir, file.read())
        run("cmake", "-S", EXAMPLES, "-B", self.path("cmake"), "-DSTATIC=ON",
            f"-DCMAKE_PREFIX_PATH={moved}")


if __name__ == "__main__":
    harness.main()
