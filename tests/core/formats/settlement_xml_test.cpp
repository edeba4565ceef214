#include "core/formats/settlement_xml.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "core/formats/file_reader.h"
#include "tests/core/support/batch.h"
#include "tests/core/support/refused.h"
#include "tests/core/support/told.h"

namespace repay {
namespace {

using Answer = Placed<EntryBatch>;
using testing::told;

Answer read(const std::string& file, std::size_t chunk = 1 << 20,
            std::vector<Refusal>* problems = nullptr) {
  const auto reader = make_file_reader({.store = "shop", .problems = problems});
  for (std::size_t at = 0; at < file.size(); at += chunk) {
    const std::string part = file.substr(at, chunk);
    const Placed<void> fed = reader->feed(part);
    if (!fed && problems == nullptr) return std::unexpected(fed.error());
  }
  return testing::only_batch(reader->finish());
}

std::string on_disk(const std::string& name) {
  std::ifstream file("tests/data/settlements/" + name, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), "run from the project's root: tests/data/settlements/" << name);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// <name>text</name>
std::string element(const std::string& name, const std::string& text) {
  return "<" + name + ">" + text + "</" + name + ">";
}

std::string amount(const std::string& text, const std::string& name = "Amount") {
  return "<" + name + " currency=\"CAD\">" + text + "</" + name + ">";
}

std::string typed(const std::string& name, const std::string& type, const std::string& text) {
  return element(name, element("Type", type) + amount(text));
}

const std::string kPosted = "<PostedDate>2025-08-20T10:00:00+02:00</PostedDate>";

std::string other(const std::string& type, const std::string& inside) {
  return "\n" + element("OtherTransaction", element("TransactionType", type) + kPosted + inside);
}

// A report of these transactions, each of which begins a line; the first is on line 3.
struct Written {
  std::string total = "0.00";
  std::string transactions = "";
  std::string data = element("AmazonSettlementID", "77") + "\n" + amount("@", "TotalAmount") +
                     element("StartDate", "2025-08-14T00:00:00+00:00") +
                     element("EndDate", "2025-08-28T00:00:00+00:00") +
                     element("DepositDate", "2025-08-30T00:00:00+00:00");
  std::string type = "SettlementReport";

  std::string text() const {
    std::string said = data;
    if (const std::size_t at = said.find('@'); at != said.npos) said.replace(at, 1, total);
    return "<AmazonEnvelope>" + element("MessageType", type) + "<Message><SettlementReport>" +
           element("SettlementData", said) + transactions +
           "</SettlementReport></Message></AmazonEnvelope>";
  }
};

// "12.34 fee marketplace_fees Commission|order|sku; …", an asterisk before what is flagged.
std::string rows(const Answer& answer) {
  REQUIRE_MESSAGE(answer.has_value(), told(answer));
  std::string text;
  for (std::size_t i = 0; i < answer->size(); ++i) {
    text += text.empty() ? "" : "; ";
    text += answer->flags[i] == kFlagNone ? "" : "*";
    text += std::to_string(answer->amount_minor[i]) + " " + std::string(name(answer->kind[i])) +
            " " + std::string(name(answer->group[i])) + " ";
    text += answer->texts.get(answer->description[i]);
    for (const TextRef ref : {answer->order[i], answer->sku[i]}) {
      text += "|" + std::string(answer->texts.get(ref));
    }
  }
  return text;
}

void check_refused(const std::string& file, Error error, const Place& place) {
  for (const std::size_t chunk : {std::size_t{1} << 20, std::size_t{1}}) {
    const Answer answer = read(file, chunk);
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().error == error);
    CHECK(answer.error().place.line == place.line);
    CHECK(answer.error().place.column == place.column);
    CHECK(answer.error().place.field == place.field);
  }
}

// What is refused of one transaction on line 3 that adds up to 0.00.
std::string refusal_of(const std::string& transaction) {
  const Answer answer = read(Written{.transactions = "\n" + transaction}.text());
  if (answer) return "accepted";
  CHECK(answer.error().place.line == 3);
  return std::string(code(answer.error().error)) + " " + answer.error().place.field;
}

template <class Name>
std::map<Name, std::int64_t> sums(const EntryBatch& batch, const std::vector<Name>& names) {
  std::map<Name, std::int64_t> out;
  for (std::size_t i = 0; i < batch.size(); ++i) out[names[i]] += batch.amount_minor[i];
  return out;
}

}  // namespace

