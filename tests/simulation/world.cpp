#include "tests/simulation/world.h"

#include <algorithm>

namespace repay::simulation {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::uint32_t kMostSteps = 20'000;

}  // namespace

std::string_view words(Fault fault) {
  static constexpr std::array texts = {
#define X(fault, words) std::string_view(words),
      REPAY_FAULTS(X)
#undef X
  };
  return texts[static_cast<std::size_t>(fault)];
}

std::string_view name(Fault fault) {
  static constexpr std::array names = {
#define X(fault, words) std::string_view(#fault),
      REPAY_FAULTS(X)
#undef X
  };
  return names[static_cast<std::size_t>(fault)];
}

std::string_view words(Violation violation) {
  static constexpr std::array texts = {
#define X(violation, words) std::string_view(words),
      REPAY_VIOLATIONS(X)
#undef X
  };
  return texts[static_cast<std::size_t>(violation)];
}

std::string_view name(Violation violation) {
  static constexpr std::array names = {
#define X(violation, words) std::string_view(#violation),
      REPAY_VIOLATIONS(X)
#undef X
  };
  return names[static_cast<std::size_t>(violation)];
}

void Coverage::add(const Coverage& other) {
  const auto add_all = [](auto& mine, const auto& theirs) {
    for (std::size_t i = 0; i < mine.size(); ++i) mine[i] += theirs[i];
  };
  add_all(flow_states, other.flow_states);
  add_all(flow_events, other.flow_events);
  add_all(screens, other.screens);
  add_all(record_states, other.record_states);
  add_all(server_events, other.server_events);
  add_all(card_outcomes, other.card_outcomes);
  add_all(faults, other.faults);
  add_all(errors, other.errors);
  stories += other.stories;
  paid += other.paid;
  payments += other.payments;
  steps += other.steps;
}

World::World() : currency_(*Currency::from_code("USD")) {
  policy_.poll_minutes = 30;
  policy_.challenge_minutes = 5;
  verification_.ttl_minutes = 2;
  verification_.resend_seconds = 10;
}

Violation World::run(std::uint64_t seed, const std::vector<Hit>* allowed, std::string* story) {
  story_ = story;
  faults_.only(allowed);
  begin(seed);
  live();
  if (violation_ == Violation::none) judge();
  for (const Hit& hit : faults_.hits()) ++coverage_.faults[static_cast<std::size_t>(hit.fault)];
  ++coverage_.stories;
  coverage_.payments += records_.size();
  return violation_;
}

