#include "core/engine/append.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_set>

#include "core/repayment/report.h"

namespace repay {
namespace {

enum class Rank : std::uint8_t { settlement, report, account };

Rank rank_of(bool is_settlement, bool skips_known) {
  if (is_settlement) return Rank::settlement;
  return skips_known ? Rank::report : Rank::account;
}

// Whether a batch is posted after a source that is there, when all are put in order.
bool comes_behind(const EntryBatch& batch, const Source& last) {
  const Rank mine = rank_of(batch.settlement.has_value(), batch.skips_known);
  const Rank its = rank_of(last.settlement.has_value(), last.skips_known);
  if (mine != its) return its < mine;
  switch (mine) {
    case Rank::settlement: {
      const Settlement& a = *last.settlement;
      const Settlement& b = *batch.settlement;
      return std::tie(a.start, a.end, a.id) < std::tie(b.start, b.end, b.id);
    }
    case Rank::report:
      return last.first_at() <= first_instant(batch);
    case Rank::account:
      return true;
  }
  return false;
}

/// Goes through batches as posting does, and asks of each row what posting would refuse.
class Rehearsal {
 public:
  explicit Rehearsal(const Books& books)
      : books_(books), ledger_(books.ledger()), has_reporting_rows_(!books.card_charges().empty()) {
    take(ledger_.balance_minor(), most_balance_);
    if (const Source* latest = books.latest_settlement())
      take(latest->settlement->total_minor, gross_);
  }

  bool goes_well(const EntryBatch& batch) {
    return batch.settlement ? takes_settlement(batch) : takes_account(batch);
  }

  /// Whether all sums fit, however the amounts are spread over credits and charges.
  [[nodiscard]] bool has_room() const {
    return !over_ && ledger_.has_room_for(gross_) && ledger_.has_room_for(-gross_);
  }

 private:
  // Adds the size of an amount.
  void take(std::int64_t minor, std::int64_t& sum) {
    over_ |= minor < 0 ? __builtin_sub_overflow(sum, minor, &sum)
                       : __builtin_add_overflow(sum, minor, &sum);
  }

  void take_row(std::int64_t minor) {
    take(minor, gross_);
    take(minor, most_balance_);
  }

  // Besides its rows there may be a payout before them, and the end of the balance before a gap.
  bool takes_settlement(const EntryBatch& batch) {
    take(most_balance_, gross_);
    take(batch.settlement->total_minor, gross_);
    for (const std::int64_t minor : batch.amount_minor) take_row(minor);
    after_settlement_ = true;
    has_reporting_rows_ = true;
    return true;
  }

  bool takes_account(const EntryBatch& batch) {
    if (!batch.other_store.empty()) return false;
    has_reporting_rows_ |= batch.skips_known;
    if (batch.skips_known) told_.merge(ids_);  // one report passes over what another has told
    for (std::uint32_t row = 0; row < batch.size(); ++row) {
      const std::string_view id = batch.texts.get(batch.id[row]);
      // It may be the id of a new settlement's row.
      if (after_settlement_ && id.contains('/')) return false;
      const bool known = ledger_.find(id).has_value() || told_.contains(id);
      if (known && batch.skips_known) continue;
      if (known || !ids_.insert(id).second) return false;
      if (!batch.skips_known && may_be_reported(batch, row)) return false;
      if (!takes_account_row(batch, row)) return false;
    }
    return true;
  }

  bool takes_account_row(const EntryBatch& batch, std::uint32_t row) {
    const std::int64_t minor = batch.amount_minor[row];
    const std::string_view name = batch.texts.get(batch.names[row]);
    take_row(minor);
    switch (effect(batch.kind[row])) {
      case Effect::write_off:
        return false;
      case Effect::reversal:
        return takes_reversal(name, minor);
      case Effect::credit_note:
        return name.empty() || names_charge(name);
      case Effect::carried:
        take(most_balance_, gross_);
        return true;
      case Effect::credit:
      case Effect::charge:
      case Effect::by_sign:
      case Effect::draw:
      case Effect::line:
        return true;
    }
    return false;
  }

  // A payment that a row of a settlement or report may be (matching.h).
  [[nodiscard]] bool may_be_reported(const EntryBatch& batch, std::uint32_t row) const {
    const Kind kind = batch.kind[row];
    return has_reporting_rows_ && (kind == Kind::payment || kind == Kind::card_charge);
  }

  [[nodiscard]] bool names_charge(std::string_view name) const {
    const auto charge = ledger_.find(name);
    return charge && books_.allocations().is_charge(*charge);
  }

  bool takes_reversal(std::string_view name, std::int64_t minor) {
    const auto credit = ledger_.find(name);
    if (!credit || !books_.allocations().is_credit(*credit)) return false;
    std::int64_t& reversed = reversed_[*credit];
    take(minor, reversed);
    return reversed <= books_.allocations().reversible_minor(ledger_, *credit);
  }

  const Books& books_;
  const Ledger& ledger_;
  std::int64_t gross_ = 0;         // what credits and charges can grow by at most
  std::int64_t most_balance_ = 0;  // the balance, below or above 0, is at most so far from it
  bool over_ = false;
  bool after_settlement_ = false;
  bool has_reporting_rows_ = false;
  std::map<Sequence, std::int64_t> reversed_;
  std::unordered_set<std::string_view> told_;  // by reports before the batch
  std::unordered_set<std::string_view> ids_;
};

}  // namespace

bool can_append(const Books& books, std::span<const EntryBatch* const> batches) {
  const auto& sources = books.ledger().sources();
  if (!sources.empty() && !batches.empty() && !comes_behind(*batches.front(), sources.back()))
    return false;
  Rehearsal rehearsal(books);
  return std::ranges::all_of(
             batches, [&](const EntryBatch* batch) { return rehearsal.goes_well(*batch); }) &&
         rehearsal.has_room();
}

}  // namespace repay
