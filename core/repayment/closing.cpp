#include "core/repayment/closing.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/ledger/balances.h"

namespace repay {
namespace {

constexpr std::int64_t kMsPerHour = 60 * kMsPerMinute;

/// Where an entry stands to a period.
enum class Side : std::uint8_t { before, within, after };

/// Tells it, remembering when other settlements began.
class Sides {
 public:
  Sides(const Ledger& ledger, const SettlementPeriod& period, std::span<const std::string> earlier)
      : ledger_(ledger), period_(period), own_payout_(ledger.find(disbursement_id(period.id))) {
    for (const std::string& settlement : earlier) sides_.emplace(settlement, Side::before);
  }

  [[nodiscard]] Side of(Sequence entry) {
    const std::string_view settlement = ledger_.settlement_id(entry);
    const bool at_start = ledger_.facts().at[entry] == period_.start;
    if (entry == own_payout_) return Side::after;
    if (at_start && ledger_.kind(entry) == Kind::disbursement) return Side::before;
    if (settlement == period_.id) return Side::within;
    if (!settlement.empty()) return of(settlement);
    const Instant at = ledger_.facts().at[entry];
    if (at < period_.start) return Side::before;
    return at < period_.end ? Side::within : Side::after;
  }

 private:
  Side of(std::string_view settlement) {
    const auto [known, is_new] = sides_.try_emplace(settlement, Side::after);
    if (is_new) {
      Instant first{INT64_MAX};
      if (const NamingEntries* naming = ledger_.entries_naming_settlement(settlement)) {
        for (std::size_t i = 0; i < naming->entries.size(); ++i)
          first = std::min(first, ledger_.facts().at[naming->entries[i]]);
      }
      const auto payout = ledger_.find(disbursement_id(settlement));
      const bool paid_out = payout && ledger_.facts().at[*payout] <= period_.start;
      known->second = paid_out || first < period_.start ? Side::before : Side::after;
    }
    return known->second;
  }

  const Ledger& ledger_;
  const SettlementPeriod& period_;
  std::optional<Sequence> own_payout_;
  std::map<std::string_view, Side> sides_;
};

bool is_latest_file(const Books& books, const SettlementPeriod& period) {
  const Source* latest = books.latest_settlement();
  return latest != nullptr && latest->settlement->id == period.id;
}

ClosingFigures figures_of_file(const Books& books, const Source& source) {
  ClosingFigures figures{.opening_minor = source.settlement->total_minor,
                         .closing_minor = source.settlement->total_minor,
                         .open_minor = books.outstanding_minor()};
  const Ledger& ledger = books.ledger();
  for (Sequence entry = source.first, row = 0; row < source.rows; ++entry) {
    if (ledger.derived(entry) != Derived::none) continue;
    ++row;
    if (ledger.kind(entry) != Kind::carried_balance)
      figures.opening_minor -= ledger.facts().amount_minor[entry];
  }
  return figures;
}

/// A plan on its way.
class Planner {
 public:
  Planner(const Books& books, const ClosingTerms& terms, const ClosingPolicy& closing,
          const CollectionPolicy& collection)
      : books_(books),
        terms_(terms),
        closing_(closing),
        collection_(collection),
        currency_(books.ledger().currency()),
        figures_(closing_figures(books, terms.period, terms.earlier)) {}

  [[nodiscard]] ClosingPlan make() {
    plan_.period = terms_.period;
    plan_.opening_minor = figures_.opening_minor;
    plan_.closing_minor = figures_.closing_minor;
    plan_.carried_minor = figures_.closing_minor;
    if (plan_.closing_minor > 0) pay_out();
    if (plan_.closing_minor < 0) charge();
    std::ranges::stable_sort(plan_.reasons, {}, &ClosingReason::code);
    return std::move(plan_);
  }

 private:
  void because(ClosingReason reason) { plan_.reasons.push_back(reason); }

  [[nodiscard]] bool is_held_up() const { return terms_.restricted || !terms_.deposit_method; }

  // Posted already: what it was then.
  [[nodiscard]] std::optional<std::int64_t> disbursed_before() const {
    const auto posted = books_.ledger().find(disbursement_id(terms_.period.id));
    if (!posted) return std::nullopt;
    return -books_.ledger().facts().amount_minor[*posted];
  }

  void pay_out() {
    const auto before = disbursed_before();
    plan_.disbursed_minor = before ? *before : to_disburse();
    plan_.carried_minor -= plan_.disbursed_minor;
    if (before) plan_.available_minor = *before;
    if (terms_.restricted) because({ClosingReasonCode::account_restricted});
    if (!terms_.deposit_method) because({ClosingReasonCode::no_deposit_method});
    if (plan_.disbursed_minor > 0) date_deposit();
  }

