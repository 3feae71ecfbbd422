// SPDX-License-Identifier: Apache-2.0
#include "capi/boundary.h"

#include <new>

#include "text/exception.h"

namespace beachcomb::capi {

int finish(Answer answer, beachcomb_error** error) noexcept {
  if (error == nullptr) return answer.status;
  *error = nullptr;
  if (answer.status != BEACHCOMB_OK) {
    *error = new (std::nothrow) beachcomb_error{std::move(answer.message)};
  }
  return answer.status;
}

Answer answer_of_exception() noexcept {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {BEACHCOMB_ERROR_MEMORY, text::current_exception()};
  } catch (...) {
    return {BEACHCOMB_ERROR_INTERNAL, text::current_exception()};
  }
}

Answer missing(const Needed& argument) {
  return {BEACHCOMB_ERROR_ARGUMENT, std::string(argument.name) + " is NULL"};
}

}  // namespace beachcomb::capi

const char* beachcomb_error_message(const beachcomb_error* error) {
  return error == nullptr ? "" : error->message.c_str();
}

void beachcomb_error_free(beachcomb_error* error) { delete error; }
