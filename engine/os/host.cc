// SPDX-License-Identifier: Apache-2.0
#include "os/host.h"

#include <grp.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <fstream>

#include "os/process.h"

namespace beachcomb::os {
namespace {

// PRETTY_NAME of os-release(5): a shell assignment, usually quoted.
std::string pretty_name(const char* path) {
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line)) {
    constexpr std::string_view kKey = "PRETTY_NAME=";
    if (!line.starts_with(kKey)) continue;
    std::string name = line.substr(kKey.size());
    if (name.size() >= 2 && (name.front() == '"' || name.front() == '\'') &&
        name.back() == name.front()) {
      name = name.substr(1, name.size() - 2);
    }
    return name;
  }
  return {};
}

}  // namespace

std::string host_name() {
  utsname system{};
  return ::uname(&system) == 0 ? system.nodename : "";
}

std::string system_name() {
  std::string name = pretty_name("/etc/os-release");
  if (name.empty()) name = pretty_name("/usr/lib/os-release");
  utsname system{};
  if (::uname(&system) != 0) return name;
  if (!name.empty()) name += ", ";
  return name + system.sysname + ' ' + system.release;
}

std::string time_zone() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  if (::localtime_r(&now, &local) == nullptr) return "UTC +00:00";
  std::array<char, 64> buffer{};
  if (std::strftime(buffer.data(), buffer.size(), "%Z %z", &local) == 0) {
    return "UTC +00:00";
  }
  std::string zone(buffer.data());
  zone.insert(zone.size() - 2, 1, ':');
  return zone;
}

std::string current_user() { return user_name(::geteuid()); }

std::string group_name(std::uint32_t gid) {
  // A group may have many members, and all of them must fit.
  std::string buffer(16384, '\0');
  group entry{};
  group* found = nullptr;
  ::getgrgid_r(gid, &entry, buffer.data(), buffer.size(), &found);
  return found != nullptr ? found->gr_name : std::to_string(gid);
}

std::int64_t now() {
  timespec time{};
  ::clock_gettime(CLOCK_REALTIME, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace beachcomb::os
