#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/zone.h"
#include "core/repayment/books.h"
#include "core/repayment/charge_order.h"
#include "core/repayment/closing_policy.h"
#include "core/repayment/collection.h"

namespace repay {

/// A settlement period [start, end). Its length is data.
struct SettlementPeriod {
  std::string id;
  Instant start;
  Instant end;

  friend bool operator==(const SettlementPeriod&, const SettlementPeriod&) = default;
};

/// The bank account that is paid to, as far as a transfer must know it (DOMAIN.md 8).
struct DepositMethod {
  std::string id;
  std::string shown{};   ///< "Deutsche Bank •• 32"
  Instant changed_at{};  ///< when it was given or its details changed; a switch to it is no change

  friend bool operator==(const DepositMethod&, const DepositMethod&) = default;
};

/// The end of its security hold, before which nothing is transferred to it. The hold is the
/// account's own: one that was added earlier is switched to without a new one.
///
///     changed Jun 10 12:00, 72 h: Jun 13 12:00
[[nodiscard]] Instant hold_end(const DepositMethod& method, const ClosingPolicy& policy);

/// What a closing goes by besides the ledger and the policy.
struct ClosingTerms {
  SettlementPeriod period;
  ZoneRules zone{};  ///< whose days deferral counts
  std::optional<DepositMethod> deposit_method{};
  bool restricted = false;  ///< the account is restricted: nothing is paid out
  ChargeMethods charge_methods{};
  std::vector<std::string> earlier{};  ///< settlements known to have closed before
};

/// X(reason): why a closing does not simply pay out, or charge, all of its balance.
///
///     security_hold       the transfer waits `until` its end
///     no_deposit_method   nothing is paid out, the balance is carried
///     account_restricted  likewise
///     deferred            `amount` cannot be used yet and is carried
///     spent_since         entries of the next period have taken `amount` of it already
///     below_minimum       what could be paid out is below `amount` and carried
///     payments_pending    the seller is paying `amount`, which is not charged as well
///     below_threshold     what is owed is below `amount` and rolls forward
///     no_charge_method    there is nothing to charge
#define REPAY_CLOSING_REASONS(X) \
  X(security_hold)               \
  X(no_deposit_method)           \
  X(account_restricted)          \
  X(deferred)                    \
  X(spent_since)                 \
  X(below_minimum)               \
  X(payments_pending)            \
  X(below_threshold)             \
  X(no_charge_method)

enum class ClosingReasonCode : std::uint8_t {
#define X(reason) reason,
  REPAY_CLOSING_REASONS(X)
#undef X
};

/// "security_hold"
[[nodiscard]] std::string_view name(ClosingReasonCode code);

struct ClosingReason {
  ClosingReasonCode code = ClosingReasonCode::security_hold;
  std::optional<Instant> until{};
  std::optional<std::int64_t> amount_minor{};
};

/// What happens at the close of a period (DOMAIN.md 1, 4 and 7). closing = disbursed + carried.
struct ClosingPlan {
  SettlementPeriod period;
  std::int64_t opening_minor = 0;
  std::int64_t closing_minor = 0;  ///< without reserved money
  std::int64_t deferred_minor = 0;
  std::int64_t available_minor = 0;  ///< of the closing balance, never negative
  std::int64_t disbursed_minor = 0;
  std::int64_t carried_minor = 0;       ///< what the next period opens with, signs as given
  std::optional<Instant> deposit_due;   ///< of what is disbursed: the end and the deposit days
  std::optional<Instant> deposit_at;    ///< when it is sent, at the earliest; none while held up
  std::int64_t charged_minor = 0;       ///< what is charged automatically
  std::optional<Instant> first_charge;  ///< when, first
  std::optional<ChargeMethod> charge_method;  ///< and what
  std::vector<ClosingReason> reasons;         ///< in the order of the list above
};

/// What the entries of a period and of those before it come to.
struct ClosingFigures {
  std::int64_t opening_minor = 0;
  std::int64_t closing_minor = 0;
  std::int64_t open_minor = 0;  ///< of their charges, what is owed now
};

/// Entries belong to a period by their settlement id; those that name none by their instant, one
/// exactly at the end to the next period. Another settlement came before if it is among `earlier`,
/// was paid out by the start, or has an entry from before the start. A payout is of no period: it
/// stands between two, after the closing balance of the one and before the opening balance of the
/// other. The latest settlement that came as a file is as its file says, and everything that is
/// open belongs to it. O(entries).
[[nodiscard]] ClosingFigures closing_figures(const Books& books, const SettlementPeriod& period,
                                             std::span<const std::string> earlier);

/// "<settlement id>/disbursement": the entry that a closing pays out with.
[[nodiscard]] std::string disbursement_id(std::string_view settlement);

/// What closing the period does, doing nothing. A disbursement is of what is available, never more
/// than the seller still has; one that was posted already (`disbursement_id`) is told again. A
/// settlement from a file is paid out as the file says. INVALID_RANGE (it ends before it begins).
///
///     closing 100.00, of it 30.00 deferred       → 70.00 disbursed, 30.00 carried
///     closing −5.27, threshold 20.00             → nothing charged, −5.27 carried
[[nodiscard]] Result<ClosingPlan> plan_closing(const Books& books, const ClosingTerms& terms,
                                               const ClosingPolicy& closing,
                                               const CollectionPolicy& collection);

}  // namespace repay
