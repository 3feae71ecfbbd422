// SPDX-License-Identifier: Apache-2.0
//
// What scans say through <beachcomb.h>: of buffers, files, descriptors and
// trees, as structs and as ndjson.
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capi_support.h"

static void test_a_finding(void) {
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_engine* engine = engine_with(rules, NULL);
  beachcomb_verdict* verdict = scan(engine, kNeedle, "/www/a\xff.php");
  CHECK(equal(verdict->path, "/www/a\xff.php"));
  CHECK(verdict->outcome == BEACHCOMB_DETECTED);
  CHECK(verdict->level == BEACHCOMB_MALICIOUS && verdict->score == 80);
  CHECK(verdict->reason == BEACHCOMB_REASON_NONE);
  CHECK(verdict->leaves_unread == 0 && verdict->detail.size == 0);
  CHECK(verdict->size == NEEDLE_SIZE && verdict->sha256.size == 64);
  CHECK(verdict->has_mtime == 0 && verdict->windowed == 0);
  CHECK(verdict->known_good == 0 && verdict->overruled_count == 0);
  CHECK(verdict->finding_count == 1 && verdict->findings_omitted == 0);
  CHECK(verdict->layer_count == 0);
  const beachcomb_finding* finding = verdict->findings[0];
  CHECK(equal(finding->rule, "Needle") && equal(finding->pack, "birds"));
  CHECK(equal(finding->family, "Piper"));
  CHECK(equal(finding->description, "a bird"));
  CHECK(finding->reference_count == 1 && finding->mitre_count == 1);
  CHECK(equal(finding->references[0], "https://example.org"));
  CHECK(equal(finding->mitre[0], "T1505.003"));
  CHECK(finding->tag_count == 2 && equal(finding->tags[1], "Tag2"));
  CHECK(finding->score == 80 && finding->level == BEACHCOMB_MALICIOUS);
  CHECK(finding->layer == 0);
  CHECK(finding->match_count == 1 && finding->matches_omitted == 0);
  const beachcomb_match* match = finding->matches[0];
  CHECK(equal(match->id, "$a") && match->offset == 5 && match->length == 16);
  CHECK(match->line == 1 && match->column == 6);
  CHECK(strstr(match->snippet.data, "sandpiper-needle") != NULL);
  beachcomb_verdict_free(verdict);
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

static void test_a_layer(void) {
  // "some sandpiper-needle here\n", as shells hide it.
  static const char kHidden[] =
      "<?php ev"
      "al(base64_decode("  // no scanner is to find this file
      "'c29tZSBzYW5kcGlwZXItbmVlZGxlIGhlcmUK')); ?>";
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_engine* engine = engine_with(rules, NULL);
  beachcomb_verdict* verdict = scan(engine, kHidden, "a.php");
  CHECK(verdict->outcome == BEACHCOMB_DETECTED && verdict->finding_count >= 1);
  CHECK(verdict->layers_scanned >= 1 && verdict->layer_bytes >= NEEDLE_SIZE);
  const beachcomb_layer* layer = NULL;
  for (size_t i = 0; i < verdict->layer_count; ++i) {
    if (verdict->layers[i]->id == verdict->findings[0]->layer) {
      layer = verdict->layers[i];
    }
  }
  CHECK(layer != NULL && layer->parent == 0);
  CHECK(strstr(layer->via.data, "base64") != NULL);
  CHECK(equal(layer->chain, layer->via.data) && layer->name.size == 0);
  CHECK(layer->length > 0 && layer->size > 0 && layer->sha256.size == 64);
  CHECK(layer->line == 1 && layer->reason == BEACHCOMB_REASON_NONE);
  beachcomb_verdict_free(verdict);
  beachcomb_engine_free(engine);

  beachcomb_options options = default_options();
  options.unwrap = 0;
  engine = engine_with(rules, &options);
  verdict = scan(engine, kHidden, "a.php");
  CHECK(verdict->outcome == BEACHCOMB_CLEAN && verdict->layers_scanned == 0);
  CHECK(verdict->finding_count == 0 && verdict->score == 0);
  beachcomb_verdict_free(verdict);
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

static void test_files_and_descriptors(void) {
  beachcomb_error* error = NULL;
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_engine* engine = engine_with(rules, NULL);
  beachcomb_verdict* verdict = NULL;
  write_file("found.php", kNeedle);
  CHECK_OK(beachcomb_engine_scan_file(engine, path_of("found.php"), NULL,
                                      &verdict, &error));
  CHECK(verdict->outcome == BEACHCOMB_DETECTED && verdict->has_mtime == 1);
  CHECK(equal(verdict->path, path_of("found.php")) && verdict->mtime > 0);
  beachcomb_verdict_free(verdict);

  CHECK_OK(beachcomb_engine_scan_file(engine, path_of("none.php"), NULL,
                                      &verdict, &error));
  CHECK(verdict->outcome == BEACHCOMB_FAILED && verdict->leaves_unread == 1);
  CHECK(verdict->reason == BEACHCOMB_REASON_NOT_FOUND);
  CHECK(equal(verdict->path, path_of("none.php")));
  beachcomb_verdict_free(verdict);

  const int file = open(path_of("found.php"), O_RDONLY);
  const beachcomb_facts facts = {sizeof facts, "given.php", "www"};
  CHECK(file >= 0 && lseek(file, 7, SEEK_SET) == 7);
  CHECK_OK(beachcomb_engine_scan_descriptor(engine, file, &facts, NULL,
                                            &verdict, &error));
  CHECK(verdict->outcome == BEACHCOMB_DETECTED);
  CHECK(equal(verdict->path, "given.php"));
  CHECK(verdict->findings[0]->matches[0]->offset == 5);
  CHECK(lseek(file, 0, SEEK_CUR) == 7 && close(file) == 0);
  beachcomb_verdict_free(verdict);

  CHECK_OK(beachcomb_engine_scan_descriptor(engine, -1, NULL, NULL, &verdict,
                                            &error));
  CHECK(verdict->outcome == BEACHCOMB_FAILED);
  beachcomb_verdict_free(verdict);

  beachcomb_stats stats = {.struct_size = sizeof stats};
  CHECK_OK(beachcomb_engine_stats(engine, &stats, &error));
  CHECK(stats.scans == 4 && stats.detected == 2 && stats.failed == 2);
  CHECK(stats.bytes == 2 * NEEDLE_SIZE && stats.rule_swaps == 0);
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

static void test_facts_and_an_empty_buffer(void) {
  static const char kText[] =
      "rule Owned { condition: filename == \"a.php\" and owner == \"www\" }";
  beachcomb_error* error = NULL;
  beachcomb_compiler* compiler = NULL;
  beachcomb_rules* rules = NULL;
  beachcomb_verdict* verdict = NULL;
  CHECK_OK(beachcomb_compiler_create(&compiler, &error));
  CHECK_OK(beachcomb_compiler_add_text(compiler, "p", NULL, kText,
                                       sizeof kText - 1, &error));
  CHECK_OK(beachcomb_compiler_build(compiler, &rules, &error));
  beachcomb_engine* engine = engine_with(rules, NULL);
  beachcomb_facts facts = {sizeof facts, "/www/a.php", "www"};
  CHECK_OK(beachcomb_engine_scan_buffer(engine, NULL, 0, &facts, NULL, &verdict,
                                        &error));
  CHECK(verdict->outcome == BEACHCOMB_DETECTED && verdict->size == 0);
  beachcomb_verdict_free(verdict);
  CHECK_OK(beachcomb_engine_scan_buffer(engine, NULL, 0, NULL, NULL, &verdict,
                                        &error));
  CHECK(verdict->outcome == BEACHCOMB_CLEAN && equal(verdict->path, ""));
  beachcomb_verdict_free(verdict);
  facts.struct_size = sizeof facts - 1;
  CHECK_FAILS(beachcomb_engine_scan_buffer(engine, NULL, 0, &facts, NULL,
                                           &verdict, &error),
              BEACHCOMB_ERROR_ARGUMENT, "struct_size");
  CHECK_FAILS(beachcomb_engine_scan_descriptor(engine, 0, &facts, NULL,
                                               &verdict, &error),
              BEACHCOMB_ERROR_ARGUMENT, "struct_size");
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
  beachcomb_compiler_free(compiler);
}

struct count {
  int calls;
  int stop_after;  // 0: never
  char* ndjson;    // of the last
  // When it is not NULL, a buffer and a tree are scanned with it in the call.
  const beachcomb_engine* engine;
  const beachcomb_walk* walk;
};

static int on_verdict(void* context, const beachcomb_verdict* verdict) {
  struct count* count = context;
  beachcomb_error* error = NULL;
  size_t size = 0;
  beachcomb_text_free(count->ndjson);
  CHECK_OK(beachcomb_verdict_ndjson(verdict, &count->ndjson, &size, &error));
  CHECK(strlen(count->ndjson) == size && count->ndjson[size - 1] == '\n');
  if (count->engine != NULL) {
    struct count inner = {0, 0, NULL, NULL, NULL};
    beachcomb_verdict_free(scan(count->engine, kNeedle, "inner.php"));
    CHECK_OK(beachcomb_engine_scan_tree(count->engine, count->walk, on_verdict,
                                        &inner, NULL, NULL, &error));
    CHECK(inner.calls > 0);
    beachcomb_text_free(inner.ndjson);
  }
  ++count->calls;
  return count->calls == count->stop_after;
}

static void test_a_tree(void) {
  beachcomb_error* error = NULL;
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_options options = default_options();
  beachcomb_summary* summary = NULL;
  struct count count = {0, 0, NULL, NULL, NULL};
  char* text = NULL;
  size_t size = 0;
  const char* const roots[] = {folder};
  const char* const include[] = {"*.tree"};
  const char* const exclude[] = {"left.tree"};
  beachcomb_walk walk = {.struct_size = sizeof walk,
                         .roots = roots,
                         .root_count = 1,
                         .include = include,
                         .include_count = 1,
                         .exclude = exclude,
                         .exclude_count = 1};
  options.threads = 2;
  write_file("one.tree", kNeedle);
  write_file("two.tree", "nothing\n");
  write_file("three.tree", "nothing\n");
  write_file("left.tree", kNeedle);
  CHECK(symlink("one.tree", path_of("link.tree")) == 0);
  beachcomb_engine* engine = engine_with(rules, &options);
  CHECK_OK(beachcomb_engine_scan_tree(engine, &walk, on_verdict, &count, NULL,
                                      &summary, &error));
  CHECK(summary->clean == 2 && summary->detected == 1);
  CHECK(summary->malicious == 1 && summary->failed == 0);
  CHECK(summary->entries == 3 + summary->skipped);
  CHECK(count.calls == (int)(1 + summary->skipped));
  CHECK(summary->reason_count >= 1 && summary->reasons[0].count == 1);
  CHECK(summary->reasons[0].reason == BEACHCOMB_REASON_SYMLINK);
  CHECK(summary->bytes == NEEDLE_SIZE + 16 && summary->seconds > 0);
  CHECK(summary->complete == 1 && summary->all_read == 1);
  CHECK_OK(beachcomb_summary_ndjson(summary, &text, &size, &error));
  CHECK(strncmp(text, "{\"type\":\"summary\"", 17) == 0);
  CHECK(text[size - 1] == '\n' && text[size] == '\0');
  beachcomb_text_free(text);
  beachcomb_text_free(count.ndjson);
  beachcomb_summary_free(summary);
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

// Clean ones as well, until there were two.
static void test_a_callback_ends_the_scan_of_a_tree(void) {
  beachcomb_error* error = NULL;
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_options options = default_options();
  beachcomb_summary* summary = NULL;
  struct count count = {0, 2, NULL, NULL, NULL};
  const char* const roots[] = {folder};
  beachcomb_walk walk = {
      .struct_size = sizeof walk, .roots = roots, .root_count = 1};
  for (char name[] = "0.clean"; name[0] <= '9'; ++name[0]) {
    write_file(name, "nothing\n");
  }
  options.report_clean = 1;
  options.threads = 2;
  beachcomb_engine* engine = engine_with(rules, &options);
  CHECK_OK(beachcomb_engine_scan_tree(engine, &walk, on_verdict, &count, NULL,
                                      &summary, &error));
  CHECK(count.calls == 2);
  CHECK(summary->complete == 0 && summary->all_read == 0);
  beachcomb_summary_free(summary);
  // Who does not want the summary does not get it. A callback may scan.
  count = (struct count){0, 3, count.ndjson, engine, &walk};
  CHECK_OK(beachcomb_engine_scan_tree(engine, &walk, on_verdict, &count, NULL,
                                      NULL, &error));
  walk.output_count = 1;
  CHECK_FAILS(beachcomb_engine_scan_tree(engine, &walk, on_verdict, &count,
                                         NULL, &summary, &error),
              BEACHCOMB_ERROR_ARGUMENT, "outputs is NULL");
  walk.include_count = 1;
  CHECK_FAILS(beachcomb_engine_scan_tree(engine, &walk, on_verdict, &count,
                                         NULL, &summary, &error),
              BEACHCOMB_ERROR_ARGUMENT, "include is NULL");
  walk.struct_size = 1;
  CHECK_FAILS(beachcomb_engine_scan_tree(engine, &walk, on_verdict, &count,
                                         NULL, &summary, &error),
              BEACHCOMB_ERROR_ARGUMENT, "struct_size");
  CHECK(summary == NULL);
  beachcomb_text_free(count.ndjson);
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

static void test_what_the_caller_writes_to_is_not_scanned(void) {
  beachcomb_error* error = NULL;
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_engine* engine = engine_with(rules, NULL);
  beachcomb_summary* summary = NULL;
  struct count count = {0, 0, NULL, NULL, NULL};
  struct stat status;
  write_file("results", kNeedle);
  CHECK(stat(path_of("results"), &status) == 0);
  const beachcomb_file_identity outputs[] = {{status.st_dev, status.st_ino}};
  const char* const roots[] = {path_of("results")};
  beachcomb_walk walk = {.struct_size = sizeof walk,
                         .roots = roots,
                         .root_count = 1,
                         .outputs = outputs,
                         .output_count = 1};
  CHECK_OK(beachcomb_engine_scan_tree(engine, &walk, on_verdict, &count, NULL,
                                      &summary, &error));
  CHECK(summary->detected == 0 && summary->skipped == 1);
  CHECK(summary->reasons[0].reason == BEACHCOMB_REASON_EXCLUDED);
  CHECK(strstr(count.ndjson, "an output of this scan") != NULL);
  beachcomb_summary_free(summary);
  // A program from before there were outputs.
  walk.struct_size = offsetof(beachcomb_walk, outputs);
  CHECK_OK(beachcomb_engine_scan_tree(engine, &walk, on_verdict, &count, NULL,
                                      &summary, &error));
  CHECK(summary->detected == 1);
  beachcomb_summary_free(summary);
  beachcomb_text_free(count.ndjson);
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

static void test_ndjson(void) {
  beachcomb_error* error = NULL;
  beachcomb_rules* rules = rules_for("Needle", "sandpiper-needle");
  beachcomb_engine* engine = engine_with(rules, NULL);
  beachcomb_verdict* verdict = scan(engine, kNeedle, "a.php");
  char* text = NULL;
  size_t size = 0;
  CHECK_FAILS(beachcomb_verdict_ndjson(verdict, NULL, &size, &error),
              BEACHCOMB_ERROR_ARGUMENT, "text is NULL");
  CHECK_FAILS(beachcomb_verdict_ndjson(verdict, &text, NULL, &error),
              BEACHCOMB_ERROR_ARGUMENT, "size is NULL");
  CHECK_OK(beachcomb_verdict_ndjson(verdict, &text, &size, &error));
  CHECK(strlen(text) == size);
  CHECK(strncmp(text, "{\"type\":\"verdict\",\"path\":\"a.php\"", 32) == 0);
  beachcomb_text_free(text);
  beachcomb_verdict_free(verdict);
  beachcomb_engine_free(engine);
  beachcomb_rules_free(rules);
}

int main(void) {
  make_folder();
  test_a_finding();
  test_a_layer();
  test_files_and_descriptors();
  test_facts_and_an_empty_buffer();
  test_a_tree();
  test_a_callback_ends_the_scan_of_a_tree();
  test_what_the_caller_writes_to_is_not_scanned();
  test_ndjson();
  remove_folder();
  return 0;
}
