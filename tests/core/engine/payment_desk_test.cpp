#include "core/engine/payment_desk.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "core/engine/account_name.h"
#include "core/payment/flow.h"

namespace repay {
namespace {

constexpr PaymentKey kKey{1, 2};
constexpr PaymentKey kOther{3, 4};

/// DOMAIN.md 13's base: A −39.99, B −12.50, C −100.00, and the desk that takes payments for it.
struct Shop {
  Engine engine;
  PaymentDesk desk{engine};
  DeskMoment moment{.now = Instant{1'768'000'000'000},
                    .stored_minor = 2000,
                    .method_name = "Visa •• 4242",
                    .stored_name = "Stored balance"};

  Shop() {
    engine.begin_import(ImportMode::add);
    engine.begin_file("", 0);
    const std::string text =
        R"({"format":"repay-account","version":1,"store":"","currency":"USD","zone":"UTC","entries":[
    {"id":"A","at":"2026-01-01T00:00:00Z","kind":"fee","amount":"-39.99"},
    {"id":"B","at":"2026-01-05T00:00:00Z","kind":"fee","amount":"-12.50"},
    {"id":"C","at":"2026-01-09T00:00:00Z","kind":"refund","amount":"-100.00"}]})";
    REQUIRE(engine.feed(text));
    REQUIRE(engine.end_file());
    REQUIRE(engine.commit_import());
  }

  [[nodiscard]] BalanceView balance() const { return engine.balances().front(); }
  [[nodiscard]] PaymentOrder order(std::int64_t minor, std::int64_t stored = 0) const {
    const BalanceView view = balance();
    PaymentOrder it{.account = account_name(view.ledger), .amount = {minor, view.ledger.currency}};
    it.stored_minor = stored;
    if (stored < minor) it.method = "c1";
    it.version = view.version;
    return it;
  }
  PaymentAnswer pay(PaymentKey key, const PaymentOrder& what) {
    return reply(desk.take(key, PayArrived{{key, what}}, moment));
  }
  void hear(PaymentKey key, CardOutcome outcome, std::int64_t minor = 0) {
    CHECK(desk.take(key, CardAnswered{outcome, minor, DeclineClass::issuer_blocked}, moment));
  }
  static PaymentAnswer reply(const Result<ShortList<ServerEffect, 5>>& effects) {
    REQUIRE(effects);
    for (const ServerEffect& effect : *effects) {
      if (const auto* found = std::get_if<Reply>(&effect)) return found->answer;
    }
    FAIL("no reply");
    return {};
  }
  [[nodiscard]] PaymentView payment(PaymentKey key) const {
    return engine.payment(to_string(key)).value();
  }
};

TEST_CASE("S08 through the desk: 50.00 closes A and pays 10.01 of B, once it has settled") {
  Shop shop;
  CHECK(shop.pay(kKey, shop.order(5000)).state == AnswerState::submitted);
  CHECK(shop.balance().outstanding_minor == 15249);
  CHECK(shop.balance().can_pay_now_minor == 10249);
  shop.hear(kKey, CardOutcome::captured, 5000);
  CHECK(shop.balance().outstanding_minor == 10249);
  const ReceiptView receipt = *shop.payment(kKey).receipt;
  REQUIRE(receipt.charges.size() == 2);
  CHECK(receipt.charges[0].pays_minor == 3999);
  CHECK(receipt.charges[1].pays_minor == 1001);
  CHECK(receipt.method == "Visa •• 4242");
  CHECK(shop.pay(kKey, shop.order(5000)).settled_minor == 5000);  // a later copy
  CHECK(shop.balance().outstanding_minor == 10249);
}

