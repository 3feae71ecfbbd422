// SPDX-License-Identifier: Apache-2.0
//
//     read a line -> parse -> scan -> write the answer
//
// One thread at a time reads. It takes a line, leaves the reading to another
// and sees its own request through, which is how TBB's pipeline goes about a
// serial stage before a parallel one. With a token for each thread, no request
// waits in memory for a thread, and a thread that waits for input holds up no
// answer, even if it is the only one. What arrives faster waits in the pipe.
#include "beachcomb/requests.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_pipeline.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "json/request.h"
#include "json/summary.h"
#include "json/verdict.h"
#include "os/line_reader.h"
#include "text/exception.h"
#include "threads.h"

namespace beachcomb {
namespace {

using Clock = std::chrono::steady_clock;

struct Received {
  std::uint64_t number = 0;  // of the line, from 1
  os::Line line;
};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == text.npos;
}

// A record in one line. The id stands in it as it was sent, which no JSON
// value can hold: a number may have any length.
std::string answer_line(const json::Json& record, std::string_view id) {
  std::string line = json::line_of(record) + '\n';
  if (!id.empty()) {
    line.insert(line.find(','), ",\"id\":" + std::string(id));
  }
  return line;
}

class Service {
 public:
  // `opened` is how the input came to be.
  Service(const Engine& engine, os::Descriptor input, os::Status opened,
          Output& output, const RequestOptions& options,
          const std::stop_token& stop)
      : engine_(engine),
        lines_(std::move(input),
               {.limit = options.max_line_bytes, .read_bytes = kReadBytes}),
        read_status_(opened),
        is_cut_off_(options.is_cut_off),
        output_(output),
        on_stop_(stop, [this] { end_.request_stop(); }) {}

  Served go(std::size_t threads) {
    const auto begin = Clock::now();
    Summary& scans = served_.scans;
    try {
      answer_all(threads);
    } catch (...) {  // no memory for a line, or to say so
      scans.detail = text::current_exception();
    }
    if (!read_status_.ok()) {
      refuse({}, {}, "the input can't be read: " + read_status_.text());
    }
    scans.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    const bool cut_off = is_cut_off_ && is_cut_off_();
    scans.complete =
        !stopped() && !cut_off && read_status_.ok() && scans.detail.empty();
    json::Json record{{"type", "summary"}};
    record.update(json::account_json(scans));
    record["errors"] = served_.errors;
    write(json::line_of(record) + '\n');
    return std::move(served_);
  }

 private:
  // What a pipe holds.
  static constexpr std::size_t kReadBytes = 64u << 10;

  bool stopped() const { return end_.stop_requested(); }

  void answer_all(std::size_t threads) {
    using tbb::filter_mode;
    tbb::parallel_pipeline(
        threads,
        tbb::make_filter<void, Received>(
            filter_mode::serial_in_order,
            [this](tbb::flow_control& flow) { return receive(flow); }) &
            tbb::make_filter<Received, void>(
                filter_mode::parallel,
                [this](Received received) { answer(received); }));
  }

  // Called by one thread at a time.
  Received receive(tbb::flow_control& flow) {
    while (!stopped() && read_status_.ok()) {
      std::optional<os::Line> line =
          lines_.next(end_.get_token(), &read_status_);
      if (!line.has_value()) break;
      ++line_number_;
      if (!is_blank(line->text)) return {line_number_, std::move(*line)};
    }
    flow.stop();
    return {};
  }

  // What one request costs ends with it.
  void answer(Received& received) {
    const std::uint64_t number = received.number;
    json::Request request;
    try {
      answer(received, request);
    } catch (...) {
      refuse(request.id, number, text::current_exception());
    }
  }

  void answer(Received& received, json::Request& request) {
    std::optional<Error> problem;
    if (received.line.cut) {
      problem = Error{"the line is too long"};
    } else {
      problem = parsers_.local().parse(received.line.text, &request);
    }
    if (problem.has_value()) {
      refuse(request.id, received.number, problem->message);
      return;
    }
    received = {};  // a line may be as large as its content
    const Verdict verdict =
        request.content.has_value()
            ? engine_.scan_buffer(std::as_bytes(std::span(*request.content)),
                                  {request.path, {}})
            : engine_.scan_file(request.path);
    const std::string line = answer_line(json::to_json(verdict), request.id);
    const std::scoped_lock lock(mutex_);
    if (!write(line)) return;
    served_.scans.ledger.add(verdict);
  }

  void refuse(std::string_view id, std::optional<std::uint64_t> number,
              const std::string& why) {
    json::Json record{{"type", "error"}};
    if (number.has_value()) record["line"] = *number;
    record["error"] = printable(why);
    const std::string line = answer_line(record, id);
    const std::scoped_lock lock(mutex_);
    if (write(line)) ++served_.errors;
  }

  // False when nobody listens any more; the output is not asked again.
  bool write(std::string_view line) {
    if (!listens_) return false;
    try {
      listens_ = call_out([&] { return output_.write(line); });
    } catch (...) {
      listens_ = false;
      served_.scans.detail = text::current_exception();
    }
    if (!listens_) end_.request_stop();
    return listens_;
  }

  const Engine& engine_;
  os::LineReader lines_;
  std::uint64_t line_number_ = 0;
  os::Status read_status_;
  std::function<bool()> is_cut_off_;
  tbb::enumerable_thread_specific<json::RequestParser> parsers_;
  std::mutex mutex_;  // guards the next three
  Served served_;
  Output& output_;
  bool listens_ = true;
  std::stop_source end_;
  std::stop_callback<std::function<void()>> on_stop_;
};

}  // namespace

Served serve(const Engine& engine, int input, Output& output,
             const RequestOptions& options, const std::stop_token& stop) {
  try {
    const std::size_t threads = thread_count(options.threads);
    os::Descriptor copy;
    const os::Status opened = os::duplicate(input, &copy);
    Service service(engine, std::move(copy), opened, output, options, stop);
    return on_threads(threads, [&] { return service.go(threads); });
  } catch (...) {
    Served served;
    served.scans.complete = false;
    served.scans.detail = text::current_exception();
    return served;
  }
}

}  // namespace beachcomb
