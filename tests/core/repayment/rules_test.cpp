// The laws of each allocation rule, on random ledgers.

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "core/repayment/books.h"
#include "core/repayment/preview.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/random.h"

namespace repay {
namespace {

using testing::Line;
using testing::Random;

constexpr std::array kRules = {AllocationRule::oldest_first, AllocationRule::due_date,
                               AllocationRule::kind_priority, AllocationRule::proportional};

/// Random charges under a rule, with credits posted as the test says.
class Seller {
 public:
  Seller(AllocationRule rule, std::uint64_t seed)
      : books_(testing::currency("USD"),
               {.rule = rule, .kind_priority = {Kind::subscription, Kind::refund}}) {
    Random random(seed);
    constexpr std::array kKinds = {Kind::fee, Kind::subscription, Kind::refund, Kind::advertising};
    const std::int64_t count = random.between(1, 12);
    for (std::int64_t i = 0; i < count; ++i) {
      const Kind kind = kKinds[static_cast<std::size_t>(random.between(0, 3))];
      EntryBatch batch = testing::account(
          {Line{"C" + std::to_string(i), random.between(0, 9), kind, -random.between(1, 400)}});
      if (random.one_in(2)) batch.due.emplace(0, Instant{random.between(0, 20)});
      REQUIRE(books_.post_account(std::move(batch)));
    }
  }

  void post(const std::string& id, Kind kind, std::int64_t minor, const std::string& names = {}) {
    REQUIRE(books_.post_account(testing::account({Line{id, 30, kind, minor, names}})));
    check_invariants();
  }
  const Books& books() const { return books_; }
  std::int64_t owed() const { return books_.outstanding_minor(); }
  std::vector<std::int64_t> left() const {
    std::vector<std::int64_t> left;
    for (Sequence e = 0; e < books_.ledger().size(); ++e) {
      if (books_.allocations().is_charge(e)) left.push_back(books_.ledger().facts().left_minor[e]);
    }
    return left;
  }
  std::map<Sequence, std::int64_t> paid_by(std::string_view credit) const {
    std::map<Sequence, std::int64_t> paid;
    const Allocations& allocations = books_.allocations();
    for (std::size_t n = 0; n < allocations.credits(); ++n) {
      if (books_.ledger().id(allocations.nth_credit(n)) != credit) continue;
      for (const Allocation& fact : allocations.of_credit(books_.ledger(), n))
        paid[fact.charge] += fact.amount_minor;
    }
    return paid;
  }

 private:
  void check_invariants() const {
    const Allocations& allocations = books_.allocations();
    REQUIRE(owed() - allocations.waiting_minor() == -books_.balance_minor());
    REQUIRE((owed() == 0 || allocations.waiting_minor() == 0));
    std::int64_t open = 0;
    for (const PreviewLine& line : preview_lines(books_, 0, 0, 1000)) open += line.open_minor;
    REQUIRE(open == owed());
  }

