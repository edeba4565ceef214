#include "core/formats/account_settlements.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "core/formats/json_text.h"
#include "core/money/decimal.h"
#include "core/money/money.h"

namespace repay {
namespace {

using Wrong = std::optional<AccountFault>;

/// One settlement being put together from rows that come in any order.
class Rows {
 public:
  Rows(const ListedSettlement& listed, const EntryBatch& entries)
      : listed_(listed), there_(static_cast<std::size_t>(listed.rows)) {
    batch_.store = entries.store;
    batch_.currency = entries.currency;
    batch_.settlement = listed.settlement;
    batch_.at.resize(there_.size());
    batch_.amount_minor.resize(there_.size());
    batch_.kind.resize(there_.size());
    batch_.group.resize(there_.size());
    batch_.flags.resize(there_.size());
    batch_.description.resize(there_.size());
    batch_.order.resize(there_.size());
    batch_.sku.resize(there_.size());
  }

  [[nodiscard]] std::size_t size() const { return there_.size(); }
  [[nodiscard]] std::size_t offset() const { return listed_.offset; }

  // Takes entry `from` of the file's as row `row` from 0; ids differ, so each comes once.
  Wrong take(const EntryBatch& entries, std::size_t from, std::size_t row) {
    const auto text = [&](TextRef ref) { return entries.texts.get(ref); };
    const std::string_view settlement = text(entries.settlement_id[from]);
    const bool strange = !settlement.empty() && settlement != listed_.settlement.id;
    const auto number = static_cast<std::uint32_t>(from);
    const bool names_other = entries.names[from] != TextRef{} ||
                             entries.other_store.contains(number) || entries.sent.contains(number);
    if (names_other || strange) {
      return AccountFault{Error::invalid_field, listed_.offset,
                          "its row " + quote(text(entries.id[from])) +
                              (strange ? " is of another settlement" : " names another entry")};
    }
    there_[row] = true;
    batch_.at[row] = entries.at[from];
    batch_.amount_minor[row] = entries.amount_minor[from];
    batch_.kind[row] = entries.kind[from];
    batch_.group[row] = entries.group[from];
    batch_.flags[row] = entries.flags[from];
    batch_.description[row] = batch_.texts.intern(text(entries.description[from]));
    batch_.sku[row] = batch_.texts.intern(text(entries.sku[from]));
    if (const std::string_view order = text(entries.order[from]); order != last_order_) {
      last_order_ = order;  // rows of one order stand together
      last_order_ref_ = batch_.texts.add(order);
    }
    batch_.order[row] = last_order_ref_;
    if (const auto due = entries.due.find(static_cast<std::uint32_t>(from));
        due != entries.due.end())
      batch_.due.emplace(static_cast<std::uint32_t>(row), due->second);
    if (const auto said = entries.available_at.find(static_cast<std::uint32_t>(from));
        said != entries.available_at.end())
      batch_.available_at.emplace(static_cast<std::uint32_t>(row), said->second);
    return {};
  }

  // After all rows.
  [[nodiscard]] Wrong check_whole() const {
    const auto missing = std::ranges::find(there_, false);
    if (missing != there_.end()) {
      return AccountFault{Error::field_missing, listed_.offset,
                          "row " + std::to_string(missing - there_.begin() + 1) + " of " +
                              quote(listed_.settlement.id) + " is not there"};
    }
    std::int64_t sum = 0;
    for (const std::int64_t minor : batch_.amount_minor) {
      const auto more = add_minor(sum, minor);
      if (!more) return AccountFault{more.error(), listed_.total_offset, {}};
      sum = *more;
    }
    if (sum == listed_.settlement.total_minor) return {};
    return AccountFault{Error::settlement_total_mismatch, listed_.total_offset,
                        "they add up to " + to_decimal({sum, batch_.currency}) +
                            ", the settlement says " +
                            to_decimal({listed_.settlement.total_minor, batch_.currency})};
  }

  [[nodiscard]] EntryBatch&& take_batch() { return std::move(batch_); }

