#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/money/currency.h"

namespace repay {

/// Reads the amounts of one transaction CSV, whose decimal mark its amounts decide themselves, not
/// its language: Mexico writes Spanish with points, Ireland English euros with points, Belgium
/// French with commas.
///
/// The last mark of an amount separates decimals, unless it stands there twice or, in a currency of
/// less than three decimals, before exactly three digits: then it groups thousands. What a file
/// used for one purpose it cannot use for the other.
class TransactionAmounts {
 public:
  explicit TransactionAmounts(Currency currency) : currency_(currency) {}

  /// Minor units of "-1,234.50", "1.234,50", "1 234,50" (also U+00A0, U+202F, U+2009, apostrophes),
  /// "1,200" JPY, "1,23,456.00" (groups of India), "−16,02" (U+2212), "(1.50)". Zeros beyond the
  /// currency's decimals do not matter ("1500.00" JPY). INVALID_AMOUNT, MIXED_DECIMAL_MARKS,
  /// OVERFLOW.
  [[nodiscard]] Result<std::int64_t> read(std::string_view text);

 private:
  Currency currency_;
  char decimal_mark_ = '\0';  // none seen yet
  char group_mark_ = '\0';    // a point or a comma; blanks do not matter
};

}  // namespace repay