  std::int64_t to_disburse() {
    if (is_latest_file(books_, terms_.period))
      return plan_.available_minor = plan_.closing_minor;  // as the file says
    const ClosingFigures& figures = figures_;
    const std::int64_t all_deferred = deferred_minor(
        books_.ledger(),
        {.now = terms_.period.end, .days = closing_.deferral_days, .zone = terms_.zone});
    plan_.deferred_minor = std::max<std::int64_t>(all_deferred, 0);
    // Entries of the next period may be there already: what they took is not paid out.
    const std::int64_t has =
        std::clamp<std::int64_t>(books_.balance_minor(), 0, figures.closing_minor);
    plan_.available_minor = std::max<std::int64_t>(has - plan_.deferred_minor, 0);
    if (plan_.deferred_minor > 0)
      because(
          {ClosingReasonCode::deferred, {}, std::min(plan_.deferred_minor, figures.closing_minor)});
    if (has < figures.closing_minor)
      because({ClosingReasonCode::spent_since, {}, figures.closing_minor - has});
    const auto minimum = closing_.minimum_disbursement_minor.find(currency_);
    const bool below = minimum != closing_.minimum_disbursement_minor.end() &&
                       plan_.available_minor < minimum->second;
    if (below) because({ClosingReasonCode::below_minimum, {}, minimum->second});
    return below || is_held_up() ? 0 : plan_.available_minor;
  }

  void date_deposit() {
    const Source* file = books_.ledger().find_settlement(terms_.period.id);
    plan_.deposit_due = file != nullptr
                            ? file->settlement->deposit
                            : Instant{terms_.period.end.ms + closing_.deposit_days * kMsPerDay};
    if (is_held_up()) return;
    const Instant hold = hold_end(*terms_.deposit_method, closing_);
    plan_.deposit_at = std::max(*plan_.deposit_due, hold);
    if (hold > terms_.period.end) because({ClosingReasonCode::security_hold, hold});
  }

  void charge() {
    const std::int64_t pending = books_.pending_minor();
    const std::int64_t owed = figures_.open_minor - pending;
    if (figures_.open_minor > 0 && pending > 0)
      because({ClosingReasonCode::payments_pending, {}, pending});
    if (owed <= 0) return;
    if (!is_charged(collection_, currency_, owed)) {
      return because(
          {ClosingReasonCode::below_threshold, {}, collection_.threshold_minor.at(currency_)});
    }
    const auto order = charge_order(terms_.charge_methods, collection_.last_resort);
    if (order.empty()) return because({ClosingReasonCode::no_charge_method});
    plan_.charged_minor = owed;
    plan_.first_charge = terms_.period.end;
    plan_.charge_method = order.front();
  }

  const Books& books_;
  const ClosingTerms& terms_;
  const ClosingPolicy& closing_;
  const CollectionPolicy& collection_;
  Currency currency_;
  ClosingFigures figures_;
  ClosingPlan plan_;
};

}  // namespace

Instant hold_end(const DepositMethod& method, const ClosingPolicy& policy) {
  return {method.changed_at.ms + policy.hold_hours * kMsPerHour};
}

std::string_view name(ClosingReasonCode code) {
  static constexpr std::array names = {
#define X(reason) std::string_view(#reason),
      REPAY_CLOSING_REASONS(X)
#undef X
  };
  return names[static_cast<std::size_t>(code)];
}

std::string disbursement_id(std::string_view settlement) {
  return std::string(settlement).append("/disbursement");
}

ClosingFigures closing_figures(const Books& books, const SettlementPeriod& period,
                               std::span<const std::string> earlier) {
  const Ledger& ledger = books.ledger();
  if (is_latest_file(books, period)) return figures_of_file(books, *books.latest_settlement());
  Sides sides(ledger, period, earlier);
  ClosingFigures figures;
  for (Sequence entry = 0; entry < ledger.size(); ++entry) {
    const Side side = sides.of(entry);
    if (side == Side::after) continue;
    const std::int64_t amount = ledger.facts().amount_minor[entry];
    if (side == Side::before) figures.opening_minor += amount;
    figures.closing_minor += amount;
    figures.open_minor += std::max<std::int64_t>(-ledger.facts().left_minor[entry], 0);
  }
  return figures;
}

Result<ClosingPlan> plan_closing(const Books& books, const ClosingTerms& terms,
                                 const ClosingPolicy& closing, const CollectionPolicy& collection) {
  if (terms.period.end <= terms.period.start) return refuse(Error::invalid_range);
  return Planner(books, terms, closing, collection).make();
}

}  // namespace repay
