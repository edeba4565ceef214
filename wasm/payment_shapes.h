#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/payment/flow_view.h"
#include "wasm/payment_questions.h"
#include "wasm/shapes.h"

/// What the way of a payment shows: on the page a flow, what is to be done and what is to be drawn;
/// of the server what is to be done. An effect says by its `type` what it is.
namespace repay::wire {

template <>
struct ShapeOf<IntentText>
    : Shape<Field<"key", &IntentText::key>, Field<"account", &IntentText::account>,
            Field<"currency", &IntentText::currency>,
            Field<"amountMinor", &IntentText::amount_minor>,
            Field<"storedMinor", &IntentText::stored_minor>, Field<"method", &IntentText::method>,
            Field<"version", &IntentText::version>> {};

template <>
struct ShapeOf<AnswerText>
    : Shape<Field<"key", &AnswerText::key>, Field<"currency", &AnswerText::currency>,
            Field<"amountMinor", &AnswerText::amount_minor>, Field<"state", &AnswerText::state>,
            Field<"settledMinor", &AnswerText::settled_minor>,
            Field<"reversedMinor", &AnswerText::reversed_minor>, Field<"error", &AnswerText::error>,
            Field<"decline", &AnswerText::decline>,
            Field<"attemptsLeft", &AnswerText::attempts_left>,
            Field<"codesJudged", &AnswerText::codes_judged>> {};

template <>
struct ShapeOf<RequestText>
    : Shape<Field<"kind", &RequestText::kind>, Field<"intent", &RequestText::intent>,
            Field<"code", &RequestText::code>, Field<"codesJudged", &RequestText::codes_judged>> {};

template <>
struct ShapeOf<FlowText>
    : Shape<Field<"state", &FlowText::state>, Field<"operations", &FlowText::operations>,
            Field<"awaited", &FlowText::awaited>, Field<"timer", &FlowText::timer>,
            Field<"deadline", &FlowText::deadline>, Field<"lock", &FlowText::lock>,
            Field<"online", &FlowText::online>, Field<"intent", &FlowText::intent>,
            Field<"answer", &FlowText::answer>, Field<"error", &FlowText::error>,
            Field<"held", &FlowText::held>, Field<"questions", &FlowText::questions>,
            Field<"askedMs", &FlowText::asked_ms>> {};

/// Crosses as the struct that `to_wire` makes of it.
template <class T, class Text>
struct CrossingAs {
  static constexpr void describe(std::string& out) { Crossing<Text>::describe(out); }
  static void pack(Packer& packer, const T& value) {
    Crossing<Text>::pack(packer, wire::to_wire(value));
  }
};

template <>
struct Crossing<Intent> : CrossingAs<Intent, IntentText> {};
template <>
struct Crossing<PaymentAnswer> : CrossingAs<PaymentAnswer, AnswerText> {};
template <>
struct Crossing<PaymentRequest> : CrossingAs<PaymentRequest, RequestText> {};
template <>
struct Crossing<Flow> : CrossingAs<Flow, FlowText> {};

/// Crosses as its text.
template <class T>
struct CrossingWord {
  static constexpr void describe(std::string& out) { out += "string"; }
  static void pack(Packer& packer, const T& value) { packer.text(word_of(value)); }

