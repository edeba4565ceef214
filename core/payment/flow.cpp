#include "core/payment/flow.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/check.h"
#include "core/base/time.h"
#include "core/payment/verification.h"

namespace repay {
namespace {

using enum FlowState;

constexpr std::uint32_t kRenewalsByItself = 2;

// Whether nothing is under way on this page, so that a payment can begin.
bool is_resting(FlowState state) {
  switch (state) {
    case idle:
    case unsent:
    case pending:
    case settled:
    case failed:
    case expired:
    case refused:
      return true;
    case opening:
    case elsewhere:
    case locking:
    case reading:
    case storing:
    case sending:
    case looking_up:
    case unknown:
    case signing_in:
    case verifying:
    case challenged:
    case confirming:
    case cancelling:
      return false;
  }
  return false;
}

// Whether the intent is durable and its outcome is not known.
bool is_waiting(FlowState state) {
  switch (state) {
    case sending:
    case looking_up:
    case unknown:
    case signing_in:
    case verifying:
    case challenged:
    case confirming:
    case cancelling:
      return true;
    case idle:
    case opening:
    case elsewhere:
    case locking:
    case reading:
    case storing:
    case unsent:
    case pending:
    case settled:
    case failed:
    case expired:
    case refused:
      return false;
  }
  return false;
}

/// What is asked for and answered under a number.
enum class Outcome : std::uint8_t { lock, read, stored, cleared, request };

// Whose outcome the one that is awaited is: that follows from the state.
Outcome awaited_outcome(const Flow& flow) {
  switch (flow.state) {
    case elsewhere:
    case locking:
      return Outcome::lock;
    case opening:
      return flow.lock == 0 ? Outcome::lock : Outcome::read;
    case reading:
      return Outcome::read;
    case storing:
      return Outcome::stored;
    case sending:
    case looking_up:
    case unknown:
    case signing_in:
    case verifying:
    case challenged:
    case confirming:
    case cancelling:
      return Outcome::request;
    case pending:
      return flow.lock == 0 ? Outcome::request : Outcome::cleared;
    case idle:
    case unsent:
    case settled:
    case failed:
    case expired:
    case refused:
      return Outcome::cleared;
  }
  return Outcome::cleared;
}

/// One step on its way.
class Stepper {
 public:
  Stepper(Flow flow, const PaymentPolicy& policy) : policy_(policy) {
    step_.flow = std::move(flow);
  }

  [[nodiscard]] FlowStep take() { return std::move(step_); }

  void on(const PageLoaded&) {
    if (flow().state == idle) open();
  }

  void on(const PayPressed& event) {
    if (!is_resting(flow().state) || is_unread()) return;
    forget();
    if (!flow().online) return end_unsent(Error::offline);
    flow().intent = Intent{event.key, event.order};
    flow().state = locking;
    begin_patience();
    flow().lock != 0 ? read() : take_lock(false);
  }

  void on(const LockAnswered& event) {
    if (!is_awaited(event.operation, Outcome::lock)) {
      if (event.granted && event.operation != flow().lock) push(ReleaseLock{event.operation});
      return;
    }
    if (!event.granted) {
      flow().state = elsewhere;
      flow().deadline = 0;
      flow().intent.reset();
      return take_lock(true);
    }
    flow().lock = event.operation;
    if (flow().state == elsewhere) {
      flow().state = opening;
      begin_patience();
      push(RefreshAccount{});
    }
    read();
  }

  void on(const IntentRead& event) {
    if (!is_awaited(event.operation, Outcome::read)) return;
    if (event.outcome != SlotOutcome::done) return end_unread();
    if (event.intent) return follow(*event.intent);
    if (flow().state == opening) {
      flow().deadline = 0;
      flow().state = idle;
      return release();
    }
    flow().state = storing;
    push(StoreIntent{await(), *flow().intent});
  }

  void on(const IntentStored& event) {
    if (!is_awaited(event.operation, Outcome::stored)) return;
    if (event.outcome == SlotOutcome::failed) return end_unsent(Error::storage_failed);
    if (event.outcome == SlotOutcome::taken) return read();
    if (!flow().online) {
      push(ClearIntent{await(), flow().intent->key});
      return end_unsent(Error::offline);
    }
    flow().state = sending;
    begin_patience();
    send(RequestKind::pay);
  }