TEST_CASE("S36: two devices at one version both pay: the second is stale, then too much") {
  Shop shop;
  const PaymentOrder both = shop.order(10000);
  CHECK(shop.pay(kKey, both).state == AnswerState::submitted);
  CHECK(shop.pay(kOther, both).error == Error::stale);
  shop.hear(kKey, CardOutcome::captured, 10000);
  const PaymentKey third{5, 6};
  CHECK(shop.pay(third, shop.order(10000)).error == Error::amount_exceeds_balance);
  CHECK(shop.pay(kOther, both).error == Error::stale);  // for ever
}

TEST_CASE("one payment of an account is open at a time; one that is pending leaves the rest") {
  Shop shop;
  shop.pay(kKey, shop.order(6000));
  CHECK(shop.pay({5, 6}, shop.order(1000)).error == Error::payment_open);
  const std::uint64_t before = shop.balance().version;
  shop.hear(kKey, CardOutcome::processing);
  CHECK(shop.balance().version > before);
  CHECK(shop.pay({7, 8}, shop.order(9250)).error == Error::amount_exceeds_balance);
  CHECK(shop.pay(kOther, shop.order(9249)).state == AnswerState::submitted);
}

TEST_CASE("a split payment settled for less shows what each method paid") {
  Shop shop;
  shop.pay(kKey, shop.order(6000, 2000));
  shop.hear(kKey, CardOutcome::captured, 2500);
  const PaymentView view = shop.payment(kKey);
  CHECK(view.settled_minor == 4500);
  CHECK(view.receipt->tenders ==
        std::vector<Tender>{{"Stored balance", 2000}, {"Visa •• 4242", 2500}});
  CHECK(shop.balance().outstanding_minor == 15249 - 4500);
  CHECK(shop.balance().pending_minor == 0);
}

TEST_CASE("a declined payment leaves a failed line and the whole debt") {
  Shop shop;
  shop.pay(kKey, shop.order(6000, 2000));
  shop.hear(kKey, CardOutcome::declined);
  CHECK(shop.payment(kKey).state == "failed");
  CHECK(shop.payment(kKey).reason == "issuer_blocked");
  CHECK(shop.balance().outstanding_minor == 15249);
  CHECK(shop.balance().can_pay_now_minor == 15249);
}

TEST_CASE("a cancelled challenge expires, and a payment taken back is owed again") {
  Shop shop;
  const PaymentOrder first = shop.order(5000);
  shop.pay(kKey, first);
  shop.hear(kKey, CardOutcome::challenge);
  CHECK(shop.desk.take(kKey, AbandonArrived{{kKey, first}}, shop.moment));
  shop.hear(kKey, CardOutcome::cancelled);
  CHECK(shop.payment(kKey).state == "expired");
  CHECK(shop.balance().can_pay_now_minor == 15249);

  shop.pay(kOther, shop.order(5000));
  shop.hear(kOther, CardOutcome::captured, 5000);
  CHECK(shop.desk.take(kOther, CardReversed{"chargeback-1", 1500}, shop.moment));
  CHECK(shop.desk.take(kOther, CardReversed{"chargeback-1", 1500}, shop.moment));
  CHECK(shop.payment(kOther).reversed_minor == 1500);  // S26: B 10.01, then A 4.99
  CHECK(shop.balance().outstanding_minor == 11749);
  const auto taken = shop.desk.take(kOther, CardReversed{"A", 100}, shop.moment);
  CHECK(taken == refuse(Error::duplicate_id));
  CHECK(shop.desk.record(kOther)->reversals.size() == 1);
}

TEST_CASE("a key nobody has brought is known to no provider, and a wrong account is refused") {
  Shop shop;
  CHECK(shop.desk.take(kKey, CardAnswered{}, shop.moment) == refuse(Error::payment_unknown));
  CHECK(shop.desk.take(kKey, ServerStarted{}, shop.moment) == refuse(Error::payment_unknown));
  CHECK(shop.desk.record(kKey) == refuse(Error::payment_unknown));
  PaymentOrder elsewhere = shop.order(100);
  elsewhere.account = "EUR/";
  CHECK(shop.pay(kKey, elsewhere).error == Error::ledger_unknown);
  elsewhere.account = "USD";
  CHECK(shop.pay(kOther, elsewhere).error == Error::invalid_field);
  PaymentOrder mixed = shop.order(100);
  mixed.amount = {100, *Currency::from_code("EUR")};
  CHECK(shop.pay({5, 6}, mixed).error == Error::currency_mismatch);
  CHECK(shop.balance().can_pay_now_minor == 15249);
}

