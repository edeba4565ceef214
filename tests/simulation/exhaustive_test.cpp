// Every order of events there can be, in a small world: one page, a slot, a server, a provider, one
// wish. Messages wait in a bag and arrive in any order; a message is lost or doubled, or page or
// server begin anew; timers ring at any moment. How often is bounded: REPAY_EXHAUSTIVE=2 allows
// more, and takes minutes.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/payment/flow.h"
#include "core/payment/flow_view.h"
#include "core/payment/server.h"

namespace repay {
namespace {

constexpr std::int64_t kAmount = 100;

enum class To : std::uint8_t { page, slot, server, provider, desk };

struct Message {
  To to = To::page;
  std::uint32_t epoch = 0;  // of the page that sent it, or is meant
  std::uint32_t operation = 0;
  FlowEvent event{};
  FlowEffect work{};
  int verb = 0;  // to the provider: 0 charge, 1 ask, 2 cancel; to the desk: the outcome
  std::size_t payment = 0;
};

enum class Charge : std::uint8_t { none, captured, declined, cancelled };

/// One payment as its key: the first press is payment 0, the second 1.
struct Payment {
  std::optional<PaymentRecord> record{};
  Charge charge = Charge::none;
  bool was_told_unpaid = false;
  bool was_told_paid = false;
};

struct State {
  Flow flow;
  std::uint32_t epoch = 0;
  std::optional<Intent> slot{};
  Payment payments[2];
  std::size_t presses = 0;
  std::uint64_t version = 1;
  std::int64_t held = 0;
  std::int64_t paid = 0;
  std::vector<Message> bag{};
  int faults = 1;
  int rings = 1;
};

PaymentKey key_of(std::size_t payment) { return {1, payment + 1}; }
std::size_t payment_of(PaymentKey key) { return static_cast<std::size_t>(key.low - 1); }

/// What tells two states apart, as bytes.
class Print {
 public:
  template <class... Values>
  void add(Values... values) {
    (text_.append(std::to_string(static_cast<std::int64_t>(values))).push_back(','), ...);
  }
  void add_message(const Message& m) {
    Print own;
    own.add(m.to, m.epoch, m.operation, m.event.index(), m.work.index(), m.verb, m.payment);
    if (const auto* answered = std::get_if<Answered>(&m.event))
      own.add(answered->answer.state, answered->answer.key.low, answered->operation);
    if (const auto* read = std::get_if<IntentRead>(&m.event))
      own.add(read->operation, read->intent ? read->intent->key.low : 0);
    if (const auto* send = std::get_if<SendRequest>(&m.work))
      own.add(send->request.kind, send->request.intent.key.low);
    messages_.push_back(own.text_);
  }
  [[nodiscard]] std::string take() {
    std::ranges::sort(messages_);
    for (const std::string& message : messages_) text_.append(message).push_back(';');
    return std::move(text_);
  }

 private:
  std::string text_;
  std::vector<std::string> messages_;
};

std::string print(const State& s) {
  Print out;
  const Flow& f = s.flow;
  out.add(f.state, f.operations, f.awaited, f.timer, f.deadline, f.lock, f.questions,
          f.intent ? f.intent->key.low : 0, f.intent ? f.intent->order.version : 0,
          f.answer ? static_cast<int>(f.answer->state) : -1, f.held.kind);
  out.add(s.epoch, s.slot ? s.slot->key.low : 0, s.presses, s.version, s.held, s.paid, s.faults,
          s.rings);
  for (const Payment& p : s.payments) {
    out.add(p.record ? static_cast<int>(p.record->state) : -1, p.record ? p.record->wake : 0,
            p.charge, p.was_told_paid, p.was_told_unpaid);
  }
  for (const Message& message : s.bag) out.add_message(message);
  return out.take();
}

class Search {
 public:
  void run(int faults, int rings) {
    State first;
    first.faults = faults;
    first.rings = rings;
    visit(std::move(first));
    while (!open_.empty()) {
      const State state = std::move(open_.back());
      open_.pop_back();
      expand(state);
    }
  }
  [[nodiscard]] std::size_t states() const { return seen_.size(); }
  [[nodiscard]] std::size_t paid_ends() const { return paid_ends_; }

 private:
  void visit(State state) {
    judge(state);
    if (seen_.insert(print(state)).second) open_.push_back(std::move(state));
  }

