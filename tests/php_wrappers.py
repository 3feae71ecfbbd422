# SPDX-License-Identifier: Apache-2.0
"""PHP that hides PHP: as a literal, or spelled differently token by token."""
import base64
import codecs
import re

from script_samples import OBFUSCATED, Php, dice, is_script, language, php


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
