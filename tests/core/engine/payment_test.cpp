#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "core/engine/engine.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::refused;

/// DOMAIN.md 13's base: A −39.99, B −12.50, C −100.00.
Engine base() {
  Engine engine;
  engine.begin_import(ImportMode::add);
  engine.begin_file("", 0);
  const std::string text =
      R"({"format":"repay-account","version":1,"store":"","currency":"USD","zone":"UTC","entries":[
    {"id":"A","at":"2026-01-01T00:00:00Z","kind":"fee","amount":"-39.99","description":"Subscription"},
    {"id":"B","at":"2026-01-05T00:00:00Z","kind":"fee","amount":"-12.50"},
    {"id":"C","at":"2026-01-09T00:00:00Z","kind":"refund","amount":"-100.00"}]})";
  REQUIRE(engine.feed(text));
  REQUIRE(engine.end_file());
  REQUIRE(engine.commit_import());
  return engine;
}

PaymentCommand paying(const Engine& engine, std::int64_t amount_minor,
                      const std::string& key = "k1") {
  const BalanceView view = engine.balances().front();
  return {.ledger = view.ledger,
          .amount_minor = amount_minor,
          .idempotency_key = key,
          .version = view.version,
          .at = {1768000000000},
          .method = "Mastercard •• 4444"};
}

TEST_CASE("a payment is the preview made true, with a receipt of what it paid") {
  Engine engine = base();
  const auto command = paying(engine, 5000);
  const auto shown = engine.preview(command.ledger, 5000, {0, 10}).value();
  const auto receipt = engine.pay(command).value();
  CHECK(receipt.payment == "payment-k1");
  CHECK(receipt.charges_paid == 2);
  REQUIRE(receipt.charges.size() == 2);
  CHECK(receipt.charges[0].pays_minor == 3999);
  CHECK(receipt.charges[1].open_after_minor == 249);
  CHECK(receipt.outstanding_after_minor == shown.outstanding_after_minor);
  CHECK(receipt.balance_after_minor == shown.balance_after_minor);
  CHECK(engine.balances()[0].outstanding_minor == 10249);
  CHECK(engine.balances()[0].version == receipt.version_after);
}

TEST_CASE("the same key with the same fields answers the same receipt and pays once") {
  Engine engine = base();
  const auto command = paying(engine, 5000);
  const auto first = engine.pay(command).value();
  const auto again = engine.pay(command).value();
  CHECK(again.version_after == first.version_after);
  CHECK(again.outstanding_after_minor == first.outstanding_after_minor);
  CHECK(engine.balances()[0].outstanding_minor == 10249);
}

TEST_CASE("refusals come in the order of the list, and change nothing") {
  Engine engine = base();
  REQUIRE(engine.pay(paying(engine, 100, "used")));
  const std::uint64_t version = engine.balances()[0].version;
  auto command = paying(engine, 15250, "used");
  command.version = 0;
  command.ledger.store = "elsewhere";
  CHECK(refused(engine.pay(command)) == Error::ledger_unknown);
  command.ledger.store = "";
  CHECK(refused(engine.pay(command)) == Error::idempotency_conflict);
  command.idempotency_key = "fresh";
  CHECK(refused(engine.pay(command)) == Error::stale);
  command.version = version;
  command.amount_minor = 0;
  CHECK(refused(engine.pay(command)) == Error::amount_not_positive);
  command.amount_minor = std::numeric_limits<std::int64_t>::max();
  CHECK(refused(engine.pay(command)) == Error::amount_exceeds_balance);
  command.idempotency_key.clear();
  CHECK(refused(engine.pay(command)) == Error::invalid_field);
  CHECK(engine.balances()[0].version == version);
}

TEST_CASE("two tabs that saw one version cannot both pay it") {
  Engine engine = base();
  const auto one = paying(engine, 10000, "tab1");
  auto two = paying(engine, 10000, "tab2");
  REQUIRE(engine.pay(one));
  CHECK(refused(engine.pay(two)) == Error::stale);
  two.version = engine.balances()[0].version;
  CHECK(refused(engine.pay(two)) == Error::amount_exceeds_balance);
}

