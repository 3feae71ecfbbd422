// SPDX-License-Identifier: Apache-2.0
//
// The strings of a file that is wrapped in base64 are those of its wrapping:
// they tell nothing of the next one, whose base64 is another. So a file of
// which little is readable is left for the layer in it of which most is, as
// long as that is more.
#include "draft_samples.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

#include "beachcomb/pipeline.h"
#include "beachcomb/scanner.h"
#include "drafting/pieces.h"
#include "unwrap/layers.h"

namespace beachcomb::drafting {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostBytes = 16u << 20;  // of a file
// A text with so many pieces speaks for itself.
constexpr std::size_t kEnough = 5;
constexpr std::size_t kMostLayers = 1000;

Result<std::string> read(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return Error{path + ": is no regular file"};
  }
  if (fs::file_size(path, error) > kMostBytes || error) {
    return Error{path + ": is too large for a draft"};
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file),
                    std::istreambuf_iterator<char>()};
  if (!file.good() && !file.eof()) return Error{path + ": cannot be read"};
  return bytes;
}

struct Candidate {
  std::string text;
  std::size_t pieces = 0;
};

void choose_text(Sample* sample) {
  std::map<std::uint32_t, Candidate> layers;
  std::uint32_t chosen = 0;
  layers[0] = {sample->bytes, pieces_of(sample->bytes).size()};
  if (layers[0].pieces < kEnough) {
    const Result<RuleSet> none = RuleSet::none();
    if (!none) return;
    const ScanOptions options;
    const FileFacts facts{sample->path, ""};
    unwrap::LayerScan scan(options.unwrap);
    unwrap::Job job{facts, 0, unwrap::Clock::now() + options.timeout, {}};
    job.visit = [&](std::uint32_t id, Bytes bytes, const FileFacts&) {
      if (id >= kMostLayers || bytes.size() > kMostBytes) return;
      std::string text(reinterpret_cast<const char*>(bytes.data()),
                       bytes.size());
      const std::size_t pieces = pieces_of(text).size();
      layers[id] = {std::move(text), pieces};
    };
    Verdict verdict;
    verdict.path = sample->path;
    Scanner nothing(*none);
    scan.scan(std::as_bytes(std::span(sample->bytes)), job, nothing, &verdict);
    for (const auto& [id, layer] : layers) {
      const bool speaks = layers[chosen].pieces >= kEnough;
      if (!speaks && layer.pieces > layers[chosen].pieces) chosen = id;
    }
    if (chosen != 0) {
      sample->chain = sample->path + " > " + verdict.chain(chosen);
    }
  }
  sample->text = std::move(layers[chosen].text);
}

}  // namespace

Result<std::vector<Sample>> read_samples(
    const std::vector<std::string>& paths) {
  std::vector<Sample> samples;
  for (const std::string& path : paths) {
    auto bytes = read(path);
    if (!bytes) return bytes.error();
    Sample& sample = samples.emplace_back();
    sample.path = path;
    sample.bytes = std::move(*bytes);
    choose_text(&sample);
  }
  return samples;
}

}  // namespace beachcomb::drafting
