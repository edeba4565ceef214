#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/zone.h"
#include "core/repayment/collection.h"

namespace repay {

/// What a host knows of the automatic charge that comes next.
struct ChargeTerms {
  ChargeMethods methods;
  std::optional<Instant> closes_at{};  ///< when the running period ends
  ZoneRules zone{};                    ///< whose days a plan of payments counts
};

/// X(outcome): what becomes of a debt that nobody pays.
#define REPAY_REST_OUTCOMES(X) \
  X(nothing_owed)              \
  X(charged)                   \
  X(rolls_forward)             \
  X(no_method)

enum class RestOutcome : std::uint8_t {
#define X(outcome) outcome,
  REPAY_REST_OUTCOMES(X)
#undef X
};

/// "rolls_forward"
[[nodiscard]] std::string_view name(RestOutcome outcome);

struct NextCharge {
  RestOutcome outcome = RestOutcome::nothing_owed;
  std::int64_t amount_minor = 0;         ///< what is charged, or else what is owed
  std::optional<Instant> at{};           ///< when; none if nobody said when the period ends
  std::optional<ChargeMethod> method{};  ///< what is tried first
  std::int64_t threshold_minor = 0;      ///< a smaller debt rolls forward
};

/// When, and on which method, so much debt is charged at the close: the first method in charging
/// order that may be tried again after what `collection` tried already.
///
///     2.49 with a threshold of 20.00 → rolls_forward
///     102.49 → charged on the active method at the close
[[nodiscard]] NextCharge next_charge(std::int64_t owed_minor, const ChargeTerms& terms,
                                     const Collection& collection, const CollectionPolicy& policy,
                                     Currency currency);

}  // namespace repay
