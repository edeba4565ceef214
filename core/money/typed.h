#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/money/money.h"

namespace repay {

/// How a locale writes numbers, as the host knows it (in the page, from Intl). All are UTF-8 texts.
/// An empty `decimal_mark` or `group_mark` means that the locale is unknown.
struct NumberFormat {
  std::string decimal_mark;
  std::string group_mark;
  /// The digit zero of the locale's own script: "٠" (U+0660) for ar-EG. For ja, zh and ko, whose
  /// keyboards also write full-width numbers, "０" (U+FF10). Empty elsewhere. ASCII is always read.
  std::string zero_digit;
  /// Digits between group marks left of the last one: 3, but 2 in India ("12,34,567.00").
  int upper_group = 3;
  /// How the locale writes the currency that is asked for: {"CA$", "$"}. One of them may be typed
  /// before or after the number, as the ISO code always may.
  std::vector<std::string> currency_signs;
};

/// Reads what a person typed, strictly (DOMAIN.md 3). What has one reading in any locale is read
/// so.
///
/// Of two different marks the last one is the decimal mark: "1.234,56", "1,234.56", "1 234,56".
///
/// Blanks (U+0020, U+00A0, U+2009, U+202F), apostrophes (' and U+2019) and U+066C only ever group;
/// U+066B is only ever a decimal mark. Groups have three digits, do not begin with 0 and share one
/// mark.
///
/// "−1.50" (U+2212), "-1.50" and "(1.50)" are negative; a sign is kept, and whether a negative
/// amount may be paid is not decided here. Blanks and marks of writing direction around a number
/// are skipped. ".5" is 0.50 and "5." is 5.00, since they stand in the field while somebody types
/// on.
///
/// A lone point or comma means what it means in the locale: "1.234" is 1234 in de and has too many
/// decimals in en; "12,34" is 12.34 in de and no number in en. Where the locale has neither use for
/// it (a point in fr), or is unknown, it is a decimal mark unless it could group: "1,234" is
/// AMBIGUOUS_NUMBER. An unknown locale reads a lone point as the one of our own plain decimals, so
/// that "1.234" KWD is what we printed.
///
/// Refused, in this order: AMBIGUOUS_NUMBER; AMOUNT_NOT_A_NUMBER; TOO_MANY_DECIMALS; OVERFLOW
/// beyond int64 minor units; CURRENCY_MISMATCH for a number with another currency's code ("50 USD"
/// when CAD is asked for).
[[nodiscard]] Result<Money> parse_typed(std::string_view text, Currency currency,
                                        const NumberFormat& format);

}  // namespace repay
