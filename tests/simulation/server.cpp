// The server around core's rules: its store, its ledger in small, its crashes.

#include <algorithm>

#include "tests/simulation/world.h"

namespace repay::simulation {
namespace {

constexpr std::int64_t kSecond = 1000;

}  // namespace

PaymentRecord* World::find(PaymentKey key) {
  const auto found = std::ranges::find(records_, key, &PaymentRecord::key);
  return found == records_.end() ? nullptr : &*found;
}

void World::load_account(std::uint8_t which) {
  const Device& device = device_of(which);
  if (!server_is_up_ || !device.online || !device.signed_in) return;
  Page& page = pages_[which];
  page.has_account = true;
  page.version = version_;
  page.can_pay_minor = std::max<std::int64_t>(owed_minor_ - held_minor_, 0);
  page.stored_minor = stored_minor_ - stored_held_minor_;
  page.done_wishes = 0;
  for (const PaymentRecord& record : records_) {
    const int wish = wish_of(record.key);
    if (wish < 0) continue;
    if (record.state == RecordState::settled || record.state == RecordState::pending)
      page.done_wishes |= 1U << wish;
    if (record.state == RecordState::settled)
      wishes_[static_cast<std::size_t>(wish)].is_believed_paid = true;
  }
}

// What happens to an account besides payments.
void World::change_world() {
  if (fault(Fault::clock_jump)) clock_offset_ += dice_.between(-600, 600) * kSecond;
  if (fault(Fault::balance_changed)) {
    const std::int64_t by = dice_.between(-30, 30) * 100;
    owed_minor_ += by;
    expected_owed_minor_ += by;
    ++version_;
  }
  if (fault(Fault::stored_changed)) {
    stored_minor_ += 1'000;
    expected_stored_minor_ += 1'000;
  }
}

void World::receive(const WireRequest& wire) {
  if (!server_is_up_) return answer(wire, NotAnswered{wire.operation});
  change_world();
  if (fault(Fault::server_error) || fault(Fault::client_error))
    return answer(wire, NotAnswered{wire.operation});
  Device& device = device_of(wire.page);
  if (fault(Fault::signed_out)) device.signed_in = false;
  if (!device.signed_in) return answer(wire, SignedOut{wire.operation});
  serve(wire.request.intent.key, server_event(wire), &wire);
}

ServerEvent World::server_event(const WireRequest& wire) {
  const PaymentRequest& request = wire.request;
  switch (request.kind) {
    case RequestKind::pay:
      return PayArrived{request.intent};
    case RequestKind::look_up:
      return LookUpArrived{};
    case RequestKind::abandon:
      return AbandonArrived{request.intent};
    case RequestKind::confirm: {
      const PaymentRecord* record = find(request.intent.key);
      const bool is_right = record != nullptr &&
                            request.code == code_of(request.intent.key, record->verification.codes);
      return CodeArrived{is_right, request.codes_judged};
    }
    case RequestKind::resend:
      return ResendArrived{};
  }
  return LookUpArrived{};
}

AccountFacts World::facts(PaymentKey key, const PaymentOrder* order) const {
  AccountFacts facts;
  facts.version = version_;
  facts.other_open = std::ranges::any_of(records_, [&](const PaymentRecord& record) {
    return record.key != key && is_open(record.state);
  });
  facts.stored_minor = stored_minor_ - stored_held_minor_;
  facts.asks_for_code = asks_for_code_;
  if (order != nullptr && order->amount.minor > owed_minor_ - held_minor_)
    facts.refusal = Error::amount_exceeds_balance;
  return facts;
}

// One event, in one transaction, and then what is to be done outside. The server may end before the
// transaction, and after it before anything of the rest.
bool World::serve(PaymentKey key, const ServerEvent& event, const WireRequest* wire) {
  if (fault(Fault::server_crash)) {
    crash_server();
    return false;
  }
  const PaymentRecord* known = find(key);
  const auto* pay = std::get_if<PayArrived>(&event);
  const ServerMoment moment{Instant{server_clock()},
                            facts(key, pay == nullptr ? nullptr : &pay->intent.order)};
  ++coverage_.server_events[event.index()];
  auto stepped = step(known == nullptr ? std::nullopt : std::optional(*known), event, moment,
                      policy_, verification_);
  if (!stepped) {
    ++coverage_.errors[static_cast<std::size_t>(stepped.error())];
    return false;
  }
  std::size_t index = 0;
  if (stepped->record) index = keep(*std::move(stepped->record));
  for (const ServerEffect& effect : stepped->effects) post(index, effect);
  for (const ServerEffect& effect : stepped->effects) {
    if (fault(Fault::server_crash)) {
      crash_server();
      return true;
    }
    send_out(index, effect, wire);
  }
  return true;
}

std::size_t World::keep(PaymentRecord record) {
  const auto found = std::ranges::find(records_, record.key, &PaymentRecord::key);
  ++coverage_.record_states[static_cast<std::size_t>(record.state)];
  if (found == records_.end()) {
    records_.push_back(std::move(record));
    ledger_paid_.push_back(0);
    return records_.size() - 1;
  }
  *found = std::move(record);
  return static_cast<std::size_t>(found - records_.begin());
}

// The ledger in small: what is owed, what is held, and a version that grows with every change.
void World::post(std::size_t index, const ServerEffect& effect) {
  const PaymentOrder& order = records_.empty() ? PaymentOrder{} : records_[index].order;
  const auto release = [&] {
    held_minor_ -= order.amount.minor;
    stored_held_minor_ -= order.stored_minor;
    ++version_;
  };
  if (std::holds_alternative<HoldFunds>(effect)) {
    held_minor_ += order.amount.minor;
    stored_held_minor_ += order.stored_minor;
    ++version_;
  } else if (std::holds_alternative<NotePending>(effect)) {
    ++version_;
  } else if (const auto* settle = std::get_if<SettleFunds>(&effect)) {
    release();
    owed_minor_ -= settle->amount_minor;
    stored_minor_ -= order.stored_minor;
    ledger_paid_[index] += settle->amount_minor;
  } else if (std::holds_alternative<FailFunds>(effect) ||
             std::holds_alternative<ExpireFunds>(effect)) {
    release();
  } else if (const auto* reverse = std::get_if<ReverseFunds>(&effect)) {
    owed_minor_ += reverse->amount_minor;
    ++version_;
  }
  if (held_minor_ < 0 || stored_held_minor_ < 0 || stored_minor_ < stored_held_minor_)
    violate(Violation::funds_held);
}

void World::send_out(std::size_t index, const ServerEffect& effect, const WireRequest* wire) {
  if (const auto* request = std::get_if<RequestCard>(&effect)) {
    send_card({.verb = CardVerb::charge,
               .key = request->key,
               .payment = records_[index].key,
               .amount_minor = request->amount_minor});
  } else if (const auto* ask = std::get_if<AskCard>(&effect)) {
    send_card({.verb = CardVerb::ask, .key = ask->key, .payment = records_[index].key});
  } else if (const auto* cancel = std::get_if<CancelCard>(&effect)) {
    send_card({.verb = CardVerb::cancel, .key = cancel->key, .payment = records_[index].key});
  } else if (const auto* alarm = std::get_if<SetAlarm>(&effect)) {
    later(alarm->after_ms, What::alarm, 0, server_epoch_,
          static_cast<std::uint32_t>(index << 16 | (alarm->wake & 0xffff)));
  } else if (std::holds_alternative<SendCode>(effect)) {
    send_code(records_[index].key, records_[index].verification.codes);
  } else if (const auto* reply = std::get_if<Reply>(&effect)) {
    if (wire != nullptr) answer(*wire, Answered{wire->operation, reply->answer});
  } else if (std::holds_alternative<ReplyUnknown>(effect)) {
    if (wire != nullptr) answer(*wire, KeyUnknown{wire->operation});
  }
}

void World::send_code(PaymentKey key, std::uint32_t number) {
  if (fault(Fault::code_lost)) return;
  const auto press = std::ranges::find(presses_, key, &Press::key);
  if (press == presses_.end()) return;
  const std::int64_t after =
      fault(Fault::code_delayed) ? dice_.between(20, 200) * kSecond : dice_.between(200, 3'000);
  later(after, What::code_arrives, 0, number, static_cast<std::uint32_t>(press - presses_.begin()));
}

std::string World::code_of(PaymentKey key, std::uint32_t number) const {
  const std::uint64_t value = (key.low ^ (number * 0x9e3779b97f4a7c15U)) % 1'000'000;
  return std::to_string(1'000'000 + value).substr(1);
}

void World::crash_server() {
  if (!server_is_up_) return;
  server_is_up_ = false;
  ++server_epoch_;
  later(dice_.between(1, 60) * kSecond, What::server_starts);
}

void World::start_server() {
  server_is_up_ = true;
  if (story_ != nullptr) say("server", "starts again");
  for (std::size_t i = 0; i < records_.size() && server_is_up_; ++i)
    serve(PaymentKey(records_[i].key), ServerStarted{}, nullptr);
}

}  // namespace repay::simulation