TEST_CASE("V1, V2 and XML of one settlement agree in total, in every kind and in every group") {
  const Answer xml = read(on_disk("same.xml"));
  REQUIRE_MESSAGE(xml.has_value(), told(xml));
  CHECK(sums(*xml, xml->kind).size() > 10);
  CHECK(sums(*xml, xml->group).size() > 10);
  for (const char* other : {"same-v1.txt", "same-v2.txt"}) {
    CAPTURE(other);
    const Answer flat = read(on_disk(other));
    REQUIRE(flat.has_value());
    CHECK(flat->settlement->id == xml->settlement->id);
    CHECK(flat->settlement->total_minor == xml->settlement->total_minor);
    CHECK(flat->settlement->start == xml->settlement->start);
    CHECK(flat->settlement->end == xml->settlement->end);
    CHECK(flat->settlement->deposit == xml->settlement->deposit);
    CHECK(flat->size() == xml->size());
    CHECK(sums(*flat, flat->kind) == sums(*xml, xml->kind));
    CHECK(sums(*flat, flat->group) == sums(*xml, xml->group));
    CHECK(std::ranges::count(flat->flags, kFlagUnknownType) == 1);
    CHECK(std::ranges::count(xml->flags, kFlagUnknownType) == 1);
  }
}

TEST_CASE("how settlement XML is cut changes nothing, not even what is refused") {
  for (const char* name : {"taxes.xml", "bad-wrong-tag.xml", "bad-nul.xml", "bad-truncated.xml",
                           "bad-doctype.xml", "bad-two-settlements.xml"}) {
    CAPTURE(name);
    const std::string file = on_disk(name);
    const std::string whole = told(read(file));
    for (const std::size_t chunk : {1u, 2u, 3u, 61u, 4096u})
      CHECK(told(read(file, chunk)) == whole);
    std::size_t cut = 1;
    while (cut < file.size() && told(read(file, cut)) == whole) cut += cut < 500 ? 1 : 97;
    CHECK(cut >= file.size());
  }
}

TEST_CASE("an order is a row for each of its amounts, with the words of flat files") {
  const std::string order =
      "<Order><AmazonOrderID>o-1</AmazonOrderID><ShipmentFees>" +
      typed("Fee", "FBA transportation fee", "-1.00") + "</ShipmentFees><Fulfillment>" + kPosted +
      "<Item><SKU>s-1</SKU><ItemPrice>" + typed("Component", "Principal", "10.00") +
      typed("Component", "MarketplaceFacilitatorVAT-Principal", "-2.00") +
      "</ItemPrice><ItemFees>" + typed("Fee", "Commission", "-1.50") + "</ItemFees>" +
      typed("Promotion", "Shipping", "-0.50") + "</Item><Item>" + "<ItemPrice>" +
      typed("Component", "Tax", "0.00") + "</ItemPrice><SKU>s-2</SKU></Item></Fulfillment></Order>";
  const Answer answer = read(Written{.total = "5.00", .transactions = order}.text());
  CHECK(rows(answer) ==
        "-100 fee fulfilment_fees FBA Transportation Fee|o-1|; "
        "1000 sale sales_product Principal|o-1|s-1; "
        "-200 tax_withheld sales_tax Marketplace Facilitator VAT - Principal|o-1|s-1; "
        "-150 fee marketplace_fees Commission|o-1|s-1; "
        "-50 promotion sales_promotions Shipping Promotion|o-1|s-1; "
        "0 sale sales_tax Tax|o-1|s-2");
  for (const Instant at : answer->at) CHECK(to_string(at) == "2025-08-20T08:00:00Z");
}

