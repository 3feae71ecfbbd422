// SPDX-License-Identifier: Apache-2.0
#include "owner_report/folders.h"

#include <algorithm>
#include <map>
#include <queue>

namespace beachcomb::owner_report {
namespace {

constexpr std::size_t kMostRows = 26;
constexpr std::size_t kMostChildren = 12;
// What lies deeper is counted here: a path has room for 2,000 folders.
constexpr int kMostDepth = 64;

struct Node {
  std::string path;
  std::map<std::string, std::size_t, std::less<>> children{};
  LevelCounts counts{};  // in it and below
  std::uint64_t own = 0;
  bool unfolded = false;
};

class Tree {
 public:
  explicit Tree(const std::vector<std::pair<std::string, Level>>& files) {
    nodes_.emplace_back();
    for (const auto& [path, level] : files) add(folder_of(path), level);
    unfold();
  }

  std::vector<FolderRow> rows() const {
    std::vector<FolderRow> rows;
    if (sum(nodes_[0].counts) != 0) {
      append(single(0), "", 0, &rows);
    }
    return rows;
  }

 private:
  void add(std::string_view folder, Level level) {
    std::size_t at = 0;
    const auto count = [&] {
      ++nodes_[at].counts[static_cast<std::size_t>(level)];
    };
    count();
    std::size_t begin = 0;
    for (int depth = 0; begin < folder.size() && depth < kMostDepth; ++depth) {
      const std::size_t slash = folder.find('/', begin);
      const std::size_t end = slash == folder.npos ? folder.size() : slash + 1;
      const std::string_view name = folder.substr(begin, end - begin);
      const auto found = nodes_[at].children.find(name);
      if (found != nodes_[at].children.end()) {
        at = found->second;
      } else {
        nodes_[at].children.emplace(name, nodes_.size());
        at = nodes_.size();
        nodes_.push_back({.path = std::string(folder.substr(0, end))});
      }
      count();
      begin = end;
    }
    ++nodes_[at].own;
  }

  // A folder with nothing but one folder in it is shown as one with that.
  std::size_t single(std::size_t at) const {
    while (nodes_[at].own == 0 && nodes_[at].children.size() == 1) {
      at = nodes_[at].children.begin()->second;
    }
    return at;
  }

  // The children of a folder, those with the most files first.
  std::vector<std::size_t> children(std::size_t at) const {
    std::vector<std::size_t> all;
    for (const auto& [name, child] : nodes_[at].children) all.push_back(child);
    std::stable_sort(all.begin(), all.end(),
                     [this](std::size_t a, std::size_t b) {
                       return sum(nodes_[a].counts) > sum(nodes_[b].counts);
                     });
    return all;
  }

  void unfold() {
    using Entry = std::pair<std::uint64_t, std::size_t>;
    std::priority_queue<Entry> largest;
    largest.emplace(sum(nodes_[0].counts), single(0));
    std::size_t rows = 1;
    while (!largest.empty()) {
      Node& node = nodes_[largest.top().second];
      const std::vector<std::size_t> below = children(largest.top().second);
      largest.pop();
      const std::size_t shown = std::min(below.size(), kMostChildren);
      const std::size_t more = shown + (below.size() > shown ? 1 : 0);
      if (more == 0 || rows + more > kMostRows) continue;
      rows += more;
      node.unfolded = true;
      for (std::size_t i = 0; i < shown; ++i) {
        const std::size_t child = single(below[i]);
        largest.emplace(sum(nodes_[child].counts), child);
      }
    }
  }

  std::uint64_t folders_below(std::size_t at) const {
    std::uint64_t count = 0;
    std::vector<std::size_t> open = {at};
    while (!open.empty()) {
      const Node& node = nodes_[open.back()];
      open.pop_back();
      count += node.own != 0 ? 1 : 0;
      for (const auto& [name, child] : node.children) open.push_back(child);
    }
    return count;
  }

  void append(std::size_t at, std::string_view above, std::size_t depth,
              std::vector<FolderRow>* rows) const {
    const Node& node = nodes_[at];
    FolderRow row{.label = node.path.substr(above.size()),
                  .path = node.path,
                  .depth = depth,
                  .counts = node.counts};
    if (row.label.empty()) row.label = node.path.empty() ? "./" : "/";
    if (!node.unfolded && !node.children.empty()) {
      row.hidden = folders_below(at);
    }
    rows->push_back(std::move(row));
    if (!node.unfolded) return;
    const std::vector<std::size_t> below = children(at);
    FolderRow rest{.label = "", .path = node.path, .depth = depth + 1};
    for (std::size_t i = 0; i < below.size(); ++i) {
      if (i < kMostChildren) {
        append(single(below[i]), node.path, depth + 1, rows);
        continue;
      }
      for (std::size_t level = 0; level < rest.counts.size(); ++level) {
        rest.counts[level] += nodes_[below[i]].counts[level];
      }
      rest.hidden += folders_below(below[i]);
    }
    if (rest.hidden != 0) rows->push_back(std::move(rest));
  }

  std::vector<Node> nodes_;
};

}  // namespace

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash + 1);
}

std::vector<FolderRow> folder_map(
    const std::vector<std::pair<std::string, Level>>& files) {
  return Tree(files).rows();
}

}  // namespace beachcomb::owner_report
