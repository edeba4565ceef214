#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

/// The events of SP-API finances v0: which of their amounts are money that moves, and what these
/// are, in the words of settlement_types.h. After the published model of the interface.
namespace repay::sp_api_events {

/// How an amount's sign is to be read.
enum class Direction : std::uint8_t {
  as_given,
  out,  ///< leaves the seller, whatever the sign: the model calls it "deducted", "disbursed"
  in,   ///< comes to the seller
  against_tax,  ///< withheld of the TaxAmount beside it: the other way than that
  nothing,      ///< moved no money: a line of zero
};

/// Amounts of an event.
struct Part {
  /// Keys from the event to the amount, or to what holds it; "*" is every element of an array.
  std::string_view path;
  std::string_view type;         ///< the key beside the amount that says what it is, if any
  std::string_view amount;       ///< the key of the amount itself; empty: `path` leads to it
  std::string_view amount_type;  ///< as in a settlement file
  std::string_view words;        ///< what it is where no key says it; empty: the event's own type
  Direction direction = Direction::as_given;
};

struct EventList {
  std::string_view name;
  std::string_view transaction;  ///< the transaction-type of a settlement file
  std::string_view date;
  std::string_view order;
  std::string_view type;   ///< the event's key that says what it is, if any
  std::string_view total;  ///< what its parts come to, if it says so
  std::span<const Part> parts;
};

constexpr Part charges(std::string_view path) {
  return {path, "ChargeType", "ChargeAmount", "ItemPrice", {}};
}
constexpr Part fees(std::string_view path) {
  return {path, "FeeType", "FeeAmount", "ItemFees", {}};
}
constexpr Part withheld(std::string_view path) {
  return {path, "ChargeType", "ChargeAmount", "ItemWithheldTax", {}};
}
constexpr Part promotions(std::string_view path) {
  return {path, "PromotionType", "PromotionAmount", "Promotion", {}};
}

constexpr std::array kShipment = {
    charges("OrderChargeList/*"),
    charges("OrderChargeAdjustmentList/*"),
    fees("ShipmentFeeList/*"),
    fees("ShipmentFeeAdjustmentList/*"),
    fees("OrderFeeList/*"),
    fees("OrderFeeAdjustmentList/*"),
    Part{"DirectPaymentList/*", "DirectPaymentType", "DirectPaymentAmount", "Direct Payment", {}},
    charges("ShipmentItemList/*/ItemChargeList/*"),
    charges("ShipmentItemList/*/ItemChargeAdjustmentList/*"),
    fees("ShipmentItemList/*/ItemFeeList/*"),
    fees("ShipmentItemList/*/ItemFeeAdjustmentList/*"),
    withheld("ShipmentItemList/*/ItemTaxWithheldList/*/TaxesWithheld/*"),
    promotions("ShipmentItemList/*/PromotionList/*"),
    promotions("ShipmentItemList/*/PromotionAdjustmentList/*"),
    Part{"ShipmentItemList/*/CostOfPointsGranted", {}, {}, "ItemFees", "Cost of Points Granted"},
    Part{"ShipmentItemList/*/CostOfPointsReturned", {}, {}, "ItemFees", "Cost of Points Returned"},
    charges("ShipmentItemAdjustmentList/*/ItemChargeList/*"),
    charges("ShipmentItemAdjustmentList/*/ItemChargeAdjustmentList/*"),
    fees("ShipmentItemAdjustmentList/*/ItemFeeList/*"),
    fees("ShipmentItemAdjustmentList/*/ItemFeeAdjustmentList/*"),
    withheld("ShipmentItemAdjustmentList/*/ItemTaxWithheldList/*/TaxesWithheld/*"),
    promotions("ShipmentItemAdjustmentList/*/PromotionList/*"),
    promotions("ShipmentItemAdjustmentList/*/PromotionAdjustmentList/*"),
    Part{"ShipmentItemAdjustmentList/*/CostOfPointsGranted",
         {},
         {},
         "ItemFees",
         "Cost of Points Granted"},
    Part{"ShipmentItemAdjustmentList/*/CostOfPointsReturned",
         {},
         {},
         "ItemFees",
         "Cost of Points Returned"},
};
constexpr std::array kEbtRefund = {Part{"Amount", {}, {}, "EBT Refund Reimbursement", {}}};
constexpr std::array kPayWithAmazon = {charges("Charge"), fees("FeeList/*")};
constexpr std::array kProviderCredit = {
    Part{"TransactionAmount", {}, {}, "Solution Provider Credit", {}}};
constexpr std::array kRetrocharge = {
    Part{"BaseTax", {}, {}, "ItemPrice", "Product Tax"},
    Part{"ShippingTax", {}, {}, "ItemPrice", "Shipping Tax"},
    withheld("RetrochargeTaxWithheldList/*/TaxesWithheld/*"),
};
constexpr std::array kRental = {
    charges("RentalChargeList/*"),
    fees("RentalFeeList/*"),
    withheld("RentalTaxWithheldList/*/TaxesWithheld/*"),
    Part{"RentalReimbursement", {}, {}, "Rental Reimbursement", {}},
};
constexpr std::array kProductAds = {
    Part{"baseValue", {}, {}, "Cost of Advertising", {}},
    Part{"taxValue", {}, {}, "Cost of Advertising", "Tax"},
};
constexpr std::array kFees = {fees("FeeList/*")};
constexpr std::array kSellerDeal = {
    Part{"feeAmount", {}, {}, "Lightning Deal Fee", {}},
    Part{"taxAmount", {}, {}, "Lightning Deal Fee", "Tax"},
};
constexpr std::array kDebtPayment = {
    Part{"RecoveryAmount", {}, {}, {}, "Successful Charge", Direction::in},
    Part{"OverPaymentCredit", {}, {}, {}, "Overpayment Credit"},
};
constexpr std::array kDebtPaymentFailure = {
    Part{"RecoveryAmount", {}, {}, {}, "Unsuccessful Charge", Direction::nothing},
    Part{"OverPaymentCredit", {}, {}, {}, "Overpayment Credit"},
};
constexpr std::array kDebtAdjustment = {
    Part{"RecoveryAmount", {}, {}, "Debt Adjustment", {}},
    Part{"OverPaymentCredit", {}, {}, {}, "Overpayment Credit"},
};
constexpr std::array kLoan = {Part{"LoanAmount", {}, {}, "Loan Servicing", {}}};
constexpr std::array kAdjustment = {Part{"AdjustmentAmount", {}, {}, "Adjustment", {}}};
constexpr std::array kSafet = {Part{"ReimbursedAmount", {}, {}, "SAFE-T Reimbursement", {}}};
constexpr std::array kEnrollment = {
    Part{"FeeComponent", "FeeType", "FeeAmount", "Review Enrollment Fee", {}},
    Part{"ChargeComponent", "ChargeType", "ChargeAmount", "Review Enrollment Fee", {}},
};
constexpr std::array kCoupon = {
    Part{"FeeComponent", "FeeType", "FeeAmount", "Coupon Redemption Fee", {}},
    Part{"ChargeComponent", "ChargeType", "ChargeAmount", "Coupon Redemption Fee", {}},
};
constexpr std::array kLiquidation = {
    Part{"LiquidationProceedsAmount", {}, {}, "ItemPrice", "Principal"},
    Part{"LiquidationFeeAmount", {}, {}, "ItemFees", "Liquidations Brokerage Fee"},
};
constexpr std::array kCommingling = {
    Part{"TaxExclusiveAmount", {}, {}, "Commingling VAT", {}},
    Part{"TaxAmount", {}, {}, "Commingling VAT", "Tax"},
};
constexpr std::array kAffordability = {
    Part{"BaseExpense", {}, {}, "Affordability Expense", {}},
    Part{"TaxTypeCGST", {}, {}, "Affordability Expense", "CGST"},
    Part{"TaxTypeSGST", {}, {}, "Affordability Expense", "SGST"},
    Part{"TaxTypeIGST", {}, {}, "Affordability Expense", "IGST"},
};
constexpr std::array kRemoval = {
    Part{"RemovalShipmentItemList/*/Revenue", {}, {}, "ItemPrice", "Principal"},
    Part{"RemovalShipmentItemList/*/FeeAmount", {}, {}, "ItemFees", "Liquidations Brokerage Fee"},
    Part{"RemovalShipmentItemList/*/TaxAmount", {}, {}, "ItemPrice", "Tax"},
    Part{"RemovalShipmentItemList/*/TaxWithheld",
         {},
         {},
         "ItemWithheldTax",
         "Marketplace Facilitator Tax - Principal",
         Direction::against_tax},
};
constexpr std::array kRemovalAdjustment = {
    Part{"RemovalShipmentItemAdjustmentList/*/RevenueAdjustment", {}, {}, "ItemPrice", "Principal"},
    Part{"RemovalShipmentItemAdjustmentList/*/TaxAmountAdjustment", {}, {}, "ItemPrice", "Tax"},
    Part{"RemovalShipmentItemAdjustmentList/*/TaxWithheldAdjustment",
         {},
         {},
         "ItemWithheldTax",
         "Marketplace Facilitator Tax - Principal",
         Direction::against_tax},
};
constexpr std::array kTdsReimbursement = {
    Part{"ReimbursedAmount", {}, {}, "TDS Reimbursement", {}, Direction::in}};
constexpr std::array kAdhocDisbursement = {
    Part{"TransactionAmount", {}, {}, "Adhoc Disbursement", {}, Direction::out}};
constexpr std::array kFailedAdhocDisbursement = {
    Part{"TransferAmount", {}, {}, "Failed Adhoc Disbursement", {}, Direction::in}};
constexpr std::array kTaxWithholding = {
    Part{"WithheldAmount", {}, {}, "Tax Withholding", "Tax Withheld", Direction::out}};
constexpr std::array kChargeRefund = {
    Part{"ChargeRefundTransactions/*", "ChargeType", "ChargeAmount", "Charge Refund", {}}};
constexpr std::array kValueAdded = {
    Part{"TransactionAmount", {}, {}, "Value Added Service Charge", {}}};
constexpr std::array kCapacity = {
    Part{"TransactionAmount", {}, {}, "Capacity Reservation Billing", {}}};

using Parts = std::span<const Part>;

constexpr std::array kEventLists = {
    EventList{"ShipmentEventList", "Order", "PostedDate", "AmazonOrderId", {}, {}, kShipment},
    EventList{"ShipmentSettleEventList", "Order", "PostedDate", "AmazonOrderId", {}, {}, kShipment},
    EventList{"RefundEventList", "Refund", "PostedDate", "AmazonOrderId", {}, {}, kShipment},
    EventList{"GuaranteeClaimEventList",
              "A-to-z Guarantee Claim",
              "PostedDate",
              "AmazonOrderId",
              {},
              {},
              kShipment},
    EventList{
        "ChargebackEventList", "Chargeback", "PostedDate", "AmazonOrderId", {}, {}, kShipment},
    EventList{"EBTRefundReimbursementOnlyEventList",
              "EBT Refund Reimbursement",
              "PostedDate",
              "OrderId",
              {},
              {},
              kEbtRefund},
    EventList{"PayWithAmazonEventList",
              "Order",
              "TransactionPostedDate",
              "SellerOrderId",
              {},
              {},
              kPayWithAmazon},
    EventList{"ServiceProviderCreditEventList",
              "Solution Provider Credit",
              "TransactionCreationDate",
              "SellerOrderId",
              "ProviderTransactionType",
              {},
              kProviderCredit},
    EventList{"RetrochargeEventList",
              "Order Retrocharge",
              "PostedDate",
              "AmazonOrderId",
              "RetrochargeEventType",
              {},
              kRetrocharge},
    EventList{"RentalTransactionEventList",
              "Order",
              "PostedDate",
              "AmazonOrderId",
              "RentalEventType",
              {},
              kRental},
    EventList{"ProductAdsPaymentEventList",
              "ServiceFee",
              "postedDate",
              {},
              "transactionType",
              "transactionValue",
              kProductAds},
    EventList{"ServiceFeeEventList", "ServiceFee", {}, "AmazonOrderId", {}, {}, kFees},
    EventList{"SellerDealPaymentEventList",
              "ServiceFee",
              "postedDate",
              {},
              "feeType",
              "totalAmount",
              kSellerDeal},
    EventList{"DebtRecoveryEventList", "Debt Recovery", {}, {}, "DebtRecoveryType", {}, Parts{}},
    EventList{
        "LoanServicingEventList", "Loan Servicing", {}, {}, "SourceBusinessEventType", {}, kLoan},
    EventList{
        "AdjustmentEventList", "Adjustment", "PostedDate", {}, "AdjustmentType", {}, kAdjustment},
    EventList{
        "SAFETReimbursementEventList", "SAFE-T Reimbursement", "PostedDate", {}, {}, {}, kSafet},
    EventList{"SellerReviewEnrollmentPaymentEventList",
              "Review Enrollment Fee",
              "PostedDate",
              {},
              {},
              "TotalAmount",
              kEnrollment},
    EventList{"FBALiquidationEventList",
              "Liquidations",
              "PostedDate",
              "OriginalRemovalOrderId",
              {},
              {},
              kLiquidation},
    EventList{"CouponPaymentEventList",
              "Coupon Redemption Fee",
              "PostedDate",
              {},
              {},
              "TotalAmount",
              kCoupon},
    EventList{"ImagingServicesFeeEventList", "ServiceFee", "PostedDate", {}, {}, {}, kFees},
    EventList{"NetworkComminglingTransactionEventList",
              "Commingling",
              "PostedDate",
              {},
              "TransactionType",
              {},
              kCommingling},
    EventList{"AffordabilityExpenseEventList", "Affordability Expense", "PostedDate",
              "AmazonOrderId", "TransactionType", "TotalExpense", kAffordability},
    EventList{"AffordabilityExpenseReversalEventList", "Affordability Expense", "PostedDate",
              "AmazonOrderId", "TransactionType", "TotalExpense", kAffordability},
    EventList{
        "RemovalShipmentEventList", "Liquidations", "PostedDate", "OrderId", {}, {}, kRemoval},
    EventList{"RemovalShipmentAdjustmentEventList",
              "Liquidations Adjustments",
              "PostedDate",
              "OrderId",
              {},
              {},
              kRemovalAdjustment},
    EventList{"TrialShipmentEventList", "ServiceFee", "PostedDate", "AmazonOrderId", {}, {}, kFees},
    EventList{"TDSReimbursementEventList",
              "TDS Reimbursement",
              "PostedDate",
              {},
              {},
              {},
              kTdsReimbursement},
    EventList{"AdhocDisbursementEventList",
              "Adhoc Disbursement",
              "PostedDate",
              {},
              "TransactionType",
              {},
              kAdhocDisbursement},
    EventList{
        "TaxWithholdingEventList", "Tax Withholding", "PostedDate", {}, {}, {}, kTaxWithholding},
    EventList{"ChargeRefundEventList",
              "Charge Refund",
              "PostedDate",
              {},
              "ReasonCode",
              {},
              kChargeRefund},
    EventList{"FailedAdhocDisbursementEventList",
              "Failed Adhoc Disbursement",
              "PostedDate",
              {},
              "FundsTransfersType",
              {},
              kFailedAdhocDisbursement},
    EventList{"ValueAddedServiceChargeEventList",
              "Value Added Service Charge",
              "PostedDate",
              {},
              "TransactionType",
              {},
              kValueAdded},
    EventList{"CapacityReservationBillingEventList",
              "Capacity Reservation Billing",
              "PostedDate",
              {},
              "TransactionType",
              {},
              kCapacity},
};

/// Events of a list that are another transaction, or have other parts, by their type; a * at the
/// end is whatever begins so.
struct Variant {
  std::string_view list;
  std::string_view type;
  std::string_view transaction;
  Parts parts;  ///< empty: those of the list
};

constexpr std::array kVariants = {
    Variant{"RetrochargeEventList", "RetrochargeReversal", "Refund Retrocharge", {}},
    Variant{"RentalTransactionEventList", "RentalCustomerRefund*", "Refund", {}},
    Variant{"DebtRecoveryEventList", "DebtPayment", "Debt Recovery", kDebtPayment},
    Variant{"DebtRecoveryEventList", "DebtPaymentFailure", "Debt Recovery", kDebtPaymentFailure},
    Variant{"DebtRecoveryEventList", "DebtAdjustment", "Debt Recovery", kDebtAdjustment},
};

/// Amounts that tell something but move no money: detail of an amount beside them, or what a
/// percentage was taken of.
struct Told {
  std::string_view list;
  std::string_view path;
};

inline constexpr std::array kTold = {
    Told{"AdjustmentEventList", "AdjustmentItemList/*/PerUnitAmount"},
    Told{"AdjustmentEventList", "AdjustmentItemList/*/TotalAmount"},
    Told{"SAFETReimbursementEventList",
         "SAFETReimbursementItemList/*/itemChargeList/*/ChargeAmount"},
    Told{"RentalTransactionEventList", "RentalInitialValue"},
    Told{"TaxWithholdingEventList", "BaseAmount"},
    Told{"DebtRecoveryEventList", "DebtRecoveryItemList/*/RecoveryAmount"},
    Told{"DebtRecoveryEventList", "DebtRecoveryItemList/*/OriginalAmount"},
    Told{"DebtRecoveryEventList", "ChargeInstrumentList/*/Amount"},
};

}  // namespace repay::sp_api_events