  void on(const IntentCleared& event) {
    if (!is_awaited(event.operation, Outcome::cleared)) return;
    flow().deadline = 0;
    release();
    if (flow().state == pending) ask_later();
  }

  void on(const Answered& event) {
    if (!is_about_intent(event.answer)) {
      if (is_awaited(event.operation, Outcome::request)) not_answered();
      return;
    }
    if (is_conclusive(event.answer.state)) {
      if (is_waiting(flow().state)) return conclude(event.answer);
      if (flow().state == pending && is_terminal(event.answer.state)) end_pending(event.answer);
    }
    if (!is_awaited(event.operation, Outcome::request)) return;
    if (flow().state == pending) {
      flow().awaited = 0;
      return ask_later();
    }
    check(is_waiting(flow().state));
    hear(event.answer);
  }

  void on(const NotAnswered& event) {
    if (is_awaited(event.operation, Outcome::request)) not_answered();
  }

  void on(const KeyUnknown& event) {
    if (!is_awaited(event.operation, Outcome::request)) return;
    if (flow().state == pending) return not_answered();
    // Its request may still be on its way: so that it cannot arrive later, its key is used up.
    send(RequestKind::abandon);
  }

  void on(const SignedOut& event) {
    if (!is_awaited(event.operation, Outcome::request)) return;
    flow().awaited = 0;
    if (flow().state == pending) {
      push(RenewSignIn{});
      return ask_later();
    }
    // By itself at first: who is said to be signed in and is not presses for it after that.
    if (flow().questions++ < kRenewalsByItself) push(RenewSignIn{});
    flow().state = signing_in;
    flow().timer = 0;
    flow().deadline = 0;
  }

  void on(const SignedIn&) {
    if (flow().state == signing_in) return ask_again();
    if (flow().state == pending && flow().awaited == 0) look_up();
  }

  void on(const TimeUp& event) {
    if (event.operation == 0) return;
    if (event.operation == flow().deadline) {
      flow().deadline = 0;
      patience_ends();
    } else if (event.operation == flow().timer) {
      flow().timer = 0;
      flow().awaited != 0 ? not_answered() : ask_by_itself();
    }
  }

  void on(const NetworkChanged& event) {
    const bool is_back = event.online && !flow().online;
    flow().online = event.online;
    if (is_back && flow().awaited == 0 && (is_polling() || flow().state == sending))
      ask_by_itself();
  }

  void on(const CodeEntered& event) {
    if (flow().state != verifying) return;
    if (const auto form = check_code(event.code); !form) {
      flow().error = form.error();
      return;
    }
    flow().state = confirming;
    begin_patience();
    send(RequestKind::confirm, event.code);
  }

  void on(const CodeAgainPressed&) {
    if (flow().state != verifying) return;
    flow().state = confirming;
    begin_patience();
    send(RequestKind::resend);
  }

  void on(const ChallengeReturned&) {
    if (flow().state == challenged) look_up();
  }

  void on(const CancelPressed&) {
    if (flow().state != verifying && flow().state != challenged) return;
    flow().state = cancelling;
    begin_patience();
    send(RequestKind::abandon);
  }

  void on(const LookAgainPressed&) {
    if (flow().state == signing_in) return push(RenewSignIn{});
    if (is_unread()) return open();
    if (is_held_back()) return stop_waiting();
    const bool is_clearing = flow().state == pending && flow().lock != 0;
    if (!is_polling() || is_clearing) return;
    flow().questions = 0;
    flow().asked_ms = 0;
    look_up();
  }

 private:
  [[nodiscard]] Flow& flow() { return step_.flow; }
  [[nodiscard]] const Flow& flow() const { return step_.flow; }
  void push(FlowEffect effect) { step_.effects.push_back(std::move(effect)); }

  std::uint32_t new_operation() { return ++flow().operations; }
  std::uint32_t await() { return flow().awaited = new_operation(); }
  [[nodiscard]] bool is_awaited(std::uint32_t operation, Outcome outcome) const {
    if (awaited_outcome(flow()) != outcome) return false;
    return operation != 0 && operation == flow().awaited;
  }

