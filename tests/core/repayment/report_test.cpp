#include "core/repayment/report.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/repayment/books.h"
#include "tests/core/support/batch.h"

namespace repay {
namespace {

using testing::Line;

EntryBatch report(const std::vector<Line>& lines) {
  EntryBatch batch = testing::account(lines);
  batch.skips_known = true;
  return batch;
}

std::vector<std::string> ids(const EntryBatch& batch) {
  std::vector<std::string> all;
  for (const TextRef id : batch.id) all.emplace_back(batch.texts.get(id));
  return all;
}

const std::vector<Line> kFirst = {{.id = "a", .at_ms = 1, .amount_minor = -5},
                                  {.id = "b", .at_ms = 2, .amount_minor = -7, .settlement = "S1"}};

}  // namespace

TEST_CASE("an overlapping report adds each entry once") {
  Books books(testing::currency("USD"));
  REQUIRE(books.post_account(report(kFirst)));
  EntryBatch next = report({kFirst[1], {.id = "c", .at_ms = 3, .amount_minor = -9}});
  CHECK(pass_over_known(next, books.ledger()) == 1);
  CHECK(ids(next) == std::vector<std::string>{"c"});
  REQUIRE(books.post_account(std::move(next)));
  CHECK(books.balance_minor() == -21);
  CHECK(books.batches()[1].skips_known);
}

TEST_CASE("a report passes over the entries of a settlement whose file is there") {
  Books books(testing::currency("USD"));
  REQUIRE(books.post_settlement(
      testing::settlement("S1", 0, 10, {{.id = "1", .at_ms = 2, .amount_minor = -7}})));
  EntryBatch next = report(kFirst);
  CHECK(pass_over_known(next, books.ledger()) == 1);
  CHECK(ids(next) == std::vector<std::string>{"a"});
}

TEST_CASE("a report's opening balance is passed over when its first entry is known") {
  Books books(testing::currency("USD"));
  REQUIRE(books.post_account(report(kFirst)));
  const Line opening = {
      .id = "b/opening", .at_ms = 2, .kind = Kind::carried_balance, .amount_minor = -5};
  EntryBatch overlaps = report({opening, kFirst[1]});
  CHECK(pass_over_known(overlaps, books.ledger()) == 2);
  EntryBatch goes_on = report({opening, {.id = "c", .at_ms = 3, .amount_minor = -9}});
  CHECK(pass_over_known(goes_on, books.ledger()) == 0);
}

TEST_CASE("a report begins with its earliest entry, wherever it stands") {
  CHECK(first_instant(report({{.id = "a", .at_ms = 5}, {.id = "b", .at_ms = 3}})).ms == 3);
}

TEST_CASE("deferred money can be used from the earliest instant any report says") {
  constexpr Instant kUnknownYet = kNotYetKnown;
  const auto deferred = [&](const std::vector<Instant>& said) {
    Books books(testing::currency("USD"));
    for (const Instant at : said) {
      EntryBatch next = report({{.id = "s", .at_ms = 1, .kind = Kind::sale, .amount_minor = 70}});
      if (at.ms > 0) next.available_at.emplace(0, at);
      books.take_releases(next);
      pass_over_known(next, books.ledger());
      REQUIRE(books.post_account(std::move(next)));
    }
    return books.ledger().stated_deferred_minor(Instant{100});
  };
  CHECK(deferred({Instant{200}}) == 70);
  CHECK(deferred({Instant{100}}) == 0);
  CHECK(deferred({kUnknownYet, Instant{200}}) == 70);
  CHECK(deferred({kUnknownYet, Instant{0}}) == 0);  // released
  CHECK(deferred({Instant{0}, kUnknownYet}) == 0);
  CHECK(deferred({Instant{100}, Instant{200}}) == 0);
}

TEST_CASE("what is left of a report keeps when it can be used") {
  Books books(testing::currency("USD"));
  REQUIRE(books.post_account(report(kFirst)));
  EntryBatch next = report({kFirst[0],
                            {.id = "c", .at_ms = 3, .kind = Kind::sale, .amount_minor = 9},
                            kFirst[1],
                            {.id = "d", .at_ms = 4, .kind = Kind::sale, .amount_minor = 8}});
  next.available_at = {{0, Instant{5}}, {1, Instant{6}}, {3, Instant{7}}};
  CHECK(pass_over_known(next, books.ledger()) == 2);
  CHECK(next.available_at == std::map<std::uint32_t, Instant>{{0, Instant{6}}, {1, Instant{7}}});
}

}  // namespace repay
