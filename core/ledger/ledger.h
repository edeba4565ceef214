#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/ledger/column.h"
#include "core/ledger/entry.h"
#include "core/ledger/id_index.h"
#include "core/ledger/instant_sums.h"
#include "core/ledger/timeline.h"

namespace repay {

/// What an entry says where its effect on the balance is another: a carried row (DOMAIN.md 11), or
/// a payment that a settlement row reports, whose own effect is zero (DOMAIN.md 6).
struct StatedEntry {
  Instant posted_at;
  std::int64_t stated_minor = 0;
};

/// Where a stretch of entries came from: a settlement file, a file of account JSON, or payments
/// made here. Their entries follow each other in the ledger.
struct Source {
  std::optional<Settlement> settlement{};
  TextArena texts{};
  Sequence first = 0;
  std::uint32_t rows =
      0;  ///< entries of the file; entries the ledger derives from it are not counted
  std::uint32_t flagged = 0;  ///< of them, those of unknown type
  bool gap_before = false;    ///< a settlement that does not continue the one before it
  GroupSums groups{};         ///< of its rows
  std::map<Sequence, StatedEntry> stated{};  ///< its entries whose effect may be another
  /// EntryBatch::sent and other_store, by entry.
  std::map<Sequence, Instant> sent{};
  std::map<Sequence, TextRef> other_store{};
  std::vector<TextRef> names{};  ///< account JSON: what `of` or `charge` names, by row
  std::vector<TextRef>
      settlement_id{};       ///< account JSON: the settlement an entry says it belongs to, by row
  bool skips_known = false;  ///< a report: EntryBatch::skips_known
  std::optional<ReportedBalances> reported{};  ///< what its file says the balances are
  std::optional<Instant> earliest{};           ///< of its entries
  /// Of a settlement whose rows do not stand in order of time in the file: by row, which entry it
  /// is, counted from the first row's.
  std::vector<std::uint32_t> entry_of_row{};

  /// Where the entry of a row (from 0) stands, counted from the first row's.
  [[nodiscard]] std::uint32_t place_of_row(std::uint32_t row) const {
    return entry_of_row.empty() ? row : entry_of_row[row];
  }

  /// When its first entry happened: Instant{} if it has none.
  [[nodiscard]] Instant first_at() const { return earliest.value_or(Instant{}); }
};

/// An entry the ledger derives from settlements, as no row says it (DOMAIN.md 11).
enum class Derived : std::uint8_t {
  none,
  disbursement,  ///< "<settlement id>/disbursement"
  superseded,    ///< "<settlement id>/superseded": the balance before a gap
};

/// One entry on its way into the ledger.
struct NewEntry {
  Instant at{};
  std::int64_t amount_minor = 0;
  Kind kind = Kind::adjustment;
  Group group = Group::sales_other;
  std::uint8_t flags = 0;
  Derived derived = Derived::none;
  std::uint32_t label =
      0;  ///< the row number from 1 of a settlement file, else the offset of the id's text
  TextRef description{};
  TextRef order{};
  TextRef sku{};
  std::optional<Instant> available_at{};  ///< when its amount can be used, if it says so
  std::optional<Instant> due{};           ///< of a charge, where it is not when it was incurred
};

/// Entries that name a settlement which has no file of its own, by arrival, with sums along them.
struct NamingEntries {
  static constexpr std::size_t kSumEvery = 256;

  Column<Sequence> entries{};
  Column<std::int64_t> sum_every{};  ///< of the amounts before the entries 0, 256, 512, …
  std::int64_t sum_minor = 0;
  GroupSums groups{};
};

/// All entries of one store and currency, append-only, by sequence of arrival; and their order in
/// time. What credits do to charges is not decided here: see repayment/allocation.h.
class Ledger {
 public:
  explicit Ledger(Currency currency) : currency_(currency) {}

  [[nodiscard]] Currency currency() const { return currency_; }
  [[nodiscard]] std::size_t size() const { return facts_.at.size(); }
  [[nodiscard]] const EntryFacts& facts() const { return facts_; }
  [[nodiscard]] const Timeline& timeline() const { return timeline_; }

