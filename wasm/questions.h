#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/engine/command.h"
#include "core/ledger/entry_matcher.h"
#include "core/money/typed.h"
#include "core/repayment/plan.h"
#include "wasm/wire.h"

/// What JavaScript asks, as it comes: instants, days and words are still texts. `read` makes core's
/// types of them and refuses what is none in the place of its field; web/src/engine/arguments.js
/// has seen to it that each is of its type.
namespace repay::wire {

/// The value, or the refusal in the place of the field it came in.
template <class T>
[[nodiscard]] Placed<T> in_field(Result<T> result, const char* field) {
  if (!result) return refuse_at({.field = field}, result.error());
  return *std::move(result);
}

/// A refusal that has no place as one that might have.
template <class T>
[[nodiscard]] Placed<T> placed(Result<T> result) {
  return in_field(std::move(result), "");
}

/// The one of `count` values of an enum that has this name: INVALID_FIELD.
template <class Enum>
[[nodiscard]] Result<Enum> named(std::string_view word, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (name(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  }
  return refuse(Error::invalid_field);
}

/// What was said of a ledger to mean it.
struct LedgerQuestion {
  std::optional<std::string> store;
  std::optional<std::string> currency;
};

/// `settlement` alone, or `from`, `to` and `zone`, or none of them: the whole ledger.
struct RangeText {
  std::optional<std::string> from;
  std::optional<std::string> to;
  std::optional<std::string> zone;
  std::optional<std::string> settlement;
};
[[nodiscard]] Placed<StatementRange> read(const RangeText& text);
[[nodiscard]] RangeText to_wire(const StatementRange& range);

struct MomentText {
  std::string now;
  std::string zone;
};
[[nodiscard]] Placed<Moment> read(const MomentText& text);
[[nodiscard]] Placed<std::optional<Moment>> read(const std::optional<MomentText>& text);

struct FilterText {
  std::vector<std::string> kinds;
  std::vector<std::string> groups;
  std::string text;
};
[[nodiscard]] Placed<EntryFilter> read(const FilterText& filter);

/// What `search` answered, as far as matching_rows goes by it.
struct MatchesText {
  LedgerKey ledger;
  Count version = 0;
  std::vector<Count> marks;
};
[[nodiscard]] MatchesView read(const MatchesText& matches);

/// What is not said has core's default.
struct FormatText {
  std::string decimal_mark;
  std::string group_mark;
  std::string zero_digit;
  std::optional<Count> upper_group;
  std::vector<std::string> currency_signs;
};
[[nodiscard]] NumberFormat read(const FormatText& text);

struct PlanText {
  std::int64_t amount_minor = 0;
  std::string from;
  std::string every;
};
[[nodiscard]] Placed<PlanTerms> read(const PlanText& text);

struct PaymentText {
  LedgerKey ledger;
  std::int64_t amount_minor = 0;
  std::string idempotency_key;
  Count version = 0;
  std::string at;
  std::string method;
  std::vector<Tender> tenders;
};
[[nodiscard]] Placed<PaymentCommand> read(const PaymentText& text);

struct SettleText {
  std::string idempotency_key;
  std::int64_t amount_minor = 0;
  std::string at;
};
[[nodiscard]] Placed<SettlePayment> read(const SettleText& text);

struct FailText {
  std::string idempotency_key;
  std::string reason;
  std::string at;
};
[[nodiscard]] Placed<FailPayment> read(const FailText& text);

struct ReverseText {
  std::string idempotency_key;
  std::string reversal_id;
  std::int64_t amount_minor = 0;
  std::string reason;
  std::string at;
};
[[nodiscard]] Placed<ReversePayment> read(const ReverseText& text);

struct CrossAccountText {
  LedgerKey from;
  LedgerKey to;
  std::int64_t amount_minor = 0;
  std::string id;
  std::string at;
  std::string reason;
};
[[nodiscard]] Placed<CrossAccountAdjustment> read(const CrossAccountText& text);

/// "+02:00", or a zone's rules as web/src/engine/zone.js writes them.
[[nodiscard]] Result<ZoneRules> read_zone(const std::string& text);

}  // namespace repay::wire
