#include "core/repayment/explain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "core/repayment/preview.h"
#include "core/repayment/run_index.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::Line;
using testing::Random;

using Sums = std::map<ExplainCode, std::int64_t>;

Sums sums(const std::vector<ExplainFact>& facts) {
  Sums sums;
  for (const ExplainFact& fact : facts) sums[fact.code] += fact.amount_minor;
  return sums;
}

/// "charged 3999; paid_by P 3999 oldest_first…": facts as one line, to be read in a failed test.
std::string told(const Books& books, const std::string& id) {
  std::string text;
  for (const ExplainFact& fact : explain_entry(books, books.ledger().find(id).value())) {
    if (!text.empty()) text += "; ";
    text.append(name(fact.code)).append(" ");
    if (fact.entry != kNoEntry) text += books.ledger().id(fact.entry) + " ";
    if (fact.via != kNoEntry) text += "via " + books.ledger().id(fact.via) + " ";
    text += std::to_string(fact.amount_minor);
    if (fact.because == PaidBecause::rule) text += " by rule";
    if (fact.because == PaidBecause::waiting) text += " as it waited";
    if (fact.because == PaidBecause::named_charge) text += " as named";
  }
  return text;
}

Books books_of(const std::vector<Line>& lines) {
  Books books(testing::currency("USD"));
  REQUIRE(books.post_account(testing::account(lines)));
  return books;
}

TEST_CASE("a charge tells who paid it, what a reversal reopened and what was written off") {
  const Books books = books_of({{"A", 1, Kind::fee, -3999},
                                {"B", 5, Kind::fee, -1250},
                                {"P", 9, Kind::payment, 5000},
                                {"R", 10, Kind::reversal, -1500, "P"},
                                {"W", 11, Kind::write_off, 1000, "B"}});
  CHECK(told(books, "A") ==
        "charged 3999; paid_by P 3999 by rule; reopened_by R via P 499; open 499");
  CHECK(told(books, "B") ==
        "charged 1250; paid_by P 1001 by rule; reopened_by R via P 1001; written_off_by W 1000; "
        "open 250");
  CHECK(told(books, "P") ==
        "credited 5000; paid A 3999 by rule; reopened A via R 499; paid B 1001 by rule; reopened B "
        "via R 1001; taken_back_by R 1500; waits 0");
  CHECK(told(books, "R") == "reopened B via P 1001; reopened A via P 499");
  CHECK(told(books, "W") == "closed B 1000");
}

TEST_CASE("a credit tells what it waited for, what was drawn and what was taken back") {
  const Books books = books_of({{"S", 1, Kind::sale, 10000},
                                {"T", 2, Kind::sale, 500},
                                {"D", 3, Kind::disbursement, -9000},
                                {"F", 4, Kind::fee, -400},
                                {"X", 5, Kind::reversal, -9600, "S"},
                                {"N", 6, Kind::credit_note, 100, "F"}});
  const Sums of_s = sums(explain_entry(books, 0));
  CHECK(of_s.at(ExplainCode::drawn_by) == 9000);
  CHECK(of_s.at(ExplainCode::taken_back_by) == 9600);
  CHECK(told(books, "D") == "drew S 9000");
  CHECK(
      told(books, "F").starts_with("charged 400; paid_by S 400 as it waited; reopened_by X via S"));
}

TEST_CASE("a credit note tells that it paid the charge it names, and a line that it did nothing") {
  const Books books = books_of({{"A", 1, Kind::fee, -100},
                                {"B", 2, Kind::fee, -100},
                                {"N", 3, Kind::credit_note, 150, "B"},
                                {"L", 4, Kind::failed_charge, 0}});
  CHECK(told(books, "B") == "charged 100; paid_by N 100 as named; open 0");
  CHECK(told(books, "A") == "charged 100; paid_by N 50 by rule; open 50");
  CHECK(told(books, "L") == "no_effect 0");
}

TEST_CASE("what a new beginning closed says where it began") {
  const Books books = books_of({{"A", 1, Kind::fee, -100},
                                {"C", 2, Kind::carried_balance, -30},
                                {"P", 3, Kind::payment, 30}});
  CHECK(told(books, "A") == "charged 100; superseded_by C 100; open 0");
  CHECK(told(books, "C") == "restated 70; charged 30; paid_by P 30 by rule; open 0");
}

/// Random histories in which everything happens that explanations tell of.
class History {
 public:
  explicit History(std::uint64_t seed) : random_(seed), books_(testing::currency("USD")) {}

  void step() {
    const std::int64_t amount = random_.between(1, 60);
    switch (random_.between(0, 9)) {
      case 0:
      case 1:
      case 2:
        return post(Kind::fee, -amount);
      case 3:
      case 4:
        return post(Kind::sale, amount);
      case 5:
        return post(Kind::disbursement, -amount);
      case 6:
        return post(Kind::credit_note, amount, "e" + std::to_string(random_.between(0, count_)));
      case 7:
        return post(Kind::write_off, random_.between(1, 9),
                    "e" + std::to_string(random_.between(0, count_)));
      case 8:
        return post(Kind::reversal, -amount, "e" + std::to_string(random_.between(0, count_)));
      default:
        if (random_.one_in(6)) return post(Kind::carried_balance, random_.between(-50, 50));
        return post(Kind::reserve, -amount);
    }
  }

