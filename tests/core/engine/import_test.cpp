#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "tests/core/support/refused.h"

namespace repay {
namespace {

struct File {
  std::string text;
  std::string store{};
};

/// A settlement flat file V1 of one row of `amount`, with the columns it needs.
std::string settlement(const std::string& id, const std::string& start, const std::string& end,
                       const std::string& amount, const std::string& type = "Storage Fee") {
  return "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-"
         "amount\tcurrency\t"
         "transaction-type\torder-id\tposted-date\tsku\tother-amount\n" +
         id + "\t2026-01-" + start + "T00:00:00+00:00\t2026-01-" + end +
         "T00:00:00+00:00\t2026-01-" + end + "T12:00:00+00:00\t" + amount + "\tUSD\t\t\t\t\t\n" +
         id + "\t\t\t\t\t\t" + type + "\t\t2026-01-" + start + "T10:00:00+00:00\t\t" + amount +
         "\n";
}

std::string account(const std::string& entries, const std::string& currency = "USD") {
  return R"({"format":"repay-account","version":1,"store":"","currency":")" + currency +
         R"(","zone":"UTC","entries":[)" + entries + "]}";
}

std::string entry(const std::string& id, const std::string& amount, const std::string& more = {}) {
  const std::string kind = amount.starts_with("-") ? "fee" : "sale";
  return R"({"id":")" + id + R"(","at":"2026-02-01T00:00:00Z","kind":")" + kind +
         R"(","amount":")" + amount + "\"" + more + "}";
}

Placed<ImportView> import(Engine& engine, const std::vector<File>& files,
                          ImportMode mode = ImportMode::add) {
  engine.begin_import(mode);
  for (const File& file : files) {
    engine.begin_file(file.store, file.text.size());
    if (auto fed = engine.feed(file.text); !fed) return std::unexpected(fed.error());
    if (auto ended = engine.end_file(); !ended) return std::unexpected(ended.error());
  }
  return engine.commit_import();
}

std::optional<Error> refusal(Engine& engine, const std::vector<File>& files) {
  const auto view = import(engine, files);
  if (view) return std::nullopt;
  return view.error().error;
}

std::int64_t balance(const Engine& engine) {
  const auto views = engine.balances();
  REQUIRE(views.size() == 1);
  return views[0].balance_minor;
}

TEST_CASE("several files are stored whole or not at all, and the refusal names the file") {
  Engine engine;
  REQUIRE(import(engine, {{account(entry("a", "-5.00"))}}));
  CHECK(refusal(engine, {{account(entry("b", "-1.00"))}, {account(entry("a", "-1.00"))}}) ==
        Error::duplicate_id);
  CHECK(engine.refused_file() == 1);
  CHECK(refusal(engine, {{account(entry("b", "-1.00"), "EUR")}, {"\x89PNG\r\n"}}).has_value());
  CHECK(engine.refused_file() == 1);
  CHECK_FALSE(engine.importing());
  CHECK(engine.balances().size() == 1);
  CHECK(balance(engine) == -500);
  CHECK(engine.balances()[0].version == 1);
}

TEST_CASE("a cancelled import leaves nothing") {
  Engine engine;
  engine.begin_import(ImportMode::add);
  engine.begin_file("", 0);
  REQUIRE(engine.feed(account(entry("a", "-5.00"))));
  engine.cancel_import();
  CHECK(engine.balances().empty());
  CHECK_FALSE(engine.importing());
}

TEST_CASE("a second import of a settlement adds nothing, with another total it is a conflict") {
  Engine engine;
  const std::string file = settlement("7", "01", "15", "-3.00");
  CHECK(import(engine, {{file}}).value().added == 1);
  const auto again = import(engine, {{file}, {file}});
  REQUIRE(again.has_value());
  CHECK(again->added == 0);
  CHECK(again->settlements.size() == 2);
  CHECK(balance(engine) == -300);
  CHECK(engine.balances()[0].version == 1);
  CHECK(refusal(engine, {{settlement("7", "01", "15", "-4.00")}}) == Error::settlement_conflict);
  CHECK(refusal(engine, {{settlement("8", "15", "29", "-1.00")},
                         {settlement("8", "15", "29", "-2.00")}}) == Error::settlement_conflict);
  CHECK(engine.refused_file() == 1);
  CHECK(balance(engine) == -300);
}

