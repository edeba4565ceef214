// An automatic charge in a world where requests and answers are lost, late, doubled and out of
// order, the seller pays in between and edits methods, and the host forgets what it was about to
// do: whatever happens, no amount is charged twice.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/repayment/collection.h"
#include "tests/core/support/random.h"

namespace repay {
namespace {

using testing::Random;
using testing::seeds;

/// Charges cards. It takes an attempt's number for an idempotency key: the first request decides,
/// every further one is told the same.
class Processor {
 public:
  struct Outcome {
    std::int64_t amount_minor = 0;  // 0: declined
    DeclineClass decline = DeclineClass::other;
  };

  const Outcome& charge(const ChargeAttempt& attempt, Random& random) {
    const auto [known, is_new] = outcomes_.try_emplace(attempt.number);
    if (is_new) known->second = decide(attempt.amount_minor, random);
    return known->second;
  }
  [[nodiscard]] const std::map<std::uint32_t, Outcome>& outcomes() const { return outcomes_; }

 private:
  static Outcome decide(std::int64_t amount_minor, Random& random) {
    if (random.one_in(3)) return {.amount_minor = amount_minor};
    if (random.one_in(3)) return {.amount_minor = random.between(1, amount_minor)};
    return {.decline = static_cast<DeclineClass>(
                random.between(0, static_cast<std::int64_t>(kDeclineClasses) - 1))};
  }