 private:
  const ListedSettlement& listed_;
  EntryBatch batch_;
  std::vector<bool> there_;
  std::string_view last_order_;
  TextRef last_order_ref_;
};

using RowsById = std::map<std::string_view, Rows>;

// "S1/12" as {"S1", "12"}; no settlement without a slash.
std::pair<std::string_view, std::string_view> cut_id(std::string_view id) {
  const std::size_t slash = id.rfind('/');
  if (slash == std::string_view::npos) return {};
  return {id.substr(0, slash), id.substr(slash + 1)};
}

// The row, from 0, that "12" is of one of so many.
std::optional<std::size_t> row_of(std::string_view number, std::size_t rows) {
  std::size_t row = 0;
  const char* const end = number.data() + number.size();
  const auto [stop, error] = std::from_chars(number.data(), end, row);
  const bool plain = error == std::errc() && stop == end && number.front() != '0';
  if (!plain || row > rows) return std::nullopt;
  return row - 1;
}

Wrong check_derived(const DerivedEntry& entry, const RowsById& settlements) {
  const auto [settlement, what] = cut_id(entry.id);
  const bool known = what == "disbursement" || what == "superseded";
  if (known && settlements.contains(settlement)) return {};
  return AccountFault{Error::invalid_field, entry.offset,
                      "the ledger derives no " + quote(entry.id) + " from the settlements listed"};
}

template <class T>
void keep(std::vector<T>& column, const std::vector<std::uint32_t>& kept) {
  for (std::size_t i = 0; i < kept.size(); ++i) column[i] = column[kept[i]];
  column.resize(kept.size());
}

template <class T>
void keep(std::map<std::uint32_t, T>& column, const std::vector<std::uint32_t>& kept) {
  if (column.empty()) return;
  std::map<std::uint32_t, T> rest;
  for (std::uint32_t i = 0; i < kept.size(); ++i) {
    if (const auto said = column.find(kept[i]); said != column.end()) rest.emplace(i, said->second);
  }
  column = std::move(rest);
}

void keep_entries(EntryBatch& batch, std::vector<std::uint32_t> kept) {
  keep(batch.at, kept);
  keep(batch.amount_minor, kept);
  keep(batch.kind, kept);
  keep(batch.group, kept);
  keep(batch.flags, kept);
  keep(batch.description, kept);
  keep(batch.order, kept);
  keep(batch.sku, kept);
  keep(batch.id, kept);
  keep(batch.names, kept);
  keep(batch.settlement_id, kept);
  keep(batch.line, kept);
  keep(batch.due, kept);
  keep(batch.sent, kept);
  keep(batch.other_store, kept);
  keep(batch.available_at, kept);
  if (batch.place.empty()) {
    batch.place = std::move(kept);
  } else {
    keep(batch.place, kept);
  }
}

// These entries as the report that told them would have given them.
EntryBatch told_by_report(const EntryBatch& entries, const std::vector<std::uint32_t>& rows) {
  EntryBatch batch;
  batch.store = entries.store;
  batch.currency = entries.currency;
  batch.skips_known = true;
  const auto text = [&](TextRef ref) { return entries.texts.get(ref); };
  for (const std::uint32_t row : rows) {
    if (const auto said = entries.available_at.find(row); said != entries.available_at.end())
      batch.available_at.emplace(static_cast<std::uint32_t>(batch.size()), said->second);
    batch.at.push_back(entries.at[row]);
    batch.amount_minor.push_back(entries.amount_minor[row]);
    batch.kind.push_back(entries.kind[row]);
    batch.group.push_back(entries.group[row]);
    batch.flags.push_back(entries.flags[row]);
    batch.description.push_back(batch.texts.intern(text(entries.description[row])));
    batch.order.push_back(batch.texts.add(text(entries.order[row])));
    batch.sku.push_back(batch.texts.intern(text(entries.sku[row])));
    batch.id.push_back(batch.texts.add(text(entries.id[row])));
    batch.names.emplace_back();
    batch.settlement_id.push_back(batch.texts.intern(text(entries.settlement_id[row])));
    batch.line.push_back(entries.line[row]);
  }
  return batch;
}

// Room for every row that is promised, but for no more than there are entries.
std::expected<RowsById, AccountFault> begin(const std::vector<ListedSettlement>& listed,
                                            const EntryBatch& entries) {
  RowsById settlements;
  std::uint64_t left = entries.size();
  for (const ListedSettlement& one : listed) {
    const std::string& id = one.settlement.id;
    if (settlements.contains(id))
      return std::unexpected(AccountFault{Error::duplicate_id, one.offset, quote(id)});
    if (one.rows > left) {
      return std::unexpected(AccountFault{Error::field_missing, one.offset,
                                          "rows of " + quote(id) + " are not there"});
    }
    left -= one.rows;
    settlements.try_emplace(id, one, entries);
  }
  return settlements;
}

}  // namespace

std::expected<std::vector<EntryBatch>, AccountFault> part_settlements(
    EntryBatch entries, const std::vector<ListedSettlement>& listed,
    const std::vector<DerivedEntry>& derived, const ReportedEntries& reported) {
  std::vector<EntryBatch> batches;
  if (listed.empty() && derived.empty() && reported.empty()) {
    batches.push_back(std::move(entries));
    return batches;
  }
  auto settlements = begin(listed, entries);
  if (!settlements) return std::unexpected(std::move(settlements.error()));
  for (const DerivedEntry& entry : derived) {
    if (Wrong wrong = check_derived(entry, *settlements)) return std::unexpected(*wrong);
  }
  std::vector<std::uint32_t> kept;
  std::map<std::uint32_t, std::vector<std::uint32_t>> reports;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    const auto report = reported.find(i);
    const auto [id, number] = cut_id(entries.texts.get(entries.id[i]));
    const auto found = number.empty() ? settlements->end() : settlements->find(id);
    const auto row =
        found == settlements->end() ? std::nullopt : row_of(number, found->second.size());
    if (!row && report != reported.end()) {
      reports[report->second].push_back(i);
    } else if (!row) {
      kept.push_back(i);
    } else if (report != reported.end()) {
      return std::unexpected(
          AccountFault{Error::invalid_field, found->second.offset(),
                       "its row " + quote(entries.texts.get(entries.id[i])) + " is of a report"});
    } else if (Wrong wrong = found->second.take(entries, i, *row)) {
      return std::unexpected(*wrong);
    }
  }
  for (const ListedSettlement& one : listed) {
    Rows& rows = settlements->find(one.settlement.id)->second;
    if (Wrong wrong = rows.check_whole()) return std::unexpected(*wrong);
    batches.push_back(rows.take_batch());
  }
  for (const auto& [number, rows] : reports) batches.push_back(told_by_report(entries, rows));
  if (kept.size() < entries.size()) keep_entries(entries, std::move(kept));
  if (entries.size() > 0 || batches.empty()) batches.push_back(std::move(entries));
  return batches;
}

}  // namespace repay
