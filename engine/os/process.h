// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OS_PROCESS_H_
#define BEACHCOMB_OS_PROCESS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "os/file_system.h"

namespace beachcomb::os {

// The name of a user, or its number in decimal. Safe for concurrent use.
std::string user_name(std::uint32_t uid);

int process_id();

// Processors that this process may use, as far as its affinity says.
int processor_count();

inline constexpr int kStandardOutput = 1;
inline constexpr int kStandardError = 2;

bool is_terminal(int fd);
bool is_writable(int fd);      // without waiting
int terminal_columns(int fd);  // 0 when it is not known

// Standard input as a Descriptor of its own.
Status duplicate_standard_input(Descriptor* file);
// Created or cut to nothing.
Status create_file(const char* path, Descriptor* file);
Status duplicate(int fd, Descriptor* file);
Status write_all(const Descriptor& file, std::string_view text);
bool is_closed_pipe(const Status& status);

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_PROCESS_H_
