// What must be true in the end. It counts by what the seller wished, not by keys.

#include <algorithm>

#include "tests/simulation/world.h"

namespace repay::simulation {

std::int64_t World::captured_minor(PaymentKey key) const {
  std::int64_t sum = 0;
  for (const Charge& charge : charges_) {
    if (charge.payment == key) sum += charge.captured_minor;
  }
  return sum;
}

void World::judge() {
  std::array<std::int64_t, kWishes> taken{};
  for (const Charge& charge : charges_) {
    const int wish = wish_of(charge.payment);
    if (wish >= 0) taken[static_cast<std::size_t>(wish)] += charge.captured_minor;
    if (charge.captured_minor > 0 && find(charge.payment) == nullptr)
      violate(Violation::lost_payment);
  }
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const PaymentRecord& record = records_[i];
    const bool is_settled = record.state == RecordState::settled;
    const std::int64_t stored = is_settled ? record.order.stored_minor : 0;
    const std::int64_t captured = captured_minor(record.key);
    const int wish = wish_of(record.key);
    if (wish >= 0) taken[static_cast<std::size_t>(wish)] += stored;
    if (captured + stored != ledger_paid_[i]) violate(Violation::lost_payment);
    if (is_settled != (ledger_paid_[i] > 0)) violate(Violation::lost_payment);
    if (record.error == Error::locked) {
      const auto press = std::ranges::find(presses_, record.key, &Press::key);
      if (press->entered < verification_.attempts) violate(Violation::locked_unfairly);
    }
    if (is_open(record.state) || record.state == RecordState::pending) {
      if (story_ != nullptr)
        say("oracle",
            to_string(record.key).substr(0, 4) + " is " + std::string(name(record.state)));
      violate(Violation::stuck);
    }
    expected_owed_minor_ -= ledger_paid_[i];
    expected_stored_minor_ -= stored;
  }
  for (std::size_t i = 0; i < kWishes; ++i) {
    if (taken[i] > wishes_[i].amount_minor) violate(Violation::double_charge);
    if (taken[i] > 0) ++coverage_.paid;
  }
  for (const Charge& charge : charges_) {
    if (charge.is_reversed) expected_owed_minor_ += charge.captured_minor;
  }
  if (held_minor_ != 0 || stored_held_minor_ != 0 || stored_minor_ != expected_stored_minor_)
    violate(Violation::funds_held);
  if (owed_minor_ != expected_owed_minor_) violate(Violation::lost_payment);
  judge_claims();
  judge_pages();
}

// Everything a page ever said for good, for there is no taking back of it.
void World::judge_claims() {
  for (const Claim& claim : claims_) {
    const PaymentRecord* record = find(claim.key);
    const bool is_paid = record != nullptr && record->state == RecordState::settled;
    if (is_paid != (claim.verdict == Verdict::paid)) violate(Violation::wrong_screen);
    if (is_paid && record->settled_minor != claim.settled_minor) violate(Violation::wrong_screen);
    if (!is_paid && captured_minor(claim.key) > 0) violate(Violation::wrong_screen);
  }
}

void World::judge_pages() {
  if (!is_content()) {
    if (story_ != nullptr)
      say("oracle", "not content: wish " + std::to_string(wanted_wish()) + " acts " +
                        std::to_string(acts_) + " " + std::string(name(pages_[0].flow.state)) +
                        " " + std::to_string(pages_[0].is_alive) +
                        std::to_string(faults_.is_calm()));
    violate(Violation::stuck);
  }
  for (const Device& device : devices_) {
    if (device.lock.page >= 0) violate(Violation::stuck);
    if (!device.slot) continue;
    const PaymentRecord* record = find(device.slot->key);
    const bool was_sent = std::ranges::find(device.sent, device.slot->key) != device.sent.end();
    if (was_sent && (record == nullptr || is_open(record->state))) violate(Violation::stuck);
  }
}

}  // namespace repay::simulation
