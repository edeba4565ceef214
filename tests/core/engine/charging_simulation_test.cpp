// The automatic charge through Engine, in a world where requests and answers are lost, late,
// doubled and out of order, periods close, fees come, the seller pays at the same time, and the
// host begins anew from a download: nothing is charged twice, nor charged and paid as well, and no
// charge is lost.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "tests/core/support/random.h"
#include "tests/core/support/story.h"
#include "tests/core/support/text_out.h"

namespace repay {
namespace {

using testing::Random;
using testing::seeds;

struct Outcome {
  std::int64_t amount_minor = 0;  // 0: declined
  DeclineClass decline = DeclineClass::other;
};

/// Charges cards. The first request under a key decides, every further one is told the same.
class Processor {
 public:
  const Outcome& charge(const std::string& key, std::int64_t amount_minor, Random& random) {
    const auto [known, is_new] = outcomes_.try_emplace(key);
    if (is_new) known->second = decide(amount_minor, random);
    return known->second;
  }
  [[nodiscard]] const std::map<std::string, Outcome>& outcomes() const { return outcomes_; }
  [[nodiscard]] std::int64_t charged_minor() const {
    std::int64_t sum = 0;
    for (const auto& [key, outcome] : outcomes_) sum += outcome.amount_minor;
    return sum;
  }

 private:
  static Outcome decide(std::int64_t amount_minor, Random& random) {
    if (random.one_in(3)) return {.amount_minor = amount_minor};
    if (random.one_in(3)) return {.amount_minor = random.between(1, amount_minor)};
    return {.decline = static_cast<DeclineClass>(
                random.between(0, static_cast<std::int64_t>(kDeclineClasses) - 1))};
  }

  std::map<std::string, Outcome> outcomes_;
};

class World {
 public:
  explicit World(std::uint64_t seed) : random_(seed) {
    policy_.automatic_charge.retry_hours = 1;
    policy_.automatic_charge.most_attempts = static_cast<int>(random_.between(1, 30));
    policy_.automatic_charge.last_resort = random_.one_in(2);
    policy_.automatic_charge.threshold_minor[key_.currency] =
        random_.one_in(2) ? 0 : random_.between(0, 3'000);
    methods_ = {.active = ChargeMethod{"a"},
                .backups_enabled = !random_.one_in(4),
                .backups = {{.method = {"b"}}, {.method = {"c"}, .ticked = random_.one_in(2)}},
                .others = {{.method = {"d"}}}};
    begin_engine();
    add_fee();
  }

  void run(int steps) {
    for (int i = 0; i < steps; ++i) {
      something_happens();
      check_world();
    }
  }

  /// From here on nothing is lost: everything there is arrives.
  void settle_down() {
    for (int i = 0; i < 100 && (!requests_.empty() || !answers_.empty() || attempt()); ++i) {
      while (!requests_.empty()) deliver_request(false);
      while (!answers_.empty()) deliver_answer(false);
      if (const auto running = attempt()) take(ChargeUnanswered{running->number});
      check_world();
    }
    CHECK_FALSE(attempt().has_value());
    CHECK(credited_minor() == processor_.charged_minor());
    while (!pending_.empty()) end_payment();
    CHECK(balance().pending_minor == 0);
    CHECK(balance().balance_minor == paid_ + processor_.charged_minor() - debt_);
  }

  [[nodiscard]] bool charged_something() const { return processor_.charged_minor() > 0; }

 private:
  using Answer = std::variant<ChargeSucceeded, ChargeDeclined, ChargeNotFound>;
  struct Request {
    bool asks = false;
    std::string key;
    ChargeAttempt attempt;
  };

  void something_happens() {
    switch (random_.between(0, 9)) {
      case 0:
      case 1:
        return deliver_request(random_.one_in(4));
      case 2:
      case 3:
        return deliver_answer(random_.one_in(4));
      case 4:
        return seller_does_something();
      case 5:  // patience ends, or the host begins anew with what it has stored
        if (const auto running = attempt()) take(ChargeUnanswered{running->number});
        return;
      case 6:
        now_.ms += random_.between(0, 2) * 60 * kMsPerMinute;
        return;
      case 7:
        return random_.one_in(4) ? add_fee() : close_period();
      case 8:
        return begin_anew();
      default:
        return take(RoundDue{methods_});
    }
  }

  void begin_engine() { REQUIRE(engine_.set_policy(policy_)); }

  void import(const std::string& json) {
    engine_.begin_import(ImportMode::add);
    engine_.begin_file("", json.size());
    REQUIRE(engine_.feed(json));
    const auto ended = engine_.end_file();
    REQUIRE_MESSAGE(ended, (ended ? "" : message(ended.error())));
    const auto done = engine_.commit_import();
    REQUIRE_MESSAGE(done, (done ? "" : message(done.error())));
  }

  void add_fee() {
    const std::int64_t minor = random_.between(1, 20'000);
    debt_ += minor;
    import(R"({"format":"repay-account","version":1,"store":"","currency":"USD","zone":"UTC",)"
           R"("entries":[{"kind":"fee","id":"fee)" +
           std::to_string(++fees_) + R"(","at":")" + to_string(now_) + R"(","amount":")" +
           to_decimal(Money(-minor, key_.currency)) + R"("}]})");
  }

