#include <doctest/doctest.h>

#include <array>
#include <string>

#include "core/payment/flow.h"
#include "core/payment/flow_view.h"
#include "tests/core/support/random.h"

namespace repay {
namespace {

using testing::Random;

constexpr PaymentPolicy kPolicy;
constexpr PaymentKey kKey{1, 2};

Intent intent(PaymentKey key = kKey) {
  return {key, {.account = "USD/main", .amount = {5000, *Currency::from_code("USD")}}};
}

PaymentAnswer answer(AnswerState state) {
  return {.key = kKey, .amount = intent().order.amount, .state = state};
}

/// A payment that was sent and, if something was heard, how it stands.
Flow sent(FlowState state, std::optional<AnswerState> heard = {}) {
  Flow flow{.state = state, .operations = 7, .awaited = 6, .timer = 7, .deadline = 5, .lock = 2};
  flow.intent = flow.held.intent = intent();
  flow.held.kind = RequestKind::pay;
  if (heard) flow.answer = answer(*heard);
  return flow;
}

TEST_CASE("what a step makes is a flow") {
  CHECK(check_flow(Flow()));
  CHECK(check_flow(sent(FlowState::sending)));
  CHECK(check_flow(sent(FlowState::verifying, AnswerState::verifying)));
}

TEST_CASE("a flow that contradicts itself is none") {
  const auto refused = [](Flow flow, auto change) {
    REQUIRE(check_flow(flow));
    change(flow);
    return check_flow(flow) == refuse(Error::invalid_field);
  };
  const Flow blank;
  CHECK(refused(blank, [](Flow& f) { f.state = FlowState::settled; }));
  CHECK(refused(blank, [](Flow& f) { f.state = FlowState::sending; }));
  CHECK(refused(blank, [](Flow& f) { f.state = FlowState::opening; }));
  CHECK(refused(blank, [](Flow& f) { f.state = FlowState::elsewhere; }));
  CHECK(refused(blank, [](Flow& f) { f.state = FlowState::unsent; }));
  CHECK(refused(blank, [](Flow& f) { f.intent = intent(); }));
  CHECK(refused(blank, [](Flow& f) { f.held.code = "123456"; }));
  CHECK(refused(blank, [](Flow& f) { f.awaited = 1; }));
  CHECK(refused(blank, [](Flow& f) { f.operations = (1U << 31) + 1; }));

  const Flow sending = sent(FlowState::sending);
  CHECK(refused(sending, [](Flow& f) { f.awaited = 8; }));
  CHECK(refused(sending, [](Flow& f) { f.lock = 0; }));
  CHECK(refused(sending, [](Flow& f) { f.intent.reset(); }));
  CHECK(refused(sending, [](Flow& f) { f.intent = intent({3, 4}); }));
  CHECK(refused(sending, [](Flow& f) { f.answer = answer(AnswerState::settled); }));
  CHECK(refused(sending, [](Flow& f) { f.state = FlowState::verifying; }));
  CHECK(refused(sending, [](Flow& f) { f.state = FlowState::storing; }));
  CHECK(refused(sending, [](Flow& f) { f.state = FlowState::signing_in; }));

  Flow settled = sent(FlowState::settled, AnswerState::settled);
  settled.timer = 0;
  CHECK(refused(settled, [](Flow& f) { f.answer.reset(); }));
  CHECK(refused(settled, [](Flow& f) { f.answer->state = AnswerState::failed; }));
  CHECK(refused(settled, [](Flow& f) { f.answer->key = {3, 4}; }));
  CHECK(refused(settled, [](Flow& f) { f.answer->amount.minor = 1; }));
  CHECK(refused(settled, [](Flow& f) { f.answer->error = Error::idempotency_conflict; }));
  CHECK(refused(settled, [](Flow& f) { f.timer = 7; }));
  CHECK(refused(settled, [](Flow& f) { f.lock = 0; }));
  CHECK(refused(settled, [](Flow& f) { f.state = FlowState::pending; }));
}

/// Events of every type about numbers that were handed out, or not: what no host that keeps to the
/// effects would say, too.
class Events {
 public:
  explicit Events(Random& random) : random_(random) {}

  FlowEvent any(const Flow& flow) {
    const std::uint32_t at = operation(flow);
    switch (random_.between(0, 17)) {
      case 0:
        return PageLoaded{};
      case 1:
        return PayPressed{key(), intent().order};
      case 2:
        return LockAnswered{at, !random_.one_in(3)};
      case 3:
        return IntentRead{at, slot(), random_.one_in(3) ? std::optional(intent(key())) : nothing_};
      case 4:
        return IntentStored{at, slot()};
      case 5:
        return IntentCleared{at};
      case 6:
        return NotAnswered{at};
      case 7:
        return KeyUnknown{at};
      case 8:
        return SignedOut{at};
      case 9:
        return SignedIn{};
      case 10:
        return TimeUp{at};
      case 11:
        return NetworkChanged{!random_.one_in(4)};
      case 12:
        return CodeEntered{random_.one_in(2) ? "123456" : "12"};
      case 13:
        return CodeAgainPressed{};
      case 14:
        return ChallengeReturned{};
      case 15:
        return CancelPressed{};
      case 16:
        return LookAgainPressed{};
      default:
        return Answered{at, any_answer(flow)};
    }
  }

