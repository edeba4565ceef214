// Whether a flow is one that `step` could have made.

#include <algorithm>
#include <array>

#include "core/payment/flow.h"

namespace repay {
namespace {

using enum FlowState;

/// More than a page that asks without a pause comes to in years.
constexpr std::uint32_t kMostOperations = std::uint32_t{1} << 31;

bool are_handed_out(const Flow& flow) {
  const std::array used = {flow.awaited, flow.timer, flow.deadline, flow.lock};
  return flow.operations <= kMostOperations &&
         std::ranges::all_of(used, [&](std::uint32_t each) { return each <= flow.operations; });
}

bool awaits_nothing(const Flow& flow) {
  return flow.awaited == 0 && flow.timer == 0 && flow.deadline == 0;
}

bool was_asked_nothing(const Flow& flow) { return !flow.answer && flow.held == PaymentRequest(); }

// A page on which no payment is under way.
bool is_blank(const Flow& flow) { return was_asked_nothing(flow) && !flow.intent; }

// The page is about to send its intent; `has_lock` is whether it must have the lock by now.
bool is_before_sending(const Flow& flow, bool has_lock) {
  return was_asked_nothing(flow) && flow.intent && flow.awaited != 0 && flow.timer == 0 &&
         (flow.lock != 0) == has_lock;
}

bool was_sent(const Flow& flow) { return flow.intent && flow.held.intent == *flow.intent; }

bool is_about_intent(const PaymentAnswer& answer, const Intent& intent) {
  return answer.key == intent.key && answer.amount == intent.order.amount &&
         answer.error != Error::idempotency_conflict;
}

// Something was sent, and no answer has ended it.
bool is_open(const Flow& flow) {
  if (!was_sent(flow) || flow.lock == 0) return false;
  return !flow.answer ||
         (is_about_intent(*flow.answer, *flow.intent) && !is_conclusive(flow.answer->state));
}

// The last answer says what the state says.
bool is_answered(const Flow& flow) {
  return was_sent(flow) && flow.answer && is_about_intent(*flow.answer, *flow.intent) &&
         flow.state == state_after(flow.answer->state);
}

bool is_coherent(const Flow& flow) {
  switch (flow.state) {
    case idle:
      return is_blank(flow) && awaits_nothing(flow) && flow.lock == 0;
    case opening:
      return is_blank(flow) && flow.awaited != 0 && flow.timer == 0;
    case elsewhere:
      return is_blank(flow) && flow.awaited != 0 && flow.timer == 0 && flow.lock == 0;
    case locking:
      return is_before_sending(flow, false);
    case reading:
    case storing:
      return is_before_sending(flow, true);
    case unsent:
      return was_asked_nothing(flow) && flow.error && awaits_nothing(flow) && flow.lock == 0;
    case signing_in:
      return is_open(flow) && awaits_nothing(flow);
    case sending:
    case looking_up:
    case unknown:
    case confirming:
    case cancelling:
      return is_open(flow);
    case verifying:
    case challenged:
      return is_open(flow) && is_answered(flow);
    case pending:
      // As long as it has the lock, it waits for the slot and asks nothing.
      return is_answered(flow) && (flow.lock == 0 || (flow.awaited != 0 && flow.timer == 0));
    case settled:
    case failed:
    case expired:
    case refused:
      return is_answered(flow) && flow.timer == 0 && (flow.lock == 0) == (flow.awaited == 0);
  }
  return false;
}

}  // namespace

Result<void> check_flow(const Flow& flow) {
  if (!are_handed_out(flow) || !is_coherent(flow)) return refuse(Error::invalid_field);
  return {};
}

}  // namespace repay
