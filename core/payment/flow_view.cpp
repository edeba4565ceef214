#include "core/payment/flow_view.h"

#include <array>

namespace repay {
namespace {

using enum FlowNextStep;

Screen settled_screen(const PaymentAnswer& answer) {
  if (answer.reversed_minor > 0) return Screen::reversed;
  return answer.settled_minor < answer.amount.minor ? Screen::settled_less : Screen::settled;
}

Screen expired_screen(const std::optional<Error>& error) {
  return error == Error::not_received ? Screen::not_received : Screen::expired;
}

// What helps after a decline: another card, unless the bank was only out of reach.
std::vector<FlowNextStep> after_decline(std::optional<DeclineClass> decline) {
  if (decline == DeclineClass::issuer_unavailable) return {pay, choose_method};
  return {choose_method, pay};
}

std::vector<FlowNextStep> after_refusal(std::optional<Error> error) {
  if (error == Error::stale || error == Error::amount_exceeds_balance ||
      error == Error::below_minimum) {
    return {check_amount, pay};
  }
  if (error == Error::payment_open) return {look_again};
  if (error == Error::idempotency_conflict) return {see_receipt, contact_support};
  return {pay, contact_support};
}

std::vector<FlowNextStep> next_steps(Screen screen, const Flow& flow) {
  switch (screen) {
    case Screen::ready:
    case Screen::unsent:
    case Screen::expired:
    case Screen::not_received:
      return {pay};
    case Screen::opening:
    case Screen::preparing:
    case Screen::paying:
    case Screen::looking_up:
    case Screen::confirming:
    case Screen::cancelling:
      return {wait};
    case Screen::no_storage:
      return {look_again, contact_support};
    case Screen::elsewhere:
      return {use_other_page, wait};
    case Screen::received:
    case Screen::not_known:
      return {wait, look_again, contact_support};
    case Screen::signing_in:
      return {sign_in};
    case Screen::verifying:
      return {enter_code, send_code_again, cancel};
    case Screen::challenged:
      return {go_to_bank, cancel};
    case Screen::pending:
      return {wait, pay};
    case Screen::settled:
    case Screen::settled_less:
    case Screen::reversed:
      return {see_receipt, pay};
    case Screen::failed:
      return after_decline(flow.answer ? flow.answer->decline : std::nullopt);
    case Screen::locked:
      return {contact_support, pay};
    case Screen::refused:
      return after_refusal(flow.error);
  }
  return {wait};
}

}  // namespace

std::string_view name(FlowNextStep step) {
  static constexpr std::array names = {
#define X(step) std::string_view(#step),
      REPAY_NEXT_STEPS(X)
#undef X
  };
  return names[static_cast<std::size_t>(step)];
}

std::string_view name(Screen screen) {
  static constexpr std::array names = {
#define X(screen) std::string_view(#screen),
      REPAY_SCREENS(X)
#undef X
  };
  return names[static_cast<std::size_t>(screen)];
}

Verdict verdict(Screen screen) {
  switch (screen) {
    case Screen::settled:
    case Screen::settled_less:
    case Screen::reversed:
      return Verdict::paid;
    case Screen::unsent:
    case Screen::failed:
    case Screen::locked:
    case Screen::expired:
    case Screen::not_received:
    case Screen::refused:
      return Verdict::not_paid;
    case Screen::ready:
    case Screen::no_storage:
    case Screen::opening:
    case Screen::elsewhere:
    case Screen::preparing:
    case Screen::paying:
    case Screen::received:
    case Screen::looking_up:
    case Screen::not_known:
    case Screen::signing_in:
    case Screen::verifying:
    case Screen::challenged:
    case Screen::confirming:
    case Screen::cancelling:
    case Screen::pending:
      return Verdict::open;
  }
  return Verdict::open;
}

Screen screen_of(const Flow& flow) {
  switch (flow.state) {
    case FlowState::idle:
      return flow.error ? Screen::no_storage : Screen::ready;
    case FlowState::opening:
      return Screen::opening;
    case FlowState::elsewhere:
      return Screen::elsewhere;
    case FlowState::locking:
    case FlowState::reading:
    case FlowState::storing:
      return Screen::preparing;
    case FlowState::unsent:
      return Screen::unsent;
    case FlowState::sending:
      return Screen::paying;
    case FlowState::looking_up:
      return Screen::looking_up;
    case FlowState::unknown:
      return flow.answer ? Screen::received : Screen::not_known;
    case FlowState::signing_in:
      return Screen::signing_in;
    case FlowState::verifying:
      return Screen::verifying;
    case FlowState::challenged:
      return Screen::challenged;
    case FlowState::confirming:
      return Screen::confirming;
    case FlowState::cancelling:
      return Screen::cancelling;
    case FlowState::pending:
      return Screen::pending;
    case FlowState::settled:
      return settled_screen(*flow.answer);
    case FlowState::failed:
      return flow.error == Error::locked ? Screen::locked : Screen::failed;
    case FlowState::expired:
      return expired_screen(flow.error);
    case FlowState::refused:
      return Screen::refused;
  }
  return Screen::ready;
}

FlowView flow_view(const Flow& flow) {
  const Screen screen = screen_of(flow);
  FlowView view{.screen = screen, .next = next_steps(screen, flow), .error = flow.error};
  if (flow.intent) {
    view.key = flow.intent->key;
    view.account = flow.intent->order.account;
    view.method = flow.intent->order.method;
    view.amount = flow.intent->order.amount;
  }
  if (!flow.answer) return view;
  view.decline = flow.answer->decline;
  view.settled_minor = flow.answer->settled_minor;
  view.reversed_minor = flow.answer->reversed_minor;
  view.attempts_left = flow.answer->attempts_left;
  return view;
}

}  // namespace repay
