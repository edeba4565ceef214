#include "core/formats/transaction_types.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "core/formats/transaction_words.h"
#include "core/ledger/entry.h"

namespace repay {
namespace {

using namespace transaction_words;

// Holds each word to be written as words are compared.
void check_folded(std::string_view word) {
  CAPTURE(word);
  CHECK(folded_words(word) == word);
}

const Amount* amount(Column column) { return transaction_amount(column); }

std::string kind(std::string_view type, Column column, std::string_view description, int sign) {
  const RowType row = transaction_row_type(transaction_type(type), amount(column), description);
  const std::size_t i = sign_index(sign);
  return std::string(name(row.kind[i])) + " " + std::string(name(row.group[i])) +
         (row.known ? "" : " unknown");
}

TEST_CASE("the words of transaction CSVs are written folded, none twice") {
  std::set<std::string_view> headers;
  for (const Header& header : kHeaders) {
    check_folded(header.name);
    CAPTURE(header.name);
    CHECK(headers.insert(header.name).second);
    CHECK(transaction_column(header.name) == header.column);
  }
  std::set<std::string_view> types;
  for (const TypeName& type : kTypes) {
    check_folded(type.name);
    CAPTURE(type.name);
    CHECK(types.insert(type.name).second);
  }
  for (const Description& description : kDescriptions) check_folded(description.begins);
  for (const std::string_view status : kReleased) {
    check_folded(status);
    CHECK(transaction_status(status) == TransactionStatus::released);
  }
  for (const std::string_view status : kDeferred) {
    check_folded(status);
    CHECK(transaction_status(status) == TransactionStatus::deferred);
  }
  for (const std::string_view line : kCurrencyLines) {
    CHECK(currency_of_line(std::string(line) + "EUR, unless specified").has_value());
  }
  for (const CurrencyWord& word : kCurrencyWords) {
    check_folded(word.word);
    CHECK(Currency::from_code(word.code).has_value());
  }
  for (const CurrencyWord& marketplace : kMarketplaces) {
    check_folded(marketplace.word);
    REQUIRE(currency_of_marketplace(marketplace.word).has_value());
    CHECK(currency_of_marketplace(marketplace.word)->code() == marketplace.code);
  }
}

TEST_CASE("blanks between words count as one") {
  CHECK(folded_words("  Settlement \xc2\xa0   ID : ") == "settlement id");
}

TEST_CASE("every amount of every type is of a kind its sign may have, and known") {
  std::set<std::string_view> keys;
  for (const Amount& one : kAmounts) {
    CAPTURE(one.key);
    CHECK(keys.insert(one.key).second);
    for (const TypeName& type : kTypes) {
      CAPTURE(type.name);
      const RowType row = transaction_row_type(&type.type, &one, "");
      CHECK(row.known);
      for (const int sign : {-1, 0, 1}) {
        CHECK(check_sign(row.kind[sign_index(sign)], sign).has_value());
      }
    }
  }
  for (const Header& header : kHeaders) {
    const bool is_amount = header.column > Column::total;
    CHECK((transaction_amount(header.column) != nullptr) == is_amount);
  }
  for (const Description& one : kDescriptions) {
    CAPTURE(one.begins);
    CHECK(transaction_row_type(transaction_type("Service Fee"), amount(Column::other), one.begins)
              .known);
  }
}

TEST_CASE("of an order the column says what an amount is") {
  CHECK(kind("Order", Column::product_sales, "Subscription", 1) == "sale sales_product");
  CHECK(kind("Order", Column::shipping_credits, "", 1) == "sale sales_shipping");
  CHECK(kind("Order", Column::promotional_rebates, "", -1) == "promotion sales_promotions");
  CHECK(kind("Order", Column::low_value_goods, "", -1) == "tax_withheld sales_tax");
  CHECK(kind("Order", Column::tax_at_source, "", -1) == "tax_withheld sales_tax");
  CHECK(kind("Order", Column::points, "", -1) == "fee marketplace_fees");
  CHECK(kind("Order", Column::selling_fees, "", 1) == "fee_refund marketplace_fees");
  CHECK(kind("Remboursement", Column::product_sales, "", -1) == "refund refunds");
  CHECK(kind("返金", Column::selling_fees, "", 1) == "fee_refund refunds");
  CHECK(kind("Refund_Retrocharge", Column::product_sales_tax, "", -1) == "refund refunds");
  CHECK(kind("Liquidations", Column::product_sales, "", 1) == "sale sales_other");
  CHECK(kind("Chargeback Refund", Column::product_sales, "", -1) == "chargeback refunds");
}

TEST_CASE("of a row about the account its description says it, else its type") {
  const auto other = [](std::string_view type, std::string_view description, int sign) {
    return kind(type, Column::other, description, sign);
  };
  CHECK(other("Service Fee", "Cost of Advertising", -1) == "advertising advertising");
  CHECK(other("Servicegebühr", "Werbekosten", -1) == "advertising advertising");
  CHECK(other("注文外料金", "広告費用", -1) == "advertising advertising");
  CHECK(other("注文外料金", "月額登録料", -1) == "subscription marketplace_fees");
  CHECK(other("Service Fee", "Something new", -1) == "fee marketplace_fees");
  CHECK(other("FBA Inventory Fee", "FBA Long-Term Storage Fee", -1) == "fee fulfilment_fees");
  CHECK(other("FBA Inventory Fee - Reversal", "", 1) == "fee_refund fulfilment_fees");
  CHECK(other("Adjustment", "FBA Inventory Reimbursement - Customer Return", 1) ==
        "reimbursement sales_other");
  CHECK(other("Adjustment", "Non-subscription Fee Adjustment", 1) == "adjustment sales_other");
  CHECK(other("Adjustment", "", -1) == "adjustment expenses_other");
  CHECK(other("Shipping Services", "Label", -1) == "fee expenses_other");
  CHECK(other("Transferir", "A la cuenta", -1) == "disbursement disbursements");
  CHECK(other("Trasferimento", "", 1) == "disbursement_returned disbursements");
  CHECK(other("Saldo negativo", "", 1) == "card_charge payments");
  CHECK(other("Verbindlichkeit", "Kontoübergreifender Schuldenausgleich für IT", -1) ==
        "cross_account expenses_other");
  CHECK(other("Moon Levy", "Subscription", -1) == "adjustment expenses_other unknown");
}

}  // namespace
}  // namespace repay