TEST_CASE("each shipment of an order has its own date") {
  const auto shipment = [](const std::string& day, const std::string& text) {
    return element("Fulfillment", element("PostedDate", "2025-08-" + day + "T00:00:00Z") +
                                      "<Item><ItemPrice>" + typed("Component", "Principal", text) +
                                      "</ItemPrice></Item>");
  };
  const std::string order =
      "<Order>" + shipment("20", "1.00") + shipment("21", "2.00") + "</Order>";
  const Answer answer = read(Written{.total = "3.00", .transactions = order}.text());
  REQUIRE(answer.has_value());
  CHECK(to_string(answer->at[0]) == "2025-08-20T00:00:00Z");
  CHECK(to_string(answer->at[1]) == "2025-08-21T00:00:00Z");
}

TEST_CASE("refunds, chargebacks and claims are charges of their kinds, with the fees given back") {
  const auto adjusted = [](const std::string& name) {
    return element(name, "<AmazonOrderID>o</AmazonOrderID><Fulfillment>" + kPosted +
                             "<AdjustedItem><SKU>s</SKU><ItemPriceAdjustments>" +
                             typed("Component", "Principal", "-5.00") + "</ItemPriceAdjustments>" +
                             "<ItemFeeAdjustments>" + typed("Fee", "Commission", "0.75") +
                             "</ItemFeeAdjustments>" +
                             typed("PromotionAdjustment", "Shipping", "0.50") +
                             "</AdjustedItem></Fulfillment>");
  };
  const auto read_one = [&](const std::string& name) {
    return rows(read(Written{.total = "-3.75", .transactions = adjusted(name)}.text()));
  };
  CHECK(read_one("Refund") ==
        "-500 refund refunds Refund: Principal|o|s; "
        "75 fee_refund refunds Refund: Commission|o|s; "
        "50 adjustment refunds Refund: Shipping Promotion|o|s");
  CHECK(read_one("Adjustment") == read_one("Refund"));
  CHECK(read_one("Chargeback").starts_with("-500 chargeback refunds Chargeback Refund: Principal"));
  CHECK(read_one("GuaranteeClaim").starts_with("-500 chargeback refunds A-to-z Guarantee Refund"));
}

TEST_CASE("what concerns the account has the words of its TransactionType, as in flat files") {
  const std::string transactions =
      other("Payable to Amazon", amount("-15.00")) + other("Successful charge", amount("15.00")) +
      other("Previous Reserve Amount Balance", amount("9.00")) +
      other("Current Reserve Amount", amount("-9.00")) +
      other("Subscription Fee", amount("-32.09")) + other("Brand New Programme", amount("32.09"));
  CHECK(rows(read(Written{.transactions = transactions}.text())) ==
        "-1500 carried_balance beginning_balance Payable to Amazon||; "
        "1500 card_charge payments Successful Charge||; "
        "900 reserve reserves Previous Reserve Amount Balance||; "
        "-900 reserve reserves Current Reserve Amount||; "
        "-3209 subscription marketplace_fees Subscription Fee||; "
        "*3209 adjustment sales_other Brand New Programme||");
}

TEST_CASE("deals, coupons, advertising, retrocharges, liquidations and taxes withheld") {
  const std::string transactions =
      element("SellerDealPayment", element("TransactionType", "Lightning Deal Fee") + kPosted +
                                       typed("DealFee", "RunLightningDealFee", "-3.00")) +
      element("SellerCouponPayment", element("TransactionType", "SomeNewCoupon") + kPosted +
                                         element("CouponFee", amount("-0.60"))) +
      element("AdvertisingTransactionDetails",
              element("TransactionType", "Refund") + kPosted + amount("-1.00", "BaseAmount") +
                  amount("-0.13", "TaxAmount") + amount("-1.13", "TransactionAmount")) +
      element("Retrocharge", kPosted + element("BaseTax", amount("1.00")) +
                                 element("ShippingTax", amount("0.10")) +
                                 element("Charge", amount("-1.10"))) +
      element("Liquidations", kPosted + "<OrderId>o</OrderId><Item><SKU>s</SKU>" +
                                  typed("Component", "Principal", "3.00") +
                                  typed("Component", "LiquidationsBrokerageFee", "-0.27") +
                                  "</Item>") +
      element("TaxWithholding", element("TransactionType", "TaxWithholding") + kPosted +
                                    amount("-0.19", "TransactionAmount"));
  CHECK(rows(read(Written{.total = "-2.19", .transactions = transactions}.text())) ==
        "-300 fee marketplace_fees Lightning Deal Fee: RunLightningDealFee||; "
        "-60 fee marketplace_fees Coupon Redemption Fee||; "
        "-113 advertising advertising Cost of Advertising||; "
        "100 sale sales_tax Tax||; 10 sale sales_tax Shipping Tax||; "
        "-110 tax_withheld sales_tax Charge||; "
        "300 sale sales_other Principal|o|s; "
        "-27 fee marketplace_fees Liquidations Brokerage Fee|o|s; "
        "-19 tax_withheld expenses_other Tax Withholding||");
}

