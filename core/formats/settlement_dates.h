#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/time.h"

namespace repay {

/// Whether day or month comes first in dates like 03/04/2024. Of dates with dots the day always
/// does.
enum class DayOrder : std::uint8_t { day_first, month_first, undecided };

/// The readings of a date with the day first and with the month first; the same where there is one.
struct DateReadings {
  std::array<Instant, 2> at{};
  std::array<bool, 2> exists{};  ///< whether the calendar has that day

  [[nodiscard]] bool agree() const { return exists[0] && exists[1] && at[0] == at[1]; }
};

/// Reads a date of any style seen in settlement files: 2024-10-23, 25.09.2024 14:36:27 UTC,
/// 2025-06-06T23:04:51+00:00, 23/10/24. Without a time it is the day's first instant, without a
/// zone UTC. INVALID_DATE for another form or if neither reading exists.
[[nodiscard]] Result<DateReadings> read_date(std::string_view text);

/// The three dates of a settlement's summary.
struct PeriodTexts {
  std::string_view start;
  std::string_view end;
  std::string_view deposit;
};

/// Reads the dates of one settlement file. Day and month are told apart by what the whole file
/// says: by days that only one order has, by the deposit two days after the end, by a period of
/// about 14 days, and at last by rows, which lie in their period.
///
///     undecided --a date of one order only, or the summary--> day_first | month_first
///     undecided --settle: only one order puts all rows into the period--> the same
class DateReader {
 public:
  /// Which of the summary's dates is wrong, if one is.
  enum class Wrong : std::uint8_t { none, start, end, deposit };

  /// Takes the summary, before any row. The end is wrong too if it comes before the start.
  [[nodiscard]] Wrong take_period(const PeriodTexts& texts);

  /// The instant of the next row. While the order is open this is the reading with the day first,
  /// which `settle` may replace. INVALID_DATE if the file's order has no such day.
  [[nodiscard]] Result<Instant> read(std::string_view text);

  /// Decides after the last row, and puts the right instants into `rows`, which are those of `read`
  /// in their order. AMBIGUOUS_DATE if nothing in the file tells; INVALID_DATE if by what a row
  /// told the period ends before it starts.
  [[nodiscard]] Result<void> settle(std::vector<Instant>& rows);

  // The period; right only after `settle`.
  [[nodiscard]] Instant start() const { return chosen(start_); }
  [[nodiscard]] Instant end() const { return chosen(end_); }
  [[nodiscard]] Instant deposit() const { return chosen(deposit_); }

 private:
  /// A row read while the order was open, and its instant with the month first.
  struct Open {
    std::size_t row;
    Instant month_first;
  };

  [[nodiscard]] Instant chosen(const DateReadings& readings) const;
  [[nodiscard]] DayOrder order_by_period() const;
  [[nodiscard]] DayOrder order_by_rows(const std::vector<Instant>& rows) const;
  [[nodiscard]] std::optional<DateReadings> read_known(std::string_view text) const;
  [[nodiscard]] Result<DateReadings> read_and_know(std::string_view text);

  DayOrder order_ = DayOrder::undecided;
  DateReadings start_;
  DateReadings end_;
  DateReadings deposit_;

  std::size_t rows_ = 0;
  std::vector<Open> open_;

  // Rows of one order have one date, and a file has a few days.
  std::string last_text_;
  Instant last_;
  struct KnownDay {
    std::array<char, 10> text{};
    DateReadings readings;
  };
  static constexpr std::size_t kKnownDays = 64;
  static std::size_t slot_of(std::string_view date);
  std::array<KnownDay, kKnownDays> days_;
};

}  // namespace repay
