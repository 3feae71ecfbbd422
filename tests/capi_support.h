// SPDX-License-Identifier: Apache-2.0
//
// What the tests in C share. A check that does not hold ends the program.
#ifndef BEACHCOMB_TESTS_CAPI_SUPPORT_H_
#define BEACHCOMB_TESTS_CAPI_SUPPORT_H_

#include <beachcomb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                              \
  do {                                                                \
    if (!(condition)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      exit(1);                                                        \
    }                                                                 \
  } while (0)

static const char kNeedle[] = "some sandpiper-needle here\n";
#define NEEDLE_SIZE (sizeof kNeedle - 1)

// A folder for the files of a test.
static char folder[] = "/tmp/beachcomb-capi-XXXXXX";

static inline void make_folder(void) { CHECK(mkdtemp(folder) != NULL); }
static inline void remove_folder(void) {
  char command[100];
  snprintf(command, sizeof command, "rm -r '%s'", folder);
  CHECK(system(command) == 0);
}

// Below the folder, until the next call.
static inline const char* path_of(const char* name) {
  static char path[500];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static inline void write_file(const char* name, const char* text) {
  FILE* file = fopen(path_of(name), "wb");
  CHECK(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
}

// A call that succeeds, and says so in both ways.
#define CHECK_OK(call)                                                 \
  do {                                                                 \
    const int status_ = (call);                                        \
    if (status_ != BEACHCOMB_OK || error != NULL) {                    \
      fprintf(stderr, "%s:%d: %s: %d %s\n", __FILE__, __LINE__, #call, \
              status_, beachcomb_error_message(error));                \
      exit(1);                                                         \
    }                                                                  \
  } while (0)

// A call that fails with this status and has this in its message.
#define CHECK_FAILS(call, status, words)                                 \
  do {                                                                   \
    const int status_ = (call);                                          \
    if (status_ != (status) ||                                           \
        strstr(beachcomb_error_message(error), words) == NULL) {         \
      fprintf(stderr, "%s:%d: %s: %d '%s'\n", __FILE__, __LINE__, #call, \
              status_, beachcomb_error_message(error));                  \
      exit(1);                                                           \
    }                                                                    \
    beachcomb_error_free(error);                                         \
    error = NULL;                                                        \
  } while (0)

// A rule called `name` for files with `word` in them.
static inline beachcomb_rules* rules_for(const char* name, const char* word) {
  beachcomb_error* error = NULL;
  beachcomb_compiler* compiler = NULL;
  beachcomb_rules* rules = NULL;
  char text[500];
  const int size = snprintf(text, sizeof text,
                            "rule %s : Tag1 Tag2 {\n"
                            "  meta:\n"
                            "    score = 80\n"
                            "    family = \"Piper\"\n"
                            "    description = \"a bird\"\n"
                            "    reference = \"https://example.org\"\n"
                            "    mitre = \"T1505.003\"\n"
                            "  strings: $a = \"%s\"\n"
                            "  condition: $a\n"
                            "}\n",
                            name, word);
  CHECK(size > 0 && (size_t)size < sizeof text);
  CHECK_OK(beachcomb_compiler_create(&compiler, &error));
  CHECK_OK(beachcomb_compiler_add_text(compiler, "birds", "birds.yar", text,
                                       (size_t)size, &error));
  CHECK_OK(beachcomb_compiler_build(compiler, &rules, &error));
  CHECK(beachcomb_compiler_problem_count(compiler) == 0);
  beachcomb_compiler_free(compiler);
  return rules;
}

static inline beachcomb_options default_options(void) {
  beachcomb_options options;
  CHECK(beachcomb_options_init(&options, sizeof options) == BEACHCOMB_OK);
  return options;
}

// With default options where there are none.
static inline beachcomb_engine* engine_with(const beachcomb_rules* rules,
                                            const beachcomb_options* options) {
  beachcomb_error* error = NULL;
  beachcomb_engine* engine = NULL;
  CHECK_OK(beachcomb_engine_create(rules, options, &engine, &error));
  return engine;
}

static inline beachcomb_verdict* scan(const beachcomb_engine* engine,
                                      const char* text, const char* path) {
  beachcomb_error* error = NULL;
  beachcomb_verdict* verdict = NULL;
  const beachcomb_facts facts = {sizeof facts, path, NULL};
  CHECK_OK(beachcomb_engine_scan_buffer(engine, text, strlen(text), &facts,
                                        NULL, &verdict, &error));
  return verdict;
}

static inline int equal(beachcomb_bytes bytes, const char* text) {
  return bytes.size == strlen(text) &&
         memcmp(bytes.data, text, bytes.size + 1) == 0;
}

#endif  // BEACHCOMB_TESTS_CAPI_SUPPORT_H_
