#pragma once

#include <optional>
#include <string>

#include "tests/scenarios/seller.h"

namespace repay::scenarios {

/// Compares one expectation of a line with what is true after it. Nothing if they agree; else both
/// of them in words. What the grammar does not know is a Problem, too: no expectation passes
/// unread.
[[nodiscard]] std::optional<Problem> compare(const std::string& expectation, const Seller& seller,
                                             const Outcome& outcome);

/// Whether it names a refusal: "AMOUNT_EXCEEDS_BALANCE".
[[nodiscard]] bool is_refusal(const std::string& expectation);

}  // namespace repay::scenarios
