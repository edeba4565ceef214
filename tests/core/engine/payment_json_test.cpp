#include "core/engine/payment_json.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "tests/core/support/text_out.h"

namespace repay {
namespace {

using testing::TextOut;

Intent intent() {
  return {.key = {0x0001020304050607, 0x08090a0b0c0d0e0f},
          .order = {.account = "USD/main",
                    .amount = {5000, *Currency::from_code("USD")},
                    .stored_minor = 2000,
                    .method = "c \"1\"",
                    .version = std::numeric_limits<std::uint64_t>::max()}};
}

std::string written(const Intent& value) {
  TextOut out;
  write_intent(value, out);
  return out.text();
}

std::string written(const PaymentRecord& value) {
  TextOut out;
  write_record(value, out);
  return out.text();
}

PaymentRecord record() {
  PaymentRecord it{.key = intent().key, .order = intent().order};
  it.state = RecordState::settled;
  it.error = Error::code_wrong;
  it.decline = DeclineClass::stolen;
  it.opened_at = Instant{1'768'000'000'123};
  it.settled_minor = 4500;
  it.reversals = {{"r1", 100}, {"r2", 4400}};
  it.verification = {.state = VerificationState::confirmed,
                     .change = to_string(intent().key),
                     .sent_at = Instant{1'768'000'000'999},
                     .codes = 2,
                     .judged = 3,
                     .wrong = 1};
  it.wake = 7;
  return it;
}

TEST_CASE("an intent is read as it was written, and written the same again") {
  CHECK(written(intent()) ==
        "{\"format\":\"repay-intent\",\"version\":1,\"key\":\"000102030405060708090a0b0c0d0e0f\","
        "\"account\":\"USD/main\",\"currency\":\"USD\",\"amount\":\"50.00\",\"stored\":\"20.00\","
        "\"method\":\"c \\\"1\\\"\",\"seen\":18446744073709551615}\n");
  const auto read = read_intent(written(intent()));
  REQUIRE(read);
  CHECK(*read == intent());
  CHECK(written(*read) == written(intent()));
}

TEST_CASE("a record is read as it was written, in every state") {
  for (const PaymentRecord& value :
       {record(), PaymentRecord{.key = {1, 2}, .order = intent().order}}) {
    const auto read = read_record(written(value));
    REQUIRE(read);
    CHECK(*read == value);
  }
#define X(word)                                                     \
  {                                                                 \
    PaymentRecord value = record();                                 \
    value.state = RecordState::word;                                \
    CHECK(read_record(written(value))->state == RecordState::word); \
  }
  REPAY_RECORD_STATES(X)
#undef X
}

TEST_CASE("what is no intent is refused with its pointer") {
  const auto refused = [](const std::string& from, const std::string& to) {
    std::string text = written(intent());
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    const auto read = read_intent(text);
    REQUIRE_FALSE(read);
    return std::string(code(read.error().error)) + " " + read.error().place.field;
  };
  CHECK(refused("repay-intent", "repay-payment") == "FORMAT_UNKNOWN /format");
  CHECK(refused("\"version\":1", "\"version\":2") == "INVALID_FIELD /version");
  CHECK(refused("000102", "00010Z") == "INVALID_FIELD /key");
  CHECK(refused("\"USD\"", "\"XAU\"") == "UNKNOWN_CURRENCY /currency");
  CHECK(refused("\"50.00\"", "\"50.001\"") == "TOO_MANY_DECIMALS /amount");
  CHECK(refused("\"50.00\"", "\"5e1\"") == "INVALID_AMOUNT /amount");
  CHECK(refused("\"50.00\"", "50.00") == "INVALID_FIELD /amount");
  CHECK(refused("\"seen\":18446744073709551615", "\"seen\":18446744073709551616") ==
        "INVALID_FIELD /seen");
  CHECK(refused("\"seen\":18446744073709551615", "\"seen\":-1") == "INVALID_FIELD /seen");
  CHECK(refused(",\"method\":\"c \\\"1\\\"\"", "") == "FIELD_MISSING ");
  CHECK(refused("{\"format\"", "[\"format\"").starts_with("INVALID_JSON"));
}

TEST_CASE("a word that a record does not know is refused") {
  std::string text = written(record());
  text.replace(text.find("settled"), 7, "setttled");
  const auto read = read_record(text);
  REQUIRE_FALSE(read);
  CHECK(read.error().error == Error::invalid_field);
  CHECK(read.error().place.field == "/state");
}

}  // namespace
}  // namespace repay
