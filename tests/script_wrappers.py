# SPDX-License-Identifier: Apache-2.0
"""What writes a shell so that nobody reads it: text encodings, encoded
literals, and the obfuscations of PHP, VBScript, JScript, C# and Java.

KINDS is the table: the name of a kind, and a function of (sample, name) that
gives (the file, what stands in it), or None where the kind makes no sense for
the sample: a page of VBScript is not put into PHP's eval(). "What stands in
it" are the exact bytes that the server would run; None where the file says
the same in other words and only the rules can tell.

Nothing here is undone by the tool that made it, and none of the tools is part
of the program: PHP's own functions (php-cli encodes bytes and splits source
into tokens; it runs no sample), iconv, Perl, and Python's codecs. The sample
is never executed. Which spelling a sample gets is drawn with its hash as the
seed, so that a run can be repeated. No tag is spelled out, so that no rule
takes this file for a page."""
import atexit
import base64
import codecs
import hashlib
import html
import json
import random
import re
import subprocess

import script_encoder

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


# ---------------------------------------------------------------------------
# Text encodings.

MARKS = {"utf-16le": codecs.BOM_UTF16_LE, "utf-16be": codecs.BOM_UTF16_BE,
         "utf-32le": codecs.BOM_UTF32_LE, "utf-32be": codecs.BOM_UTF32_BE}


def wide(encoding, marked):
    def wrap(data, name):
        text = as_utf8(data)
        if text is None or text.startswith("\ufeff"):
            return None
        inner = text.encode()
        out = iconv("UTF-8", encoding, inner)
        return (MARKS[encoding] if marked else b"") + out, inner
    return wrap


def utf7(data, name):
    """As iconv writes it: only what must be is encoded, '<' among it."""
    text = as_utf8(data)
    if text is None or "<" not in text:
        return None
    out = iconv("UTF-8", "UTF-7", text.encode())
    return out, text.encode()


def utf7_codepage(data, name):
    """Letters encoded at random, behind a directive that asks for it."""
    text = as_utf8(data)
    if text is None or language(data, name) in ("php", None):
        return None
    draw = dice(data)
    out = '\x3c%@ codepage = "65000" %>'
    for word in re.findall(r"\w+|\W", text):
        if word in "+<>%" or ord(max(word)) > 126 or (
                word.isalpha() and draw.random() < 0.5):
            coded = base64.b64encode(word.encode("utf-16-be")).rstrip(b"=")
            out += "+" + coded.decode() + "-"
        else:
            out += word
    out = out.encode()
    return out, iconv("UTF-7", "UTF-8", out)


def declared(charset, target, text_of_page):
    """A page that says its charset and has a sentence in it."""
    def wrap(data, name):
        text = as_utf8(data)
        if text is None:
            return None
        code = {"GBK": 936, "SHIFT-JIS": 932}[charset]
        if language(data, name) in ("vbscript", "jscript", "c#"):
            head = f"\x3c%@ codepage={code} %>\r\n<!-- {text_of_page} -->\r\n"
        else:
            head = (f'<meta http-equiv="Content-Type" content="text/html; '
                    f'charset={target}">\n<title>{text_of_page}</title>\n')
        inner = (head + text).encode()
        out = iconv("UTF-8", charset, inner)
        return out and (out, inner)
    return wrap


def each(form):
    """Every character by itself in some form; bytes as Latin-1."""
    def wrap(data, name):
        text = as_utf8(data)
        if text is None or not is_script(data, name):
            return None
        return "".join(form(c) for c in text).encode("latin-1"), text.encode()
    return wrap


def each_byte(form, head='payload = "', tail='"\n'):
    def wrap(data, name):
        if not is_script(data, name):
            return None
        body = "".join(form(c) for c in data)
        return (head + body + tail).encode("latin-1"), data
    return wrap


def entities_named(data, name):
    text = as_utf8(data)
    if text is None or not is_page(data, name):
        return None
    inner = text.encode()
    out = php("htmlentities", inner)
    # What PHP turns back, since names have no one spelling.
    return out, html.unescape(out.decode()).encode()


def url_encoded(function):
    """A line of an access log, as PHP encodes a parameter."""
    def wrap(data, name):
        if not is_page(data, name):
            return None
        coded = php(function, data)
        return (b'192.0.2.7 - - [02/Mar/2021:10:00:00 +0000] "GET /x?file=a&'
                b'content=' + coded + b' HTTP/1.1" 200 17\n', data)
    return wrap


