// SPDX-License-Identifier: Apache-2.0
#include "text/exception.h"

#include <exception>
#include <new>

namespace beachcomb::text {
namespace {

// Short enough to need no memory itself.
constexpr char kNoMemory[] = "out of memory";

}  // namespace

std::string current_exception() noexcept {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return kNoMemory;
  } catch (const std::exception& error) {
    try {
      return error.what();
    } catch (...) {
      return kNoMemory;
    }
  } catch (...) {
    return "unknown error";
  }
}

}  // namespace beachcomb::text
