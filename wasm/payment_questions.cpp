#include "wasm/payment_questions.h"

#include <array>
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
constexpr std::size_t kSlotOutcomes = 3;

std::string_view name(Error error) { return code(error); }

std::string_view name(SlotOutcome outcome) {
  static constexpr std::array names = {"done", "taken", "failed"};
  return names[static_cast<std::size_t>(outcome)];
}

/// The client lets no more than 32 bits pass.
std::uint32_t small(Count count) { return static_cast<std::uint32_t>(from_count(count)); }

/// Reads fields until one is refused; the first refusal stays, and what is read then is not used.
class Reader {
 public:
  explicit Reader(std::string within) : within_(std::move(within)) {}

  [[nodiscard]] Placed<void> done() && {
    if (refusal_) return std::unexpected(*std::move(refusal_));
    return {};
  }

  void refuse(const char* field, Error error, std::string detail = {}) {
    if (!refusal_) refusal_ = Refusal{error, {.field = within_ + field}, std::move(detail)};
  }

  template <class Enum>
  void word(const std::string& text, const char* field, std::size_t count, Enum& into) {
    const std::size_t at =
        find(text, count, [](std::size_t i) { return name(static_cast<Enum>(i)); });
    at < count ? void(into = static_cast<Enum>(at)) : refuse(field, Error::invalid_field, text);
  }
  template <class Enum>
  void word(const std::optional<std::string>& text, const char* field, std::size_t count,
            std::optional<Enum>& into) {
    if (text) word(*text, field, count, into.emplace());
  }

  void key(const std::string& text, PaymentKey& into) {
    const auto known = parse_payment_key(text);
    known ? void(into = *known) : refuse("key", known.error());
  }

  void money(std::int64_t minor, const std::string& code, Money& into) {
    const auto currency = Currency::from_code(code);
    currency ? void(into = {minor, *currency}) : refuse("currency", currency.error());
  }

  void order(const auto& text, PaymentOrder& into) {
    into.stored_minor = text.stored_minor;
    into.method = text.method;
    into.version = from_count(text.version);
  }

  /// What stands in `field`.
  template <class Text, class T>
  void object(const Text& text, const char* field, T& into) {
    const std::size_t size = within_.size();
    within_.append(field).append("/");
    read(text, into);
    within_.resize(size);
  }
  template <class Text, class T>
  void object(const std::optional<Text>& text, const char* field, std::optional<T>& into) {
    if (text) object(*text, field, into.emplace());
  }
  /// It must be there.
  template <class Text, class T>
  void object(const std::optional<Text>& text, const char* field, T& into) {
    text ? object(*text, field, into) : refuse(field, Error::invalid_field);
  }

  void read(const IntentText& text, Intent& into) {
    key(text.key, into.key);
    money(text.amount_minor, text.currency, into.order.amount);
    into.order.account = text.account;
    order(text, into.order);
  }

  void read(const AnswerText& text, PaymentAnswer& into) {
    key(text.key, into.key);
    money(text.amount_minor, text.currency, into.amount);
    word(text.state, "state", kAnswerStates, into.state);
    into.settled_minor = text.settled_minor;
    into.reversed_minor = text.reversed_minor;
    word(text.error, "error", kErrors, into.error);
    word(text.decline, "decline", kDeclineClasses, into.decline);
    into.attempts_left = static_cast<int>(small(text.attempts_left));
    into.codes_judged = small(text.codes_judged);
  }

  void read(const RequestText& text, PaymentRequest& into) {
    word(text.kind, "kind", kRequestKinds, into.kind);
    object(text.intent, "intent", into.intent);
    into.code = text.code;
    into.codes_judged = small(text.codes_judged);
  }

  void read(const FlowText& text, Flow& into) {
    word(text.state, "state", kFlowStates, into.state);
    into.operations = small(text.operations);
    into.awaited = small(text.awaited);
    into.timer = small(text.timer);
    into.deadline = small(text.deadline);
    into.lock = small(text.lock);
    into.online = text.online;
    object(text.intent, "intent", into.intent);
    object(text.answer, "answer", into.answer);
    word(text.error, "error", kErrors, into.error);
    if (text.held) object(*text.held, "held", into.held);
    into.questions = small(text.questions);
    into.asked_ms = static_cast<std::int64_t>(from_count(text.asked_ms));
  }

