#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/money/money.h"

namespace repay {

/// Reads a plain exact decimal, the form of JSON and files we write: "-39.99", "12", "+0.5".
/// Optional sign (+ or - only), digits, optional point and digits; no blanks, groups or exponent,
/// no ".5" or "5.". Fewer decimals than the currency has are filled up. AMOUNT_NOT_A_NUMBER,
/// TOO_MANY_DECIMALS (also when they are zeros: "10.000" USD), OVERFLOW.
[[nodiscard]] Result<Money> parse_decimal(std::string_view text, Currency currency);

/// The amount that ASCII `digits` are, of which the last `decimals` stand behind the decimal mark:
/// "12345" with 2 is 123.45. TOO_MANY_DECIMALS, OVERFLOW.
[[nodiscard]] Result<Money> money_from_digits(bool negative, std::string_view digits,
                                              std::size_t decimals, Currency currency);

/// Prints an exact plain decimal with all the currency's digits: "-1234.50", "0.00", "-5000" for
/// JPY. Never "-0.00".
[[nodiscard]] std::string to_decimal(Money amount);

/// The same, appended, for writers of many: `minor` with `digits` decimals.
void append_decimal(std::string& out, std::int64_t minor, int digits);

/// Bytes that `write_decimal` may need.
constexpr std::size_t kLongestDecimal = 24;

/// The same, written at `to`; answers its end. At most 18 digits.
[[nodiscard]] char* write_decimal(char* to, std::int64_t minor, int digits);

}  // namespace repay
