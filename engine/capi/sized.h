// SPDX-License-Identifier: Apache-2.0
//
// Structs that grow. A program and the library that it runs with may have been
// compiled with different versions of one; `struct_size`, its first member,
// says which the program has. What the program lacks keeps its default, and
// what the library lacks must be zero, which is the default of anything that is
// ever added: so asking for something that the library can't do is an error,
// and is never ignored.
#ifndef BEACHCOMB_CAPI_SIZED_H_
#define BEACHCOMB_CAPI_SIZED_H_

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace beachcomb::capi {

// No struct ever has that many bytes; a number that was never set may.
inline constexpr std::size_t kMostBytes = 4096;

// Puts what is in `from` in place of the defaults in `to`; false when `from`
// has a size that can't be or asks for something unknown. `first` is the size
// that the struct had in the first version.
template <typename T>
bool take_sized(const void* from, std::size_t first, T* to) {
  std::size_t size = 0;
  std::memcpy(&size, from, sizeof size);
  if (size < first || size > kMostBytes) return false;
  const auto* bytes = static_cast<const unsigned char*>(from);
  const std::size_t known = std::min(size, sizeof(T));
  if (std::any_of(bytes + known, bytes + size,
                  [](unsigned char byte) { return byte != 0; })) {
    return false;
  }
  std::memcpy(to, from, known);
  return true;
}

// The other way: `from` into the `size` bytes at `to`, with zero in those that
// `from` lacks; false when they can't be a version of it.
template <typename T>
bool give_sized(T from, std::size_t size, std::size_t first, void* to) {
  if (size < first || size > kMostBytes) return false;
  from.struct_size = size;
  const std::size_t known = std::min(size, sizeof(T));
  std::memcpy(to, &from, known);
  std::memset(static_cast<unsigned char*>(to) + known, 0, size - known);
  return true;
}

}  // namespace beachcomb::capi

#endif  // BEACHCOMB_CAPI_SIZED_H_
