#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/engine/payment_desk.h"
#include "core/payment/flow.h"
#include "wasm/questions.h"

/// What JavaScript says about the way of a payment (questions.h), on the page and to the server. A
/// flow, and what it is made of, goes out as it comes in (payment_shapes.h). An event says by its
/// `type` what happened; what is not of its type is empty and not looked at.
namespace repay::wire {

struct IntentText {
  std::string key;
  std::string account;
  std::string currency;
  std::int64_t amount_minor = 0;
  std::int64_t stored_minor = 0;
  std::string method;
  Count version = 0;
};
[[nodiscard]] IntentText to_wire(const Intent& intent);

struct AnswerText {
  std::string key;
  std::string currency;
  std::int64_t amount_minor = 0;
  std::string state;
  std::int64_t settled_minor = 0;
  std::int64_t reversed_minor = 0;
  std::optional<std::string> error;
  std::optional<std::string> decline;
  Count attempts_left = 0;
  Count codes_judged = 0;
};
[[nodiscard]] AnswerText to_wire(const PaymentAnswer& answer);

struct RequestText {
  std::string kind;
  IntentText intent;
  std::string code;
  Count codes_judged = 0;
};
[[nodiscard]] RequestText to_wire(const PaymentRequest& request);

struct FlowText {
  std::string state;
  Count operations = 0;
  Count awaited = 0;
  Count timer = 0;
  Count deadline = 0;
  Count lock = 0;
  bool online = true;
  std::optional<IntentText> intent;
  std::optional<AnswerText> answer;
  std::optional<std::string> error;
  std::optional<RequestText> held;
  Count questions = 0;
  Count asked_ms = 0;
};
/// Into a new flow: what is not there leaves it so, what no step has made is refused (check_flow).
[[nodiscard]] Placed<void> read(const std::optional<FlowText>& text, Flow& into);
[[nodiscard]] FlowText to_wire(const Flow& flow);

struct FlowEventText {
  std::string type;
  Count operation = 0;
  std::string key;
  LedgerKey ledger;
  std::int64_t amount_minor = 0;
  std::int64_t stored_minor = 0;
  std::string method;
  Count version = 0;
  bool granted = false;
  std::string outcome;
  std::optional<IntentText> intent;
  std::optional<AnswerText> answer;
  bool online = false;
  std::string code;
};
[[nodiscard]] Placed<void> read(const FlowEventText& text, FlowEvent& into);

struct ServerEventText {
  std::string type;
  std::optional<IntentText> intent;
  bool is_right = false;
  Count codes_judged = 0;
  std::string outcome;
  std::int64_t amount_minor = 0;
  std::optional<std::string> decline;
  std::string id;
  Count wake = 0;
};
[[nodiscard]] Placed<ServerEvent> read(const ServerEventText& text);

struct DeskMomentText {
  std::string now;
  std::int64_t stored_minor = 0;
  bool asks_for_code = false;
  std::string method_name;
  std::string stored_name;
};
[[nodiscard]] Placed<DeskMoment> read(const DeskMomentText& text);

}  // namespace repay::wire
