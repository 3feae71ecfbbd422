// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TEXT_EXCEPTION_H_
#define BEACHCOMB_TEXT_EXCEPTION_H_

#include <string>

namespace beachcomb::text {

// What current_exception() says of std::bad_alloc.
inline constexpr char kNoMemory[] = "out of memory";

// What is to be said of the exception that is being handled, never nothing; for
// catch (...) where exceptions end. Needs no memory when there is none.
std::string current_exception() noexcept;

}  // namespace beachcomb::text

#endif  // BEACHCOMB_TEXT_EXCEPTION_H_
