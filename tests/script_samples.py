# SPDX-License-Identifier: Apache-2.0
"""What a sample is, and PHP itself to encode with."""
import atexit
import base64
import hashlib
import json
import random
import re
import subprocess

PHP_SERVER = r"""
function tokens($source) {
  $out = [];
  foreach (token_get_all($source) as $t) {
    $out[] = is_array($t) ? [token_name($t[0]), base64_encode($t[1])]
                          : ["", base64_encode($t)];
  }
  return $out;
}
$allowed = ["base64_encode", "base64_decode", "gzdeflate", "gzinflate",
  "gzcompress", "gzuncompress", "gzencode", "gzdecode", "str_rot13", "strrev",
  "urlencode", "urldecode", "rawurlencode", "rawurldecode", "convert_uuencode",
  "convert_uudecode", "bin2hex", "hex2bin", "quoted_printable_encode",
  "quoted_printable_decode", "htmlentities", "html_entity_decode",
  "htmlspecialchars", "htmlspecialchars_decode", "stripcslashes", "addcslashes",
  "pack", "chr", "implode", "str_replace", "strtr", "substr", "sprintf",
  "str_repeat", "trim", "ucfirst", "strtolower", "json_encode", "stripslashes"];
while (($line = fgets(STDIN)) !== false) {
  $call = json_decode($line, true);
  if ($call["f"] === "tokens") {
    echo json_encode(tokens(base64_decode($call["a"][0][1]))), "\n";
    continue;
  }
  if (!in_array($call["f"], $allowed, true)) exit(1);
  $arguments = array_map(function ($a) {
    return $a[0] === "b" ? base64_decode($a[1]) : $a[1];
  }, $call["a"]);
  $result = @call_user_func_array($call["f"], $arguments);
  echo json_encode($result === false ? null : base64_encode($result)), "\n";
}
"""


class Php:
    """One php-cli that answers for all: bytes in, bytes out."""
    process = None

    @classmethod
    def ask(cls, function, *arguments):
        if cls.process is None:
            cls.process = subprocess.Popen(
                ["php", "-d", "error_reporting=0", "-d",
                 "memory_limit=1G", "-r", PHP_SERVER],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            atexit.register(cls.end)
        coded = [["b", base64.b64encode(a).decode()]
                 if isinstance(a, bytes) else ["v", a] for a in arguments]
        line = json.dumps({"f": function, "a": coded}).encode() + b"\n"
        cls.process.stdin.write(line)
        cls.process.stdin.flush()
        return json.loads(cls.process.stdout.readline())

    @classmethod
    def end(cls):
        cls.process.stdin.close()
        cls.process.stdout.close()
        cls.process.wait()


def php(function, *arguments):
    """What PHP's function gives for these bytes; None where it fails."""
    answer = Php.ask(function, *arguments)
    return None if answer is None else base64.b64decode(answer)


def iconv(source, target, data):
    """None when a character is not in the target."""
    done = subprocess.run(["iconv", "-f", source, "-t", target], input=data,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False)
    return done.stdout if done.returncode == 0 else None


def dice(data, kind=""):
    return random.Random(hashlib.sha256(data + kind.encode()).digest())


# ---------------------------------------------------------------------------
# What the sample is.

def is_text(data):
    return bool(data) and b"\0" not in data and not data.startswith(
        (b"MZ", b"PK", b"!BDN", b"MSCF", b"\xca\xfe\xba\xbe"))


NO_SCRIPTS = (".log", ".txt", ".config", ".xml", ".csv", ".wer", ".eml", ".bin",
              ".htaccess", ".json", ".dat", ".soap", ".xslt")


def is_script(data, name):
    """A page or a program; logs and settings are not put into scripts."""
    return is_text(data) and not name.lower().endswith(NO_SCRIPTS)


def is_page(data, name):
    """A script in tags; what is put into other text as a page."""
    return is_script(data, name) and data.lstrip()[:1] == b"\x3c"


def as_utf8(data):
    """The text of a sample in UTF-8, None when it is no text."""
    if not is_text(data):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def language(data, name=""):
    """"php", "vbscript", "jscript", "c#", "java" or None."""
    if not is_text(data):
        return None
    small = data.lower()
    if re.search(rb"<\?(php|=|\s)", small):
        return "php" if b"\x3c?xml" not in small else None
    if name.endswith(".erb"):
        return None
    if b"\x3c%" not in data and not re.search(rb"\x3cscript[^>]*runat", small):
        return None
    if name.endswith((".jsp", ".jspx", ".java")) or b"java." in small:
        return "java"
    said = re.search(rb"language\s*=\s*[\"']?([a-z#]+)", small)
    if said is None and b";" in data and name.endswith((".aspx", ".ashx")):
        return "c#"
    said = said.group(1) if said else b"vbscript"
    if said in (b"jscript", b"javascript"):
        return "jscript"
    if said in (b"c#", b"csharp"):
        return "c#"
    if said.startswith(b"vb"):
        return "vbscript" if b"inherits" not in small else None
    return None


# What is obfuscated already is found by that; in other words it is another
# obfuscation, and not that sample.
OBFUSCATED = re.compile(
    rb"base64|gzinflate|gzuncompress|rot13|strrev|urldecode|hex2bin|pack\(|"
    rb"chr\(|str_replace|\\[xu0-7]|['\"]\s*[.&+]\s*['\"]|Replace\(|"
    rb"unescape|/\*|%[0-9a-f]{2}%|\+A[A-Za-z]", re.I)
