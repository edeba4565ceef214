#include "core/cli/program.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/core/cli/memory_files.h"

namespace repay {
namespace {

using nlohmann::json;
using testing::Ran;
using testing::run;

std::string account(std::string_view store, std::string_view currency, std::string_view entries) {
  return R"({"format":"repay-account","version":1,"store":")" + std::string(store) +
         R"(","currency":")" + std::string(currency) + R"(","zone":"UTC","entries":[)" +
         std::string(entries) + "]}";
}

const std::string kBase = account("", "CAD", R"(
  {"id":"A","at":"2026-01-01T00:00:00Z","kind":"fee","amount":"-39.99","description":"a"},
  {"id":"B","at":"2026-01-05T00:00:00Z","kind":"fee","amount":"-12.50","description":"b"},
  {"id":"C","at":"2026-01-09T00:00:00Z","kind":"fee","amount":"-100.00","description":"c"})");
const std::string kPayment = account(
    "", "CAD", R"({"id":"P","at":"2026-01-10T00:00:00Z","kind":"payment","amount":"50.00"})");

json answer(const Ran& ran) {
  CAPTURE(ran.error);
  REQUIRE(ran.exit == kExitDone);
  CHECK(ran.error.empty());
  return json::parse(ran.out);
}

json refusal(const Ran& ran) {
  CAPTURE(ran.out);
  REQUIRE(ran.exit == kExitRefused);
  CHECK(ran.out.empty());
  return json::parse(ran.error)["error"];
}

TEST_CASE("a balance says what is owed and whether it can be repaid") {
  const json view = answer(run({"balance", "f", "--json"}, {{"f", kBase}}))["ledgers"][0];
  CHECK(view["balance"] == "-152.49");
  CHECK(view["outstanding"] == "152.49");
  CHECK(view["openCharges"] == 3);
  CHECK(view["repayOffered"] == true);
}

TEST_CASE("an explanation says what paid a charge, by which rule, and what a figure is made of") {
  const Ran ran =
      run({"explain", "f", "g", "--entry=B", "--json"}, {{"f", kBase}, {"g", kPayment}});
  const json view = answer(ran);
  CHECK(view["facts"] == 3);
  CHECK(view["amount"] == "-12.50");
  CHECK(view["explanation"][1]["code"] == "paid_by");
  CHECK(view["explanation"][1]["entry"] == "P");
  CHECK(view["explanation"][1]["amount"] == "10.01");
  CHECK(view["explanation"][1]["rule"] == "oldest_first");
  CHECK(view["explanation"][2]["amount"] == "2.49");
  const json owed = answer(run({"explain", "f", "--figure=outstanding", "--json"}, {{"f", kBase}}));
  CHECK(owed["amount"] == "152.49");
  CHECK(owed["explanation"][0]["kind"] == "fee");
  CHECK(refusal(run({"explain", "f", "--entry=Z", "--json"}, {{"f", kBase}}))["code"] ==
        "ENTRY_UNKNOWN");
  CHECK(run({"explain", "f"}, {{"f", kBase}}).exit == kExitUsage);
}

TEST_CASE("with the close of the period a preview and a plan say what is then charged") {
  const std::string policy =
      R"({"format":"repay-policy","version":1,"automaticCharge":{"thresholds":{"CAD":"20.00"}}})";
  const auto rest = [&](std::vector<std::string_view> words) {
    words.insert(words.end(), {"f", "--policy=p", "--close=2026-01-15T00:00:00Z", "--json"});
    return answer(run(words, {{"f", kBase}, {"p", policy}}))["rest"];
  };
  const json charged = rest({"preview", "--pay=50", "--method=Visa •• 4242"});
  CHECK(charged["outcome"] == "charged");
  CHECK(charged["amount"] == "102.49");
  CHECK(charged["at"] == "2026-01-15T00:00:00Z");
  CHECK(charged["method"] == "Visa •• 4242");
  CHECK(charged["threshold"] == "20.00");
  CHECK(rest({"preview", "--pay=140"})["outcome"] == "rolls_forward");
  CHECK(rest({"preview", "--pay=152.49"})["outcome"] == "nothing_owed");
  const json planned = rest({"plan", "--pay=60", "--every=week", "--from=2026-01-07"});
  CHECK(planned["amount"] == "32.49");
  CHECK(answer(run({"preview", "f", "--pay=50", "--json"}, {{"f", kBase}}))["rest"].is_null());
  CHECK(run({"preview", "f", "--pay=50", "--close=2026-01-15T00:00:00Z", "--method=Visa"},
            {{"f", kBase}})
            .out.contains("102.49 is charged automatically on 2026-01-15 00:00:00 (UTC), first on "
                          "Visa."));
  CHECK(run({"preview", "f", "--pay=50", "--method=Visa"}, {{"f", kBase}}).exit == kExitUsage);
}

TEST_CASE("a closing says what is paid out and when, or charged, and why") {
  const std::string sales = account("", "USD", R"(
    {"id":"S","at":"2026-06-02T00:00:00Z","kind":"sale","amount":"100.00"},
    {"id":"T","at":"2026-06-14T00:00:00Z","kind":"sale","amount":"30.00","available":"2026-06-20T00:00:00Z"})");
  std::vector<std::string_view> words = {
      "closing", "f", "--from=2026-06-01", "--to=2026-06-14", "--settlement=P1", "--json"};
  const json paid = answer(run(words, {{"f", sales}}));
  CHECK(paid["settlement"] == "P1");
  CHECK(paid["end"] == "2026-06-15T00:00:00Z");
  CHECK(paid["closing"] == "130.00");
  CHECK(paid["disbursed"] == "100.00");
  CHECK(paid["carried"] == "30.00");
  CHECK(paid["depositAt"] == "2026-06-17T00:00:00Z");
  CHECK(paid["reasons"].dump() == R"([{"amount":"30.00","code":"deferred","until":null}])");
  words.push_back("--deposit-changed=2026-06-14T20:30:00Z");
  const json held = answer(run(words, {{"f", sales}}));
  CHECK(held["depositDue"] == "2026-06-17T00:00:00Z");
  CHECK(held["depositAt"] == "2026-06-17T20:30:00Z");
  CHECK(held["reasons"][0]["until"] == "2026-06-17T20:30:00Z");
  words.back() = "--no-deposit-method";
  words.push_back("--restricted");
  const json kept = answer(run(words, {{"f", sales}}));
  CHECK(kept["disbursed"] == "0.00");
  CHECK(kept["depositAt"].is_null());
  CHECK(kept["reasons"].size() == 3);
  const json owed = answer(run(
      {"closing", "f", "--from=2026-01-01", "--to=2026-01-14", "--method=Visa •• 4242", "--json"},
      {{"f", kBase}}));
  CHECK(owed["charged"] == "152.49");
  CHECK(owed["firstChargeAt"] == "2026-01-15T00:00:00Z");
  CHECK(owed["method"] == "Visa •• 4242");
  CHECK(refusal(run({"closing", "f", "--json"}, {{"f", kBase}}))["code"] == "UNKNOWN_REFERENCE");
  CHECK(run({"closing", "f", "--from=2026-01-01", "--to=2026-01-14"}, {{"f", kBase}})
            .out.contains("Charged automatically   152.49  from 2026-01-15 00:00:00"));
}

TEST_CASE("a plan says what each payment pays and when all is paid") {
  const json view = answer(
      run({"plan", "f", "--pay=50", "--every=week", "--from=2026-12-01", "--limit=2", "--json"},
          {{"f", kBase}}));
  CHECK(view["payments"] == 4);
  CHECK(view["last"] == "2.49");
  CHECK(view["clearedOn"] == "2026-12-22");
  REQUIRE(view["plan"].size() == 2);
  CHECK(view["plan"][0]["charges"][1]["openAfter"] == "2.49");
  CHECK(view["plan"][1]["outstandingAfter"] == "52.49");
  const auto refused = run(
      {"plan", "f", "--pay=0.01", "--every=month", "--from=2026-12-01", "--json"}, {{"f", kBase}});
  CHECK(refusal(refused)["code"] == "PLAN_TOO_LONG");
  CHECK(run({"plan", "f", "--pay=1", "--every=day", "--from=2026-12-01"}, {{"f", kBase}}).exit ==
        kExitUsage);
  CHECK(run({"plan", "f", "--pay=1", "--every=week"}, {{"f", kBase}}).exit == kExitUsage);
}

TEST_CASE("a preview lists at most as many charges as asked for, and counts them all") {
  const Ran ran = run({"preview", "f", "--pay", "152.49", "--limit=2", "--json"}, {{"f", kBase}});
  const json view = answer(ran);
  CHECK(view["closes"] == 3);
  CHECK(view["allocations"].size() == 2);
  CHECK(view["outstandingAfter"] == "0.00");
  CHECK(
      answer(run({"preview", "f", "--pay=1", "--limit=0", "--json"}, {{"f", kBase}}))["allocations"]
          .empty());
}

TEST_CASE("files of one ledger follow each other in the order given") {
  CHECK(answer(run({"balance", "f", "p", "--json"},
                   {{"f", kBase}, {"p", kPayment}}))["ledgers"][0]["outstanding"] == "102.49");
  const json allocations = answer(
      run({"allocations", "f", "p", "--json"}, {{"f", kBase}, {"p", kPayment}}))["ledgers"][0];
  CHECK(allocations["allocations"] == json::parse(R"([{"credit":"P","charge":"A","amount":"39.99"},
                                                       {"credit":"P","charge":"B","amount":"10.01"}])"));
  CHECK(allocations["open"][0] == json::parse(R"({"charge":"B","incurredAt":"2026-01-05T00:00:00Z",
                                                  "amount":"12.50","open":"2.49"})"));
}

TEST_CASE("lists longer than a window come whole and in order") {
  constexpr int kEntries = 10'000;
  std::string entries;
  for (int i = 0; i < kEntries; ++i) {
    entries += R"({"id":"e)" + std::to_string(i) +
               R"(","at":"2026-01-01","kind":"fee","amount":"-0.01"},)";
  }
  entries += R"({"id":"p","at":"2026-01-02","kind":"payment","amount":"60.00"})";
  const std::map<std::string, std::string> files = {{"f", account("", "CAD", entries)}};
  const json statement = answer(run({"statement", "f", "--json"}, files))["ledgers"][0]["entries"];
  REQUIRE(statement.size() == kEntries + 1);
  CHECK(statement[9'999]["id"] == "e9999");
  CHECK(statement[10'000]["balance"] == "-40.00");
  const json ledger = answer(run({"allocations", "f", "--json"}, files))["ledgers"][0];
  REQUIRE(ledger["allocations"].size() == 6'000);
  CHECK(ledger["allocations"][5'999]["charge"] == "e5999");
  REQUIRE(ledger["open"].size() == 4'000);
  CHECK(ledger["open"][3'999]["charge"] == "e9999");
  const json preview =
      answer(run({"preview", "f", "--pay", "40", "--limit", "5000", "--json"}, files));
  CHECK(preview["allocations"].size() == 4'000);
  CHECK(run({"statement", "f"}, files).out.contains("e9999"));
}

TEST_CASE("a refusal names code, message, file and place, and prints no answer") {
  const std::string bad = account("", "CAD",
                                  "\n{\"id\":\"A\",\"at\":\"2026-01-01\",\"kind\":\"fee\",\n"
                                  "\"amount\":-1}");
  const json error = refusal(run({"balance", "f", "bad", "--json"}, {{"f", kBase}, {"bad", bad}}));
  CHECK(error["code"] == "INVALID_AMOUNT");
  CHECK(error["file"] == "bad");
  CHECK(error["line"] == 3);
  CHECK(error["column"] == 10);
  CHECK(error["field"] == "/entries/0/amount");
  const Ran text = run({"balance", "bad"}, {{"bad", bad}});
  CHECK(text.exit == kExitRefused);
  CHECK(text.error.contains("repay: INVALID_AMOUNT: "));
  CHECK(text.error.ends_with("\n  bad, line 3, column 10, field /entries/0/amount\n"));
}

TEST_CASE("what is asked is refused in the order of error.h") {
  const std::map<std::string, std::string> two = {{"f", kBase}, {"g", account("x", "EUR", "")}};
  const auto code = [&](std::vector<std::string_view> words) {
    words.insert(words.end(), {"f", "g", "--json"});
    return refusal(run(words, two))["code"];
  };
  CHECK(code({"preview", "--currency=ABC", "--pay=x"}) == "UNKNOWN_CURRENCY");
  CHECK(code({"preview", "--pay=x"}) == "LEDGER_AMBIGUOUS");
  CHECK(code({"preview", "--store=y", "--pay=x"}) == "LEDGER_UNKNOWN");
  CHECK(code({"preview", "--store=", "--pay=x"}) == "AMOUNT_NOT_A_NUMBER");
  CHECK(code({"preview", "--currency=CAD", "--pay=1.001"}) == "TOO_MANY_DECIMALS");
  CHECK(code({"preview", "--currency=CAD", "--pay=99999999999999999999"}) == "OVERFLOW");
  CHECK(code({"preview", "--currency=CAD", "--pay=-1"}) == "AMOUNT_NOT_POSITIVE");
  CHECK(code({"preview", "--currency=CAD", "--pay=0"}) == "AMOUNT_NOT_POSITIVE");
  CHECK(code({"preview", "--currency=CAD", "--pay=152.50"}) == "AMOUNT_EXCEEDS_BALANCE");
  CHECK(code({"statement", "--from=2026-01-02", "--to=2026-01-01"}) == "INVALID_RANGE");
  CHECK(code({"statement", "--settlement=none"}) == "UNKNOWN_REFERENCE");
  CHECK(code({"balance", "missing"}) == "FILE_UNREADABLE");
}

TEST_CASE("a statement of days opens with what was before and closes with what is after") {
  const std::vector<std::string_view> days = {"statement", "f", "--from=2026-01-04",
                                              "--to=2026-01-05", "--json"};
  const json view = answer(run(days, {{"f", kBase}}))["ledgers"][0];
  CHECK(view["from"] == "2026-01-04");
  CHECK(view["to"] == "2026-01-05");
  CHECK(view["opening"] == "-39.99");
  CHECK(view["closing"] == "-52.49");
  REQUIRE(view["entries"].size() == 1);
  CHECK(view["entries"][0]["balance"] == "-52.49");
}

TEST_CASE("an entry belongs to the local day of the zone") {
  const auto entries = [&](std::string_view zone) {
    return answer(run(
        {"statement", "f", "--from=2026-01-04", "--to=2026-01-04", "--json", "--zone", zone},
        {{"f", kBase}}))["ledgers"][0]["entries"]
        .size();
  };
  CHECK(entries("UTC") == 0);
  CHECK(entries("-01:00") == 1);  // 2026-01-05T00:00Z is 23:00 on the 4th there
  CHECK(entries("+01:00") == 0);
}

TEST_CASE("a zone has its name and its rules in a file beside the program, or in the one given") {
  const std::string table = "repay-zones 1\n# from tests\nEtc/UTC UTC|0|\nHere Here/Too|-60|\n";
  const auto statement = [&](std::vector<std::string_view> words, const std::string& name) {
    for (const std::string_view word :
         {"statement", "f", "--from=2026-01-04", "--to=2026-01-04", "--json"})
      words.push_back(word);
    return run(words, {{"f", kBase}, {name, table}});
  };
  const json here = answer(statement({"--zone=Here/Too"}, "beside/zones.txt"));
  CHECK(here["ledgers"][0]["entries"].size() == 1);
  CHECK(answer(statement({"--zone=Here", "--zones=z"}, "z")) == here);
  CHECK(answer(statement({"--zone=-01:00"}, "none")) == here);  // needs no file
  const json missing = refusal(statement({"--zone=Here"}, "none"));
  CHECK(missing["code"] == "FILE_UNREADABLE");
  CHECK(missing["file"] == "zones.txt");
  const json unknown = refusal(statement({"--zone=There"}, "beside/zones.txt"));
  CHECK(unknown["code"] == "UNKNOWN_ZONE");
  CHECK(unknown["message"] == "this time zone is not known: There");
  CHECK(refusal(statement({"--zone=Here", "--zones=f"}, "none"))["code"] == "FORMAT_UNKNOWN");
  const Ran table_of =
      run({"statement", "f", "--zone=Here"}, {{"f", kBase}, {"beside/zones.txt", table}});
  CHECK(table_of.out.contains("At (Here)            Entry"));
  CHECK(table_of.out.contains("2025-12-31 23:00:00  A "));
}

TEST_CASE("an import says how many entries are new") {
  CHECK(answer(run({"import", "f", "p", "--json"}, {{"f", kBase}, {"p", kPayment}})) ==
        json::parse(R"({"settlements":[],"added":4,"passedOver":0,"deferred":[],"matched":[]})"));
  CHECK(run({"import", "f"}, {{"f", kBase}}).out == "3 entries added\n");
}

TEST_CASE("an import says which payments are rows of a settlement, and a statement shows both") {
  const std::string before = account("", "CAD", R"(
    {"id":"F","at":"2026-01-05","kind":"fee","amount":"-90.00"},
    {"id":"payment-k","at":"2026-01-10","kind":"payment","amount":"50.00"},
    {"id":"payment-l","at":"2026-01-10","kind":"payment","amount":"40.00"})");
  const std::string settlement =
      R"({"format":"repay-account","version":1,"store":"","currency":"CAD","settlements":[
    {"id":"S","start":"2026-01-10","end":"2026-01-24","deposit":"2026-01-26","total":"89.50","rows":2}
  ],"entries":[
    {"id":"S/1","at":"2026-01-10T09:00:00Z","kind":"card_charge","amount":"50.00"},
    {"id":"S/2","at":"2026-01-20","kind":"card_charge","amount":"39.50","order":"l"}]})";
  const std::map<std::string, std::string> files = {{"f", before}, {"s", settlement}};
  const json matched = answer(run({"import", "f", "s", "--json"}, files))["matched"];
  CHECK(matched == json::parse(R"([
    {"store":"","currency":"CAD","payment":"payment-k","entry":"S/1","paid":"50.00",
     "reported":"50.00","by":"amount"},
    {"store":"","currency":"CAD","payment":"payment-l","entry":"S/2","paid":"40.00",
     "reported":"39.50","by":"reference"}])"));
  const std::string text = run({"import", "f", "s"}, files).out;
  CHECK(text.contains("payment-k of 50.00 CAD is S/1: one credit, matched by amount\n"));
  CHECK(text.contains(
      "payment-l of 40.00 CAD is S/2, reported as 39.50: one credit, matched by reference\n"));
  const json ledger = answer(run({"statement", "f", "s", "--json"}, files))["ledgers"][0];
  CHECK(ledger["closing"] == "-0.50");
  std::map<std::string, json> entries;
  for (const json& entry : ledger["entries"]) entries.emplace(entry["id"], entry);
  CHECK(entries.at("payment-k")["sameAs"] == "S/1");
  CHECK(entries.at("payment-k")["amount"] == "0.00");
  CHECK(entries.at("S/1")["sameAs"] == "payment-k");
  CHECK(run({"statement", "f", "s"}, files).out.contains("(one credit with S/1)"));
}

TEST_CASE("several ledgers are answered together, and a payment is of one of them") {
  const std::map<std::string, std::string> files = {
      {"usd", account("amazon.com", "USD",
                      R"({"id":"A","at":"2026-01-01","kind":"fee","amount":"-10.00"})")},
      {"eur", account("amazon.de", "EUR",
                      R"({"id":"S","at":"2026-01-02","kind":"sale","amount":"50.00"})")}};
  const auto ledgers = [&](std::string_view command) {
    return answer(run({command, "usd", "eur", "--json"}, files))["ledgers"];
  };
  for (const std::string_view command : {"balance", "statement", "allocations"}) {
    CAPTURE(command);
    REQUIRE(ledgers(command).size() == 2);
    CHECK(ledgers(command)[0]["currency"] == "USD");
    CHECK(ledgers(command)[1]["currency"] == "EUR");
  }
  const json balances = ledgers("balance");
  CHECK(balances[0]["repayOffered"] == true);
  CHECK(balances[0]["canPayNow"] == "10.00");
  CHECK(balances[1]["repayOffered"] == false);
  CHECK(balances[1]["balance"] == "50.00");
  const std::string csv = run({"export", "usd", "eur", "--csv"}, files).out;
  CHECK(csv.contains("\r\namazon.com,USD,A,"));
  CHECK(csv.contains("\r\namazon.de,EUR,S,"));
  for (const std::vector<std::string_view>& question :
       {std::vector<std::string_view>{"preview", "--pay=1"},
        {"export"},
        {"explain", "--entry=A"}}) {
    std::vector<std::string_view> words = question;
    words.insert(words.end(), {"usd", "eur", "--json"});
    const json error = refusal(run(words, files));
    CHECK(error["code"] == "LEDGER_AMBIGUOUS");
    CHECK(std::string(error["message"]).contains("amazon.com, USD; amazon.de, EUR"));
  }
  const auto preview = [&](std::string_view currency) {
    return run({"preview", "usd", "eur", "--pay=10", currency, "--json"}, files);
  };
  CHECK(answer(preview("--currency=USD"))["balanceAfter"] == "0.00");
  CHECK(refusal(preview("--currency=EUR"))["code"] == "AMOUNT_EXCEEDS_BALANCE");
}

TEST_CASE("an explanation names the ledger of the other half of a pair, where it is there") {
  const auto half = [](std::string_view store, std::string_view amount, std::string_view other) {
    return account(store, "EUR",
                   R"({"id":"X","at":"2026-01-20","kind":"cross_account","amount":")" +
                       std::string(amount) + R"(","otherStore":")" + std::string(other) + "\"}");
  };
  const std::map<std::string, std::string> files = {{"de", half("de", "-30.00", "be")},
                                                    {"be", half("be", "30.00", "de")}};
  const auto told = [&](const std::vector<std::string_view>& names) {
    std::vector<std::string_view> words = {"explain", "--entry=X", "--store=de", "--json"};
    words.insert(words.end(), names.begin(), names.end());
    return answer(run(words, files))["explanation"][0];
  };
  CHECK(told({"de", "be"})["code"] == "other_side");
  CHECK(told({"de", "be"})["store"] == "be");
  CHECK(told({"de", "be"})["entry"] == "X");
  CHECK(told({"de", "be"})["amount"] == "30.00");
  CHECK(told({"de"})["entry"].is_null());
  CHECK(
      run({"explain", "de", "be", "--entry=X", "--store=de"}, files).out.contains("X in be, EUR"));
}

}  // namespace
}  // namespace repay