TEST_CASE("an element nobody knows is kept under Other and flagged, whatever it is called") {
  const std::string strange = element("BrandNewEvent", kPosted + element("Cost", amount("-1.00"))) +
                              element("Order", kPosted + element("Novelty", amount("1.00")));
  CHECK(rows(read(Written{.transactions = strange}.text())) ==
        "*-100 adjustment expenses_other BrandNewEvent||; *100 adjustment sales_other Novelty||");
}

TEST_CASE("no money counts twice: the items of a transaction are its amount, once they add up") {
  const auto item = [](const std::string& sku, const std::string& text) {
    return element("OtherTransactionItem", element("SKU", sku) + amount(text));
  };
  const auto read_one = [](const std::string& total, const std::string& inside) {
    const std::string one = other("WAREHOUSE_DAMAGE", inside);
    return rows(read(Written{.total = total, .transactions = one}.text()));
  };
  CHECK(read_one("3.00", amount("3.00") + item("a", "1.00") + item("b", "2.00")) ==
        "100 reimbursement sales_other Warehouse Damage||a; "
        "200 reimbursement sales_other Warehouse Damage||b");
  CHECK(read_one("3.00", amount("3.00") + item("a", "1.00")) ==
        "300 reimbursement sales_other Warehouse Damage||");
  const std::string fees = element("Fees", typed("Fee", "FBARemovalFee", "-1.00"));
  CHECK(read_one("-1.00", amount("-1.00") + fees).starts_with("-100 "));
  CHECK(read_one("2.00", amount("3.00") + fees).starts_with("300 "));
  CHECK(read_one("-1.00", fees).starts_with("-100 "));
}

TEST_CASE("base and tax of a transaction must add up to its amount") {
  const auto advertising = [](const std::string& whole) {
    return element("AdvertisingTransactionDetails", kPosted + amount("-1.00", "BaseAmount") +
                                                        amount("0.00", "TaxAmount") +
                                                        amount(whole, "TransactionAmount")) +
           other("Fee Adjustment", amount("1.00"));
  };
  CHECK(read(Written{.transactions = advertising("-1.00")}.text()).has_value());
  CHECK(refusal_of(advertising("-1.01")) ==
        "ROW_TOTAL_MISMATCH AdvertisingTransactionDetails/TransactionAmount");
}

TEST_CASE("rows that do not add up to the total are none") {
  check_refused(Written{.total = "0.01", .transactions = other("Transfer", amount("0.00"))}.text(),
                Error::settlement_total_mismatch,
                {.line = 2, .column = 1, .field = "SettlementData/TotalAmount"});
  CHECK(read(Written{}.text()).has_value());  // a period in which nothing happened
}

TEST_CASE("a file is one settlement") {
  const auto again = [](const std::string& id) {
    return "\n" + element("SettlementData", element("AmazonSettlementID", id));
  };
  check_refused(Written{.transactions = again("78")}.text(), Error::two_settlements,
                {.line = 3, .column = 17, .field = "SettlementData/AmazonSettlementID"});
  CHECK(refusal_of(again("77").substr(1)) == "DUPLICATE_KEY SettlementData");
}