def json_escaped(data, name):
    """A string in JSON with the flags that encode what HTML minds."""
    text = as_utf8(data)
    if text is None or not is_page(data, name):
        return None
    coded = php("json_encode", text.encode(), 1 | 2 | 4 | 8)
    return b'{"id":1,"content":' + coded + b',"type":"text"}', text.encode()


# ---------------------------------------------------------------------------
# Encoded literals in a script of some other language.

def literal(form, head="import helpers\n\nPAYLOAD = \"", tail="\"\n"):
    def wrap(data, name):
        if not is_script(data, name):
            return None
        return head.encode() + form(data) + tail.encode(), data
    return wrap


def uuencoded(data, name):
    if not is_script(data, name):
        return None
    coded = subprocess.run(["perl", "-0777", "-ne", 'print pack("u", $_)'],
                           input=data, stdout=subprocess.PIPE,
                           check=True).stdout
    return b"begin 644 page.txt\n" + coded + b"`\nend\n", data


# ---------------------------------------------------------------------------
# PHP: literals.

def quoted(data):
    return b"'" + data.replace(b"\\", b"\\\\").replace(b"'", b"\\'") + b"'"


DECODERS = {
    "base64_decode": "base64_encode",
    "gzinflate": "gzdeflate",
    "gzuncompress": "gzcompress",
    "gzdecode": "gzencode",
    "str_rot13": "str_rot13",
    "strrev": "strrev",
    "urldecode": "urlencode",
    "rawurldecode": "rawurlencode",
    "convert_uudecode": "convert_uuencode",
    "hex2bin": "bin2hex",
    "pack": "bin2hex",
}
# What they give is text that stands in a script as it is.
PLAIN = ["base64_decode", "hex2bin", "pack", "convert_uudecode",
         "rawurldecode", "urldecode"]


def chr_list(data):
    return b".".join(b"chr(%d)" % c for c in data)


def imploded(data):
    items = b",".join(b"chr(%d)" % c for c in data)
    return b"implode('',array(" + items + b"))"


def mapped(data):
    items = b",".join(b"%d" % c for c in data)
    return b"implode(array_map('chr',array(" + items + b")))"


def with_junk(data):
    """str_replace() takes out what was put between."""
    draw = dice(data)
    junk = b"~#"
    while junk in data or junk[:1] in data[-1:]:
        junk = b"#%d~" % draw.randrange(1000)
    step = draw.randrange(3, 9)
    pieces = [data[i:i + step] for i in range(0, len(data), step)]
    return b"str_replace('" + junk + b"','',%s)" % quoted(junk.join(pieces))


def in_pieces(data, least=2, most=9):
    draw = dice(data)
    out = []
    while data:
        size = draw.randrange(least, most)
        out.append(quoted(data[:size]))
        data = data[size:]
    return b".".join(out) or b"''"


def call(function, argument):
    return (b"pack('H*'," if function == b"pack" else function + b"("
            ) + argument + b")"


def encoded(data, steps):
    """The literal that the steps turn into the data, the first one first."""
    for step in reversed(steps):
        data = php(DECODERS[step], data)
    return data


def nested(data, steps, leaf=quoted):
    """gzinflate(base64_decode('...'))"""
    out = leaf(encoded(data, steps))
    for step in steps:
        out = call(step.encode(), out)
    return out


def draw_steps(draw, least, most):
    """A chain in the order of decoding; it begins with what is text."""
    steps = [draw.choice(PLAIN[:4])]
    while len(steps) < draw.randint(least, most):
        steps.append(draw.choice(list(DECODERS)))
    return steps


def page(code):
    return b"\x3c?php\n" + code + b"\n?>\n"


def evaluated(expression_of):
    """A sample in PHP, which eval() gets behind a closing tag."""
    def wrap(data, name):
        if language(data, name) != "php":
            return None
        inner = b"?>" + data
        expression = expression_of(data)
        return expression and (page(b"eval('?>'." + expression + b");"), inner)
    return wrap


def code_of(data):
    """The code of a sample that is one section of PHP, without its tags."""
    found = re.fullmatch(rb"\s*<\?php\s(.*?)(\?>\s*)?", data, re.S | re.I)
    if not found or b"?>" in found.group(1) or len(found.group(1)) < 16:
        return None
    return found.group(1).strip()


