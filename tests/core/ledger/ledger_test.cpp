#include "core/ledger/ledger.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "tests/core/support/batch.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

NewEntry of(std::int64_t minor) {
  return {.amount_minor = minor, .kind = minor < 0 ? Kind::fee : Kind::sale, .label = 1};
}

Ledger with_settlement(const std::string& id) {
  Ledger ledger(testing::currency("USD"));
  ledger.begin_source(
      {.settlement = Settlement{.id = id, .start = {0}, .end = {1}, .deposit = {2}}});
  return ledger;
}

TEST_CASE(
    "an entry that would overflow what was charged or credited is refused and leaves no trace") {
  Ledger ledger = with_settlement("s");
  REQUIRE(ledger.append(of(kMost)));
  CHECK(testing::refused(ledger.append(of(1))) == Error::overflow);
  CHECK(ledger.size() == 1);
  CHECK(ledger.balance_minor() == kMost);
  REQUIRE(ledger.append(of(-kMost)));
  CHECK(testing::refused(ledger.append(of(-1))) == Error::overflow);
  CHECK(ledger.balance_minor() == 0);
}

TEST_CASE("the smallest int64 is no amount: its opposite does not exist") {
  Ledger ledger = with_settlement("s");
  CHECK(testing::refused(ledger.append(of(std::numeric_limits<std::int64_t>::min()))) ==
        Error::overflow);
}

TEST_CASE("a settlement's entries are named by its id and their row") {
  Ledger ledger = with_settlement("238/74");
  EntryBatch rows = testing::settlement("238/74", 0, 9, {{"", 7, Kind::fee, -1}, {"", 5}, {"", 6}});
  REQUIRE(ledger.append_rows(std::move(rows), std::vector<std::uint32_t>{1, 2, 0}));
  CHECK(ledger.id(0) == "238/74/2");
  CHECK(ledger.find("238/74/1") == 2u);
  CHECK(ledger.find("238/74/2") == 0u);
  CHECK(ledger.find("238/74/3") == 1u);
  for (const char* id :
       {"238/74/4", "238/74/01", "238/74/", "238/74", "/1", "", "9/1", "238/74/1x"}) {
    CHECK_FALSE(ledger.find(id).has_value());
  }
}

TEST_CASE("rows that are appended are held once, and rows that are refused stay as they were") {
  Ledger ledger = with_settlement("s");
  REQUIRE(ledger.append(of(kMost)));
  const std::vector<std::uint32_t> order = {0, 1};
  EntryBatch rows = testing::settlement("s", 0, 9, {{"", 5, Kind::sale, 1}, {"", 6}});
  CHECK(testing::refused(ledger.append_rows(std::move(rows), order)) == Error::overflow);
  CHECK(rows.size() == 2);
  CHECK(ledger.size() == 1);
  rows.amount_minor[0] = -1;
  REQUIRE(ledger.append_rows(std::move(rows), order));
  CHECK(ledger.size() == 3);
  CHECK(rows.at.capacity() == 0);
  CHECK(rows.amount_minor.capacity() == 0);
  CHECK(rows.sku.capacity() == 0);
}

TEST_CASE("what the ledger derives is named by its settlement") {
  Ledger ledger = with_settlement("s");
  NewEntry entry = of(-7);
  entry.kind = Kind::disbursement;
  entry.derived = Derived::disbursement;
  REQUIRE(ledger.append(entry));
  CHECK(ledger.id(0) == "s/disbursement");
  CHECK(ledger.find("s/disbursement") == 0u);
  CHECK(ledger.sources().back().rows == 0);
}

TEST_CASE("the balance before any entry is that of adding up, also past the kept sums") {
  Ledger ledger = with_settlement("s");
  std::int64_t balance = 0;
  std::vector<std::int64_t> before;
  for (std::int64_t i = 0; i < 1000; ++i) {
    before.push_back(balance);
    const std::int64_t minor = i % 7 - 3;
    REQUIRE(ledger.append(of(minor)));
    balance += minor;
  }
  for (Sequence i = 0; i < 1000; ++i) CHECK(ledger.balance_before(i) == before[i]);
  CHECK(ledger.balance_before(1000) == balance);
}

}  // namespace
}  // namespace repay
