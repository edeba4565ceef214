#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/repayment/books.h"

namespace repay {

/// What paying an amount would do, without doing it.
struct Preview {
  std::uint64_t closes = 0;        ///< charges paid off
  std::uint64_t touches = 0;       ///< charges it pays anything of
  std::uint64_t open_charges = 0;  ///< open now
  std::int64_t outstanding_after_minor = 0;
  std::int64_t balance_after_minor = 0;
  std::optional<Sequence> oldest_open_after{};
};

/// An open charge and what the payment pays of it.
struct PreviewLine {
  Sequence charge;
  std::int64_t open_minor;
  std::int64_t pays_minor;
};

/// Most that may be paid now: what is outstanding less payments pending (DOMAIN.md 6).
[[nodiscard]] std::int64_t can_pay_now_minor(const Books& books);

/// Whether that much may be paid: AMOUNT_NOT_POSITIVE, BELOW_MINIMUM (of the policy, unless it is
/// all that can be paid), AMOUNT_EXCEEDS_BALANCE, in this order.
[[nodiscard]] Result<void> check_amount(const Books& books, std::int64_t amount_minor);

/// Oldest first a descent, not a loop: O(top + super + leaf) whatever the number of charges; by the
/// other rules O(open). The amount must be at most what is outstanding, and may be 0.
[[nodiscard]] Preview preview(const Books& books, std::int64_t amount_minor);

/// Open charges [first, first + count) in paying order, each with what the amount pays of it: the
/// first `Preview::touches` of all are those it pays. By the proportional rule, which has no order,
/// those and the others each stand oldest first.
[[nodiscard]] std::vector<PreviewLine> preview_lines(const Books& books, std::int64_t amount_minor,
                                                     std::uint64_t first, std::uint64_t count);

}  // namespace repay
