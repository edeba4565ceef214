#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/scenarios/seller.h"

namespace repay::scenarios {

/// What is true of closings, transfers and automatic charges, in the words in which a table says
/// something of it. None for other words.
[[nodiscard]] std::optional<std::string> truth_of_closing(const std::vector<std::string>& words,
                                                          const Seller& seller,
                                                          const Outcome& outcome);

}  // namespace repay::scenarios