  void judge(const State& state) {
    bool is_well = state.paid <= kAmount && state.held >= 0;  // the wish, however many keys
    for (const Payment& payment : state.payments) {
      const bool is_captured = payment.charge == Charge::captured;
      is_well = is_well && !(payment.was_told_unpaid && is_captured);
      is_well = is_well && (!payment.was_told_paid || is_captured);
    }
    if (!is_well) FAIL(print(state));
    if (state.bag.empty() && state.paid == kAmount) ++paid_ends_;
  }

  void expand(const State& state) {
    for (std::size_t i = 0; i < state.bag.size(); ++i) {
      for (int decision = 0; decision < (decides(state, i) ? 2 : 1); ++decision)
        visit(delivered(state, i, true, decision));
      if (state.faults == 0 || state.bag[i].to == To::slot) continue;
      State lost = state;
      --lost.faults;
      lost.bag.erase(lost.bag.begin() + static_cast<std::ptrdiff_t>(i));
      visit(std::move(lost));
      State doubled = delivered(state, i, false, 0);
      --doubled.faults;
      visit(std::move(doubled));
    }
    press(state);
    ring(state);
    if (state.faults == 0) return;
    State reloaded = state;  // the page ends and is opened again
    --reloaded.faults;
    ++reloaded.epoch;
    reloaded.flow = {};
    tell(reloaded, PageLoaded{});
    visit(std::move(reloaded));
    State restarted = state;
    --restarted.faults;
    for (std::size_t p = 0; p < 2; ++p) {
      if (restarted.payments[p].record) serve(restarted, p, ServerStarted{}, nullptr);
    }
    visit(std::move(restarted));
  }

  static bool decides(const State& state, std::size_t i) {
    const Message& message = state.bag[i];
    return message.to == To::provider && message.verb == 0 &&
           state.payments[message.payment].charge == Charge::none;
  }

  // The seller presses while the wish has not come true, as far as the page says.
  void press(const State& state) {
    if (state.presses == 2 || state.payments[0].was_told_paid) return;
    State pressed = state;
    PaymentOrder order{.account = "a", .amount = {kAmount, *Currency::from_code("USD")}};
    order.method = "c";
    order.version = state.version;
    const FlowState before = state.flow.state;
    tell(pressed, PayPressed{key_of(state.presses), order});
    if (pressed.flow.state == before) return;  // nothing can be pressed now
    ++pressed.presses;
    visit(std::move(pressed));
  }

  void ring(const State& state) {
    if (state.rings == 0) return;
    for (const std::uint32_t operation : {state.flow.timer, state.flow.deadline}) {
      if (operation == 0) continue;
      State rung = state;
      --rung.rings;
      tell(rung, TimeUp{operation});
      visit(std::move(rung));
    }
    for (std::size_t p = 0; p < 2; ++p) {
      if (!state.payments[p].record || !is_open(state.payments[p].record->state)) continue;
      State rung = state;
      --rung.rings;
      serve(rung, p, AlarmRang{state.payments[p].record->wake}, nullptr);
      visit(std::move(rung));
    }
  }

  State delivered(const State& state, std::size_t i, bool is_taken_out, int decision) {
    State next = state;
    const Message message = state.bag[i];
    if (is_taken_out) next.bag.erase(next.bag.begin() + static_cast<std::ptrdiff_t>(i));
    switch (message.to) {
      case To::page:
        if (message.epoch == next.epoch) tell(next, message.event);
        break;
      case To::slot:
        work(next, message);
        break;
      case To::server:
        receive(next, message);
        break;
      case To::provider:
        charge(next, message, decision);
        break;
      case To::desk:
        serve(next, message.payment,
              CardAnswered{static_cast<CardOutcome>(message.verb), kAmount, DeclineClass::other},
              nullptr);
        break;
    }
    return next;
  }

  void tell(State& state, const FlowEvent& event) {
    FlowStep stepped = step(std::move(state.flow), event, policy_);
    state.flow = std::move(stepped.flow);
    const Verdict said = verdict(screen_of(state.flow));
    if (state.flow.intent && said != Verdict::open) {
      Payment& payment = state.payments[payment_of(state.flow.intent->key)];
      (said == Verdict::paid ? payment.was_told_paid : payment.was_told_unpaid) = true;
    }
    for (const FlowEffect& effect : stepped.effects) {
      if (const auto* lock = std::get_if<TakeLock>(&effect)) {
        state.bag.push_back({.epoch = state.epoch, .event = LockAnswered{lock->operation, true}});
      } else if (const auto* send = std::get_if<SendRequest>(&effect)) {
        state.bag.push_back({To::server, state.epoch, send->operation, {}, effect});
      } else if (std::holds_alternative<ReadIntent>(effect) ||
                 std::holds_alternative<StoreIntent>(effect) ||
                 std::holds_alternative<ClearIntent>(effect)) {
        state.bag.push_back({.to = To::slot, .epoch = state.epoch, .work = effect});
      }
    }
  }

