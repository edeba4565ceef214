#include "core/formats/sp_api_json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/json_amount.h"
#include "core/formats/sp_api_batches.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::currency;
using Batches = std::vector<EntryBatch>;

Placed<Batches> read(const std::string& text, std::vector<Refusal>* problems = nullptr) {
  const auto reader = make_file_reader({.store = "s", .size_hint = 0, .problems = problems});
  for (std::size_t at = 0; at < text.size(); at += 7) {
    if (const auto fed = reader->feed(text.substr(at, 7)); !fed)
      return std::unexpected(fed.error());
  }
  return reader->finish();
}

EntryBatch only(const std::string& text) {
  auto batches = read(text);
  if (!batches) FAIL(message(batches.error()) << " at " << batches.error().place.field);
  REQUIRE(batches->size() == 1);
  return std::move(batches->front());
}

// "fee -1.50 marketplace_fees Commission order sku", a line an entry.
std::string told(const EntryBatch& batch) {
  std::string text;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    text.append(name(batch.kind[i])).append(" ");
    text.append(std::to_string(batch.amount_minor[i])).append(" ");
    text.append(name(batch.group[i])).append(" ").append(batch.texts.get(batch.description[i]));
    for (const TextRef ref : {batch.order[i], batch.sku[i], batch.settlement_id[i]}) {
      if (ref != TextRef{}) text.append(" ").append(batch.texts.get(ref));
    }
    text.append((batch.flags[i] & kFlagUnknownType) != 0 ? " (flagged)\n" : "\n");
  }
  return text;
}

std::vector<std::string> ids_of(const EntryBatch& batch) {
  std::vector<std::string> ids;
  for (const TextRef id : batch.id) ids.emplace_back(batch.texts.get(id));
  return ids;
}

std::string usd(const std::string& amount) {
  return R"({"CurrencyCode": "USD", "CurrencyAmount": )" + amount + "}";
}

std::string small_usd(const std::string& amount) {
  return R"({"currencyCode": "USD", "currencyAmount": )" + amount + "}";
}

std::string events(const std::string& lists) {
  return R"({"payload": {"NextToken": "n", "FinancialEvents": {)" + lists + "}}}";
}

std::string transactions(const std::string& list) {
  return R"({"payload": {"nextToken": null, "transactions": [)" + list + "]}}";
}

