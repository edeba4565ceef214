#include "core/ledger/instant_sums.h"

#include <doctest/doctest.h>

#include <map>

#include "tests/core/support/random.h"

namespace repay {
namespace {

TEST_CASE("sums from any instant on are those of adding up") {
  for (const std::int64_t span : {5, 400, 1'000'000}) {
    testing::Random random(static_cast<std::uint64_t>(span));
    InstantSums sums;
    std::map<std::int64_t, std::int64_t> plain;
    for (int i = 0; i < 4000; ++i) {
      const std::int64_t at = random.between(-span, span);
      const std::int64_t minor = random.between(-50, 50);
      sums.add({at}, minor);
      plain[at] += minor;
      if (i % 16 != 0) continue;
      const std::int64_t from = random.between(-span - 1, span + 1);
      std::int64_t expected = 0;
      for (auto later = plain.lower_bound(from); later != plain.end(); ++later)
        expected += later->second;
      REQUIRE(sums.sum_from({from}) == expected);
    }
  }
}

TEST_CASE("a sum over a million instants looks at a few thousand places") {
  InstantSums sums;
  for (std::int64_t at = 0; at < 1'000'000; ++at) sums.add({at * 7 % 1'000'003}, 1);
  const std::uint64_t before = sums.visited();
  CHECK(sums.sum_from({0}) == 1'000'000);
  CHECK(sums.sum_from({500'000}) > 400'000);
  CHECK(sums.visited() - before <= 2 * (4'000 + 512));
}

}  // namespace
}  // namespace repay
