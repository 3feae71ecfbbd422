// SPDX-License-Identifier: Apache-2.0
//
// Logs come first and neighbours last: an item has its context when its
// `context` record is written, so that what a killed call left is done by the
// next one. Logs that it read already are read and recorded again; the lines
// that are kept have the same copy as long as they are the same.
#include "evidence/context.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "evidence/context_records.h"
#include "evidence/copies.h"
#include "evidence/digests.h"
#include "evidence/found_file.h"
#include "evidence/log_filter.h"
#include "evidence/log_places.h"
#include "evidence/log_reader.h"
#include "evidence/neighbours.h"
#include "evidence/time_span.h"
#include "json/verdict.h"
#include "text/format.h"
#include "text/path.h"

namespace beachcomb::evidence {
namespace {

constexpr std::uint64_t kMostKept = 256u << 20;  // of a log
constexpr std::int64_t kSecond = 1'000'000'000;

// Logs that do not say their zone are in that of the server, which is taken
// for ours. mktime(3) looks for changes of the zone each time, so it is asked
// once for each hour.
class LocalTime {
 public:
  std::int64_t to_utc(std::int64_t shown) {
    std::int64_t hour = shown / (3600 * kSecond);
    if (shown % (3600 * kSecond) < 0) --hour;
    const auto [at, is_new] = offsets_.try_emplace(hour, 0);
    if (is_new) at->second = offset(hour);
    return shown + at->second;
  }

 private:
  static std::int64_t offset(std::int64_t hour) {
    std::tm clock{};
    clock.tm_year = 70;
    clock.tm_mday = 1 + static_cast<int>(hour / 24);
    clock.tm_hour = static_cast<int>(hour % 24);
    clock.tm_isdst = -1;
    const std::time_t time = std::mktime(&clock);
    return (std::int64_t{time} - hour * 3600) * kSecond;
  }
  std::map<std::int64_t, std::int64_t> offsets_;
};

class Recorder {
 public:
  Recorder(OpenCase& open, const std::vector<std::uint32_t>& numbers,
           const ContextOptions& options, const OnItem& on_item,
           Collected* counts)
      : open_(open),
        numbers_(numbers),
        options_(options),
        on_item_(on_item),
        counts_(counts) {}

  std::optional<Error> run() {
    const std::vector<std::string> places = find_places();
    Json list = Json::array();
    for (const std::string& place : places) {
      list.push_back(json::path_json(place));
    }
    error_ = open_.record("reading-context",
                          {{"items", numbers_},
                           {"window_hours", options_.window_hours},
                           {"logs", std::move(list)}});
    if (!error_) read_logs(places);
    if (!error_ && !look_around()) {
      ++counts_->logs_failed;
      tell(0, open_.state().folder, false,
           "interrupted: collect the same again for the rest of the context");
    }
    return error_;
  }

 private:
  const EvidenceItem& item(std::uint32_t number) const {
    return open_.state().items[number - 1];
  }

  std::vector<std::string> find_places() const {
    std::vector<std::string> places;
    for (const std::string& log : options_.logs) {
      std::error_code error;
      places.push_back(std::filesystem::absolute(log, error).string());
    }
    if (!places.empty()) return places;
    std::vector<std::string> paths;
    for (const std::uint32_t number : numbers_) {
      paths.push_back(item(number).file.path);
    }
    return usual_log_places(paths);
  }

  void read_logs(const std::vector<std::string>& places) {
    std::int64_t since = std::numeric_limits<std::int64_t>::max();
    for (const std::uint32_t number : numbers_) {
      const FileRecord& file = item(number).file;
      Sought sought{number, std::string(text::name_in(file.path)),
                    spans_around(file.times, options_.window_hours)};
      for (const Span& span : sought.spans) since = std::min(since, span.from);
      sought_.push_back(std::move(sought));
    }
    os::FileStat own;
    os::stat_of(open_.folder(), &own);
    LogWalk walk(
        since, own, [this](const LogFile& log) { return read(log); },
        [this](const std::string& path, const std::string& reason,
               bool by_choice) { return unread(path, reason, by_choice); });
    for (const std::string& place : places) {
      if (!walk.visit(place)) return;
    }
  }