const std::string kShipment = R"({"AmazonOrderId": "O1", "PostedDate": "2026-02-05T13:56:00Z",
  "ShipmentItemList": [{"SellerSKU": "K", "OrderItemId": "1", "QuantityShipped": 1,
    "ItemChargeList": [{"ChargeType": "Principal", "ChargeAmount": )" +
                              usd("100.10") + R"(},
      {"ChargeType": "Tax", "ChargeAmount": )" +
                              usd("8.0") + R"(}],
    "ItemFeeList": [{"FeeType": "Commission", "FeeAmount": )" +
                              usd("-15") + R"(}],
    "ItemTaxWithheldList": [{"TaxCollectionModel": "MarketplaceFacilitator", "TaxesWithheld":
      [{"ChargeType": "MarketplaceFacilitatorTax-Principal", "ChargeAmount": )" +
                              usd("-8.00") + R"(}]}],
    "PromotionList": [{"PromotionType": "PromotionMetaDataDefinitionValue", "PromotionId": "P",
      "PromotionAmount": )" + usd("-1e1") +
                              "}]}]}";

}  // namespace

TEST_CASE("an amount of JSON is read from its text, never through a double") {
  const auto minor = [](std::string_view text, std::string_view code) {
    const auto read = amount_from_json_number(text, currency(code));
    return read ? Result<std::int64_t>(read->minor) : Result<std::int64_t>(refuse(read.error()));
  };
  CHECK(minor("10.5", "USD") == 1050);
  CHECK(minor("-0.01", "USD") == -1);
  CHECK(minor("-0", "USD") == 0);
  CHECK(minor("1E2", "USD") == 10000);
  CHECK(minor("125e-2", "USD") == 125);
  CHECK(minor("10.5000", "USD") == 1050);
  CHECK(minor("1500.0", "JPY") == 1500);
  CHECK(minor("0.001", "KWD") == 1);
  CHECK(minor("92233720368547758.07", "USD") == INT64_MAX);
  CHECK(minor("-92233720368547758.08", "USD") == INT64_MIN);
  CHECK(minor("0e99999", "USD") == 0);
  for (const std::string_view text : {"92233720368547758.08", "1e17", "1e400", "1e2147483648"}) {
    CHECK(minor(text, "USD") == refuse(Error::overflow));
  }
  for (const std::string_view text : {"0.001", "1e-3", "10.505"}) {
    CHECK(minor(text, "USD") == refuse(Error::too_many_decimals));
  }
  for (const std::string_view text :
       {"", "-", "+1", ".5", "5.", "01", "1e", "1e+", "1e--1", "NaN"}) {
    CHECK(minor(text, "USD") == refuse(Error::invalid_amount));
  }
}

TEST_CASE("each charge, fee, tax and promotion of a shipment is an entry") {
  CHECK(told(only(events("\"ShipmentEventList\": [" + kShipment + "]"))) ==
        "sale 10010 sales_product Principal O1 K\n"
        "sale 800 sales_tax Tax O1 K\n"
        "fee -1500 marketplace_fees Commission O1 K\n"
        "tax_withheld -800 sales_tax Marketplace Facilitator Tax - Principal O1 K\n"
        "promotion -1000 sales_promotions PromotionMetaDataDefinitionValue Promotion O1 K\n");
}

TEST_CASE("a refund's amounts are among the refunds, its commission comes back") {
  const std::string refund =
      R"("RefundEventList": [{"AmazonOrderId": "O1", "PostedDate": "2026-02-06T00:00:00Z",
      "ShipmentItemAdjustmentList": [{"SellerSKU": "K", "ItemChargeAdjustmentList":
      [{"ChargeType": "Principal", "ChargeAmount": )" +
      usd("-100.10") + R"(}], "ItemFeeAdjustmentList": [{"FeeType": "Commission", "FeeAmount": )" +
      usd("15.00") + "}]}]}]";
  CHECK(told(only(events(refund))) ==
        "refund -10010 refunds Refund: Principal O1 K\n"
        "fee_refund 1500 refunds Refund: Commission O1 K\n");
}

TEST_CASE("pages that overlap, and keys in another order, give an event the same ids") {
  const auto first = only(events("\"ShipmentEventList\": [" + kShipment + "]"));
  CHECK(first.skips_known);
  const std::string other = R"({"PostedDate": "2026-02-07T00:00:00Z", "FeeList":
      [{"FeeType": "FixedClosingFee", "FeeAmount": )" +
                            usd("-1") + "}]}";
  const auto second = only(events("\"ImagingServicesFeeEventList\": [" + other +
                                  "], \"ShipmentEventList\": [" + kShipment + "]"));
  auto ids = ids_of(second);
  CHECK(ids.size() == 6);
  ids.pop_back();  // the fee is later
  CHECK(ids == ids_of(first));

  const std::string pages = "[" + events("\"ShipmentEventList\": [" + kShipment + "]") + ", " +
                            events("\"ShipmentEventList\": [" + kShipment + "]") + "]";
  CHECK(ids_of(only(pages)) == ids_of(first));

  const auto a = JsonTree::read(R"({"x": {"a": 1, "b": [2, 3]}, "y": "1"})");
  const auto b = JsonTree::read(R"({"y": "1", "x": {"b": [2, 3], "a": 1}})");
  CHECK(fingerprint(a->root()) == fingerprint(b->root()));
  for (const std::string text :
       {R"({"x": {"a": 1, "b": [3, 2]}, "y": "1"})", R"({"x": {"a": 1, "b": [2, 3]}, "y": 1})",
        R"({"x": {"b": 1, "a": [2, 3]}, "y": "1"})", R"({"x": {"a": 1, "b": [2, 3], "y": "1"}})",
        R"({"x": {"a": 1, "b": [[2], 3]}, "y": "1"})"}) {
    const auto tree = JsonTree::read(text);
    CHECK(fingerprint(tree->root()) != fingerprint(a->root()));
  }
}

TEST_CASE("two events of one answer that are alike are two") {
  const std::string fee =
      R"({"PostedDate": "2026-02-07T00:00:00Z", "FeeList": [{"FeeType": "X", "FeeAmount": )" +
      usd("-1.00") + "}]}";
  const auto batch = only(events("\"ImagingServicesFeeEventList\": [" + fee + "," + fee + "]"));
  CHECK(batch.size() == 2);
  CHECK(ids_of(batch)[0] != ids_of(batch)[1]);
}

TEST_CASE("an event without a date is as young as the latest of its answer") {
  const std::string fee =
      R"("ServiceFeeEventList": [{"FeeList": [{"FeeType": "Subscription", "FeeAmount": )" +
      usd("-39.99") + "}]}]";
  const auto batch = only(events(fee + ", \"ShipmentEventList\": [" + kShipment + "]"));
  CHECK(batch.at.front() == parse_instant("2026-02-05T13:56:00Z").value());
  CHECK(told(batch).starts_with("subscription -3999 marketplace_fees Subscription\n"));
  CHECK(read(events(fee)).error().error == Error::field_missing);
}

TEST_CASE("what the parts of an event leave of its total is kept, flagged") {
  const auto coupon = [](const std::string& parts, const std::string& total) {
    return events(R"("CouponPaymentEventList": [{"PostedDate": "2026-02-07T00:00:00Z", )" + parts +
                  R"("TotalAmount": )" + usd(total) + "}]");
  };
  const std::string fee =
      R"("FeeComponent": {"FeeType": "CouponRedemptionFee", "FeeAmount": )" + usd("-0.60") + "}, ";
  CHECK(told(only(coupon(fee, "-0.60"))) == "fee -60 marketplace_fees Coupon Redemption Fee\n");
  CHECK(told(only(coupon(fee, "-0.75"))) ==
        "fee -60 marketplace_fees Coupon Redemption Fee\n"
        "adjustment -15 expenses_other Difference to TotalAmount (flagged)\n");
  CHECK(told(only(coupon("", "-0.75"))) == "fee -75 marketplace_fees Coupon Redemption Fee\n");
}

TEST_CASE("an amount that no table lists, and a whole event of an unknown list, is never dropped") {
  CHECK(told(only(events(R"("ServiceFeeEventList": [{"NewDate": 1, "NewFee": )" + usd("-2.00") +
                         R"(}], "ShipmentEventList": [{"PostedDate": "2026-02-07T00:00:00Z"}],
         "NovelEventList": [{"PostedDate": "2026-02-07T00:00:00Z", "Detail": )" +
                         usd("-1.00") + R"(, "TotalThing": )" + usd("-3.00") + "}]"))) ==
        "adjustment -200 expenses_other NewFee (flagged)\n"
        "adjustment -300 expenses_other TotalThing (flagged)\n");
}

TEST_CASE("debt that a card paid is a charge of the card, one that failed a line of zero") {
  const auto debt = [](const std::string& type, const std::string& amount) {
    return R"({"DebtRecoveryType": ")" + type + R"(", "RecoveryAmount": )" + usd(amount) +
           R"(, "ChargeInstrumentList": [{"Tail": "4242", "Amount": )" + usd(amount) + "}]}";
  };
  CHECK(
      told(only(events(R"("DebtRecoveryEventList": [)" + debt("DebtPayment", "25.00") + "," +
                       debt("DebtPaymentFailure", "30.00") + "," + debt("DebtAdjustment", "-7.00") +
                       R"(], "ShipmentEventList": [{"PostedDate": "2026-02-07T00:00:00Z"}])"))) ==
      "card_charge 2500 payments Successful Charge\n"
      "failed_charge 0 failed_charges Unsuccessful Charge\n"
      "cross_account -700 expenses_other Debt Adjustment\n");
}

TEST_CASE("a closed event group is a disbursement, a failed transfer brings it back") {
  const auto group = [](const std::string& id, const std::string& status,
                        const std::string& transfer, const std::string& total) {
    return R"({"FinancialEventGroupId": ")" + id + R"(", "ProcessingStatus": ")" + status +
           R"(", "FundTransferStatus": ")" + transfer + R"(", "AccountTail": "123",
           "FundTransferDate": "2026-02-07T00:00:00Z", "BeginningBalance": )" +
           usd("1.00") + R"(, "OriginalTotal": )" + usd(total) + "}";
  };
  const auto batch =
      only(R"({"payload": {"FinancialEventGroupList": [)" +
           group("G1", "Closed", "Succeeded", "200.00") + "," +
           group("G2", "Closed", "Failed", "30.00") + "," +
           group("G3", "Closed", "Succeeded", "-5.00") + "," + group("G4", "Open", "", "44.00") +
           "," + group("G5", "PROCESSED", "TRANSFERED", "6.00") + "]}}");
  CHECK(told(batch) ==
        "disbursement -20000 disbursements Transfer to account 123 (Succeeded) G1\n"
        "disbursement -3000 disbursements Transfer to account 123 (Failed) G2\n"
        "disbursement_returned 3000 disbursements Transfer to account 123 (Failed) G2\n"
        "disbursement -600 disbursements Transfer to account 123 (TRANSFERED) G5 (flagged)\n");
  CHECK(ids_of(batch)[2] == "G2/returned");
  REQUIRE(batch.reported.has_value());
  CHECK(batch.reported->total_minor == 4400);
}

namespace {

std::string breakdown(const std::string& type, const std::string& amount,
                      const std::string& inner = "") {
  return R"({"breakdownType": ")" + type + R"(", "breakdownAmount": )" + small_usd(amount) +
         R"(, "breakdowns": [)" + inner + "]}";
}

std::string transaction(const std::string& id, const std::string& status, const std::string& rest,
                        const std::string& total = "85") {
  return R"({"transactionId": ")" + id +
         R"(", "transactionType": "Shipment", "transactionStatus": ")" + status +
         R"(", "postedDate": "2026-03-01T10:00:00Z", "description": "Order Payment",
         "totalAmount": )" +
         small_usd(total) + rest + "}";
}

const std::string kItems =
    R"(, "items": [{"totalAmount": )" + small_usd("85") +
    R"(, "contexts": [{"contextType": "ProductContext", "sku": "K"}], "breakdowns": [)" +
    breakdown("Sales", "100", breakdown("ProductCharges", "100", breakdown("Principal", "100"))) +
    "," +
    breakdown(
        "Expenses", "-15",
        breakdown("AmazonFees", "-15", breakdown("Commission", "-15", breakdown("Base", "-15")))) +
    "]}]";

}  // namespace

TEST_CASE("a transaction's innermost breakdowns that add up are its entries") {
  const std::string ids = R"(, "relatedIdentifiers": [
      {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": "O1"},
      {"relatedIdentifierName": "FINANCIAL_EVENT_GROUP_ID", "relatedIdentifierValue": "G"},
      {"relatedIdentifierName": "SETTLEMENT_ID", "relatedIdentifierValue": "S1"}])";
  CHECK(told(only(transactions(transaction("T", "RELEASED", ids + kItems)))) ==
        "sale 10000 sales_product Principal O1 K S1\n"
        "fee -1500 marketplace_fees Commission O1 K S1\n");

  const std::string wrong =
      R"(, "breakdowns": [)" + breakdown("Sales", "85", breakdown("Product Charges", "84")) + "]";
  CHECK(told(only(transactions(transaction("T", "RELEASED", wrong)))) ==
        "sale 8500 sales_other Sales\n");
  CHECK(told(only(transactions(transaction("T", "RELEASED", kItems, "90")))) ==
        "sale 9000 sales_product Principal\n");
  CHECK(told(only(transactions(transaction("T", "MAYBE", "")))) ==
        "sale 8500 sales_product Principal (flagged)\n");
}

TEST_CASE(
    "deferred money is not available before its maturity, and its release is no second sale") {
  const std::string due = R"(, "contexts": [{"contextType": "DeferredContext",
      "deferralReason": "DD7", "maturityDate": "2026-03-09T00:00:00Z"}])";
  const std::string release = R"(, "relatedIdentifiers": [{"relatedIdentifierName":
      "DEFERRED_TRANSACTION_ID", "relatedIdentifierValue": "T"}])";
  const auto deferred = only(transactions(transaction("T", "DEFERRED", due + kItems)));
  const Instant at = parse_instant("2026-03-09T00:00:00Z").value();
  CHECK(deferred.available_at == std::map<std::uint32_t, Instant>{{0, at}, {1, at}});

  const auto unknown = only(transactions(transaction("T", "DEFERRED", "")));
  CHECK(unknown.available_at.at(0) == kNotYetKnown);

  const auto released = only(transactions(transaction("R", "RELEASED", release + kItems)));
  CHECK(released.available_at.empty());
  CHECK(ids_of(released) == ids_of(deferred));

  const auto both = only(transactions(transaction("R", "RELEASED", release + kItems) + "," +
                                      transaction("T", "DEFERRED_RELEASED", due + kItems)));
  CHECK(ids_of(both) == ids_of(deferred));
  CHECK(both.available_at.empty());
  const auto stale = only(transactions(transaction("T", "DEFERRED", due + kItems) + "," +
                                       transaction("R", "RELEASED", release + kItems)));
  CHECK(stale.size() == 2);
  CHECK(stale.available_at.empty());
}

TEST_CASE("balances are reported as given: available 8000, deferred 9000, reserve -2000") {
  const auto balance = [](const std::string& type, const std::string& amount,
                          const std::string& inner) {
    return R"({"balanceType": ")" + type + R"(", "amount": )" + small_usd(amount) +
           R"(, "balances": [)" + inner + "]}";
  };
  const auto batch = only(R"({"balances": [)" +
                          balance("TOTAL", "15000",
                                  balance("AVAILABLE", "8000", "") + "," +
                                      balance("RESERVED", "7000",
                                              balance("DEFERRED", "9000", "") + "," +
                                                  balance("ACCOUNT_LEVEL_RESERVE", "-2000", ""))) +
                          "]}");
  CHECK(batch.size() == 0);
  REQUIRE(batch.reported.has_value());
  CHECK(batch.reported->available_minor == 800000);
  CHECK(batch.reported->deferred_minor == 900000);
  CHECK(batch.reported->account_reserve_minor == -200000);
  CHECK(batch.reported->reserved_minor == 700000);
  CHECK(batch.reported->total_minor == 1500000);
}

TEST_CASE("an answer about several currencies is for several ledgers") {
  const auto fee = [](const std::string& code) {
    return R"({"PostedDate": "2026-02-07T00:00:00Z", "FeeList": [{"FeeType": "Commission",
        "FeeAmount": {"CurrencyCode": ")" +
           code + R"(", "CurrencyAmount": -100}}]})";
  };
  const auto batches =
      read(events("\"ImagingServicesFeeEventList\": [" + fee("JPY") + "," + fee("EUR") + "]"));
  REQUIRE(batches.has_value());
  REQUIRE(batches->size() == 2);
  std::map<std::string_view, std::int64_t> sums;
  for (const EntryBatch& batch : *batches) sums[batch.currency.code()] = batch.amount_minor.at(0);
  CHECK(sums == std::map<std::string_view, std::int64_t>{{"EUR", -10000}, {"JPY", -100}});
}

