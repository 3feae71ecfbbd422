// SPDX-License-Identifier: Apache-2.0
//
// What one thread does to the scans of others through <beachcomb.h>: it
// exchanges their rules, and it stops them.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <time.h>

#include "capi_support.h"

enum { kThreads = 4, kScans = 300, kSwaps = 100 };

struct shared {
  beachcomb_engine* engine;
  beachcomb_rules* sets[2];
};

// Either set has one rule for these bytes; which one holds is not known.
static void* scan_many(void* context) {
  const struct shared* shared = context;
  for (int i = 0; i < kScans; ++i) {
    beachcomb_verdict* verdict = scan(shared->engine, "heron godwit", "a.php");
    CHECK(verdict->outcome == BEACHCOMB_DETECTED);
    CHECK(verdict->finding_count == 1);
    CHECK(equal(verdict->findings[0]->rule, "Heron") ||
          equal(verdict->findings[0]->rule, "Godwit"));
    beachcomb_verdict_free(verdict);
  }
  return NULL;
}

static void* swap_many(void* context) {
  const struct shared* shared = context;
  for (int i = 0; i < kSwaps; ++i) {
    beachcomb_error* error = NULL;
    CHECK_OK(beachcomb_engine_set_rules(shared->engine, shared->sets[i % 2],
                                        &error));
  }
  return NULL;
}

static void test_rules_are_exchanged_while_scans_run(void) {
  beachcomb_error* error = NULL;
  struct shared shared;
  pthread_t threads[kThreads + 1];
  shared.sets[0] = rules_for("Heron", "heron");
  shared.sets[1] = rules_for("Godwit", "godwit");
  shared.engine = engine_with(shared.sets[0], NULL);
  for (int i = 0; i < kThreads; ++i) {
    CHECK(pthread_create(&threads[i], NULL, scan_many, &shared) == 0);
  }
  CHECK(pthread_create(&threads[kThreads], NULL, swap_many, &shared) == 0);
  for (int i = 0; i <= kThreads; ++i) {
    CHECK(pthread_join(threads[i], NULL) == 0);
  }
  // The engine needs the handles no more.
  beachcomb_rules_free(shared.sets[0]);
  beachcomb_rules_free(shared.sets[1]);
  beachcomb_verdict* verdict = scan(shared.engine, "godwit", "a.php");
  CHECK(verdict->outcome == BEACHCOMB_DETECTED);
  beachcomb_verdict_free(verdict);
  beachcomb_rules* rules = NULL;
  CHECK_OK(beachcomb_engine_rules(shared.engine, &rules, &error));
  CHECK(beachcomb_rules_count(rules) == 1);
  beachcomb_rules_free(rules);
  beachcomb_stats stats = {.struct_size = sizeof stats};
  CHECK_OK(beachcomb_engine_stats(shared.engine, &stats, &error));
  CHECK(stats.scans == kThreads * kScans + 1);
  CHECK(stats.detected == stats.scans && stats.rule_swaps == kSwaps);
  beachcomb_engine_free(shared.engine);
}

// Waits until another thread has asked for the end.
struct waiting {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  int is_running;
  int is_asked;
  int calls;
  beachcomb_stop* stop;
};

static int wait_in_verdict(void* context, const beachcomb_verdict* verdict) {
  struct waiting* waiting = context;
  CHECK(verdict->path.size != 0);
  CHECK(pthread_mutex_lock(&waiting->mutex) == 0);
  ++waiting->calls;
  waiting->is_running = 1;
  pthread_cond_broadcast(&waiting->changed);
  while (!waiting->is_asked) {
    pthread_cond_wait(&waiting->changed, &waiting->mutex);
  }
  CHECK(pthread_mutex_unlock(&waiting->mutex) == 0);
  return 0;
}

static void* ask(void* context) {
  struct waiting* waiting = context;
  CHECK(pthread_mutex_lock(&waiting->mutex) == 0);
  while (!waiting->is_running) {
    pthread_cond_wait(&waiting->changed, &waiting->mutex);
  }
  beachcomb_stop_request(waiting->stop);
  waiting->is_asked = 1;
  pthread_cond_broadcast(&waiting->changed);
  CHECK(pthread_mutex_unlock(&waiting->mutex) == 0);
  return NULL;
}

static void test_a_tree_is_stopped_by_another_thread(void) {
  beachcomb_error* error = NULL;
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_options options = default_options();
  beachcomb_summary* summary = NULL;
  const char* const roots[] = {folder};
  const beachcomb_walk walk = {
      .struct_size = sizeof walk, .roots = roots, .root_count = 1};
  struct waiting waiting = {.is_running = 0};
  pthread_t thread;
  char name[20];
  for (int i = 0; i < 500; ++i) {
    snprintf(name, sizeof name, "%d.php", i);
    write_file(name, kNeedle);
  }
  options.threads = 2;
  beachcomb_engine* engine = engine_with(rules, &options);
  CHECK(pthread_mutex_init(&waiting.mutex, NULL) == 0);
  CHECK(pthread_cond_init(&waiting.changed, NULL) == 0);
  CHECK_OK(beachcomb_stop_create(&waiting.stop, &error));
  CHECK(pthread_create(&thread, NULL, ask, &waiting) == 0);
  CHECK_OK(beachcomb_engine_scan_tree(engine, &walk, wait_in_verdict, &waiting,
                                      waiting.stop, &summary, &error));
  CHECK(pthread_join(thread, NULL) == 0);
  CHECK(summary->complete == 0 && summary->all_read == 0);
  CHECK(waiting.calls >= 1 && waiting.calls < 500);
  CHECK(summary->entries == (uint64_t)waiting.calls);
  beachcomb_summary_free(summary);

  // It stays asked for.
  CHECK_OK(beachcomb_engine_scan_tree(engine, &walk, wait_in_verdict, &waiting,
                                      waiting.stop, &summary, &error));
  CHECK(summary->entries == 0 && summary->complete == 0);
  beachcomb_summary_free(summary);
  beachcomb_verdict* verdict = NULL;
  CHECK_OK(beachcomb_engine_scan_buffer(engine, kNeedle, NEEDLE_SIZE, NULL,
                                        waiting.stop, &verdict, &error));
  CHECK(verdict->outcome == BEACHCOMB_FAILED);
  CHECK(verdict->reason == BEACHCOMB_REASON_INTERRUPTED);
  beachcomb_verdict_free(verdict);
  CHECK_OK(beachcomb_engine_scan_file(engine, path_of("1.php"), waiting.stop,
                                      &verdict, &error));
  CHECK(verdict->reason == BEACHCOMB_REASON_INTERRUPTED);
  beachcomb_verdict_free(verdict);
  beachcomb_stop_free(waiting.stop);
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

int main(void) {
  make_folder();
  test_rules_are_exchanged_while_scans_run();
  test_a_tree_is_stopped_by_another_thread();
  remove_folder();
  return 0;
}
