// SPDX-License-Identifier: Apache-2.0
//
// The one place that knows which Catch2 this is. Debian 12 has version 2;
// version 3 has other headers and the same macros.
#ifndef BEACHCOMB_TESTS_CATCH_H_
#define BEACHCOMB_TESTS_CATCH_H_

#if __has_include(<catch2/catch.hpp>)
#include <catch2/catch.hpp>
#else
#include <catch2/catch_all.hpp>
#endif

#endif  // BEACHCOMB_TESTS_CATCH_H_
