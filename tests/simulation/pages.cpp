// Pages and the devices they live on: the lock, the slot, timers and the way to the server.

#include <algorithm>

#include "tests/simulation/world.h"

namespace repay::simulation {
namespace {

constexpr std::int64_t kSecond = 1000;

std::string short_text(PaymentKey key) { return to_string(key).substr(0, 4); }

std::string told(const Flow& flow) {
  std::string text(name(screen_of(flow)));
  if (flow.intent) text.append(" [").append(short_text(flow.intent->key)).append("]");
  if (flow.error) text.append(" ").append(code(*flow.error));
  return text;
}

bool is_hands_on(const FlowEvent& event) {
  return std::holds_alternative<PayPressed>(event) || std::holds_alternative<PageLoaded>(event) ||
         std::holds_alternative<LookAgainPressed>(event) ||
         std::holds_alternative<SignedIn>(event) || std::holds_alternative<NetworkChanged>(event) ||
         std::holds_alternative<ChallengeReturned>(event) ||
         std::holds_alternative<IntentRead>(event);
}

}  // namespace

void World::open_page(std::uint8_t which) {
  Page& page = pages_[which];
  const std::uint8_t device = page.device;
  const std::uint32_t epoch = page.epoch + 1;
  page = {};
  page.is_alive = true;
  page.device = device;
  page.epoch = epoch;
  page.flow.online = devices_[device].online;
  if (story_ != nullptr) say_page(which, "opens");
  tell(which, PageLoaded{}, dice_.between(1, 30));
  do_effect(which, RefreshAccount{});
}

void World::end_page(std::uint8_t which) {
  Page& page = pages_[which];
  if (!page.is_alive) return;
  if (story_ != nullptr) say_page(which, "ends");
  page.is_alive = false;
  ++page.epoch;
  Device& device = device_of(which);
  std::erase_if(device.queue, [&](const Lock& lock) { return lock.page == which; });
  if (device.lock.page == which) free_lock(device);
  if (!faults_.is_calm() && dice_.one_in(2))
    later(dice_.between(1, 20) * kSecond, What::page_opens, which, page.epoch);
}

void World::tell(std::uint8_t page, FlowEvent event, std::int64_t after_ms) {
  page_events_.push_back(std::move(event));
  later(after_ms, What::page_event, page, pages_[page].epoch,
        static_cast<std::uint32_t>(page_events_.size() - 1));
}

void World::deliver(std::uint8_t which, const FlowEvent& event) {
  if (fault(Fault::page_crash)) return end_page(which);
  Page& page = pages_[which];
  const FlowState before = page.flow.state;
  if (is_hands_on(event)) page.hurried = 0;
  ++coverage_.flow_events[event.index()];
  FlowStep stepped = step(std::move(page.flow), event, policy_);
  page.flow = std::move(stepped.flow);
  const FlowState after = page.flow.state;
  ++coverage_.flow_states[static_cast<std::size_t>(after)];
  if (before != after && after == FlowState::sending) page.patience_from = now_;
  const bool waits_too_long = after == FlowState::sending && before == after &&
                              now_ - page.patience_from > (policy_.answer_seconds + 1) * kSecond;
  if (waits_too_long) violate(Violation::silent);
  for (const FlowEffect& effect : stepped.effects) {
    if (fault(Fault::page_crash)) return end_page(which);
    carry_out(which, effect);
  }
  watch_screen(which, before);
}

void World::carry_out(std::uint8_t page, const FlowEffect& effect) {
  std::visit([&](const auto& what) { do_effect(page, what); }, effect);
}

void World::do_effect(std::uint8_t page, const TakeLock& effect) {
  Device& device = device_of(page);
  const Lock wanted{static_cast<std::int8_t>(page), effect.operation};
  if (device.lock.page < 0) {
    device.lock = wanted;
    return tell(page, LockAnswered{effect.operation, true}, lock_delay());
  }
  if (effect.wait) return device.queue.push_back(wanted);
  tell(page, LockAnswered{effect.operation, false}, lock_delay());
}

std::int64_t World::lock_delay() {
  return fault(Fault::lock_slow) ? dice_.between(1, 60) * kSecond : dice_.between(0, 5);
}

void World::do_effect(std::uint8_t page, const ReleaseLock& effect) {
  Device& device = device_of(page);
  if (device.lock.page == page && device.lock.operation == effect.operation) free_lock(device);
}

void World::free_lock(Device& device) {
  device.lock = {};
  if (device.queue.empty()) return;
  device.lock = device.queue.front();
  device.queue.erase(device.queue.begin());
  tell(static_cast<std::uint8_t>(device.lock.page), LockAnswered{device.lock.operation, true},
       lock_delay());
}

void World::do_effect(std::uint8_t page, const ReadIntent& effect) {
  slot_works_.push_back({.verb = SlotWork::Verb::read, .operation = effect.operation});
  later(dice_.between(0, 20), What::slot_work, page, pages_[page].epoch,
        static_cast<std::uint32_t>(slot_works_.size() - 1));
}

void World::do_effect(std::uint8_t page, const StoreIntent& effect) {
  slot_works_.push_back({SlotWork::Verb::store, effect.operation, effect.intent});
  later(dice_.between(0, 40), What::slot_work, page, pages_[page].epoch,
        static_cast<std::uint32_t>(slot_works_.size() - 1));
}

void World::do_effect(std::uint8_t page, const ClearIntent& effect) {
  slot_works_.push_back({SlotWork::Verb::clear, effect.operation, {effect.key, {}}});
  later(dice_.between(20, 40), What::slot_work, page, pages_[page].epoch,
        static_cast<std::uint32_t>(slot_works_.size() - 1));
}

// What a page asked of the slot before it ended may be done, or not.
void World::work_on_slot(std::uint8_t page, std::uint32_t epoch, const SlotWork& work) {
  const bool is_there = pages_[page].is_alive && pages_[page].epoch == epoch;
  if (!is_there && dice_.one_in(2)) return;
  Device& device = device_of(page);
  const auto done = [&](FlowEvent event) {
    if (is_there) deliver(page, event);
  };
  switch (work.verb) {
    case SlotWork::Verb::read:
      if (fault(Fault::read_failed)) return done(IntentRead{work.operation, SlotOutcome::failed});
      return done(IntentRead{work.operation, SlotOutcome::done, device.slot});
    case SlotWork::Verb::store: {
      if (fault(Fault::store_failed))
        return done(IntentStored{work.operation, SlotOutcome::failed});
      if (fault(Fault::store_hangs)) {  // until later, or for ever
        if (dice_.one_in(2)) return;
        slot_works_.push_back(work);
        return later(dice_.between(1, 90) * kSecond, What::slot_work, page, epoch,
                     static_cast<std::uint32_t>(slot_works_.size() - 1));
      }
      const bool is_taken = device.slot.has_value();
      if (!is_taken) device.slot = work.intent;
      if (story_ != nullptr && is_there)
        say_page(page, "key " + short_text(work.intent.key) +
                           (is_taken ? " finds another" : " is stored"));
      return done(IntentStored{work.operation, is_taken ? SlotOutcome::taken : SlotOutcome::done});
    }
    case SlotWork::Verb::clear: {
      const bool hangs = fault(Fault::clear_hangs);
      if (hangs && dice_.one_in(2)) return;
      if (device.slot && device.slot->key == work.intent.key) device.slot.reset();
      if (!hangs) done(IntentCleared{work.operation});
      return;
    }
  }
}

void World::do_effect(std::uint8_t which, const SendRequest& effect) {
  Page& page = pages_[which];
  Device& device = device_of(which);
  const PaymentRequest& request = effect.request;
  if (story_ != nullptr)
    say_page(which,
             "asks: " + std::string(name(request.kind)) + " " + short_text(request.intent.key));
  if (request.kind == RequestKind::pay) {
    if (!device.slot || device.slot->key != request.intent.key) violate(Violation::not_durable);
    if (std::ranges::find(device.sent, request.intent.key) == device.sent.end()) {
      judge_device(device);
      if (!device.online) violate(Violation::queued);
      device.sent.push_back(request.intent.key);
    }
  } else if (request.kind == RequestKind::look_up) {
    page.hurried = now_ - page.last_question < kSecond ? page.hurried + 1 : 0;
    if (page.hurried > 3) violate(Violation::impatient);
    page.last_question = now_;
  }
  if (wish_of(request.intent.key) < 0) {  // a key that no press gave: it is for the last wish
    presses_.push_back(
        {request.intent.key, presses_.empty() ? std::uint8_t{0} : presses_.back().wish});
  }
  send_away({which, page.epoch, effect.operation, request});
}

void World::do_effect(std::uint8_t page, const StartTimer& effect) {
  tell(page, TimeUp{effect.operation}, effect.after_ms);
}

void World::do_effect(std::uint8_t page, const RenewSignIn&) {
  if (story_ != nullptr) say_page(page, "asks the seller to sign in");
  if (!faults_.is_calm() && dice_.one_in(3)) return;  // the seller will see it some time
  later(dice_.between(2, 20) * kSecond, What::signs_in, page);
}

void World::do_effect(std::uint8_t page, const RefreshAccount&) {
  if (fault(Fault::account_lost)) return;
  later(dice_.between(30, 300), What::account_arrives, page, pages_[page].epoch);
}

void World::send_away(const WireRequest& wire) {
  if (!device_of(wire.page).online)
    return tell(wire.page, NotAnswered{wire.operation}, dice_.between(1, 10));
  if (fault(Fault::connection_refused))
    return tell(wire.page, NotAnswered{wire.operation}, dice_.between(10, 200));
  if (fault(Fault::request_lost)) return;
  requests_.push_back(wire);
  const auto index = static_cast<std::uint32_t>(requests_.size() - 1);
  const auto very_late = [&] {
    return dice_.one_in(4) ? dice_.between(100, 1'500) * kSecond : dice_.between(1, 90) * kSecond;
  };
  const bool is_late = fault(Fault::request_delayed);
  later(is_late ? very_late() : dice_.between(10, 150), What::request_arrives, 0, 0, index);
  if (fault(Fault::request_doubled)) later(very_late(), What::request_arrives, 0, 0, index);
}

void World::answer(const WireRequest& wire, FlowEvent event) {
  if (fault(Fault::answer_lost)) return;
  if (fault(Fault::html)) event = NotAnswered{wire.operation};
  const Page& page = pages_[wire.page];
  if (!page.is_alive || page.epoch != wire.epoch) return;
  const auto very_late = [&] { return dice_.between(1, 120) * kSecond; };
  if (fault(Fault::answer_doubled)) tell(wire.page, event, very_late());
  const bool is_late = fault(Fault::answer_delayed);
  tell(wire.page, std::move(event), is_late ? very_late() : dice_.between(10, 150));
}

// What the page tells the seller, and what the seller makes of it.
void World::watch_screen(std::uint8_t which, FlowState before) {
  Page& page = pages_[which];
  const FlowState after = page.flow.state;
  if (after == before) return;
  const Screen screen = screen_of(page.flow);
  ++coverage_.screens[static_cast<std::size_t>(screen)];
  if (page.flow.error) ++coverage_.errors[static_cast<std::size_t>(*page.flow.error)];
  if (story_ != nullptr) say_page(which, "shows: " + told(page.flow));
  const bool gave_up = before == FlowState::sending && after == FlowState::unknown;
  if (gave_up && now_ - page.patience_from < policy_.answer_seconds * kSecond)
    violate(Violation::impatient);
  if (after == FlowState::idle && !page.flow.error) judge_device(device_of(which));
  const Verdict said = verdict(screen);
  if (said == Verdict::open || !page.flow.intent) return;
  const PaymentKey key = page.flow.intent->key;
  claims_.push_back({key, said, page.flow.answer ? page.flow.answer->settled_minor : 0});
  if (const int wish = wish_of(key); wish >= 0 && said == Verdict::paid)
    wishes_[static_cast<std::size_t>(wish)].is_believed_paid = true;
}

// Of all payments that pages of this device sent, the outcome must be in the account by now.
void World::judge_device(const Device& device) {
  for (const PaymentKey key : device.sent) {
    const PaymentRecord* record = find(key);
    if (record == nullptr || is_open(record->state)) return violate(Violation::told_too_early);
  }
}

}  // namespace repay::simulation
