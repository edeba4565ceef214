#include "core/repayment/allocation.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/order.h"

namespace repay {

void Allocations::set_number(Sequence entry, std::uint32_t number) {
  check(entry >= numbers_.size());  // numbers are given by arrival
  while (numbers_.size() < entry) numbers_.push_back(kNone);
  numbers_.push_back(number);
}

bool Allocations::is_charge(Sequence entry) const {
  if (entry >= numbers_.size()) return false;
  const std::uint32_t n = numbers_[entry];
  return n < charges_.size() && charges_[n] == entry;
}

bool Allocations::is_credit(Sequence entry) const {
  if (entry >= numbers_.size()) return false;
  const std::uint32_t n = numbers_[entry];
  return n < credits_.size() && credits_[n].entry == entry;
}

std::int64_t Allocations::charged_minor(const Ledger& ledger, Sequence charge) const {
  if (!owed_minor_.empty()) {
    const auto found = owed_minor_.find(charge);
    if (found != owed_minor_.end()) return found->second;
  }
  return -ledger.facts().amount_minor[charge];
}

std::uint32_t Allocations::open_credit(const Ledger& ledger, Sequence entry,
                                       std::int64_t amount_minor) {
  const auto number = static_cast<std::uint32_t>(credits_.size());
  set_number(entry, number);
  credits_.push_back({.entry = entry, .last_record = kNone});
  if (amount_minor != ledger.facts().amount_minor[entry]) owed_minor_[entry] = amount_minor;
  return number;
}

void Allocations::open_charge(const Ledger& ledger, Sequence entry, std::int64_t amount_minor) {
  set_number(entry, static_cast<std::uint32_t>(charges_.size()));
  charges_.push_back(entry);
  if (amount_minor != -ledger.facts().amount_minor[entry]) owed_minor_[entry] = amount_minor;
}

void Allocations::record(const Ledger& ledger, std::uint32_t credit, Sequence charge,
                         std::int64_t paid_minor) {
  const std::uint32_t number = numbers_[charge];
  std::uint32_t& last = credits_[credit].last_record;
  const bool in_full = paid_minor == charged_minor(ledger, charge);
  if (in_full && last != kNone && last + 1 == records_.size()) {
    Record& run = records_[last];
    const bool is_run =
        run.first < run.last || run.amount_minor == charged_minor(ledger, charges_[run.last]);
    if (is_run && run.last + 1 == number) {
      run.last = number;
      run.amount_minor += paid_minor;
      return;
    }
  }
  records_.push_back({.amount_minor = paid_minor,
                      .first = number,
                      .last = number,
                      .previous = last,
                      .credit = credit});
  last = static_cast<std::uint32_t>(records_.size() - 1);
}

void Allocations::credit(Ledger& ledger, Sequence entry, std::int64_t amount_minor,
                         std::optional<Sequence> first_charge) {
  check(amount_minor > 0);
  const std::uint32_t number = open_credit(ledger, entry, amount_minor);
  std::int64_t rest = amount_minor;
  if (first_charge) {
    const std::int64_t paid = close_part(ledger, *first_charge, rest);
    if (paid > 0) record(ledger, number, *first_charge, paid);
    rest -= paid;
  }
  pay_open(ledger, number, rest);
}

void Allocations::charge(Ledger& ledger, Sequence entry, std::int64_t amount_minor) {
  check(amount_minor > 0);
  open_charge(ledger, entry, amount_minor);
  const std::int64_t paid = waiting_minor_ > 0 ? take_waiting(ledger, amount_minor, entry) : 0;
  owe(ledger, entry, amount_minor - paid);
}

void Allocations::draw(Ledger& ledger, Sequence entry, std::int64_t amount_minor) {
  check(amount_minor > 0);
  Draw draw{.by = entry, .first = 0, .last = 0, .first_minor = 0, .last_minor = 0, .minor = 0};
  const std::int64_t shortfall =
      amount_minor - take_waiting(ledger, amount_minor, std::nullopt, &draw);
  if (draw.minor > 0) draws_.push_back(draw);
  if (shortfall == 0) return;
  open_charge(ledger, entry, shortfall);
  owe(ledger, entry, shortfall);
}

// Adds to the open part of a charge.
void Allocations::owe(Ledger& ledger, Sequence charge, std::int64_t amount_minor) {
  if (amount_minor == 0) return;
  ledger.set_left(charge, ledger.facts().left_minor[charge] - amount_minor);
  order_.update(ledger, charge);
  add_outstanding(ledger.kind(charge), amount_minor);
}

void Allocations::add_outstanding(Kind kind, std::int64_t amount_minor) {
  outstanding_minor_ += amount_minor;
  outstanding_of_[static_cast<std::size_t>(kind)] += amount_minor;
}

void Allocations::add_waiting(Kind kind, std::int64_t amount_minor) {
  waiting_minor_ += amount_minor;
  waiting_of_[static_cast<std::size_t>(kind)] += amount_minor;
}

// Uses waiting credit in order of arrival, for a charge or for nothing that is owed; answers how
// much.
std::int64_t Allocations::take_waiting(Ledger& ledger, std::int64_t amount_minor,
                                       std::optional<Sequence> charge, Draw* draw) {
  std::int64_t taken = 0;
  while (taken < amount_minor && waiting_minor_ > 0) {
    const auto number = static_cast<std::uint32_t>(first_waiting(ledger));
    const Sequence credit = credits_[number].entry;
    const std::int64_t waits = ledger.facts().left_minor[credit];
    const std::int64_t part = std::min(waits, amount_minor - taken);
    ledger.set_left(credit, waits - part);
    add_waiting(ledger.kind(credit), -part);
    taken += part;
    if (charge) record(ledger, number, *charge, part);
    if (draw == nullptr) continue;
    if (draw->minor == 0) {
      draw->first = number;
      draw->first_minor = part;
    }
    draw->last = number;
    draw->last_minor = part;
    draw->minor += part;
  }
  return taken;
}

std::size_t Allocations::first_waiting(const Ledger& ledger) {
  while (ledger.facts().left_minor[credits_[waiting_from_].entry] <= 0) ++waiting_from_;
  return waiting_from_;
}

void Allocations::apply_waiting(Ledger& ledger) {
  while (waiting_minor_ > 0 && outstanding_minor_ > 0) {
    const auto number = static_cast<std::uint32_t>(first_waiting(ledger));
    pay_open(ledger, number, ledger.facts().left_minor[credits_[number].entry]);
  }
}

std::int64_t Allocations::reversible_minor(const Ledger& ledger, Sequence credit) const {
  const auto owed = owed_minor_.find(credit);
  const std::int64_t whole =
      owed == owed_minor_.end() ? ledger.facts().amount_minor[credit] : owed->second;
  const auto undone = undone_.find(numbers_[credit]);
  return undone == undone_.end() ? whole : whole - undone->second.reversed_minor;
}

void Allocations::reverse(Ledger& ledger, Sequence entry, Sequence credit,
                          std::int64_t amount_minor) {
  check(amount_minor > 0 && amount_minor <= reversible_minor(ledger, credit));
  const std::uint32_t number = numbers_[credit];
  Undone& undone = undone_[number];
  undone.reversed_minor += amount_minor;
  const std::int64_t waits = ledger.facts().left_minor[credit];
  const std::int64_t from_waiting = std::min(waits, amount_minor);
  ledger.set_left(credit, waits - from_waiting);
  add_waiting(ledger.kind(credit), -from_waiting);
  Undoing& undoing = undoings_[number].emplace_back(
      Undoing{.by = entry, .minor = amount_minor, .waiting_minor = from_waiting});
  if (from_waiting < waits) return;
  if (undone.untouched) {
    // Until a record is undone the credit may go on paying; from then on nothing of it waits.
    undone.record = credits_[number].last_record;
    undone.charge = undone.record == kNone ? kNone : records_[undone.record].last;
  }
  undoing.from = {undone.record, undone.charge, undone.of_charge_minor};
  const std::int64_t spent = undo(ledger, undone, amount_minor - from_waiting);
  undoing.to = {undone.record, undone.charge, undone.of_charge_minor};
  if (spent > 0) {
    open_charge(ledger, entry, spent);
    owe(ledger, entry, spent);
  }
  apply_waiting(ledger);
}

std::int64_t Allocations::paid_in(const Ledger& ledger, const Record& record,
                                  std::uint32_t charge) const {
  return record.first < record.last ? charged_minor(ledger, charges_[charge]) : record.amount_minor;
}

// Reopens what the credit's records paid, newest first, and answers what none of them covers.
std::int64_t Allocations::undo(Ledger& ledger, Undone& undone, std::int64_t amount_minor) {
  while (amount_minor > 0 && undone.record != kNone) {
    undone.untouched = false;
    const Record& from = records_[undone.record];
    const std::int64_t paid = paid_in(ledger, from, undone.charge);
    const std::int64_t part = std::min(paid - undone.of_charge_minor, amount_minor);
    owe(ledger, charges_[undone.charge], part);
    amount_minor -= part;
    undone.of_charge_minor += part;
    if (undone.of_charge_minor < paid) break;
    undone.of_charge_minor = 0;
    if (undone.charge > from.first) {
      --undone.charge;
    } else {
      undone.record = from.previous;
      undone.charge = from.previous == kNone ? kNone : records_[from.previous].last;
    }
  }
  return amount_minor;
}

void Allocations::write_off(Ledger& ledger, Sequence entry, Sequence charge,
                            std::int64_t amount_minor) {
  const std::int64_t part = close_part(ledger, charge, amount_minor);
  if (part > 0) write_offs_[charge].push_back({entry, part});
}

// Closes up to the open part of a charge and answers how much.
std::int64_t Allocations::close_part(Ledger& ledger, Sequence charge, std::int64_t amount_minor) {
  const std::int64_t open = -ledger.facts().left_minor[charge];
  const std::int64_t part = std::min(open, amount_minor);
  ledger.set_left(charge, part - open);
  order_.update(ledger, charge);
  add_outstanding(ledger.kind(charge), -part);
  return part;
}

void Allocations::supersede(Ledger& ledger) {
  Supersession event{.by = static_cast<Sequence>(ledger.size()), .gone = {}};
  ledger.pay_oldest(outstanding_minor_, [&](Sequence charge, std::int64_t minor) {
    event.gone.push_back({charge, minor});
  });
  outstanding_minor_ = 0;
  outstanding_of_.fill(0);
  order_.clear();
  for (; waiting_minor_ > 0; ++waiting_from_) {
    const Sequence credit = credits_[waiting_from_].entry;
    const std::int64_t waits = ledger.facts().left_minor[credit];
    if (waits > 0) event.gone.push_back({credit, waits});
    add_waiting(ledger.kind(credit), -waits);
    ledger.set_left(credit, 0);
  }
  if (event.gone.empty()) return;
  put_in_order(event.gone, [](const Taken& a, const Taken& b) { return a.by < b.by; });
  supersessions_.push_back(std::move(event));
}

std::vector<Allocation> Allocations::of_credit(const Ledger& ledger, std::size_t number) const {
  const Credit& credit = credits_[number];
  std::uint32_t at = credit.last_record;
  std::uint32_t charge = at == kNone ? kNone : records_[at].last;
  std::int64_t gone = 0;  // of that charge
  const auto undone = undone_.find(static_cast<std::uint32_t>(number));
  if (undone != undone_.end() && !undone->second.untouched) {
    at = undone->second.record;
    charge = undone->second.charge;
    gone = undone->second.of_charge_minor;
  }
  std::vector<Allocation> newest_first;
  while (at != kNone) {
    const Record& from = records_[at];
    newest_first.push_back({credit.entry, charges_[charge], paid_in(ledger, from, charge) - gone});
    gone = 0;
    if (charge > from.first) {
      --charge;
    } else {
      at = from.previous;
      charge = at == kNone ? kNone : records_[at].last;
    }
  }
  std::ranges::reverse(newest_first);
  return newest_first;
}

std::size_t Allocations::bytes() const {
  constexpr std::size_t kNode =
      4 * sizeof(void*);  // about what a map spends on an element besides it
  std::size_t gone = 0;
  for (const Supersession& event : supersessions_) gone += event.gone.capacity() * sizeof(Taken);
  return order_.bytes() + charges_.bytes() + credits_.bytes() + numbers_.bytes() +
         records_.bytes() + owed_minor_.size() * (16 + kNode) +
         undone_.size() * (sizeof(Undone) + kNode) +
         undoings_.size() * (sizeof(Undoing) + 24 + kNode) +
         write_offs_.size() * (sizeof(Taken) + 24 + kNode) + draws_.capacity() * sizeof(Draw) +
         gone + index_.bytes();
}

}  // namespace repay
