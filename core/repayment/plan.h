#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/repayment/books.h"

namespace repay {

/// How often a plan pays.
enum class PlanEvery : std::uint8_t { week, two_weeks, month };

/// "week", "2weeks", "month"; INVALID_FIELD for any other word.
[[nodiscard]] Result<PlanEvery> plan_every_from_name(std::string_view name);

/// The same amount again and again, from a day on. Local days: which instants they are is the
/// store's zone's business.
struct PlanTerms {
  std::int64_t amount_minor = 0;
  CivilDate from{};
  PlanEvery every = PlanEvery::week;
};

/// The day of a plan's payment `number`, from 0. A month that lacks the day has its last instead:
/// Jan 31, Feb 28, Mar 31.
[[nodiscard]] CivilDate plan_day(const PlanTerms& terms, std::uint64_t number);

/// What a plan comes to if nothing else happens. Payments under way are taken to settle before it.
struct Plan {
  std::uint64_t payments = 0;             ///< none where nothing can be paid
  std::int64_t total_minor = 0;           ///< of them together: what can be paid now
  std::int64_t last_minor = 0;            ///< the last one is the rest
  std::optional<CivilDate> cleared_on{};  ///< the last one's day
};

/// What a payment of a plan pays of a charge.
struct PlannedPart {
  Sequence charge;
  std::int64_t pays_minor;
  std::int64_t open_after_minor;
};

struct PlannedPayment {
  CivilDate on;
  std::int64_t amount_minor = 0;
  std::uint64_t closes = 0;          ///< charges paid off by it
  std::uint64_t touches = 0;         ///< charges it pays anything of
  std::vector<PlannedPart> parts{};  ///< of them, the first in paying order
  std::int64_t outstanding_after_minor = 0;
};

/// Most payments of one plan.
constexpr std::uint64_t kLongestPlan = 10'000;

/// O(1). AMOUNT_NOT_POSITIVE, BELOW_MINIMUM (of the policy), PLAN_TOO_LONG: above kLongestPlan, or
/// past the year 9999. An amount above what is owed is one payment of the rest.
[[nodiscard]] Result<Plan> plan(const Books& books, const PlanTerms& terms);

/// Payments [first, first + count) of a plan that is not refused, each with at most `most_parts` of
/// its parts. O(count · (log n + parts)) oldest first; the other rules also look at every open
/// charge once, the proportional one once a payment.
[[nodiscard]] std::vector<PlannedPayment> plan_payments(const Books& books, const PlanTerms& terms,
                                                        std::uint64_t first, std::uint64_t count,
                                                        std::uint64_t most_parts);

}  // namespace repay
