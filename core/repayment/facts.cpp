// What Allocations can tell of how things came to be: which credits paid a charge, what undid it,
// where a credit went.

#include <algorithm>

#include "core/base/check.h"
#include "core/repayment/allocation.h"

namespace repay {

// The index holds every record but the newest, as that one may still grow.
void Allocations::index_records() const {
  if (records_.empty()) return;
  index_.grow_to(static_cast<std::uint32_t>(records_.size() - 1), [&](std::uint32_t record) {
    return RunIndex::Ends{records_[record].first, records_[record].last};
  });
}

// How much of (record, charge), which paid so much, lies before a cursor on its way from the newest
// record back.
std::int64_t Allocations::undone_at(const Cursor& cursor, std::uint32_t record,
                                    std::uint32_t charge, std::int64_t paid_minor) {
  if (cursor.record == kNone || record > cursor.record) return paid_minor;
  if (record < cursor.record) return 0;
  if (charge == cursor.charge) return cursor.of_charge_minor;
  return charge > cursor.charge ? paid_minor : 0;
}

PaidPart Allocations::part(const Ledger& ledger, std::uint32_t record, std::uint32_t charge) const {
  const Record& from = records_[record];
  PaidPart part{.credit = credits_[from.credit].entry,
                .charge = charges_[charge],
                .paid_minor = paid_in(ledger, from, charge),
                .undone = {}};
  const auto undoings = undoings_.find(from.credit);
  if (undoings == undoings_.end()) return part;
  for (const Undoing& undoing : undoings->second) {
    const std::int64_t minor = undone_at(undoing.to, record, charge, part.paid_minor) -
                               undone_at(undoing.from, record, charge, part.paid_minor);
    if (minor > 0) part.undone.push_back({undoing.by, minor});
  }
  return part;
}

std::vector<PaidPart> Allocations::payers(const Ledger& ledger, Sequence charge) const {
  check(is_charge(charge));
  const std::uint32_t number = numbers_[charge];
  index_records();
  std::vector<std::uint32_t> found;
  index_.for_each(number, [&](std::uint32_t record) { found.push_back(record); });
  if (!records_.empty() && records_.back().first <= number && number <= records_.back().last)
    found.push_back(static_cast<std::uint32_t>(records_.size() - 1));
  std::ranges::sort(found);
  std::vector<PaidPart> parts;
  for (const std::uint32_t record : found) parts.push_back(part(ledger, record, number));
  return parts;
}

std::vector<PaidPart> Allocations::payments(const Ledger& ledger, Sequence credit) const {
  check(is_credit(credit));
  std::vector<PaidPart> newest_first;
  for (std::uint32_t at = credits_[numbers_[credit]].last_record; at != kNone;
       at = records_[at].previous) {
    for (std::uint32_t c = records_[at].last;; --c) {
      newest_first.push_back(part(ledger, at, c));
      if (c == records_[at].first) break;
    }
  }
  std::ranges::reverse(newest_first);
  return newest_first;
}

std::int64_t Allocations::credited_minor(const Ledger& ledger, Sequence credit) const {
  const auto owed = owed_minor_.find(credit);
  return owed == owed_minor_.end() ? ledger.facts().amount_minor[credit] : owed->second;
}

std::vector<Taken> Allocations::reversals(Sequence credit) const {
  std::vector<Taken> taken;
  const auto undoings = undoings_.find(numbers_[credit]);
  if (undoings == undoings_.end()) return taken;
  for (const Undoing& undoing : undoings->second) taken.push_back({undoing.by, undoing.minor});
  return taken;
}

std::int64_t Allocations::reversed_waiting_minor(Sequence credit, Sequence by) const {
  std::int64_t minor = 0;
  const auto undoings = undoings_.find(numbers_[credit]);
  if (undoings == undoings_.end()) return 0;
  for (const Undoing& undoing : undoings->second) {
    if (by == kEveryReversal || undoing.by == by) minor += undoing.waiting_minor;
  }
  return minor;
}

std::vector<Taken> Allocations::write_offs(Sequence charge) const {
  const auto found = write_offs_.find(charge);
  return found == write_offs_.end() ? std::vector<Taken>{} : found->second;
}

std::vector<Taken> Allocations::superseded(Sequence entry) const {
  std::vector<Taken> taken;
  for (const Supersession& event : supersessions_) {
    const auto found = std::ranges::lower_bound(event.gone, entry, {}, &Taken::by);
    if (found != event.gone.end() && found->by == entry) taken.push_back({event.by, found->minor});
  }
  return taken;
}

// What a draw took of a credit: known at its ends; between them it took all there was to take.
std::vector<Taken> Allocations::drawn(const Ledger& ledger, Sequence credit) const {
  const std::uint32_t number = numbers_[credit];
  std::vector<Taken> taken;
  std::int64_t rest = credited_minor(ledger, credit) - ledger.facts().left_minor[credit] -
                      reversed_waiting_minor(credit);
  for (std::uint32_t at = credits_[number].last_record; at != kNone; at = records_[at].previous)
    rest -= records_[at].amount_minor;
  for (const Taken& gone : superseded(credit)) rest -= gone.minor;
  std::size_t between = SIZE_MAX;
  auto draw = std::ranges::partition_point(draws_, [&](const Draw& d) { return d.last < number; });
  for (; draw != draws_.end() && draw->first <= number; ++draw) {
    if (draw->first < number && number < draw->last) between = taken.size();
    const std::int64_t minor = number == draw->first  ? draw->first_minor
                               : number == draw->last ? draw->last_minor
                                                      : 0;
    taken.push_back({draw->by, minor});
    rest -= minor;
  }
  if (between != SIZE_MAX) taken[between].minor = rest;
  std::erase_if(taken, [](const Taken& t) { return t.minor == 0; });
  return taken;
}

std::optional<DrawnCredits> Allocations::drawn_by(Sequence draw) const {
  const auto found = std::ranges::lower_bound(draws_, draw, {}, &Draw::by);
  if (found == draws_.end() || found->by != draw) return std::nullopt;
  return DrawnCredits{found->first, found->last, found->minor};
}

}  // namespace repay
