#include "core/cli/words.h"

#include <algorithm>
#include <cstdlib>

#include "core/cli/table.h"
#include "core/money/decimal.h"

namespace repay {

std::string title_of(const LedgerKey& ledger) {
  const std::string store = ledger.store.empty() ? "no store" : terminal_text(ledger.store);
  return store + ", " + std::string(ledger.currency.code());
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count).append(" ").append(count == 1 ? one : many);
}

std::string local_time(Instant at, ZoneOffset zone) {
  std::string text = to_string(Instant{at.ms + zone.minutes * kMsPerMinute});
  text.pop_back();  // the Z
  std::ranges::replace(text, 'T', ' ');
  return text;
}

std::string zone_name(ZoneOffset zone) {
  if (zone.minutes == 0) return "UTC";
  const int minutes = std::abs(zone.minutes);
  const auto two_digits = [](int number) {
    const std::string digits = std::to_string(number);
    return number < 10 ? "0" + digits : digits;
  };
  return std::string(zone.minutes < 0 ? "UTC-" : "UTC+") + two_digits(minutes / 60) + ":" +
         two_digits(minutes % 60);
}

std::string decimal(std::int64_t minor, Currency currency) {
  return to_decimal(Money(minor, currency));
}

std::string spelled_out(std::string_view word) {
  std::string text(word);
  std::ranges::replace(text, '_', ' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

}  // namespace repay
