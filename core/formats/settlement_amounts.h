#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/result.h"

namespace repay {

/// Reads the amounts of one settlement file, whose decimal mark its amounts themselves decide: the
/// last mark of the first amount that has one is the file's.
class AmountReader {
 public:
  /// For a currency with that many decimals, 0–4.
  explicit AmountReader(int digits = 2) : digits_(digits) {}

  /// Minor units of "-1234,50", "32.09    ", "1.234,56" (groups of three, by the other mark), "12".
  /// There are one to `digits` decimals behind a mark; a currency without decimals may be written
  /// with one or two zeros ("1500.00" JPY). INVALID_AMOUNT, for a blank one too;
  /// MIXED_DECIMAL_MARKS if its mark is not the file's; OVERFLOW. Blanks around it do not matter.
  [[nodiscard]] Result<std::int64_t> read(std::string_view text);

 private:
  [[nodiscard]] Result<std::int64_t> read_any_form(std::string_view text, bool negative);

  int digits_;
  char mark_ = '\0';  // none seen yet
};

}  // namespace repay
