#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/zone.h"
#include "core/engine/view.h"

namespace repay {

/// Local days, both included, of a zone: also those of 23 and 25 hours. from > to is INVALID_RANGE.
struct DayRange {
  CivilDate from;
  CivilDate to;
  ZoneRules zone;
};

/// "This settlement period": by settlement id, never by dates (DOMAIN.md 4).
struct BySettlement {
  std::string id;
};

/// Every entry there is.
struct WholeLedger {};

using StatementRange = std::variant<WholeLedger, DayRange, BySettlement>;

/// A range of statements one may choose, by name.
enum class Preset : std::uint8_t {
  this_settlement,
  earlier_settlement,
  last_30_days,
  last_90_days,
  custom
};

struct PresetView {
  Preset preset = Preset::custom;
  StatementRange range;
  std::optional<SettlementView> settlement;  ///< of a settlement period
  CivilDate from;                            ///< the days it touches, as shown
  CivilDate to;
};

/// How a CSV begins: a mark that it is UTF-8 and its header, the header alone, or neither, where it
/// goes on from another.
enum class CsvStart : std::uint8_t { byte_order_mark, header, none };

/// When it is, and whose days are counted: what decides whether deferred money can be used.
struct Moment {
  Instant now;
  ZoneRules zone;
};

/// A payment the seller makes. The same key with the same fields answers the same receipt again;
/// with other fields IDEMPOTENCY_CONFLICT.
struct PaymentCommand {
  LedgerKey ledger;
  std::int64_t amount_minor = 0;
  std::string idempotency_key;  ///< made by the client, stored before anything is sent
  std::uint64_t version = 0;    ///< BalanceView::version the seller saw; another is STALE
  Instant at;                   ///< when, by the host's clock
  std::string method;  ///< how it is shown: "Mastercard •• 4444"; no more than the last four digits
  /// Over several methods: what each pays, in the order in which they are used; all or nothing.
  std::vector<Tender> tenders{};
};

/// The money of a payment came: all of it, or less. It reports what happened, so it carries no
/// version; twice the same is once.
struct SettlePayment {
  std::string idempotency_key;
  std::int64_t amount_minor = 0;
  Instant at;
};

/// No money came. `reason` is the host's code: "insufficient_funds".
struct FailPayment {
  std::string idempotency_key;
  std::string reason;
  Instant at;
};

/// The bank took back what a payment brought, or a part of it.
struct ReversePayment {
  std::string idempotency_key;
  std::string reversal_id;  ///< of the entry it becomes; twice the same is once
  std::int64_t amount_minor = 0;
  std::string reason{};
  Instant at{};
};

/// The marketplace moves a part of one ledger's balance to another of the same currency, as it sets
/// what a store owes off against what another one is owed. An entry of kind cross_account in each,
/// both under `id`. It reports what happened, so it carries no version; twice the same is once.
struct CrossAccountAdjustment {
  LedgerKey from;  ///< −
  LedgerKey to;    ///< +
  std::int64_t amount_minor = 0;
  std::string id;
  Instant at;
  std::string reason{};
};

/// Whether an import adds to the account or takes its place.
enum class ImportMode : std::uint8_t { add, replace };

}  // namespace repay