  PaymentKey key() { return random_.one_in(4) ? PaymentKey{3, 4} : kKey; }
  FlowState state() { return pick(kStates); }
  std::uint32_t operation(const Flow& flow) {
    if (random_.one_in(8)) return static_cast<std::uint32_t>(random_.between(0, 40));
    return pick(std::array{flow.awaited, flow.awaited, flow.timer, flow.deadline, flow.lock});
  }

  PaymentAnswer any_answer(const Flow& flow) {
    PaymentAnswer made = answer(pick(kAnswers));
    made.key = flow.intent && !random_.one_in(4) ? flow.intent->key : key();
    if (random_.one_in(8)) made.amount.minor = 1;
    if (random_.one_in(8)) made.error = Error::idempotency_conflict;
    if (random_.one_in(8)) made.error = Error::locked;
    return made;
  }

 private:
  template <class T, std::size_t N>
  T pick(const std::array<T, N>& from) {
    return from[static_cast<std::size_t>(random_.between(0, N - 1))];
  }
  SlotOutcome slot() {
    return pick(std::array{SlotOutcome::done, SlotOutcome::taken, SlotOutcome::failed});
  }

  static constexpr std::array kStates = {
#define X(state) FlowState::state,
      REPAY_FLOW_STATES(X)
#undef X
  };
  static constexpr std::array kAnswers = {
#define X(state) AnswerState::state,
      REPAY_ANSWER_STATES(X)
#undef X
  };
  const std::optional<Intent> nothing_{};
  Random& random_;
};

TEST_CASE("whatever happens, also what no host says, a flow stays one") {
  for (std::uint64_t seed = testing::first_seed();
       seed < testing::first_seed() + testing::seeds(300); ++seed) {
    Random random(seed);
    Events events(random);
    Flow flow;
    for (int i = 0; i < 60; ++i) {
      flow = step(std::move(flow), events.any(flow), kPolicy).flow;
      CAPTURE(seed);
      CAPTURE(i);
      CAPTURE(name(flow.state));
      REQUIRE(check_flow(flow));
    }
  }
}

/// A flow with one thing of it changed.
Flow forged(Flow flow, Events& events, Random& random) {
  switch (random.between(0, 10)) {
    case 0:
      flow.state = events.state();
      break;
    case 1:
      flow.awaited = events.operation(flow);
      break;
    case 2:
      flow.timer = events.operation(flow);
      break;
    case 3:
      flow.deadline = events.operation(flow);
      break;
    case 4:
      flow.lock = random.one_in(2) ? 0 : events.operation(flow);
      break;
    case 5:
      flow.intent = random.one_in(2) ? std::nullopt : std::optional(intent(events.key()));
      break;
    case 6:
      flow.answer = random.one_in(2) ? std::nullopt : std::optional(events.any_answer(flow));
      break;
    case 7:
      flow.error = random.one_in(2) ? std::nullopt : std::optional(Error::storage_failed);
      break;
    case 8:
      flow.held = random.one_in(2) || !flow.intent
                      ? PaymentRequest()
                      : PaymentRequest{.kind = RequestKind::pay, .intent = *flow.intent};
      break;
    case 9:
      flow.questions = static_cast<std::uint32_t>(random.bits());
      flow.asked_ms = random.any_minor();
      break;
    default:
      flow.online = !flow.online;
  }
  return flow;
}

TEST_CASE("no forged flow that passes for one leads to one that does not") {
  std::uint64_t passed = 0;
  for (std::uint64_t seed = testing::first_seed();
       seed < testing::first_seed() + testing::seeds(300); ++seed) {
    Random random(seed);
    Events events(random);
    Flow flow;
    for (int i = 0; i < 60; ++i) {
      const Flow made = forged(flow, events, random);
      if (check_flow(made)) {
        ++passed;
        flow = made;
        CHECK_FALSE(flow_view(flow).next.empty());
      }
      flow = step(std::move(flow), events.any(flow), kPolicy).flow;
      CAPTURE(seed);
      CAPTURE(i);
      CAPTURE(name(flow.state));
      REQUIRE(check_flow(flow));
    }
  }
  CHECK(passed > 1000);
}

}  // namespace
}  // namespace repay