  /// Opens a source; entries appended from now on are of it.
  void begin_source(Source source);
  [[nodiscard]] const std::deque<Source>& sources() const { return sources_; }
  [[nodiscard]] Source& last_source() { return sources_.back(); }
  [[nodiscard]] const Source& source_of(Sequence entry) const { return sources_[source_[entry]]; }

  /// Adds an entry to the last source, with nothing left. OVERFLOW if the gross sum of credits or
  /// of charges would not fit int64: then no balance, open sum or group sum ever can overflow.
  [[nodiscard]] Result<Sequence> append(const NewEntry& entry);

  /// Adds the rows of a settlement's batch in the given order, as `append` would one by one. Each
  /// column of the batch is let go once it is here, so that memory never holds the file's entries
  /// twice. On OVERFLOW nothing is added.
  [[nodiscard]] Result<Sequence> append_rows(EntryBatch&& batch,
                                             std::span<const std::uint32_t> order);

  /// Changes what is left of an entry: − the open part of a charge, + the waiting part of a credit.
  void set_left(Sequence entry, std::int64_t left_minor) {
    timeline_.set_left(facts_, entry, left_minor);
  }

  /// Timeline::pay_oldest on this ledger's charges.
  template <class Paid>
  std::int64_t pay_oldest(std::int64_t amount_minor, Paid paid) {
    return timeline_.pay_oldest(facts_, amount_minor, paid);
  }

  [[nodiscard]] Kind kind(Sequence entry) const { return facts_.kind[entry]; }
  [[nodiscard]] std::uint8_t flags(Sequence entry) const { return flags_[entry]; }
  [[nodiscard]] Derived derived(Sequence entry) const { return derived_[entry]; }
  [[nodiscard]] std::uint32_t label(Sequence entry) const { return label_[entry]; }
  [[nodiscard]] std::string id(Sequence entry) const;
  /// Writes it at the end of `out`.
  void append_id(std::string& out, Sequence entry) const;
  [[nodiscard]] std::string_view description(Sequence entry) const;
  [[nodiscard]] std::string_view order(Sequence entry) const;
  [[nodiscard]] std::string_view sku(Sequence entry) const;
  [[nodiscard]] TextRef description_ref(Sequence entry) const { return description_[entry]; }
  [[nodiscard]] TextRef order_ref(Sequence entry) const { return order_[entry]; }
  [[nodiscard]] TextRef sku_ref(Sequence entry) const { return sku_[entry]; }
  /// The entry that `of` or `charge` of this one names.
  [[nodiscard]] std::optional<Sequence> named(Sequence entry) const;
  /// When a charge is due: when it was incurred, unless it says otherwise.
  [[nodiscard]] Instant due(Sequence entry) const;
  /// What it says, if it says so.
  [[nodiscard]] std::optional<Instant> stated_due(Sequence entry) const;
  /// When an entry's amount can be used, if it says so; kNotYetKnown if that is still to be said.
  [[nodiscard]] std::optional<Instant> stated_available(Sequence entry) const;
  /// Changes that, as a later report may tell; none: it can be used.
  void set_available(Sequence entry, std::optional<Instant> at);
  /// So much of an entry that can be used only later was undone.
  void lessen_deferred(Sequence entry, std::int64_t amount_minor);
  /// So much of a sale was undone, whatever it says of when it can be used.
  void lessen_sale(Sequence entry, std::int64_t amount_minor);
  /// Sum of the amounts that can be used only later than `now`, by what their entries say.
  [[nodiscard]] std::int64_t stated_deferred_minor(Instant now) const;
  /// Sum of sales incurred from `from` on that do not say when they can be used, less what of them
  /// was undone. O(log n), but for the sales that do say and those undone.
  [[nodiscard]] std::int64_t silent_sales_minor(Instant from) const;
  /// Since when a settlement row may report a payment: since it was made, unless it says otherwise.
  [[nodiscard]] Instant sent(Sequence entry) const;
  /// Of a half of a cross-account pair: the store of the ledger that has the other half.
  [[nodiscard]] std::optional<std::string_view> other_store(Sequence entry) const;
  /// The settlement an entry belongs to, by its id (never by date); empty if none.
  [[nodiscard]] std::string_view settlement_id(Sequence entry) const;

