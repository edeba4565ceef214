#include "core/repayment/books.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/ledger/statement.h"
#include "core/repayment/preview.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::account;
using testing::Line;
using testing::settlement;

Books books_of(const std::vector<EntryBatch>& batches) {
  Books books(testing::currency("USD"));
  for (const EntryBatch& batch : batches) {
    const auto posted = batch.settlement ? books.post_settlement(batch) : books.post_account(batch);
    REQUIRE(posted.has_value());
  }
  return books;
}

std::optional<Error> refusal(const std::vector<Line>& lines) {
  Books books(testing::currency("USD"));
  const auto posted = books.post_account(account(lines));
  if (posted) return std::nullopt;
  CHECK(posted.error().place.line == lines.size() + 1);
  CHECK(posted.error().place.field == "/entries/" + std::to_string(lines.size() - 1));
  return posted.error().error;
}

/// Up to `count` lines from `first` on, of what walk(first, use) goes through.
template <class Walk>
std::vector<StatementLine> lines(std::uint64_t first, std::size_t count, Walk walk) {
  std::vector<StatementLine> found;
  walk(first, [&](const StatementLine& line) {
    found.push_back(line);
    return found.size() < count;
  });
  return found;
}

std::vector<StatementLine> lines_between(const Ledger& ledger, Instant from, Instant to,
                                         std::uint64_t first, std::size_t count) {
  return lines(first, count,
               [&](std::uint64_t start, auto use) { walk_between(ledger, from, to, start, use); });
}

template <class Of>
std::vector<StatementLine> lines_of(const Ledger& ledger, const Of& of, std::uint64_t first,
                                    std::size_t count) {
  return lines(first, count,
               [&](std::uint64_t start, auto use) { walk_of(ledger, of, start, use); });
}

EntryBatch owing() { return settlement("1", 0, 100, {{"", 10, Kind::fee, -50}}); }

TEST_CASE("a carried row that goes on from the settlement before does not double the debt") {
  const Books books = books_of({owing(), settlement("2", 100, 200,
                                                    {{"", 100, Kind::carried_balance, -50},
                                                     {"", 101, Kind::card_charge, 50},
                                                     {"", 150, Kind::fee, -7}})});
  CHECK(books.balance_minor() == -7);
  CHECK(books.outstanding_minor() == 7);
  CHECK_FALSE(books.latest_settlement()->gap_before);
}

TEST_CASE(
    "a carried row without its settlement is one opening charge, incurred at the period's start") {
  const Books books = books_of({settlement(
      "2", 100, 200, {{"", 103, Kind::carried_balance, -50}, {"", 101, Kind::fee, -1}})});
  CHECK(books.outstanding_minor() == 51);
  const Preview all = preview(books, 0);
  CHECK(books.ledger().id(*all.oldest_open_after) == "2/1");
  CHECK(books.ledger().facts().at[*all.oldest_open_after] == Instant{100});
}

TEST_CASE("a gap is flagged, and the ledger starts again from the later carried row") {
  const Books books = books_of(
      {owing(), settlement("3", 300, 400,
                           {{"", 300, Kind::carried_balance, -20}, {"", 310, Kind::sale, 25}})});
  CHECK(books.latest_settlement()->gap_before);
  CHECK(books.balance_minor() == 5);
  CHECK(books.outstanding_minor() == 0);
  CHECK(books.ledger().find("3/superseded").has_value());
  CHECK(statement_of(books.ledger(), *books.latest_settlement()).opening_minor == 0);
}

TEST_CASE("earlier open charges close as superseded, unpaid, and take no later credit") {
  const Books books = books_of({owing(), settlement("3", 300, 400, {{"", 310, Kind::sale, 25}})});
  CHECK(books.allocations().credits() == 1);
  CHECK(books.allocations().of_credit(books.ledger(), 0).empty());
  CHECK(books.allocations().waiting_minor() == 25);
}

