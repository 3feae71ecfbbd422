// SPDX-License-Identifier: Apache-2.0
//
// Scripts: which language, where its sections are, and whether to look closer.
// `script` and `server_page` fold what carries signs of obfuscation;
// `hidden_script` does so in files for the browser, whose own scripts are full
// of the same signs, and in pictures and the like, where a tag stands in them;
// `literals` decodes single literals in every other text. No text is taken by
// two of them, so that nothing is unwrapped twice.
#include <algorithm>
#include <array>
#include <optional>

#include "unwrap/literals.h"
#include "unwrap/script_folder.h"
#include "unwrap/script_marks.h"
#include "unwrap/script_sections.h"
#include "unwrap/script_signs.h"
#include "unwrap/text.h"
#include "unwrap/text_unwrappers.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::array<std::string_view, 14> kPhpNames = {
    "php", "php3",  "php4", "php5", "php7", "php8",   "phps",
    "pht", "phtml", "phar", "inc",  "phpt", "module", "ctp"};
constexpr std::array<std::string_view, 12> kAspNames = {
    "asp",  "asa",  "cer",    "cdx",    "aspx", "ashx",
    "asmx", "ascx", "master", "cshtml", "vbs",  "asax"};
constexpr std::array<std::string_view, 5> kJspNames = {"jsp", "jspx", "jspf",
                                                       "jsw", "jsv"};
// Files for the browser or for people: a script of the server in one of them
// has a tag that is sure.
constexpr std::array<std::string_view, 19> kClientNames = {
    "js", "mjs", "css",  "map", "json", "ts", "less", "scss", "svg", "txt",
    "md", "po",  "html", "htm", "xml",  "pm", "py",   "yar",  "yara"};

template <std::size_t N>
bool is_one_of(std::string_view extension,
               const std::array<std::string_view, N>& names) {
  if (extension.starts_with('.')) extension.remove_prefix(1);
  return std::any_of(names.begin(), names.end(), [&](std::string_view n) {
    return equal_nocase(n, extension);
  });
}

bool is_client(const Context& context) {
  return is_one_of(context.extension, kClientNames);
}

// Templates of Ruby and others that look like ASP.
constexpr std::array<std::string_view, 5> kTemplateNames = {
    "erb", "rhtml", "ejs", "mako", "epl"};

struct Script {
  Dialect dialect = Dialect::php;
  bool tagged = false;  // else all of the text is code
};

// By the language that a directive or tag names, else by what is written.
Dialect asp_dialect(std::string_view text, std::string_view extension) {
  const std::string_view head = text.substr(0, 16384);
  for (std::size_t at = find_nocase(head, "language"); at != head.npos;
       at = find_nocase(head, "language", at + 1)) {
    std::size_t i = at + 8;
    while (i < head.size() && (is_space(head[i]) || head[i] == '=' ||
                               head[i] == '"' || head[i] == '\'')) {
      ++i;
    }
    const std::string_view name = head.substr(i, 12);
    if (starts_nocase(name, "javascript") || starts_nocase(name, "jscript")) {
      return Dialect::javascript;
    }
    if (starts_nocase(name, "java")) return Dialect::java;
    if (starts_nocase(name, "c#") || starts_nocase(name, "csharp")) {
      return Dialect::csharp;
    }
    if (starts_nocase(name, "vb")) return Dialect::vbscript;
  }
  if (is_one_of(extension, kJspNames) ||
      find_nocase(head, "<%@page") != head.npos ||
      find_nocase(head, "<%@ page import") != head.npos ||
      find_nocase(head, "java.") != head.npos) {
    return Dialect::java;
  }
  // Only Java knows an escape for what is no letter.
  for (const std::string_view escape : {"\\u002", "\\u003b", "\\u003B"}) {
    if (head.find(escape) != head.npos) return Dialect::java;
  }
  // Statements of the others end with a semicolon.
  const auto semicolons = std::count(head.begin(), head.end(), ';');
  const auto lines = std::count(head.begin(), head.end(), '\n');
  const bool basic = head.find('{') == head.npos &&
                     (find_nocase(head, "vbcrlf") != head.npos ||
                      head.find("\" & ") != head.npos ||
                      find_nocase(head, "\nset ") != head.npos);
  if (semicolons > 1 && semicolons * 3 > lines && !basic) {
    return find_nocase(head, "var ") != head.npos ||
                   find_nocase(head, "string ") == head.npos
               ? Dialect::javascript
               : Dialect::csharp;
  }
  return Dialect::vbscript;
}

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_space(c) || (c >= ' ' && c < 127);
  });
}

