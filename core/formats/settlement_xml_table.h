#pragma once

#include <array>
#include <string_view>

/// What the elements of settlement XML are in the words of flat files, which settlement_types.h
/// knows. From Amazon's SettlementReport.xsd, as its readers have it (settlement_xml.md names
/// them).
namespace repay::settlement_xml_table {

/// An element of a SettlementReport, and the transaction-type that V2 has for it.
struct Transaction {
  std::string_view element;
  std::string_view transaction_type;  ///< empty: its own TransactionType says it
  std::string_view amount_type;       ///< of what says nothing else
};

// Any other element is about the account and says itself what it is.
constexpr std::array kTransactions = {
    Transaction{"Order", "Order", ""},
    Transaction{"Refund", "Refund", ""},
    Transaction{"Adjustment", "Refund", ""},  // of older reports
    Transaction{"Chargeback", "Chargeback Refund", ""},
    Transaction{"GuaranteeClaim", "A-to-z Guarantee Refund", ""},
    Transaction{"Retrocharge", "Order Retrocharge", ""},
    Transaction{"RetrochargeReversal", "Refund Retrocharge", ""},
    Transaction{"Liquidations", "Liquidations", ""},
    Transaction{"LiquidationsAdjustments", "Liquidations Adjustments", ""},
    Transaction{"AdvertisingTransactionDetails", "ServiceFee", "Cost of Advertising"},
    Transaction{"SellerDealPayment", "", "Deal Participation Fee"},
    Transaction{"SellerCouponPayment", "", "Coupon Redemption Fee"},
    Transaction{"TaxWithholding", "", "Tax Withholding"},
    Transaction{"OtherTransaction", "", ""},
};

/// An element around amounts, and the amount-type that V2 has for them.
struct Container {
  std::string_view element;
  std::string_view amount_type;
  std::string_view description;  ///< where no Type says it
};

// The outermost one counts.
constexpr std::array kContainers = {
    Container{"ItemPrice", "ItemPrice", ""},
    Container{"ItemPriceAdjustments", "ItemPrice", ""},
    Container{"Component", "ItemPrice", ""},
    Container{"ItemFees", "ItemFees", ""},
    Container{"ItemFeeAdjustments", "ItemFees", ""},
    Container{"Fee", "ItemFees", ""},
    Container{"Promotion", "Promotion", "Promotion"},
    Container{"PromotionAdjustment", "Promotion", "Promotion"},
    Container{"ShipmentFees", "ShipmentFees", ""},
    Container{"ShipmentFeeAdjustments", "ShipmentFees", ""},
    Container{"OrderFee", "OrderFees", ""},
    Container{"OrderFees", "OrderFees", ""},
    Container{"OrderFeeAdjustment", "OrderFees", ""},
    Container{"OrderFeeAdjustments", "OrderFees", ""},
    Container{"DirectPayment", "DirectPayment", ""},
    Container{"ItemTaxWithheld", "ItemWithheldTax", ""},
    Container{"BaseTax", "ItemPrice", "Tax"},  // of a retrocharge, and the next two
    Container{"ShippingTax", "ItemPrice", "ShippingTax"},
    Container{"Charge", "ItemWithheldTax", "Charge"},
};

// Amounts beside prices that V2 has under ItemWithheldTax.
constexpr std::array<std::string_view, 2> kWithheld = {"MarketplaceFacilitator", "LowValueGoods"};

}  // namespace repay::settlement_xml_table
