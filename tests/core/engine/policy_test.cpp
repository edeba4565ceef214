#include "core/engine/policy.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "tests/core/support/text_out.h"

namespace repay {
namespace {

using testing::TextOut;

std::string document(std::string_view rest) {
  return R"({"format":"repay-policy","version":1)" + std::string(rest) + "}";
}

Policy policy_of(std::string_view rest) {
  auto policy = read_policy(document(rest));
  REQUIRE_MESSAGE(policy, message(policy.error()));
  return *std::move(policy);
}

// "CODE /pointer"
std::string refused(std::string_view json) {
  const auto policy = read_policy(json);
  if (policy) return "taken";
  return std::string(code(policy.error().error)) + " " + policy.error().place.field;
}

Currency currency(std::string_view code) { return *Currency::from_code(code); }

TEST_CASE("a policy that says nothing is the default one") { CHECK(policy_of("") == Policy{}); }

TEST_CASE("the defaults are DOMAIN's") {
  const Policy policy;
  CHECK(policy.repayment.rule == AllocationRule::oldest_first);
  CHECK(minimum_payment_minor(policy.repayment, currency("USD")) == 1);
  CHECK(policy.automatic_charge.retry_hours == 24);
  CHECK(policy.settlement.hold_hours == 72);
  CHECK(policy.settlement.deposit_days == 2);
  CHECK(policy.methods.cutoff_hours == 24);
  CHECK(policy.methods.minimum_months == 6);
  CHECK(policy.methods.brands.size() == kCardBrands.size());
  CHECK(policy.verification.attempts == 3);
  CHECK(policy.verification.ttl_minutes == 10);
}

TEST_CASE("every field is read, and written so that it is read again the same") {
  const Policy policy = policy_of(R"(,
    "repayment":{"allocationRule":"kind_priority","kindPriority":["advertising","reserve"],
                 "minimumPayments":{"USD":"1.00","JPY":"100"},"matchDays":9},
    "automaticCharge":{"thresholds":{"USD":"20","KWD":"0.005","EUR":"0"},"retryHours":12,
                       "retries":{"insufficient_funds":2,"other":0},"mostAttempts":4,
                       "lastResort":true},
    "settlement":{"depositDays":3,"holdHours":48,"minimumDisbursements":{"USD":"5.00"},
                  "deferralDays":7},
    "methods":{"minimumMonths":1,"brands":["jcb"],"mostBankAccounts":2,"latinNames":true,
               "cutoffHours":36},
    "payment":{"answerSeconds":30,"requestSeconds":9,"pollSeconds":3,"slowestPollSeconds":90,
               "pollMinutes":600,"challengeMinutes":20,"providerRetrySeconds":10},
    "verification":{"attempts":5,"ttlMinutes":15,"resendSeconds":30},
    "statement":{"horizonDays":540})");
  CHECK(policy.repayment.rule == AllocationRule::kind_priority);
  CHECK(policy.repayment.kind_priority == std::vector{Kind::advertising, Kind::reserve});
  CHECK(policy.repayment.minimum_minor ==
        std::map<Currency, std::int64_t>{{currency("USD"), 100}, {currency("JPY"), 100}});
  CHECK(policy.repayment.match_days == 9);
  CHECK(
      policy.automatic_charge ==
      CollectionPolicy{
          .threshold_minor = {{currency("USD"), 2000}, {currency("KWD"), 5}, {currency("EUR"), 0}},
          .retry_hours = 12,
          .retries = {{DeclineClass::insufficient_funds, 2}, {DeclineClass::other, 0}},
          .most_attempts = 4,
          .last_resort = true});
  CHECK(policy.settlement == ClosingPolicy{.deposit_days = 3,
                                           .hold_hours = 48,
                                           .minimum_disbursement_minor = {{currency("USD"), 500}},
                                           .deferral_days = 7});
  CHECK(policy.methods == MethodPolicy{.minimum_months = 1,
                                       .brands = {CardBrand::jcb},
                                       .most_bank_accounts = 2,
                                       .latin_names = true,
                                       .cutoff_hours = 36});
  CHECK(policy.payment == PaymentPolicy{.answer_seconds = 30,
                                        .request_seconds = 9,
                                        .poll_seconds = 3,
                                        .slowest_poll_seconds = 90,
                                        .poll_minutes = 600,
                                        .challenge_minutes = 20,
                                        .provider_retry_seconds = 10});
  CHECK(policy.verification ==
        VerificationPolicy{.attempts = 5, .ttl_minutes = 15, .resend_seconds = 30});
  CHECK(policy.statement.horizon_days == 540);
  for (const Policy& written : {policy, Policy{}}) {
    TextOut out;
    write_policy(written, out);
    const auto read = read_policy(out.text());
    REQUIRE(read);
    CHECK(*read == written);
    TextOut again;
    write_policy(*read, again);
    CHECK(again.text() == out.text());
  }
}

TEST_CASE("what is given takes the place of its default whole") {
  CHECK(policy_of(R"(,"automaticCharge":{"retries":{}})").automatic_charge.retries.empty());
  CHECK(policy_of(R"(,"settlement":{"deferralDays":null})").settlement == ClosingPolicy{});
}

TEST_CASE("a policy that is none is refused with the place") {
  CHECK(refused("") == "FILE_EMPTY ");
  CHECK(refused(std::string_view("{\0}", 3)) == "NUL_BYTE ");
  CHECK(refused("{\"\xff\"}") == "INVALID_UTF8 ");
  CHECK(refused("\xef\xbb\xbf{}") == "INVALID_JSON ");
  CHECK(refused("{") == "FILE_TRUNCATED ");
  CHECK(refused("{}x") == "INVALID_JSON ");
  CHECK(refused(std::string(17, '[') + std::string(17, ']')) ==
        "TOO_DEEP /0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0");
  CHECK(refused(document(R"(,"methods":{"brands":["jcb"],"brands":["mir"]})")) ==
        "DUPLICATE_KEY /methods/brands");
  CHECK(refused("[]") == "INVALID_FIELD ");
  CHECK(refused("{}") == "FIELD_MISSING ");
  CHECK(refused(R"({"format":"repay-account","version":1})") == "FORMAT_UNKNOWN /format");
  CHECK(refused(R"({"format":"repay-policy","version":2})") == "INVALID_FIELD /version");
  CHECK(refused(std::string(kLargestPolicy + 1, ' ')) == "TOO_LARGE ");
}

TEST_CASE("a field that is misspelt, of a wrong type or impossible is refused with its pointer") {
  struct Row {
    std::string_view rest;
    std::string_view refusal;
  };
  const std::vector<Row> rows = {
      {R"("repayments":{})", "FIELD_UNKNOWN /repayments"},
      {R"("repayment":{"matchdays":5})", "FIELD_UNKNOWN /repayment/matchdays"},
      {R"("repayment":[])", "INVALID_FIELD /repayment"},
      {R"("repayment":{"allocationRule":"newest_first"})",
       "INVALID_FIELD /repayment/allocationRule"},
      {R"("repayment":{"allocationRule":["oldest_first"]})",
       "INVALID_FIELD /repayment/allocationRule"},
      {R"("repayment":{"kindPriority":["fee","tip"]})", "UNKNOWN_KIND /repayment/kindPriority/1"},
      {R"("repayment":{"kindPriority":["fee","fee"]})", "INVALID_FIELD /repayment/kindPriority/1"},
      {R"("repayment":{"kindPriority":["sale"]})", "INVALID_FIELD /repayment/kindPriority/0"},
      {R"("repayment":{"minimumPayments":{"USD":"0.00"}})",
       "INVALID_FIELD /repayment/minimumPayments/USD"},
      {R"("repayment":{"minimumPayments":{"USD":1}})",
       "INVALID_AMOUNT /repayment/minimumPayments/USD"},
      {R"("repayment":{"minimumPayments":{"USD":"1e2"}})",
       "INVALID_AMOUNT /repayment/minimumPayments/USD"},
      {R"("repayment":{"minimumPayments":{"JPY":"1.00"}})",
       "TOO_MANY_DECIMALS /repayment/minimumPayments/JPY"},
      {R"("repayment":{"minimumPayments":{"XAU":"1"}})",
       "UNKNOWN_CURRENCY /repayment/minimumPayments/XAU"},
      {R"("automaticCharge":{"thresholds":{"USD":"-0.01"}})",
       "INVALID_FIELD /automaticCharge/thresholds/USD"},
      {R"("automaticCharge":{"thresholds":{"USD":"92233720368547758.08"}})",
       "OVERFLOW /automaticCharge/thresholds/USD"},
      {R"("automaticCharge":{"retries":{"lost":1}})",
       "INVALID_FIELD /automaticCharge/retries/lost"},
      {R"("automaticCharge":{"retries":{"other":-1}})",
       "INVALID_FIELD /automaticCharge/retries/other"},
      {R"("automaticCharge":{"retryHours":0})", "INVALID_FIELD /automaticCharge/retryHours"},
      {R"("automaticCharge":{"retryHours":24.0})", "INVALID_FIELD /automaticCharge/retryHours"},
      {R"("automaticCharge":{"retryHours":"24"})", "INVALID_FIELD /automaticCharge/retryHours"},
      {R"("automaticCharge":{"retryHours":99999999999999999999})",
       "INVALID_FIELD /automaticCharge/retryHours"},
      {R"("automaticCharge":{"lastResort":1})", "INVALID_FIELD /automaticCharge/lastResort"},
      {R"("settlement":{"depositDays":null})", "INVALID_FIELD /settlement/depositDays"},
      {R"("methods":{"brands":[]})", "INVALID_FIELD /methods/brands"},
      {R"("methods":{"brands":["visa",1]})", "INVALID_FIELD /methods/brands/1"},
      {R"("statement":{"horizonDays":0})", "INVALID_FIELD /statement/horizonDays"},
      // Of several the first in error.h's order, whatever stands first.
      {R"("repayment":{"kindPriority":["tip"],"matchDays":-1},"x":1)", "FIELD_UNKNOWN /x"},
      {R"("repayment":{"kindPriority":["tip"],"matchDays":-1})",
       "INVALID_FIELD /repayment/matchDays"},
      {R"("statement":{"horizonDays":0},"repayment":{"matchDays":-1})",
       "INVALID_FIELD /statement/horizonDays"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rest);
    CHECK(refused(document("," + std::string(row.rest))) == row.refusal);
  }
}

TEST_CASE("a refusal names line and column") {
  const auto policy = read_policy("{\"format\": \"repay-policy\", \"version\": 1,\n \"x\": 2}");
  REQUIRE_FALSE(policy);
  CHECK(policy.error().place.line == 2);
  CHECK(policy.error().place.column == 7);
}

TEST_CASE("the engine refuses a policy that no document could give, and changes nothing") {
  std::vector<Policy> wrong(7);
  wrong[0].automatic_charge.retries[DeclineClass::lost] = 1;
  wrong[1].settlement.hold_hours = -1;
  wrong[2].methods.brands = {};
  wrong[3].methods.brands = {CardBrand::visa, CardBrand::visa};
  wrong[4].repayment.minimum_minor[currency("USD")] = 0;
  wrong[5].repayment.kind_priority = {Kind::sale};
  wrong[6].statement.horizon_days = 0;
  Engine engine;
  for (const Policy& policy : wrong) {
    const auto set = engine.set_policy(policy);
    REQUIRE_FALSE(set);
    CHECK(set.error().error == Error::invalid_field);
    CHECK(engine.policy() == Policy{});
  }
  Policy right;
  right.methods.latin_names = true;
  CHECK(engine.set_policy(right));
  CHECK(engine.policy() == right);
}

}  // namespace
}  // namespace repay