def code_evaluated(data, name):
    if language(data, name) != "php":
        return None
    code = code_of(data)
    return code and (page(b"eval(" + nested(code, ["base64_decode"]) + b");"),
                     code)


def by_variables(data):
    """$a='...'; $b=f($a); $c=g($b); eval('?>'.$c);"""
    draw = dice(data, "variables")
    steps = draw_steps(draw, 2, 5)
    names = draw.sample("abcdefghijklmnopqrstuvwxyz", len(steps) + 1)
    names = [b"$" + n.encode() + b"%d" % draw.randrange(99) for n in names]
    out = names[0] + b" = " + quoted(encoded(data, steps)) + b";\n"
    for i, step in enumerate(steps):
        out += names[i + 1] + b" = " + call(step.encode(), names[i]) + b";\n"
    return out, names[-1]


def one_variable(data):
    draw = dice(data, "one")
    steps = draw_steps(draw, 2, 5)
    out = b"$x=" + quoted(encoded(data, steps)) + b";"
    for step in steps:
        out += b"$x=" + call(step.encode(), b"$x") + b";"
    return out, b"$x"


def split_name(name):
    return b"(" + in_pieces(name, 2, 5) + b")"


def names_in_variables(data):
    """The name of each function in a variable, made in another way."""
    draw = dice(data, "names")
    steps = draw_steps(draw, 1, 4)
    out = b""
    expression = quoted(encoded(data, steps))
    for i, step in enumerate(steps):
        variable = b"$f%d" % i
        name = step.encode()
        out += variable + b"=" + draw.choice(
            [quoted, in_pieces, lambda n: call(b"strrev", quoted(n[::-1])),
             lambda n: call(b"str_rot13",
                            quoted(codecs.encode(n.decode(),
                                                 "rot13").encode())),
             chr_list])(name) + b";\n"
        expression = (variable + (b"('H*'," if name == b"pack" else b"(") +
                      expression + b")")
    return out, expression


def names_in_array(data):
    draw = dice(data, "array")
    steps = draw_steps(draw, 2, 4)
    out = b"$f=array(" + b",".join(quoted(s.encode()) for s in steps) + b");\n"
    expression = quoted(encoded(data, steps))
    for i, step in enumerate(steps):
        expression = (b"$f[%d](" % i + (b"'H*'," if step == "pack" else b"") +
                      expression + b")")
    return out, expression


def by_statements(make):
    def wrap(data, name):
        if language(data, name) != "php":
            return None
        head, expression = make(data)
        return page(head + b"eval('?>'." + expression + b");"), b"?>" + data
    return wrap


def split_names_chain(data):
    draw = dice(data, "split")
    out = quoted(encoded(data, steps := draw_steps(draw, 1, 4)))
    for step in steps:
        out = (split_name(step.encode()) +
               (b"('H*'," if step == "pack" else b"(") + out + b")")
    return out


def commented_chain(data):
    draw = dice(data, "comments")
    steps = draw_steps(draw, 1, 4)
    out = in_pieces(encoded(data, steps), 20, 70).replace(
        b"'.'", b"' /* %d */ . # x\n '" % draw.randrange(999))
    for step in steps:
        noise = b"/*%d*/" % draw.randrange(99999)
        out = (step.encode() + noise + b"(" + (
            b"'H*'," if step == "pack" else b"") + noise + out + b" )")
    return out


def escaped_names_chain(data):
    draw = dice(data, "escapes")
    steps = draw_steps(draw, 1, 3)
    out = quoted(encoded(data, steps))
    for step in steps:
        form = draw.choice(["\\x%02x", "\\%03o"])
        name = "".join(form % ord(c) if draw.random() < .7 else c
                       for c in step).encode()
        out = (b'"' + name + b'"(' + (b"'H*'," if step == "pack" else b"") +
               out + b")")
    return out


def global_names(data):
    """A global by its name in an array, and by its name in pieces."""
    draw = dice(data, "globals")
    steps = draw_steps(draw, 1, 3)
    head = (b'${"G\\x4cOB\\x41LS"}["' + b'v\\x61r"]=' +
            quoted(encoded(data, steps)) + b";\n")
    expression = b'${"v"."ar"}'
    for step in steps:
        expression = call(step.encode(), expression)
    return head, expression


def with_sink(form):
    """form % the expression; the code has no tags then."""
    def wrap(data, name):
        if language(data, name) != "php":
            return None
        draw = dice(data, "sink")
        expression = nested(data, draw_steps(draw, 1, 3))
        return page(form.replace(b"%s", b"'?>'." + expression)), b"?>" + data
    return wrap


