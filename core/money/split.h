#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/money/money.h"

namespace repay {

/// Splits `total` by `weights` so that the parts add up to it again, exactly.
/// What does not divide goes one minor unit at a time to the largest remainders (the first of
/// equals): 1.00 split {1, 1, 1} is 0.34, 0.33, 0.33; −1.00 is −0.34, −0.33, −0.33. The weights'
/// sum must be above 0, else INVALID_FIELD.
[[nodiscard]] Result<std::vector<Money>> split(Money total, std::span<const std::uint32_t> weights);

/// The same by weights that are amounts: OVERFLOW if their sum does not fit 64 bits. A part is at
/// most its weight where the total is at most their sum.
[[nodiscard]] Result<std::vector<Money>> split_by_amounts(Money total,
                                                          std::span<const std::uint64_t> weights);

}  // namespace repay
