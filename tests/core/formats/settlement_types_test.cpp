#include "core/formats/settlement_types.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/core/support/refused.h"

namespace repay {
namespace {

/// A type of the real files (or of the lists of such types), with the sign it has there.
struct Seen {
  const char* transaction;
  const char* amount_type;
  const char* description;
  int sign;
  Kind kind;
  Group group;
  const char* words;
};

// Every value in the real files: V1 as the reader puts its columns, then V2.
constexpr Seen kSeen[] = {
    {"Order", "", "", 0, Kind::sale, Group::sales_product, "Order"},
    {"Order", "ItemPrice", "Principal", 1, Kind::sale, Group::sales_product, "Principal"},
    {"Order", "ItemPrice", "Principal", 0, Kind::sale, Group::sales_product, "Principal"},
    {"Order", "ItemPrice", "Shipping", 1, Kind::sale, Group::sales_shipping, "Shipping"},
    {"Order", "ItemPrice", "Tax", 1, Kind::sale, Group::sales_tax, "Tax"},
    {"Order", "ItemPrice", "ShippingTax", 1, Kind::sale, Group::sales_tax, "Shipping Tax"},
    {"Order", "ItemFees", "Commission", -1, Kind::fee, Group::marketplace_fees, "Commission"},
    {"Order", "ItemFees", "DigitalServicesFee", -1, Kind::fee, Group::marketplace_fees,
     "Digital Services Fee"},
    {"Order", "ItemFees", "FBAPerUnitFulfillmentFee", -1, Kind::fee, Group::fulfilment_fees,
     "FBA Per Unit Fulfillment Fee"},
    {"Order", "ItemFees", "ShippingChargeback", -1, Kind::fee, Group::fulfilment_fees,
     "Shipping Chargeback"},
    {"Order", "ShipmentFees", "FBA transportation fee", -1, Kind::fee, Group::fulfilment_fees,
     "FBA Transportation Fee"},
    {"Order", "Promotion", "Shipping", -1, Kind::promotion, Group::sales_promotions,
     "Shipping Promotion"},
    {"Order", "Promotion", "TaxDiscount", -1, Kind::promotion, Group::sales_promotions,
     "Tax Discount Promotion"},
    {"Order", "ItemWithheldTax", "MarketplaceFacilitatorVAT-Principal", -1, Kind::tax_withheld,
     Group::sales_tax, "Marketplace Facilitator VAT - Principal"},
    {"Order", "ItemWithheldTax", "MarketplaceFacilitatorVAT-Shipping", 0, Kind::tax_withheld,
     Group::sales_tax, "Marketplace Facilitator VAT - Shipping"},
    {"Refund", "ItemPrice", "Principal", -1, Kind::refund, Group::refunds, "Refund: Principal"},
    {"Refund", "ItemPrice", "Shipping", -1, Kind::refund, Group::refunds, "Refund: Shipping"},
    {"Refund", "ItemPrice", "Tax", -1, Kind::refund, Group::refunds, "Refund: Tax"},
    {"Refund", "ItemFees", "Commission", 1, Kind::fee_refund, Group::refunds, "Refund: Commission"},
    {"Refund", "ItemFees", "DigitalServicesFee", 1, Kind::fee_refund, Group::refunds,
     "Refund: Digital Services Fee"},
    {"Refund", "ItemFees", "RefundCommission", -1, Kind::fee, Group::refunds, "Refund Commission"},
    {"Refund", "Promotion", "Shipping", 1, Kind::adjustment, Group::refunds,
     "Refund: Shipping Promotion"},
    {"Refund", "ItemWithheldTax", "MarketplaceFacilitatorVAT-Principal", 1, Kind::adjustment,
     Group::refunds, "Refund: Marketplace Facilitator VAT - Principal"},
    {"ServiceFee", "ItemFees", "Cost of Advertising", -1, Kind::advertising, Group::advertising,
     "Cost of Advertising"},
    {"Inbound Transportation Fee", "other-transaction", "Inbound Transportation Fee", -1, Kind::fee,
     Group::fulfilment_fees, "Inbound Transportation Fee"},
    {"Storage Fee", "other-transaction", "Storage Fee", -1, Kind::fee, Group::fulfilment_fees,
     "Storage Fee"},
    {"Subscription Fee", "other-transaction", "Subscription Fee", -1, Kind::subscription,
     Group::marketplace_fees, "Subscription Fee"},
    {"Micro Deposit", "other-transaction", "Micro Deposit", -1, Kind::micro_deposit,
     Group::expenses_other, "Micro Deposit"},
    {"Payable to Amazon", "other-transaction", "Payable to Amazon", -1, Kind::carried_balance,
     Group::beginning_balance, "Payable to Amazon"},
    {"Successful charge", "other-transaction", "Successful charge", 1, Kind::card_charge,
     Group::payments, "Successful Charge"},
    {"REVERSAL_REIMBURSEMENT", "other-transaction", "REVERSAL_REIMBURSEMENT", 1,
     Kind::reimbursement, Group::sales_other, "Reversal Reimbursement"},
    {"WAREHOUSE_DAMAGE", "other-transaction", "WAREHOUSE_DAMAGE", 1, Kind::reimbursement,
     Group::sales_other, "Warehouse Damage"},
    {"other-transaction", "FBA Inventory Reimbursement", "REVERSAL_REIMBURSEMENT", 1,
     Kind::reimbursement, Group::sales_other, "Reversal Reimbursement"},
    {"other-transaction", "other-transaction", "Current Reserve Amount", -1, Kind::reserve,
     Group::reserves, "Current Reserve Amount"},
    {"other-transaction", "other-transaction", "Previous Reserve Amount Balance", 1, Kind::reserve,
     Group::reserves, "Previous Reserve Amount Balance"},
    {"other-transaction", "other-transaction", "RemovalComplete", -1, Kind::fee,
     Group::fulfilment_fees, "Removal Complete"},
};

// From public lists of these reports' values.
constexpr Seen kListed[] = {
    {"ServiceFee", "Cost of Advertising", "TransactionTotalAmount", -1, Kind::advertising,
     Group::advertising, "Cost of Advertising"},
    {"A-to-z Guarantee Refund", "ItemPrice", "Principal", -1, Kind::chargeback, Group::refunds,
     "A-to-z Guarantee Refund: Principal"},
    {"Chargeback Refund", "ItemFees", "Commission", 1, Kind::fee_refund, Group::refunds,
     "Chargeback Refund: Commission"},
    {"Lightning Deal Fee", "LightningDealFee", "Lightning Deal Fee", -1, Kind::fee,
     Group::marketplace_fees, "Lightning Deal Fee"},
    {"CouponRedemptionFee", "CouponRedemptionFee", "Save 10% on salt", -1, Kind::fee,
     Group::marketplace_fees, "Coupon Redemption Fee: Save 10% on salt"},
    {"Vine Enrollment Fee", "Vine Enrollment Fee", "B000", -1, Kind::fee, Group::marketplace_fees,
     "Vine Enrollment Fee: B000"},
    {"FBAFees", "FBA Inventory Storage Fee", "Base fee", -1, Kind::fee, Group::fulfilment_fees,
     "FBA Inventory Storage Fee: Base fee"},
    {"", "FBA Amazon-Partnered Carrier Shipment Fee", "Discount on Fee", 1, Kind::fee_refund,
     Group::fulfilment_fees, "FBA Amazon-Partnered Carrier Shipment Fee: Discount on Fee"},
    {"other-transaction", "FBA Inventory Reimbursement", "FREE_REPLACEMENT_REFUND_ITEMS", 1,
     Kind::reimbursement, Group::sales_other, "Free Replacement Refund Items"},
    {"other-transaction", "FBA Inventory Reimbursement", "COMPENSATED_CLAWBACK", -1,
     Kind::adjustment, Group::expenses_other, "Compensated Clawback"},
    {"other-transaction", "other-transaction", "SAFE-T Reimbursement", 1, Kind::reimbursement,
     Group::sales_other, "SAFE-T Reimbursement"},
    {"Transfers", "Micro Deposit", "Micro Deposit", -1, Kind::micro_deposit, Group::expenses_other,
     "Micro Deposit"},
    {"other-transaction", "other-transaction",
     "Transfer of funds unsuccessful: the bank refused it.", 1, Kind::disbursement_returned,
     Group::disbursements, "Transfer of funds unsuccessful: the bank refused it."},
    {"other-transaction", "other-transaction", "Unsuccessful charge", 0, Kind::failed_charge,
     Group::failed_charges, "Unsuccessful Charge"},
    {"other-transaction", "other-transaction", "Cross-Account Debt Adjustment against DE", -1,
     Kind::cross_account, Group::expenses_other, "Cross-Account Debt Adjustment against DE"},
    {"Liquidations", "ItemPrice", "Principal", 1, Kind::sale, Group::sales_other, "Principal"},
    {"Order", "ItemWithheldTax", "TDS (Section 194-O)", -1, Kind::tax_withheld, Group::sales_tax,
     "TDS (Section 194-O)"},
};

void check_seen(const Seen& seen) {
  CAPTURE(seen.transaction);
  CAPTURE(seen.amount_type);
  CAPTURE(seen.description);
  const RowType type = settlement_row_type(seen.transaction, seen.amount_type, seen.description);
  const std::size_t sign = sign_index(seen.sign);
  CHECK(type.known);
  CHECK(name(type.kind[sign]) == name(seen.kind));
  CHECK(name(type.group[sign]) == name(seen.group));
  CHECK(type.description == seen.words);
}

}  // namespace

TEST_CASE("every row type of the real files is what it is to a seller") {
  for (const Seen& seen : kSeen) check_seen(seen);
}

TEST_CASE("row types of the public lists are known") {
  for (const Seen& seen : kListed) check_seen(seen);
}

TEST_CASE("no type contradicts the sign of its amount, whatever that is") {
  const auto check_signs = [](const RowType& type) {
    for (const std::int64_t amount : {-1, 0, 1}) {
      CHECK(check_sign(type.kind[sign_index(amount)], amount).has_value());
    }
  };
  for (const Seen& seen : kSeen) {
    for (const char* transaction : {seen.transaction, "Order", "Refund", "Chargeback", "", "New"}) {
      check_signs(settlement_row_type(transaction, seen.amount_type, seen.description));
    }
  }
  for (const Seen& seen : kListed) {
    check_signs(settlement_row_type(seen.transaction, seen.amount_type, seen.description));
  }
}

TEST_CASE("what the table does not know is an adjustment under Other, in its own words") {
  const RowType type = settlement_row_type("Fresh Fee", "other-transaction", "Fresh Fee");
  CHECK_FALSE(type.known);
  for (const Kind kind : type.kind) CHECK(kind == Kind::adjustment);
  CHECK(type.group[sign_index(-1)] == Group::expenses_other);
  CHECK(type.group[sign_index(1)] == Group::sales_other);
  CHECK(type.description == "Fresh Fee");

  CHECK_FALSE(settlement_row_type("Order", "ItemFees", "FreshFee").known);
  CHECK_FALSE(settlement_row_type("Fresh", "ItemPrice", "Principal").known);  // whose price?
  CHECK_FALSE(settlement_row_type("", "", "").known);
  CHECK(settlement_row_type("Fresh", "", "").description == "Fresh");
  CHECK(settlement_row_type("Refund", "ItemPrice", "Fresh").description == "Refund: Fresh");
}

TEST_CASE("letter case, blanks and punctuation of a type do not matter") {
  for (const char* text : {"PREVIOUS_RESERVE_AMOUNT_BALANCE", "previous reserve amount balance",
                           "PreviousReserveAmountBalance"}) {
    const RowType type = settlement_row_type("Other-Transaction", "other-transaction", text);
    CHECK(type.kind[0] == Kind::reserve);
    CHECK(type.description == "Previous Reserve Amount Balance");
  }
}

}  // namespace repay
