#include "core/payment/server.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/check.h"

namespace repay {
namespace {

using enum RecordState;

AnswerState state_of(RecordState state) {
  switch (state) {
    case verifying:
      return AnswerState::verifying;
    case charging:
    case cancelling:
      return AnswerState::submitted;
    case challenged:
      return AnswerState::challenged;
    case pending:
      return AnswerState::pending;
    case settled:
      return AnswerState::settled;
    case failed:
      return AnswerState::failed;
    case expired:
      return AnswerState::expired;
    case refused:
      return AnswerState::refused;
  }
  return AnswerState::submitted;
}

bool has_ended(RecordState state) { return is_terminal(state_of(state)); }

std::int64_t reversed_minor(const PaymentRecord& record) {
  std::int64_t sum = 0;
  for (const auto& reversal : record.reversals) sum += reversal.amount_minor;
  return sum;
}

/// One step on its way.
class Server {
 public:
  Server(std::optional<PaymentRecord> record, const ServerMoment& moment,
         const PaymentPolicy& policy, const VerificationPolicy& verification)
      : moment_(moment), policy_(policy), verification_(verification) {
    step_.record = std::move(record);
  }

  [[nodiscard]] ServerStep take() { return std::move(step_); }

  Result<void> on(const PayArrived& event) {
    if (step_.record) return answer_again(event.intent);
    begin(event.intent);
    if (const auto refusal = refusal_of(event.intent.order)) {
      record().error = refusal;
      return reply();
    }
    if (event.intent.order.stored_minor > moment_.account.stored_minor) {
      record().state = failed;
      record().decline = DeclineClass::insufficient_funds;
      return reply();
    }
    push(HoldFunds{});
    moment_.account.asks_for_code ? ask_for_code() : charge();
    return reply();
  }

  Result<void> on(const LookUpArrived&) { return step_.record ? reply() : reply_unknown(); }

  Result<void> on(const AbandonArrived& event) {
    if (!step_.record) {
      begin(event.intent);
      record().state = expired;
      record().error = Error::not_received;
      return reply();
    }
    if (!is_same(record().order, event.intent.order)) return answer_again(event.intent);
    if (record().state == verifying) end(expired, ExpireFunds{});
    if (record().state == challenged) cancel();
    return reply();
  }

  Result<void> on(const CodeArrived& event) {
    if (!step_.record) return reply_unknown();
    // A copy of a code that was judged is not judged again.
    if (record().state != verifying || event.codes_judged != record().verification.judged)
      return reply();
    auto judged = enter_code(std::move(record().verification),
                             {.change = to_string(record().key), .is_right = event.is_right},
                             moment_.now, verification_);
    record().verification = std::move(judged.verification);
    if (!judged.refusal) charge();
    if (judged.refusal == Error::locked) {
      record().error = Error::locked;
      end(failed, FailFunds{});
    }
    return reply(judged.refusal);
  }

  Result<void> on(const ResendArrived&) {
    if (!step_.record) return reply_unknown();
    if (record().state != verifying) return reply();
    return reply(send_another_code());
  }

  Result<void> on(const CardAnswered& event) {
    check(step_.record.has_value());
    if (record().state == verifying || has_ended(record().state)) return {};
    switch (event.outcome) {
      case CardOutcome::captured:
        return capture(event.amount_minor);
      case CardOutcome::challenge:
        if (record().state == charging) record().state = challenged;
        return {};
      case CardOutcome::processing:
        if (record().state != pending) push(NotePending{});
        record().state = pending;
        return {};
      case CardOutcome::declined:
        record().decline = event.decline;
        end(failed, FailFunds{});
        return {};
      case CardOutcome::cancelled:
        end(expired, ExpireFunds{});
        return {};
      case CardOutcome::not_found:
        // The request may still be on its way: sent again it has the same key.
        if (record().state == charging) request_card();
        return {};
    }
    return {};
  }

  Result<void> on(const CardReversed& event) {
    check(step_.record.has_value());
    const auto known =
        std::ranges::find(record().reversals, event.id, &PaymentRecord::Reversal::id);
    if (known != record().reversals.end()) {
      if (known->amount_minor != event.amount_minor) return refuse(Error::idempotency_conflict);
      return {};
    }
    if (record().state != settled) return refuse(Error::wrong_payment_state);
    if (event.amount_minor <= 0) return refuse(Error::amount_not_positive);
    if (event.amount_minor > record().settled_minor - reversed_minor(record()))
      return refuse(Error::reversal_too_high);
    record().reversals.push_back({event.id, event.amount_minor});
    push(ReverseFunds{event.id, event.amount_minor});
    return {};
  }

  Result<void> on(const AlarmRang& event) {
    if (step_.record && event.wake == record().wake) go_on();
    return {};
  }

  Result<void> on(const ServerStarted&) {
    if (step_.record) go_on();
    return {};
  }

 private:
  [[nodiscard]] PaymentRecord& record() { return *step_.record; }
  void push(ServerEffect effect) { step_.effects.push_back(std::move(effect)); }

