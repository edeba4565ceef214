#include "core/repayment/plan.h"

#include <doctest/doctest.h>

#include "core/repayment/preview.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::Random;
using testing::refused;

constexpr std::array kRules = {AllocationRule::oldest_first, AllocationRule::due_date,
                               AllocationRule::kind_priority, AllocationRule::proportional};

/// DOMAIN.md 13's base.
Books base(RepaymentPolicy policy = {}) {
  Books books(testing::currency("USD"), std::move(policy));
  REQUIRE(books.post_account(testing::account({{"A", 1, Kind::fee, -3999},
                                               {"B", 5, Kind::fee, -1250},
                                               {"C", 9, Kind::subscription, -10000}})));
  return books;
}

PlanTerms weekly(std::int64_t minor) { return {minor, {2026, 12, 1}, PlanEvery::week}; }

TEST_CASE("50.00 each week: when is it cleared, which charges when") {
  const Books books = base();
  const Plan whole = plan(books, weekly(5000)).value();
  CHECK(whole.payments == 4);
  CHECK(whole.last_minor == 249);
  CHECK(whole.total_minor == 15249);
  CHECK(whole.cleared_on == CivilDate{2026, 12, 22});
  const auto payments = plan_payments(books, weekly(5000), 0, 10, 10);
  REQUIRE(payments.size() == 4);
  CHECK(payments[0].closes == 1);
  CHECK(payments[0].touches == 2);
  REQUIRE(payments[0].parts.size() == 2);
  CHECK(payments[0].parts[1].pays_minor == 1001);
  CHECK(payments[0].parts[1].open_after_minor == 249);
  CHECK(payments[1].on == CivilDate{2026, 12, 8});
  CHECK(payments[1].closes == 1);
  CHECK(payments[2].closes == 0);
  CHECK(payments[2].touches == 1);
  CHECK(payments[3].outstanding_after_minor == 0);
}

TEST_CASE("a month without the day is paid on its last") {
  const PlanTerms terms{1, {2027, 10, 31}, PlanEvery::month};
  CHECK(plan_day(terms, 1) == CivilDate{2027, 11, 30});
  CHECK(plan_day(terms, 2) == CivilDate{2027, 12, 31});
  CHECK(plan_day(terms, 4) == CivilDate{2028, 2, 29});
  CHECK(plan_day(terms, 16) == CivilDate{2029, 2, 28});
  CHECK(plan_day({1, {2026, 12, 25}, PlanEvery::two_weeks}, 1) == CivilDate{2027, 1, 8});
}

TEST_CASE("a plan is refused when it pays nothing, too little, or for too long") {
  const Books books = base({.minimum_minor = {{testing::currency("USD"), 500}}});
  CHECK(refused(plan(books, weekly(0))) == Error::amount_not_positive);
  CHECK(refused(plan(books, weekly(499))) == Error::below_minimum);
  CHECK(refused(plan(base(), weekly(1))) == Error::plan_too_long);
  CHECK(refused(plan(base(), {5000, {9999, 12, 30}, PlanEvery::week})) == Error::plan_too_long);
  CHECK(plan(base(), weekly(99999)).value().payments == 1);
  const Books nothing(testing::currency("USD"));
  CHECK_FALSE(plan(nothing, weekly(1)).value().cleared_on);
  CHECK(plan_payments(nothing, weekly(1), 0, 9, 9).empty());
}

TEST_CASE("a payment under way is taken to settle before the plan") {
  Books books = base();
  books.hold(5000);
  CHECK(plan(books, weekly(5000)).value().payments == 3);
  const auto payments = plan_payments(books, weekly(5000), 0, 1, 9);
  CHECK(payments[0].parts.at(0).charge == 1);
  CHECK(payments[0].parts.at(0).pays_minor == 249);
}

TEST_CASE("by every rule a plan is its payments made one after another, in any window") {
  for (const AllocationRule rule : kRules) {
    CAPTURE(name(rule));
    for (std::uint64_t seed = 1; seed <= testing::seeds(100); ++seed) {
      CAPTURE(seed);
      Random random(seed);
      Books books(testing::currency("USD"), {.rule = rule, .kind_priority = {Kind::refund}});
      for (std::int64_t i = random.between(1, 8); i > 0; --i) {
        const Kind kind = random.one_in(2) ? Kind::refund : Kind::fee;
        REQUIRE(books.post_account(testing::account(
            {{"C" + std::to_string(i), random.between(0, 9), kind, -random.between(1, 300)}})));
      }
      const PlanTerms terms = weekly(random.between(5, 300));
      const std::uint64_t count = plan(books, terms).value().payments;
      const auto all = plan_payments(books, terms, 0, count, 100);
      REQUIRE(all.size() == count);
      const std::uint64_t from = static_cast<std::uint64_t>(random.between(0, 3));
      const auto some = plan_payments(books, terms, from, 2, 100);
      for (std::size_t i = 0; i < some.size(); ++i) {
        REQUIRE(some[i].closes == all[from + i].closes);
        REQUIRE(some[i].touches == all[from + i].touches);
      }
      for (std::size_t i = 0; i < count; ++i) {
        const Preview shown = preview(books, all[i].amount_minor);
        const auto lines = preview_lines(books, all[i].amount_minor, 0, 100);
        REQUIRE(all[i].closes == shown.closes);
        REQUIRE(all[i].touches == shown.touches);
        REQUIRE(all[i].outstanding_after_minor == shown.outstanding_after_minor);
        REQUIRE(all[i].parts.size() == shown.touches);
        for (std::size_t part = 0; part < all[i].parts.size(); ++part) {
          REQUIRE(all[i].parts[part].charge == lines[part].charge);
          REQUIRE(all[i].parts[part].pays_minor == lines[part].pays_minor);
        }
        REQUIRE(books.post_account(
            testing::account({{"P" + std::to_string(i), 20, Kind::payment, all[i].amount_minor}})));
      }
      REQUIRE(books.outstanding_minor() == 0);
    }
  }
}

}  // namespace
}  // namespace repay
