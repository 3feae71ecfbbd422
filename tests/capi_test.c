// SPDX-License-Identifier: Apache-2.0
//
// <beachcomb.h> as a program in C has it: every function, and every way to call
// it wrongly. What scans say is in capi_scan_test.c.
#define _POSIX_C_SOURCE 200809L

#include "capi_support.h"

static void test_version_and_names(void) {
  char version[50];
  snprintf(version, sizeof version, "%d.%d.%d", BEACHCOMB_VERSION_MAJOR,
           BEACHCOMB_VERSION_MINOR, BEACHCOMB_VERSION_PATCH);
  CHECK(strcmp(version, BEACHCOMB_VERSION_STRING) == 0);
  CHECK(strcmp(version, beachcomb_version()) == 0);
  CHECK(strcmp(beachcomb_outcome_name(BEACHCOMB_CLEAN), "clean") == 0);
  CHECK(strcmp(beachcomb_outcome_name(BEACHCOMB_FAILED), "failed") == 0);
  CHECK(beachcomb_outcome_name(-1) == NULL);
  CHECK(beachcomb_outcome_name(BEACHCOMB_FAILED + 1) == NULL);
  CHECK(strcmp(beachcomb_level_name(BEACHCOMB_MALICIOUS), "malicious") == 0);
  CHECK(beachcomb_level_name(-1) == NULL);
  CHECK(beachcomb_level_name(BEACHCOMB_MALICIOUS + 1) == NULL);
  CHECK(strcmp(beachcomb_reason_name(BEACHCOMB_REASON_NONE), "none") == 0);
  CHECK(strcmp(beachcomb_reason_name(BEACHCOMB_REASON_UNSUPPORTED),
               "unsupported") == 0);
  CHECK(beachcomb_reason_name(-1) == NULL);
  CHECK(beachcomb_reason_name(BEACHCOMB_REASON_UNSUPPORTED + 1) == NULL);
}

static void test_null_is_freed_and_asked(void) {
  beachcomb_error_free(NULL);
  beachcomb_compiler_free(NULL);
  beachcomb_rules_free(NULL);
  beachcomb_stop_request(NULL);
  beachcomb_stop_free(NULL);
  beachcomb_engine_free(NULL);
  beachcomb_verdict_free(NULL);
  beachcomb_summary_free(NULL);
  beachcomb_text_free(NULL);
  CHECK(strcmp(beachcomb_error_message(NULL), "") == 0);
  CHECK(beachcomb_compiler_problem_count(NULL) == 0);
  CHECK(beachcomb_compiler_problem(NULL, 0) == NULL);
  CHECK(beachcomb_rules_count(NULL) == 0);
  CHECK(strcmp(beachcomb_rules_fingerprint(NULL), "") == 0);
}

#define CHECK_NULL(call, name) \
  CHECK_FAILS(call, BEACHCOMB_ERROR_ARGUMENT, name " is NULL")

static void test_null_is_an_error_in_rules(void) {
  beachcomb_error* error = NULL;
  beachcomb_compiler* compiler = NULL;
  beachcomb_rules* rules = NULL;
  CHECK_OK(beachcomb_compiler_create(&compiler, &error));
  CHECK_NULL(beachcomb_compiler_create(NULL, &error), "compiler");
  CHECK_NULL(beachcomb_compiler_add_builtin(NULL, NULL, &error), "compiler");
  CHECK_NULL(beachcomb_compiler_add_path(NULL, "a", &error), "compiler");
  CHECK_NULL(beachcomb_compiler_add_path(compiler, NULL, &error), "path");
  CHECK_NULL(beachcomb_compiler_add_text(NULL, "a", "a", "a", 1, &error),
             "compiler");
  CHECK_NULL(beachcomb_compiler_add_text(compiler, NULL, "a", "a", 1, &error),
             "pack");
  CHECK_NULL(beachcomb_compiler_add_text(compiler, "a", "a", NULL, 1, &error),
             "text");
  CHECK_NULL(beachcomb_compiler_define_text(NULL, "a", "a", &error),
             "compiler");
  CHECK_NULL(beachcomb_compiler_define_text(compiler, NULL, "a", &error),
             "name");
  CHECK_NULL(beachcomb_compiler_define_text(compiler, "a", NULL, &error),
             "value");
  CHECK_NULL(beachcomb_compiler_define_integer(NULL, "a", 1, &error),
             "compiler");
  CHECK_NULL(beachcomb_compiler_define_integer(compiler, NULL, 1, &error),
             "name");
  CHECK_NULL(beachcomb_compiler_define_float(NULL, "a", 1, &error), "compiler");
  CHECK_NULL(beachcomb_compiler_define_float(compiler, NULL, 1, &error),
             "name");
  CHECK_NULL(beachcomb_compiler_define_boolean(NULL, "a", 1, &error),
             "compiler");
  CHECK_NULL(beachcomb_compiler_define_boolean(compiler, NULL, 1, &error),
             "name");
  CHECK_NULL(beachcomb_compiler_build(NULL, &rules, &error), "compiler");
  CHECK_NULL(beachcomb_compiler_build(compiler, NULL, &error), "rules");
  // Who does not want the words has the status all the same.
  CHECK(beachcomb_compiler_create(NULL, NULL) == BEACHCOMB_ERROR_ARGUMENT);
  beachcomb_compiler_free(compiler);
}

