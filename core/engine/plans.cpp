// Engine's plans of repeated payments.

#include "core/engine/present.h"
#include "core/engine/state.h"

namespace repay {
namespace {

constexpr std::uint64_t kParts = 100;

// What payments of a plan bring before a moment: those of days that have begun by then.
std::int64_t paid_before(const PlanTerms& terms, const Plan& plan, Instant end,
                         const ZoneRules& zone) {
  std::uint64_t first = 0;
  std::uint64_t last =
      plan.payments;  // the first payment that is not before it is in [first, last]
  while (first < last) {
    const std::uint64_t middle = first + (last - first) / 2;
    if (start_of_day(plan_day(terms, middle), zone) < end) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  if (first == plan.payments) return plan.total_minor;
  return terms.amount_minor * static_cast<std::int64_t>(first);
}

}  // namespace

Result<PlanView> Engine::plan(const LedgerKey& key, const PlanTerms& terms, Window window) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  if (!exists(terms.from)) return refuse(Error::invalid_date);
  const Books& books = (*found)->books;
  const auto figures = repay::plan(books, terms);
  if (!figures) return refuse(figures.error());
  PlanView view{.ledger = key,
                .amount_minor = terms.amount_minor,
                .payments = figures->payments,
                .total_minor = figures->total_minor,
                .last_minor = figures->last_minor,
                .cleared_on = figures->cleared_on,
                .rows = {},
                .rest = {}};
  if (const auto charge = state_->charge_terms.find(key);
      charge != state_->charge_terms.end() && charge->second.closes_at) {
    const std::int64_t paid =
        paid_before(terms, *figures, *charge->second.closes_at, charge->second.zone);
    view.rest = state_->rest(key, paid, figures->total_minor - paid);
  }
  for (const PlannedPayment& payment :
       plan_payments(books, terms, window.first, window.count, kParts)) {
    PlanRow row{.on = payment.on,
                .amount_minor = payment.amount_minor,
                .closes = payment.closes,
                .touches = payment.touches,
                .charges = {},
                .outstanding_after_minor = payment.outstanding_after_minor};
    for (const PlannedPart& part : payment.parts) {
      row.charges.push_back(present_charge(
          books, {part.charge, part.open_after_minor + part.pays_minor, part.pays_minor}));
    }
    view.rows.push_back(std::move(row));
  }
  return view;
}

}  // namespace repay
