// SPDX-License-Identifier: Apache-2.0
//
// Options of <beachcomb.h>: from programs that were compiled with another
// version of it, out of their range, and in force.
#define _POSIX_C_SOURCE 200809L

#include "capi_support.h"

// A program that was compiled with a later version.
struct later_options {
  beachcomb_options now;
  int64_t later;
};

static void test_options_of_other_versions(void) {
  beachcomb_error* error = NULL;
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_engine* engine = NULL;
  struct later_options later;
  memset(&later, 0xff, sizeof later);
  CHECK(beachcomb_options_init(&later.now, sizeof later) == BEACHCOMB_OK);
  CHECK(later.now.struct_size == sizeof later && later.later == 0);
  CHECK(later.now.min_score == 40 && later.now.unwrap == 1);
  CHECK_OK(beachcomb_engine_create(rules, &later.now, &engine, &error));
  beachcomb_engine_free(engine);
  later.later = 1;
  CHECK_FAILS(beachcomb_engine_create(rules, &later.now, &engine, &error),
              BEACHCOMB_ERROR_ARGUMENT, "this version");
  CHECK(engine == NULL);
  // None was ever that short, and a size that was never set is anything.
  later.now.struct_size = sizeof later.now - 8;
  CHECK_FAILS(beachcomb_engine_create(rules, &later.now, &engine, &error),
              BEACHCOMB_ERROR_ARGUMENT, "struct_size");
  later.now.struct_size = (size_t)-1;
  CHECK_FAILS(beachcomb_engine_create(rules, &later.now, &engine, &error),
              BEACHCOMB_ERROR_ARGUMENT, "struct_size");
  CHECK(beachcomb_options_init(&later.now, 8) == BEACHCOMB_ERROR_ARGUMENT);

  engine = engine_with(rules, NULL);
  struct {
    beachcomb_stats now;
    uint64_t later;
  } stats;
  memset(&stats, 0xff, sizeof stats);
  stats.now.struct_size = sizeof stats;
  CHECK_OK(beachcomb_engine_stats(engine, &stats.now, &error));
  CHECK(stats.now.scans == 0 && stats.later == 0);
  stats.now.struct_size = 0;
  CHECK_FAILS(beachcomb_engine_stats(engine, &stats.now, &error),
              BEACHCOMB_ERROR_ARGUMENT, "struct_size");
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

#define CHECK_REFUSED(member, value, words)                                 \
  do {                                                                      \
    beachcomb_options options_ = default_options();                         \
    options_.member = value;                                                \
    CHECK_FAILS(beachcomb_engine_create(rules, &options_, &engine, &error), \
                BEACHCOMB_ERROR_ARGUMENT, words);                           \
    CHECK(engine == NULL);                                                  \
  } while (0)

static void test_options_that_can_not_be(void) {
  beachcomb_error* error = NULL;
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_engine* engine = NULL;
  const char* const with_null[] = {"a", NULL};
  CHECK_REFUSED(threads, -1, "threads is -1 and must be from 0 to 1024");
  CHECK_REFUSED(min_score, 101, "min_score is 101");
  CHECK_REFUSED(prefilter, 2, "prefilter is 2");
  CHECK_REFUSED(timeout_seconds, UINT64_MAX, "timeout_seconds");
  CHECK_REFUSED(max_depth, 0, "max_depth is 0");
  CHECK_REFUSED(max_layers, 0, "max_layers is 0");
  CHECK_REFUSED(max_ratio, 0, "max_ratio is 0");
  CHECK_REFUSED(password_count, 1, "passwords is NULL");
  beachcomb_options options = default_options();
  options.passwords = with_null;
  options.password_count = 2;
  CHECK_FAILS(beachcomb_engine_create(rules, &options, &engine, &error),
              BEACHCOMB_ERROR_ARGUMENT, "passwords has a NULL in it");
  // What is thrown inside ends there.
  options.password_count = SIZE_MAX / 2;
  CHECK_FAILS(beachcomb_engine_create(rules, &options, &engine, &error),
              BEACHCOMB_ERROR_INTERNAL, "reserve");
  options.password_count = 1;
  options.known_good_files = with_null;
  options.known_good_file_count = 1;
  CHECK_FAILS(beachcomb_engine_create(rules, &options, &engine, &error),
              BEACHCOMB_ERROR_INPUT, "a:");
  CHECK(engine == NULL);
  beachcomb_rules_free(rules);
}

static void test_options_count(void) {
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_options options = default_options();
  options.min_score = 81;
  beachcomb_engine* engine = engine_with(rules, &options);
  beachcomb_verdict* verdict = scan(engine, kNeedle, "a.php");
  CHECK(verdict->outcome == BEACHCOMB_CLEAN);
  beachcomb_verdict_free(verdict);
  beachcomb_engine_free(engine);

  // sha256sum of the needle.
  const char* const lists[] = {path_of("good.txt")};
  write_file("good.txt",
             "a8b66dfb4edb275970ba82dd38d6711a559b1f70396288cd3cb37e808d08d23c "
             " a.php\n");
  options = default_options();
  options.known_good_files = lists;
  options.known_good_file_count = 1;
  engine = engine_with(rules, &options);
  verdict = scan(engine, kNeedle, "a.php");
  CHECK(verdict->outcome == BEACHCOMB_CLEAN && verdict->known_good == 1);
  CHECK(verdict->overruled_count == 1);
  CHECK(equal(verdict->overruled[0], "birds.Needle"));
  beachcomb_verdict_free(verdict);
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

int main(void) {
  make_folder();
  test_options_of_other_versions();
  test_options_that_can_not_be();
  test_options_count();
  remove_folder();
  return 0;
}