TEST_CASE("a desk that begins anew goes on with what had not ended") {
  Shop shop;
  shop.pay(kKey, shop.order(5000));
  CHECK(shop.desk.unfinished() == std::vector{kKey});
  PaymentDesk anew(shop.engine, {shop.desk.record(kKey).value()});
  CHECK(anew.unfinished() == std::vector{kKey});
  const auto effects = anew.take(kKey, ServerStarted{}, shop.moment);
  REQUIRE(effects);
  CHECK(std::get<AskCard>((*effects)[0]).key == ProviderKey{kKey});
  CHECK(anew.take(kKey, CardAnswered{CardOutcome::captured, 5000}, shop.moment));
  CHECK(anew.unfinished().empty());
  CHECK(shop.balance().outstanding_minor == 10249);
}

TEST_CASE("the seller's page and the desk, event by event, to the receipt") {
  Shop shop;
  const PaymentPolicy& policy = shop.engine.policy().payment;
  Flow page;
  const auto tell = [&](const FlowEvent& event) {
    FlowStep stepped = step(page, event, policy);
    page = stepped.flow;
    return stepped.effects;
  };
  tell(PayPressed{kKey, shop.order(5000)});
  tell(LockAnswered{page.awaited, true});
  tell(IntentRead{page.awaited});
  const auto sent = tell(IntentStored{page.awaited});
  REQUIRE(std::holds_alternative<SendRequest>(sent[1]));
  const PaymentRequest request = std::get<SendRequest>(sent[1]).request;
  const PaymentAnswer first =
      Shop::reply(shop.desk.take(kKey, PayArrived{request.intent}, shop.moment));
  tell(Answered{page.awaited, first});
  CHECK(page.state == FlowState::sending);
  shop.hear(kKey, CardOutcome::captured, 5000);
  tell(TimeUp{page.timer});
  tell(Answered{page.awaited, Shop::reply(shop.desk.take(kKey, LookUpArrived{}, shop.moment))});
  CHECK(page.state == FlowState::settled);
  CHECK(page.answer->settled_minor == 5000);
}

TEST_CASE("another code can be asked for a minute after one was sent, while one is waited for") {
  Shop shop;
  CHECK(shop.desk.resend_from(kKey) == refuse(Error::payment_unknown));
  shop.moment.asks_for_code = true;
  shop.pay(kKey, shop.order(5000));
  CHECK(*shop.desk.resend_from(kKey) == Instant{shop.moment.now.ms + 60'000});
  CHECK(shop.desk.take(kKey, CodeArrived{.is_right = true}, shop.moment));
  CHECK(*shop.desk.resend_from(kKey) == std::nullopt);
}

TEST_CASE("a request under another key than its intent's is none") {
  Shop shop;
  const Intent intent{kOther, shop.order(5000)};
  const auto is_refused = [&](const ServerEvent& event) {
    return shop.desk.take(kKey, event, shop.moment).error() == Error::invalid_field;
  };
  CHECK(is_refused(PayArrived{intent}));
  CHECK(is_refused(AbandonArrived{intent}));
  CHECK(shop.desk.unfinished().empty());
}

TEST_CASE("an order beyond all counting is refused as any other that is none") {
  Shop shop;
  PaymentOrder order = shop.order(5000);
  order.amount.minor = std::numeric_limits<std::int64_t>::min();
  order.stored_minor = 1;
  CHECK(shop.pay(kKey, order).error == Error::amount_not_positive);
}

}  // namespace
}  // namespace repay
