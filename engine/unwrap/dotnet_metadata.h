// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_DOTNET_METADATA_H_
#define BEACHCOMB_UNWRAP_DOTNET_METADATA_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace beachcomb::unwrap {

// The metadata of a .NET assembly (ECMA-335, II.22 and II.24), read where they
// stand: nothing is copied, every access is checked, and what lies outside the
// file reads as zero or as an empty name. Rows count from 1. The text must
// outlive the object.
class DotnetMetadata {
 public:
  enum Table : std::size_t {
    kTypeRef = 1,
    kTypeDef = 2,
    kMethodDef = 6,
    kMemberRef = 10,
    kTables = 64
  };

  explicit DotnetMetadata(std::string_view file);

  bool ok() const { return ok_; }
  // Where in the file the metadata stand.
  std::uint64_t offset() const { return offset_; }
  std::uint64_t size() const { return root_.size(); }

  std::uint32_t rows(Table table) const { return rows_[table]; }
  std::string type_ref_name(std::uint32_t row) const;
  std::string type_def_name(std::uint32_t row) const;
  // The row in kMethodDef of the first method of a type.
  std::uint32_t first_method(std::uint32_t type) const;
  std::string method_name(std::uint32_t row) const;
  std::string member_name(std::uint32_t row) const;
  // Of the type that a member reference is about.
  std::string member_class(std::uint32_t row) const;
  // In UTF-8, until `take` says false.
  void for_each_user_string(
      const std::function<bool(const std::string&)>& take) const;

 private:
  struct Column {
    std::size_t offset;
    std::size_t width;
  };
  bool find_streams();
  bool read_tables();
  std::size_t row_width(std::size_t table) const;
  std::size_t column_width(char kind) const;
  std::size_t coded_width(char letter) const;
  Column column(Table table, std::size_t index) const;
  std::uint32_t cell(Table table, std::uint32_t row, std::size_t index) const;
  std::string name(std::uint32_t at) const;

  bool ok_ = false;
  std::uint64_t offset_ = 0;
  std::string_view root_;
  std::string_view tables_;
  std::string_view strings_;
  std::string_view user_strings_;
  unsigned heap_sizes_ = 0;
  std::array<std::uint32_t, kTables> rows_{};
  std::array<std::size_t, kTables> starts_{};  // in tables_
};

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_DOTNET_METADATA_H_