TEST_CASE("a conflict of two files of a settlement names the total of the later, in its format") {
  const auto place_of = [](const std::string& first, const std::string& second) {
    Engine engine;
    REQUIRE(import(engine, {{first}}));
    const auto refused = import(engine, {{second}});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().error == Error::settlement_conflict);
    return std::to_string(refused.error().place.line) + " " + refused.error().place.field;
  };
  const std::string flat = settlement("7", "01", "15", "-3.00");
  const std::string xml =
      "<AmazonEnvelope><Message><SettlementReport><SettlementData>\n"
      "<AmazonSettlementID>7</AmazonSettlementID>\n"
      "<TotalAmount currency=\"USD\">0.00</TotalAmount><StartDate>2026-01-01T00:00:00Z</StartDate>"
      "<EndDate>2026-01-15T00:00:00Z</EndDate><DepositDate>2026-01-17T00:00:00Z</DepositDate>"
      "</SettlementData></SettlementReport></Message></AmazonEnvelope>";
  CHECK(place_of(flat, xml) == "3 SettlementData/TotalAmount");
  CHECK(place_of(xml, flat) == "2 total-amount");
}

TEST_CASE("settlements are ordered by their start, whatever the order of files and of imports") {
  const std::string first = settlement("1", "01", "10", "-5.00");
  const std::string second = settlement("2", "10", "20", "-5.00", "Payable to Amazon");
  Engine together;
  REQUIRE(import(together, {{second}, {first}}));
  Engine later;
  REQUIRE(import(later, {{second}}));
  REQUIRE(import(later, {{first}}));
  for (const Engine* engine : {&together, &later}) {
    CHECK(balance(*engine) == -500);
    const auto open =
        engine->open_charges({"", engine->balances()[0].ledger.currency}, {0, 9}).value();
    REQUIRE(open.size() == 1);
    CHECK(open[0].id == "1/1");
  }
}

TEST_CASE(
    "the store of a settlement file is what the caller says, and ledgers of two stores are two") {
  Engine engine;
  const std::string file = settlement("7", "01", "15", "-3.00");
  REQUIRE(import(engine, {{file, "north"}, {file, "south"}}));
  CHECK(engine.balances().size() == 2);
  CHECK(testing::refused(engine.find_ledger(std::nullopt, std::nullopt)) ==
        Error::ledger_ambiguous);
  CHECK(engine.find_ledger("south", std::nullopt).value().store == "south");
  CHECK(testing::refused(engine.find_ledger("east", std::nullopt)) == Error::ledger_unknown);
}

TEST_CASE("an entry of account JSON may name a settlement's row") {
  Engine engine;
  REQUIRE(import(
      engine,
      {{account(
           R"({"id":"w","at":"2026-02-01T00:00:00Z","kind":"write_off","amount":"1.00","charge":"7/1"})")},
       {settlement("7", "01", "15", "-3.00")}}));
  CHECK(engine.balances()[0].outstanding_minor == 200);
}

TEST_CASE("an import that takes the account's place forgets what was there") {
  Engine engine;
  REQUIRE(import(engine, {{account(entry("a", "-5.00"), "EUR")}}));
  REQUIRE(import(engine, {{account(entry("a", "-7.00"))}}, ImportMode::replace));
  CHECK(balance(engine) == -700);
}

TEST_CASE("an import that takes the account's place and is refused leaves the account") {
  Engine engine;
  REQUIRE(import(engine, {{account(entry("a", "-5.00"))}}));
  CHECK_FALSE(import(engine, {{account(entry("a", "-7.00") + "," + entry("a", "-7.00"))}},
                     ImportMode::replace));
  CHECK(balance(engine) == -500);
}

}  // namespace
}  // namespace repay
