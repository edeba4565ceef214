// The engine against DOMAIN.md written a second time (model.h): random histories, on all of whose
// answers the two must agree. One on which they do not is shrunk before it is shown, and ends as
// lines for tests/scenarios.

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "tests/core/repayment/history.h"
#include "tests/core/support/random.h"
#include "tests/core/support/shrink.h"
#include "tests/scenarios/play.h"

#ifndef __EMSCRIPTEN__
#include <csetjmp>
#include <csignal>
#endif

namespace repay {
namespace {

using testing::Event;
using testing::History;
using testing::Random;

#ifdef __EMSCRIPTEN__
std::optional<std::string> outcome(const History& history) { return testing::difference(history); }
#else
sigjmp_buf before_abort;

[[gnu::noinline]] void compare(const History& history, std::optional<std::string>& found) {
  found = testing::difference(history);
}

// Whether no `check` failed on the way. What is jumped back to has no variable of its own.
[[gnu::noinline]] bool compares(const History& history, std::optional<std::string>& found) {
  if (sigsetjmp(before_abort, 1) != 0) return false;
  compare(history, found);
  return true;
}

// A `check` that does not hold is a difference, too.
std::optional<std::string> outcome(const History& history) {
  const auto usual = std::signal(SIGABRT, [](int) { siglongjmp(before_abort, 1); });
  std::optional<std::string> found;
  if (!compares(history, found)) found = "a check failed";
  std::signal(SIGABRT, usual);
  return found;
}
#endif

void require_agreement(const History& history, std::uint64_t seed) {
  if (!outcome(history)) return;
  const History least = testing::shrink(
      history, [](const History& part) { return outcome(part).has_value(); }, testing::simpler);
  FAIL(std::to_string(least.size())
       << " events are enough: " << *outcome(least) << "\n\n"
       << testing::scenario_of(least, "found by seed " + std::to_string(seed)));
}

TEST_CASE("random histories: the engine says what the plain model says") {
  const std::uint64_t first = testing::first_seed();
  const std::uint64_t end = first + testing::seeds(3000);
  for (std::uint64_t seed = first; seed < end; ++seed) {
    Random random(seed);
    require_agreement(testing::some_history(random, random.between(2, 16)), seed);
  }
}

TEST_CASE("a history longer than a leaf of the index: the engine says what the plain model says") {
  Random random(7);
  History history = testing::some_history(random, 1300);
  for (std::size_t i = 0; i < history.size(); ++i) history[i].look = i % 200 == 0;
  require_agreement(history, 7);
}

TEST_CASE("what the oracle would print of a history is a scenario that holds") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    History history = testing::some_history(random, 12);
    // A file would have to be put beside it.
    std::erase_if(history,
                  [](const Event& event) { return event.what == Event::What::settlement; });
    const std::string text = testing::scenario_of(history, "of seed " + std::to_string(seed));
    CAPTURE(text);
    const scenarios::Table table = scenarios::read_table("oracle", text);
    REQUIRE(table.problems.empty());
    REQUIRE(scenarios::play(table.scenarios.at(0)).value_or("") == "");
  }
}

TEST_CASE("a list is shrunk to what is needed, each element as simple as can be") {
  const auto needs_7_then_3 = [](const std::vector<int>& list) {
    const auto seven = std::ranges::find_if(list, [](int i) { return i >= 7; });
    return std::find(seven, list.end(), 3) != list.end();
  };
  const auto one_less = [](int i) { return i > 0 ? std::vector<int>{i - 1} : std::vector<int>{}; };
  CHECK(testing::shrink<int>({1, 9, 2, 12, 5, 3, 3, 8}, needs_7_then_3, one_less) ==
        std::vector<int>{7, 3});
}

}  // namespace
}  // namespace repay