TEST_CASE("a row in another currency than its settlement's is refused") {
  CHECK(refusal_of("<OtherTransaction><Amount currency='USD'>0.00</Amount></OtherTransaction>") ==
        "CURRENCY_MISMATCH OtherTransaction/Amount");
  const std::string silent = element("Amount", "0.00");
  CHECK(read(Written{.transactions = other("Transfer", silent)}.text()).has_value());
}

TEST_CASE("amounts and dates that are none are refused with the path of their element") {
  const auto fee = [](const std::string& text) {
    return element("Order", "<Fulfillment>" + kPosted + "<Item><ItemFees>" +
                                typed("Fee", "Commission", text) +
                                "</ItemFees></Item></Fulfillment>");
  };
  const std::string path = " Order/Fulfillment/Item/ItemFees/Fee/Amount";
  CHECK(refusal_of(fee("12.345")) == "INVALID_AMOUNT" + path);
  CHECK(refusal_of(fee("")) == "INVALID_AMOUNT" + path);
  CHECK(refusal_of(fee("1e3")) == "INVALID_AMOUNT" + path);
  CHECK(refusal_of(fee("1,00")) == "MIXED_DECIMAL_MARKS" + path);
  CHECK(refusal_of(fee("92233720368547758.08")) == "OVERFLOW" + path);
  CHECK(refusal_of(fee("<b/>")) == "INVALID_FIELD" + path);
  for (const char* day :
       {"2025-02-30T00:00:00Z", "2025-08-20", "2025-08-20T10:00:00", "20.08.2025", ""}) {
    CAPTURE(day);
    CHECK(refusal_of(element("OtherTransaction", element("PostedDate", day))) ==
          "INVALID_DATE OtherTransaction/PostedDate");
  }
  CHECK(refusal_of(element("OtherTransaction", amount("0.00"))) ==
        "FIELD_MISSING OtherTransaction/PostedDate");
}

TEST_CASE("amounts that add up beyond what is counted exactly are refused") {
  const std::string much = other("Transfer", amount("92233720368547758.07"));
  check_refused(Written{.transactions = much + other("Transfer", amount("0.01"))}.text(),
                Error::overflow, {.line = 4, .column = 112, .field = "OtherTransaction/Amount"});
}

