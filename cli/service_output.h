// SPDX-License-Identifier: Apache-2.0
//
// Outputs that are services which keep logs, journald and syslog. To them a
// report is no text but a row of entries, each with a priority, so that they
// are told what an entry is about before the format writes it.
#ifndef BEACHCOMB_CLI_SERVICE_OUTPUT_H_
#define BEACHCOMB_CLI_SERVICE_OUTPUT_H_

#include <memory>
#include <string>
#include <string_view>

#include "beachcomb/report.h"
#include "connection.h"

namespace beachcomb::cli {

// The numbers of RFC 5424, Severity.
enum class Priority {
  critical = 2,
  error = 3,
  warning = 4,
  notice = 5,
  info = 6
};

// One of the two; it must live as long as it is written about.
struct Subject {
  const Verdict* verdict = nullptr;
  const Summary* summary = nullptr;

  Priority priority() const;
  std::string_view kind() const;  // "detected", "unread", ..., "run"
};

class ServiceOutput : public Output {
 public:
  // `name` is what the user called it.
  ServiceOutput(std::string name, Endpoint endpoint, Layout layout)
      : name_(std::move(name)),
        connection_(std::move(endpoint)),
        layout_(layout) {}

  // Says on standard error when it is not there (yet).
  void open();
  void about(const Subject& subject) { subject_ = subject; }
  // Never fails: what was lost is known at the end.
  bool write(std::string_view text) override;
  // Waits for what is under way. False when entries were lost, after saying so
  // on standard error.
  bool finish();

 protected:
  // What goes over the connection for an entry.
  virtual std::string message_of(std::string_view entry,
                                 const Subject& subject) = 0;

 private:
  void send(std::string_view entry);

  std::string name_;
  Connection connection_;
  Layout layout_;
  Subject subject_;
  std::uint64_t sent_ = 0;
};

// "journald:" or "syslog:" and what may follow.
bool is_service(std::string_view path);

// The Error is for the user. REQUIRES: is_service(path)
Result<std::unique_ptr<ServiceOutput>> make_service_output(
    const std::string& path, std::string_view format);

// Tells the output what `next` is about to write. Both must outlive it.
std::unique_ptr<Sink> make_announcer(ServiceOutput& output, Sink& next);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_SERVICE_OUTPUT_H_
