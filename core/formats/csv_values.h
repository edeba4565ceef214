#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/base/zone.h"
#include "core/money/typed.h"

namespace repay {

/// Reads the amounts of a CSV file whose number format is known: decimal mark, group mark, and how
/// many digits stand between group marks.
class CsvAmounts {
 public:
  explicit CsvAmounts(NumberFormat format);

  /// Minor units of "-1,234.50"; whatever parse_typed reads, and zeros behind the decimals of the
  /// currency ("1,500.00" JPY). INVALID_AMOUNT, OVERFLOW.
  [[nodiscard]] Result<std::int64_t> read(std::string_view text, Currency currency) const;

 private:
  NumberFormat format_;
  char mark_;
};

/// What a clock showed, and how far it was from UTC if that was said too.
struct LocalTime {
  std::int64_t ms = 0;  ///< counted as if it were UTC
  std::optional<ZoneOffset> offset;
};

/// Reads a time by a pattern of letters, as Unicode's CLDR has them (UTS 35): yyyy or yy (of this
/// century), M or MM, MMM (an English month, short or whole), d or dd, H or HH, h or hh with a
/// (AM/PM), mm, ss, S (decimals of a second), X ("Z", "+02:00"). One letter or two: one digit is
/// read too. Anything else stands for itself; a blank for one or more. INVALID_DATE.
///
///     read_time("29/12/2015 07:45:51", "dd/MM/yyyy HH:mm:ss")
[[nodiscard]] Result<LocalTime> read_time(std::string_view text, std::string_view pattern);

/// Whether a pattern holds at least a year, a month and a day, and letters it may.
[[nodiscard]] bool is_time_pattern(std::string_view pattern);

/// Whose days of changing the clocks: since 2007 the second Sunday of March and the first of
/// November at two in the morning (the United States and Canada); the last ones of March and
/// October at 01:00 UTC (the European Union and the United Kingdom).
enum class Daylight : std::uint8_t { us, eu };

/// The clocks of a place that are one hour ahead of `standard` in summer, for 2007 to 2099.
[[nodiscard]] ZoneRules daylight_zone(ZoneOffset standard, Daylight rule);

/// The number of a month from 1 by its English name, "Jan" or "January" in any case; 0 for none.
[[nodiscard]] std::int32_t english_month(std::string_view name);

/// 64 bits of a text (FNV-1a), the same on every machine, as 16 hexadecimal digits.
[[nodiscard]] std::string content_hash(std::string_view text);

}  // namespace repay
