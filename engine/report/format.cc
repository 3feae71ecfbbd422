// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "beachcomb/report.h"
#include "beachcomb/rule_format.h"
#include "json/fields.h"

namespace beachcomb {

std::string as_json(const std::vector<FormattedFile>& files) {
  using json::Json;
  Json list = Json::array();
  for (const FormattedFile& file : files) {
    Json one{{"path", json::path_json(file.path)}, {"changed", file.changed}};
    if (!file.diff.empty()) one["diff"] = file.diff;
    if (!file.text.empty()) one["text"] = file.text;
    if (!file.error.empty()) one["error"] = printable(file.error);
    list.push_back(std::move(one));
  }
  const Json all{{"files", std::move(list)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace beachcomb