  // Whether questions about the payment go on by themselves.
  [[nodiscard]] bool is_polling() const {
    switch (flow().state) {
      case looking_up:
      case unknown:
      case verifying:
      case challenged:
      case pending:
        return true;
      case idle:
      case opening:
      case elsewhere:
      case locking:
      case reading:
      case storing:
      case unsent:
      case sending:
      case signing_in:
      case confirming:
      case cancelling:
      case settled:
      case failed:
      case expired:
      case refused:
        return false;
    }
    return false;
  }

  // A new payment begins, or an old one is taken up: what was before does not count any more.
  void forget() {
    flow().awaited = flow().timer = flow().deadline = flow().questions = 0;
    flow().asked_ms = 0;
    flow().intent.reset();
    flow().answer.reset();
    flow().error.reset();
    flow().held = {};
  }

  void begin_patience() {
    flow().deadline = new_operation();
    push(StartTimer{flow().deadline, policy_.answer_seconds * kMsPerSecond});
  }

  void open() {
    flow().error.reset();
    flow().state = opening;
    begin_patience();
    take_lock(false);
  }

  void take_lock(bool wait) { push(TakeLock{await(), wait}); }

  void release() {
    flow().awaited = 0;
    if (flow().lock != 0) push(ReleaseLock{std::exchange(flow().lock, 0)});
  }

  void read() {
    if (flow().state != opening) flow().state = reading;
    push(ReadIntent{await()});
  }

  // Whether it is not known if the slot holds an intent: then that is to be found out first.
  [[nodiscard]] bool is_unread() const { return flow().state == idle && flow().error; }

  // Whether another payment of the account, of another device perhaps, stood in the way of this
  // one.
  [[nodiscard]] bool is_held_back() const {
    return flow().state == refused && flow().error == Error::payment_open && flow().lock == 0;
  }

  // Whether the other one has ended shows in the account; it may be one of this device by now.
  void stop_waiting() {
    forget();
    push(RefreshAccount{});
    open();
  }

  // Nothing was sent, so nothing can have been paid.
  void end_unsent(Error error) {
    flow().state = unsent;
    flow().error = error;
    flow().deadline = 0;
    release();
  }

  void end_unread() {
    end_unsent(Error::storage_failed);
    flow().state = idle;
    flow().intent.reset();
  }

  // An intent of this device whose outcome nobody here knows: of a page that has ended.
  void follow(const Intent& intent) {
    forget();
    flow().intent = intent;
    flow().state = looking_up;
    send(RequestKind::look_up);
  }

  void send(RequestKind kind, std::string code = {}) {
    check(flow().intent.has_value());
    check(kind != RequestKind::pay || (flow().state == sending && flow().lock != 0));
    flow().held = {.kind = kind, .intent = *flow().intent, .code = std::move(code)};
    if (flow().answer) flow().held.codes_judged = flow().answer->codes_judged;
    push(SendRequest{await(), flow().held});
    flow().timer = new_operation();
    push(StartTimer{flow().timer, policy_.request_seconds * kMsPerSecond});
  }

  void look_up() { send(RequestKind::look_up); }

  // After a while, and longer each time. Not for ever: then the seller asks.
  void ask_later() {
    flow().timer = 0;
    const std::int64_t slowest = std::max(policy_.slowest_poll_seconds, policy_.poll_seconds);
    const std::uint32_t doublings = std::min<std::uint32_t>(flow().questions++, 20);
    const std::int64_t seconds = std::min(std::int64_t{policy_.poll_seconds} << doublings, slowest);
    if (flow().asked_ms >= policy_.poll_minutes * kMsPerMinute) return;
    flow().asked_ms += seconds * kMsPerSecond;
    flow().timer = new_operation();
    push(StartTimer{flow().timer, seconds * kMsPerSecond});
  }

  // The time has come to ask: to pay only as long as the seller waits for the first answer.
  void ask_by_itself() {
    if (!flow().online) return ask_later();
    if (flow().state == sending && !flow().answer) return send(RequestKind::pay);
    look_up();
  }

  // Signed in again: what was asked is asked again, with patience as at first.
  void ask_again() {
    flow().state = state_while_asking(flow().held.kind);
    begin_patience();
    send(flow().held.kind, flow().held.code);
  }

