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

}  // namespace repay
