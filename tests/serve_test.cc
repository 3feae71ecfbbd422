// SPDX-License-Identifier: Apache-2.0
//
// serve() for those who embed it: what its output says, and that nothing leaves
// it. What is answered is the matter of requests_test.py.
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "beachcomb/requests.h"
#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

using test::TempFolder;

class CollectOutput : public Output {
 public:
  explicit CollectOutput(std::function<bool()> answer)
      : answer_(std::move(answer)) {}
  bool write(std::string_view text) override {
    lines.emplace_back(text);
    return answer_();
  }
  std::vector<std::string> lines;

 private:
  std::function<bool()> answer_;
};

Served serve_many(Output& output) {
  const TempFolder folder;
  std::string requests;
  for (int i = 0; i < 300; ++i) {
    requests += "{\"id\":" + std::to_string(i) + ",\"content\":\"\"}\n";
  }
  const std::string path = folder.write("requests", requests);
  const int input = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(input >= 0);
  const Engine engine(test::rules_of("rule Never { condition: false }"));
  const Served served = serve(engine, input, output, {.threads = 2});
  ::close(input);
  return served;
}

// While it takes its time, the other thread waits with an answer.
void take_time() { std::this_thread::sleep_for(std::chrono::milliseconds(50)); }

TEST_CASE("each request is answered, and the summary comes last") {
  CollectOutput output([] { return true; });
  const Served served = serve_many(output);
  CHECK(served.scans.ledger.files() == 300);
  CHECK(served.errors == 0);
  CHECK(served.scans.complete);
  REQUIRE(output.lines.size() == 301);
  CHECK(output.lines.back().starts_with("{\"type\":\"summary\""));
}

TEST_CASE("an output that takes no more is not asked again") {
  SECTION("by its answer") {
    CollectOutput output([] {
      take_time();
      return false;
    });
    const Served served = serve_many(output);
    CHECK(output.lines.size() == 1);
    CHECK(served.scans.ledger.files() == 0);
    CHECK_FALSE(served.scans.complete);
    CHECK(served.scans.detail.empty());
  }
  SECTION("by an exception") {
    CollectOutput output([]() -> bool {
      take_time();
      throw std::runtime_error("no more");
    });
    const Served served = serve_many(output);
    CHECK(output.lines.size() == 1);
    CHECK_FALSE(served.scans.complete);
    CHECK(served.scans.detail == "no more");
  }
}

}  // namespace
}  // namespace beachcomb
