#include "core/formats/csv_mapping_rows.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "tests/core/support/refused.h"
#include "tests/core/support/shared_data.h"

namespace repay {
namespace {

using Batches = Placed<std::vector<EntryBatch>>;

Batches read(std::string_view text, std::size_t chunk = 1 << 20) {
  const auto reader = make_file_reader({});
  for (std::size_t at = 0; at < text.size(); at += chunk) {
    const std::string piece(text.substr(at, chunk));
    if (auto fed = reader->feed(piece); !fed) return std::unexpected(fed.error());
  }
  return reader->finish();
}

const EntryBatch& ledger(const std::vector<EntryBatch>& batches, std::string_view code) {
  const auto found = std::ranges::find_if(
      batches, [&](const EntryBatch& batch) { return batch.currency.code() == code; });
  REQUIRE(found != batches.end());
  return *found;
}

std::int64_t balance(const EntryBatch& batch) {
  return std::accumulate(batch.amount_minor.begin(), batch.amount_minor.end(), std::int64_t{0});
}

bool has_unknown(const EntryBatch& batch) {
  return std::ranges::any_of(batch.flags, [](auto flags) { return flags != kFlagNone; });
}

bool has_files() { return testing::is_shared("data/paypal-oca/activity_en.csv"); }

}  // namespace

TEST_CASE("the mappings that are built in can be read") {
  for (const std::string_view json : built_in_mappings()) {
    const auto mapping = read_csv_mapping(json);
    REQUIRE_MESSAGE(mapping.has_value(), message(mapping.error()), " ",
                    mapping.error().place.field);
  }
}

TEST_CASE("PayPal's activity comes to its own running balances" * doctest::skip(!has_files())) {
  const std::string text = testing::read_shared("data/paypal-oca/activity_en.csv");
  const auto batches = read(text);
  REQUIRE_MESSAGE(batches.has_value(), message(batches.error()), " line ",
                  batches.error().place.line);
  CHECK(batches->size() == 3);
  CHECK(balance(ledger(*batches, "USD")) == 190);
  CHECK(balance(ledger(*batches, "EUR")) == 4334);
  CHECK(balance(ledger(*batches, "AUD")) == 0);
  for (const EntryBatch& batch : *batches) CHECK_FALSE(has_unknown(batch));
  CHECK(to_string(ledger(*batches, "USD").at[0]) == "2015-12-29T15:45:51Z");
  const auto cut = read(text, 7);
  REQUIRE(cut.has_value());
  CHECK(ledger(*cut, "USD").amount_minor == ledger(*batches, "USD").amount_minor);
}

TEST_CASE("PayPal's statements come to their balances, in English and in Spanish" *
          doctest::skip(!has_files())) {
  const auto en = read(testing::read_shared("data/paypal-oca/statement_en.csv"));
  REQUIRE_MESSAGE(en.has_value(), message(en.error()), " line ", en.error().place.line);
  CHECK(balance(ledger(*en, "EUR")) == 75);
  CHECK(balance(ledger(*en, "USD")) == 28119);
  const auto es = read(testing::read_shared("data/paypal-oca/statement_es.csv"));
  REQUIRE_MESSAGE(es.has_value(), message(es.error()), " line ", es.error().place.line);
  CHECK(balance(ledger(*es, "EUR")) == 471030);
  for (const auto& batches : {*en, *es}) {
    for (const EntryBatch& batch : batches) CHECK_FALSE(has_unknown(batch));
  }
}

TEST_CASE("a batch of Adyen comes to nothing with its payout" * doctest::skip(!has_files())) {
  for (const std::string name : {"238", "380"}) {
    const auto batches = read(
        testing::read_shared("data/adyen-oca/settlement_detail_report_batch_" + name + ".csv"));
    REQUIRE_MESSAGE(batches.has_value(), message(batches.error()), " line ",
                    batches.error().place.line);
    REQUIRE(batches->size() == 1);
    CHECK(balance(batches->front()) == 0);
    CHECK_FALSE(has_unknown(batches->front()));
  }
}

TEST_CASE("a row of PayPal's that was changed is refused at its line") {
  const std::string header =
      "Date,Time,TimeZone,Type,Currency,Gross,Fee,Net,Balance,Transaction ID,Invoice Number\n";
  const std::string first =
      "29/12/2015,07:45:51,PST,General Payment,USD,84.00,-4.25,79.75,79.75,T1,\n";
  const auto parts = read(header + "29/12/2015,07:45:51,PST,X,USD,84.00,-4.25,79.76,79.76,T1,\n");
  REQUIRE_FALSE(parts.has_value());
  CHECK(parts.error().error == Error::row_total_mismatch);
  CHECK(parts.error().place.line == 2);
  CHECK(parts.error().place.column == 8);
  CHECK(parts.error().place.field == "Net");
  const auto gap =
      read(header + first + "30/12/2015,07:45:51,PST,X,USD,1.00,0.00,1.00,90.75,T2,\n");
  REQUIRE_FALSE(gap.has_value());
  CHECK(gap.error().error == Error::running_balance_mismatch);
  CHECK(gap.error().place.line == 3);
  CHECK(gap.error().place.field == "Balance");
  const auto unknown = read(header + "29/12/2015,07:45:51,PST,X,USD,1.00,0.00,1.00,1.00,T1,\n");
  REQUIRE(unknown.has_value());
  CHECK(has_unknown(unknown->front()));
}

TEST_CASE("what is wrong with a mapping is said with its pointer") {
  const auto wrong = [](std::string_view json, Error error, std::string_view pointer) {
    CAPTURE(json);
    const auto mapping = read_csv_mapping(json);
    REQUIRE_FALSE(mapping.has_value());
    CHECK(mapping.error().error == error);
    CHECK(mapping.error().place.field == pointer);
  };
  const std::string top =
      R"({"format":"repay-csv-mapping","version":1,"name":"x","header":["a"],)"
      R"("time":{"columns":["a"],"pattern":"yyyy-MM-dd"},"amounts":[{"column":"b"}])";
  REQUIRE(read_csv_mapping(top + R"(,"currency":"EUR"})").has_value());
  wrong(top + "}", Error::field_missing, "");
  wrong(top + R"(,"currency":"XXX"})", Error::unknown_currency, "/currency");
  wrong(top + R"(,"currency":"EUR","colour":1})", Error::field_unknown, "/colour");
  wrong(top + R"(,"currency":"EUR","classes":{"s":{"credit":"fee","debit":"fee"}}})",
        Error::sign_contradicts_kind, "/classes/s/credit");
  wrong(top + R"(,"currency":"EUR","type":{"column":"t","classes":{"A":"none"}}})",
        Error::unknown_reference, "/type/classes/A");
}

}  // namespace repay