TEST_CASE("all that is wrong with an answer is listed, and the first of error.h's order is told") {
  const std::string bad = R"("ImagingServicesFeeEventList": [
    {"PostedDate": "yesterday", "FeeList": []},
    {"PostedDate": "2026-02-07T00:00:00Z", "FeeList": [{"FeeType": "A", "FeeAmount": )" +
                          usd("1.005") + R"(}, {"FeeType": "B", "FeeAmount":
      {"CurrencyCode": "XXX", "CurrencyAmount": 1}}, {"FeeType": "C", "FeeAmount":
      {"CurrencyCode": "USD", "CurrencyAmount": "1"}}]}])";
  std::vector<Refusal> problems;
  const auto answer = read(events(bad), &problems);
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().error == Error::unknown_currency);
  std::vector<std::string> found;
  for (const Refusal& problem : problems) {
    found.push_back(std::string(code(problem.error)) + " " + problem.place.field);
  }
  const std::string list = "/payload/FinancialEvents/ImagingServicesFeeEventList";
  CHECK(found == std::vector<std::string>{
                     "INVALID_DATE " + list + "/0/PostedDate",
                     "TOO_MANY_DECIMALS " + list + "/1/FeeList/0/FeeAmount/CurrencyAmount",
                     "UNKNOWN_CURRENCY " + list + "/1/FeeList/1/FeeAmount/CurrencyCode",
                     "INVALID_AMOUNT " + list + "/1/FeeList/2/FeeAmount/CurrencyAmount"});
  CHECK(read(events(bad)).error().error == Error::unknown_currency);
}

TEST_CASE("what is not an answer of finances is refused") {
  CHECK(read(R"({"errors": [{"code": "Unauthorized"}]})").error().error == Error::format_unknown);
  CHECK(read(R"({"payload": {}})").error().error == Error::format_unknown);
  CHECK(read(R"({"payload": )").error().error == Error::file_truncated);
  CHECK(read(R"({"payload": {"transactions": 3}})").error().error == Error::invalid_field);
  CHECK(read(R"({"payload": {"transactions": [], "transactions": []}})").error().error ==
        Error::duplicate_key);
  CHECK(read(R"({"payload": {"transactions": []}})")->empty());
}

}  // namespace repay
