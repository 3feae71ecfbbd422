// SPDX-License-Identifier: Apache-2.0
//
// beachcomb for C, and for every language that can call C: the same engine as
// beachcomb/engine.h. docs/c-api.md has an example and the rules at length.
//
// Errors. Functions that can fail return BEACHCOMB_OK, which is 0, or another
// beachcomb_status. Their last parameter, where it is not NULL, gets the error
// in words, to be freed by the caller, or NULL when there is none. A pointer
// that must not be NULL and is, is BEACHCOMB_ERROR_ARGUMENT and no crash. What
// is to be returned through a pointer is set to NULL when there is an error.
// No C++ exception leaves a function and nothing is printed. A file that can't
// be scanned is no error: it is a verdict with the outcome failed.
//
// Ownership. What a function gives through `beachcomb_X** x` is the caller's,
// who gives it back with beachcomb_X_free(); to free NULL does nothing. What is
// behind a pointer to const belongs to the object that it was got from and
// lives as long. What the caller hands in is copied, or not used any more, when
// the function returns. Handles may be freed in any order: an engine keeps the
// rules that it was made with.
//
// Threads. An engine, rules and a stop handle may be used by any number of
// threads at once; only to free them the others must be done. All else is for
// one thread at a time, or for many that only read it. Functions block until
// they are done. No state is kept per thread, so a verdict may be freed by
// another thread than the one that it was made on.
//
// Units. Sizes and offsets are bytes, lines and columns count from 1, times are
// nanoseconds since 1970, UTC. Paths and names are bytes in no particular
// encoding. What is 0 or 1 says so by its name or its comment.
#ifndef BEACHCOMB_BEACHCOMB_H_
#define BEACHCOMB_BEACHCOMB_H_

#include <stddef.h>
#include <stdint.h>

#include "beachcomb/c_verdict.h"
#include "beachcomb/export.h"

