#include "core/payment/server.h"

#include <doctest/doctest.h>

#include <optional>
#include <vector>

namespace repay {
namespace {

constexpr PaymentPolicy kPolicy;
constexpr VerificationPolicy kVerification;
constexpr PaymentKey kKey{1, 2};

PaymentOrder order(std::int64_t stored_minor = 0) {
  PaymentOrder it{.account = "a", .amount = {6000, *Currency::from_code("USD")}};
  it.stored_minor = stored_minor;
  if (stored_minor < 6000) it.method = "c1";
  it.version = 7;
  return it;
}

/// The record of one key, and what the last event asked for.
struct Desk {
  std::optional<PaymentRecord> record;
  AccountFacts account{.version = 7, .stored_minor = 2000};
  Instant now{1'000'000};
  std::vector<ServerEffect> effects;

  Result<void> take(const ServerEvent& event) {
    const auto stepped = step(record, event, {now, account}, kPolicy, kVerification);
    if (!stepped) return refuse(stepped.error());
    record = stepped->record;
    effects.assign(stepped->effects.begin(), stepped->effects.end());
    return {};
  }
  PaymentAnswer pay(const PaymentOrder& what) {
    CHECK(take(PayArrived{{kKey, what}}));
    return reply();
  }
  void hear(CardOutcome outcome, std::int64_t minor = 0) {
    CHECK(take(CardAnswered{outcome, minor, DeclineClass::expired}));
  }
  template <class Effect>
  [[nodiscard]] const Effect* asked() const {
    for (const ServerEffect& effect : effects) {
      if (const auto* found = std::get_if<Effect>(&effect)) return found;
    }
    return nullptr;
  }
  [[nodiscard]] PaymentAnswer reply() const {
    REQUIRE(asked<Reply>() != nullptr);
    return asked<Reply>()->answer;
  }
  [[nodiscard]] RecordState state() const { return record->state; }
};

TEST_CASE("a payment is held, charged under its own provider key, and settled") {
  Desk desk;
  CHECK(desk.pay(order()).state == AnswerState::submitted);
  CHECK(desk.asked<HoldFunds>() != nullptr);
  CHECK(desk.asked<RequestCard>()->key == ProviderKey{kKey});
  CHECK(desk.asked<RequestCard>()->amount_minor == 6000);
  desk.hear(CardOutcome::captured, 6000);
  CHECK(desk.state() == RecordState::settled);
  CHECK(desk.asked<SettleFunds>()->amount_minor == 6000);
  CHECK(to_string(ProviderKey{kKey}) == "repay-00000000000000010000000000000002");
}

TEST_CASE("S35: the same key and fields answer the same, other fields are a conflict") {
  Desk desk;
  desk.pay(order());
  desk.hear(CardOutcome::captured, 6000);
  const PaymentRecord before = *desk.record;
  PaymentOrder again = order();
  again.version = 99;
  CHECK(desk.pay(again).settled_minor == 6000);
  CHECK(desk.effects.size() == 1);
  PaymentOrder other = order();
  other.amount.minor = 5000;
  CHECK(desk.pay(other).error == Error::idempotency_conflict);
  CHECK(desk.effects.size() == 1);
  CHECK(*desk.record == before);
}

TEST_CASE("a refusal is kept under its key: a later copy does not happen") {
  Desk desk;
  desk.account.version = 8;
  CHECK(desk.pay(order()).error == Error::stale);
  CHECK(desk.effects.size() == 1);
  desk.account.version = 7;
  CHECK(desk.pay(order()).error == Error::stale);
  CHECK(desk.effects.size() == 1);
  CHECK(desk.state() == RecordState::refused);
}

TEST_CASE("a new payment is refused for the first of several reasons") {
  struct Row {
    Error error;
    AccountFacts account;
    PaymentOrder order;
  };
  PaymentOrder none = order();
  none.amount.minor = 0;
  PaymentOrder parts = order();
  parts.method = "";
  AccountFacts open{.version = 7, .other_open = true, .refusal = Error::below_minimum};
  AccountFacts refusing{.version = 7, .refusal = Error::below_minimum};
  AccountFacts stale = open;
  stale.version = 8;
  for (const Row& row : {Row{Error::stale, stale, none}, Row{Error::payment_open, open, none},
                         Row{Error::amount_not_positive, refusing, none},
                         Row{Error::tender_mismatch, refusing, parts},
                         Row{Error::below_minimum, refusing, order()}}) {
    Desk desk;
    desk.account = row.account;
    CHECK(desk.pay(row.order).error == row.error);
    CHECK(desk.state() == RecordState::refused);
  }
}

TEST_CASE("what never arrived is used up, so that it never happens") {
  Desk desk;
  CHECK(desk.take(LookUpArrived{}));
  CHECK(desk.asked<ReplyUnknown>() != nullptr);
  CHECK_FALSE(desk.record.has_value());
  CHECK(desk.take(AbandonArrived{{kKey, order()}}));
  CHECK(desk.reply().error == Error::not_received);
  CHECK(desk.pay(order()).state == AnswerState::expired);
  CHECK(desk.effects.size() == 1);
}

TEST_CASE("what is under way is not abandoned, what waits for the seller is") {
  Desk charging;
  charging.pay(order());
  CHECK(charging.take(AbandonArrived{{kKey, order()}}));
  CHECK(charging.state() == RecordState::charging);

  Desk challenged;
  challenged.pay(order());
  challenged.hear(CardOutcome::challenge);
  CHECK(challenged.take(AbandonArrived{{kKey, order()}}));
  CHECK(challenged.state() == RecordState::cancelling);
  CHECK(challenged.asked<CancelCard>() != nullptr);
  CHECK(challenged.reply().state == AnswerState::submitted);  // not before the provider says so
  challenged.hear(CardOutcome::captured, 6000);               // it was too late
  CHECK(challenged.state() == RecordState::settled);

  Desk verifying;
  verifying.account.asks_for_code = true;
  verifying.pay(order());
  CHECK(verifying.take(AbandonArrived{{kKey, order()}}));
  CHECK(verifying.reply().state == AnswerState::expired);
  CHECK(verifying.asked<ExpireFunds>() != nullptr);
}

TEST_CASE("a split payment holds the stored part first, and takes or frees both") {
  Desk desk;
  desk.pay(order(2000));
  CHECK(desk.asked<RequestCard>()->amount_minor == 4000);
  desk.hear(CardOutcome::captured, 2500);  // the bank allowed less
  CHECK(desk.asked<SettleFunds>()->amount_minor == 4500);

  Desk declined;
  declined.pay(order(2000));
  declined.hear(CardOutcome::declined);
  CHECK(declined.state() == RecordState::failed);
  CHECK(declined.record->decline == DeclineClass::expired);
  CHECK(declined.asked<FailFunds>() != nullptr);

  Desk stored;
  stored.account.stored_minor = 6000;
  CHECK(stored.pay(order(6000)).state == AnswerState::settled);
  CHECK(stored.asked<RequestCard>() == nullptr);
  CHECK(stored.asked<SettleFunds>()->amount_minor == 6000);

  Desk poor;
  poor.account.stored_minor = 1999;
  CHECK(poor.pay(order(2000)).decline == DeclineClass::insufficient_funds);
  CHECK(poor.asked<HoldFunds>() == nullptr);
}

TEST_CASE("a provider that captures nothing or too much is refused, and nothing changes") {
  Desk desk;
  desk.pay(order());
  const PaymentRecord before = *desk.record;
  CHECK(desk.take(CardAnswered{CardOutcome::captured, 6001}) == refuse(Error::exceeds_pending));
  CHECK(desk.take(CardAnswered{CardOutcome::captured, 0}) == refuse(Error::amount_not_positive));
  CHECK(*desk.record == before);
}

TEST_CASE("no answer of the provider is no decline: it is asked, and sent the same again") {
  Desk desk;
  desk.pay(order());
  CHECK(desk.take(AlarmRang{desk.record->wake}));
  CHECK(desk.state() == RecordState::charging);
  CHECK(desk.asked<AskCard>() != nullptr);
  CHECK(desk.asked<SetAlarm>()->after_ms == 15'000);
  desk.hear(CardOutcome::not_found);
  CHECK(desk.asked<RequestCard>()->key == ProviderKey{kKey});
  CHECK(desk.take(AlarmRang{desk.record->wake - 1}));  // an alarm that does not count any more
  CHECK(desk.effects.empty());
}

TEST_CASE("after a restart everything that has not ended goes on with the same key") {
  Desk desk;
  desk.pay(order());
  CHECK(desk.take(ServerStarted{}));
  CHECK(desk.asked<AskCard>()->key == ProviderKey{kKey});
  desk.hear(CardOutcome::processing);
  CHECK(desk.state() == RecordState::pending);
  CHECK(desk.asked<NotePending>() != nullptr);
  CHECK(desk.take(ServerStarted{}));
  CHECK(desk.asked<AskCard>() != nullptr);
  desk.hear(CardOutcome::captured, 6000);
  CHECK(desk.take(ServerStarted{}));
  CHECK(desk.effects.empty());
}

TEST_CASE("a challenge that takes too long is cancelled, and expires when the provider says so") {
  Desk desk;
  desk.pay(order());
  desk.hear(CardOutcome::challenge);
  desk.now.ms += 30 * kMsPerMinute - 1;
  CHECK(desk.take(AlarmRang{desk.record->wake}));
  CHECK(desk.state() == RecordState::challenged);
  desk.now.ms += 1;
  CHECK(desk.take(AlarmRang{desk.record->wake}));
  CHECK(desk.state() == RecordState::cancelling);
  desk.hear(CardOutcome::cancelled);
  CHECK(desk.state() == RecordState::expired);
  CHECK(desk.asked<ExpireFunds>() != nullptr);
  desk.hear(CardOutcome::captured, 6000);  // a second word, which cannot be
  CHECK(desk.state() == RecordState::expired);
}

TEST_CASE("a code comes before the card, and three wrong ones end the payment") {
  Desk desk;
  desk.account.asks_for_code = true;
  CHECK(desk.pay(order()).state == AnswerState::verifying);
  CHECK(desk.asked<SendCode>() != nullptr);
  CHECK(desk.asked<RequestCard>() == nullptr);
  CHECK(desk.take(CodeArrived{false, 0}));
  CHECK(desk.reply().error == Error::code_wrong);
  CHECK(desk.reply().attempts_left == 2);
  CHECK(desk.take(CodeArrived{false, 0}));  // a copy of the same
  CHECK(desk.reply().attempts_left == 2);
  CHECK(desk.take(ResendArrived{}));
  CHECK(desk.reply().error == Error::resend_too_soon);
  CHECK(desk.take(CodeArrived{false, 1}));
  CHECK(desk.take(CodeArrived{false, 2}));
  CHECK(desk.reply().state == AnswerState::failed);
  CHECK(desk.reply().error == Error::locked);
  CHECK(desk.asked<FailFunds>() != nullptr);
}

TEST_CASE("a code that is waited for too long expires, and not before") {
  Desk desk;
  desk.account.asks_for_code = true;
  desk.pay(order());
  desk.now.ms += kPolicy.challenge_minutes * kMsPerMinute - 1;
  CHECK(desk.take(AlarmRang{desk.record->wake}));
  CHECK(desk.state() == RecordState::verifying);
  CHECK(desk.asked<SetAlarm>() != nullptr);
  desk.now.ms += 1;
  CHECK(desk.take(AlarmRang{desk.record->wake}));
  CHECK(desk.state() == RecordState::expired);
  CHECK(desk.asked<ExpireFunds>() != nullptr);
}

TEST_CASE("what was to be cancelled is cancelled again until the provider has said how it stands") {
  Desk desk;
  desk.pay(order());
  desk.hear(CardOutcome::challenge);
  CHECK(desk.take(AbandonArrived{{kKey, order()}}));
  CHECK(desk.asked<CancelCard>() != nullptr);
  CHECK(desk.take(AlarmRang{desk.record->wake}));
  CHECK(desk.asked<CancelCard>()->key == ProviderKey{kKey});
  CHECK(desk.take(ServerStarted{}));
  CHECK(desk.asked<CancelCard>() != nullptr);
  desk.hear(CardOutcome::not_found);
  CHECK_MESSAGE(desk.state() == RecordState::cancelling, "the request may still be on its way");
  desk.hear(CardOutcome::captured, 6000);
  CHECK_MESSAGE(desk.state() == RecordState::settled, "it was captured before");
}

TEST_CASE("what the provider says again changes nothing") {
  Desk desk;
  desk.pay(order());
  desk.hear(CardOutcome::processing);
  desk.hear(CardOutcome::processing);
  CHECK(desk.asked<NotePending>() == nullptr);
  desk.hear(CardOutcome::challenge);
  CHECK(desk.state() == RecordState::pending);
  desk.hear(CardOutcome::captured, 6000);
  const PaymentRecord before = *desk.record;
  desk.hear(CardOutcome::declined);
  CHECK(desk.take(AlarmRang{desk.record->wake}));
  CHECK(*desk.record == before);
  CHECK(desk.effects.empty());
}

TEST_CASE("a right code lets the card be charged, once") {
  Desk desk;
  desk.account.asks_for_code = true;
  desk.pay(order());
  CHECK(desk.take(CodeArrived{true, 0}));
  CHECK(desk.state() == RecordState::charging);
  CHECK(desk.asked<RequestCard>() != nullptr);
  CHECK(desk.take(CodeArrived{true, 0}));
  CHECK(desk.asked<RequestCard>() == nullptr);
}

TEST_CASE("what the bank takes back is at most what came, and twice the same is once") {
  Desk desk;
  desk.pay(order());
  CHECK(desk.take(CardReversed{"r1", 100}) == refuse(Error::wrong_payment_state));
  desk.hear(CardOutcome::captured, 6000);
  CHECK(desk.take(CardReversed{"r1", 5000}));
  CHECK(desk.asked<ReverseFunds>()->amount_minor == 5000);
  CHECK(desk.take(CardReversed{"r1", 5000}));
  CHECK(desk.effects.empty());
  CHECK(desk.take(CardReversed{"r1", 4999}) == refuse(Error::idempotency_conflict));
  CHECK(desk.take(CardReversed{"r2", 0}) == refuse(Error::amount_not_positive));
  CHECK(desk.take(CardReversed{"r2", 1001}) == refuse(Error::reversal_too_high));
  CHECK(desk.take(LookUpArrived{}));
  CHECK(desk.reply().reversed_minor == 5000);
  CHECK(desk.reply().settled_minor == 6000);
}

TEST_CASE("open is what holds back another payment") {
  for (const RecordState state : {RecordState::verifying, RecordState::charging,
                                  RecordState::challenged, RecordState::cancelling}) {
    CHECK(is_open(state));
  }
  for (const RecordState state : {RecordState::pending, RecordState::settled, RecordState::failed,
                                  RecordState::expired, RecordState::refused}) {
    CHECK_FALSE(is_open(state));
  }
  CHECK(name(RecordState::cancelling) == "cancelling");
  CHECK(name(CardOutcome::not_found) == "not_found");
}

}  // namespace
}  // namespace repay
