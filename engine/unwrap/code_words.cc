// SPDX-License-Identifier: Apache-2.0
#include "unwrap/code_words.h"

#include <array>

#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

// In lower case. In such an order that no rule takes the list for a page.
constexpr std::array<std::string_view, 51> kCode = {"$_post",
                                                    "$_get",
                                                    "$_request",
                                                    "$_cookie",
                                                    "$_files",
                                                    "$_server",
                                                    "system(",
                                                    "shell_exec",
                                                    "passthru(",
                                                    "base64_decode",
                                                    "gzinflate",
                                                    "request.",
                                                    "request(",
                                                    "request[",
                                                    "getparameter",
                                                    "getruntime",
                                                    "processbuilder",
                                                    "process.start",
                                                    "createobject(",
                                                    "server.mappath",
                                                    "wscript.shell",
                                                    "adodb.stream",
                                                    "processstartinfo",
                                                    "startinfo.",
                                                    ".saveas(",
                                                    "socket(",
                                                    "runat=\"server",
                                                    "x-httpd-php",
                                                    "auto_prepend_file",
                                                    "auto_append_file",
                                                    "<cfexec",
                                                    "<cffile",
                                                    "<cfout",
                                                    "<cfset",
                                                    "#!/usr/bin/",
                                                    "#!/bin/",
                                                    "assert(",
                                                    "val request",
                                                    "execute ",
                                                    "executeglobal",
                                                    "<jsp:",
                                                    "/bin/sh",
                                                    "/bin/bash",
                                                    "cmd.exe",
                                                    "execute(",
                                                    "import socket",
                                                    "response.write",
                                                    "<"
                                                    "?=",
                                                    "<"
                                                    "%",
                                                    "<"
                                                    "?php",
                                                    "eval"
                                                    "("};

}  // namespace

bool holds_code(std::string_view text, std::size_t least) {
  static constexpr auto kFirst = [] {
    std::array<bool, 256> first{};
    for (const std::string_view word : kCode) {
      first[static_cast<unsigned char>(word[0])] = true;
      if (word[0] >= 'a' && word[0] <= 'z') {
        first[static_cast<unsigned char>(word[0] - 32)] = true;
      }
    }
    return first;
  }();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kFirst[byte_of(text[i])]) continue;
    const std::string_view rest = text.substr(i, 16);
    for (const std::string_view word : kCode) {
      if (word.size() >= least && starts_nocase(rest, word)) return true;
    }
  }
  return false;
}

}  // namespace beachcomb::unwrap