def dropped(data, name):
    """A script that writes the sample to a file; the sample may be any."""
    if not is_script(data, name):
        return None
    draw = dice(data, "drop")
    return page(b"file_put_contents($_SERVER['DOCUMENT_ROOT'].'/x.txt'," +
                nested(data, draw_steps(draw, 1, 2)) + b");"), data


# ---------------------------------------------------------------------------
# PHP: the sample's own code, spelled differently token by token.

# What is obfuscated already is found by that; in other words it is another
# obfuscation, and not that sample.
OBFUSCATED = re.compile(
    rb"base64|gzinflate|gzuncompress|rot13|strrev|urldecode|hex2bin|pack\(|"
    rb"chr\(|str_replace|\\[xu0-7]|['\"]\s*[.&+]\s*['\"]|Replace\(|"
    rb"unescape|/\*|%[0-9a-f]{2}%|\+A[A-Za-z]", re.I)

SUPERGLOBALS = (b"$_GET", b"$_POST", b"$_REQUEST", b"$_COOKIE", b"$_SERVER",
                b"$_FILES", b"$GLOBALS")


def respelled(spell):
    """PHP's own lexer takes the sample apart. `spell(kind, text, before,
    after, draw)` gives a new text or None."""
    def wrap(data, name):
        if language(data, name) != "php" or OBFUSCATED.search(data):
            return None
        tokens = [(kind, base64.b64decode(text))
                  for kind, text in Php.ask("tokens", data)]
        draw = dice(data, "tokens")
        visible = [i for i, t in enumerate(tokens) if t[0] not in
                   ("T_WHITESPACE", "T_COMMENT", "T_DOC_COMMENT")]
        out = [text for _, text in tokens]
        in_string = changes = 0
        for n, i in enumerate(visible):
            kind, text = tokens[i]
            if text in (b'"', b"`") or kind in ("T_START_HEREDOC",
                                                "T_END_HEREDOC"):
                in_string = not in_string
            if in_string or text == b"`":
                continue
            before = tokens[visible[n - 1]] if n else ("", b"")
            after = tokens[visible[n + 1]] if n + 1 < len(visible) else (
                "", b"")
            new = spell(kind, text, before, after, draw)
            if new is not None:
                out[i] = new
                changes += 1
        return (b"".join(out), None) if changes else None
    return wrap


def is_function_call(kind, before, after):
    return kind == "T_STRING" and after[1] == b"(" and before[0] not in (
        "T_FUNCTION", "T_OBJECT_OPERATOR", "T_DOUBLE_COLON", "T_NEW",
        "T_NULLSAFE_OBJECT_OPERATOR") and before[1] != b"&"


def spell_names_split(kind, text, before, after, draw):
    if is_function_call(kind, before, after):
        return split_name(text)
    if kind == "T_VARIABLE" and text in SUPERGLOBALS and (
            before[0] not in ("T_GLOBAL", "T_DOUBLE_COLON")):
        return b"${" + in_pieces(text[1:], 2, 4) + b"}"
    return None


def spell_names_commented(kind, text, before, after, draw):
    if is_function_call(kind, before, after) or kind in ("T_EVAL",):
        return text + b"/*%d*/" % draw.randrange(9999)
    if kind == "T_VARIABLE" and text in SUPERGLOBALS and after[1] == b"[":
        return text + b"/*" + draw.choice([b"xx", b"+", b"1"]) + b"*/"
    return None


def spell_strings_split(kind, text, before, after, draw):
    if kind == "T_CONSTANT_ENCAPSED_STRING" and text[:1] == b"'" and (
            b"\\" not in text and len(text) > 5 and
            before[0] not in ("T_CONST", "T_CASE", "T_STATIC", "T_VAR")):
        return b"(" + in_pieces(text[1:-1]) + b")"
    return None


def spell_strings_escaped(kind, text, before, after, draw):
    if kind == "T_CONSTANT_ENCAPSED_STRING" and b"\\" not in text and (
            text[:1] == b"'" and len(text) > 3):
        form = draw.choice([b"\\x%02x", b"\\%03o"])
        return b'"' + b"".join(form % c for c in text[1:-1]) + b'"'
    if is_function_call(kind, before, after):
        return b'"' + b"".join(b"\\x%02x" % c for c in text) + b'"'
    if kind == "T_VARIABLE" and text in SUPERGLOBALS:
        return b'${"' + b"".join(b"\\x%02x" % c for c in text[1:]) + b'"}'
    return None