  void check_told() const {
    const Ledger& ledger = books_.ledger();
    const Allocations& allocations = books_.allocations();
    std::map<Sequence, std::int64_t> paid_by_credits;
    std::map<Sequence, std::int64_t> drawn;
    for (Sequence e = 0; e < ledger.size(); ++e) {
      const auto facts = explain_entry(books_, e);
      for (const ExplainFact& fact : facts)
        REQUIRE(fact.amount_minor >= (fact.code == ExplainCode::restated ? -1000000 : 0));
      Sums of = sums(facts);
      using enum ExplainCode;
      if (allocations.is_charge(e)) {
        REQUIRE(of[charged] ==
                of[paid_by] - of[reopened_by] + of[written_off_by] + of[superseded_by] + of[open]);
      }
      if (!allocations.is_credit(e)) continue;
      std::int64_t waiting_taken = allocations.reversed_waiting_minor(e);
      REQUIRE(of[credited] == of[paid] + of[drawn_by] + of[ended_by] + waiting_taken + of[waits]);
      for (const ExplainFact& fact : facts) {
        if (fact.code == paid) paid_by_credits[fact.entry] += fact.amount_minor;
        if (fact.code == drawn_by) drawn[fact.entry] += fact.amount_minor;
      }
    }
    for (Sequence e = 0; e < ledger.size(); ++e) {
      Sums of = sums(explain_entry(books_, e));
      REQUIRE(of[ExplainCode::paid_by] == paid_by_credits[e]);
      REQUIRE(of[ExplainCode::drew] == drawn[e]);
      if (effect(ledger.kind(e)) == Effect::draw) {
        REQUIRE(of[ExplainCode::drew] + of[ExplainCode::charged] ==
                -ledger.facts().amount_minor[e]);
      }
      if (ledger.kind(e) == Kind::reversal) {
        REQUIRE(of[ExplainCode::reopened] + of[ExplainCode::took_waiting] +
                    of[ExplainCode::charged] ==
                -ledger.facts().amount_minor[e]);
      }
    }
    check_figures();
  }

 private:
  void check_figures() const {
    const auto total = [&](Figure figure) {
      std::int64_t sum = 0;
      for (const ExplainFact& fact : explain_figure(books_, figure)) sum += fact.amount_minor;
      return sum;
    };
    REQUIRE(total(Figure::balance) == books_.balance_minor());
    REQUIRE(total(Figure::outstanding) == books_.outstanding_minor());
    REQUIRE(total(Figure::can_pay_now) == can_pay_now_minor(books_));
    REQUIRE(total(Figure::waiting) == books_.allocations().waiting_minor());
    REQUIRE(total(Figure::reserved) == books_.reserved_minor());
    REQUIRE(total(Figure::disbursed) == -books_.ledger().total_of(Kind::disbursement));
  }

  void post(Kind kind, std::int64_t minor, const std::string& names = {}) {
    const std::string id = "e" + std::to_string(count_);
    // What is refused would leave the books unfit, so it is tried on others first.
    const EntryBatch batch = testing::account({Line{id, count_, kind, minor, names}});
    Books tried = books_.under({}).value();
    if (!tried.post_account(batch)) return;
    REQUIRE(books_.post_account(batch));
    ++count_;
  }

  Random random_;
  Books books_;
  std::int64_t count_ = 0;
};

TEST_CASE("what is told of every entry and figure adds up, in random histories") {
  for (std::uint64_t seed = 1; seed <= testing::seeds(150); ++seed) {
    CAPTURE(seed);
    History history(seed);
    for (int i = 0; i < 30; ++i) {
      history.step();
      if (i % 5 == 4) history.check_told();
    }
  }
}

TEST_CASE("the index of runs finds every run that holds a number, however it grew") {
  Random random(3);
  RunIndex index;
  std::vector<RunIndex::Ends> runs;
  for (int round = 0; round < 60; ++round) {
    for (std::int64_t i = random.between(0, 9); i > 0; --i) {
      const auto first = static_cast<std::uint32_t>(random.between(0, 90));
      runs.push_back({first, first + static_cast<std::uint32_t>(random.between(0, 20))});
    }
    index.grow_to(static_cast<std::uint32_t>(runs.size()),
                  [&](std::uint32_t r) { return runs[r]; });
    for (std::uint32_t number = 0; number < 120; number += 7) {
      std::vector<std::uint32_t> expected;
      std::vector<std::uint32_t> found;
      for (std::uint32_t r = 0; r < runs.size(); ++r) {
        if (runs[r].first <= number && number <= runs[r].last) expected.push_back(r);
      }
      index.for_each(number, [&](std::uint32_t r) { found.push_back(r); });
      std::ranges::sort(found);
      REQUIRE(found == expected);
    }
  }
}

TEST_CASE("every code has its word and clause, and a word that is no figure is refused") {
  CHECK(name(ExplainCode::paid_by) == "paid_by");
  CHECK(clause(ExplainCode::superseded_by) == 11);
  CHECK(figure_from_name("can_pay_now") == Figure::can_pay_now);
  CHECK(testing::refused(figure_from_name("mood")) == Error::entry_unknown);
}

}  // namespace
}  // namespace repay
