#include "core/repayment/matching.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/core/support/batch.h"
#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::account;
using testing::Line;
using testing::Random;
using testing::settlement;

constexpr std::int64_t kHour = kMsPerDay / 24;

/// Books of one settlement with these card charges, and whatever else is reported.
Books books_with(const std::vector<Line>& rows, int days = 5) {
  Books books(testing::currency("USD"), {.match_days = days});
  REQUIRE(books.post_settlement(settlement("S", 0, 1000 * kMsPerDay, rows)));
  return books;
}

Line row(std::int64_t at_ms, std::int64_t minor) { return {"", at_ms, Kind::card_charge, minor}; }

Line payment(std::string id, std::int64_t at_ms, std::int64_t minor) {
  return {std::move(id), at_ms, Kind::payment, minor};
}

/// "P S/1, Q -": the row of each payment, in the order of the batch.
std::string found(const Books& books, const EntryBatch& batch) {
  const EntryBatch* batches[] = {&batch};
  const Reports reports = find_reports(books, batches);
  std::string text;
  for (std::uint32_t i = 0; i < batch.size(); ++i) {
    const auto report = reports.of_batches[0].find(i);
    text.append(text.empty() ? "" : ", ").append(batch.texts.get(batch.id[i])).append(" ");
    text += report == reports.of_batches[0].end() ? "-" : books.ledger().id(report->second);
  }
  return text;
}

TEST_CASE("a row of the amount reports a payment from its instant to the end of the last day") {
  const std::int64_t noon = 12 * kHour;
  const std::int64_t last = 6 * kMsPerDay - 1;  // of the fifth day after day 0
  for (const auto& [at_ms, is_report] : std::vector<std::pair<std::int64_t, bool>>{
           {noon - 1, false}, {noon, true}, {last, true}, {last + 2, false}}) {
    CAPTURE(at_ms);
    CHECK(found(books_with({row(at_ms, 50)}), account({payment("P", noon, 50)})) ==
          (is_report ? "P S/1" : "P -"));
  }
  CHECK(found(books_with({row(kHour * 13, 49)}), account({payment("P", noon, 50)})) == "P -");
}

TEST_CASE("a row with a date alone stands for its whole day, on the first day and on the last") {
  const Line made = payment("P", kMsPerDay + 12 * kHour, 50);
  CHECK(found(books_with({row(kMsPerDay, 50)}), account({made})) == "P S/1");
  CHECK(found(books_with({row(6 * kMsPerDay, 50)}), account({made})) == "P S/1");
  CHECK(found(books_with({row(7 * kMsPerDay, 50)}), account({made})) == "P -");
}

TEST_CASE("with no days a row of the same day reports a payment") {
  const Line made = payment("P", 12 * kHour, 50);
  CHECK(found(books_with({row(23 * kHour, 50)}, 0), account({made})) == "P S/1");
  CHECK(found(books_with({row(24 * kHour + 1, 50)}, 0), account({made})) == "P -");
}

TEST_CASE("only money paid to the marketplace is matched, with rows that tell of such") {
  const Books books = books_with({{"", kHour, Kind::sale, 50}, row(kHour, 60)});
  CHECK(found(books, account({payment("P", 0, 50), {"S", 0, Kind::sale, 60}})) == "P -, S -");
  CHECK(found(books, account({{"C", 0, Kind::card_charge, 60}})) == "C S/2");
}

TEST_CASE("a payment sent first has the first row") {
  const Books books = books_with({row(2 * kHour, 50), row(3 * kHour, 50)});
  const EntryBatch later_first = account({payment("Q", kHour, 50), payment("P", 0, 50)});
  CHECK(found(books, later_first) == "Q S/2, P S/1");
}

TEST_CASE("since when it was sent counts, not when the money came") {
  EntryBatch batch = account({payment("P", 50 * kHour, 50)});
  CHECK(found(books_with({row(2 * kHour, 50)}), batch) == "P -");
  batch.sent.emplace(0, Instant{kHour});
  CHECK(found(books_with({row(2 * kHour, 50)}), batch) == "P S/1");
}