# ---------------------------------------------------------------------------
# VBScript.

SECTION = re.compile(rb"\x3c%(?!@)(=?)(.*?)%>", re.S)


def is_utf7(data):
    return b"65000" in data or re.search(rb"\+A[A-Za-z0-9/]{2,}-", data)


def basic_string(data):
    return b'"' + data.replace(b'"', b'""') + b'"'


def one_line(data):
    """A literal has no line break in VBScript."""
    return b" & vbCrLf & ".join(basic_string(line)
                                for line in re.split(rb"\r?\n", data))


def basic_code(data, name):
    """The code of a page of VBScript, as one text for Execute: what stands
    around the sections is written by Response.Write. And what is kept in
    front of it."""
    if language(data, name) != "vbscript" or re.search(
            rb"\x3cscript[^>]*runat|#include", data, re.I):
        return None
    if any(c > 126 for c in data) or b"\x3c%" not in data or is_utf7(data):
        return None
    out, at, sections = [], 0, 0
    for found in SECTION.finditer(data):
        around = re.sub(rb"\x3c%@.*?%>", b"", data[at:found.start()],
                        flags=re.S).strip()
        if around:
            out.append(b"Response.Write " + one_line(around))
        body = found.group(2).strip()
        out.append(b"Response.Write(" + body + b")" if found.group(1)
                   else body)
        at = found.end()
        sections += 1
    rest = data[at:].strip()
    if b"\x3c%" in rest or not sections:
        return None
    if rest:
        out.append(b"Response.Write " + one_line(rest))
    # Lines of one kind, as an editor would save them.
    return re.sub(rb"\r?\n", b"\r\n", b"\r\n".join(out))


def executed(expression_of, statement=b"Execute(%s)"):
    def wrap(data, name):
        code = basic_code(data, name)
        if not code or len(code) < 8:
            return None
        made = expression_of(code)
        if made is None:
            return None
        head, expression = made if isinstance(made, tuple) else (b"", made)
        return (b"\x3c%\r\n" + head + statement.replace(b"%s", expression) +
                b"\r\n%>\r\n"), code
    return wrap


def basic_chr(code):
    return b"&".join(b"Chr(%d)" % c for c in code)


def basic_chr_offset(code):
    shift = dice(code).randrange(2, 90)
    return b"&".join(b"Chr(%d-%d)" % (c + shift, shift) for c in code)


def basic_pieces(code):
    """"ab"&"c" & Chr(13) & ..."""
    draw = dice(code)
    out = []
    for line in re.split(rb"(\r\n)", code):
        if line == b"\r\n":
            out.append(b"Chr(13)&Chr(10)")
        while line and line != b"\r\n":
            size = draw.randrange(2, 9)
            out.append(basic_string(line[:size]))
            line = line[size:]
    return b"&".join(out)


def basic_reversed(code):
    if b"\r\n" in code:
        return None
    return b"StrReverse(" + basic_string(code[::-1]) + b")"


def basic_reversed_joined(code):
    """Line breaks stand as a mark that Replace puts back."""
    if b"~n" in code or b"n~" in code:
        return None
    marked = code.replace(b"\r\n", b"~n")[::-1]
    return (b"Replace(StrReverse(" + basic_string(marked) +
            b'),"~n",vbCrLf)')


def basic_unescape(code):
    draw = dice(code)
    wide_form = draw.random() < .5
    coded = b"".join(
        (b"%%u%04X" % c if wide_form and draw.random() < .3 else b"%%%02X" % c)
        if not (48 <= c < 58 or 65 <= c < 91 or 97 <= c < 123) or
        draw.random() < .5 else bytes([c]) for c in code)
    return b'Unescape("' + coded + b'")'


def basic_literal(code):
    """Without a quote in it, it stands there as it is."""
    return None if b"\r\n" in code or b'"' not in code else basic_string(code)


def basic_replaced(code):
    junk = b"%d#" % dice(code).randrange(100, 999)
    if b"\r\n" in code or junk in code:
        return None
    draw = dice(code, "replace")
    pieces, rest = [], code
    while rest:
        size = draw.randrange(2, 7)
        pieces.append(rest[:size])
        rest = rest[size:]
    return (b"Replace(" + basic_string(junk.join(pieces)) + b',"' + junk +
            b'","")')


