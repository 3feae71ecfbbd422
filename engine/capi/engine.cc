// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/engine.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <stop_token>
#include <utility>

#include "capi/boundary.h"
#include "capi/options.h"
#include "capi/rules.h"
#include "capi/sized.h"
#include "capi/values.h"
#include "text/exception.h"

namespace capi = beachcomb::capi;
using capi::Answer;

struct beachcomb_engine {
  beachcomb::Engine engine;
};

struct beachcomb_stop {
  std::stop_source source;
};

namespace {

// In version 0.1.0.
constexpr std::size_t kFirstStats = sizeof(beachcomb_stats);

std::uint64_t count_of(std::chrono::nanoseconds time) {
  return static_cast<std::uint64_t>(time.count());
}

std::stop_token token_of(const beachcomb_stop* stop) {
  return stop == nullptr ? std::stop_token() : stop->source.get_token();
}

void give(beachcomb::Verdict&& verdict, beachcomb_verdict** to) {
  *to = new capi::VerdictView(std::move(verdict));
}

}  // namespace

int beachcomb_stop_create(beachcomb_stop** stop, beachcomb_error** error) {
  if (stop != nullptr) *stop = nullptr;
  return capi::call(error, {{"stop", stop}}, [&]() -> Answer {
    *stop = new beachcomb_stop;
    return {};
  });
}

void beachcomb_stop_request(beachcomb_stop* stop) {
  if (stop != nullptr) stop->source.request_stop();
}

void beachcomb_stop_free(beachcomb_stop* stop) { delete stop; }

int beachcomb_engine_create(const beachcomb_rules* rules,
                            const beachcomb_options* options,
                            beachcomb_engine** engine,
                            beachcomb_error** error) {
  if (engine != nullptr) *engine = nullptr;
  return capi::call(
      error, {{"rules", rules}, {"engine", engine}}, [&]() -> Answer {
        beachcomb::ScanOptions all;
        Answer answer = capi::options_from(options, &all);
        if (answer.status != BEACHCOMB_OK) return answer;
        std::unique_ptr<beachcomb_engine> made(new beachcomb_engine{
            beachcomb::Engine(rules->set, std::move(all))});
        // It throws nothing, and can do nothing when it found no
        // memory.
        if (!made->engine.rules()) throw std::bad_alloc();
        *engine = made.release();
        return {};
      });
}

void beachcomb_engine_free(beachcomb_engine* engine) { delete engine; }

int beachcomb_engine_set_rules(beachcomb_engine* engine,
                               const beachcomb_rules* rules,
                               beachcomb_error** error) {
  return capi::call(error, {{"engine", engine}, {"rules", rules}},
                    [&]() -> Answer {
                      engine->engine.set_rules(rules->set);
                      return {};
                    });
}

int beachcomb_engine_rules(const beachcomb_engine* engine,
                           beachcomb_rules** rules, beachcomb_error** error) {
  if (rules != nullptr) *rules = nullptr;
  return capi::call(error, {{"engine", engine}, {"rules", rules}},
                    [&]() -> Answer {
                      auto set = engine->engine.rules();
                      if (!set) {
                        return {BEACHCOMB_ERROR_INTERNAL, set.error().message};
                      }
                      *rules = new beachcomb_rules{*set};
                      return {};
                    });
}

int beachcomb_engine_stats(const beachcomb_engine* engine,
                           beachcomb_stats* stats, beachcomb_error** error) {
  return capi::call(
      error, {{"engine", engine}, {"stats", stats}}, [&]() -> Answer {
        const beachcomb::EngineStats now = engine->engine.stats();
        beachcomb_stats all = {};
        all.scans = now.scans;
        all.clean = now.clean;
        all.detected = now.detected;
        all.skipped = now.skipped;
        all.failed = now.failed;
        all.bytes = now.bytes;
        all.layers = now.layers;
        all.rule_swaps = now.rule_swaps;
        all.read_time = count_of(now.read_time);
        all.prefilter_time = count_of(now.prefilter_time);
        all.scan_time = count_of(now.scan_time);
        all.unwrap_time = count_of(now.unwrap_time);
        if (!capi::give_sized(all, stats->struct_size, kFirstStats, stats)) {
          return {BEACHCOMB_ERROR_ARGUMENT,
                  "stats have a struct_size that can't be"};
        }
        return {};
      });
}

