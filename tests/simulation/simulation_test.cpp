// Some stories of payments under faults, lived with the other tests; and that the simulator itself
// tells what it finds.

#include <doctest/doctest.h>

#include <string>

#include "tests/core/support/random.h"
#include "tests/simulation/simulate.h"

namespace repay::simulation {
namespace {

TEST_CASE("whatever fails, a payment is made once, and what a page says is true") {
  World world;
  const std::uint64_t stories = testing::seeds(1000);
  for (std::uint64_t seed = 0; seed < stories; ++seed) {
    const Violation violation = world.run(seed);
    if (violation == Violation::none) continue;
    FAIL("seed ", seed, "\n", shrink(seed, violation).story);
  }
  CHECK(world.coverage().paid > stories);  // or nothing was tried: there are 1.5 wishes a story
}

TEST_CASE("a story is the same each time it is lived, and without its faults it is another") {
  World world;
  std::string first;
  std::string second;
  std::string calm;
  world.run(7, nullptr, &first);
  const std::vector<Hit> faults = world.hits();
  REQUIRE_FALSE(faults.empty());
  World().run(7, &faults, &second);
  CHECK(first == second);
  const std::vector<Hit> none;
  CHECK(world.run(7, &none, &calm) == Violation::none);
  CHECK(world.hits().empty());
  CHECK(first != calm);
}

TEST_CASE("what no story meets is named") {
  Coverage coverage;
  const std::size_t all = never_met(coverage).size();
  coverage.faults[static_cast<std::size_t>(Fault::html)] = 1;
  CHECK(never_met(coverage).size() == all - 1);
  CHECK(table_of(coverage).find("1  fault html\n") != std::string::npos);
}

}  // namespace
}  // namespace repay::simulation
