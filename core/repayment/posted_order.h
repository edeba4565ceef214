#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/time.h"

namespace repay {

/// Rows by posted instant, then row number: {20, 10, 20, 10} is {1, 3, 0, 2}. O(rows), as instants
/// are put in order digit by digit; rows of one order stand together with one instant, so that
/// these stretches are moved rather than rows.
[[nodiscard]] std::vector<std::uint32_t> by_posted(std::span<const Instant> at);

}  // namespace repay
