/* SPDX-License-Identifier: Apache-2.0
 *
 * Scans files and folders with the built-in rules, and writes one JSON object
 * for each that is no clean file:
 *
 *     cc scan_c.c $(pkg-config --cflags --libs beachcomb) -o scan_c
 *     ./scan_c /srv/www
 */
#include <beachcomb.h>
#include <stdio.h>

static int complain(beachcomb_error* error) {
  fprintf(stderr, "scan_c: %s\n", beachcomb_error_message(error));
  beachcomb_error_free(error);
  return 2;
}

static int print(void* context, const beachcomb_verdict* verdict) {
  char* text;
  size_t size;
  (void)context;
  if (beachcomb_verdict_ndjson(verdict, &text, &size, NULL) != BEACHCOMB_OK) {
    return 1;
  }
  fwrite(text, 1, size, stdout);
  beachcomb_text_free(text);
  return 0;
}

static int make_engine(beachcomb_engine** engine, beachcomb_error** error) {
  beachcomb_compiler* compiler = NULL;
  beachcomb_rules* rules = NULL;
  int status = beachcomb_compiler_create(&compiler, error);
  if (status == BEACHCOMB_OK) {
    status = beachcomb_compiler_add_builtin(compiler, NULL, error);
  }
  if (status == BEACHCOMB_OK) {
    status = beachcomb_compiler_build(compiler, &rules, error);
  }
  if (status == BEACHCOMB_OK) {
    status = beachcomb_engine_create(rules, NULL, engine, error);
  }
  beachcomb_rules_free(rules);
  beachcomb_compiler_free(compiler);
  return status;
}

int main(int argc, char** argv) {
  beachcomb_error* error;
  beachcomb_engine* engine;
  beachcomb_summary* summary;
  beachcomb_walk walk = {.struct_size = sizeof walk};
  walk.roots = (const char* const*)(argv + 1);
  walk.root_count = (size_t)(argc - 1);
  if (make_engine(&engine, &error) != BEACHCOMB_OK) return complain(error);
  if (beachcomb_engine_scan_tree(engine, &walk, print, NULL, NULL, &summary,
                                 &error) != BEACHCOMB_OK) {
    beachcomb_engine_free(engine);
    return complain(error);
  }
  /* 0: nothing was found; 1: something was; 2: not all could be scanned. */
  const int code = summary->detected > 0 ? 1 : summary->all_read ? 0 : 2;
  beachcomb_summary_free(summary);
  beachcomb_engine_free(engine);
  return code;
}