  void read(const FlowEventText& text, PayPressed& into) {
    key(text.key, into.key);
    if (text.ledger.currency == Currency()) refuse("ledger/currency", Error::unknown_currency);
    into.order.account = account_name(text.ledger);
    into.order.amount = {text.amount_minor, text.ledger.currency};
    order(text, into.order);
  }

  void read(const FlowEventText& text, IntentRead& into) {
    word(text.outcome, "outcome", kSlotOutcomes, into.outcome);
    // Only where something was to be written it can be taken.
    if (into.outcome == SlotOutcome::taken) refuse("outcome", Error::invalid_field, text.outcome);
    object(text.intent, "intent", into.intent);
  }

 private:
  static std::size_t find(std::string_view word, std::size_t count,
                          std::string_view (*name_of)(std::size_t)) {
    std::size_t at = 0;
    while (at < count && name_of(at) != word) ++at;
    return at;
  }

  std::string within_;
  std::optional<Refusal> refusal_;
};

FlowEvent read_event(Reader& reader, const FlowEventText& text) {
  const std::string_view type = text.type;
  const std::uint32_t operation = small(text.operation);
  if (type == "page_loaded") return PageLoaded();
  if (type == "pay_pressed") {
    PayPressed event;
    reader.read(text, event);
    return event;
  }
  if (type == "lock_answered") return LockAnswered{operation, text.granted};
  if (type == "intent_read") {
    IntentRead event{.operation = operation};
    reader.read(text, event);
    return event;
  }
  if (type == "intent_stored") {
    IntentStored event{.operation = operation};
    reader.word(text.outcome, "outcome", kSlotOutcomes, event.outcome);
    return event;
  }
  if (type == "intent_cleared") return IntentCleared{operation};
  if (type == "answered") {
    Answered event{.operation = operation, .answer = {}};
    reader.object(text.answer, "answer", event.answer);
    return event;
  }
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
  if (type != "look_again_pressed") reader.refuse("type", Error::invalid_field, text.type);
  return LookAgainPressed();
}

ServerEvent read_event(Reader& reader, const ServerEventText& text) {
  const std::string_view type = text.type;
  if (type == "pay_arrived") {
    PayArrived event;
    reader.object(text.intent, "intent", event.intent);
    return event;
  }
  if (type == "abandon_arrived") {
    AbandonArrived event;
    reader.object(text.intent, "intent", event.intent);
    return event;
  }
  if (type == "look_up_arrived") return LookUpArrived();
  if (type == "code_arrived") return CodeArrived{text.is_right, small(text.codes_judged)};
  if (type == "resend_arrived") return ResendArrived();
  if (type == "card_answered") {
    CardAnswered event{.amount_minor = text.amount_minor};
    reader.word(text.outcome, "outcome", kCardOutcomes, event.outcome);
    if (text.decline) reader.word(*text.decline, "decline", kDeclineClasses, event.decline);
    return event;
  }
  if (type == "card_reversed") return CardReversed{text.id, text.amount_minor};
  if (type == "alarm_rang") return AlarmRang{small(text.wake)};
  if (type != "server_started") reader.refuse("type", Error::invalid_field, text.type);
  return ServerStarted();
}

std::optional<std::string> to_wire(const std::optional<Error>& error) {
  return error.transform([](Error known) { return std::string(code(known)); });
}

}  // namespace

IntentText to_wire(const Intent& intent) {
  return {.key = to_string(intent.key),
          .account = intent.order.account,
          .currency = to_text(intent.order.amount.currency),
          .amount_minor = intent.order.amount.minor,
          .stored_minor = intent.order.stored_minor,
          .method = intent.order.method,
          .version = static_cast<Count>(intent.order.version)};
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

Placed<void> read(const std::optional<FlowText>& text, Flow& into) {
  if (!text) return {};
  Reader reader("flow/");
  reader.read(*text, into);
  auto read = std::move(reader).done();
  if (!read) return read;
  const auto checked = check_flow(into);
  if (!checked) return refuse_at({.field = "flow"}, checked.error(), "no step has made it");
  return {};
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

Placed<void> read(const FlowEventText& text, FlowEvent& into) {
  Reader reader("event/");
  into = read_event(reader, text);
  return std::move(reader).done();
}

Placed<ServerEvent> read(const ServerEventText& text) {
  Reader reader("event/");
  ServerEvent event = read_event(reader, text);
  return std::move(reader).done().transform([&] { return std::move(event); });
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