void World::begin(std::uint64_t seed) {
  dice_ = Dice(seed);
  faults_.begin(seed);
  violation_ = Violation::none;
  now_ = 0;
  order_ = 0;
  coming_.clear();
  page_events_.clear();
  requests_.clear();
  slot_works_.clear();
  card_messages_.clear();
  presses_.clear();
  claims_.clear();
  records_.clear();
  ledger_paid_.clear();
  charges_.clear();
  server_is_up_ = true;
  server_epoch_ = 0;
  clock_offset_ = 1'800'000'000'000;
  provider_down_until_ = 0;
  acts_ = 0;
  for (Device& device : devices_) {
    device.online = device.signed_in = true;
    device.slot.reset();
    device.lock = {};
    device.queue.clear();
    device.sent.clear();
  }

  pages_used_ = static_cast<std::uint8_t>(1 + dice_.below(kPages));
  const bool has_two_devices = dice_.one_in(2);
  for (std::uint8_t i = 0; i < kPages; ++i) {
    pages_[i] = {};
    pages_[i].device = has_two_devices && i == pages_used_ - 1 ? 1 : 0;
  }
  owed_minor_ = expected_owed_minor_ = 10'000;
  stored_minor_ = expected_stored_minor_ = dice_.one_in(2) ? 0 : 1'500;
  held_minor_ = stored_held_minor_ = 0;
  version_ = 1;
  asks_for_code_ = dice_.one_in(4);
  wishes_used_ = static_cast<std::uint8_t>(1 + dice_.below(kWishes));
  for (Wish& wish : wishes_) {
    wish = {.amount_minor = dice_.between(1, 40) * 100};
    if (stored_minor_ > 0 && dice_.one_in(2))
      wish.stored_minor = std::min(wish.amount_minor, dice_.between(1, 20) * 100);
  }
  for (std::uint8_t page = 0; page < pages_used_; ++page)
    later(dice_.between(0, 500), What::page_opens, page, pages_[page].epoch);
  later(dice_.between(600, 2'000), What::seller_acts);
}

void World::live() {
  const std::int64_t calm_from = dice_.between(5, 240) * kSecond;
  for (std::uint32_t steps = 0; !coming_.empty(); ++steps) {
    std::pop_heap(coming_.begin(), coming_.end(), [](const Coming& a, const Coming& b) {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    });
    const Coming next = coming_.back();
    coming_.pop_back();
    now_ = next.at;
    if (!faults_.is_calm() && now_ >= calm_from) begin_calm();
    happen(next);
    ++coverage_.steps;
    if (steps > kMostSteps) violate(Violation::endless);
    if (violation_ != Violation::none) return;
  }
}

void World::begin_calm() {
  if (story_ != nullptr) say("world", "from here on nothing goes wrong any more");
  faults_.calm();
  provider_down_until_ = 0;
}

void World::later(std::int64_t after_ms, What what, std::uint8_t who, std::uint32_t epoch,
                  std::uint32_t index) {
  coming_.push_back({now_ + after_ms, order_++, what, who, epoch, index});
  std::push_heap(coming_.begin(), coming_.end(), [](const Coming& a, const Coming& b) {
    return a.at != b.at ? a.at > b.at : a.order > b.order;
  });
}

void World::happen(const Coming& coming) {
  switch (coming.what) {
    case What::page_event:
      if (pages_[coming.who].is_alive && pages_[coming.who].epoch == coming.epoch)
        deliver(coming.who, FlowEvent(page_events_[coming.index]));
      return;
    case What::request_arrives:
      return receive(WireRequest(requests_[coming.index]));
    case What::slot_work:
      return work_on_slot(coming.who, coming.epoch, SlotWork(slot_works_[coming.index]));
    case What::account_arrives:
      if (pages_[coming.who].is_alive && pages_[coming.who].epoch == coming.epoch)
        load_account(coming.who);
      return;
    case What::card_request_arrives:
      return receive_card(CardMessage(card_messages_[coming.index]));
    case What::card_answer_arrives: {
      const CardMessage message = card_messages_[coming.index];
      if (!server_is_up_) {
        if (message.is_reversal) later(60 * kSecond, What::card_answer_arrives, 0, 0, coming.index);
        return;
      }
      if (!message.is_reversal) {
        serve(message.payment, message.answer, nullptr);
      } else if (!serve(message.payment, CardReversed{message.reversal_id, message.amount_minor},
                        nullptr)) {
        later(60 * kSecond, What::card_answer_arrives, 0, 0, coming.index);
      }
      return;
    }
    case What::card_decides:
      return decide_now(charges_[coming.index]);
    case What::alarm:
      if (server_is_up_ && coming.epoch == server_epoch_) {
        const PaymentKey key = records_[coming.index >> 16].key;
        serve(key, AlarmRang{coming.index & 0xffff}, nullptr);
      }
      return;
    case What::server_starts:
      return start_server();
    case What::code_arrives:
      presses_[coming.index].code = std::max(presses_[coming.index].code, coming.epoch);
      return;
    case What::seller_acts:
      return act();
    case What::page_opens:
      if (!pages_[coming.who].is_alive && pages_[coming.who].epoch == coming.epoch)
        open_page(coming.who);
      return;
    case What::signs_in:
      return sign_in(coming.who);
    case What::connects:
      devices_[coming.who].online = true;
      if (story_ != nullptr) say(coming.who == 0 ? "device 1" : "device 2", "is online again");
      for (std::uint8_t page = 0; page < pages_used_; ++page) {
        if (pages_[page].is_alive && pages_[page].device == coming.who)
          deliver(page, NetworkChanged{true});
      }
      return;
  }
}

void World::violate(Violation violation) {
  if (violation_ != Violation::none) return;
  violation_ = violation;
  if (story_ != nullptr) say("WRONG", words(violation));
}

bool World::fault(Fault which, std::string_view about) {
  if (!faults_.comes(which)) return false;
  if (story_ != nullptr) {
    std::string text(words(which));
    if (!about.empty()) text.append(" (").append(about).append(")");
    say("  ~ fault", text);
  }
  return true;
}

void World::say(std::string_view who, std::string_view what) {
  std::string time =
      std::to_string(now_ / kSecond) + "." + std::to_string(1000 + now_ % kSecond).substr(1);
  if (time.size() < 9) time.insert(0, 9 - time.size(), ' ');
  story_->append(time).append("  ").append(who);
  if (who.size() < 10) story_->append(10 - who.size(), ' ');
  story_->append("  ").append(what).append("\n");
}

void World::say_page(std::uint8_t page, std::string_view what) {
  std::string who = "page ";
  who.push_back(static_cast<char>('1' + page));
  who.append(pages_[page].device == 0 ? "" : "'");
  say(who, what);
}

}  // namespace repay::simulation
