#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scans what stands on standard input, as an upload handler would:

    ./scan_python.py upload.aspx < upload.aspx
"""
import ctypes
import json
import sys

library = ctypes.CDLL("libbeachcomb.so.0.1")
library.beachcomb_error_message.restype = ctypes.c_char_p


class Facts(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_size_t),
                ("path", ctypes.c_char_p),
                ("owner", ctypes.c_char_p)]


def call(name, *arguments):
    """Any function that ends with `beachcomb_error** error`."""
    error = ctypes.c_void_p()
    if getattr(library, name)(*arguments, ctypes.byref(error)) != 0:
        message = library.beachcomb_error_message(error).decode()
        library.beachcomb_error_free(error)
        raise RuntimeError(f"{name}: {message}")


def make_engine():
    compiler, rules, engine = (ctypes.c_void_p() for _ in range(3))
    call("beachcomb_compiler_create", ctypes.byref(compiler))
    call("beachcomb_compiler_add_builtin", compiler, None)
    call("beachcomb_compiler_build", compiler, ctypes.byref(rules))
    call("beachcomb_engine_create", rules, None, ctypes.byref(engine))
    library.beachcomb_rules_free(rules)
    library.beachcomb_compiler_free(compiler)
    return engine


def scan(engine, name, data):
    """The verdict, as docs/ndjson.md has it."""
    facts = Facts(ctypes.sizeof(Facts), name.encode(), None)
    verdict, text = ctypes.c_void_p(), ctypes.c_void_p()
    size = ctypes.c_size_t()
    call("beachcomb_engine_scan_buffer", engine, data,
         ctypes.c_size_t(len(data)), ctypes.byref(facts), None,
         ctypes.byref(verdict))
    call("beachcomb_verdict_ndjson", verdict, ctypes.byref(text),
         ctypes.byref(size))
    line = ctypes.string_at(text, size.value)
    library.beachcomb_text_free(text)
    library.beachcomb_verdict_free(verdict)
    return json.loads(line)


def main():
    engine = make_engine()
    verdict = scan(engine, sys.argv[1], sys.stdin.buffer.read())
    library.beachcomb_engine_free(engine)
    print(verdict["outcome"])
    for finding in verdict.get("findings", []):
        print(f"{finding['pack']}.{finding['rule']}: {finding['score']}")
    return 1 if verdict["outcome"] == "detected" else 0


if __name__ == "__main__":
    sys.exit(main())
