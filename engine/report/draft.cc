// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/draft.h"

#include <nlohmann/json.hpp>

#include "beachcomb/report.h"

namespace beachcomb {

std::string as_json(const Draft& draft) {
  using Json = nlohmann::ordered_json;
  Json strings = Json::array();
  for (const DraftString& string : draft.strings) {
    strings.push_back({{"text", printable(string.text)},
                       {"wide", string.wide},
                       {"structure", string.structure},
                       {"clean_files", string.clean_files}});
  }
  Json hits = Json::array();
  for (const std::string& path : draft.clean_hits) {
    hits.push_back(printable(path));
  }
  Json layers = Json::array();
  for (const std::string& chain : draft.chains) {
    layers.push_back(printable(chain));
  }
  const Json all{{"source", draft.source},
                 {"strings", std::move(strings)},
                 {"layers", std::move(layers)},
                 {"clean_files", draft.clean_files},
                 {"clean_hit_count", draft.clean_hit_count},
                 {"clean_hits", std::move(hits)},
                 {"clean_complete", draft.clean_complete}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace beachcomb
