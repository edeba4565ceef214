#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/money/money.h"

namespace repay {

/// The amount that a JSON number (RFC 8259, 6) is, read from its text: "10.5", "-0.01", "1E2",
/// "25.370". Zeros behind the currency's decimals are nothing. INVALID_AMOUNT for a text that is no
/// JSON number; TOO_MANY_DECIMALS; OVERFLOW.
[[nodiscard]] Result<Money> amount_from_json_number(std::string_view text, Currency currency);

}  // namespace repay