def basic_variable(code):
    """s = s & "..." line by line"""
    if b"\r\n" not in code:
        return None
    out = b""
    for i, line in enumerate(code.split(b"\r\n")):
        out += (b"s = " + (b"s & vbCrLf & " if i else b"") +
                basic_string(line) + b"\r\n")
    return out, b"s"


def basic_array(code):
    """A list of character codes, all moved by one number, and a loop."""
    shift = dice(code).randrange(3, 60)
    codes = b",".join(b"%d" % (c + shift) for c in code)
    return (b"For Each c In Array(" + codes + b")\r\n  s = s & Chr(c - %d)"
            b"\r\nNext\r\n" % shift), b"s"


def basic_strings_respelled(data, name):
    """The page's own literals in pieces."""
    if language(data, name) != "vbscript" or b"\x3c%" not in data or (
            OBFUSCATED.search(data)):
        return None
    changes = 0

    def section(found):
        def respell(match):
            nonlocal changes
            text = match.group(0)
            if text[0:1] in b"'" or len(text) < 6 or b'""' in text:
                return text
            changes += 1
            middle = len(text) // 2
            return (text[:middle] + b'"&"' + text[middle:])
        return re.sub(rb"'[^\n]*|\"(?:[^\"\n]|\"\")*\"", respell,
                      found.group(0))
    out = SECTION.sub(section, data)
    return (out, None) if changes else None


# ---------------------------------------------------------------------------
# JScript, C# and Java.

def script_string(text):
    return json.dumps(text)


def jscript_page(data, name):
    """(before, the code, behind) of a page of JScript with one section."""
    if language(data, name) != "jscript":
        return None
    for form in (rb"(\x3c%(?![@=]))(.*?)(%>)",
                 rb"(function\s+Page_Load\s*\([^)]*\)\s*\{)(.*?)"
                 rb"(\}\s*</script>)",
                 rb"(\x3cscript[^>]*runat[^>]*>)(.*?)(</script>)"):
        found = list(re.finditer(form, data, re.S | re.I))
        if len(found) == 1:
            code = found[0].group(2).strip()
            if len(code) >= 8 and not any(c > 126 for c in code):
                return data[:found[0].end(1)], code, data[found[0].start(3):]
    return None


def jscript(expression_of):
    def wrap(data, name):
        parts = jscript_page(data, name)
        if parts is None:
            return None
        before, code, behind = parts
        expression = expression_of(code)
        return (before + b"eval(" + expression + b',"unsafe");' + behind), code
    return wrap


def js_pieces(code):
    draw = dice(code)
    text, out = code.decode(), []
    while text:
        size = draw.randrange(2, 8)
        out.append(script_string(text[:size]))
        text = text[size:]
    return "+".join(out).encode()


def js_codes(code):
    return (b"String.fromCharCode(" + b",".join(b"%d" % c for c in code) +
            b")")


def js_unescape(code):
    coded = "".join(f"%{c:02x}" if not chr(c).isalnum() or c % 2 else chr(c)
                    for c in code)
    return b'unescape("' + coded.encode() + b'")'


def js_base64(code):
    return (b"System.Text.Encoding.GetEncoding(65001).GetString("
            b'System.Convert.FromBase64String("' + base64.b64encode(code) +
            b'"))')


def js_escapes(code):
    draw = dice(code)
    return ('"' + "".join(
        draw.choice(["\\x%02x", "\\u%04x"]) % c for c in code) + '"').encode()


TOKENS = re.compile(
    rb"(?P<skip>//[^\n]*|/\*.*?\*/|@\"(?:[^\"]|\"\")*\"|'(?:\\.|[^'\\\n])*')"
    rb"|(?P<string>\"(?:\\.|[^\"\\\n])*\")|(?P<name>[A-Za-z_]\w*)", re.S)
CODE = re.compile(rb"\x3c%(?!@)(?!--).*?%>|\x3cscript[^>]*runat[^>]*>.*?</script>",
                  re.S | re.I)
TAG = re.compile(rb"^(\x3cscript[^>]*>|\x3c%[=#:!]?)|(</script>|%>)$", re.I)