  void close_period() {
    if (now_ <= closed_until_) return;
    const SettlementPeriod period{"P" + std::to_string(++periods_), closed_until_, now_};
    const auto closed =
        engine_.close_period({.ledger = key_, .terms = {.period = period}, .now = now_});
    REQUIRE(closed);
    CHECK(closed->plan.disbursed_minor == 0);
    closed_until_ = now_;
  }

  // A host that kept no more than the account's download goes on with it; but not while something
  // is under way, of which a download does not tell.
  void begin_anew() {
    if (attempt() || !pending_.empty()) return;
    testing::TextOut out;
    REQUIRE(engine_.export_json(key_, out));
    engine_ = Engine();
    begin_engine();
    import(out.text());
    requests_.clear();
    answers_.clear();
  }

  void seller_does_something() {
    if (random_.one_in(3)) {
      ++methods_.active->revision;
      return;
    }
    if (!pending_.empty() && random_.one_in(2)) return end_payment();
    const BalanceView seen = balance();
    if (seen.can_pay_now_minor <= 0) return;
    const PaymentCommand command{.ledger = key_,
                                 .amount_minor = random_.between(1, seen.can_pay_now_minor),
                                 .idempotency_key = "p" + std::to_string(++payments_),
                                 .version = seen.version,
                                 .at = now_,
                                 .method = "Visa •• 4242"};
    if (random_.one_in(2)) {
      REQUIRE(engine_.pay(command));
      paid_ += command.amount_minor;
    } else {
      REQUIRE(engine_.submit(command));
      pending_.push_back(command);
    }
  }

  void end_payment() {
    const PaymentCommand command = pick(pending_, false);
    if (random_.one_in(3)) {
      REQUIRE(engine_.fail({command.idempotency_key, "other", now_}));
      return;
    }
    const std::int64_t came = random_.between(1, command.amount_minor);
    REQUIRE(engine_.settle({command.idempotency_key, came, now_}));
    paid_ += came;
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
    if (request.asks && !processor_.outcomes().contains(request.key)) {
      answers_.push_back(ChargeNotFound{number});
      return;
    }
    const Outcome& outcome = processor_.charge(request.key, request.attempt.amount_minor, random_);
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
    const auto view = engine_.collect({.ledger = key_, .event = event, .now = now_});
    REQUIRE(view);
    for (const CollectionEffect& effect : view->effects) {
      if (const auto* send = std::get_if<SendCharge>(&effect))
        requests_.push_back({.key = view->key, .attempt = send->attempt});
      if (const auto* ask = std::get_if<AskOutcome>(&effect))
        requests_.push_back({.asks = true, .key = view->key, .attempt = ask->attempt});
    }
  }

  [[nodiscard]] BalanceView balance() const { return testing::existing(engine_.balance(key_)); }
  [[nodiscard]] std::optional<ChargeAttempt> attempt() const {
    return testing::existing(engine_.collection(key_)).attempt;
  }
  [[nodiscard]] std::int64_t credited_minor() const {
    std::int64_t sum = 0;
    for (const StatementRow& row :
         testing::existing(engine_.statement_rows(key_, WholeLedger(), testing::kEverything))) {
      if (row.kind == "card_charge") sum += row.amount_minor;
    }
    return sum;
  }

  void check_world() {
    std::int64_t under_way = 0;
    for (const PaymentCommand& payment : pending_) under_way += payment.amount_minor;
    const auto running = attempt();
    const BalanceView view = balance();
    REQUIRE(view.pending_minor == under_way + (running ? running->amount_minor : 0));
    REQUIRE(view.unapplied_credit_minor == 0);
    // Were everything to succeed that may yet, it would not be too much.
    const std::int64_t unknown = processor_.charged_minor() - credited_minor();
    REQUIRE(unknown >= 0);
    REQUIRE(unknown <= (running ? running->amount_minor : 0));
    REQUIRE(processor_.charged_minor() + paid_ + under_way <= debt_);
    REQUIRE(view.outstanding_minor >= view.pending_minor);
  }

  Random random_;
  LedgerKey key_{"", *Currency::from_code("USD")};
  Policy policy_;
  Engine engine_;
  ChargeMethods methods_;
  Processor processor_;
  Instant now_{};
  Instant closed_until_{-kMsPerDay};
  int fees_ = 0;
  int periods_ = 0;
  int payments_ = 0;
  std::int64_t debt_ = 0;
  std::int64_t paid_ = 0;
  std::vector<PaymentCommand> pending_;
  std::vector<Request> requests_;
  std::vector<Answer> answers_;
};

TEST_CASE("through the engine nothing is charged twice, nor charged while the seller pays it") {
  std::uint64_t charged = 0;
  const std::uint64_t worlds = seeds(300);
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    CAPTURE(seed);
    World world(seed);
    world.run(120);
    world.settle_down();
    if (world.charged_something()) ++charged;
  }
  CHECK(charged > worlds / 2);  // or nothing was tried
}

}  // namespace
}  // namespace repay
