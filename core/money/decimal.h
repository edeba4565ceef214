#pragma once

#include <string>
#include <string_view>

#include "core/money/money.h"

namespace repay {

/// How a locale writes numbers, as the host knows it (in the page, from Intl). All are UTF-8 texts of
/// one character; an empty `group_mark` or `decimal_mark` means that the locale is unknown, and then a
/// lone mark that could be either is AMBIGUOUS_NUMBER.
struct NumberFormat {
  std::string decimal_mark;
  std::string group_mark;
  /// The digit zero of the locale's own script ("٠"); empty when it writes 0–9. ASCII digits are
  /// always read.
  std::string zero_digit;
};

/// Reads a plain exact decimal, the form of JSON and files we write: "-39.99", "12", "+0.5". Optional
/// sign (+ or - only), digits, optional point and digits; no blanks, groups or exponent. Fewer decimals
/// than the currency has are filled up. AMOUNT_NOT_A_NUMBER, TOO_MANY_DECIMALS (also when they are
/// zeros: "10.000" USD), OVERFLOW.
[[nodiscard]] Result<Money> parse_decimal(std::string_view text, Currency currency);

/// Reads what a person typed, strictly, by the locale's marks (DOMAIN.md 3): "1.234,56", "1 234,56",
/// "−1.50" (U+2212), "(1.50)" and surrounding blanks have one right reading. A sign is kept; whether a
/// negative amount may be paid is not decided here. AMOUNT_NOT_A_NUMBER, AMBIGUOUS_NUMBER,
/// TOO_MANY_DECIMALS, OVERFLOW.
[[nodiscard]] Result<Money> parse_typed(std::string_view text, Currency currency,
                                        const NumberFormat& format);

/// Prints an exact plain decimal with all the currency's digits: "-1234.50", "0.00", "-5000" for JPY.
/// Never "-0.00".
[[nodiscard]] std::string to_decimal(Money amount);

/// The same, appended, for writers of many: `minor` with `digits` decimals.
void append_decimal(std::string& out, std::int64_t minor, int digits);

}  // namespace repay
