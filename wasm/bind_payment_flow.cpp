// The way of a payment on one page: a step of it, and what the page shows then. Nothing of a flow
// is kept here.

#include <utility>

#include "core/engine/account_name.h"
#include "wasm/bind.h"
#include "wasm/payment_questions.h"
#include "wasm/payment_shapes.h"

namespace repay::wire {
namespace {

ShownFlow shown(FlowView view) {
  ShownFlow flow{.screen = view.screen,
                 .next = std::move(view.next),
                 .error = view.error,
                 .decline = view.decline,
                 .key = view.key,
                 .method = std::move(view.method),
                 .ledger = {},
                 .amount = view.amount,
                 .settled_minor = view.settled_minor,
                 .reversed_minor = view.reversed_minor,
                 .attempts_left = view.attempts_left};
  if (auto ledger = parse_account_name(view.account)) flow.ledger = *std::move(ledger);
  return flow;
}

Placed<SteppedFlow> step_flow(const Engine& engine, const std::optional<FlowText>& flow,
                              const FlowEventText& event) {
  Flow known;
  if (auto told = read(flow, known); !told) return std::unexpected(std::move(told).error());
  FlowEvent happened;
  if (auto told = read(event, happened); !told) return std::unexpected(std::move(told).error());
  FlowStep stepped = step(std::move(known), happened, engine.policy().payment);
  ShownFlow view = shown(flow_view(stepped.flow));
  return SteppedFlow{.flow = std::move(stepped.flow),
                     .effects = std::move(stepped.effects),
                     .view = std::move(view)};
}

}  // namespace

void bind_payment_flow(EngineClass& engine) {
  bind_shape<IntentText>("PaymentIntent");
  bind_shape<AnswerText>("PaymentAnswer");
  bind_shape<RequestText>("PaymentRequest");
  bind_shape<FlowText>("Flow");
  emscripten::value_object<FlowEventText>("FlowEvent")
      .field("type", &FlowEventText::type)
      .field("operation", &FlowEventText::operation)
      .field("key", &FlowEventText::key)
      .field("ledger", &FlowEventText::ledger)
      .field("amountMinor", &FlowEventText::amount_minor)
      .field("storedMinor", &FlowEventText::stored_minor)
      .field("method", &FlowEventText::method)
      .field("version", &FlowEventText::version)
      .field("granted", &FlowEventText::granted)
      .field("outcome", &FlowEventText::outcome)
      .field("intent", &FlowEventText::intent)
      .field("answer", &FlowEventText::answer)
      .field("online", &FlowEventText::online)
      .field("code", &FlowEventText::code);
  bind_call<&step_flow>(engine, "stepFlow");
}

}  // namespace repay::wire
