#include "core/payment/flow.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace repay {
namespace {

constexpr PaymentPolicy kPolicy;
constexpr PaymentKey kKey{1, 2};
constexpr PaymentKey kOtherKey{3, 4};

PaymentOrder order(std::int64_t minor = 5000) {
  return {.account = "a", .amount = {minor, *Currency::from_code("USD")}, .method = "c1"};
}

PaymentAnswer answer(AnswerState state, PaymentKey key = kKey) {
  return {.key = key, .amount = order().amount, .state = state};
}

/// A page: takes events and remembers what the last one asked for.
class Page {
 public:
  FlowState take(const FlowEvent& event) {
    FlowStep stepped = step(flow, event, kPolicy);
    flow = stepped.flow;
    effects.assign(stepped.effects.begin(), stepped.effects.end());
    return flow.state;
  }

  template <class Effect>
  [[nodiscard]] const Effect* asked() const {
    for (const FlowEffect& effect : effects) {
      if (const auto* found = std::get_if<Effect>(&effect)) return found;
    }
    return nullptr;
  }
  [[nodiscard]] RequestKind sent() const {
    REQUIRE(asked<SendRequest>() != nullptr);
    return asked<SendRequest>()->request.kind;
  }
  std::uint32_t awaited() const { return flow.awaited; }

  // The way to where a payment is sent.
  void press() { take(PayPressed{kKey, order()}); }
  void take_lock() { take(LockAnswered{awaited(), true}); }
  void read_nothing() { take(IntentRead{awaited()}); }
  void store() { take(IntentStored{awaited()}); }
  void send() {
    press();
    take_lock();
    read_nothing();
    store();
    REQUIRE(flow.state == FlowState::sending);
  }
  void hear(AnswerState state) { take(Answered{awaited(), answer(state)}); }

