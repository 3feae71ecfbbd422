// SPDX-License-Identifier: Apache-2.0
//
// The line that no exception crosses. The body of each function of
// <beachcomb.h> that can fail runs inside call(), which refuses NULL where it
// must not be and turns what is thrown and what is returned into a status and,
// where the caller wants one, an error.
#ifndef BEACHCOMB_CAPI_BOUNDARY_H_
#define BEACHCOMB_CAPI_BOUNDARY_H_

#include <initializer_list>
#include <string>
#include <utility>

#include "beachcomb.h"

struct beachcomb_error {
  std::string message;
};

namespace beachcomb::capi {

// What a body comes to.
struct Answer {
  int status = BEACHCOMB_OK;
  std::string message{};
};

// An argument that must not be NULL.
struct Needed {
  const char* name;
  const void* pointer;
};

// Hands an answer to the caller.
int finish(Answer answer, beachcomb_error** error) noexcept;
// The answer for the exception that is being handled.
Answer answer_of_exception() noexcept;
Answer missing(const Needed& argument);

template <typename Body>
int call(beachcomb_error** error, std::initializer_list<Needed> arguments,
         Body&& body) noexcept {
  try {
    for (const Needed& argument : arguments) {
      if (argument.pointer == nullptr) return finish(missing(argument), error);
    }
    return finish(std::forward<Body>(body)(), error);
  } catch (...) {
    return finish(answer_of_exception(), error);
  }
}

}  // namespace beachcomb::capi

#endif  // BEACHCOMB_CAPI_BOUNDARY_H_
