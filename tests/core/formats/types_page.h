#pragma once

#include <string>

namespace repay::testing {

/// core/formats/types.md, as the tables of the formats say it. The page in the project must be
/// this.
[[nodiscard]] std::string types_page();

}  // namespace repay::testing
