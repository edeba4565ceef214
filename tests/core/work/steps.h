#pragma once

#include <cstdint>

namespace repay::testing {

/// Basic blocks of ledger, repayment and engine that have run so far.
[[nodiscard]] std::uint64_t steps();

}  // namespace repay::testing
