#include "core/cli/words.h"

#include <algorithm>

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

std::string local_time(Instant at, const ZoneRules& zone) {
  std::string text = to_string(local_clock(at, zone));
  text.pop_back();  // the Z
  std::ranges::replace(text, 'T', ' ');
  return text;
}

std::string zone_name(std::string_view zone) {
  const Result<ZoneOffset> offset = parse_zone_offset(zone);
  if (!offset) return std::string(zone);
  return offset->minutes == 0 ? "UTC" : "UTC" + std::string(zone);
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
