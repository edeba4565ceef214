#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "core/repayment/books.h"
#include "core/repayment/preview.h"
#include "tests/core/repayment/model.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/random.h"

namespace repay {
namespace {

using testing::Line;
using testing::Model;
using testing::Random;

/// One history told to the books and to the model at once.
class History {
 public:
  explicit History(std::uint64_t seed) : random_(seed), books_(testing::currency("USD")) {}

  void step() {
    const std::int64_t amount = random_.between(1, 60);
    const std::int64_t at = random_.one_in(4) ? random_.between(0, now_) : ++now_;
    switch (random_.between(0, 11)) {
      case 0:
      case 1:
      case 2:
        return charge(Kind::fee, at, amount);
      case 3:
      case 4:
        return credit(Kind::sale, at, amount);
      case 5:
        return credit(Kind::payment, at, amount);
      case 6:
        return draw(Kind::disbursement, at, amount);
      case 7:
        return draw(Kind::reserve, at, amount);
      case 8:
        return credit_note(at, amount);
      case 9:
        return write_off(at);
      default:
        return reverse(at);
    }
  }

  void check_same() {
    const auto& facts = books_.ledger().facts();
    REQUIRE(books_.balance_minor() == model_.balance);
    REQUIRE(books_.outstanding_minor() == model_.outstanding());
    REQUIRE(books_.allocations().waiting_minor() == model_.waiting());
    // The invariants of DOMAIN.md 5.
    REQUIRE(books_.outstanding_minor() - books_.allocations().waiting_minor() ==
            -books_.balance_minor());
    REQUIRE((books_.outstanding_minor() == 0 || books_.allocations().waiting_minor() == 0));
    for (std::size_t i = 0; i < model_.entries.size(); ++i) {
      const auto& expected = model_.entries[i];
      REQUIRE(facts.left_minor[i] == expected.waiting - expected.open);
    }
    check_facts();
    check_preview();
  }

 private:
  void post(Kind kind, std::int64_t at, std::int64_t amount_minor, std::string names = {}) {
    const std::string id = "e" + std::to_string(model_.entries.size());
    model_.add(at, amount_minor);
    REQUIRE(books_.post_account(
        testing::account({Line{id, at, kind, amount_minor, std::move(names)}})));
  }
  std::size_t last() const { return model_.entries.size() - 1; }

  void charge(Kind kind, std::int64_t at, std::int64_t amount) {
    post(kind, at, -amount);
    model_.charge(last(), amount);
  }
  void credit(Kind kind, std::int64_t at, std::int64_t amount) {
    post(kind, at, amount);
    model_.credit(last(), amount);
  }
  void draw(Kind kind, std::int64_t at, std::int64_t amount) {
    post(kind, at, -amount);
    model_.draw(last(), amount);
  }
  void credit_note(std::int64_t at, std::int64_t amount) {
    const std::size_t of = pick([](const Model::Entry& e) { return e.owed > 0; });
    if (of == kNone) return;
    post(Kind::credit_note, at, amount, "e" + std::to_string(of));
    model_.credit_note(last(), amount, of);
  }
  void write_off(std::int64_t at) {
    const std::size_t of = pick([](const Model::Entry& e) { return e.open > 0; });
    if (of == kNone) return;
    const std::int64_t amount = random_.between(1, model_.entries[of].open);
    post(Kind::write_off, at, amount, "e" + std::to_string(of));
    model_.write_off(of, amount);
  }
  void reverse(std::int64_t at) {
    const std::size_t of = pick([](const Model::Entry& e) { return e.given > e.reversed; });
    if (of == kNone) return;
    const std::int64_t amount =
        random_.between(1, model_.entries[of].given - model_.entries[of].reversed);
    post(Kind::reversal, at, -amount, "e" + std::to_string(of));
    model_.reverse(last(), of, amount);
  }

  void check_facts() {
    std::map<std::size_t, std::vector<std::pair<std::size_t, std::int64_t>>> expected;
    for (const auto& fact : model_.facts) {
      if (fact.amount > 0) expected[fact.credit].emplace_back(fact.charge, fact.amount);
    }
    const Allocations& allocations = books_.allocations();
    for (std::size_t number = 0; number < allocations.credits(); ++number) {
      std::vector<std::pair<std::size_t, std::int64_t>> got;
      for (const Allocation& fact : allocations.of_credit(books_.ledger(), number)) {
        got.emplace_back(fact.charge, fact.amount_minor);
      }
      REQUIRE(got == expected[allocations.nth_credit(number)]);
    }
  }

  void check_preview() {
    const std::int64_t amount = random_.between(0, books_.outstanding_minor());
    Model paid = model_;
    if (amount > 0) paid.credit(paid.add(now_, amount), amount);
    const Preview shown = preview(books_, amount);
    REQUIRE(shown.outstanding_after_minor == paid.outstanding());
    REQUIRE(shown.balance_after_minor == paid.balance);
    std::uint64_t closes = 0;
    const auto lines = preview_lines(books_, amount, 0, model_.entries.size());
    REQUIRE(lines.size() == shown.open_charges);
    for (const PreviewLine& line : lines) {
      REQUIRE(line.open_minor == model_.entries[line.charge].open);
      REQUIRE(line.open_minor - line.pays_minor == paid.entries[line.charge].open);
      closes += line.pays_minor == line.open_minor;
    }
    REQUIRE(shown.closes == closes);
  }

  static constexpr std::size_t kNone = SIZE_MAX;
  template <class Fits>
  std::size_t pick(Fits fits) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < model_.entries.size(); ++i) {
      if (fits(model_.entries[i])) found.push_back(i);
    }
    if (found.empty()) return kNone;
    return found[static_cast<std::size_t>(
        random_.between(0, static_cast<std::int64_t>(found.size()) - 1))];
  }

  Random random_;
  Books books_;
  Model model_;
  std::int64_t now_ = 0;
};

TEST_CASE("after every step of random histories the books say what the plain model says") {
  const std::uint64_t histories = testing::seeds(1500);
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    CAPTURE(seed);
    History history(seed);
    for (int i = 0; i < 40; ++i) {
      history.step();
      history.check_same();
    }
  }
}

TEST_CASE("a history longer than a leaf of the index says the same, too") {
  History history(7);
  for (int i = 0; i < 1600; ++i) {
    history.step();
    if (i % 50 == 0) history.check_same();
  }
}

}  // namespace
}  // namespace repay
