// SPDX-License-Identifier: Apache-2.0
#include "text/exception.h"

#include <exception>
#include <new>

namespace beachcomb::text {
namespace {

// Short enough to need no memory itself, as is the other.
constexpr char kUnknown[] = "unknown error";

}  // namespace

std::string current_exception() noexcept {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return kNoMemory;
  } catch (const std::exception& error) {
    try {
      const std::string what = error.what();
      return what.empty() ? kUnknown : what;
    } catch (...) {
      return kNoMemory;
    }
  } catch (...) {
    return kUnknown;
  }
}

}  // namespace beachcomb::text