  Flow flow;
  std::vector<FlowEffect> effects;
};

TEST_CASE("a payment is sent only after its intent is stored, and cleared by its answer") {
  Page page;
  page.press();
  CHECK(page.flow.state == FlowState::locking);
  CHECK_FALSE(page.asked<TakeLock>()->wait);
  page.take_lock();
  REQUIRE(page.asked<ReadIntent>() != nullptr);
  page.read_nothing();
  CHECK(page.asked<StoreIntent>()->intent == Intent{kKey, order()});
  page.store();
  CHECK(page.sent() == RequestKind::pay);
  page.hear(AnswerState::settled);
  CHECK(page.flow.state == FlowState::settled);
  CHECK(page.asked<ClearIntent>()->key == kKey);
  CHECK(page.asked<RefreshAccount>() != nullptr);
  page.take(IntentCleared{page.awaited()});
  CHECK(page.asked<ReleaseLock>()->operation == 2);
  CHECK(page.flow.lock == 0);
  CHECK(page.flow.operations == 9);  // as the example in the header counts them
}

TEST_CASE("a second press changes nothing, whatever the first has come to") {
  Page page;
  page.send();
  const Flow before = page.flow;
  CHECK(page.take(PayPressed{kOtherKey, order()}) == FlowState::sending);
  CHECK(page.flow == before);
  CHECK(page.effects.empty());
}

TEST_CASE("offline nothing is sent or kept, and nothing waits to be sent") {
  Page page;
  page.take(NetworkChanged{false});
  page.press();
  CHECK(page.flow.state == FlowState::unsent);
  CHECK(page.flow.error == Error::offline);
  CHECK(page.effects.empty());
  page.take(NetworkChanged{true});
  CHECK(page.effects.empty());

  Page late;
  late.press();
  late.take_lock();
  late.read_nothing();
  late.take(NetworkChanged{false});
  late.store();
  CHECK(late.flow.state == FlowState::unsent);
  CHECK(late.asked<ClearIntent>()->key == kKey);
  CHECK(late.asked<SendRequest>() == nullptr);
  CHECK(late.asked<ReleaseLock>() != nullptr);
}

TEST_CASE("a device that cannot keep the intent sends nothing") {
  Page page;
  page.press();
  page.take_lock();
  page.read_nothing();
  page.take(IntentStored{page.awaited(), SlotOutcome::failed});
  CHECK(page.flow.state == FlowState::unsent);
  CHECK(page.flow.error == Error::storage_failed);
  CHECK(page.asked<ReleaseLock>() != nullptr);
}

TEST_CASE("a device that does not say whether it kept the intent sends nothing, and clears it") {
  Page page;
  page.press();
  page.take_lock();
  page.read_nothing();
  page.take(TimeUp{page.flow.deadline});
  CHECK(page.flow.state == FlowState::unsent);
  CHECK(page.asked<ClearIntent>()->key == kKey);
}

TEST_CASE("another page that pays holds this one back until it is done") {
  Page page;
  page.press();
  CHECK(page.take(LockAnswered{page.awaited(), false}) == FlowState::elsewhere);
  CHECK(page.asked<TakeLock>()->wait);
  CHECK(page.take(PayPressed{kOtherKey, order()}) == FlowState::elsewhere);
  page.take_lock();
  CHECK(page.asked<RefreshAccount>() != nullptr);
  page.read_nothing();
  CHECK(page.flow.state == FlowState::idle);
  CHECK(page.asked<ReleaseLock>() != nullptr);
}

TEST_CASE("a lock that comes when nobody waits for it any more is given back") {
  Page page;
  page.press();
  const std::uint32_t operation = page.awaited();
  page.take(TimeUp{page.flow.deadline});
  CHECK(page.flow.state == FlowState::idle);
  CHECK(page.flow.error == Error::storage_failed);
  page.take(LockAnswered{operation, true});
  CHECK(page.asked<ReleaseLock>()->operation == operation);
}

TEST_CASE("an open intent is looked up on load, and before any new payment") {
  Page loaded;
  loaded.take(PageLoaded{});
  loaded.take_lock();
  loaded.take(IntentRead{loaded.awaited(), SlotOutcome::done, Intent{kKey, order()}});
  CHECK(loaded.flow.state == FlowState::looking_up);
  CHECK(loaded.sent() == RequestKind::look_up);
  loaded.hear(AnswerState::settled);
  CHECK(loaded.flow.state == FlowState::settled);

  Page pressed;
  pressed.take(PayPressed{kOtherKey, order(100)});
  pressed.take_lock();
  pressed.take(IntentRead{pressed.awaited(), SlotOutcome::done, Intent{kKey, order()}});
  CHECK(pressed.flow.state == FlowState::looking_up);
  CHECK(pressed.flow.intent->key == kKey);
}

TEST_CASE("what the server never heard of is abandoned, so that it cannot arrive later") {
  Page page;
  page.take(PageLoaded{});
  page.take_lock();
  page.take(IntentRead{page.awaited(), SlotOutcome::done, Intent{kKey, order()}});
  page.take(KeyUnknown{page.awaited()});
  CHECK(page.sent() == RequestKind::abandon);
  CHECK(page.asked<ClearIntent>() == nullptr);
  PaymentAnswer expired = answer(AnswerState::expired);
  expired.error = Error::not_received;
  page.take(Answered{page.awaited(), expired});
  CHECK(page.flow.state == FlowState::expired);
  CHECK(page.asked<ClearIntent>() != nullptr);
}

TEST_CASE("a request without answer is sent again with the same key") {
  Page page;
  page.send();
  page.take(NotAnswered{page.awaited()});
  CHECK(page.flow.state == FlowState::sending);
  CHECK(page.asked<StartTimer>()->after_ms == 2000);
  page.take(TimeUp{page.flow.timer});
  CHECK(page.sent() == RequestKind::pay);
  CHECK(page.asked<SendRequest>()->request.intent.key == kKey);
}

TEST_CASE("a request that stays away counts as not answered") {
  Page page;
  page.send();
  page.take(TimeUp{page.flow.timer});
  CHECK(page.flow.awaited == 0);
  CHECK(page.asked<StartTimer>() != nullptr);
}

TEST_CASE("no answer in time is not a refusal: it is not known, and asked on") {
  Page page;
  page.send();
  page.take(TimeUp{page.flow.deadline});
  CHECK(page.flow.state == FlowState::unknown);
  CHECK(page.sent() == RequestKind::look_up);
  CHECK(page.asked<ClearIntent>() == nullptr);
  page.take(PayPressed{kOtherKey, order()});
  CHECK(page.flow.state == FlowState::unknown);
  page.take(NotAnswered{page.awaited()});
  page.take(TimeUp{page.flow.timer});
  CHECK(page.sent() == RequestKind::look_up);  // never to pay, after the time for answers
}

TEST_CASE("questions come slower and slower, and end after the policy's minutes") {
  Page page;
  page.send();
  page.take(TimeUp{page.flow.deadline});
  std::vector<std::int64_t> pauses;
  std::int64_t sum_ms = 0;
  while (true) {
    page.take(NotAnswered{page.awaited()});
    if (page.asked<StartTimer>() == nullptr) break;
    pauses.push_back(page.asked<StartTimer>()->after_ms / 1000);
    sum_ms += page.asked<StartTimer>()->after_ms;
    page.take(TimeUp{page.flow.timer});
  }
  CHECK(std::vector(pauses.begin(), pauses.begin() + 7) ==
        std::vector<std::int64_t>{2, 4, 8, 16, 32, 60, 60});
  CHECK(sum_ms / 60'000 == kPolicy.poll_minutes);
  CHECK(page.flow.timer == 0);
  page.take(LookAgainPressed{});
  CHECK(page.sent() == RequestKind::look_up);
}

TEST_CASE("an answer clears the intent only if key, amount and currency are its own") {
  const auto believed = [](const PaymentAnswer& told) {
    Page page;
    page.send();
    page.take(Answered{page.awaited(), told});
    return page.asked<ClearIntent>() != nullptr;
  };
  CHECK(believed(answer(AnswerState::settled)));
  CHECK_FALSE(believed(answer(AnswerState::settled, kOtherKey)));
  PaymentAnswer more = answer(AnswerState::settled);
  more.amount.minor += 1;
  CHECK_FALSE(believed(more));
  PaymentAnswer euros = answer(AnswerState::settled);
  euros.amount.currency = *Currency::from_code("EUR");
  CHECK_FALSE(believed(euros));
  PaymentAnswer conflict = answer(AnswerState::refused);
  conflict.error = Error::idempotency_conflict;
  CHECK_FALSE(believed(conflict));
}

TEST_CASE("an answer of an operation that is not waited for counts only if it is conclusive") {
  Page page;
  page.send();
  const std::uint32_t early = page.awaited();
  page.take(TimeUp{page.flow.deadline});
  const Flow before = page.flow;
  page.take(Answered{early, answer(AnswerState::verifying)});
  page.take(NotAnswered{early});
  page.take(KeyUnknown{early});
  page.take(SignedOut{early});
  page.take(TimeUp{early});
  CHECK(page.flow == before);
  page.take(Answered{early, answer(AnswerState::settled)});
  CHECK(page.flow.state == FlowState::settled);
}

TEST_CASE("a session that ended holds the request, and signed in again it goes on") {
  Page page;
  page.send();
  page.take(SignedOut{page.awaited()});
  CHECK(page.flow.state == FlowState::signing_in);
  CHECK(page.asked<RenewSignIn>() != nullptr);
  CHECK(page.asked<ClearIntent>() == nullptr);
  page.take(LookAgainPressed{});
  CHECK(page.asked<RenewSignIn>() != nullptr);
  page.take(SignedIn{});
  CHECK(page.flow.state == FlowState::sending);
  CHECK(page.sent() == RequestKind::pay);
  CHECK(page.asked<SendRequest>()->request.intent.key == kKey);
}

TEST_CASE("a host that says signed in and is not is not asked for ever: the seller presses") {
  Page page;
  page.send();
  for (int renewals = 0; renewals < 2; ++renewals) {
    page.take(SignedOut{page.awaited()});
    CHECK(page.asked<RenewSignIn>() != nullptr);
    page.take(SignedIn{});
  }
  page.take(SignedOut{page.awaited()});
  CHECK(page.flow.state == FlowState::signing_in);
  CHECK(page.asked<RenewSignIn>() == nullptr);
  page.take(LookAgainPressed{});
  CHECK(page.asked<RenewSignIn>() != nullptr);
  page.take(SignedIn{});
  page.hear(AnswerState::verifying);
  page.take(TimeUp{page.flow.timer});
  page.take(SignedOut{page.awaited()});
  CHECK_MESSAGE(page.asked<RenewSignIn>() != nullptr, "something was heard since");
}

TEST_CASE("signed in again, each request is the one that was held, with its own patience") {
  struct Row {
    RequestKind kind;
    FlowState state;
  };
  for (const auto& [kind, state] : {Row{RequestKind::look_up, FlowState::looking_up},
                                    Row{RequestKind::abandon, FlowState::cancelling},
                                    Row{RequestKind::confirm, FlowState::confirming},
                                    Row{RequestKind::resend, FlowState::confirming}}) {
    CAPTURE(name(kind));
    Page page;
    page.send();
    page.hear(AnswerState::verifying);
    if (kind == RequestKind::look_up) page.take(TimeUp{page.flow.timer});
    if (kind == RequestKind::abandon) page.take(CancelPressed{});
    if (kind == RequestKind::confirm) page.take(CodeEntered{"123456"});
    if (kind == RequestKind::resend) page.take(CodeAgainPressed{});
    REQUIRE(page.sent() == kind);
    const PaymentRequest held = page.flow.held;
    page.take(SignedOut{page.awaited()});
    CHECK(page.flow.state == FlowState::signing_in);
    page.take(SignedIn{});
    CHECK(page.flow.state == state);
    CHECK(page.asked<SendRequest>()->request == held);
    CHECK(page.flow.deadline != 0);
  }
}

TEST_CASE("what was never heard of is still being looked up when the seller has signed in for it") {
  Page page;
  page.take(PageLoaded{});
  page.take_lock();
  page.take(IntentRead{page.awaited(), SlotOutcome::done, Intent{kKey, order()}});
  page.take(KeyUnknown{page.awaited()});
  REQUIRE(page.sent() == RequestKind::abandon);
  page.take(SignedOut{page.awaited()});
  page.take(SignedIn{});
  CHECK(page.flow.state == FlowState::looking_up);
  CHECK(page.sent() == RequestKind::abandon);
}

TEST_CASE("a code is sent with the number it saw, and never twice by itself") {
  Page page;
  page.send();
  PaymentAnswer asks = answer(AnswerState::verifying);
  asks.codes_judged = 1;
  asks.error = Error::code_wrong;
  page.take(Answered{page.awaited(), asks});
  CHECK(page.flow.state == FlowState::verifying);
  CHECK(page.flow.error == Error::code_wrong);
  page.take(CodeEntered{"12345"});
  CHECK(page.flow.state == FlowState::verifying);
  CHECK(page.flow.error == Error::code_incomplete);
  CHECK(page.effects.empty());
  page.take(CodeEntered{"123456"});
  CHECK(page.flow.state == FlowState::confirming);
  CHECK(page.asked<SendRequest>()->request.code == "123456");
  CHECK(page.asked<SendRequest>()->request.codes_judged == 1);
  page.take(NotAnswered{page.awaited()});
  page.take(TimeUp{page.flow.timer});
  CHECK(page.sent() == RequestKind::look_up);
}

TEST_CASE("what a code was refused for stays said while the page asks on") {
  Page page;
  page.send();
  page.hear(AnswerState::verifying);
  page.take(CodeEntered{"123456"});
  PaymentAnswer wrong = answer(AnswerState::verifying);
  wrong.error = Error::code_wrong;
  page.take(Answered{page.awaited(), wrong});
  page.take(TimeUp{page.flow.timer});
  page.hear(AnswerState::verifying);
  CHECK(page.flow.error == Error::code_wrong);
}

TEST_CASE("another code is asked for, and a challenge is looked at when the seller is back") {
  Page page;
  page.send();
  page.hear(AnswerState::verifying);
  page.take(CodeAgainPressed{});
  CHECK(page.sent() == RequestKind::resend);
  page.hear(AnswerState::challenged);
  CHECK(page.flow.state == FlowState::challenged);
  page.take(ChallengeReturned{});
  CHECK(page.sent() == RequestKind::look_up);
  page.take(CancelPressed{});
  CHECK(page.flow.state == FlowState::cancelling);
  CHECK(page.sent() == RequestKind::abandon);
  page.hear(AnswerState::submitted);  // the provider is being asked to stop it
  CHECK(page.flow.state == FlowState::unknown);
  page.take(TimeUp{page.flow.timer});
  page.hear(AnswerState::expired);
  CHECK(page.flow.state == FlowState::expired);
}

TEST_CASE("a payment that was taken on is asked about until it has ended, without the lock") {
  Page page;
  page.send();
  page.hear(AnswerState::pending);
  CHECK(page.flow.state == FlowState::pending);
  page.take(IntentCleared{page.awaited()});
  CHECK(page.asked<ReleaseLock>() != nullptr);
  page.take(TimeUp{page.flow.timer});
  CHECK(page.sent() == RequestKind::look_up);
  page.hear(AnswerState::failed);
  CHECK(page.flow.state == FlowState::failed);
  CHECK(page.asked<RefreshAccount>() != nullptr);
}

TEST_CASE(
    "a payment that is still pending, or of which nothing is known just then, is asked about "
    "again") {
  Page page;
  page.send();
  page.hear(AnswerState::pending);
  page.take(IntentCleared{page.awaited()});
  for (const bool is_known : {true, false}) {
    page.take(TimeUp{page.flow.timer});
    REQUIRE(page.sent() == RequestKind::look_up);
    if (is_known) {
      page.hear(AnswerState::pending);
    } else {
      page.take(KeyUnknown{page.awaited()});
    }
    CHECK(page.flow.state == FlowState::pending);
    CHECK(page.flow.awaited == 0);
    CHECK(page.asked<StartTimer>() != nullptr);
  }
  page.take(TimeUp{page.flow.timer});
  page.hear(AnswerState::settled);
  CHECK(page.flow.state == FlowState::settled);
  CHECK(page.asked<RefreshAccount>() != nullptr);
}

TEST_CASE("without a connection patience ends as well, and the question waits for the connection") {
  Page page;
  page.send();
  page.take(NetworkChanged{false});
  page.take(NotAnswered{page.awaited()});
  page.take(TimeUp{page.flow.deadline});
  CHECK(page.flow.state == FlowState::unknown);
  CHECK(page.asked<SendRequest>() == nullptr);
  page.take(TimeUp{page.flow.timer});
  CHECK(page.asked<SendRequest>() == nullptr);
  page.take(NetworkChanged{true});
  CHECK(page.sent() == RequestKind::look_up);
}

TEST_CASE(
    "an intent that another page put into the slot first is followed, and this one is not sent") {
  Page page;
  page.press();
  page.take_lock();
  page.read_nothing();
  page.take(IntentStored{page.awaited(), SlotOutcome::taken});
  CHECK(page.asked<ReadIntent>() != nullptr);
  page.take(IntentRead{page.awaited(), SlotOutcome::done, Intent{kOtherKey, order()}});
  CHECK(page.sent() == RequestKind::look_up);
  CHECK(page.asked<SendRequest>()->request.intent.key == kOtherKey);
}

TEST_CASE("a slot that does not say whether it was cleared does not end the questions") {
  Page page;
  page.send();
  page.hear(AnswerState::pending);
  page.take(TimeUp{page.flow.deadline});
  CHECK(page.asked<ReleaseLock>() != nullptr);
  CHECK(page.asked<StartTimer>() != nullptr);
}

TEST_CASE("while a payment is pending another can be made") {
  Page page;
  page.send();
  page.hear(AnswerState::pending);
  page.take(IntentCleared{page.awaited()});
  page.take(PayPressed{kOtherKey, order()});
  CHECK(page.flow.state == FlowState::locking);
  CHECK(page.flow.intent->key == kOtherKey);
}

// Found by simulation.

TEST_CASE("a pending payment whose session ended asks the seller to sign in") {
  Page page;
  page.send();
  page.hear(AnswerState::pending);
  page.take(IntentCleared{page.awaited()});
  page.take(TimeUp{page.flow.timer});
  page.take(SignedOut{page.awaited()});
  CHECK(page.flow.state == FlowState::pending);
  CHECK(page.asked<RenewSignIn>() != nullptr);
  page.take(SignedIn{});
  CHECK(page.sent() == RequestKind::look_up);
}

TEST_CASE(
    "looking again while the slot is being cleared does not take the lock's end for an answer") {
  Page page;
  page.send();
  page.hear(AnswerState::pending);
  const std::uint32_t clearing = page.awaited();
  page.take(LookAgainPressed{});
  page.take(SignedIn{});
  CHECK(page.awaited() == clearing);
  page.take(IntentCleared{clearing});
  CHECK(page.flow.lock == 0);
}

TEST_CASE("who was held back by another payment of the account looks again, and can pay") {
  Page page;
  page.send();
  PaymentAnswer held_back = answer(AnswerState::refused);
  held_back.error = Error::payment_open;
  page.take(Answered{page.awaited(), held_back});
  page.take(LookAgainPressed{});
  CHECK_MESSAGE(page.flow.state == FlowState::refused, "the slot is still being cleared");
  page.take(IntentCleared{page.awaited()});
  page.take(LookAgainPressed{});
  CHECK(page.asked<RefreshAccount>() != nullptr);
  CHECK_MESSAGE(page.flow.state == FlowState::opening, "another page of the device may pay by now");
  page.take_lock();
  page.read_nothing();
  CHECK(page.flow.state == FlowState::idle);
  CHECK_FALSE(page.flow.intent.has_value());
  page.send();
}

TEST_CASE("a device that cannot be read on load is looked at again when the seller asks") {
  Page page;
  page.take(PageLoaded{});
  page.take_lock();
  page.take(IntentRead{page.awaited(), SlotOutcome::failed});
  CHECK(page.flow.state == FlowState::idle);
  CHECK(page.flow.error == Error::storage_failed);
  page.take(LookAgainPressed{});
  CHECK(page.flow.state == FlowState::opening);
  page.take_lock();
  page.read_nothing();
  CHECK_FALSE(page.flow.error.has_value());
}

TEST_CASE("questions go on for the policy's minutes from the last news, not from the first") {
  Page page;
  page.send();
  page.hear(AnswerState::verifying);
  while (page.flow.timer != 0) {
    page.take(TimeUp{page.flow.timer});
    page.hear(AnswerState::verifying);
  }
  page.take(CodeEntered{"123456"});
  page.hear(AnswerState::submitted);
  CHECK(page.flow.state == FlowState::unknown);
  CHECK(page.flow.timer != 0);
}

TEST_CASE("while it is not known whether an intent is open, nothing else is begun or told") {
  Page page;
  page.press();
  page.take_lock();
  page.take(IntentRead{page.awaited(), SlotOutcome::failed});
  CHECK(page.flow.state == FlowState::idle);
  CHECK(page.asked<ReleaseLock>() != nullptr);
  page.take(NetworkChanged{false});
  const Flow before = page.flow;
  page.take(PayPressed{kOtherKey, order()});
  CHECK(page.flow == before);
}

TEST_CASE("a slot that does not say whether it was cleared does not keep the lock") {
  Page page;
  page.send();
  page.hear(AnswerState::settled);
  page.take(TimeUp{page.flow.deadline});
  CHECK(page.asked<ReleaseLock>() != nullptr);
  CHECK(page.flow.state == FlowState::settled);
}

}  // namespace
}  // namespace repay
