// The provider and the bank behind it.

#include <algorithm>

#include "tests/simulation/world.h"

namespace repay::simulation {
namespace {

constexpr std::int64_t kSecond = 1000;

}  // namespace

void World::send_card(CardMessage message) {
  if (fault(Fault::card_request_lost)) return;
  card_messages_.push_back(std::move(message));
  const auto index = static_cast<std::uint32_t>(card_messages_.size() - 1);
  const bool is_late = fault(Fault::card_request_delayed);
  later(is_late ? dice_.between(1, 300) * kSecond : dice_.between(20, 300),
        What::card_request_arrives, 0, 0, index);
  if (fault(Fault::card_request_doubled))
    later(dice_.between(1, 300) * kSecond, What::card_request_arrives, 0, 0, index);
}

World::Charge* World::find_charge(ProviderKey key) {
  const auto found = std::ranges::find(charges_, key, &Charge::key);
  return found == charges_.end() ? nullptr : &*found;
}

World::Charge& World::charge_of(const CardMessage& message) {
  if (Charge* known = find_charge(message.key)) return *known;
  charges_.push_back(
      {.key = message.key, .payment = message.payment, .amount_minor = message.amount_minor});
  return charges_.back();
}

void World::receive_card(const CardMessage& message) {
  if (fault(Fault::provider_crash)) provider_down_until_ = now_ + dice_.between(1, 60) * kSecond;
  if (now_ < provider_down_until_) return;
  switch (message.verb) {
    case CardVerb::charge: {
      Charge& charge = charge_of(message);
      if (charge.state == CardOutcome::not_found) decide(charge);
      return answer_card(charge);
    }
    case CardVerb::ask: {
      Charge none{.key = message.key, .payment = message.payment};
      const Charge* charge = find_charge(message.key);
      return answer_card(charge == nullptr ? none : *charge);
    }
    case CardVerb::cancel: {
      Charge& charge = charge_of(message);
      if (charge.state == CardOutcome::not_found || charge.state == CardOutcome::challenge)
        charge.state = CardOutcome::cancelled;
      return answer_card(charge);
    }
  }
}

void World::answer_card(const Charge& charge) {
  ++coverage_.card_outcomes[static_cast<std::size_t>(charge.state)];
  if (story_ != nullptr)
    say("provider", std::string(name(charge.state)) + " " + to_string(charge.payment).substr(0, 4));
  if (fault(Fault::card_answer_lost)) return;
  card_messages_.push_back({.key = charge.key,
                            .payment = charge.payment,
                            .answer = {charge.state, charge.captured_minor, charge.decline}});
  const auto index = static_cast<std::uint32_t>(card_messages_.size() - 1);
  const bool is_late = fault(Fault::card_answer_delayed);
  later(is_late ? dice_.between(1, 300) * kSecond : dice_.between(20, 300),
        What::card_answer_arrives, 0, 0, index);
  if (fault(Fault::card_answer_doubled))
    later(dice_.between(1, 300) * kSecond, What::card_answer_arrives, 0, 0, index);
}

void World::decide(Charge& charge) {
  const std::uint32_t throw_of = dice_.below(20);
  if (throw_of < 9) return capture(charge, charge.amount_minor);
  if (throw_of < 10) return capture(charge, dice_.between(1, charge.amount_minor));
  if (throw_of < 14) {
    charge.state = CardOutcome::declined;
    charge.decline = static_cast<DeclineClass>(dice_.below(kDeclineClasses));
    return;
  }
  charge.state = throw_of < 17 ? CardOutcome::challenge : CardOutcome::processing;
  if (charge.state == CardOutcome::processing)
    later(dice_.between(1, 200) * kSecond, What::card_decides, 0, 0,
          static_cast<std::uint32_t>(&charge - charges_.data()));
}

void World::capture(Charge& charge, std::int64_t amount_minor) {
  charge.state = CardOutcome::captured;
  charge.captured_minor = amount_minor;
  if (!fault(Fault::reversed)) return;
  charge.is_reversed = true;
  card_messages_.push_back({.key = charge.key,
                            .payment = charge.payment,
                            .amount_minor = amount_minor,
                            .is_reversal = true,
                            .reversal_id = "r1"});
  const auto index = static_cast<std::uint32_t>(card_messages_.size() - 1);
  later(dice_.between(1, 300) * kSecond, What::card_answer_arrives, 0, 0, index);
  if (fault(Fault::card_answer_doubled))
    later(dice_.between(1, 300) * kSecond, What::card_answer_arrives, 0, 0, index);
}

// What took time is decided, and the provider tells by itself.
void World::decide_now(Charge& charge) {
  if (charge.state != CardOutcome::processing) return;
  if (dice_.one_in(4)) {
    charge.state = CardOutcome::declined;
  } else {
    capture(charge, charge.amount_minor);
  }
  answer_card(charge);
}

void World::pass_challenge(PaymentKey payment, bool well) {
  const auto found = std::ranges::find(charges_, payment, &Charge::payment);
  if (found == charges_.end() || found->state != CardOutcome::challenge) return;
  if (well) {
    capture(*found, found->amount_minor);
  } else {
    found->state = CardOutcome::declined;
    found->decline = DeclineClass::authentication_required;
  }
  answer_card(*found);
}

}  // namespace repay::simulation