TEST_CASE(
    "a positive closing balance is disbursed at the close, and only the latest one is still to be "
    "drawn") {
  const EntryBatch first =
      settlement("1", 0, 100, {{"", 10, Kind::sale, 80}, {"", 105, Kind::reserve, -30}});
  CHECK(books_of({first}).balance_minor() == 50);
  CHECK(books_of({first}).scheduled_minor() == 50);
  const Books books =
      books_of({first, settlement("2", 100, 200,
                                  {{"", 100, Kind::reserve, 30}, {"", 101, Kind::fee, -40}})});
  CHECK(books.balance_minor() == -10);
  CHECK(books.ledger().total_of(Kind::disbursement) == -50);
  CHECK(books.reserved_minor() == 0);
  CHECK(books.scheduled_minor() == 0);
}

TEST_CASE("a closing balance that the next settlement carries was not paid out") {
  const Books books = books_of(
      {settlement("1", 0, 100, {{"", 10, Kind::sale, 3}}),
       settlement("2", 100, 200, {{"", 100, Kind::carried_balance, 3}, {"", 120, Kind::sale, 9}})});
  CHECK(books.ledger().total_of(Kind::disbursement) == 0);
  CHECK(books.balance_minor() == 12);
  CHECK_FALSE(books.latest_settlement()->gap_before);
}

TEST_CASE("a previous reserve whose current one was never seen does not make reserved negative") {
  const Books books = books_of(
      {settlement("1", 0, 100, {{"", 1, Kind::reserve, 183}, {"", 107, Kind::reserve, -182}})});
  CHECK(books.reserved_minor() == 182);
}

TEST_CASE("books can be made again from their own batches") {
  const Books books =
      books_of({owing(),
                settlement("2", 100, 200,
                           {{"", 105, Kind::carried_balance, -50}, {"", 101, Kind::sale, 99}}),
                settlement("9", 300, 400, {{"", 310, Kind::fee, -25}, {"", 305, Kind::fee, -5}}),
                account({{"r", 500, Kind::sale, 9},
                         {"q", 501, Kind::reversal, -4, "r"},
                         {"c", 502, Kind::carried_balance, -8}})});
  const Books again = books_of(books.batches());
  REQUIRE(again.ledger().size() == books.ledger().size());
  for (Sequence e = 0; e < books.ledger().size(); ++e) {
    CHECK(again.ledger().id(e) == books.ledger().id(e));
    CHECK(again.ledger().facts().at[e] == books.ledger().facts().at[e]);
    CHECK(again.ledger().facts().amount_minor[e] == books.ledger().facts().amount_minor[e]);
    CHECK(again.ledger().facts().left_minor[e] == books.ledger().facts().left_minor[e]);
  }
}

TEST_CASE(
    "in account JSON a carried balance restates: the same changes nothing, another begins anew") {
  const Books same =
      books_of({account({{"a", 1, Kind::fee, -30}, {"b", 2, Kind::carried_balance, -30}})});
  CHECK(same.outstanding_minor() == 30);
  const Books anew =
      books_of({account({{"a", 1, Kind::fee, -30}, {"b", 2, Kind::carried_balance, -12}})});
  CHECK(anew.balance_minor() == -12);
  CHECK(anew.outstanding_minor() == 12);
  CHECK(anew.allocations().charged_minor(anew.ledger(), 1) == 12);
  CHECK(books_of({account({{"a", 1, Kind::carried_balance, 12}})}).allocations().waiting_minor() ==
        12);
}