TEST_CASE("what one transaction can hold is bounded") {
  const auto typed_with = [](std::size_t size) {
    return other(std::string(size, 't'), amount("0.00")).substr(1);
  };
  CHECK(refusal_of(typed_with(512)) == "accepted");
  CHECK(refusal_of(typed_with(513)) == "LINE_TOO_LONG OtherTransaction/TransactionType");
  CHECK(
      refusal_of("<Order><PostedDate>2025-08-20T10:00:00Z</PostedDate><Type>a\tb</Type></Order>") ==
      "INVALID_FIELD Order/Type");
  const auto order_of = [](std::size_t count) {
    std::string inside = kPosted + "<Item>";
    for (std::size_t i = 0; i < count; ++i) inside += amount("0.00");
    return element("Order", inside + "</Item>");
  };
  CHECK(refusal_of(order_of(10'000)) == "accepted");
  CHECK(refusal_of(order_of(10'001)) == "TOO_LARGE Order/Item/Amount");
}

TEST_CASE("transactions do not stand in one another, nor before the settlement's own data") {
  CHECK(refusal_of("<Order><Refund/></Order>") == "FIELD_UNKNOWN Order/Refund");
  CHECK(refusal_of(other("x", amount("0.00") + amount("0.00")).substr(1)) ==
        "DUPLICATE_KEY OtherTransaction/Amount");
  std::string file = Written{}.text();
  file.insert(file.find("<SettlementData>"), "<Order/>");
  CHECK(read(file).error().error == Error::field_missing);
}

TEST_CASE("the settlement's own data are all needed, once, and right") {
  const std::string whole = Written{}.data;
  const auto error_with = [&](const std::string& what, const std::string& by) {
    Written written;
    written.data.replace(written.data.find(what), what.size(), by);
    const Answer answer = read(written.text());
    return answer ? "accepted"
                  : std::string(code(answer.error().error)) + " " + answer.error().place.field;
  };
  const std::string path = " SettlementData/";
  CHECK(error_with("AmazonSettlementID>77</AmazonSettlementID", "x>77</x") ==
        "FIELD_MISSING" + path + "AmazonSettlementID");
  CHECK(error_with("DepositDate>", "EndDate>").starts_with("DUPLICATE_KEY" + path + "EndDate"));
  CHECK(error_with(">77<", "><") == "INVALID_FIELD" + path + "AmazonSettlementID");
  CHECK(error_with("CAD", "XQX") == "UNKNOWN_CURRENCY" + path + "TotalAmount");
  CHECK(error_with(" currency=\"CAD\"", "") == "FIELD_MISSING" + path + "TotalAmount");
  CHECK(error_with("@", "x") == "INVALID_AMOUNT" + path + "TotalAmount");
  CHECK(error_with("2025-08-28", "2025-08-13") == "INVALID_DATE" + path + "EndDate");
  CHECK(error_with("2025-08-30T00:00:00+00:00", "2025-08-30") ==
        "INVALID_DATE" + path + "DepositDate");
  std::string file = Written{}.text();
  file.replace(file.find(element("SettlementData", whole).substr(0, 16)), 16, "<Other>");
  CHECK_FALSE(read(file).has_value());
}

TEST_CASE("only an AmazonEnvelope with a SettlementReport is settlement XML") {
  CHECK(read(Written{.type = "OrderReport"}.text()).error().error == Error::format_unknown);
  CHECK(read("<AmazonEnvelope><Message><OrderReport/></Message></AmazonEnvelope>").error().error ==
        Error::format_unknown);
  CHECK(read("<AmazonEnvelope></AmazonEnvelope>").error().error == Error::field_missing);
  CHECK(read("<?xml version=\"1.0\"?><Envelope/>").error().error == Error::format_unknown);
  CHECK(read("<!DOCTYPE html><html></html>").error().error == Error::format_unknown);
  CHECK(read("<!DOCTYPE AmazonEnvelope><AmazonEnvelope/>").error().error == Error::invalid_xml);
}

TEST_CASE("marks, comments and encodings make no difference") {
  const std::string plain = Written{.transactions = other("Transfer", amount("0.00"))}.text();
  const std::string expected = told(read(plain));
  REQUIRE(expected.starts_with("shop 77 0 CAD"));
  const std::string declared = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + plain;
  std::string wide = "\xff\xfe";
  for (const char c : declared) wide += {c, '\0'};
  for (const std::string& file :
       {"\xef\xbb\xbf" + plain, "<!-- <a> -->\n<?pi?>\n" + plain + "\n\n", wide}) {
    for (const std::size_t chunk : {1u, 2u, 5u, 100'000u})
      CHECK(told(read(file, chunk)) == expected);
  }
}

TEST_CASE("a check of a file lists all that is wrong with it, and answers the first") {
  const std::string transactions = other("Transfer", amount("1.2.3")) +
                                   other("Transfer", amount("0.00")) +
                                   "\n<Order><Amount currency='EUR'>1.00</Amount></Order>" +
                                   "\n<Order><PostedDate>today</PostedDate></Order>";
  const std::string file = Written{.transactions = transactions}.text();
  std::vector<Refusal> problems;
  const Answer answer = read(file, 1 << 20, &problems);
  REQUIRE(problems.size() == 3);
  CHECK(problems[0].error == Error::invalid_amount);
  CHECK(problems[0].place.line == 3);
  CHECK(problems[1].error == Error::currency_mismatch);
  CHECK(problems[1].place.line == 5);
  CHECK(problems[2].error == Error::invalid_date);
  CHECK(problems[2].place.line == 6);
  CHECK(told(answer) == told(read(file)));

  problems.clear();
  const Answer cut = read(file.substr(0, file.size() - 30), 1 << 20, &problems);
  CHECK(problems.size() == 4);
  CHECK(problems[3].error == Error::file_truncated);
  CHECK(cut.error().error == Error::invalid_amount);
}

}  // namespace repay
