#include "core/payment/flow_view.h"

#include <doctest/doctest.h>

#include <set>

namespace repay {
namespace {

Flow flow_in(FlowState state, std::optional<PaymentAnswer> answer = PaymentAnswer{}) {
  Flow flow;
  flow.state = state;
  flow.intent = Intent{{1, 2}, {.amount = {5000, *Currency::from_code("USD")}}};
  flow.answer = std::move(answer);
  if (flow.answer) flow.answer->amount = flow.intent->order.amount;
  if (flow.answer) flow.error = flow.answer->error;
  return flow;
}

PaymentAnswer settled(std::int64_t minor, std::int64_t reversed = 0) {
  return {.state = AnswerState::settled, .settled_minor = minor, .reversed_minor = reversed};
}

TEST_CASE("every state has a screen, every screen a next step, and no two words are the same") {
  std::set<std::string_view> words;
#define X(state)                                                  \
  CHECK_FALSE(flow_view(flow_in(FlowState::state)).next.empty()); \
  CHECK(name(FlowState::state) == #state);
  REPAY_FLOW_STATES(X)
#undef X
#define X(screen) CHECK(words.insert(name(Screen::screen)).second);
  REPAY_SCREENS(X)
#undef X
#define X(step) CHECK(name(FlowNextStep::step) == #step);
  REPAY_NEXT_STEPS(X)
#undef X
}

TEST_CASE("only what is known for good is said for good") {
  CHECK(verdict(screen_of(flow_in(FlowState::settled, settled(5000)))) == Verdict::paid);
  for (const FlowState state :
       {FlowState::unsent, FlowState::failed, FlowState::expired, FlowState::refused}) {
    CHECK(verdict(screen_of(flow_in(state))) == Verdict::not_paid);
  }
  for (const FlowState state : {FlowState::sending, FlowState::unknown, FlowState::signing_in,
                                FlowState::looking_up, FlowState::cancelling, FlowState::pending}) {
    CHECK(verdict(screen_of(flow_in(state))) == Verdict::open);
  }
}

TEST_CASE("paid whole, paid less and gone back are told apart") {
  CHECK(screen_of(flow_in(FlowState::settled, settled(5000))) == Screen::settled);
  CHECK(screen_of(flow_in(FlowState::settled, settled(4999))) == Screen::settled_less);
  CHECK(screen_of(flow_in(FlowState::settled, settled(5000, 1))) == Screen::reversed);
  const FlowView view = flow_view(flow_in(FlowState::settled, settled(4500)));
  CHECK(view.amount->minor == 5000);
  CHECK(view.settled_minor == 4500);
  CHECK(view.next.front() == FlowNextStep::see_receipt);
}

TEST_CASE("not knowing is told apart from knowing that the server has it") {
  CHECK(screen_of(flow_in(FlowState::unknown, std::nullopt)) == Screen::not_known);
  CHECK(screen_of(flow_in(FlowState::unknown)) == Screen::received);
}

TEST_CASE("why nothing was paid decides what comes next") {
  CHECK(screen_of(flow_in(FlowState::expired, PaymentAnswer{.error = Error::not_received})) ==
        Screen::not_received);
  CHECK(screen_of(flow_in(FlowState::expired)) == Screen::expired);
  CHECK(screen_of(flow_in(FlowState::failed, PaymentAnswer{.error = Error::locked})) ==
        Screen::locked);
  const auto foremost = [](FlowState state, PaymentAnswer answer) {
    return flow_view(flow_in(state, std::move(answer))).next.front();
  };
  CHECK(foremost(FlowState::failed, {.decline = DeclineClass::insufficient_funds}) ==
        FlowNextStep::choose_method);
  CHECK(foremost(FlowState::failed, {.decline = DeclineClass::issuer_unavailable}) ==
        FlowNextStep::pay);
  CHECK(foremost(FlowState::failed, {.error = Error::locked}) == FlowNextStep::contact_support);
  CHECK(foremost(FlowState::refused, {.error = Error::stale}) == FlowNextStep::check_amount);
  CHECK(foremost(FlowState::refused, {.error = Error::payment_open}) == FlowNextStep::look_again);
  CHECK(foremost(FlowState::refused, {.error = Error::tender_mismatch}) == FlowNextStep::pay);
}

TEST_CASE("a device that cannot be read does not say that nothing is under way") {
  Flow flow;
  CHECK(screen_of(flow) == Screen::ready);
  flow.error = Error::storage_failed;
  CHECK(screen_of(flow) == Screen::no_storage);
  CHECK(flow_view(flow).next.front() == FlowNextStep::look_again);
}

TEST_CASE("a view says which payment it is about, and nothing of any while there is none") {
  Flow flow = flow_in(FlowState::unknown, std::nullopt);
  flow.intent->order.account = "USD/main";
  flow.intent->order.method = "c1";
  const FlowView view = flow_view(flow);
  CHECK(view.key == PaymentKey{1, 2});
  CHECK(view.account == "USD/main");
  CHECK(view.method == "c1");
  CHECK(view.amount == flow.intent->order.amount);
  const FlowView ready = flow_view(Flow());
  CHECK(ready.key == std::nullopt);
  CHECK(ready.account.empty());
  CHECK(ready.method == std::nullopt);
  CHECK(ready.amount == std::nullopt);
}

}  // namespace
}  // namespace repay