int beachcomb_engine_scan_buffer(const beachcomb_engine* engine,
                                 const void* bytes, size_t size,
                                 const beachcomb_facts* facts,
                                 const beachcomb_stop* stop,
                                 beachcomb_verdict** verdict,
                                 beachcomb_error** error) {
  if (verdict != nullptr) *verdict = nullptr;
  const void* needed = size == 0 ? "" : bytes;
  return capi::call(
      error, {{"engine", engine}, {"bytes", needed}, {"verdict", verdict}},
      [&]() -> Answer {
        beachcomb::FileFacts known;
        Answer answer = capi::facts_from(facts, &known);
        if (answer.status != BEACHCOMB_OK) return answer;
        give(engine->engine.scan_buffer(
                 {static_cast<const std::byte*>(bytes), size}, known,
                 token_of(stop)),
             verdict);
        return {};
      });
}

int beachcomb_engine_scan_file(const beachcomb_engine* engine, const char* path,
                               const beachcomb_stop* stop,
                               beachcomb_verdict** verdict,
                               beachcomb_error** error) {
  if (verdict != nullptr) *verdict = nullptr;
  return capi::call(
      error, {{"engine", engine}, {"path", path}, {"verdict", verdict}},
      [&]() -> Answer {
        give(engine->engine.scan_file(path, token_of(stop)), verdict);
        return {};
      });
}

int beachcomb_engine_scan_descriptor(const beachcomb_engine* engine,
                                     int descriptor,
                                     const beachcomb_facts* facts,
                                     const beachcomb_stop* stop,
                                     beachcomb_verdict** verdict,
                                     beachcomb_error** error) {
  if (verdict != nullptr) *verdict = nullptr;
  return capi::call(
      error, {{"engine", engine}, {"verdict", verdict}}, [&]() -> Answer {
        beachcomb::FileFacts known;
        Answer answer = capi::facts_from(facts, &known);
        if (answer.status != BEACHCOMB_OK) return answer;
        give(engine->engine.scan_descriptor(descriptor, known, token_of(stop)),
             verdict);
        return {};
      });
}

int beachcomb_engine_scan_tree(const beachcomb_engine* engine,
                               const beachcomb_walk* walk,
                               beachcomb_on_verdict on_verdict, void* context,
                               const beachcomb_stop* stop,
                               beachcomb_summary** summary,
                               beachcomb_error** error) {
  if (summary != nullptr) *summary = nullptr;
  const void* needed = on_verdict == nullptr ? nullptr : "";
  return capi::call(
      error, {{"engine", engine}, {"walk", walk}, {"on_verdict", needed}},
      [&]() -> Answer {
        beachcomb::WalkOptions where;
        Answer answer = capi::walk_from(walk, &where);
        if (answer.status != BEACHCOMB_OK) return answer;
        beachcomb::CallbackSink sink([&](const beachcomb::Verdict& verdict) {
          const capi::VerdictView view(verdict);
          return on_verdict(context, &view) == 0;
        });
        beachcomb::Summary all =
            engine->engine.scan_tree(where, sink, token_of(stop));
        if (!all.detail.empty()) {
          const bool no_memory = all.detail == beachcomb::text::kNoMemory;
          return {no_memory ? BEACHCOMB_ERROR_MEMORY : BEACHCOMB_ERROR_INTERNAL,
                  std::move(all.detail)};
        }
        if (summary != nullptr) {
          *summary = new capi::SummaryView(std::move(all));
        }
        return {};
      });
}
