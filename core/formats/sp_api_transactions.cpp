#include "core/formats/sp_api_transactions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/formats/json_text.h"

namespace repay {
namespace {

using Value = JsonTree::Value;

// The transaction-type of a settlement file for a transactionType.
struct Transaction {
  std::string_view type;
  std::string_view transaction;
  std::string_view amount_type;  // of one that has no breakdown
  std::string_view words;
};

constexpr std::array kTransactions = {
    Transaction{"Shipment", "Order", "ItemPrice", "Principal"},
    Transaction{"ShipmentSettle", "Order", "ItemPrice", "Principal"},
    Transaction{"Refund", "Refund", "ItemPrice", "Principal"},
    Transaction{"GuaranteeClaim", "A-to-z Guarantee Claim", "ItemPrice", "Principal"},
    Transaction{"Chargeback", "Chargeback", "ItemPrice", "Principal"},
    Transaction{"Retrocharge", "Order Retrocharge", "ItemPrice", "Tax"},
    Transaction{"RetrochargeReversal", "Refund Retrocharge", "ItemPrice", "Tax"},
    Transaction{"Liquidations", "Liquidations", "ItemPrice", "Principal"},
    Transaction{"ServiceFee", "ServiceFee", "ItemFees", {}},
    Transaction{"ProductAdsPayment", "ServiceFee", "Cost of Advertising", {}},
    Transaction{"SellerDealPayment", "ServiceFee", "Lightning Deal Fee", {}},
    Transaction{"CouponPayment", "ServiceFee", "Coupon Redemption Fee", {}},
    Transaction{"Adjustment", "Adjustment", "Adjustment", {}},
    Transaction{"SAFETReimbursement", "SAFE-T Reimbursement", "SAFE-T Reimbursement", {}},
    Transaction{"LoanServicing", "Loan Servicing", "Loan Servicing", {}},
    Transaction{"TaxWithholding", "Tax Withholding", "Tax Withholding", {}},
    Transaction{"DebtRecovery", "Debt Recovery", {}, {}},
    Transaction{"DebtPayment", "Debt Recovery", {}, "Successful Charge"},
    Transaction{"DebtAdjustment", "Debt Recovery", "Debt Adjustment", {}},
    Transaction{"Transfer", "Transfer", {}, "Transfer"},
    Transaction{"Disbursement", "Transfer", {}, "Transfer"},
    Transaction{"AdhocDisbursement", "Transfer", {}, "Transfer"},
};

Transaction transaction_of(std::string_view type) {
  const auto row = std::ranges::find(kTransactions, type, &Transaction::type);
  return row == kTransactions.end() ? Transaction{type, type, {}, {}} : *row;
}

// A breakdown that becomes an entry, and its name after those around it.
struct Leaf {
  Value node;
  std::vector<std::string_view> names;  // the outermost first
  Money amount;
  std::string_view sku;
};

// Some answers hold {"breakdowns": [...]} where the model has the array.
JsonTree::Children breakdowns_of(Value holder) {
  const Value value = holder.get("breakdowns");
  return value.is(JsonType::object) ? value.get("breakdowns").children() : value.children();
}

Value related(Value holder, std::string_view name) {
  for (const Value one : holder.get("relatedIdentifiers").children()) {
    if (one.get("relatedIdentifierName").text() == name) return one.get("relatedIdentifierValue");
  }
  return {};
}

// Upper-case: the model has "DEFERRED", its example "Released".
std::string status_of(Value transaction) {
  std::string status;
  for (const char c : transaction.get("transactionStatus").text()) {
    status += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return status;
}

Value context(Value holder, std::string_view field) {
  for (const Value one : holder.get("contexts").children()) {
    if (const Value found = one.get(field)) return found;
  }
  return {};
}

std::optional<Money> sum_of(const std::vector<Leaf>& leaves) {
  std::optional<Money> sum;
  for (const Leaf& leaf : leaves) {
    const Result<Money> more = sum ? add(*sum, leaf.amount) : Result<Money>(leaf.amount);
    if (!more) return {};
    sum = *more;
  }
  return sum;
}

class TransactionReader {
 public:
  TransactionReader(SpApiBatches& batches, Value transaction, const std::set<std::string>& released)
      : batches_(batches), transaction_(transaction), released_(released) {}

  void read() {
    const auto total = batches_.money(transaction_.get("totalAmount"));
    const Value posted = transaction_.get("postedDate");
    const auto at = batches_.instant(posted);
    if (!posted) batches_.refuse(transaction_, Error::field_missing, "there is no \"postedDate\"");
    if (!total || !at) return;
    at_ = *at;
    row_ = transaction_of(transaction_.get("transactionType").text());
    id_ = id();
    read_status();
    std::vector<Leaf> leaves = leaves_of_items();
    if (sum_of(leaves) != total) leaves = leaves_under(transaction_, {}, {});
    if (sum_of(leaves) != total) leaves.clear();
    for (const Leaf& leaf : leaves) add(type_of(leaf), leaf.amount, leaf.sku);
    if (leaves.empty()) add(type_of_all(), *total, {});
  }

 private:
  // Of the two transactions that deferred money has, the id of the one that brought it.
  std::string id() const {
    std::string_view id = batches_.name_in(related(transaction_, "DEFERRED_TRANSACTION_ID"));
    if (id.empty()) id = batches_.name_in(transaction_.get("transactionId"));
    return id.empty() ? fingerprint(transaction_) : std::string(id.substr(0, kLongestId));
  }

  void read_status() {
    constexpr std::array<std::string_view, 4> known = {"", "DEFERRED", "RELEASED",
                                                       "DEFERRED_RELEASED"};
    const std::string status = status_of(transaction_);
    known_ = std::ranges::find(known, status) != known.end();
    if (status != "DEFERRED" || released_.contains(id_)) return;
    available_at_ = batches_.instant(context(transaction_, "maturityDate")).value_or(kNotYetKnown);
  }

  std::vector<Leaf> leaves_of_items() {
    std::vector<Leaf> leaves;
    for (const Value item : transaction_.get("items").children()) {
      const std::string_view sku = batches_.name_in(context(item, "sku"));
      std::vector<Leaf> of_item = leaves_under(item, {}, sku);
      if (of_item.empty() && is_money(item.get("totalAmount"))) {
        const auto amount = batches_.money(item.get("totalAmount"));
        if (amount) of_item.push_back({item, {}, *amount, sku});
      }
      leaves.insert(leaves.end(), of_item.begin(), of_item.end());
    }
    return leaves;
  }

  std::vector<Leaf> leaves_under(Value holder, const std::vector<std::string_view>& around,
                                 std::string_view sku) {
    std::vector<Leaf> leaves;
    for (const Value one : breakdowns_of(holder)) {
      const auto amount = batches_.money(one.get("breakdownAmount"));
      if (!amount) continue;
      std::vector<std::string_view> names = around;
      names.push_back(one.get("breakdownType").text());
      const std::vector<Leaf> inner = leaves_under(one, names, sku);
      if (sum_of(inner) == amount) {
        leaves.insert(leaves.end(), inner.begin(), inner.end());
      } else {
        leaves.push_back({one, std::move(names), *amount, sku});
      }
    }
    return leaves;
  }

  // The innermost name that a table knows says what it is: "Commission" of "Expenses", "Amazon
  // Fees", "Commission", "Base".
  RowType type_of(const Leaf& leaf) const {
    for (auto name = leaf.names.rbegin(); name != leaf.names.rend(); ++name) {
      RowType type = settlement_row_type(row_.transaction, "Breakdown", *name);
      if (type.known) return type;
    }
    if (leaf.names.empty()) return type_of_all();
    return settlement_row_type(row_.transaction, row_.amount_type, leaf.names.back());
  }

  RowType type_of_all() const {
    const std::string_view said = transaction_.get("description").text();
    RowType type = settlement_row_type(row_.transaction, row_.amount_type,
                                       row_.words.empty() ? said : row_.words);
    if (!type.known) {
      RowType by_type = settlement_row_type(row_.transaction, row_.amount_type, row_.type);
      if (by_type.known) return by_type;
    }
    return type;
  }

  void add(RowType type, Money amount, std::string_view sku) {
    type.known = type.known && known_;
    std::string_view settlement = batches_.name_in(related(transaction_, "SETTLEMENT_ID"));
    if (settlement.empty()) {
      settlement = batches_.name_in(related(transaction_, "FINANCIAL_EVENT_GROUP_ID"));
    }
    batches_.add({.id = id_ + "/" + std::to_string(++entries_),
                  .at = at_,
                  .available_at = available_at_,
                  .type = std::move(type),
                  .amount = amount,
                  .order = batches_.name_in(related(transaction_, "ORDER_ID")),
                  .sku = sku,
                  .settlement = settlement});
  }

  static constexpr std::size_t kLongestId = 180;

  SpApiBatches& batches_;
  Value transaction_;
  const std::set<std::string>& released_;
  Transaction row_;
  std::string id_;
  Instant at_;
  std::optional<Instant> available_at_;
  bool known_ = true;
  std::size_t entries_ = 0;
};

// A type of balance and where it is kept.
struct BalanceType {
  std::string_view name;
  std::optional<std::int64_t> ReportedBalances::* minor;
};

constexpr std::array kBalanceTypes = {
    BalanceType{"AVAILABLE", &ReportedBalances::available_minor},
    BalanceType{"DEFERRED", &ReportedBalances::deferred_minor},
    BalanceType{"ACCOUNT_LEVEL_RESERVE", &ReportedBalances::account_reserve_minor},
    BalanceType{"RESERVED", &ReportedBalances::reserved_minor},
    BalanceType{"TOTAL", &ReportedBalances::total_minor},
};

void read_balance(Value balance, SpApiBatches& batches) {
  const auto amount = batches.money(balance.get("amount"));
  if (!amount) return;
  ReportedBalances& reported = batches.reported(amount->currency);
  for (const std::string_view date : {"lastUpdatedTime", "asOfDate"}) {
    if (const auto at = batches.instant(balance.get(date))) reported.as_of = at;
  }
  const std::string_view type = balance.get("balanceType").text();
  const auto row = std::ranges::find(kBalanceTypes, type, &BalanceType::name);
  if (row == kBalanceTypes.end()) {
    batches.refuse(balance, Error::invalid_field, quote(type) + " is not a type of balance");
    return;
  }
  std::optional<std::int64_t>& minor = reported.*row->minor;
  const Result<std::int64_t> sum = add_minor(minor.value_or(0), amount->minor);
  if (!sum) return batches.refuse(balance, sum.error());
  minor = *sum;
  for (const Value part : balance.get("balances").children()) read_balance(part, batches);
}

}  // namespace

void read_transactions(Value transactions, SpApiBatches& batches) {
  if (!transactions.is(JsonType::array)) {
    return batches.refuse(transactions, Error::invalid_field, "a list of transactions is expected");
  }
  const auto deferred_id = [](Value one) { return related(one, "DEFERRED_TRANSACTION_ID").text(); };
  std::set<std::string> released;
  for (const Value one : transactions.children()) {
    if (status_of(one) != "DEFERRED") released.emplace(deferred_id(one));
  }
  // Those that brought the money come first, as they say when it was.
  for (const bool releasing : {false, true}) {
    for (const Value one : transactions.children()) {
      if (deferred_id(one).empty() == releasing) continue;
      TransactionReader(batches, one, released).read();
    }
  }
}

void read_balances(Value balances, SpApiBatches& batches) {
  if (!balances.is(JsonType::array)) {
    return batches.refuse(balances, Error::invalid_field, "a list of balances is expected");
  }
  for (const Value balance : balances.children()) read_balance(balance, batches);
}

}  // namespace repay