TEST_CASE("a payment under way has the other row of an entry that took its only one") {
  // P, an entry, may be either row; Q, under way since six days before, only the first.
  const Books books = books_with({row(6 * kMsPerDay - kHour, 50), row(7 * kMsPerDay + 1, 50)});
  const EntryBatch batch = account({payment("P", 5 * kMsPerDay, 50)});
  const EntryBatch* batches[] = {&batch};
  const SentPayment under_way[] = {{.id = "Q", .order = {}, .sent = {0}, .amount_minor = 50}};
  const Reports reports = find_reports(books, batches, under_way);
  CHECK(books.ledger().id(reports.of_batches[0].at(0)) == "S/1");
  CHECK(books.ledger().id(*reports.of_under_way[0]) == "S/2");
}

TEST_CASE("a payment made now is reported by no row that is there, whatever the clock says") {
  const Books books = books_with({row(2 * kHour, 50), row(3 * kHour, 50), row(4 * kHour, 60)});
  CHECK(reportable_from(books, {kHour}, 50) == Instant{3 * kHour + 1});
  CHECK(reportable_from(books, {3 * kHour}, 50) == Instant{3 * kHour + 1});
  CHECK(reportable_from(books, {3 * kHour + 1}, 50) == Instant{3 * kHour + 1});
  CHECK(reportable_from(books, {kHour}, 70) == Instant{kHour});
}

TEST_CASE("a reported payment is undone where its row's money went, and no further") {
  Books books(testing::currency("USD"));
  REQUIRE(books.post_settlement(settlement("S", 0, 100, {{"", 1, Kind::fee, -80}, row(2, 50)})));
  REQUIRE(books.post_account(account({payment("P", 2, 50)}), {{0, *books.ledger().find("S/2")}}));
  CHECK(books.balance_minor() == -30);
  CHECK(books.outstanding_minor() == 30);
  const auto too_high = books.post_account(account({{"R", 3, Kind::reversal, -51, "P"}}));
  CHECK(too_high.error().error == Error::reversal_too_high);
  REQUIRE(books.post_account(account({{"R", 3, Kind::reversal, -20, "P"}})));
  CHECK(books.outstanding_minor() == 50);
  CHECK(books.allocations().reversible_minor(books.ledger(), *books.ledger().find("S/2")) == 30);
}

/// The most payments that rows can report, found by trying (augmenting paths).
std::size_t most_matches(const std::vector<Line>& rows, const std::vector<Line>& payments) {
  const auto fits = [](const Line& row, const Line& payment) {
    const bool is_date = row.at_ms % kMsPerDay == 0;
    const std::int64_t latest = is_date ? row.at_ms + kMsPerDay - 1 : row.at_ms;
    return row.amount_minor == payment.amount_minor && latest >= payment.at_ms &&
           latest / kMsPerDay <= payment.at_ms / kMsPerDay + 5;
  };
  std::vector<std::size_t> holder(rows.size(), SIZE_MAX);
  std::function<bool(std::size_t, std::vector<bool>&)> place = [&](std::size_t p, auto& seen) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (seen[r] || !fits(rows[r], payments[p])) continue;
      seen[r] = true;
      if (holder[r] == SIZE_MAX || place(holder[r], seen)) {
        holder[r] = p;
        return true;
      }
    }
    return false;
  };
  std::size_t matches = 0;
  for (std::size_t p = 0; p < payments.size(); ++p) {
    std::vector<bool> seen(rows.size());
    matches += place(p, seen);
  }
  return matches;
}

TEST_CASE("as many payments as can be are matched, each to one row of its own") {
  for (std::uint64_t seed = 1; seed <= testing::seeds(500); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto any_time = [&] {
      const std::int64_t day = random.between(0, 12);
      return day * kMsPerDay + (random.one_in(3) ? 0 : random.between(1, 23) * kHour);
    };
    std::vector<Line> rows;
    for (std::int64_t i = random.between(1, 8); i > 0; --i)
      rows.push_back(row(any_time(), random.between(1, 2)));
    std::vector<Line> payments;
    for (std::int64_t i = random.between(1, 8); i > 0; --i)
      payments.push_back(payment("P" + std::to_string(i), any_time(), random.between(1, 2)));
    const Books books = books_with(rows);
    const EntryBatch batch = account(payments);
    const EntryBatch* batches[] = {&batch};
    const Reports reports = find_reports(books, batches);
    REQUIRE(reports.of_batches[0].size() == most_matches(rows, payments));
    std::vector<bool> used(books.ledger().size());
    for (const auto& [number, entry] : reports.of_batches[0]) {
      REQUIRE_FALSE(used[entry]);
      used[entry] = true;
      REQUIRE(books.ledger().facts().amount_minor[entry] == payments[number].amount_minor);
    }
  }
}

}  // namespace
}  // namespace repay
