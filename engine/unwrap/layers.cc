// SPDX-License-Identifier: Apache-2.0
#include "unwrap/layers.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_set>
#include <utility>

#include "beachcomb/sha256.h"
#include "text/path.h"
#include "unwrap/archive.h"

namespace beachcomb::unwrap {
namespace {

// A verdict lists so much at most; the counts know the rest.
constexpr std::size_t kListedFindings = 1000;
constexpr std::size_t kListedSkipped = 16;
constexpr std::size_t kRemembered = 4096;  // layers
constexpr std::uint64_t kSmallExpansion = 64ull << 20;
constexpr std::size_t kHead = 64u << 10;  // an ISO image shows itself at 32 KiB

std::string joined(const std::vector<std::string>& steps) {
  std::string text;
  for (const std::string& step : steps) {
    text += (text.empty() ? "" : " > ") + step;
  }
  return text;
}

// The file or a layer while it is unwrapped.
struct Level {
  Level* parent;  // null: the file
  Bytes bytes;
  std::string_view path;
  std::uint32_t depth;
  std::uint64_t file_offset;  // where the outermost wrapping begins
  Layer layer;                // its id is 0 until it is listed
  std::string sha256;         // lower-case hex; empty for the file
};

// One file.
class Run {
 public:
  Run(const UnwrapOptions& options, const Job& job, std::uint64_t file_size,
      Recogniser::Scratch& scratch, Scanner& scanner, Verdict* verdict)
      : options_(options),
        job_(job),
        scratch_(scratch),
        scanner_(scanner),
        verdict_(*verdict),
        by_ratio_(std::max(
            kSmallExpansion,
            options.ratio != 0 && file_size > options.bytes / options.ratio
                ? options.bytes
                : file_size * options.ratio)) {}

  void unwrap(Level& level, Candidates candidates, std::uint64_t base = 0,
              std::uint64_t from = 0);
  void unwrap_windows(Windows& file, Level& level);
  // What was not seen because time ran out is in nobody's piece.
  void finish();
  Candidates candidates(const Level& level);

  // When the first candidate was found; nothing if there was none.
  std::optional<Clock::time_point> begin() const { return begin_; }
  Clock::duration scan_time() const { return scan_time_; }

 private:
  class LayerOutput;

  bool take(Level& parent, Piece piece);
  Reason limit_for(const Level& parent);
  Reason cause_of_cut() const;
  void scan(Level& level);
  void skip(Level& level, Reason reason, std::string_view detail = {});
  std::uint32_t list(Level& level);
  std::uint64_t line_of(std::uint64_t offset, const Level& top);
  bool is_repeated(const Level& level) const;

  std::uint64_t total_left() const {
    const std::uint64_t limit = std::min(options_.bytes, by_ratio_);
    return limit - std::min(limit, verdict_.layer_counts.bytes);
  }
  std::uint64_t room_for_one() const {
    return std::min(options_.layer_bytes,
                    options_.live_bytes - std::min(options_.live_bytes, live_));
  }
  bool expired() {
    if (job_.stop.stop_requested()) {
      out_of_time_ = Reason::interrupted;
    } else if (job_.deadline.has_value() && Clock::now() > *job_.deadline) {
      out_of_time_ = Reason::timeout;
    }
    return out_of_time_ != Reason::none;
  }

  const UnwrapOptions& options_;
  const Job& job_;
  Recogniser::Scratch& scratch_;
  Scanner& scanner_;
  Verdict& verdict_;
  const std::uint64_t by_ratio_;
  std::uint64_t live_ = 0;
  std::size_t skipped_listed_ = 0;
  int best_score_ = 0;
  bool stopped_ = false;
  Reason out_of_time_{};
  std::optional<Clock::time_point> begin_;
  Clock::duration scan_time_{0};
  // The last line that was asked for; layers mostly come in their order.
  std::uint64_t line_ = 1, line_offset_ = 0;
  std::unordered_set<std::string> seen_;  // SHA-256 of the first layers
};

class Run::LayerOutput final : public Output {
 public:
  LayerOutput(Run& run, Level& parent, std::uint64_t base, std::uint64_t from)
      : run_(run), parent_(parent), base_(base), from_(from) {}

  bool add(Piece piece) override {
    // Windows overlap; this one was in the window before as well.
    if (piece.offset + piece.length <= from_) return !run_.stopped_;
    piece.offset += base_;
    return run_.take(parent_, std::move(piece));
  }
  std::uint64_t most_bytes() const override {
    return std::min(run_.room_for_one(), run_.total_left());
  }
  bool expired() const override { return run_.expired(); }

