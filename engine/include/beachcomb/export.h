// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EXPORT_H_
#define BEACHCOMB_EXPORT_H_

// Marks what a program may link to; all else stays inside the library.
#if defined(__GNUC__)
#define BEACHCOMB_API __attribute__((visibility("default")))
#else
#define BEACHCOMB_API
#endif

#endif  // BEACHCOMB_EXPORT_H_
