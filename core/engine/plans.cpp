// Engine's plans of repeated payments.

#include "core/engine/present.h"
#include "core/engine/state.h"

namespace repay {
namespace {

constexpr std::uint64_t kParts = 100;

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
                .rows = {}};
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
