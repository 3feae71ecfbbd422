// SPDX-License-Identifier: Apache-2.0
//
// A case that is written to. One process at a time: the journal is locked.
//
// The order that everything here keeps: a record that announces an action is
// on the disk before the action is begun, and a record of its result after it.
// So whoever is killed in between leaves an announcement without a result, and
// the next call knows where to look.
#ifndef BEACHCOMB_EVIDENCE_OPEN_CASE_H_
#define BEACHCOMB_EVIDENCE_OPEN_CASE_H_

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "beachcomb/evidence.h"
#include "os/descriptor.h"

namespace beachcomb::evidence {

using Json = nlohmann::ordered_json;

class OpenCase {
 public:
  // Makes the case when there is none and `create` says so; continues one
  // whose last line was cut off by a crash. An Error when its chain or its
  // signatures are wrong, when it is signed by another key, or when another
  // process has it open.
  static Result<OpenCase> open(const CaseOptions& options, bool create);
  ~OpenCase();
  OpenCase(OpenCase&&) noexcept;
  OpenCase& operator=(OpenCase&&) noexcept;

  // As the journal tells it, the last record included.
  const Case& state() const;
  const os::Descriptor& folder() const;
  bool made_key() const;
  const std::stop_token& stop() const;

  // Appends a record; it is on the disk when this returns. `fields` come after
  // seq, time, event and actor. What was wrong, or nothing.
  [[nodiscard]] std::optional<Error> record(std::string_view event,
                                            const Json& fields);

 private:
  struct Impl;
  explicit OpenCase(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_OPEN_CASE_H_