#ifdef __cplusplus
extern "C" {
#endif

// -- Version ------------------------------------------------------------------

// Of this header. https://semver.org
#define BEACHCOMB_VERSION_MAJOR 0
#define BEACHCOMB_VERSION_MINOR 1
#define BEACHCOMB_VERSION_PATCH 0
#define BEACHCOMB_VERSION_STRING "0.1.0"

// Of the library that runs, "1.2.3".
BEACHCOMB_API const char* beachcomb_version(void);

// -- Errors -------------------------------------------------------------------

enum beachcomb_status {
  BEACHCOMB_OK = 0,
  BEACHCOMB_ERROR_ARGUMENT = 1,  // the call was wrong
  BEACHCOMB_ERROR_INPUT = 2,     // a file that was named can't be used
  BEACHCOMB_ERROR_RULES = 3,     // no rule is left to scan with
  BEACHCOMB_ERROR_MEMORY = 4,    // there is no more
  BEACHCOMB_ERROR_INTERNAL = 5   // none of these; please report it
};

typedef struct beachcomb_error beachcomb_error;

// For people, in one line. Of NULL, which is also what there is when not even
// the error had room in memory: "".
BEACHCOMB_API const char* beachcomb_error_message(const beachcomb_error* error);
BEACHCOMB_API void beachcomb_error_free(beachcomb_error* error);

// -- Rules --------------------------------------------------------------------

// What rules are made from, and what is wrong with it.
typedef struct beachcomb_compiler beachcomb_compiler;

// A compiled set of rules, which never changes.
typedef struct beachcomb_rules beachcomb_rules;

// What is wrong with a rule. Belongs to the compiler, until the next
// beachcomb_compiler_build().
typedef struct beachcomb_problem {
  beachcomb_bytes path;
  beachcomb_bytes rule;  // empty outside of a rule
  beachcomb_bytes reason;
  int32_t line;
  int32_t column;    // 0 where it is not known
  int32_t is_error;  // 1: the rule was left out; 0: a warning
} beachcomb_problem;

BEACHCOMB_API int beachcomb_compiler_create(beachcomb_compiler** compiler,
                                            beachcomb_error** error);
BEACHCOMB_API void beachcomb_compiler_free(beachcomb_compiler* compiler);

// Adds a pack that is built in, such as "hafnium", or with NULL all of them.
BEACHCOMB_API int beachcomb_compiler_add_builtin(beachcomb_compiler* compiler,
                                                 const char* pack,
                                                 beachcomb_error** error);

// Adds a file, or each *.yar and *.yara below a folder. The pack of a file is
// its path below `path` without the extension.
BEACHCOMB_API int beachcomb_compiler_add_path(beachcomb_compiler* compiler,
                                              const char* path,
                                              beachcomb_error** error);

// Adds the source of rules; a byte 0 in it is an error. `path` is for messages
// and is where includes are looked up; NULL: the pack.
BEACHCOMB_API int beachcomb_compiler_add_text(beachcomb_compiler* compiler,
                                              const char* pack,
                                              const char* path,
                                              const char* text, size_t size,
                                              beachcomb_error** error);

// Define an external variable; the last definition of a name counts. Those that
// public rules expect are there: filename, filepath, extension, filetype,
// owner.
BEACHCOMB_API int beachcomb_compiler_define_text(beachcomb_compiler* compiler,
                                                 const char* name,
                                                 const char* value,
                                                 beachcomb_error** error);
BEACHCOMB_API int beachcomb_compiler_define_integer(
    beachcomb_compiler* compiler, const char* name, int64_t value,
    beachcomb_error** error);
BEACHCOMB_API int beachcomb_compiler_define_float(beachcomb_compiler* compiler,
                                                  const char* name,
                                                  double value,
                                                  beachcomb_error** error);
BEACHCOMB_API int beachcomb_compiler_define_boolean(
    beachcomb_compiler* compiler, const char* name, int value,
    beachcomb_error** error);

// Compiles what was added so far; may be called again, after adding more. A
// rule that does not compile is left out and is one of the problems;
// BEACHCOMB_ERROR_RULES when none is left.
BEACHCOMB_API int beachcomb_compiler_build(beachcomb_compiler* compiler,
                                           beachcomb_rules** rules,
                                           beachcomb_error** error);

// What the last build had to say, errors and warnings. Of NULL, and of an index
// that is too high: 0 and NULL.
BEACHCOMB_API size_t
beachcomb_compiler_problem_count(const beachcomb_compiler* compiler);
BEACHCOMB_API const beachcomb_problem* beachcomb_compiler_problem(
    const beachcomb_compiler* compiler, size_t index);

// How many rules there are; of NULL 0.
BEACHCOMB_API size_t beachcomb_rules_count(const beachcomb_rules* rules);
// SHA-256 of sources and variables, in lower-case hex; of NULL "".
BEACHCOMB_API const char* beachcomb_rules_fingerprint(
    const beachcomb_rules* rules);
BEACHCOMB_API void beachcomb_rules_free(beachcomb_rules* rules);

// -- Options ------------------------------------------------------------------

// How to scan. beachcomb_options_init() first, then change what should be
// otherwise. New members come at the end: `struct_size`, which is
// sizeof(beachcomb_options) where the caller was compiled, says which there
// are. Those that the caller does not have keep their defaults, those that the
// library does not know must be zero. In a comment the last number is the
// default; where there is none it is 0, and NULL.
typedef struct beachcomb_options {
  size_t struct_size;

  int32_t threads;       // of a scan of a tree, up to 1024; as processors: 0
  int32_t report_clean;  // 0 or 1: such a scan gives clean verdicts, too

  // What counts.
  int32_t min_score;   // findings below do not, 0 to 100; 40
  int32_t prefilter;   // 0 or 1, changes no answer, only the time; 1
  int32_t known_good;  // 0 or 1: what Exchange shipped has no finding
  // 0 or 1: server pages in folders of Exchange and IIS that Exchange did not
  // ship are findings. `beachcomb scan` sets both with the built-in packs.
  int32_t exchange_pages;
  const char* const* known_good_files;  // lists of more SHA-256
  size_t known_good_file_count;

  // Limits. Beyond one a file or layer is skipped or failed, never clean.
  uint64_t timeout_seconds;  // of one file, up to 86400, 0 is none; 60
  uint64_t max_file_bytes;   // larger ones are scanned in windows; 256 MiB

  // What is unwrapped from a file, and how much of it.
  int32_t unwrap;            // 0 or 1; 1
  uint32_t max_depth;        // layers in layers, 1 to 64; 16
  uint64_t max_layers;       // of one file, 1 to 2^32; 250,000
  uint64_t max_bytes;        // of all layers of one file; 4 GiB
  uint64_t max_layer_bytes;  // of one layer; of larger ones the start; 32 MiB
  uint64_t max_live_bytes;   // of the layers that a thread holds; 64 MiB
  uint64_t max_ratio;        // layers to file, 1 to 2^20; 250
  const char* const* passwords;  // tried on archives, besides "infected"
  size_t password_count;
} beachcomb_options;

// Sets the defaults in the first `struct_size` bytes,
// sizeof(beachcomb_options).
BEACHCOMB_API int beachcomb_options_init(beachcomb_options* options,
                                         size_t struct_size);

// -- Verdicts -----------------------------------------------------------------

// Their names in ndjson, "detected", "malicious", "permission-denied"; NULL of
// what is none of them.
BEACHCOMB_API const char* beachcomb_outcome_name(int outcome);
BEACHCOMB_API const char* beachcomb_level_name(int level);
BEACHCOMB_API const char* beachcomb_reason_name(int reason);

BEACHCOMB_API void beachcomb_verdict_free(beachcomb_verdict* verdict);

// The line that `beachcomb scan -f ndjson` writes, with its end, in `*text`, to
// be freed with beachcomb_text_free(), and its length in `*size`.
// docs/ndjson.md has its fields.
BEACHCOMB_API int beachcomb_verdict_ndjson(const beachcomb_verdict* verdict,
                                           char** text, size_t* size,
                                           beachcomb_error** error);
BEACHCOMB_API void beachcomb_text_free(char* text);

// -- Engine -------------------------------------------------------------------

// Scans with a set of rules, which may be exchanged meanwhile.
typedef struct beachcomb_engine beachcomb_engine;

// With it one thread asks scans in other threads to end early. It stays
// requested: each scan that is to be stopped on its own has its own.
typedef struct beachcomb_stop beachcomb_stop;

BEACHCOMB_API int beachcomb_stop_create(beachcomb_stop** stop,
                                        beachcomb_error** error);
// Does not wait. Not for signal handlers. Of NULL, nothing.
BEACHCOMB_API void beachcomb_stop_request(beachcomb_stop* stop);
BEACHCOMB_API void beachcomb_stop_free(beachcomb_stop* stop);

// `options` NULL: the defaults.
BEACHCOMB_API int beachcomb_engine_create(const beachcomb_rules* rules,
                                          const beachcomb_options* options,
                                          beachcomb_engine** engine,
                                          beachcomb_error** error);
// No scan may be running.
BEACHCOMB_API void beachcomb_engine_free(beachcomb_engine* engine);

// From the next scan on. Those that run keep the rules that they began with,
// which live until the last of them has ended.
BEACHCOMB_API int beachcomb_engine_set_rules(beachcomb_engine* engine,
                                             const beachcomb_rules* rules,
                                             beachcomb_error** error);
// Those of the next scan, as a handle of its own.
BEACHCOMB_API int beachcomb_engine_rules(const beachcomb_engine* engine,
                                         beachcomb_rules** rules,
                                         beachcomb_error** error);

// Counts since the engine was made. A scan counts once it has ended.
typedef struct beachcomb_stats {
  size_t struct_size;  // sizeof(beachcomb_stats), set by the caller
  uint64_t scans;      // verdicts, those on trees included: the next four
  uint64_t clean;
  uint64_t detected;
  uint64_t skipped;
  uint64_t failed;
  uint64_t bytes;   // of files and buffers
  uint64_t layers;  // that were unwrapped from them and scanned
  uint64_t rule_swaps;
  // Nanoseconds, sums over all threads.
  uint64_t read_time;
  uint64_t prefilter_time;
  uint64_t scan_time;    // in libyara
  uint64_t unwrap_time;  // without the scans of the layers
} beachcomb_stats;

// Fills in the members that both sides know and sets the others to zero.
BEACHCOMB_API int beachcomb_engine_stats(const beachcomb_engine* engine,
                                         beachcomb_stats* stats,
                                         beachcomb_error** error);

// What is known about bytes besides them: what rules see as filename, filepath,
// extension and owner. NULL is not known. There need not be such a file.
typedef struct beachcomb_facts {
  size_t struct_size;  // sizeof(beachcomb_facts)
  const char* path;
  const char* owner;
} beachcomb_facts;

// Scan bytes in memory, which must not change meanwhile; `bytes` may be NULL
// when `size` is 0, `facts` and `stop` may be NULL. A scan that was stopped has
// a verdict that failed for BEACHCOMB_REASON_INTERRUPTED, or what was found
// until then; so have those below.
BEACHCOMB_API int beachcomb_engine_scan_buffer(const beachcomb_engine* engine,
                                               const void* bytes, size_t size,
                                               const beachcomb_facts* facts,
                                               const beachcomb_stop* stop,
                                               beachcomb_verdict** verdict,
                                               beachcomb_error** error);

// Scans a file, following links. What can't be opened is a verdict, too.
BEACHCOMB_API int beachcomb_engine_scan_file(const beachcomb_engine* engine,
                                             const char* path,
                                             const beachcomb_stop* stop,
                                             beachcomb_verdict** verdict,
                                             beachcomb_error** error);

// Scans an open descriptor of a regular file from its start. It stays open, and
// its offset does not matter and does not change.
BEACHCOMB_API int beachcomb_engine_scan_descriptor(
    const beachcomb_engine* engine, int descriptor,
    const beachcomb_facts* facts, const beachcomb_stop* stop,
    beachcomb_verdict** verdict, beachcomb_error** error);

// Which file it is, under whatever name: st_dev and st_ino of fstat().
typedef struct beachcomb_file_identity {
  uint64_t device;
  uint64_t inode;
} beachcomb_file_identity;

// Where to walk. What is not set is zero.
typedef struct beachcomb_walk {
  size_t struct_size;        // sizeof(beachcomb_walk)
  const char* const* roots;  // files and folders; a link is followed
  size_t root_count;
  // A file with more of them, one a line; "-" is standard input, NULL none.
  const char* files_from;
  // Globs; docs/c-api.md has their form. An excluded folder is not entered.
  // With includes, only files that match one are scanned.
  const char* const* include;
  size_t include_count;
  const char* const* exclude;
  size_t exclude_count;
  int32_t nul_separated;     // 0 or 1: `files_from` has NUL for its line ends
  int32_t follow_symlinks;   // 0 or 1
  int32_t one_file_system;   // 0 or 1
  int32_t all_file_systems;  // 0 or 1: enter /proc and network mounts, too
  // What the caller writes to meanwhile is skipped as excluded: results hold
  // what rules look for.
  const beachcomb_file_identity* outputs;
  size_t output_count;
} beachcomb_walk;

// Gets the verdicts of a tree: one call at a time, from any thread. The verdict
// is valid until it returns. Other than 0 ends the scan: no call follows. It
// must return: no longjmp. It may scan with any engine, this one too, but must
// not free it.
typedef int (*beachcomb_on_verdict)(void* context,
                                    const beachcomb_verdict* verdict);

// Scans what `walk` names and gives each verdict to `on_verdict`, which is
// called with `context`; clean ones only with `report_clean`. To stop it is no
// error: `complete` is 0 then. `stop` may be NULL, and so may `summary`, when
// it is not wanted.
BEACHCOMB_API int beachcomb_engine_scan_tree(
    const beachcomb_engine* engine, const beachcomb_walk* walk,
    beachcomb_on_verdict on_verdict, void* context, const beachcomb_stop* stop,
    beachcomb_summary** summary, beachcomb_error** error);

BEACHCOMB_API void beachcomb_summary_free(beachcomb_summary* summary);
// The last line of `beachcomb scan -f ndjson`; as beachcomb_verdict_ndjson().
BEACHCOMB_API int beachcomb_summary_ndjson(const beachcomb_summary* summary,
                                           char** text, size_t* size,
                                           beachcomb_error** error);

#ifdef __cplusplus
}
#endif

#endif  // BEACHCOMB_BEACHCOMB_H_