  [[nodiscard]] FlowState state_while_asking(RequestKind kind) const {
    switch (kind) {
      case RequestKind::pay:
        return sending;
      case RequestKind::look_up:
        return looking_up;
      case RequestKind::abandon:
        return flow().answer ? cancelling : looking_up;
      case RequestKind::confirm:
      case RequestKind::resend:
        return confirming;
    }
    return looking_up;
  }

  void not_answered() {
    flow().awaited = 0;
    if (flow().state == looking_up) flow().state = unknown;
    // A code that may have been judged is not sent again: how it stands is asked.
    ask_later();
  }

  void patience_ends() {
    switch (flow().state) {
      case storing:  // it may be there yet
        push(ClearIntent{await(), flow().intent->key});
        return end_unsent(Error::storage_failed);
      case opening:
      case locking:
      case reading:
        return end_unread();
      case sending:
      case confirming:
      case cancelling:
        flow().state = unknown;
        flow().questions = 0;
        return flow().online ? look_up() : ask_later();
      case idle:
      case elsewhere:
      case unsent:
      case looking_up:
      case unknown:
      case signing_in:
      case verifying:
      case challenged:
        return;
      case pending:
      case settled:
      case failed:
      case expired:
      case refused:
        release();  // the slot did not answer
        if (flow().state == pending) ask_later();
    }
  }

  // A conflict says something about another order under the same key, and nothing about this one.
  [[nodiscard]] bool is_about_intent(const PaymentAnswer& answer) const {
    return flow().intent && answer.key == flow().intent->key &&
           answer.amount == flow().intent->order.amount &&
           answer.error != Error::idempotency_conflict;
  }

  // The server has it, and it is open.
  void hear(const PaymentAnswer& answer) {
    flow().awaited = 0;
    flow().answer = answer;
    const bool is_news =
        flow().held.kind != RequestKind::look_up || flow().state != state_after(answer.state);
    if (is_news) {
      flow().error = answer.error;
      flow().questions = 0;
      flow().asked_ms = 0;
    }
    const bool is_early = flow().state == sending && answer.state == AnswerState::submitted;
    if (!is_early) {
      flow().state = state_after(answer.state);
      flow().deadline = 0;
    }
    ask_later();
  }

  void conclude(const PaymentAnswer& answer) {
    check(is_about_intent(answer));
    flow().answer = answer;
    flow().error = answer.error;
    flow().state = state_after(answer.state);
    flow().timer = 0;
    flow().questions = 0;
    flow().asked_ms = 0;
    push(ClearIntent{await(), answer.key});
    begin_patience();
    push(RefreshAccount{});
  }

  // What took time has ended; its intent was cleared before.
  void end_pending(const PaymentAnswer& answer) {
    flow().answer = answer;
    flow().error = answer.error;
    flow().state = state_after(answer.state);
    flow().timer = 0;
    if (flow().lock == 0) flow().awaited = 0;
    push(RefreshAccount{});
  }

  const PaymentPolicy& policy_;
  FlowStep step_;
};

}  // namespace

std::string_view name(FlowState state) {
  static constexpr std::array names = {
#define X(state) std::string_view(#state),
      REPAY_FLOW_STATES(X)
#undef X
  };
  return names[static_cast<std::size_t>(state)];
}

FlowState state_after(AnswerState answer) {
  switch (answer) {
    case AnswerState::submitted:
      return unknown;
    case AnswerState::verifying:
      return verifying;
    case AnswerState::challenged:
      return challenged;
    case AnswerState::pending:
      return pending;
    case AnswerState::settled:
      return settled;
    case AnswerState::failed:
      return failed;
    case AnswerState::expired:
      return expired;
    case AnswerState::refused:
      return refused;
  }
  return unknown;
}

std::string_view name(RequestKind kind) {
  static constexpr std::array names = {
#define X(kind) std::string_view(#kind),
      REPAY_REQUEST_KINDS(X)
#undef X
  };
  return names[static_cast<std::size_t>(kind)];
}

FlowStep step(Flow flow, const FlowEvent& event, const PaymentPolicy& policy) {
  Stepper stepper(std::move(flow), policy);
  std::visit([&](const auto& which) { stepper.on(which); }, event);
  return stepper.take();
}

}  // namespace repay