  void work(State& state, const Message& message) {
    FlowEvent done;
    if (const auto* read = std::get_if<ReadIntent>(&message.work)) {
      done = IntentRead{read->operation, SlotOutcome::done, state.slot};
    } else if (const auto* store = std::get_if<StoreIntent>(&message.work)) {
      const bool is_taken = state.slot.has_value();
      if (!is_taken) state.slot = store->intent;
      done = IntentStored{store->operation, is_taken ? SlotOutcome::taken : SlotOutcome::done};
    } else if (const auto* clear = std::get_if<ClearIntent>(&message.work)) {
      if (state.slot && state.slot->key == clear->key) state.slot.reset();
      done = IntentCleared{clear->operation};
    }
    if (message.epoch == state.epoch) tell(state, done);
  }

  void receive(State& state, const Message& message) {
    const PaymentRequest& request = std::get<SendRequest>(message.work).request;
    const std::size_t p = payment_of(request.intent.key);
    if (request.kind == RequestKind::pay) serve(state, p, PayArrived{request.intent}, &message);
    if (request.kind == RequestKind::look_up) serve(state, p, LookUpArrived{}, &message);
    if (request.kind == RequestKind::abandon)
      serve(state, p, AbandonArrived{request.intent}, &message);
  }

  void serve(State& state, std::size_t p, const ServerEvent& event, const Message* request) {
    ServerMoment moment;
    moment.account.version = state.version;
    const auto& other = state.payments[1 - p].record;
    moment.account.other_open = other && is_open(other->state);
    auto stepped = step(state.payments[p].record, event, moment, policy_, verification_);
    REQUIRE(stepped);
    state.payments[p].record = std::move(stepped->record);
    for (const ServerEffect& effect : stepped->effects) {
      if (std::holds_alternative<HoldFunds>(effect)) {
        state.held += kAmount;
        ++state.version;
      } else if (const auto* settle = std::get_if<SettleFunds>(&effect)) {
        state.held -= kAmount;
        state.paid += settle->amount_minor;
        ++state.version;
      } else if (std::holds_alternative<FailFunds>(effect) ||
                 std::holds_alternative<ExpireFunds>(effect)) {
        state.held -= kAmount;
        ++state.version;
      } else if (std::holds_alternative<RequestCard>(effect)) {
        state.bag.push_back({.to = To::provider, .verb = 0, .payment = p});
      } else if (std::holds_alternative<AskCard>(effect)) {
        state.bag.push_back({.to = To::provider, .verb = 1, .payment = p});
      } else if (request != nullptr && std::holds_alternative<Reply>(effect)) {
        state.bag.push_back(
            {.epoch = request->epoch,
             .event = Answered{request->operation, std::get<Reply>(effect).answer}});
      } else if (request != nullptr && std::holds_alternative<ReplyUnknown>(effect)) {
        state.bag.push_back({.epoch = request->epoch, .event = KeyUnknown{request->operation}});
      }
    }
  }

  static void charge(State& state, const Message& message, int decision) {
    Charge& charge = state.payments[message.payment].charge;
    if (message.verb == 0 && charge == Charge::none)
      charge = decision == 0 ? Charge::captured : Charge::declined;
    const CardOutcome outcome = charge == Charge::none       ? CardOutcome::not_found
                                : charge == Charge::captured ? CardOutcome::captured
                                                             : CardOutcome::declined;
    state.bag.push_back(
        {.to = To::desk, .verb = static_cast<int>(outcome), .payment = message.payment});
  }

  PaymentPolicy policy_;
  VerificationPolicy verification_;
  std::unordered_set<std::string> seen_;
  std::vector<State> open_;
  std::size_t paid_ends_ = 0;
};

TEST_CASE("in every order of events of a small world, the wish is paid at most once") {
  const bool is_long = std::getenv("REPAY_EXHAUSTIVE") != nullptr;
  Search search;
  search.run(is_long ? 2 : 1, 2);
  MESSAGE(search.states(), " states");
  CHECK(search.states() > 10'000);
  CHECK(search.paid_ends() > 100);  // or nothing was tried
}

}  // namespace
}  // namespace repay