 private:
  static std::string word_of(PaymentKey key) { return to_string(key); }
  static std::string word_of(ProviderKey key) { return to_string(key); }
  static std::string_view word_of(Error error) { return code(error); }
  static std::string_view word_of(Screen screen) { return name(screen); }
  static std::string_view word_of(FlowNextStep step) { return name(step); }
  static std::string_view word_of(RecordState state) { return name(state); }
};

template <>
struct Crossing<PaymentKey> : CrossingWord<PaymentKey> {};
template <>
struct Crossing<ProviderKey> : CrossingWord<ProviderKey> {};
template <>
struct Crossing<Error> : CrossingWord<Error> {};
template <>
struct Crossing<Screen> : CrossingWord<Screen> {};
template <>
struct Crossing<FlowNextStep> : CrossingWord<FlowNextStep> {};
template <>
struct Crossing<RecordState> : CrossingWord<RecordState> {};

template <>
struct ShapeOf<TakeLock> : Shape<Tag<"take_lock">, Field<"operation", &TakeLock::operation>,
                                 Field<"wait", &TakeLock::wait>> {};
template <>
struct ShapeOf<ReleaseLock>
    : Shape<Tag<"release_lock">, Field<"operation", &ReleaseLock::operation>> {};
template <>
struct ShapeOf<ReadIntent> : Shape<Tag<"read_intent">, Field<"operation", &ReadIntent::operation>> {
};
template <>
struct ShapeOf<StoreIntent>
    : Shape<Tag<"store_intent">, Field<"operation", &StoreIntent::operation>,
            Field<"intent", &StoreIntent::intent>> {};
template <>
struct ShapeOf<ClearIntent>
    : Shape<Tag<"clear_intent">, Field<"operation", &ClearIntent::operation>,
            Field<"key", &ClearIntent::key>> {};
template <>
struct ShapeOf<SendRequest>
    : Shape<Tag<"send_request">, Field<"operation", &SendRequest::operation>,
            Field<"request", &SendRequest::request>> {};
template <>
struct ShapeOf<StartTimer> : Shape<Tag<"start_timer">, Field<"operation", &StartTimer::operation>,
                                   NumberField<"afterMs", &StartTimer::after_ms>> {};
template <>
struct ShapeOf<RenewSignIn> : Shape<Tag<"renew_sign_in">> {};
template <>
struct ShapeOf<RefreshAccount> : Shape<Tag<"refresh_account">> {};

/// A FlowView, with the ledger that its account names.
struct ShownFlow {
  Screen screen = Screen::ready;
  std::vector<FlowNextStep> next;
  std::optional<Error> error;
  std::optional<DeclineClass> decline;
  std::optional<PaymentKey> key;
  std::optional<std::string> method;
  std::optional<LedgerKey> ledger;
  std::optional<Money> amount;
  std::int64_t settled_minor = 0;
  std::int64_t reversed_minor = 0;
  int attempts_left = 0;
};

template <>
struct ShapeOf<ShownFlow>
    : Shape<Field<"screen", &ShownFlow::screen>, Field<"next", &ShownFlow::next>,
            Field<"error", &ShownFlow::error>, Field<"decline", &ShownFlow::decline>,
            Field<"key", &ShownFlow::key>, Field<"method", &ShownFlow::method>,
            Field<"ledger", &ShownFlow::ledger>, Field<"amountMinor", &ShownFlow::amount>,
            Field<"settledMinor", &ShownFlow::settled_minor>,
            Field<"reversedMinor", &ShownFlow::reversed_minor>,
            NumberField<"attemptsLeft", &ShownFlow::attempts_left>> {};

struct SteppedFlow {
  Flow flow;
  ShortList<FlowEffect, 5> effects;
  ShownFlow view;
};

template <>
struct ShapeOf<SteppedFlow>
    : Shape<Field<"flow", &SteppedFlow::flow>, Field<"effects", &SteppedFlow::effects>,
            Field<"view", &SteppedFlow::view>> {};

template <>
struct ShapeOf<HoldFunds> : Shape<Tag<"hold_funds">> {};
template <>
struct ShapeOf<NotePending> : Shape<Tag<"note_pending">> {};
template <>
struct ShapeOf<SettleFunds>
    : Shape<Tag<"settle_funds">, Field<"amountMinor", &SettleFunds::amount_minor>> {};
template <>
struct ShapeOf<FailFunds> : Shape<Tag<"fail_funds">> {};
template <>
struct ShapeOf<ExpireFunds> : Shape<Tag<"expire_funds">> {};
template <>
struct ShapeOf<ReverseFunds> : Shape<Tag<"reverse_funds">, Field<"id", &ReverseFunds::id>,
                                     Field<"amountMinor", &ReverseFunds::amount_minor>> {};
template <>
struct ShapeOf<RequestCard> : Shape<Tag<"request_card">, Field<"key", &RequestCard::key>,
                                    Field<"amountMinor", &RequestCard::amount_minor>> {};
template <>
struct ShapeOf<AskCard> : Shape<Tag<"ask_card">, Field<"key", &AskCard::key>> {};
template <>
struct ShapeOf<CancelCard> : Shape<Tag<"cancel_card">, Field<"key", &CancelCard::key>> {};
template <>
struct ShapeOf<SendCode> : Shape<Tag<"send_code">> {};
template <>
struct ShapeOf<SetAlarm> : Shape<Tag<"set_alarm">, Field<"wake", &SetAlarm::wake>,
                                 NumberField<"afterMs", &SetAlarm::after_ms>> {};
template <>
struct ShapeOf<Reply> : Shape<Tag<"reply">, Field<"answer", &Reply::answer>> {};
template <>
struct ShapeOf<ReplyUnknown> : Shape<Tag<"reply_unknown">> {};

/// A PaymentRecord as its host sees it.
struct ShownRecord {
  PaymentKey key;
  std::string account;
  std::optional<LedgerKey> ledger;
  Money amount;
  std::int64_t stored_minor = 0;
  std::string method;
  std::uint64_t version = 0;
  RecordState state = RecordState::refused;
  Instant opened_at;
  std::int64_t settled_minor = 0;
  std::uint32_t wake = 0;
  std::optional<Instant> resend_from;
};

template <>
struct ShapeOf<ShownRecord>
    : Shape<Field<"key", &ShownRecord::key>, Field<"account", &ShownRecord::account>,
            Field<"ledger", &ShownRecord::ledger>, Field<"amountMinor", &ShownRecord::amount>,
            Field<"storedMinor", &ShownRecord::stored_minor>, Field<"method", &ShownRecord::method>,
            Field<"version", &ShownRecord::version>, Field<"state", &ShownRecord::state>,
            Field<"openedAt", &ShownRecord::opened_at>,
            Field<"settledMinor", &ShownRecord::settled_minor>, Field<"wake", &ShownRecord::wake>,
            Field<"resendFrom", &ShownRecord::resend_from>> {};

}  // namespace repay::wire
