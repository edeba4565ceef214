#include "wasm/payment_questions.h"

#include <string_view>
#include <utility>

#include "core/engine/account_name.h"

namespace repay::wire {
namespace {

#define X(...) +1
constexpr std::size_t kErrors = 0 REPAY_ERRORS(X);
constexpr std::size_t kFlowStates = 0 REPAY_FLOW_STATES(X);
constexpr std::size_t kRequestKinds = 0 REPAY_REQUEST_KINDS(X);
constexpr std::size_t kAnswerStates = 0 REPAY_ANSWER_STATES(X);
constexpr std::size_t kCardOutcomes = 0 REPAY_CARD_OUTCOMES(X);
#undef X

/// The client lets no more than 32 bits pass.
std::uint32_t small(Count count) { return static_cast<std::uint32_t>(from_count(count)); }

Result<Error> error_of_code(std::string_view word) {
  for (std::size_t i = 0; i < kErrors; ++i) {
    if (code(static_cast<Error>(i)) == word) return static_cast<Error>(i);
  }
  return refuse(Error::invalid_field);
}

Placed<std::optional<Error>> read_error(const std::optional<std::string>& word) {
  if (!word) return std::nullopt;
  return in_field(error_of_code(*word), "error").transform([](Error error) {
    return std::optional(error);
  });
}

Placed<std::optional<DeclineClass>> read_decline(const std::optional<std::string>& word) {
  if (!word) return std::nullopt;
  return in_field(named<DeclineClass>(*word, kDeclineClasses), "decline")
      .transform([](DeclineClass decline) { return std::optional(decline); });
}

std::optional<std::string> to_wire(const std::optional<Error>& error) {
  return error.transform([](Error known) { return std::string(code(known)); });
}

/// What stands in a field, if anything does.
template <class Text>
auto read_maybe(const std::optional<Text>& text, const char* field)
    -> Placed<std::optional<typename decltype(wire::read(*text))::value_type>> {
  if (!text) return std::nullopt;
  return within(field, wire::read(*text)).transform([](auto known) {
    return std::optional(std::move(known));
  });
}

/// The same of a field that must be there.
template <class Text>
auto read_there(const std::optional<Text>& text, const char* field) -> decltype(wire::read(*text)) {
  if (!text) return refuse_at({.field = field}, Error::invalid_field);
  return within(field, wire::read(*text));
}

Placed<PaymentRequest> read_request(const RequestText& text) {
  const auto kind = in_field(named<RequestKind>(text.kind, kRequestKinds), "kind");
  if (!kind) return std::unexpected(kind.error());
  return within("intent", wire::read(text.intent)).transform([&](Intent intent) {
    return PaymentRequest{.kind = *kind,
                          .intent = std::move(intent),
                          .code = text.code,
                          .codes_judged = small(text.codes_judged)};
  });
}

Placed<Flow> read_flow(const FlowText& text) {
  const auto state = in_field(named<FlowState>(text.state, kFlowStates), "state");
  if (!state) return std::unexpected(state.error());
  auto intent = read_maybe(text.intent, "intent");
  if (!intent) return std::unexpected(intent.error());
  auto answer = read_maybe(text.answer, "answer");
  if (!answer) return std::unexpected(answer.error());
  const auto error = read_error(text.error);
  if (!error) return std::unexpected(error.error());
  Placed<PaymentRequest> held;
  if (text.held) held = within("held", read_request(*text.held));
  if (!held) return std::unexpected(held.error());
  return Flow{.state = *state,
              .operations = small(text.operations),
              .awaited = small(text.awaited),
              .timer = small(text.timer),
              .deadline = small(text.deadline),
              .lock = small(text.lock),
              .online = text.online,
              .intent = *std::move(intent),
              .answer = *std::move(answer),
              .error = *error,
              .held = *std::move(held),
              .questions = small(text.questions),
              .asked_ms = static_cast<std::int64_t>(from_count(text.asked_ms))};
}

Placed<FlowEvent> read_press(const FlowEventText& text) {
  const auto key = in_field(parse_payment_key(text.key), "key");
  if (!key) return std::unexpected(key.error());
  if (text.ledger.currency == Currency())
    return refuse_at({.field = "ledger/currency"}, Error::unknown_currency);
  return PayPressed{*key,
                    {.account = account_name(text.ledger),
                     .amount = {text.amount_minor, text.ledger.currency},
                     .stored_minor = text.stored_minor,
                     .method = text.method,
                     .version = from_count(text.version)}};
}

/// How the slot of the intent did: `taken` only where something was to be written into it.
Placed<SlotOutcome> read_slot(const std::string& outcome, bool may_be_taken) {
  if (outcome == "done") return SlotOutcome::done;
  if (outcome == "failed") return SlotOutcome::failed;
  if (outcome == "taken" && may_be_taken) return SlotOutcome::taken;
  return refuse_at({.field = "outcome"}, Error::invalid_field, outcome);
}

Placed<FlowEvent> read_intent_read(const FlowEventText& text) {
  const auto outcome = read_slot(text.outcome, false);
  if (!outcome) return std::unexpected(outcome.error());
  return read_maybe(text.intent, "intent").transform([&](std::optional<Intent> intent) {
    return FlowEvent(IntentRead{small(text.operation), *outcome, std::move(intent)});
  });
}

Placed<FlowEvent> read_intent_stored(const FlowEventText& text) {
  return read_slot(text.outcome, true).transform([&](SlotOutcome outcome) {
    return FlowEvent(IntentStored{small(text.operation), outcome});
  });
}

Placed<FlowEvent> read_answered(const FlowEventText& text) {
  return read_there(text.answer, "answer").transform([&](PaymentAnswer answer) {
    return FlowEvent(Answered{small(text.operation), std::move(answer)});
  });
}

Placed<FlowEvent> read_flow_event(const FlowEventText& text) {
  const std::string_view type = text.type;
  const std::uint32_t operation = small(text.operation);
  if (type == "page_loaded") return PageLoaded();
  if (type == "pay_pressed") return read_press(text);
  if (type == "lock_answered") return LockAnswered{operation, text.granted};
  if (type == "intent_read") return read_intent_read(text);
  if (type == "intent_stored") return read_intent_stored(text);
  if (type == "intent_cleared") return IntentCleared{operation};
  if (type == "answered") return read_answered(text);
  if (type == "not_answered") return NotAnswered{operation};
  if (type == "key_unknown") return KeyUnknown{operation};
  if (type == "signed_out") return SignedOut{operation};
  if (type == "signed_in") return SignedIn();
  if (type == "time_up") return TimeUp{operation};
  if (type == "network_changed") return NetworkChanged{text.online};
  if (type == "code_entered") return CodeEntered{text.code};
  if (type == "code_again_pressed") return CodeAgainPressed();
  if (type == "challenge_returned") return ChallengeReturned();
  if (type == "cancel_pressed") return CancelPressed();
  if (type == "look_again_pressed") return LookAgainPressed();
  return refuse_at({.field = "type"}, Error::invalid_field, text.type);
}

Placed<ServerEvent> read_card_answered(const ServerEventText& text) {
  const auto outcome = in_field(named<CardOutcome>(text.outcome, kCardOutcomes), "outcome");
  if (!outcome) return std::unexpected(outcome.error());
  return read_decline(text.decline).transform([&](std::optional<DeclineClass> decline) {
    return ServerEvent(
        CardAnswered{*outcome, text.amount_minor, decline.value_or(DeclineClass::other)});
  });
}

Placed<ServerEvent> read_server_event(const ServerEventText& text) {
  const std::string_view type = text.type;
  if (type == "pay_arrived") {
    return read_there(text.intent, "intent").transform([](Intent intent) {
      return ServerEvent(PayArrived{std::move(intent)});
    });
  }
  if (type == "look_up_arrived") return LookUpArrived();
  if (type == "abandon_arrived") {
    return read_there(text.intent, "intent").transform([](Intent intent) {
      return ServerEvent(AbandonArrived{std::move(intent)});
    });
  }
  if (type == "code_arrived") return CodeArrived{text.is_right, small(text.codes_judged)};
  if (type == "resend_arrived") return ResendArrived();
  if (type == "card_answered") return read_card_answered(text);
  if (type == "card_reversed") return CardReversed{text.id, text.amount_minor};
  if (type == "alarm_rang") return AlarmRang{small(text.wake)};
  if (type == "server_started") return ServerStarted();
  return refuse_at({.field = "type"}, Error::invalid_field, text.type);
}

}  // namespace

Placed<Intent> read(const IntentText& text) {
  const auto key = in_field(parse_payment_key(text.key), "key");
  if (!key) return std::unexpected(key.error());
  return in_field(Currency::from_code(text.currency), "currency").transform([&](Currency currency) {
    return Intent{*key,
                  {.account = text.account,
                   .amount = {text.amount_minor, currency},
                   .stored_minor = text.stored_minor,
                   .method = text.method,
                   .version = from_count(text.version)}};
  });
}

IntentText to_wire(const Intent& intent) {
  return {.key = to_string(intent.key),
          .account = intent.order.account,
          .currency = to_text(intent.order.amount.currency),
          .amount_minor = intent.order.amount.minor,
          .stored_minor = intent.order.stored_minor,
          .method = intent.order.method,
          .version = static_cast<Count>(intent.order.version)};
}

Placed<PaymentAnswer> read(const AnswerText& text) {
  const auto key = in_field(parse_payment_key(text.key), "key");
  if (!key) return std::unexpected(key.error());
  const auto currency = in_field(Currency::from_code(text.currency), "currency");
  if (!currency) return std::unexpected(currency.error());
  const auto state = in_field(named<AnswerState>(text.state, kAnswerStates), "state");
  if (!state) return std::unexpected(state.error());
  const auto error = read_error(text.error);
  if (!error) return std::unexpected(error.error());
  return read_decline(text.decline).transform([&](std::optional<DeclineClass> decline) {
    return PaymentAnswer{.key = *key,
                         .amount = {text.amount_minor, *currency},
                         .state = *state,
                         .settled_minor = text.settled_minor,
                         .reversed_minor = text.reversed_minor,
                         .error = *error,
                         .decline = decline,
                         .attempts_left = static_cast<int>(small(text.attempts_left)),
                         .codes_judged = small(text.codes_judged)};
  });
}

AnswerText to_wire(const PaymentAnswer& answer) {
  return {.key = to_string(answer.key),
          .currency = to_text(answer.amount.currency),
          .amount_minor = answer.amount.minor,
          .state = std::string(name(answer.state)),
          .settled_minor = answer.settled_minor,
          .reversed_minor = answer.reversed_minor,
          .error = to_wire(answer.error),
          .decline = answer.decline.transform([](DeclineClass known) { return to_text(known); }),
          .attempts_left = static_cast<Count>(answer.attempts_left),
          .codes_judged = static_cast<Count>(answer.codes_judged)};
}

RequestText to_wire(const PaymentRequest& request) {
  return {.kind = std::string(name(request.kind)),
          .intent = to_wire(request.intent),
          .code = request.code,
          .codes_judged = static_cast<Count>(request.codes_judged)};
}

Placed<Flow> read(const std::optional<FlowText>& text) {
  if (!text) return Flow();
  auto flow = within("flow", read_flow(*text));
  if (!flow) return flow;
  const auto checked = check_flow(*flow);
  if (!checked) return refuse_at({.field = "flow"}, checked.error(), "no step has made it");
  return flow;
}

FlowText to_wire(const Flow& flow) {
  FlowText text{.state = std::string(name(flow.state)),
                .operations = static_cast<Count>(flow.operations),
                .awaited = static_cast<Count>(flow.awaited),
                .timer = static_cast<Count>(flow.timer),
                .deadline = static_cast<Count>(flow.deadline),
                .lock = static_cast<Count>(flow.lock),
                .online = flow.online,
                .intent = {},
                .answer = {},
                .error = to_wire(flow.error),
                .held = {},
                .questions = static_cast<Count>(flow.questions),
                .asked_ms = static_cast<Count>(flow.asked_ms)};
  if (flow.intent) text.intent = to_wire(*flow.intent);
  if (flow.answer) text.answer = to_wire(*flow.answer);
  if (flow.held != PaymentRequest()) text.held = to_wire(flow.held);
  return text;
}

Placed<FlowEvent> read(const FlowEventText& text) { return within("event", read_flow_event(text)); }

Placed<ServerEvent> read(const ServerEventText& text) {
  return within("event", read_server_event(text));
}

Placed<DeskMoment> read(const DeskMomentText& text) {
  return in_field(parse_instant(text.now), "moment/now").transform([&](Instant now) {
    return DeskMoment{.now = now,
                      .stored_minor = text.stored_minor,
                      .asks_for_code = text.asks_for_code,
                      .method_name = text.method_name,
                      .stored_name = text.stored_name};
  });
}

}  // namespace repay::wire
