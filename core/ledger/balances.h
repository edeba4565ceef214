#pragma once

#include <cstdint>
#include <optional>

#include "core/base/result.h"
#include "core/base/zone.h"
#include "core/ledger/entry.h"
#include "core/ledger/ledger.h"

namespace repay {

/// DD+N: when what was delivered at an instant can be used, the beginning of the local day N + 1
/// days after its delivery. Delivered on January 4 with DD+7: January 12, 00:00 of the store's
/// zone.
[[nodiscard]] Instant usable_from(Instant delivered, int days, const ZoneRules& zone);

/// Whose money cannot be used yet, at a moment: entries that say when it can; and, where the policy
/// defers sales, sales that say nothing, by when they were incurred.
struct Deferral {
  Instant now;
  std::optional<int> days{};  ///< the N of DD+N
  ZoneRules zone{};
};

/// The sum of the amounts that are deferred, refunds and reversals among them with their sign: part
/// of the balance, and not available. A reversal of a deferred credit is deferred with it. O(log
/// n), and O(√m) of the m entries that state a date or are sales undone.
[[nodiscard]] std::int64_t deferred_minor(const Ledger& ledger, const Deferral& deferral);

/// What follows from reported balances is added to them: reserved = deferred + account-level
/// reserve, total = available + reserved, signs as given. Of available 8000, deferred 9000 and
/// reserve −2000, reserved is 7000 and total 15000. What was said stays, also where it does not
/// add up (`adds_up`). OVERFLOW.
[[nodiscard]] Result<ReportedBalances> completed(ReportedBalances reported);

/// Whether what is said of `completed` balances agrees.
[[nodiscard]] bool adds_up(const ReportedBalances& reported);

}  // namespace repay
