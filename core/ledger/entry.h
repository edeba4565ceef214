#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/ledger/kind.h"
#include "core/ledger/text_arena.h"
#include "core/money/money.h"

namespace repay {

/// A settlement period [start, end) as its file states it. `total_minor` is the closing balance.
struct Settlement {
  std::string id;
  Instant start;
  Instant end;
  Instant deposit;
  std::int64_t total_minor = 0;
};

/// Balances as an interface reports them, signs as given, beside the entries (DOMAIN.md 4). What it
/// did not say is absent.
struct ReportedBalances {
  std::optional<Instant> as_of{};
  std::optional<std::int64_t> available_minor{};
  std::optional<std::int64_t> deferred_minor{};
  std::optional<std::int64_t> account_reserve_minor{};  ///< the account-level reserve
  std::optional<std::int64_t> reserved_minor{};         ///< deferred + account-level reserve
  std::optional<std::int64_t> total_minor{};            ///< available + reserved
};

/// When deferred money becomes available that nobody has said it of yet.
constexpr Instant kNotYetKnown{INT64_MAX};

/// What is worth telling about an entry besides its amount; bits of EntryBatch::flags.
enum EntryFlag : std::uint8_t {
  kFlagNone = 0,
  kFlagUnknownType = 1,  ///< the source's type is not in our table: kept under Other
};

/// Entries that arrive together, column by column: of one file, what is for one ledger. A
/// parser fills it; nothing of it is in a ledger until it is posted, whole or not at all.
struct EntryBatch {
  std::string store;
  Currency currency;
  /// The settlement the file is; none for account JSON.
  std::optional<Settlement> settlement;
  /// Where the file says the settlement's total, for errors.
  Place total_place;
  /// Entries whose id the ledger has already are passed over rather than refused: reports whose
  /// periods overlap tell the same entry twice. So are entries of a settlement that is there as a
  /// file of its own.
  bool skips_known = false;
  /// Rows of a report about money that is not the seller's to have yet, and their sum: they are no
  /// entries, and are told again once it is.
  std::uint64_t deferred_rows = 0;
  std::int64_t deferred_minor = 0;
  /// What the file says the balances are; few say it.
  std::optional<ReportedBalances> reported;
  /// By row, when the amount of a deferred entry becomes available (DOMAIN.md 4); entries that are
  /// available from the start, nearly all, are not in it.
  std::map<std::uint32_t, Instant> available_at;
  TextArena texts;

  // One element an entry, in file order.
  std::vector<Instant> at;
  std::vector<std::int64_t> amount_minor;
  std::vector<Kind> kind;
  std::vector<Group> group;
  std::vector<std::uint8_t> flags;
  std::vector<TextRef> description;
  std::vector<TextRef> order;
  std::vector<TextRef> sku;

  // Account JSON only (empty for a settlement file, whose entries are "<settlement id>/<row from
  // 1>").
  std::vector<TextRef> id;
  std::vector<TextRef> names;  ///< the entry that `of` or `charge` names, or the empty text
  std::vector<TextRef> settlement_id;
  std::map<std::uint32_t, Instant> due;  ///< by row: when a charge is due that says so
  /// By row: since when a settlement row may report a payment, where that is not `at`.
  std::map<std::uint32_t, Instant> sent;
  /// By row, of a half of a cross-account pair: the store of the ledger with the other half.
  std::map<std::uint32_t, TextRef> other_store;
  std::vector<std::uint64_t> line;  ///< of each entry in the file, for errors
  /// Which of the file's entries each is, from 0; empty where that is its place here.
  std::vector<std::uint32_t> place;

  [[nodiscard]] std::size_t size() const { return at.size(); }
};

}  // namespace repay
