#include "core/repayment/plan.h"

#include <algorithm>

#include "core/repayment/preview.h"

namespace repay {
namespace {

constexpr std::int32_t kLastYear = 9999;

// Money already spoken for, then the plan's: what was paid before and after a payment.
struct Stretch {
  std::int64_t from_minor;
  std::int64_t to_minor;
};

// Adds what of [open_from, open_from + open) the stretch pays of a charge.
void add_part(PlannedPayment& payment, Stretch stretch, Sequence charge, std::int64_t open_from,
              std::int64_t open, std::uint64_t most_parts) {
  const std::int64_t end = open_from + open;
  const std::int64_t pays =
      std::min(stretch.to_minor, end) - std::max(stretch.from_minor, open_from);
  if (pays <= 0) return;
  ++payment.touches;
  payment.closes += stretch.to_minor >= end;
  if (payment.parts.size() == most_parts) return;
  payment.parts.push_back({charge, pays, std::max<std::int64_t>(end - stretch.to_minor, 0)});
}

// Oldest first: two descents say how many, and a walk from the first which.
void look_down(const Books& books, Stretch stretch, std::uint64_t most_parts,
               PlannedPayment& payment) {
  const Timeline& timeline = books.ledger().timeline();
  const EntryFacts& facts = books.ledger().facts();
  auto position = timeline.after_paying(stretch.from_minor, facts);
  const auto end = timeline.after_paying(stretch.to_minor, facts);
  const std::uint32_t closed_before = position.before.open_charges;
  for (std::uint64_t i = 0; i < most_parts && !timeline.at_end(position); ++i) {
    if (position.before.open_minor >= stretch.to_minor) break;
    const Sequence charge = timeline.entry(position);
    add_part(payment, stretch, charge, position.before.open_minor, -facts.left_minor[charge],
             most_parts);
    timeline.next_open(position, facts);
  }
  payment.closes = end.before.open_charges - closed_before;
  payment.touches = payment.closes + (stretch.to_minor > end.before.open_minor ? 1 : 0);
}

// By a rule whose order is kept: one walk for all payments asked for.
void walk(const Books& books, const std::vector<Stretch>& stretches, std::uint64_t most_parts,
          std::vector<PlannedPayment>& payments) {
  std::int64_t open_from = 0;
  std::size_t next = 0;
  books.allocations().order().for_each([&](Sequence charge) {
    const std::int64_t open = -books.ledger().facts().left_minor[charge];
    while (next < stretches.size() && stretches[next].to_minor <= open_from) ++next;
    for (std::size_t i = next; i < stretches.size(); ++i) {
      if (stretches[i].from_minor >= open_from + open) break;
      add_part(payments[i], stretches[i], charge, open_from, open, most_parts);
    }
    open_from += open;
    return next < stretches.size();
  });
}

void pay_proportionally(const Ledger& ledger, std::vector<OpenPart>& open, std::int64_t amount,
                        std::uint64_t most_parts, PlannedPayment* payment) {
  if (open.empty() || amount == 0) return;
  const std::vector<std::int64_t> shares = proportional_shares(ledger, open, amount);
  for (std::size_t i = 0; i < open.size(); ++i) {
    open[i].open_minor -= shares[i];
    if (payment == nullptr || shares[i] == 0) continue;
    ++payment->touches;
    payment->closes += open[i].open_minor == 0;
    if (payment->parts.size() < most_parts)
      payment->parts.push_back({open[i].charge, shares[i], open[i].open_minor});
  }
  std::erase_if(open, [](const OpenPart& part) { return part.open_minor == 0; });
}

}  // namespace

Result<PlanEvery> plan_every_from_name(std::string_view name) {
  if (name == "week") return PlanEvery::week;
  if (name == "2weeks") return PlanEvery::two_weeks;
  if (name == "month") return PlanEvery::month;
  return refuse(Error::invalid_field);
}

CivilDate plan_day(const PlanTerms& terms, std::uint64_t number) {
  const auto n = static_cast<std::int64_t>(number);
  switch (terms.every) {
    case PlanEvery::week:
      return civil_from_days(days_from_civil(terms.from) + 7 * n);
    case PlanEvery::two_weeks:
      return civil_from_days(days_from_civil(terms.from) + 14 * n);
    case PlanEvery::month:
      break;
  }
  const std::int64_t months = terms.from.month - 1 + n;
  CivilDate day{.year = terms.from.year + static_cast<std::int32_t>(months / 12),
                .month = static_cast<std::int32_t>(months % 12) + 1,
                .day = terms.from.day};
  while (!exists(day) && day.day > 28) --day.day;
  return day;
}

Result<Plan> plan(const Books& books, const PlanTerms& terms) {
  const std::int64_t owed = can_pay_now_minor(books);
  const std::int64_t amount = terms.amount_minor;
  if (amount <= 0) return refuse(Error::amount_not_positive);
  if (amount < minimum_payment_minor(books.policy(), books.ledger().currency()) && amount < owed)
    return refuse(Error::below_minimum);
  Plan plan;
  if (owed == 0) return plan;
  plan.payments = static_cast<std::uint64_t>((owed - 1) / amount + 1);
  if (plan.payments > kLongestPlan) return refuse(Error::plan_too_long);
  const CivilDate last = plan_day(terms, plan.payments - 1);
  if (last.year > kLastYear) return refuse(Error::plan_too_long);
  plan.total_minor = owed;
  plan.last_minor = owed - static_cast<std::int64_t>(plan.payments - 1) * amount;
  plan.cleared_on = last;
  return plan;
}

std::vector<PlannedPayment> plan_payments(const Books& books, const PlanTerms& terms,
                                          std::uint64_t first, std::uint64_t count,
                                          std::uint64_t most_parts) {
  std::vector<PlannedPayment> payments;
  const auto whole = plan(books, terms);
  if (!whole || first >= whole->payments) return payments;
  const std::int64_t under_way = books.outstanding_minor() - whole->total_minor;
  std::vector<Stretch> stretches;
  const std::uint64_t end = first + std::min(count, whole->payments - first);
  for (std::uint64_t number = first; number < end; ++number) {
    const bool is_last = number + 1 == whole->payments;
    const std::int64_t amount = is_last ? whole->last_minor : terms.amount_minor;
    const std::int64_t before = under_way + static_cast<std::int64_t>(number) * terms.amount_minor;
    stretches.push_back({before, before + amount});
    payments.push_back({.on = plan_day(terms, number),
                        .amount_minor = amount,
                        .outstanding_after_minor = books.outstanding_minor() - before - amount});
  }
  switch (books.allocations().rule()) {
    case AllocationRule::oldest_first:
      for (std::size_t i = 0; i < payments.size(); ++i)
        look_down(books, stretches[i], most_parts, payments[i]);
      break;
    case AllocationRule::due_date:
    case AllocationRule::kind_priority:
      walk(books, stretches, most_parts, payments);
      break;
    case AllocationRule::proportional: {
      const Ledger& ledger = books.ledger();
      std::vector<OpenPart> open = open_parts(ledger);
      pay_proportionally(ledger, open, under_way, 0, nullptr);
      for (std::uint64_t number = 0; number < first; ++number)
        pay_proportionally(ledger, open, terms.amount_minor, 0, nullptr);
      for (PlannedPayment& payment : payments)
        pay_proportionally(ledger, open, payment.amount_minor, most_parts, &payment);
      break;
    }
  }
  return payments;
}

}  // namespace repay
