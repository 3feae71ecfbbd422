# SPDX-License-Identifier: Apache-2.0
"""Writes the seed corpus of unwrap_fuzz: a small file of each format.
usage: unwrap_seeds.py FOLDER"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
import wrappers  # noqa: E402

PAGE = b'<?php echo "seed of the fuzzer, 0123456789"; ?>' * 3


def main(folder):
    os.makedirs(folder, exist_ok=True)
    for kind, wrap in wrappers.WRAPPERS.items():
        with open(os.path.join(folder, kind.replace(" ", "-")), "wb") as file:
            file.write(wrap(PAGE, "a.php"))
    inner = wrappers.WRAPPERS["zip"](PAGE, "a.php")
    for kind in ("zip", "gzip", "mail base64"):
        name = f"zip-in-{kind}".replace(" ", "-")
        with open(os.path.join(folder, name), "wb") as file:
            file.write(wrappers.WRAPPERS[kind](inner, "a.zip"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
