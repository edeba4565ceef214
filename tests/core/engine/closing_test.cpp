// What tables cannot say of closings: accounts that are kept as downloads, ledgers of files, ids,
// and plans of payments. The rest stands in tests/scenarios/closing.txt.

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "core/engine/engine.h"
#include "tests/core/support/refused.h"
#include "tests/core/support/story.h"
#include "tests/core/support/text_out.h"

namespace repay {
namespace {

const LedgerKey kUsd{"", *Currency::from_code("USD")};
const DepositMethod kBank{.id = "bank", .shown = "Bank •• 32", .changed_at = {0}};

ChargeMethods only(ChargeMethod method) {
  ChargeMethods methods;
  methods.active = std::move(method);
  return methods;
}

Instant at(std::string_view text) { return parse_instant(text).value(); }

void import(Engine& engine, const std::string& text) {
  engine.begin_import(ImportMode::add);
  engine.begin_file("", text.size());
  REQUIRE(engine.feed(text));
  REQUIRE(engine.end_file());
  REQUIRE(engine.commit_import());
}

std::string account(const std::string& entries) {
  return R"({"format":"repay-account","version":1,"store":"","currency":"USD","zone":"UTC","entries":[)" +
         entries + "]}";
}

ClosePeriod june(std::string id = "P1") {
  return {.ledger = kUsd,
          .terms = {.period = {std::move(id), at("2026-06-01"), at("2026-06-15")},
                    .deposit_method = kBank},
          .now = at("2026-06-15")};
}

std::string download(const Engine& engine) {
  testing::TextOut out;
  REQUIRE(engine.export_json(kUsd, out));
  return out.text();
}

const std::string kSale = R"({"id":"S","at":"2026-06-02","kind":"sale","amount":"100.00"})";
const std::string kFee = R"({"id":"F","at":"2026-06-02","kind":"fee","amount":"-100.00"})";

TEST_CASE("a period closed in an account that was downloaded is not paid out again") {
  Engine engine;
  import(engine, account(kSale));
  REQUIRE(engine.close_period(june()));
  Engine again;
  import(again, download(engine));
  import(again, account(R"({"id":"T","at":"2026-06-16","kind":"sale","amount":"7.00"})"));
  const auto closed = again.close_period(june()).value();
  CHECK(closed.plan.closing_minor == 10000);
  CHECK(closed.plan.disbursed_minor == 10000);
  CHECK(closed.transfer->amount_minor == 10000);
  CHECK(again.balance(kUsd)->balance_minor == 700);
  CHECK(again.balance(kUsd)->disbursed_minor == 10000);
}

TEST_CASE("charges made before a download keep their numbers after it") {
  Engine engine;
  import(engine, account(kFee));
  const ChargeMethods methods = only({.id = "c1", .shown = "Visa •• 4242"});
  const Instant now = at("2026-06-15");
  CHECK(engine.collect({kUsd, RoundDue{methods}, now})->key == "card-charge-1");
  CHECK(engine.collect({kUsd, ChargeDeclined{1, DeclineClass::other}, now})->posted ==
        std::vector<std::string>{"card-charge-1"});
  Engine again;
  import(again, download(engine));
  const auto round = again.collect({kUsd, RoundDue{methods}, now}).value();
  CHECK(round.key == "card-charge-2");
  REQUIRE(again.collect({kUsd, ChargeSucceeded{2, 10000}, now}));
  const auto rows = again.statement_rows(kUsd, WholeLedger(), testing::kEverything).value();
  CHECK(rows[1].description == "Visa •• 4242: other");
  CHECK(rows[2].description == "Visa •• 4242");
  CHECK(rows[2].kind == "card_charge");
}

TEST_CASE("after a download a row that came late still belongs to the period that it names") {
  Engine engine;
  import(engine, account(kSale + R"(,{"id":"F","at":"2026-06-15T00:00:05Z","kind":"fee",)"
                                 R"("amount":"-7.00","settlement":"P1"})"));
  CHECK(engine.close_period(june())->plan.disbursed_minor == 9300);
  Engine again;
  import(again, download(engine));
  ClosePeriod next = june("P2");
  next.terms.period = {"P2", at("2026-06-15"), at("2026-06-29")};
  CHECK(again.closing(next)->plan.opening_minor == 0);
  CHECK(engine.closing(next)->plan.opening_minor == 0);
}

TEST_CASE("an import that tells a charge under way is that charge, and its answer posts no other") {
  const ChargeMethods methods = only({"c1"});
  const std::string charge = R"({"id":"card-charge-1","at":"2026-06-15","kind":"card_charge",)";
  Engine engine;
  import(engine, account(kFee));
  REQUIRE(engine.collect({kUsd, RoundDue{methods}, at("2026-06-15")})->attempt);
  import(engine, account(charge + R"("amount":"60.00"})"));
  CHECK(testing::refused(engine.collect({kUsd, ChargeSucceeded{1, 5900}, {}})) ==
        Error::duplicate_id);
  CHECK(testing::refused(engine.collect({kUsd, ChargeDeclined{1, DeclineClass::other}, {}})) ==
        Error::duplicate_id);
  const auto told = engine.collect({kUsd, ChargeSucceeded{1, 6000}, at("2026-06-15")}).value();
  CHECK(told.posted.empty());
  CHECK_FALSE(told.attempt.has_value());
  CHECK(engine.balance(kUsd)->can_pay_now_minor == 4000);
}

TEST_CASE("an attempt takes no number that another entry has") {
  ChargeMethods methods = only({"c1"});
  methods.backups_enabled = true;
  methods.backups = {{.method = {"c2"}}};
  Engine engine;
  import(engine, account(kFee));
  REQUIRE(engine.collect({kUsd, RoundDue{methods}, at("2026-06-15")})->attempt);
  import(engine,
         account(R"({"id":"card-charge-2","at":"2026-06-15","kind":"fee","amount":"-1.00"})"));
  const auto next = engine.collect({kUsd, ChargeDeclined{1, DeclineClass::other}, {}}).value();
  CHECK(next.key == "card-charge-3");
  REQUIRE(engine.collect({kUsd, ChargeSucceeded{3, 10000}, at("2026-06-15")}));
}

TEST_CASE("a payout takes the id of no other entry") {
  Engine engine;
  import(engine, account(kSale + R"(,{"id":"P1/disbursement","at":"2026-06-03","kind":"sale",)"
                                 R"("amount":"1.00"})"));
  CHECK(engine.close_period(june()).error().error == Error::duplicate_id);
  CHECK(engine.balance(kUsd)->balance_minor == 10100);
}

TEST_CASE("what is under way is kept by an import, and forgotten by another account") {
  Engine engine;
  import(engine, account(kFee));
  const ChargeMethods methods = only({"c1"});
  REQUIRE(engine.collect({kUsd, RoundDue{methods}, at("2026-06-15")}));
  import(engine, account(R"({"id":"G","at":"2026-06-16","kind":"fee","amount":"-5.00"})"));
  CHECK(engine.balance(kUsd)->pending_minor == 10000);
  CHECK(engine.balance(kUsd)->can_pay_now_minor == 500);
  engine.begin_import(ImportMode::replace);
  engine.begin_file("", 0);
  REQUIRE(engine.feed(account(kFee)));
  REQUIRE(engine.end_file());
  REQUIRE(engine.commit_import());
  CHECK(engine.balance(kUsd)->can_pay_now_minor == 10000);
  CHECK(engine.collection(kUsd)->state == "resting");
  CHECK_FALSE(engine.collection(kUsd)->attempt.has_value());
}

TEST_CASE("what could name no entry, or no ledger, is refused") {
  Engine engine;
  CHECK(engine.closing(june()).error().error == Error::ledger_unknown);
  import(engine, account(kSale));
  for (const std::string& id : {std::string(), std::string("a\nb"), std::string("\xff"),
                                std::string(200, 'x'), std::string(188, 'x')}) {
    CAPTURE(id);
    CHECK(engine.close_period(june(id)).error().error == Error::invalid_field);
  }
  CHECK(engine.close_period(june(std::string(187, 'x'))).has_value());
  CHECK(download(engine).contains("/disbursement"));
  const LedgerKey none{"other", kUsd.currency};
  CHECK(testing::refused(engine.collect({none, RoundDue{}, {}})) == Error::ledger_unknown);
  CHECK(testing::refused(engine.collection(none)) == Error::ledger_unknown);
  CHECK(testing::refused(engine.expect_charge(none, {})) == Error::ledger_unknown);
  CHECK(testing::refused(engine.report_transfer({none, "P1", TransferDue(), {}})) ==
        Error::ledger_unknown);
  CHECK(testing::refused(engine.report_transfer({kUsd, "P1", TransferDue(), {}})) ==
        Error::unknown_reference);
}

TEST_CASE("money that is too much to count does not come back, and the transfer stays as it was") {
  Engine engine;
  import(engine,
         account(R"({"id":"S","at":"2026-06-02","kind":"sale","amount":"92233720368547758.07"})"));
  REQUIRE(engine.close_period(june()));
  REQUIRE(engine.report_transfer({kUsd, "P1", TransferDue(), at("2026-06-17")}));
  const std::string before = testing::story(engine);
  CHECK(testing::refused(engine.report_transfer(
            {kUsd, "P1", TransferReturned(), at("2026-06-18")})) == Error::overflow);
  CHECK(testing::story(engine) == before);
  CHECK(engine.closing(june())->transfer->state == "sent");
}

TEST_CASE("a charge that is too much to count is refused, and stays under way") {
  Engine engine;
  import(engine, account(kFee));
  const ChargeMethods methods = only({"c1"});
  REQUIRE(engine.collect({kUsd, RoundDue{methods}, at("2026-06-15")})->attempt);
  import(engine,
         account(R"({"id":"S","at":"2026-06-15","kind":"sale","amount":"92233720368547758.07"})"));
  const std::string before = testing::story(engine);
  CHECK(testing::refused(engine.collect({kUsd, ChargeSucceeded{1, 1}, at("2026-06-15")})) ==
        Error::overflow);
  CHECK(testing::story(engine) == before);
  CHECK(engine.collection(kUsd)->attempt->number == 1);
}

TEST_CASE("a settlement that came as a file is told as its file says, and closed by no command") {
  Engine engine;
  import(
      engine,
      "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
      "currency\ttransaction-type\torder-id\tamount-type\tamount-description\tamount\tposted-date"
      "-time\n"
      "77\t2026-06-01 00:00:00 UTC\t2026-06-15 00:00:00 UTC\t2026-06-17 00:00:00 UTC\t61.00\t"
      "USD\t\t\t\t\t\t\n"
      "77\t\t\t\t\t\tOrder\t1\tItemPrice\tPrincipal\t61.00\t2026-06-02 00:00:00 UTC\n");
  const auto view = engine.closing(june("77")).value();
  CHECK(view.plan.opening_minor == 0);
  CHECK(view.plan.disbursed_minor == 6100);
  CHECK(view.plan.deposit_at == at("2026-06-17"));
  CHECK(engine.closing(june("78")).error().error == Error::settlement_conflict);
  CHECK(engine.close_period(june("77")).error().error == Error::settlement_conflict);
}

TEST_CASE("a plan says what the close finds unpaid, by the days of the store") {
  Engine engine;
  import(engine, account(kFee));
  const PlanTerms terms{.amount_minor = 3000, .from = {2026, 6, 3}};
  const auto rest = [&](std::string_view close) {
    REQUIRE(engine.expect_charge(
        kUsd, {.methods = only({"c1"}), .closes_at = at(close), .zone = ZoneOffset{-240}}));
    return engine.plan(kUsd, terms, {})->rest.value();
  };
  CHECK_FALSE(engine.plan(kUsd, terms, {})->rest.has_value());
  CHECK(rest("2026-06-03T04:00:00Z").amount_minor == 10000);
  CHECK(rest("2026-06-03T04:00:01Z").amount_minor == 7000);
  CHECK(rest("2026-06-17T12:00:00Z").amount_minor == 1000);
  CHECK(rest("2026-06-17T12:00:00Z").outcome == "charged");
  CHECK(rest("2026-06-24T12:00:00Z").outcome == "nothing_owed");
}

TEST_CASE("without terms a preview says nothing of the rest") {
  Engine engine;
  import(engine, account(kFee));
  CHECK_FALSE(engine.preview(kUsd, 100, {})->rest.has_value());
  REQUIRE(engine.expect_charge(kUsd, {.methods = only({"c1"})}));
  const auto rest = engine.preview(kUsd, 100, {})->rest.value();
  CHECK(rest.outcome == "charged");
  CHECK_FALSE(rest.at.has_value());
}

}  // namespace
}  // namespace repay
