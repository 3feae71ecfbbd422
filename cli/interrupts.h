// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_INTERRUPTS_H_
#define BEACHCOMB_CLI_INTERRUPTS_H_

namespace beachcomb::cli {

// From now on the first Ctrl-C (or SIGTERM) only sets a flag and the second
// ends the process; and a closed pipe is an error of write, not a signal. A
// Monitor turns the flag into a request to stop.
void catch_interrupts();
bool interrupted();

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_INTERRUPTS_H_