 private:
  Run& run_;
  Level& parent_;
  const std::uint64_t base_;
  const std::uint64_t from_;
};

Candidates Run::candidates(const Level& level) {
  const std::string extension = text::extension_of(level.path);
  const Candidates found = Recogniser::instance().candidates(
      level.bytes, {level.path, extension, &options_.passwords}, scratch_);
  if (found != 0 && !begin_.has_value()) begin_ = Clock::now();
  return found;
}

void Run::unwrap(Level& level, Candidates candidates, std::uint64_t base,
                 std::uint64_t from) {
  const std::string extension = text::extension_of(level.path);
  LayerOutput output(*this, level, base, from);
  for (; candidates != 0 && !stopped_; candidates &= candidates - 1) {
    const Unwrapper& unwrapper =
        unwrappers()[static_cast<std::size_t>(std::countr_zero(candidates))];
    unwrapper.unwrap(level.bytes, {level.path, extension, &options_.passwords},
                     output);
  }
}

void Run::unwrap_windows(Windows& file, Level& level) {
  const std::string head = file.read_at(0, kHead);
  level.bytes = std::as_bytes(std::span(head));
  const Candidates at_start = candidates(level);
  const std::string extension = text::extension_of(level.path);
  Candidates whole = 0;
  LayerOutput output(*this, level, 0, 0);
  for (Candidates left = at_start; left != 0 && !stopped_; left &= left - 1) {
    const int number = std::countr_zero(left);
    if (unwrap_large(unwrappers()[static_cast<std::size_t>(number)].name, file,
                     {level.path, extension, &options_.passwords}, output)) {
      whole |= Candidates{1} << number;
    }
  }
  // The windows are read once more only for what may be text.
  if (whole != 0 || (at_start == 0 && !looks_like_text(level.bytes))) return;
  std::uint64_t end = 0;  // of the window before
  for (std::uint64_t i = 0; i < file.count() && !stopped_ && !expired(); ++i) {
    level.bytes = file.read(i);
    if (level.bytes.empty()) return;
    const std::uint64_t offset = file.extent(i).offset;
    unwrap(level, candidates(level) | at_start, offset,
           end - std::min(end, offset));
    end = offset + level.bytes.size();
  }
}

// Why nothing more may be taken.
Reason Run::limit_for(const Level& parent) {
  if (parent.depth >= options_.depth) return Reason::depth_limit;
  if (verdict_.layer_counts.scanned >= options_.layers) {
    return Reason::layer_limit;
  }
  if (expired()) return out_of_time_;
  return Reason::none;
}

// Which of the limits made a piece short.
Reason Run::cause_of_cut() const {
  if (total_left() > room_for_one()) return Reason::size_limit;
  return by_ratio_ < options_.bytes ? Reason::ratio_limit : Reason::byte_limit;
}

bool Run::take(Level& parent, Piece piece) {
  if (stopped_) return false;
  const std::uint64_t most = std::min(room_for_one(), total_left());
  if (piece.bytes.size() > most) {
    piece.bytes.resize(static_cast<std::size_t>(most));
    piece.reason = Reason::size_limit;
  }
  Level level{&parent,
              std::as_bytes(std::span(piece.bytes)),
              piece.name.empty() ? parent.path : std::string_view(piece.name),
              parent.depth + 1,
              parent.depth == 0 ? piece.offset : parent.file_offset,
              {},
              sha256_hex(std::as_bytes(std::span(piece.bytes)))};
  level.layer.via = joined(piece.via);
  level.layer.offset = piece.offset;
  level.layer.length = piece.length;
  level.layer.name = piece.name;
  if (const Reason limit = limit_for(parent); limit != Reason::none) {
    skip(level, limit);
    stopped_ = limit != Reason::depth_limit;
    return false;
  }
  if (is_repeated(level)) return true;
  if (seen_.size() < kRemembered) seen_.insert(level.sha256);
  if (piece.reason == Reason::size_limit) {
    piece.reason = cause_of_cut();
    stopped_ = piece.reason != Reason::size_limit;
  }
  const bool was_stopped = std::exchange(stopped_, false);
  live_ += level.bytes.size();
  if (!level.bytes.empty() || piece.reason == Reason::none) scan(level);
  if (piece.reason != Reason::none) skip(level, piece.reason);
  if (!level.bytes.empty() && !was_stopped) {
    unwrap(level, candidates(level));
  }
  live_ -= level.bytes.size();
  stopped_ = stopped_ || was_stopped;
  return !stopped_;
}

void Run::scan(Level& level) {
  const auto begin = Clock::now();
  if (job_.deadline.has_value()) {
    const auto left =
        std::chrono::ceil<std::chrono::seconds>(*job_.deadline - begin);
    scanner_.set_timeout(std::max(left, std::chrono::seconds(1)));
  }
  LayerCounts& counts = verdict_.layer_counts;
  ++counts.scanned;
  counts.bytes += level.bytes.size();
  level.layer.size = level.bytes.size();
  const FileFacts facts{level.path, job_.facts.owner};
  if (job_.visit) job_.visit(list(level), level.bytes, facts);
  if (!scanner_.may_match(level.bytes.size(), facts)) return;
  ScanResult result = scanner_.scan(level.bytes, facts);
  scan_time_ += Clock::now() - begin;
  for (Finding& finding : result.findings) {
    const int score = finding.rule.score;
    if (score < job_.min_score) continue;
    // A full list still takes what is worse than all in it.
    if (verdict_.findings.size() >= kListedFindings && score <= best_score_) {
      ++verdict_.findings_omitted;
      continue;
    }
    level.layer.sha256 = level.sha256;
    best_score_ = std::max(best_score_, score);
    finding.layer = list(level);
    verdict_.findings.push_back(std::move(finding));
  }
  if (result.reason.has_value()) skip(level, *result.reason, result.detail);
}

void Run::skip(Level& level, Reason reason, std::string_view detail) {
  level.layer.reason = reason;
  ++verdict_.layer_counts.skipped[reason];
  if (level.layer.id != 0) {
    verdict_.layers[level.layer.id - 1].reason = reason;
  } else if (skipped_listed_ < kListedSkipped) {
    ++skipped_listed_;
    list(level);
  }
  if (verdict_.reason.has_value()) return;
  verdict_.reason = reason;
  verdict_.detail = verdict_.chain(level.layer.id);
  if (!detail.empty()) verdict_.detail += ": " + std::string(detail);
}

// Puts a layer into the verdict, after those that it stands in.
std::uint32_t Run::list(Level& level) {
  if (level.parent == nullptr) return 0;
  Layer& layer = level.layer;
  if (layer.id != 0) return layer.id;
  layer.parent = list(*level.parent);
  layer.id = static_cast<std::uint32_t>(verdict_.layers.size() + 1);
  const Level* top = &level;
  while (top->parent != nullptr) top = top->parent;
  layer.line = line_of(level.file_offset, *top);
  verdict_.layers.push_back(layer);
  return layer.id;
}

std::uint64_t Run::line_of(std::uint64_t offset, const Level& top) {
  if (verdict_.windowed || offset > top.bytes.size()) return 0;
  constexpr std::size_t kSample = 256;
  const auto* text = reinterpret_cast<const char*>(top.bytes.data());
  const bool is_binary =
      std::memchr(text, '\0', std::min(top.bytes.size(), kSample)) != nullptr;
  if (is_binary) return 0;
  if (offset < line_offset_) {
    line_ = 1;
    line_offset_ = 0;
  }
  line_ += static_cast<std::uint64_t>(
      std::count(text + line_offset_, text + offset, '\n'));
  line_offset_ = offset;
  return line_;
}

// What it stands in itself, or what was a layer of this file already: two
// unwrappers may undo the same thing. A name of its own is worth a second look,
// since all the names of a shell are to be known.
bool Run::is_repeated(const Level& level) const {
  if (level.layer.name.empty() && seen_.contains(level.sha256)) return true;
  for (const Level* other = level.parent; other != nullptr;
       other = other->parent) {
    if (!level.bytes.empty() && other->bytes.size() == level.bytes.size() &&
        std::memcmp(other->bytes.data(), level.bytes.data(),
                    level.bytes.size()) == 0) {
      return true;
    }
  }
  return false;
}

void Run::finish() {
  if (out_of_time_ == Reason::none || verdict_.reason.has_value()) return;
  verdict_.reason = out_of_time_;
  if (out_of_time_ == Reason::timeout) {
    verdict_.detail = "the time for one file ran out while it was unwrapped";
  }
}

}  // namespace

void LayerScan::scan(Bytes file, const Job& job, Scanner& scanner,
                     Verdict* verdict) {
  Run run(options_, job, file.size(), scratch_, scanner, verdict);
  Level top{nullptr, file, job.facts.path, 0, 0, {}, {}};
  const Candidates candidates = run.candidates(top);
  if (candidates == 0) return;
  run.unwrap(top, candidates);
  run.finish();
  time_ += Clock::now() - *run.begin() - run.scan_time();
}

void LayerScan::scan(Windows& file, const Job& job, Scanner& scanner,
                     Verdict* verdict) {
  Run run(options_, job, file.file_size(), scratch_, scanner, verdict);
  Level top{nullptr, {}, job.facts.path, 0, 0, {}, {}};
  run.unwrap_windows(file, top);
  run.finish();
  if (run.begin()) time_ += Clock::now() - *run.begin() - run.scan_time();
}

}  // namespace beachcomb::unwrap