static void test_null_is_an_error_in_engines(void) {
  beachcomb_error* error = NULL;
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_engine* engine = engine_with(rules, NULL);
  beachcomb_stats stats = {.struct_size = sizeof stats};
  // Must not be seen by the caller when there is an error.
  beachcomb_engine* other = (beachcomb_engine*)folder;
  beachcomb_rules* other_rules = (beachcomb_rules*)folder;
  CHECK_NULL(beachcomb_stop_create(NULL, &error), "stop");
  CHECK_NULL(beachcomb_engine_create(NULL, NULL, &other, &error), "rules");
  CHECK(other == NULL);
  CHECK_NULL(beachcomb_engine_create(rules, NULL, NULL, &error), "engine");
  CHECK_NULL(beachcomb_engine_set_rules(NULL, rules, &error), "engine");
  CHECK_NULL(beachcomb_engine_set_rules(engine, NULL, &error), "rules");
  CHECK_NULL(beachcomb_engine_rules(NULL, &other_rules, &error), "engine");
  CHECK(other_rules == NULL);
  CHECK_NULL(beachcomb_engine_rules(engine, NULL, &error), "rules");
  CHECK_NULL(beachcomb_engine_stats(NULL, &stats, &error), "engine");
  CHECK_NULL(beachcomb_engine_stats(engine, NULL, &error), "stats");
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

static int ignore(void* context, const beachcomb_verdict* verdict) {
  return context == NULL && verdict == NULL;
}

static void test_null_is_an_error_in_scans(void) {
  beachcomb_error* error = NULL;
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_engine* engine = engine_with(rules, NULL);
  // Must not be seen by the caller when there is an error.
  beachcomb_verdict* const kOld = (beachcomb_verdict*)folder;
  beachcomb_verdict* verdict = kOld;
  char* text = folder;
  size_t size = 0;
  CHECK_NULL(
      beachcomb_engine_scan_buffer(NULL, "a", 1, NULL, NULL, &verdict, &error),
      "engine");
  CHECK(verdict == NULL);
  CHECK_NULL(beachcomb_engine_scan_buffer(engine, NULL, 1, NULL, NULL, &verdict,
                                          &error),
             "bytes");
  CHECK_NULL(
      beachcomb_engine_scan_buffer(engine, "a", 1, NULL, NULL, NULL, &error),
      "verdict");
  verdict = kOld;
  CHECK_NULL(beachcomb_engine_scan_file(NULL, "a", NULL, &verdict, &error),
             "engine");
  CHECK(verdict == NULL);
  CHECK_NULL(beachcomb_engine_scan_file(engine, NULL, NULL, &verdict, &error),
             "path");
  CHECK_NULL(beachcomb_engine_scan_file(engine, "a", NULL, NULL, &error),
             "verdict");
  verdict = kOld;
  CHECK_NULL(
      beachcomb_engine_scan_descriptor(NULL, 0, NULL, NULL, &verdict, &error),
      "engine");
  CHECK(verdict == NULL);
  CHECK_NULL(
      beachcomb_engine_scan_descriptor(engine, 0, NULL, NULL, NULL, &error),
      "verdict");
  const beachcomb_walk walk = {.struct_size = sizeof walk};
  CHECK_NULL(
      beachcomb_engine_scan_tree(NULL, &walk, ignore, NULL, NULL, NULL, &error),
      "engine");
  CHECK_NULL(beachcomb_engine_scan_tree(engine, NULL, ignore, NULL, NULL, NULL,
                                        &error),
             "walk");
  CHECK_NULL(
      beachcomb_engine_scan_tree(engine, &walk, NULL, NULL, NULL, NULL, &error),
      "on_verdict");
  CHECK_NULL(beachcomb_verdict_ndjson(NULL, &text, &size, &error), "verdict");
  CHECK(text == NULL);
  CHECK_NULL(beachcomb_summary_ndjson(NULL, &text, &size, &error), "summary");
  CHECK(beachcomb_options_init(NULL, sizeof(beachcomb_options)) ==
        BEACHCOMB_ERROR_ARGUMENT);
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

static void test_rules(void) {
  static const char kText[] =
      "rule Good { condition: number == 3 and word == \"x\" and yes and "
      "part > 1.0 }\n"
      "rule Bad { condition: $missing }\n";
  beachcomb_error* error = NULL;
  beachcomb_compiler* compiler = NULL;
  beachcomb_rules* rules = NULL;
  const beachcomb_problem* problem = NULL;
  CHECK_OK(beachcomb_compiler_create(&compiler, &error));
  CHECK_FAILS(beachcomb_compiler_build(compiler, &rules, &error),
              BEACHCOMB_ERROR_RULES, "no rule");
  CHECK_FAILS(beachcomb_compiler_add_builtin(compiler, "no such", &error),
              BEACHCOMB_ERROR_ARGUMENT, "'no such'");
  CHECK_FAILS(beachcomb_compiler_add_path(compiler, path_of("none"), &error),
              BEACHCOMB_ERROR_INPUT, "none");
  CHECK_FAILS(
      beachcomb_compiler_add_text(compiler, "p", NULL, "rule\0", 5, &error),
      BEACHCOMB_ERROR_ARGUMENT, "byte 0");
  CHECK_OK(beachcomb_compiler_add_text(compiler, "p", "p.yar", kText,
                                       sizeof kText - 1, &error));
  CHECK_FAILS(beachcomb_compiler_build(compiler, &rules, &error),
              BEACHCOMB_ERROR_RULES, "no rule");
  CHECK(rules == NULL && beachcomb_compiler_problem_count(compiler) == 2);
  CHECK_OK(beachcomb_compiler_define_integer(compiler, "number", 2, &error));
  CHECK_OK(beachcomb_compiler_define_integer(compiler, "number", 3, &error));
  CHECK_OK(beachcomb_compiler_define_text(compiler, "word", "x", &error));
  CHECK_OK(beachcomb_compiler_define_boolean(compiler, "yes", 1, &error));
  CHECK_OK(beachcomb_compiler_define_float(compiler, "part", 1.5, &error));
  CHECK_OK(beachcomb_compiler_build(compiler, &rules, &error));
  CHECK(beachcomb_rules_count(rules) == 1);
  CHECK(strlen(beachcomb_rules_fingerprint(rules)) == 64);
  CHECK(beachcomb_compiler_problem_count(compiler) == 1);
  problem = beachcomb_compiler_problem(compiler, 0);
  CHECK(equal(problem->path, "p.yar") && equal(problem->rule, "Bad"));
  CHECK(problem->line == 2 && problem->is_error == 1);
  CHECK(strstr(problem->reason.data, "$missing") != NULL);
  CHECK(beachcomb_compiler_problem(compiler, 1) == NULL);
  beachcomb_compiler_free(compiler);

  beachcomb_engine* engine = engine_with(rules, NULL);
  beachcomb_rules_free(rules);  // the engine has them
  beachcomb_verdict* verdict = scan(engine, "anything", NULL);
  CHECK(verdict->outcome == BEACHCOMB_DETECTED);
  CHECK(equal(verdict->findings[0]->rule, "Good"));
  beachcomb_verdict_free(verdict);
  beachcomb_engine_free(engine);
}

static void test_rules_from_everywhere(void) {
  beachcomb_error* error = NULL;
  beachcomb_compiler* compiler = NULL;
  beachcomb_rules* hafnium = NULL;
  beachcomb_rules* more = NULL;
  write_file("mine.yar", "rule Mine { condition: false }");
  CHECK_OK(beachcomb_compiler_create(&compiler, &error));
  CHECK_OK(beachcomb_compiler_add_builtin(compiler, "hafnium", &error));
  CHECK_OK(beachcomb_compiler_build(compiler, &hafnium, &error));
  CHECK(beachcomb_rules_count(hafnium) > 1);
  CHECK_OK(beachcomb_compiler_add_path(compiler, path_of("mine.yar"), &error));
  CHECK_OK(beachcomb_compiler_build(compiler, &more, &error));
  CHECK(beachcomb_rules_count(more) == beachcomb_rules_count(hafnium) + 1);
  CHECK(strcmp(beachcomb_rules_fingerprint(more),
               beachcomb_rules_fingerprint(hafnium)) != 0);
  beachcomb_rules_free(more);
  beachcomb_compiler_free(compiler);

  CHECK_OK(beachcomb_compiler_create(&compiler, &error));
  CHECK_OK(beachcomb_compiler_add_builtin(compiler, NULL, &error));
  CHECK_OK(beachcomb_compiler_build(compiler, &more, &error));
  CHECK(beachcomb_rules_count(more) > beachcomb_rules_count(hafnium));
  beachcomb_rules_free(more);
  beachcomb_rules_free(hafnium);
  beachcomb_compiler_free(compiler);
}

int main(void) {
  make_folder();
  test_version_and_names();
  test_null_is_freed_and_asked();
  test_null_is_an_error_in_rules();
  test_null_is_an_error_in_engines();
  test_null_is_an_error_in_scans();
  test_rules();
  test_rules_from_everywhere();
  remove_folder();
  return 0;
}