  /// The entry with this id: one of account JSON, "<settlement id>/<row>", or a derived one.
  [[nodiscard]] std::optional<Sequence> find(std::string_view id) const;
  /// The settlement's source, if its file is here.
  [[nodiscard]] const Source* find_settlement(std::string_view id) const;
  /// Positions in `sources` of those that are settlements, by arrival.
  [[nodiscard]] const std::vector<std::uint32_t>& settlements() const { return settlements_; }
  /// What was reported last, by what reports say of when; none if nothing was.
  [[nodiscard]] const ReportedBalances* reported() const;
  /// Entries of account JSON that name this settlement; none if no entry does.
  [[nodiscard]] const NamingEntries* entries_naming_settlement(std::string_view id) const;

  /// Whether one more entry of this amount would not be OVERFLOW.
  [[nodiscard]] bool has_room_for(std::int64_t amount_minor) const;
  /// Sum of all amounts. By arrival: a receipt's "balance after" never changes.
  [[nodiscard]] std::int64_t balance_minor() const { return balance_minor_; }
  /// The balance before an entry arrived.
  [[nodiscard]] std::int64_t balance_before(Sequence entry) const;
  /// Sum of all amounts of a kind.
  [[nodiscard]] std::int64_t total_of(Kind kind) const {
    return kind_totals_[static_cast<std::size_t>(kind)];
  }

  [[nodiscard]] std::size_t bytes() const;

 private:
  [[nodiscard]] Result<void> count_gross(std::span<const std::int64_t> amounts_minor);
  void count_in(Sequence first, Source& source);
  [[nodiscard]] std::string_view text_id(Sequence entry) const;
  void index_id(Sequence entry);
  void index_settlement(Sequence entry);
  [[nodiscard]] std::optional<Sequence> find_row(const Source& source, std::string_view tail) const;
  // What the sum of all sales counts too much of a sale, as it says when it can be used or was
  // undone.
  [[nodiscard]] std::int64_t excess_of_sale(Sequence entry) const;

  Currency currency_;
  EntryFacts facts_;
  Timeline timeline_;
  Column<std::uint8_t> flags_;
  Column<Derived> derived_;
  Column<std::uint32_t> source_;
  Column<std::uint32_t> label_;
  Column<TextRef> description_;
  Column<TextRef> order_;
  Column<TextRef> sku_;
  Column<std::int64_t> balance_every_;  // before entries 0, 256, 512, …

  std::deque<Source> sources_;              // does not move: payments made here add one each
  std::vector<std::uint32_t> settlements_;  // of sources_
  std::map<std::string, std::uint32_t, std::less<>> settlement_by_id_;
  std::optional<std::uint32_t> reported_;  // the source that says it
  IdIndex ids_;                            // that are texts
  std::map<std::string, NamingEntries, std::less<>> naming_settlement_;
  std::map<Sequence, Instant> due_;  // only of those that say so, which few do
  struct Deferred {
    Instant at;
    std::int64_t amount_minor;  // what of the entry was not undone
  };
  std::map<Sequence, Deferred> deferred_;            // likewise
  InstantSums deferred_minor_;                       // of those, by when they can be used
  std::map<Sequence, std::int64_t> undone_of_sale_;  // of sales that reversals name
  InstantSums excess_of_sales_;                      // by when they were incurred

  std::int64_t balance_minor_ = 0;
  std::int64_t gross_credit_minor_ = 0;
  std::int64_t gross_charge_minor_ = 0;
  std::array<std::int64_t, kKinds> kind_totals_{};
};

}  // namespace repay