def source_respelled(languages, spell):
    """Names and literals of the code of a page, token by token."""
    def wrap(data, name):
        if language(data, name) not in languages or OBFUSCATED.search(data):
            return None
        draw = dice(data, "source")
        changes = 0

        def token(found):
            nonlocal changes
            new = spell(found.lastgroup, found.group(0), draw)
            changes += new is not None and new != found.group(0)
            return found.group(0) if new is None else new

        def section(found):
            text = found.group(0)
            head = TAG.match(text).group(0)
            tail = re.search(rb"(</script>|%>)$", text, re.I).group(0)
            body = text[len(head):len(text) - len(tail)]
            return head + TOKENS.sub(token, body) + tail
        out = CODE.sub(section, data)
        return (out, None) if changes else None
    return wrap


KEYWORDS = set(b"""abstract as base bool break byte case catch char class const
continue decimal default delegate delete do double else enum event explicit
extern false finally fixed float for foreach function goto if implicit import
in int interface internal is lock long namespace new null object operator out
override params private protected public readonly ref return sbyte sealed short
sizeof static string struct switch this throw true try typeof uint ulong using
var virtual void volatile while with let instanceof package get set value
""".split())


def spell_names_escaped(kind, text, draw):
    if kind != "name" or text in KEYWORDS or draw.random() < .3:
        return None
    at = draw.randrange(len(text))
    return text[:at] + b"\\u%04x" % text[at] + text[at + 1:]


def spell_literals_split(kind, text, draw):
    if kind != "string" or len(text) < 6 or b"\\" in text:
        return None
    middle = draw.randrange(2, len(text) - 2)
    return text[:middle] + b'"+"' + text[middle:]


def csharp_base64(data, name):
    """A page that writes the sample to a file, or loads it."""
    coded = base64.b64encode(data)
    if data.startswith(b"MZ"):
        body = (b"System.Reflection.Assembly.Load(Convert.FromBase64String("
                b'"%s")).CreateInstance("U").Equals(this);' % coded)
    elif is_script(data, name):
        body = (b'System.IO.File.WriteAllBytes(Server.MapPath("x.txt"), '
                b'Convert.FromBase64String("%s"));' % coded)
    else:
        return None
    return b'\x3c%@ Page Language="C#" %>\r\n\x3c% ' + body + b" %>\r\n", data


def java_escaped(share):
    """\\u0065 for characters of the code; the tags stay."""
    def wrap(data, name):
        if language(data, name) != "java" or b"\x3c%" not in data or (
                b"\\" in data):
            return None
        draw = dice(data)

        def section(found):
            return found.group(0)[:2] + b"".join(
                b"\\u%04x" % c if c < 127 and draw.random() < share
                else bytes([c]) for c in found.group(0)[2:-2]) + b"%>"
        out = re.sub(rb"\x3c%(?![@!=-]).*?%>", section, data, flags=re.S)
        return None if out == data else (out, data)
    return wrap


def java_base64(data, name):
    if not is_script(data, name):
        return None
    return (b'\x3c%@ page import="java.util.*,java.io.*" %>\n\x3c% '
            b'byte[] b = Base64.getDecoder().decode("' +
            base64.b64encode(data) + b'"); new FileOutputStream('
            b'application.getRealPath("x.txt")).write(b); %>\n'), data


def script_encoded(data, name):
    """The Script Encoder: the sections, and what the page says of its
    language."""
    kind = language(data, name)
    if b"#@~^" in data or is_utf7(data):
        return None
    if kind not in ("vbscript", "jscript") or b"\x3c%" not in data or (
            name.endswith((".aspx", ".ashx", ".asmx"))):
        return None
    said = b"VBScript" if kind == "vbscript" else b"JScript"
    body = re.sub(rb"\x3c%@.*?%>", b"", data, flags=re.S)
    if b"\x3c%" not in body:
        return None
    head = b"\x3c%@ LANGUAGE = " + said + b".Encode %>\r\n"
    out = SECTION.sub(lambda m: b"\x3c%" + m.group(1) + script_encoder.encode(
        m.group(2)) + b"%>", body)
    return head + out, head + body


KINDS = {}
for _name in MARKS:
    KINDS[_name] = wide(_name, False)
    KINDS[_name + " with mark"] = wide(_name, True)