TEST_CASE("what cannot be posted is refused with the entry's place") {
  const Line charge{"a", 1, Kind::fee, -30};
  const Line credit{"c", 2, Kind::sale, 10};
  CHECK(refusal({charge, {"a", 2, Kind::fee, -1}}) == Error::duplicate_id);
  CHECK(refusal({charge, {"r", 2, Kind::reversal, -1, "x"}}) == Error::unknown_reference);
  CHECK(refusal({charge, {"r", 2, Kind::reversal, -1, "a"}}) == Error::unknown_reference);
  CHECK(refusal({charge, credit, {"r", 3, Kind::reversal, -11, "c"}}) == Error::reversal_too_high);
  CHECK(refusal({charge, credit, {"n", 3, Kind::credit_note, 1, "c"}}) == Error::unknown_reference);
  CHECK(refusal({charge, credit, {"w", 3, Kind::write_off, 1, "c"}}) == Error::unknown_reference);
  CHECK(refusal({charge, credit, {"w", 3, Kind::write_off, 21, "a"}}) ==
        Error::amount_exceeds_balance);
  CHECK(refusal({charge, credit, {"w", 3, Kind::write_off, 20, "a"}}) == std::nullopt);
}

TEST_CASE("a shortfall is owed with the age of its disbursement, and only for what was not there") {
  const Books books =
      books_of({account({{"s", 1, Kind::sale, 30}, {"d", 2, Kind::disbursement, -100}})});
  CHECK(books.outstanding_minor() == 70);
  CHECK(books.allocations().charged_minor(books.ledger(), 1) == 70);
  CHECK(books.balance_minor() == -70);
}

TEST_CASE("a statement of two ranges is that of the first and then of the second") {
  const Books books = books_of({account({{"a", 10, Kind::fee, -5},
                                         {"b", 20, Kind::sale, 9},
                                         {"c", 15, Kind::fee, -1},
                                         {"d", 30, Kind::sale, 2},
                                         {"e", 20, Kind::fee, -3}})});
  for (std::int64_t cut = 0; cut <= 40; ++cut) {
    const auto whole = statement_between(books.ledger(), {5}, {35});
    const auto left = statement_between(books.ledger(), {5}, {std::max<std::int64_t>(cut, 5)});
    const auto right = statement_between(books.ledger(), {std::max<std::int64_t>(cut, 5)}, {35});
    CHECK(left.opening_minor == whole.opening_minor);
    if (cut > 35) continue;
    CHECK(left.closing_minor == right.opening_minor);
    CHECK(right.closing_minor == whole.closing_minor);
    CHECK(left.entries + right.entries == whole.entries);
  }
  const auto lines = lines_between(books.ledger(), {5}, {35}, 1, 3);
  REQUIRE(lines.size() == 3);
  CHECK(books.ledger().id(lines[0].entry) == "c");
  CHECK(lines[0].balance_minor == -6);
  CHECK(books.ledger().id(lines[2].entry) == "e");
  CHECK(lines[2].balance_minor == 0);
  CHECK(lines_between(books.ledger(), {5}, {35}, 9, 3).empty());
}

TEST_CASE("this settlement period selects by settlement id, not by dates") {
  const Books books = books_of({account({{"a", 10, Kind::fee, -5, "", "S1"},
                                         {"b", 20, Kind::sale, 9},
                                         {"c", 900, Kind::fee, -1, "", "S1"}})});
  const auto* entries = books.ledger().entries_naming_settlement("S1");
  REQUIRE(entries != nullptr);
  const auto figures = statement_of(books.ledger(), *entries);
  CHECK(figures.entries == 2);
  CHECK(figures.closing_minor == -6);
  CHECK(lines_of(books.ledger(), *entries, 1, 5).size() == 1);
  CHECK(lines_of(books.ledger(), *entries, 2, 5).empty());
}

TEST_CASE("a row posted after the period's end still belongs to its settlement") {
  const Books books =
      books_of({settlement("1", 0, 100, {{"", 10, Kind::sale, 80}, {"", 107, Kind::reserve, -30}}),
                settlement("2", 100, 200, {{"", 100, Kind::reserve, 30}})});
  const Source* first = books.ledger().find_settlement("1");
  const auto figures = statement_of(books.ledger(), *first);
  CHECK(figures.closing_minor == 50);
  CHECK(figures.entries == 2);
  CHECK(lines_of(books.ledger(), *first, 0, 10).back().balance_minor == 50);
  CHECK(statement_of(books.ledger(), *books.latest_settlement()).opening_minor == 0);
}

}  // namespace
}  // namespace repay