  std::map<std::uint32_t, Outcome> outcomes_;
};

class World {
 public:
  explicit World(std::uint64_t seed) : random_(seed), debt_(random_.between(1, 100'000)) {
    policy_.retry_hours = 1;
    policy_.most_attempts = static_cast<int>(random_.between(1, 30));
    policy_.last_resort = random_.one_in(2);
    policy_.threshold_minor[usd()] = random_.one_in(2) ? 0 : random_.between(0, 5'000);
    methods_ = {.active = ChargeMethod{"a"},
                .backups_enabled = !random_.one_in(4),
                .backups = {{.method = {"b"}}, {.method = {"c"}, .ticked = random_.one_in(2)}},
                .others = {{.method = {"d"}}}};
    owed_ = debt_;
  }

  void run(int steps) {
    for (int i = 0; i < steps; ++i) {
      something_happens();
      check_world();
    }
  }

  /// From here on nothing is lost: everything there is arrives.
  void settle_down() {
    for (int i = 0; i < 100 && (!requests_.empty() || !answers_.empty() || collection_.attempt);
         ++i) {
      while (!requests_.empty()) deliver_request(false);
      while (!answers_.empty()) deliver_answer(false);
      if (collection_.attempt) take(ChargeUnanswered{collection_.attempt->number});
      check_world();
    }
    CHECK_FALSE(collection_.attempt.has_value());
    for (const auto& [number, outcome] : processor_.outcomes())
      CHECK(credited_[number] == outcome.amount_minor);  // nothing charged is lost either
  }

  [[nodiscard]] bool charged_something() const { return !credited_.empty(); }

 private:
  using Answer = std::variant<ChargeSucceeded, ChargeDeclined, ChargeNotFound>;
  struct Request {
    bool asks = false;
    ChargeAttempt attempt;
  };

  static Currency usd() { return *Currency::from_code("USD"); }

  void something_happens() {
    switch (random_.between(0, 7)) {
      case 0:
      case 1:
        return deliver_request(random_.one_in(4));
      case 2:
      case 3:
        return deliver_answer(random_.one_in(4));
      case 4:
        return seller_does_something();
      case 5:  // patience ends, or the host begins anew with what it has stored
        if (collection_.attempt) take(ChargeUnanswered{collection_.attempt->number});
        return;
      case 6:
        now_.ms += random_.between(0, 2) * 60 * kMsPerMinute;
        return;
      default:
        return take(RoundDue{methods_});
    }
  }

  void seller_does_something() {
    if (random_.one_in(2)) {
      ++methods_.active->revision;
      return;
    }
    // What an attempt asks for is under way and cannot be paid as well.
    const std::int64_t can_pay =
        owed_ - (collection_.attempt ? std::min(owed_, collection_.attempt->amount_minor) : 0);
    if (can_pay <= 0) return;
    const std::int64_t paid = random_.between(1, can_pay);
    paid_ += paid;
    owed_ -= paid;
  }

  template <class T>
  T pick(std::vector<T>& from, bool keep) {
    const auto which =
        from.begin() + random_.between(0, static_cast<std::int64_t>(from.size()) - 1);
    T picked = *which;
    if (!keep) from.erase(which);
    return picked;
  }

  void deliver_request(bool faulty) {
    if (requests_.empty()) return;
    const Request request = pick(requests_, faulty && random_.one_in(2));
    if (faulty && random_.one_in(2)) return;  // lost, if it was not kept
    const std::uint32_t number = request.attempt.number;
    if (request.asks && !processor_.outcomes().contains(number)) {
      answers_.push_back(ChargeNotFound{number});
      return;
    }
    const auto& outcome = processor_.charge(request.attempt, random_);
    if (outcome.amount_minor > 0) {
      answers_.push_back(ChargeSucceeded{number, outcome.amount_minor});
    } else {
      answers_.push_back(ChargeDeclined{number, outcome.decline});
    }
  }

  void deliver_answer(bool faulty) {
    if (answers_.empty()) return;
    const Answer answer = pick(answers_, faulty && random_.one_in(2));
    if (faulty && random_.one_in(2)) return;
    std::visit([&](const auto& what) { take(what); }, answer);
  }

  void take(const CollectionEvent& event) {
    const auto stepped = step(collection_, event, {now_, owed_}, policy_, usd());
    REQUIRE(stepped);
    collection_ = stepped->collection;
    for (const CollectionEffect& effect : stepped->effects) {
      if (const auto* send = std::get_if<SendCharge>(&effect)) {
        requests_.push_back({.attempt = send->attempt});
        CHECK(send->attempt.amount_minor > 0);
      } else if (const auto* ask = std::get_if<AskOutcome>(&effect)) {
        requests_.push_back({.asks = true, .attempt = ask->attempt});
      } else if (const auto* credit = std::get_if<PostCardCharge>(&effect)) {
        CHECK_FALSE(credited_.contains(credit->attempt.number));
        credited_[credit->attempt.number] = credit->amount_minor;
        owed_ -= credit->amount_minor;
      }
    }
  }

  void check_world() {
    std::int64_t charged = 0;
    int unknown = 0;
    for (const auto& [number, outcome] : processor_.outcomes()) {
      charged += outcome.amount_minor;
      const bool is_known = outcome.amount_minor == 0 || credited_.contains(number);
      if (!is_known) ++unknown;
      if (!is_known) REQUIRE(collection_.attempt->number == number);
    }
    REQUIRE(unknown <= 1);
    REQUIRE(charged + paid_ <= debt_);
    REQUIRE(owed_ >= 0);
  }

  Random random_;
  std::int64_t debt_;
  std::int64_t owed_ = 0;
  std::int64_t paid_ = 0;
  Instant now_{};
  CollectionPolicy policy_;
  ChargeMethods methods_;
  Collection collection_;
  Processor processor_;
  std::vector<Request> requests_;
  std::vector<Answer> answers_;
  std::map<std::uint32_t, std::int64_t> credited_;  // by attempt
};

TEST_CASE("whatever is lost, late or doubled, no amount is charged twice and no charge is lost") {
  std::uint64_t charged = 0;
  const std::uint64_t worlds = seeds(3000);
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    CAPTURE(seed);
    World world(seed);
    world.run(150);
    world.settle_down();
    if (world.charged_something()) ++charged;
  }
  CHECK(charged > worlds / 2);  // or nothing was tried
}

}  // namespace
}  // namespace repay
