#include "core/ledger/balances.h"

#include <doctest/doctest.h>

#include <limits>

namespace repay {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

Instant at(std::string_view text) { return *parse_instant(text); }

TEST_CASE("DD+N can be used from the local day N + 1 after delivery") {
  CHECK(usable_from(at("2026-01-04T00:00:00Z"), 7, {}) == at("2026-01-12"));
  CHECK(usable_from(at("2026-01-04T23:59:59Z"), 7, {}) == at("2026-01-12"));
  CHECK(usable_from(at("2026-01-04"), 14, {}) == at("2026-01-19"));
  CHECK(usable_from(at("2026-01-04"), 0, {}) == at("2026-01-05"));
  // In Toronto it is still the 3rd.
  CHECK(usable_from(at("2026-01-04T04:00:00Z"), 7, ZoneOffset{-300}) == at("2026-01-11T05:00:00Z"));
}

TEST_CASE("the day on which it can be used begins when the clocks show it") {
  // Berlin goes an hour ahead on March 29.
  const auto berlin = ZoneRules::from_changes(3600, {{at("2026-03-29T01:00:00Z"), 7200}});
  REQUIRE(berlin);
  CHECK(usable_from(at("2026-03-21T12:00:00Z"), 7, *berlin) == at("2026-03-28T23:00:00Z"));
  CHECK(usable_from(at("2026-03-22T12:00:00Z"), 7, *berlin) == at("2026-03-29T22:00:00Z"));
}

TEST_CASE("reserved is deferred and account-level reserve, total is available and reserved") {
  const auto balances =
      completed({.available_minor = 8000, .deferred_minor = 9000, .account_reserve_minor = -2000});
  REQUIRE(balances);
  CHECK(balances->reserved_minor == 7000);
  CHECK(balances->total_minor == 15000);
  CHECK(adds_up(*balances));
}

TEST_CASE("what is reported stays as given, and what does not follow stays absent") {
  const auto partial = completed({.available_minor = 8000, .deferred_minor = 9000});
  REQUIRE(partial);
  CHECK_FALSE(partial->reserved_minor.has_value());
  CHECK_FALSE(partial->total_minor.has_value());
  CHECK(adds_up(*partial));
  const auto given = completed({.available_minor = 1, .reserved_minor = 2, .total_minor = 4});
  REQUIRE(given);
  CHECK(given->total_minor == 4);
  CHECK_FALSE(adds_up(*given));
  CHECK_FALSE(adds_up({.deferred_minor = 1, .account_reserve_minor = 1, .reserved_minor = 3}));
}

TEST_CASE("reported balances beyond int64 are not added up") {
  const auto balances = completed({.deferred_minor = kMost, .account_reserve_minor = 1});
  REQUIRE_FALSE(balances);
  CHECK(balances.error() == Error::overflow);
  CHECK_FALSE(adds_up({.deferred_minor = kMost, .account_reserve_minor = 1}));
}

}  // namespace
}  // namespace repay
