#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/zone.h"
#include "core/engine/view.h"

namespace repay {

/// "amazon.ca, CAD", or "no store, CAD".
[[nodiscard]] std::string title_of(const LedgerKey& ledger);

/// "1 entry", "2 entries", "0 charges".
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

/// Local time for reading: "2026-01-05 09:30:00".
[[nodiscard]] std::string local_time(Instant at, const ZoneRules& zone);

/// What --zone gave, as the tables name it: "UTC", "UTC+02:00", "America/Toronto".
[[nodiscard]] std::string zone_name(std::string_view zone);

/// A minor amount as the tables show it: "-39.99".
[[nodiscard]] std::string decimal(std::int64_t minor, Currency currency);

/// "marketplace_fees" as "Marketplace fees".
[[nodiscard]] std::string spelled_out(std::string_view word);

}  // namespace repay
