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
import base64

from basic_wrappers import (basic_array, basic_chr, basic_chr_offset,
                            basic_literal, basic_pieces, basic_replaced,
                            basic_reversed, basic_reversed_joined,
                            basic_strings_respelled, basic_unescape,
                            basic_variable, executed)
from code_wrappers import (csharp_base64, java_base64, java_escaped,
                           js_base64, js_codes, js_escapes, js_pieces,
                           js_unescape, jscript, script_encoded,
                           source_respelled, spell_literals_split,
                           spell_names_escaped)
from php_wrappers import (DECODERS, by_statements, by_variables, chr_list,
                          code_evaluated, commented_chain, draw_steps,
                          dropped, escaped_names_chain, evaluated,
                          global_names, imploded, in_pieces, mapped,
                          names_in_array, names_in_variables, nested,
                          one_variable, respelled, spell_names_commented,
                          spell_names_split, spell_strings_escaped,
                          spell_strings_split, split_names_chain, with_junk,
                          with_sink)
from script_samples import dice
from text_wrappers import (MARKS, declared, each, each_byte, entities_named,
                           json_escaped, literal, url_encoded, utf7,
                           utf7_codepage, uuencoded, wide)

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