  bool unread(const std::string& path, const std::string& reason,
              bool by_choice) {
    ContextLog log;
    log.path = path;
    log.reason = reason;
    if (!by_choice) ++counts_->logs_failed;
    error_ = open_.record("context-log", context_log_fields(log));
    tell(0, path, by_choice, reason);
    return !error_;
  }

  bool read(const LogFile& file) {
    if (open_.stop().stop_requested()) return false;
    LogFilter filter(sought_, kMostKept, [this](std::int64_t shown) {
      return local_time_.to_utc(shown);
    });
    ReadLog read = read_log(file.file, file.stat.size, open_.stop(), &filter);
    ContextLog log;
    log.path = file.path;
    log.items.assign(filter.items().begin(), filter.items().end());
    log.sha256 = std::move(read.sha256);
    log.size = read.size;
    log.modified = file.stat.mtime;
    log.lines = filter.lines();
    log.cut = filter.cut();
    log.reason = std::move(read.reason);
    if (const auto failed = copy(filter, &log)) log.reason = failed->message;
    if (!log.reason.empty()) ++counts_->logs_failed;
    counts_->log_lines += log.lines;
    error_ = open_.record("context-log", context_log_fields(log));
    tell(0, log.path, log.reason.empty(), summary_of(log));
    return !error_;
  }

  std::optional<Error> copy(const LogFilter& filter, ContextLog* log) const {
    if (filter.kept().empty()) return std::nullopt;
    const auto content = [&filter](const OnPiece& on_piece) {
      Digests digests;
      for (const std::string& block : filter.kept()) {
        const Bytes piece = std::as_bytes(std::span(block));
        digests.update(piece);
        if (on_piece && !on_piece(piece)) {
          return Result<FileDigests>(Error{"interrupted"});
        }
      }
      return Result<FileDigests>(digests.finish());
    };
    const auto copy = write_copy(open_.folder(), content);
    if (!copy) return copy.error();
    auto zip = check_copy(open_.folder(), *copy);
    if (!zip) return zip.error();
    log->copy = copy->name;
    log->digests = copy->digests;
    log->copy_sha256 = std::move(*zip);
    return std::nullopt;
  }

  static std::string summary_of(const ContextLog& log) {
    std::string text = text::counted(log.lines, "line") + " kept";
    if (log.cut) text += ", and there are more";
    if (!log.reason.empty()) text += "; " + log.reason;
    return text;
  }

  // False when it was stopped before the last item.
  bool look_around() {
    Neighbours neighbours(options_.window_hours);
    for (const std::uint32_t number : numbers_) {
      if (open_.stop().stop_requested()) return false;
      const ItemContext context = neighbours.around(item(number));
      error_ = open_.record("context", context_fields(number, context));
      if (error_) return true;
      counts_->neighbours += context.neighbours.size();
      if (!context.reason.empty()) ++counts_->logs_failed;
      tell(number, item(number).file.path, context.reason.empty(),
           summary_of(context));
    }
    return true;
  }

  static std::string summary_of(const ItemContext& context) {
    if (!context.reason.empty()) return context.reason;
    std::string text = text::with_commas(context.within) + " changed beside it";
    if (context.neighbours.size() < context.within) {
      text += ", the nearest " + std::to_string(context.neighbours.size()) +
              " are recorded";
    }
    if (!context.whole_folder) text += ", and its folder has more entries";
    return text;
  }

  void tell(std::uint32_t number, const std::string& path, bool done,
            std::string text) const {
    if (on_item_) on_item_({number, path, done, std::move(text), {}});
  }

  OpenCase& open_;
  const std::vector<std::uint32_t>& numbers_;
  const ContextOptions& options_;
  const OnItem& on_item_;
  Collected* counts_;
  std::vector<Sought> sought_;
  LocalTime local_time_;
  std::optional<Error> error_;
};

}  // namespace

std::optional<Error> record_context(OpenCase& open,
                                    const std::vector<std::uint32_t>& numbers,
                                    const ContextOptions& options,
                                    const OnItem& on_item, Collected* counts) {
  if (numbers.empty()) return std::nullopt;
  return Recorder(open, numbers, options, on_item, counts).run();
}

}  // namespace beachcomb::evidence
