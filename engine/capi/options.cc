// SPDX-License-Identifier: Apache-2.0
#include "capi/options.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "capi/sized.h"

namespace beachcomb::capi {
namespace {

// The sizes of the first versions. A member that is added must not come to
// stand in what was padding: none has any at its end.
constexpr std::size_t kFirstOptions = sizeof(beachcomb_options);
constexpr std::size_t kFirstWalk = offsetof(beachcomb_walk, outputs);
constexpr std::size_t kFirstFacts = sizeof(beachcomb_facts);
static_assert(offsetof(beachcomb_options, password_count) + sizeof(size_t) ==
              kFirstOptions);
static_assert(offsetof(beachcomb_walk, all_file_systems) + sizeof(int32_t) ==
              kFirstWalk);
static_assert(offsetof(beachcomb_facts, owner) + sizeof(char*) == kFirstFacts);

beachcomb_options defaults() {
  const ScanOptions options;
  beachcomb_options given = {};
  given.struct_size = sizeof given;
  given.min_score = options.min_score;
  given.prefilter = options.prefilter;
  given.timeout_seconds = static_cast<std::uint64_t>(options.timeout.count());
  given.max_file_bytes = options.max_file_bytes;
  given.unwrap = options.unwrap.enabled;
  given.max_depth = options.unwrap.depth;
  given.max_layers = options.unwrap.layers;
  given.max_bytes = options.unwrap.bytes;
  given.max_layer_bytes = options.unwrap.layer_bytes;
  given.max_live_bytes = options.unwrap.live_bytes;
  given.max_ratio = options.unwrap.ratio;
  return given;
}

// Reads the members one after the other and keeps what is wrong with the first
// that is.
class Reader {
 public:
  template <typename T>
  T number(const char* name, T value, T least, T most) {
    if (value < least || value > most) {
      fail(std::string(name) + " is " + std::to_string(value) +
           " and must be from " + std::to_string(least) + " to " +
           std::to_string(most));
    }
    return value;
  }

  bool flag(const char* name, std::int32_t value) {
    return number(name, value, 0, 1) != 0;
  }

  void add(const char* name, const char* const* texts, std::size_t count,
           std::vector<std::string>* list) {
    if (count == 0) return;
    if (texts == nullptr) return fail(std::string(name) + " is NULL");
    list->reserve(list->size() + count);
    for (std::size_t i = 0; i < count; ++i) {
      if (texts[i] == nullptr) {
        return fail(std::string(name) + " has a NULL in it");
      }
      list->emplace_back(texts[i]);
    }
  }

  void add(const char* name, const beachcomb_file_identity* files,
           std::size_t count, std::vector<FileIdentity>* list) {
    if (count == 0) return;
    if (files == nullptr) return fail(std::string(name) + " is NULL");
    for (std::size_t i = 0; i < count; ++i) {
      list->push_back({files[i].device, files[i].inode});
    }
  }

  void fail(std::string message) {
    if (answer.status != BEACHCOMB_OK) return;
    answer = {BEACHCOMB_ERROR_ARGUMENT, std::move(message)};
  }

  Answer answer;
};

// The ranges are those of the command line.
void read_unwrap(const beachcomb_options& given, Reader* reader,
                 UnwrapOptions* unwrap) {
  unwrap->enabled = reader->flag("unwrap", given.unwrap);
  unwrap->depth = reader->number("max_depth", given.max_depth, 1u, 64u);
  unwrap->layers = reader->number("max_layers", given.max_layers,
                                  std::uint64_t{1}, std::uint64_t{1} << 32);
  unwrap->bytes = given.max_bytes;
  unwrap->layer_bytes = given.max_layer_bytes;
  unwrap->live_bytes = given.max_live_bytes;
  unwrap->ratio = reader->number("max_ratio", given.max_ratio, std::uint64_t{1},
                                 std::uint64_t{1} << 20);
  reader->add("passwords", given.passwords, given.password_count,
              &unwrap->passwords);
}

Answer read_known_good(const beachcomb_options& given, Reader* reader,
                       KnownGood* known_good) {
  if (reader->flag("known_good", given.known_good)) known_good->add_builtin();
  std::vector<std::string> files;
  reader->add("known_good_files", given.known_good_files,
              given.known_good_file_count, &files);
  for (const std::string& file : files) {
    if (const auto added = known_good->add_file(file); !added) {
      return {BEACHCOMB_ERROR_INPUT, added.error().message};
    }
  }
  return {};
}

Answer bad_size(const char* name) {
  return {BEACHCOMB_ERROR_ARGUMENT,
          std::string(name) +
              " has a struct_size that can't be, or asks for "
              "what this version of beachcomb does not have"};
}

}  // namespace

Answer options_from(const beachcomb_options* given, ScanOptions* options) {
  if (given == nullptr) return {};
  beachcomb_options all = defaults();
  if (!take_sized(given, kFirstOptions, &all)) {
    return bad_size("beachcomb_options");
  }
  Reader reader;
  options->report_clean = reader.flag("report_clean", all.report_clean);
  options->threads = reader.number("threads", all.threads, 0, 1024);
  options->min_score = reader.number("min_score", all.min_score, 0, 100);
  options->prefilter = reader.flag("prefilter", all.prefilter);
  options->exchange_pages = reader.flag("exchange_pages", all.exchange_pages);
  options->timeout = std::chrono::seconds(
      reader.number("timeout_seconds", all.timeout_seconds, std::uint64_t{0},
                    std::uint64_t{86400}));
  options->max_file_bytes = all.max_file_bytes;
  read_unwrap(all, &reader, &options->unwrap);
  Answer answer = read_known_good(all, &reader, &options->known_good);
  return reader.answer.status != BEACHCOMB_OK ? reader.answer : answer;
}

Answer walk_from(const beachcomb_walk* given, WalkOptions* walk) {
  beachcomb_walk all = {};
  if (!take_sized(given, kFirstWalk, &all)) return bad_size("beachcomb_walk");
  Reader reader;
  reader.add("roots", all.roots, all.root_count, &walk->roots);
  if (all.files_from != nullptr) walk->files_from = all.files_from;
  reader.add("include", all.include, all.include_count, &walk->include);
  reader.add("exclude", all.exclude, all.exclude_count, &walk->exclude);
  walk->nul_separated = reader.flag("nul_separated", all.nul_separated);
  walk->follow_symlinks = reader.flag("follow_symlinks", all.follow_symlinks);
  walk->one_file_system = reader.flag("one_file_system", all.one_file_system);
  walk->all_file_systems =
      reader.flag("all_file_systems", all.all_file_systems);
  reader.add("outputs", all.outputs, all.output_count, &walk->outputs);
  return reader.answer;
}

Answer facts_from(const beachcomb_facts* given, FileFacts* facts) {
  if (given == nullptr) return {};
  beachcomb_facts all = {};
  if (!take_sized(given, kFirstFacts, &all)) {
    return bad_size("beachcomb_facts");
  }
  if (all.path != nullptr) facts->path = all.path;
  if (all.owner != nullptr) facts->owner = all.owner;
  return {};
}

}  // namespace beachcomb::capi

int beachcomb_options_init(beachcomb_options* options, size_t struct_size) {
  namespace capi = beachcomb::capi;
  return capi::call(nullptr, {{"options", options}}, [&]() -> capi::Answer {
    const bool done = capi::give_sized(capi::defaults(), struct_size,
                                       capi::kFirstOptions, options);
    return {done ? BEACHCOMB_OK : BEACHCOMB_ERROR_ARGUMENT};
  });
}
