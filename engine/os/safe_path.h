// SPDX-License-Identifier: Apache-2.0
//
// What it takes to change one file and no other while somebody hostile moves
// things about: folders are opened component by component without following a
// link, everything else happens relative to an open folder, and nothing is
// ever written over.
#ifndef BEACHCOMB_OS_SAFE_PATH_H_
#define BEACHCOMB_OS_SAFE_PATH_H_

#include <string>
#include <string_view>

#include "os/descriptor.h"
#include "os/file_system.h"

namespace beachcomb::os {

// A folder by its absolute path of any length, from "/" on, following no link.
// is_symlink() or not_found() of the status say what was met instead.
Status open_folder(std::string_view path, Descriptor* folder);

// A new folder that nobody but this user may enter, and its descriptor. Fails
// when the name is taken.
Status make_private_folder(int at, const char* name, Descriptor* folder);
// Fails when `to` is taken.
Status move_file(int from_at, const char* from, int to_at, const char* to);
// Fails when `to` is taken. The file gets one name more.
Status link_file(int from_at, const char* from, int to_at, const char* to);
Status unlink_file(int at, const char* name);
Status remove_folder(int at, const char* name);
// A new empty file that only this user may read, for writing and reading.
// Fails when the name is taken.
Status create_file_at(int at, const char* name, Descriptor* file);
// To the disk, file or folder.
Status sync(const Descriptor& file);

bool is_read_only(const Descriptor& file);  // the file system

// Nobody has the file open for writing, and whoever opens it so while the
// lease is held is seen: still_held() is false from then on.
enum class Lease { held, busy, not_supported };
Lease take_lease(const Descriptor& file);
bool still_held(const Descriptor& file);

// Keeps a second process out until the descriptor is closed; false when one
// is in already.
bool lock(const Descriptor& file);

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_SAFE_PATH_H_
