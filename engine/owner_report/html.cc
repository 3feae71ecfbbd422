// SPDX-License-Identifier: Apache-2.0
//
// The page. It is handed on by mail and opened years later, so it has
// everything in itself; and it is full of text that an attacker chose, so it
// forbids itself everything: no source of anything but its own style and
// script, known by their hashes, and no markup made from strings at run time.
#include "owner_report/html.h"

#include <array>
#include <optional>

#include "beachcomb/sha256.h"
#include "owner_report/assets.h"
#include "owner_report/formats.h"
#include "text/base64.h"
#include "text/format.h"

namespace beachcomb::owner_report {
namespace {

using Write = void (*)(const Model& model, Markup& out);

void write_summary(const Model& model, Markup& out);

struct Section {
  const char* id;
  const char* title;
  Write write;
};

constexpr std::array<Section, 8> kSections = {{
    {"summary", "Summary", write_summary},
    {"found", "What was found", write_found},
    {"files", "The files", write_file_table},
    {"journal", "What was done, and how to check it", write_journal},
    {"not-done", "What was not done", write_not_done},
    {"next", "What to do next", write_next},
    {"account", "What could not be scanned", write_account},
    {"details", "Each file in detail", write_file_details},
}};

// A source expression of a Content-Security-Policy.
std::string hash_source(std::string_view text) {
  const std::string hex =
      sha256_hex(std::as_bytes(std::span(text.data(), text.size())));
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return "'sha256-" + text::base64(bytes) + "'";
}

void write_head(const Model& model, Markup& out) {
  out << "<!doctype html>\n<html lang=\"en\">\n<head>\n"
         "<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\""
         "default-src 'none'; style-src ";
  out.raw(hash_source(page_css()));
  out << "; script-src ";
  out.raw(hash_source(page_js()));
  out << "; base-uri 'none'; form-action 'none'; "
         "require-trusted-types-for 'script'; trusted-types 'none'\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n"
         "<meta name=\"robots\" content=\"noindex\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, "
         "initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n"
         "<meta name=\"generator\" content=\""
      << model.tool << "\">\n<title>" << model.title << "</title>\n<style>";
  out.raw(page_css());
  out << "</style>\n</head>\n";
}

void write_masthead(const Model& model, Markup& out) {
  out << "<header class=\"masthead\">\n"
         "<p class=\"kicker\">Notice to the owner of the server</p>\n<h1>"
      << model.title << "</h1>\n<dl class=\"facts\">\n";
  for (const auto& [name, value] : model.facts) {
    out << "<div><dt>" << name << "</dt><dd>" << value << "</dd></div>\n";
  }
  out << "</dl>\n</header>\n";
}

void write_contents(Markup& out) {
  out << "<nav class=\"contents\" aria-label=\"Contents\">\n<ol>\n";
  for (const Section& section : kSections) {
    out << "<li><a href=\"#" << std::string_view(section.id) << "\">"
        << std::string_view(section.title) << "</a></li>\n";
  }
  out << "</ol>\n</nav>\n";
}

void write_figure(std::uint64_t number, std::string_view what, Markup& out) {
  out << "<li><strong>" << text::with_commas(number) << "</strong> <span>"
      << what << "</span></li>\n";
}

void write_summary(const Model& model, Markup& out) {
  out << "<ul class=\"figures\">\n";
  if (model.account) {
    write_figure(model.account->files, "files looked at", out);
  }
  constexpr std::array<std::string_view, 3> kLevels = {
      "weak signs only", "suspicious", "malicious"};
  for (std::size_t level = 3; level-- > 0;) {
    if (level == 0 && model.levels[0] == 0) continue;
    write_figure(model.levels[level], kLevels[level], out);
  }
  if (model.evidence) {
    write_figure(model.copied, "copied as evidence", out);
    write_figure(model.removed, "removed", out);
  }
  if (model.has_scan) {
    write_figure(model.unread.size(), "not scanned, or not whole", out);
  }
  out << "</ul>\n";
  for (const std::string& paragraph : model.summary) {
    out << "<p>" << paragraph << "</p>\n";
  }
}

}  // namespace

bool write_html(const Model& model, Output& output) {
  Markup out(output, html_escaped);
  write_head(model, out);
  out << "<body>\n<a class=\"skip\" href=\"#summary\">Skip to the "
         "summary</a>\n";
  write_patterns(out);
  out << "<div class=\"sheet\">\n";
  write_masthead(model, out);
  write_contents(out);
  out << "<main>\n";
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    const Section& section = kSections[i];
    out << "<section id=\"" << std::string_view(section.id)
        << "\" aria-labelledby=\"h-" << std::string_view(section.id)
        << "\">\n<h2 id=\"h-" << std::string_view(section.id)
        << "\"><span class=\"number\">" << i + 1 << "</span> "
        << std::string_view(section.title) << "</h2>\n";
    section.write(model, out);
    out << "</section>\n";
  }
  out << "</main>\n<footer><p>Made by " << model.tool << " on "
      << text::time_for_people(model.made)
      << ". All times are UTC. File names and excerpts were chosen by whoever "
         "wrote the files; characters that can't be seen are shown as "
         "<code>\\xHH</code> or <code>\\u{HHHH}</code>.</p></footer>\n"
         "</div>\n<script>";
  out.raw(page_js());
  out << "</script>\n</body>\n</html>\n";
  return out.flush();
}

}  // namespace beachcomb::owner_report
