// The tables from the formats' types to kinds and groups: their page, and every value that real
// files, models and examples have.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/formats/settlement_types.h"
#include "core/formats/sp_api_event_table.h"
#include "tests/core/formats/types_page.h"
#include "tests/core/support/shared_data.h"
#include "tests/core/support/story.h"

namespace repay {
namespace {

using nlohmann::json;
using testing::is_shared;
using testing::read_shared;

constexpr const char* kPage = "core/formats/types.md";

// A page of a browser has none; where there is one, the page of the types must be on it.
bool has_disk() { return std::ifstream("CMakeLists.txt").good(); }

TEST_CASE("the page of the types is what the tables say" * doctest::skip(!has_disk())) {
  const std::string said = testing::types_page();
  if (std::getenv("REPAY_WRITE_PAGES") != nullptr) std::ofstream(kPage) << said;
  std::ifstream file(kPage, std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  CHECK(page == said);
}

/// The rows of unknown types in a file, as "kind description".
std::vector<std::string> unknown_in(const std::string& text) {
  Engine engine;
  engine.begin_import(ImportMode::add);
  engine.begin_file("", text.size());
  const auto fed = engine.feed(text);
  const auto ended = fed ? engine.end_file() : fed;
  const auto imported = ended ? engine.commit_import() : std::unexpected(ended.error());
  if (!imported) return {"refused: " + message(imported.error())};
  std::vector<std::string> unknown;
  for (const BalanceView& view : engine.balances()) {
    for (const StatementRow& row : testing::existing(
             engine.statement_rows(view.ledger, WholeLedger(), testing::kEverything))) {
      if (row.flagged)
        unknown.push_back(row.id.substr(0, row.id.find('/')) + ": " + row.description);
    }
  }
  return unknown;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& one : texts) text += one + "\n";
  return text;
}

constexpr const char* kFiles[] = {
    "data/amazon-v1flat-ca-adwweaver/50011020300.txt",
    "data/amazon-v1flat-ca-adwweaver/50018020314.txt",
    "data/amazon-v1flat-ca-adwweaver/50034020328.txt",
    "data/amazon-v1flat-ca-adwweaver/50041020342.txt",
    "data/amazon-v1flat-ca-adwweaver/50044020356.txt",
    "data/amazon-v1flat-ca-adwweaver/50051020370.txt",
    "data/amazon-v1flat-ca-adwweaver/50065020384.txt",
    "data/amazon-v2flat-eu-thetis/EUR-22988491762-2024-09-13.txt",
    "data/amazon-v2flat-eu-thetis/GBP-23395380562-2024-11-15.txt",
    "data/paypal-oca/activity_en.csv",
    "data/paypal-oca/statement_en.csv",
    "data/paypal-oca/statement_es.csv",
    "data/adyen-oca/settlement_detail_report_batch_238.csv",
    "data/adyen-oca/settlement_detail_report_batch_380.csv",
};

bool has_files() {
  return std::ranges::all_of(kFiles, [](auto file) { return is_shared(file); });
}

TEST_CASE("no row of the real files is of an unknown type" * doctest::skip(!has_files())) {
  for (const char* file : kFiles) {
    CAPTURE(file);
    CHECK(joined(unknown_in(read_shared(file))) == "");
  }
}

// The models of the interfaces.

const std::string kV0 = "data/amazon-spapi-models/financesV0.json";
const std::string k2024 = "data/amazon-spapi-models/finances_2024-06-19.json";

bool has_models() { return is_shared(kV0) && is_shared(k2024); }

/// The values in backquotes that a description lists with "* `Value`".
std::set<std::string> listed_values(const std::string& description) {
  std::set<std::string> values;
  for (std::size_t at = description.find("* `"); at != std::string::npos;
       at = description.find("* `", at + 1)) {
    const std::size_t start = at + 3;
    values.insert(description.substr(start, description.find('`', start) - start));
  }
  return values;
}

/// Where a model lists values, and which: "AdjustmentEvent.AdjustmentType".
using Lists = std::map<std::string, std::set<std::string>>;

Lists lists_of(const std::string& path) {
  const json model = json::parse(read_shared(path));
  Lists lists;
  for (const auto& [name, definition] : model.at("definitions").items()) {
    auto own = listed_values(definition.value("description", ""));
    if (!own.empty()) lists.emplace(name, own);
    if (!definition.contains("properties")) continue;
    for (const auto& [property, value] : definition.at("properties").items()) {
      auto values = listed_values(value.value("description", ""));
      for (const auto& one : value.value("enum", json::array())) values.insert(one);
      if (!values.empty()) lists.emplace(name + "." + property, values);
    }
  }
  return lists;
}

/// How the values of a list are looked up: as the words of these rows.
struct Looked {
  const char* list;
  const char* transaction;
  const char* amount_type;
};

constexpr Looked kLooked[] = {
    {"AdjustmentEvent.AdjustmentType", "Adjustment", "Adjustment"},
    {"AffordabilityExpenseEvent.TransactionType", "Affordability Expense", "Affordability Expense"},
    {"ChargeComponent", "Order", "ItemPrice"},
    {"DirectPayment.DirectPaymentType", "Order", "Direct Payment"},
    {"LoanServicingEvent.SourceBusinessEventType", "Loan Servicing", "Loan Servicing"},
    {"NetworkComminglingTransactionEvent.TransactionType", "Commingling", "Commingling VAT"},
    {"ProductAdsPaymentEvent.transactionType", "ServiceFee", "Cost of Advertising"},
    {"RentalTransactionEvent.RentalEventType", "Order", "Rental Reimbursement"},
};

/// Lists that say something else than what an amount is for.
const std::map<std::string, std::string> kNoTypes = {
    {"DebtRecoveryEvent.DebtRecoveryType", "says which parts the event has: a variant each"},
    {"RetrochargeEvent.RetrochargeEventType", "says which way it goes: a variant"},
    {"FinancialEventGroup.ProcessingStatus", "a group is open or closed"},
    {"PayWithAmazonEvent.PaymentAmountType", "has one value; the charge has its own type"},
    {"PayWithAmazonEvent.FulfillmentChannel", "who ships"},
    {"RemovalShipmentEvent.TransactionType", "has one value; the parts have their own words"},
    {"RemovalShipmentAdjustmentEvent.TransactionType", "likewise"},
    {"RemovalShipmentItem.TaxCollectionModel", "who remits the tax"},
    {"RemovalShipmentItemAdjustment.TaxCollectionModel", "likewise"},
    {"TaxWithheldComponent.TaxCollectionModel", "likewise"},
    {"Transaction.transactionStatus", "whether the money can be used"},
    {"Transaction.transactionType", "gives one value as an example, which the example answer has"},
    {"Transaction.description", "is free text; gives examples"},
    {"DeferredContext.deferralReason", "why money cannot be used yet"},
    {"RelatedIdentifier.relatedIdentifierName", "what an id is of"},
    {"ItemRelatedIdentifier.itemRelatedIdentifierName", "likewise"},
    {"BusinessContext.storeName", "where it was sold"},
    {"Balance.balanceType", "balances are reported, no entries"},
};

TEST_CASE("every value that the models of SP-API finances list is known" *
          doctest::skip(!has_models())) {
  for (const std::string& path : {kV0, k2024}) {
    for (const auto& [list, values] : lists_of(path)) {
      CAPTURE(list);
      const auto looked = std::ranges::find(kLooked, list, &Looked::list);
      if (looked == std::end(kLooked)) {
        CHECK(kNoTypes.contains(list));
        continue;
      }
      for (const std::string& value : values) {
        CAPTURE(value);
        CHECK(settlement_row_type(looked->transaction, looked->amount_type, value).known);
      }
    }
  }
}

TEST_CASE("every kind of debt recovery has its parts" * doctest::skip(!has_models())) {
  const auto values = lists_of(kV0).at("DebtRecoveryEvent.DebtRecoveryType");
  CHECK(values.size() == 3);
  for (const std::string& value : values) {
    CAPTURE(value);
    const auto is_of_it = [&](const sp_api_events::Variant& variant) {
      return variant.list == "DebtRecoveryEventList" && variant.type == value &&
             !variant.parts.empty();
    };
    CHECK(std::ranges::any_of(sp_api_events::kVariants, is_of_it));
  }
}

TEST_CASE("every list of events that the model has is in the table" *
          doctest::skip(!has_models())) {
  const json model = json::parse(read_shared(kV0));
  std::size_t lists = 0;
  for (const auto& [name, list] :
       model.at("definitions").at("FinancialEvents").at("properties").items()) {
    CAPTURE(name);
    ++lists;
    CHECK(std::ranges::find(sp_api_events::kEventLists, name, &sp_api_events::EventList::name) !=
          std::end(sp_api_events::kEventLists));
  }
  CHECK(lists >= 30);
}

/// Every example answer in a model that tells of money.
void find_examples(const json& node, std::vector<json>& examples) {
  if (node.is_object()) {
    for (const auto& [key, value] : node.items()) {
      if (key == "response" && value.is_object() && !value.contains("errors"))
        examples.push_back(value);
      find_examples(value, examples);
    }
  }
  if (node.is_array()) {
    for (const json& value : node) find_examples(value, examples);
  }
}

/// What of the examples is flagged or refused, rightly.
const std::map<std::string, std::string> kStrange = {
    {"1: Transfer to account 4854564857 (TRANSFERED)", "a status that the model does not list"},
    {"AffordabilityExpenseReversalEventList: Difference to TotalExpense",
     "four parts of 25.37 that are said to come to 25.37"},
    {"ProductAdsPaymentEventList: Difference to transactionValue", "two such parts"},
    {"refused: this is none of the formats Repay can read: no list of finances is in it",
     "the answer of /summary, sums without entries"},
};

TEST_CASE("nothing in the models' examples is of an unknown type" * doctest::skip(!has_models())) {
  std::vector<std::string> unknown;
  std::set<std::string> strange;
  std::size_t read = 0;
  for (const std::string& path : {kV0, k2024}) {
    std::vector<json> examples;
    find_examples(json::parse(read_shared(path)), examples);
    for (const json& example : examples) {
      ++read;
      for (const std::string& one : unknown_in(example.dump())) {
        if (kStrange.contains(one)) {
          strange.insert(one);
        } else {
          unknown.push_back(one);
        }
      }
    }
  }
  CHECK(strange.size() == kStrange.size());  // else its reason is no longer one
  CHECK(read >= 5);
  CHECK(joined(unknown) == "");
}

}  // namespace
}  // namespace repay
