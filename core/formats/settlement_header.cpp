#include "core/formats/settlement_header.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/base/check.h"

namespace repay {
namespace {

enum class Need : std::uint8_t { always, v2, never };

struct KnownColumn {
  std::string_view name;
  ColumnIndex SettlementColumns::* place;
  Need need;
};

constexpr std::array kKnown = {
    KnownColumn{"settlement-id", &SettlementColumns::settlement_id, Need::always},
    KnownColumn{"settlement-start-date", &SettlementColumns::start_date, Need::always},
    KnownColumn{"settlement-end-date", &SettlementColumns::end_date, Need::always},
    KnownColumn{"deposit-date", &SettlementColumns::deposit_date, Need::always},
    KnownColumn{"total-amount", &SettlementColumns::total_amount, Need::always},
    KnownColumn{"currency", &SettlementColumns::currency, Need::always},
    KnownColumn{"transaction-type", &SettlementColumns::transaction_type, Need::always},
    KnownColumn{"order-id", &SettlementColumns::order_id, Need::never},
    KnownColumn{"amount-type", &SettlementColumns::amount_type, Need::v2},
    KnownColumn{"amount-description", &SettlementColumns::amount_description, Need::v2},
    KnownColumn{"amount", &SettlementColumns::amount, Need::never},
    KnownColumn{"posted-date", &SettlementColumns::posted_date, Need::never},
    KnownColumn{"posted-date-time", &SettlementColumns::posted_date_time, Need::never},
    KnownColumn{"sku", &SettlementColumns::sku, Need::never},
};

struct KnownAmount {
  std::string_view name;
  std::string_view type_name;  // empty: none
  std::string_view amount_type;
};

// What V2 calls `amount-type` for each of V1's columns of amounts.
constexpr std::array kAmounts = {
    KnownAmount{"shipment-fee-amount", "shipment-fee-type", "ShipmentFees"},
    KnownAmount{"order-fee-amount", "order-fee-type", "OrderFees"},
    KnownAmount{"price-amount", "price-type", "ItemPrice"},
    KnownAmount{"item-related-fee-amount", "item-related-fee-type", "ItemFees"},
    KnownAmount{"misc-fee-amount", "", "MiscFees"},
    KnownAmount{"other-fee-amount", "other-fee-reason-description", "OtherFees"},
    KnownAmount{"promotion-amount", "promotion-type", "Promotion"},
    KnownAmount{"direct-payment-amount", "direct-payment-type", "DirectPayment"},
    KnownAmount{"other-amount", "", "other-transaction"},
};

// Columns nobody reads, by which the format is recognised all the same.
constexpr std::array<std::string_view, 10> kOthers = {
    "merchant-order-id",
    "adjustment-id",
    "shipment-id",
    "marketplace-name",
    "fulfillment-id",
    "order-item-code",
    "merchant-order-item-id",
    "merchant-adjustment-item-id",
    "quantity-purchased",
    "promotion-id",
};

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kAmountSuffix = "-amount";

std::string plain_name(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const auto is_blank = [](char c) { return c == ' ' || c == '\r'; };
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  std::string name(text);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

ColumnIndex find_column(std::span<const std::string> names, std::string_view name) {
  const auto found = name.empty() ? names.end() : std::ranges::find(names, name);
  return found == names.end() ? kNoColumn : static_cast<ColumnIndex>(found - names.begin());
}

// Known columns in kAmounts' order, then unknown ones: the first amount of a row says what the row
// is, and that must not depend on the order of the file's columns.
std::vector<AmountColumn> find_amounts(std::span<const std::string> names) {
  std::vector<AmountColumn> amounts;
  for (const KnownAmount& known : kAmounts) {
    AmountColumn column;
    column.amount = find_column(names, known.name);
    if (column.amount == kNoColumn) continue;
    column.type = find_column(names, known.type_name);
    check(column.amount_type.set(known.amount_type));
    amounts.push_back(column);
  }
  for (ColumnIndex i = 0; i < names.size(); ++i) {
    if (!names[i].ends_with(kAmountSuffix) || names[i] == "total-amount") continue;
    if (std::ranges::find(kAmounts, names[i], &KnownAmount::name) != kAmounts.end()) continue;
    amounts.emplace_back().amount = i;
  }
  return amounts;
}

std::string missing_columns(const SettlementColumns& columns, std::string& first) {
  std::string all;
  const auto miss = [&](std::string_view name) {
    if (first.empty()) first = name;
    all += all.empty() ? "" : ", ";
    all += name;
  };
  const bool v1 = !columns.amounts.empty() && !columns.is_v2();
  for (const KnownColumn& known : kKnown) {
    const bool needed = known.need == Need::always || (known.need == Need::v2 && !v1);
    if (needed && columns.*known.place == kNoColumn) miss(known.name);
  }
  if (!columns.is_v2() && !v1) miss("amount");
  if (columns.posted_date == kNoColumn && columns.posted_date_time == kNoColumn)
    miss("posted-date");
  return all;
}

bool is_needed_once(std::string_view name) {
  return name.ends_with(kAmountSuffix) ||
         std::ranges::find(kKnown, name, &KnownColumn::name) != kKnown.end();
}

}  // namespace

Place SettlementColumns::place(std::uint64_t line, ColumnIndex column) const {
  if (column >= names.size()) return {.line = line, .column = 0, .field = {}};
  return {.line = line, .column = column + 1, .field = names[column]};
}

Placed<SettlementColumns> read_settlement_header(const std::vector<std::string_view>& fields) {
  if (fields.size() > kMostColumns) {
    return refuse_at({.line = 1, .column = kMostColumns + 1, .field = {}}, Error::too_many_columns,
                     "the header has " + std::to_string(fields.size()) + " columns, at most " +
                         std::to_string(kMostColumns) + " are read");
  }
  SettlementColumns columns;
  for (const std::string_view field : fields) columns.names.push_back(plain_name(field));
  for (ColumnIndex i = 0; i < columns.names.size(); ++i) {
    const std::string& name = columns.names[i];
    if (is_needed_once(name) && find_column(columns.names, name) != i) {
      return refuse_at(columns.place(1, i), Error::duplicate_key, "two columns have this name");
    }
  }
  for (const KnownColumn& known : kKnown) {
    columns.*known.place = find_column(columns.names, known.name);
  }
  if (!columns.is_v2()) columns.amounts = find_amounts(columns.names);

  std::string first;
  const std::string missing = missing_columns(columns, first);
  if (missing.empty()) return columns;
  return refuse_at({.line = 1, .column = 0, .field = std::move(first)}, Error::column_missing,
                   missing);
}

bool is_settlement_column(std::string_view text) {
  const std::string name = plain_name(text);
  return std::ranges::find(kKnown, name, &KnownColumn::name) != kKnown.end() ||
         std::ranges::find(kAmounts, name, &KnownAmount::name) != kAmounts.end() ||
         std::ranges::find(kAmounts, name, &KnownAmount::type_name) != kAmounts.end() ||
         std::ranges::find(kOthers, name) != kOthers.end();
}

}  // namespace repay