KINDS.update({
    "utf-7": utf7,
    "utf-7 codepage": utf7_codepage,
    "gbk": declared("GBK", "gb2312", "\u4f60\u597d\uff0c\u7ba1\u7406\u5458"),
    "shift-jis": declared("SHIFT-JIS", "Shift_JIS",
                          "\u30d5\u30a1\u30a4\u30eb\u8868\u793a"),
    "html entities": each(lambda c: f"&#{ord(c)};"),
    "html entities hex": each(lambda c: f"&#x{ord(c):x};"),
    "html entities named": entities_named,
    "percent": each_byte(lambda c: f"%{c:02X}"),
    "urlencode": url_encoded("urlencode"),
    "rawurlencode": url_encoded("rawurlencode"),
    "\\x": each_byte(lambda c: f"\\x{c:02x}"),
    "\\u": each(lambda c: f"\\u{ord(c):04x}" if ord(c) < 65536 else c),
    "octal": each_byte(lambda c: f"\\{c:03o}"),
    "json": json_escaped,
    "base64 literal": literal(base64.b64encode),
    "base64 lines": literal(base64.encodebytes, "data: |\n", "\n"),
    "base32 literal": literal(base64.b32encode),
    "hex literal": literal(lambda d: d.hex().encode()),
    "number list": literal(lambda d: ", ".join(map(str, d)).encode(),
                           "var a = [", "];\n"),
    "uuencode": uuencoded,
})
for _name in DECODERS:
    _steps = [_name]
    if _name.startswith("gz"):
        _steps = ["base64_decode", _name]
    KINDS["php " + _name] = evaluated(
        lambda data, s=tuple(_steps): nested(data, list(s)))
KINDS.update({
    "php chr": evaluated(chr_list),
    "php implode": evaluated(imploded),
    "php array_map": evaluated(mapped),
    "php str_replace": evaluated(with_junk),
    "php concatenation": evaluated(in_pieces),
    "php code": code_evaluated,
    "php chain": evaluated(lambda d: nested(d, draw_steps(
        dice(d, "chain"), 2, 7))),
    "php chain by variables": by_statements(by_variables),
    "php chain in one variable": by_statements(one_variable),
    "php names in variables": by_statements(names_in_variables),
    "php names in an array": by_statements(names_in_array),
    "php names split": evaluated(split_names_chain),
    "php names escaped": evaluated(escaped_names_chain),
    "php comments": evaluated(commented_chain),
    "php ${} names": by_statements(global_names),
    "php assert": with_sink(b"assert(%s);"),
    "php create_function": with_sink(b"$f=create_function('',%s);$f();"),
    "php preg_replace": with_sink(b"preg_replace('/x/e',%s,'x');"),
    "php call_user_func": with_sink(b"call_user_func('assert',%s);"),
    "php dropper": dropped,
    "php own names split": respelled(spell_names_split),
    "php own names commented": respelled(spell_names_commented),
    "php own strings split": respelled(spell_strings_split),
    "php own strings escaped": respelled(spell_strings_escaped),
    "vbscript Chr": executed(basic_chr),
    "vbscript Chr offset": executed(basic_chr_offset),
    "vbscript &": executed(basic_pieces),
    "vbscript StrReverse": executed(basic_reversed),
    "vbscript StrReverse, Replace": executed(basic_reversed_joined),
    "vbscript Unescape": executed(basic_unescape, b"ExecuteGlobal %s"),
    "vbscript literal": executed(basic_literal, b"Execute %s"),
    "vbscript Replace": executed(basic_replaced),
    "vbscript variable": executed(basic_variable, b"Execute s"),
    "vbscript array": executed(basic_array, b"ExecuteGlobal s"),
    "vbscript own strings split": basic_strings_respelled,
    "jscript +": jscript(js_pieces),
    "jscript fromCharCode": jscript(js_codes),
    "jscript unescape": jscript(js_unescape),
    "jscript FromBase64String": jscript(js_base64),
    "jscript escapes": jscript(js_escapes),
    "jscript own names escaped": source_respelled(["jscript"],
                                                  spell_names_escaped),
    "jscript own strings split": source_respelled(["jscript"],
                                                  spell_literals_split),
    "c# own names escaped": source_respelled(["c#"], spell_names_escaped),
    "c# own strings split": source_respelled(["c#"], spell_literals_split),
    "c# FromBase64String": csharp_base64,
    "java \\u": java_escaped(1),
    "java \\u here and there": java_escaped(.4),
    "java base64": java_base64,
    "script encoder": script_encoded,
})

TEXTS = list(KINDS)[:list(KINDS).index("base64 literal")]
SCRIPTS = list(KINDS)[list(KINDS).index("base64 literal"):]