// In a file that is no script of the server, only the full tag counts, with
// text behind it.
bool has_php(std::string_view text, bool plain) {
  if (plain) {
    std::size_t code = 0;
    bool echo = false;
    return find_php(text, 0, &code, &echo);
  }
  constexpr std::size_t kSample = 48;
  for (std::size_t at = text.find('<'); at != text.npos;
       at = text.find('<', at + 1)) {
    if (at + 5 <= text.size() && text[at + 1] == '?' &&
        (starts_nocase(text.substr(at + 2), "php") || text[at + 2] == '=') &&
        is_printable(text.substr(at, kSample))) {
      return true;
    }
  }
  return false;
}

bool has_asp(std::string_view text) {
  if (text.find("<%") != text.npos) return true;
  const std::size_t at = find_nocase(text, "<script");
  return at != text.npos &&
         find_nocase(text.substr(at, 4096), "runat") != text.npos;
}

std::optional<Script> script_of(std::string_view text, const Context& context) {
  constexpr std::size_t kHead = 64;
  const bool plain =
      !is_client(context) && looks_like_text(text.substr(0, kHead));
  if (has_php(text, plain)) return Script{Dialect::php, true};
  if (!plain && text.find("<%@") == text.npos) return {};
  if (has_asp(text)) {
    return Script{asp_dialect(text, context.extension), true};
  }
  if (!looks_like_text(text)) return {};
  if (is_one_of(context.extension, kPhpNames)) {
    return Script{Dialect::php, false};
  }
  if (is_one_of(context.extension, kJspNames)) {
    return Script{Dialect::java, false};
  }
  if (is_one_of(context.extension, kAspNames)) {
    return Script{asp_dialect(text, context.extension), false};
  }
  return {};
}

// ASP, ASP.NET and JSP. What stands around the sections is kept: a form says
// what the code behind it is for.
void fold_asp(std::string_view text, Folder* folder) {
  std::size_t at = 0;
  while (const auto section = next_asp_section(text, at)) {
    folder->copy(text.substr(at, section->tag - at));
    at = section->next;
    if (section->kind == AspSection::Kind::comment) continue;
    if (section->kind == AspSection::Kind::directive) {
      folder->copy(text.substr(section->tag, at - section->tag));
      continue;
    }
    folder->copy(text.substr(section->tag, section->begin - section->tag));
    folder->fold(section->begin, section->end);
    folder->copy(text.substr(section->end, at - section->end));
  }
  folder->copy(text.substr(std::min(at, text.size())));
}

// Java knows \u0065 anywhere, even for a quote: undone before anything else.
std::string without_java_escapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    std::size_t digits = i + 1;
    while (digits < text.size() && text[i] == '\\' && text[digits] == 'u') {
      ++digits;
    }
    int value = 0;
    for (std::size_t k = digits; k < digits + 4 && value >= 0; ++k) {
      const int digit = k < text.size() ? hex_digit(text[k]) : -1;
      value = digit < 0 ? -1 : value * 16 + digit;
    }
    if (text[i] == '\\' && digits > i + 1 && value > 0) {
      append_utf8(static_cast<std::uint32_t>(value), &out);
      i = digits + 4;
    } else {
      out.push_back(text[i++]);
    }
  }
  return out;
}