  Books books_;
};

template <class Law>
void for_each_seller(std::uint64_t usual, Law law) {
  for (const AllocationRule rule : kRules) {
    CAPTURE(name(rule));
    for (std::uint64_t seed = 1; seed <= testing::seeds(usual); ++seed) {
      CAPTURE(seed);
      Random random(seed * 7919);
      law(rule, seed, random);
    }
  }
}

TEST_CASE("by every rule a preview says what a payment then does") {
  for_each_seller(300, [](AllocationRule rule, std::uint64_t seed, Random& random) {
    Seller seller(rule, seed);
    const std::int64_t amount = random.between(1, seller.owed());
    const Preview shown = preview(seller.books(), amount);
    const auto lines = preview_lines(seller.books(), amount, 0, 1000);
    REQUIRE(lines.size() == shown.open_charges);
    seller.post("P", Kind::payment, amount);
    const auto paid = seller.paid_by("P");
    REQUIRE(paid.size() == shown.touches);
    std::uint64_t closes = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      closes += lines[i].pays_minor == lines[i].open_minor;
      REQUIRE((lines[i].pays_minor > 0) == (i < shown.touches));
      if (i < shown.touches) REQUIRE(paid.at(lines[i].charge) == lines[i].pays_minor);
    }
    REQUIRE(closes == shown.closes);
    REQUIRE(seller.owed() == shown.outstanding_after_minor);
  });
}

TEST_CASE("by every rule paying everything closes everything, and more waits") {
  for_each_seller(100, [](AllocationRule rule, std::uint64_t seed, Random& random) {
    Seller seller(rule, seed);
    const std::int64_t more = random.between(0, 50);
    seller.post("P", Kind::payment, seller.owed() + more);
    REQUIRE(seller.owed() == 0);
    REQUIRE(seller.books().allocations().waiting_minor() == more);
    seller.post("R", Kind::reversal, -random.between(1, more + 1), "P");
  });
}

TEST_CASE("by every rule with an order, splitting a payment changes nothing") {
  for_each_seller(300, [](AllocationRule rule, std::uint64_t seed, Random& random) {
    if (rule == AllocationRule::proportional) return;
    Seller once(rule, seed);
    Seller twice(rule, seed);
    const std::int64_t amount = random.between(2, once.owed() + 2);
    const std::int64_t part = random.between(1, amount - 1);
    once.post("P", Kind::payment, amount);
    twice.post("P1", Kind::payment, part);
    twice.post("P2", Kind::payment, amount - part);
    REQUIRE(once.left() == twice.left());
  });
}

TEST_CASE("by every rule with an order, paying P and reversing R is paying P less R") {
  for_each_seller(300, [](AllocationRule rule, std::uint64_t seed, Random& random) {
    if (rule == AllocationRule::proportional) return;
    Seller reversed(rule, seed);
    Seller less(rule, seed);
    const std::int64_t amount = random.between(2, reversed.owed() + 2);
    const std::int64_t back = random.between(1, amount - 1);
    reversed.post("P", Kind::payment, amount);
    reversed.post("R", Kind::reversal, -back, "P");
    less.post("P", Kind::payment, amount - back);
    REQUIRE(reversed.left() == less.left());
    REQUIRE(reversed.paid_by("P") == less.paid_by("P"));
  });
}

TEST_CASE("proportionally each charge gets its share to within one minor unit") {
  for (std::uint64_t seed = 1; seed <= testing::seeds(500); ++seed) {
    Random random(seed);
    Seller seller(AllocationRule::proportional, seed);
    const std::int64_t all = seller.owed();
    const std::int64_t amount = random.between(1, all);
    const std::vector<OpenPart> open = open_parts(seller.books().ledger());
    seller.post("P", Kind::payment, amount);
    auto paid = seller.paid_by("P");
    std::int64_t sum = 0;
    for (const OpenPart& part : open) {
      const std::int64_t got = paid[part.charge];
      sum += got;
      REQUIRE(std::abs(got * all - amount * part.open_minor) < all);
      REQUIRE(got <= part.open_minor);
    }
    REQUIRE(sum == amount);
  }
}

TEST_CASE("a charge without a due date is due when it was incurred, and the date survives") {
  Books books(testing::currency("USD"), {.rule = AllocationRule::due_date});
  EntryBatch batch = testing::account({{"A", 10, Kind::fee, -5}, {"B", 20, Kind::fee, -5}});
  batch.due.emplace(1, Instant{5});
  REQUIRE(books.post_account(std::move(batch)));
  CHECK(books.ledger().due(0).ms == 10);
  CHECK(preview_lines(books, 0, 0, 9).front().charge == 1);
  const auto again = books.under(books.policy());
  REQUIRE(again);
  CHECK(again->ledger().due(1).ms == 5);
  CHECK(books.under({}).value().ledger().stated_due(1) == Instant{5});
}

TEST_CASE("a policy with a kind twice or a minimum of nothing is refused") {
  CHECK_FALSE(check_policy({.kind_priority = {Kind::fee, Kind::fee}}));
  CHECK_FALSE(check_policy({.minimum_minor = {{testing::currency("USD"), 0}}}));
  CHECK_FALSE(check_policy({.match_days = -1}));
  CHECK(check_policy({}));
  for (const AllocationRule rule : kRules) CHECK(allocation_rule_from_name(name(rule)) == rule);
  CHECK_FALSE(allocation_rule_from_name("newest_first"));
}

}  // namespace
}  // namespace repay