  Result<void> reply(std::optional<Error> code_refusal = {}) {
    Reply answer{answer_of(record(), verification_)};
    if (code_refusal) answer.answer.error = code_refusal;
    push(std::move(answer));
    return {};
  }

  Result<void> reply_unknown() {
    push(ReplyUnknown{});
    return {};
  }

  // A key that is known never begins anything.
  Result<void> answer_again(const Intent& intent) {
    if (is_same(record().order, intent.order)) return reply();
    push(Reply{{.key = intent.key,
                .amount = intent.order.amount,
                .state = AnswerState::refused,
                .error = Error::idempotency_conflict}});
    return {};
  }

  void begin(const Intent& intent) {
    step_.record =
        PaymentRecord{.key = intent.key, .order = intent.order, .opened_at = moment_.now};
  }

  [[nodiscard]] std::optional<Error> refusal_of(const PaymentOrder& order) const {
    if (order.version != moment_.account.version) return Error::stale;
    if (moment_.account.other_open) return Error::payment_open;
    if (const auto formed = check_order(order); !formed) return formed.error();
    return moment_.account.refusal;
  }

  void set_alarm(std::int64_t after_ms) { push(SetAlarm{++record().wake, after_ms}); }
  void retry_later() { set_alarm(policy_.provider_retry_seconds * kMsPerSecond); }

  void ask_for_code() {
    record().state = verifying;
    record().verification.change = to_string(record().key);
    check(!send_another_code());
    set_alarm(policy_.challenge_minutes * kMsPerMinute);
  }

  std::optional<Error> send_another_code() {
    auto sent = send_code(std::move(record().verification), moment_.now, verification_);
    record().verification = std::move(sent.verification);
    if (!sent.refusal) push(SendCode{});
    return sent.refusal;
  }

  void charge() {
    record().state = charging;
    if (card_minor(record().order) == 0) return settle(record().order.amount.minor);
    request_card();
    retry_later();
  }

  void request_card() { push(RequestCard{{record().key}, card_minor(record().order)}); }

  Result<void> capture(std::int64_t amount_minor) {
    if (amount_minor <= 0) return refuse(Error::amount_not_positive);
    if (amount_minor > card_minor(record().order)) return refuse(Error::exceeds_pending);
    settle(record().order.stored_minor + amount_minor);
    return {};
  }

  void settle(std::int64_t amount_minor) {
    record().settled_minor = amount_minor;
    end(settled, SettleFunds{amount_minor});
  }

  void end(RecordState state, ServerEffect effect) {
    check(!has_ended(record().state));
    record().state = state;
    push(std::move(effect));
  }

  void cancel() {
    record().state = cancelling;
    push(CancelCard{{record().key}});
    retry_later();
  }

  [[nodiscard]] bool is_too_late() const {
    return moment_.now.ms - step_.record->opened_at.ms >= policy_.challenge_minutes * kMsPerMinute;
  }

  // Nothing was heard for a while, or what was to be done may have been lost.
  void go_on() {
    switch (record().state) {
      case verifying:
        if (is_too_late()) return end(expired, ExpireFunds{});
        return retry_later();
      case challenged:
        if (is_too_late()) return cancel();
        [[fallthrough]];
      case charging:
      case pending:
        push(AskCard{{record().key}});
        return retry_later();
      case cancelling:
        return cancel();
      case settled:
      case failed:
      case expired:
      case refused:
        return;
    }
  }

  ServerStep step_;
  const ServerMoment& moment_;
  const PaymentPolicy& policy_;
  const VerificationPolicy& verification_;
};

}  // namespace

std::string_view name(RecordState state) {
  static constexpr std::array names = {
#define X(state) std::string_view(#state),
      REPAY_RECORD_STATES(X)
#undef X
  };
  return names[static_cast<std::size_t>(state)];
}

std::string_view name(CardOutcome outcome) {
  static constexpr std::array names = {
#define X(outcome) std::string_view(#outcome),
      REPAY_CARD_OUTCOMES(X)
#undef X
  };
  return names[static_cast<std::size_t>(outcome)];
}

bool is_open(RecordState state) { return !is_conclusive(state_of(state)); }

std::string to_string(ProviderKey key) { return "repay-" + to_string(key.payment); }

PaymentAnswer answer_of(const PaymentRecord& record, const VerificationPolicy& policy) {
  return {.key = record.key,
          .amount = record.order.amount,
          .state = state_of(record.state),
          .settled_minor = record.settled_minor,
          .reversed_minor = reversed_minor(record),
          .error = record.error,
          .decline = record.decline,
          .attempts_left = attempts_left(record.verification, policy),
          .codes_judged = record.verification.judged};
}

Result<ServerStep> step(std::optional<PaymentRecord> record, const ServerEvent& event,
                        const ServerMoment& moment, const PaymentPolicy& policy,
                        const VerificationPolicy& verification) {
  Server server(std::move(record), moment, policy, verification);
  const Result<void> taken = std::visit([&](const auto& which) { return server.on(which); }, event);
  if (!taken) return refuse(taken.error());
  return server.take();
}

}  // namespace repay