void fold(std::string_view text, const Script& script, Output& output) {
  if (script.dialect == Dialect::java && text.find("\\u00") != text.npos) {
    std::string plain = without_java_escapes(text);
    if (plain != text) {
      // Unwrapped further when it comes back as a layer.
      Piece piece{{"escapes"}, 0, text.size(), {}, std::move(plain), {}};
      fit(output, &piece);
      output.add(std::move(piece));
      return;
    }
  }
  Folder folder(text, script.dialect, output);
  if (!script.tagged) {
    folder.fold(0, text.size());
  } else if (script.dialect == Dialect::php) {
    std::size_t code = 0;
    bool echo = false;
    if (find_php(text, 0, &code, &echo)) {
      folder.copy(text.substr(0, text.rfind('<', code - 1)));
      folder.copy(echo ? "<?=" : "<?php ");
      folder.fold(code, text.size());
    }
  } else {
    fold_asp(text, &folder);
  }
  decode_literals(text, output,
                  [&](std::string bytes, std::vector<std::string_view> steps,
                      std::size_t begin, std::size_t end, bool cut) {
                    folder.note(bytes);
                    return folder.emit(std::move(bytes), std::move(steps),
                                       begin, end, cut);
                  });
  folder.finish();
}

constexpr std::size_t kLeastScript = 16;

// A short mark stands in every picture by accident; only the tag counts there.
bool is_plain_server_text(Bytes bytes, const Context& context) {
  constexpr std::size_t kHead = 64;
  return !is_client(context) &&
         looks_like_text(view_of(bytes).substr(0, kHead));
}

// Pages of ASP, ASP.NET and JSP are few beside those of PHP: no marks needed.
bool is_server_page(Bytes bytes, const Context& context) {
  constexpr std::size_t kHead = 512;
  return is_one_of(context.extension, kAspNames) ||
         is_one_of(context.extension, kJspNames) ||
         (!is_one_of(context.extension, kTemplateNames) &&
          view_of(bytes).substr(0, kHead).find("<%") != std::string::npos);
}

bool recognises_page(Bytes bytes, const Context& context) {
  return bytes.size() >= kLeastScript && is_plain_server_text(bytes, context) &&
         is_server_page(bytes, context);
}

bool recognises_script(Bytes bytes, const Context& context) {
  return bytes.size() >= kLeastScript && is_plain_server_text(bytes, context) &&
         !is_server_page(bytes, context);
}

bool recognises_other(Bytes bytes, const Context& context) {
  return bytes.size() >= kLeastScript && !is_plain_server_text(bytes, context);
}

bool recognises_any(Bytes bytes, const Context&) {
  return bytes.size() >= kLeastScript;
}

void unwrap_script(Bytes bytes, const Context& context, Output& output) {
  const std::string_view text = view_of(bytes);
  const auto script = script_of(text, context);
  if (!script.has_value() || !is_obfuscated(text, script->dialect)) return;
  fold(text, *script, output);
}

void unwrap_literals(Bytes bytes, const Context& context, Output& output) {
  const std::string_view text = view_of(bytes);
  const auto script = script_of(text, context);
  if (script.has_value() && is_obfuscated(text, script->dialect)) return;
  decode_literals(text, output,
                  [&](std::string decoded, std::vector<std::string_view> steps,
                      std::size_t begin, std::size_t end, bool cut) {
                    Piece piece;
                    piece.via.assign(steps.begin(), steps.end());
                    piece.offset = begin;
                    piece.length = end - begin;
                    piece.bytes = std::move(decoded);
                    if (cut) piece.reason = Reason::size_limit;
                    fit(output, &piece);
                    return output.add(std::move(piece));
                  });
}

}  // namespace

const Unwrapper& script() {
  static const Unwrapper row = {"script", recognises_script, script_marks(),
                                unwrap_script};
  return row;
}

const Unwrapper& server_page() {
  static constexpr Unwrapper row = {
      "server-page", recognises_page, {}, unwrap_script};
  return row;
}

const Unwrapper& hidden_script() {
  static constexpr std::array<std::string_view, 3> kTags = {"<?php",
                                                            "<?=", "<%@"};
  static constexpr Unwrapper row = {"hidden-script", recognises_other, kTags,
                                    unwrap_script};
  return row;
}

const Unwrapper& literals() {
  static const Unwrapper row = {"literals", recognises_any, literal_marks(),
                                unwrap_literals};
  return row;
}

}  // namespace beachcomb::unwrap
