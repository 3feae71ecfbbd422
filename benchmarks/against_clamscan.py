# SPDX-License-Identifier: Apache-2.0
"""What `compare --clamscan` needs: a tree with archives in it, and ClamAV's
account of which rules it takes."""

import glob
import os
import re
import shutil
import subprocess
import tarfile
import zipfile

PACKED = 100  # files in an archive
RULE = re.compile(rb"^\s*(?:(?:private|global)\s+)*rule\s+\w+", re.MULTILINE)
KNOWN = re.compile(rb"^Known viruses: (\d+)", re.MULTILINE)


def pack_zip(name, folder, files):
    with zipfile.ZipFile(name + ".zip", "w", zipfile.ZIP_DEFLATED,
                         strict_timestamps=False) as archive:
        for file in files:
            archive.write(os.path.join(folder, file), file)


def pack_tar(name, folder, files):
    with tarfile.open(name + ".tar.gz", "w:gz", compresslevel=6) as archive:
        for file in files:
            archive.add(os.path.join(folder, file), file)


def pack_7z(name, folder, files):
    subprocess.run(["7z", "a", "-t7z", "-mx=5", "-mmt=1", "-bd", "-spd",
                    name + ".7z", "-i@" + name + ".list"], cwd=folder,
                   check=True, stdout=subprocess.DEVNULL)


PACKERS = (pack_zip, pack_tar, pack_7z)


def plain_files(tree):
    """Relative paths of what can be packed, sorted: no links, no names that
    a list with one name a line cannot have."""
    files = []
    for base, folders, names in os.walk(tree):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(base, name)
            if os.path.isfile(path) and not os.path.islink(path):
                if path.isprintable():
                    files.append(os.path.relpath(path, tree))
    return files


def make_tree(source, target):
    """A copy of `source` in which three of ten files are in archives, each
    of a hundred neighbours, in turn a zip, a tar.gz and a 7z. Returns the
    numbers of files, of those packed, and of archives."""
    files = plain_files(source)
    groups = [files[i:i + PACKED] for i in range(0, len(files), PACKED)]
    packed = archives = 0
    for number, group in enumerate(groups):
        if number % 10 in (1, 4, 7):
            name = os.path.join(target, f"backup-{archives:05}")
            with open(name + ".list", "w", encoding="utf-8") as lines:
                lines.write("\n".join(group))
            PACKERS[archives % len(PACKERS)](name, source, group)
            os.remove(name + ".list")
            archives += 1
            packed += len(group)
            continue
        for file in group:
            path = os.path.join(target, file)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            shutil.copyfile(os.path.join(source, file), path)
    return len(files), packed, archives


def make_database(paths, target):
    """The rule files where ClamAV looks for them. Returns how many rules are
    in them."""
    count = 0
    for number, path in enumerate(paths):
        with open(path, "rb") as file:
            count += len(RULE.findall(file.read()))
        shutil.copyfile(path, os.path.join(target, f"{number:03}.yar"))
    return count


def rules_loaded(clamscan, database, folder):
    """How many rules ClamAV takes; it says so after any scan."""
    path = os.path.join(folder, "empty")
    with open(path, "wb"):
        pass
    done = subprocess.run([clamscan, "-d", database, path], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    match = KNOWN.search(done.stdout)
    return int(match[1]) if match else 0


def detected(command):
    """How many files clamscan reports."""
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    return sum(line.endswith(b" FOUND") for line in done.stdout.splitlines())


def rule_files(arguments):
    """Those that yara is given: "namespace:file", or a path."""
    files = []
    for argument in arguments:
        path = argument.split(":", 1)[-1]
        files += (sorted(glob.glob(os.path.join(path, "**", "*.yar"),
                                   recursive=True))
                  if os.path.isdir(path) else [path])
    return files
