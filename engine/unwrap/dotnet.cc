// SPDX-License-Identifier: Apache-2.0
//
// A .NET assembly, such as App_Web_*.dll, which IIS makes of a page and keeps
// when the page is long deleted. Its metadata (ECMA-335, II.24) name every
// type and method that it has or calls, and a heap holds its strings in
// UTF-16. The layer is text, in each line one of
//
//     type ASP.shell_aspx
//     method ASP.shell_aspx.Page_Load
//     call System.Diagnostics.Process.Start
//     "cmd.exe"
//
// so that a rule sees class and method together, and strings without zeros.
#include <array>
#include <vector>

#include "unwrap/dotnet_metadata.h"
#include "unwrap/text.h"
#include "unwrap/text_unwrappers.h"

namespace beachcomb::unwrap {
namespace {

void add_line(std::string_view kind, const std::string& name,
              const Output& output, Piece* piece) {
  if (name.empty() || piece->reason != Reason::none) return;
  if (piece->bytes.size() + kind.size() + name.size() + 2 >
      output.most_bytes()) {
    piece->reason = Reason::size_limit;
    return;
  }
  piece->bytes.append(kind).append(" ").append(name).append("\n");
}

std::string qualified(const std::string& scope, const std::string& name) {
  return scope.empty() || name.empty() ? name : scope + '.' + name;
}

bool recognises(Bytes bytes, const Context&) {
  return bytes.size() >= 128 && view_of(bytes).substr(0, 2) == "MZ";
}

// The methods of a type are those from its first up to the first of the next.
void print_types(const DotnetMetadata& data, const Output& output,
                 Piece* piece) {
  const std::uint32_t types = data.rows(DotnetMetadata::kTypeDef);
  const std::uint32_t methods = data.rows(DotnetMetadata::kMethodDef);
  std::uint32_t method = 1;
  for (std::uint32_t row = 1; row <= types && !output.expired(); ++row) {
    const std::string type = data.type_def_name(row);
    add_line("type", type, output, piece);
    const std::uint32_t end =
        row < types ? data.first_method(row + 1) : methods + 1;
    // Never backwards: a forged table would repeat itself for each type.
    for (; method < end && method <= methods; ++method) {
      add_line("method", qualified(type, data.method_name(method)), output,
               piece);
    }
  }
}

void unwrap(Bytes bytes, const Context&, Output& output) {
  const std::string_view text = view_of(bytes);
  const DotnetMetadata data(text);
  if (!data.ok()) return;
  Piece piece;
  piece.via = {"dotnet"};
  piece.offset = data.offset();
  piece.length = data.size();
  print_types(data, output, &piece);
  for (std::uint32_t row = 1;
       row <= data.rows(DotnetMetadata::kMemberRef) && !output.expired();
       ++row) {
    add_line("call", qualified(data.member_class(row), data.member_name(row)),
             output, &piece);
  }
  for (std::uint32_t row = 1;
       row <= data.rows(DotnetMetadata::kTypeRef) && !output.expired(); ++row) {
    add_line("uses", data.type_ref_name(row), output, &piece);
  }
  data.for_each_user_string([&](const std::string& string) {
    if (piece.reason != Reason::none) return false;
    if (piece.bytes.size() + string.size() + 3 > output.most_bytes()) {
      piece.reason = Reason::size_limit;
      return false;
    }
    piece.bytes += '"' + string + "\"\n";
    return !output.expired();
  });
  if (!piece.bytes.empty() || piece.reason != Reason::none)
    output.add(std::move(piece));
}

}  // namespace

const Unwrapper& dotnet() {
  static constexpr Unwrapper row = {"dotnet", recognises, {}, unwrap};
  return row;
}

}  // namespace beachcomb::unwrap
