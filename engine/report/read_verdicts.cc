// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <string>

#include "beachcomb/report.h"
#include "json/fields.h"
#include "json/verdict.h"

namespace beachcomb {

Result<std::vector<Verdict>> read_verdicts(const std::string& path) {
  std::ifstream file(path == "-" ? "/dev/stdin" : path, std::ios::binary);
  if (!file) return Error{path + ": can't be opened"};
  std::vector<Verdict> verdicts;
  bool has_summary = false;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    const json::Json record = json::Json::parse(line, nullptr, false);
    const std::string where = path + ":" + std::to_string(number) + ": ";
    if (!record.is_object()) return Error{where + "is no JSON object"};
    const std::string type = json::text_at(record, "type");
    has_summary = has_summary || type == "summary";
    if (type != "verdict") continue;
    auto verdict = json::verdict_from(record);
    if (!verdict) return Error{where + verdict.error().message};
    verdicts.push_back(std::move(*verdict));
  }
  // The last line of every scan that came to its end.
  if (!has_summary) {
    return Error{path +
                 ": has no summary: not the whole output of "
                 "`beachcomb scan -f ndjson`"};
  }
  return verdicts;
}

}  // namespace beachcomb
