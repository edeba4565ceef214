#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/formats/settlement_dates.h"

namespace repay {

/// A time of a transaction CSV.
struct TransactionTime {
  /// With the day first and with the month first; the same but for dates like 03/04/2026.
  DateReadings readings;
  /// What it says, the same in every report of one marketplace: the instant, or a date that can be
  /// read in two ways as it stands.
  std::string key;
};

/// Reads a time of any style seen in these reports, in any of their languages:
///
///     "Jan 1, 2026 12:00:05 AM PST", "Apr 30, 2026 9:35:30 p.m. PDT", "29 June 2026 5:39:32 pm
///     GMT+9", "1 janv. 2026 00:12:33 UTC+1", "1 de jul. de 2025 23:36:22 GMT-7", "01.01.2026
///     00:12:33 UTC", "2026/01/01 0:00:05JST", "2026-04-30T23:48:44-07:00", "27/06/2026 10:00:00
///     IST"
///
/// Months by name, whole or short, with a point or without, in any letter case; numbers with points
/// have the day first. Without a time it is the day's first instant, without a zone UTC, as in
/// settlement files. Zones are abbreviations whose distance from UTC is beyond doubt in these
/// reports, or distances. INVALID_DATE.
[[nodiscard]] Result<TransactionTime> read_transaction_time(std::string_view text);

/// The number of a month from 1 by its name in a language of these reports, or the beginning of it
/// from three bytes on: "janv", "März", "paź", "8月"; folded (search_text.h). 0 for none.
[[nodiscard]] std::int32_t transaction_month(std::string_view folded);

/// Whether day or month comes first in the dates of a file: days that only one order has decide.
///
///     undecided --a date of one order only--> day_first | month_first
class DayOrderVote {
 public:
  /// Hears a date. INVALID_DATE if the file's order has no such day.
  [[nodiscard]] Result<void> hear(const DateReadings& readings);

  [[nodiscard]] DayOrder order() const { return order_; }

 private:
  DayOrder order_ = DayOrder::undecided;
};

}  // namespace repay
