# SPDX-License-Identifier: Apache-2.0
"""<beachcomb.h> for ctypes, read from the headers themselves: its structs, its
enums and the names of its functions."""
import ctypes
import os
import re

import harness

INCLUDE = os.path.join(harness.ROOT, "engine", "include")
HEADERS = ("beachcomb/c_verdict.h", "beachcomb.h")
LIBRARY = os.path.join(os.path.dirname(os.path.abspath(harness.PROGRAM or "")),
                       "libbeachcomb.so")

TYPES = {"int32_t": ctypes.c_int32, "uint32_t": ctypes.c_uint32,
         "int64_t": ctypes.c_int64, "uint64_t": ctypes.c_uint64,
         "size_t": ctypes.c_size_t, "double": ctypes.c_double,
         # What has a length must not be cut at a 0, so no c_char_p.
         "const char*": ctypes.c_void_p,
         "const char* const*": ctypes.POINTER(ctypes.c_char_p)}


def read(name):
    with open(os.path.join(INCLUDE, name), encoding="utf-8") as file:
        return re.sub(r"//.*", "", file.read())


TEXT = "".join(read(name) for name in HEADERS)


def type_of(name):
    if name not in TYPES:  # "const X*" or "const X* const*"
        name, stars = re.fullmatch(r"const (\w+)(\*|\* const\*)", name).groups()
        pointer = ctypes.POINTER(TYPES[name])
        return ctypes.POINTER(pointer) if stars != "*" else pointer
    return TYPES[name]


for name, body in re.findall(r"typedef struct (\w+) \{(.*?)\} \w+;", TEXT,
                             re.S):
    fields = [re.fullmatch(r"(.*?)\s*(\w+)", " ".join(field.split())).groups()
              for field in body.split(";") if field.strip()]
    TYPES[name] = type(name, (ctypes.Structure,), {
        "_fields_": [(field, type_of(kind)) for kind, field in fields]})

STRUCTS = {name: struct for name, struct in TYPES.items()
           if name.startswith("beachcomb_")}
CONSTANTS = {name: int(value) for name, value in
             re.findall(r"\b(BEACHCOMB_\w+) = (\d+)", TEXT)}
FUNCTIONS = sorted(re.findall(r"\bBEACHCOMB_API[^;(]*?(\w+)\s*\(", TEXT))


def bytes_of(value):
    """Of a beachcomb_bytes."""
    return ctypes.string_at(value.data, value.size)


def is_instrumented():
    """A sanitizer must be in a program from its start, and is not in python."""
    with open(LIBRARY, "rb") as file:
        return re.search(rb"__[at]san_init", file.read()) is not None


def load():
    library = ctypes.CDLL(LIBRARY)
    for function in ("version", "error_message", "rules_fingerprint",
                     "outcome_name", "level_name", "reason_name"):
        getattr(library, "beachcomb_" + function).restype = ctypes.c_char_p
    library.beachcomb_rules_count.restype = ctypes.c_size_t
    return library