TEST_CASE("a payment over two methods shows what each of them paid") {
  Engine engine = base();
  auto command = paying(engine, 5000);
  command.tenders = {{"Stored balance", 2000}, {"Visa •• 4242", 2999}};
  CHECK(refused(engine.pay(command)) == Error::tender_mismatch);
  command.tenders[1].amount_minor = 3000;
  const auto receipt = engine.pay(command).value();
  CHECK(receipt.tenders == command.tenders);
  CHECK(receipt.waits_minor == 0);
  CHECK(engine.balances()[0].outstanding_minor == 10249);
  auto other = command;
  other.tenders = {{"Stored balance", 3000}, {"Visa •• 4242", 2000}};
  CHECK(refused(engine.pay(other)) == Error::idempotency_conflict);
}

TEST_CASE("a payment over two methods that settles for less takes the stored balance first") {
  Engine engine = base();
  auto command = paying(engine, 5000);
  command.tenders = {{"Stored balance", 2000}, {"Visa •• 4242", 3000}};
  REQUIRE(engine.submit(command));
  const auto settled = engine.settle({"k1", 4500, {1768000000000}}).value();
  CHECK(settled.receipt->tenders ==
        std::vector<Tender>{{"Stored balance", 2000}, {"Visa •• 4242", 2500}});
  CHECK(settled.tenders == command.tenders);
}

TEST_CASE("what a race left nothing to pay for is on the receipt, which never changes") {
  Engine engine = base();
  const auto command = paying(engine, 15249);
  REQUIRE(engine.submit(command));
  engine.begin_import(ImportMode::add);
  engine.begin_file("", 0);
  const std::string sale =
      R"({"format":"repay-account","version":1,"store":"","currency":"USD","entries":[
      {"id":"S","at":"2026-01-11","kind":"sale","amount":"30.00"}]})";
  REQUIRE(engine.feed(sale));
  REQUIRE(engine.end_file());
  REQUIRE(engine.commit_import());
  const auto receipt = engine.settle({"k1", 15249, {1768000000000}}).value().receipt.value();
  CHECK(receipt.waits_minor == 3000);
  CHECK(engine.balances()[0].unapplied_credit_minor == 3000);
  REQUIRE(engine.reverse_payment({"k1", "R", 15249, "fraud", {}}));
  const auto after = engine.payment("k1").value();
  CHECK(after.state == "reversed");
  CHECK(after.reversed_minor == 15249);
  CHECK(after.receipt->charges.size() == receipt.charges.size());
  CHECK(after.receipt->waits_minor == 3000);
}

TEST_CASE("a window of a preview shows what is paid off, then in part, then not reached") {
  const Engine engine = base();
  const LedgerKey key = engine.balances()[0].ledger;
  const auto view = engine.preview(key, 5000, {1, 5}).value();
  CHECK(view.closes == 1);
  CHECK(view.part_pays);
  CHECK(view.open_charges == 3);
  REQUIRE(view.rows.size() == 2);
  CHECK(view.rows[0].id == "B");
  CHECK(view.rows[0].pays_minor == 1001);
  CHECK(view.rows[1].pays_minor == 0);
  CHECK(engine.preview(key, 5000, {9, 5}).value().rows.empty());
  CHECK(engine.preview(key, 15249, {0, 0}).value().closes == 3);
}

TEST_CASE("a range that ends before it begins is refused, also for its rows") {
  const Engine engine = base();
  const LedgerKey key = engine.balances()[0].ledger;
  const DayRange range{.from = {2026, 1, 5}, .to = {2026, 1, 4}, .zone = {}};
  CHECK(refused(engine.statement(key, range)) == Error::invalid_range);
  CHECK(refused(engine.statement_rows(key, range, {0, 9})) == Error::invalid_range);
}

TEST_CASE("a statement's days are local: the same instant is another day elsewhere") {
  const Engine engine = base();
  const LedgerKey key = engine.balances()[0].ledger;
  const auto on = [&](CivilDate day, std::int32_t minutes) {
    return engine.statement(key, DayRange{.from = day, .to = day, .zone = ZoneOffset{minutes}})
        .value()
        .entries;
  };
  CHECK(on({2026, 1, 5}, 0) == 1);
  CHECK(on({2026, 1, 5}, -60) == 0);
  CHECK(on({2026, 1, 4}, -60) == 1);
}

}  // namespace
}  // namespace repay
