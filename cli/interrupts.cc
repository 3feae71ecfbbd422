// SPDX-License-Identifier: Apache-2.0
#include "interrupts.h"

#include <csignal>

namespace beachcomb::cli {
namespace {

volatile std::sig_atomic_t interrupt_flag = 0;

void on_interrupt(int signal) {
  interrupt_flag = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void catch_interrupts() {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  std::signal(SIGPIPE, SIG_IGN);
}

bool interrupted() { return interrupt_flag != 0; }

}  // namespace beachcomb::cli
