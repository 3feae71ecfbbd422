// SPDX-License-Identifier: Apache-2.0
//
// The pictures of the notice to the owner, before they are drawn.
#include <limits>

#include "catch.h"
#include "owner_report/folders.h"
#include "owner_report/times.h"

namespace beachcomb::owner_report {
namespace {

constexpr std::int64_t kHour = 3'600'000'000'000;
// 2021-03-02 10:11:12
constexpr std::int64_t kTime = 1'614'679'872'000'000'000;

TEST_CASE("Bars of the time chart are as long as they need to be") {
  using Times = std::vector<std::pair<std::int64_t, Level>>;
  const auto bad = Level::malicious;
  CHECK(time_chart({}, 3).undated == 3);
  TimeChart chart = time_chart(Times{{kTime, bad}}, 0);
  REQUIRE(chart.bins.size() == 1);
  CHECK(chart.unit == "hour");
  CHECK(chart.bins[0].label == "2021-03-02 10:00");
  chart = time_chart(Times{{kTime, bad}, {kTime + 49 * kHour, bad}}, 0);
  CHECK(chart.unit == "hour");
  CHECK(chart.bins.size() == 50);
  chart = time_chart(Times{{kTime, bad}, {kTime + 30 * 24 * kHour, bad}}, 0);
  CHECK(chart.unit == "day");
  CHECK(chart.bins.size() == 31);
  chart = time_chart(Times{{kTime, bad}, {kTime + 300 * 24 * kHour, bad}}, 0);
  CHECK(chart.unit == "week");
  CHECK(chart.bins[0].label == "week of 2021-03-01");
  chart = time_chart(Times{{0, bad}, {kTime, bad}}, 0);
  CHECK(chart.unit == "year");
  CHECK(chart.bins.size() == 52);
  // Whatever time an attacker gives a file.
  constexpr auto kFirst = std::numeric_limits<std::int64_t>::min();
  constexpr auto kLast = std::numeric_limits<std::int64_t>::max();
  chart = time_chart(Times{{kFirst, bad}, {kLast, bad}, {-1, bad}}, 0);
  CHECK(chart.bins.size() <= 62);
  std::uint64_t all = 0;
  for (const TimeBin& bin : chart.bins) all += sum(bin.counts);
  CHECK(all == 3);
}

TEST_CASE("The map of folders folds what is long, deep or wide") {
  const auto bad = Level::malicious;
  auto rows = folder_map({{"/srv/www/a/x.php", bad},
                          {"/srv/www/a/y.php", bad},
                          {"/srv/www/b/c/d/z.php", bad}});
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].label == "/srv/www/");
  CHECK(sum(rows[0].counts) == 3);
  CHECK(rows[1].label == "a/");
  CHECK(rows[2].label == "b/c/d/");
  CHECK(rows[2].depth == 1);
  CHECK(folder_map({}).empty());
  CHECK(folder_map({{"x.php", bad}})[0].label == "./");
  std::vector<std::pair<std::string, Level>> wide;
  std::string deep = "/";
  for (int i = 0; i < 1000; ++i) {
    wide.emplace_back("/home/u" + std::to_string(i) + "/www/x.php", bad);
    deep += "d/";
  }
  wide.emplace_back(deep + "x.php", bad);
  rows = folder_map(wide);
  CHECK(rows.size() <= 26);
  std::uint64_t folders = 0;
  for (const FolderRow& row : rows) folders += row.hidden;
  CHECK(folders > 900);
  CHECK(sum(rows[0].counts) == 1001);
}

}  // namespace
}  // namespace beachcomb::owner_report
