#include "core/cli/check.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/formats/file_reader.h"
#include "tests/core/cli/memory_files.h"

namespace repay {
namespace {

using nlohmann::json;
using testing::Ran;
using testing::run;

std::string account(const std::string& entries) {
  return R"({"format":"repay-account","version":1,"store":"","currency":"CAD","entries":[)" +
         entries + "]}";
}

std::string settlement(const std::string& rows, const std::string& total = "-2.00") {
  return "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
         "currency\ttransaction-type\tposted-date\tother-amount\n"
         "7\t2026-01-01T00:00:00Z\t2026-01-15T00:00:00Z\t2026-01-17T00:00:00Z\t" +
         total + "\tCAD\t\t\t\n" + rows;
}

std::string row(const std::string& date, const std::string& amount) {
  return "7\t\t\t\t\t\tSubscription Fee\t" + date + "\t" + amount + "\n";
}

/// "code line field; …" of the first file.
std::string problems(const std::string& text) {
  const Ran ran = run({"check", "f", "--json"}, {{"f", text}});
  CHECK(ran.error.empty());
  std::string all;
  const json document = json::parse(ran.out);
  for (const json& problem : document["files"][0]["problems"]) {
    all += problem["code"].get<std::string>() + " " + std::to_string(problem.value("line", 0)) +
           " " + problem.value("field", "-") + "; ";
  }
  CHECK(ran.exit == (all.empty() ? kExitDone : kExitRefused));
  return all;
}

TEST_CASE("a check says all that is wrong with account JSON, in the file's order") {
  CHECK(problems(account("")).empty());
  CHECK(problems(account("\n"
                         R"({"id":"A","at":"soon","kind":"tip","amount":"1,00"},)"
                         "\n"
                         R"({"id":"B","at":"2026-01-01","kind":"fee","amount":"5.00"},)"
                         "\n"
                         R"({"id":"B","at":"2026-01-01","kind":"fee","amount":"-5.00","x":1})")) ==
        "INVALID_DATE 2 /entries/0/at; UNKNOWN_KIND 2 /entries/0/kind; "
        "INVALID_AMOUNT 2 /entries/0/amount; SIGN_CONTRADICTS_KIND 3 /entries/1/amount; "
        "DUPLICATE_ID 4 /entries/2/id; FIELD_UNKNOWN 4 /entries/2/x; ");
  CHECK(problems(account("") + "x") == "INVALID_JSON 1 -; ");
}

TEST_CASE("a check goes on behind the rows of a settlement that are wrong") {
  const std::string good = row("2026-01-02T00:00:00Z", "-2.00");
  CHECK(problems(settlement(good)).empty());
  CHECK(problems(settlement(row("2026-13-02T00:00:00Z", "-2.00") + good +
                            row("2026-01-02T00:00:00Z", "x") + "8" + good.substr(1))) ==
        "INVALID_DATE 3 posted-date; INVALID_AMOUNT 5 other-amount; "
        "TWO_SETTLEMENTS 6 settlement-id; ");
  CHECK(problems(settlement(good, "-3.00")) == "SETTLEMENT_TOTAL_MISMATCH 2 total-amount; ");
  CHECK(problems(settlement(row("2026-01-02T00:00:00Z", "x") + "7\t\xff\n" + good)) ==
        "INVALID_AMOUNT 3 other-amount; INVALID_UTF8 4 settlement-start-date; ");
}

TEST_CASE("what only shows when files are posted together is said of the one it is about") {
  const std::string entry = R"({"id":"A","at":"2026-01-01","kind":"fee","amount":"-1.00"})";
  const Ran ran =
      run({"check", "f", "g", "--json"}, {{"f", account(entry)}, {"g", account(entry)}});
  const json files = json::parse(ran.out)["files"];
  CHECK(ran.exit == kExitRefused);
  CHECK(files[0]["problems"].empty());
  CHECK(files[0]["entries"] == 1);
  CHECK(files[1]["problems"][0]["code"] == "DUPLICATE_ID");
}

TEST_CASE("a check tells people, too, and of a file that is not there") {
  CHECK(run({"check", "f"}, {{"f", account("")}}).out == "f: 0 entries, nothing wrong\n");
  const Ran ran = run({"check", "f", "none"}, {{"f", settlement(row("", "-2.00"))}});
  CHECK(ran.exit == kExitRefused);
  CHECK(ran.out.contains("f: 1 problem\nLine  Column  Field        Code"));
  CHECK(ran.out.contains("none: 1 problem\n"));
  CHECK(ran.out.contains("FILE_UNREADABLE"));
}

TEST_CASE("a reader lists so many problems and no more, and answers as it does without a list") {
  std::string entries;
  for (int i = 0; i < 1500; ++i) {
    entries += (i == 0 ? "" : ",");
    entries += R"({"id":"E)" + std::to_string(i) + R"(","at":"x","kind":"fee","amount":"-1"})";
  }
  for (const std::string& text : {account(entries), settlement(std::string(1200, 'x'))}) {
    std::vector<Refusal> problems;
    const auto with = make_file_reader({.store = "", .problems = &problems});
    const auto without = make_file_reader({.store = ""});
    (void)with->feed(text);
    const auto fed = without->feed(text);
    const auto listed = with->finish();
    const auto plain = without->finish();
    REQUIRE_FALSE(listed);
    REQUIRE_FALSE(plain);
    CHECK(message(listed.error()) == message(plain.error()));
    CHECK(problems.size() == (text.starts_with('{') ? kMostProblems : 1));
  }
}

TEST_CASE("an export is a ledger to import again, or lines for a spreadsheet") {
  const std::string text = account(
      R"({"id":"A","at":"2026-01-01","kind":"fee","amount":"-1.00","description":"Storage"},)"
      R"({"id":"B","at":"2026-01-02","kind":"sale","amount":"3.00"})");
  const Ran first = run({"export", "f", "--json"}, {{"f", text}});
  CHECK(first.exit == kExitDone);
  CHECK(run({"export", "f", "--json"}, {{"f", first.out}}).out == first.out);
  const Ran csv =
      run({"export", "f", "--csv", "--kind=fee,refund", "--search", "STOR"}, {{"f", text}});
  CHECK(csv.out.ends_with(",fee,marketplace_fees,Storage,,,-1.00,-1.00,\r\n"));
  CHECK(run({"statement", "f", "--csv", "--search=stor"}, {{"f", text}}).out == csv.out);
  CHECK(run({"export", "f"}, {{"f", text}}).exit == kExitUsage);
  CHECK(run({"export", "f", "--json", "--search=x"}, {{"f", text}}).exit == kExitUsage);
  CHECK(run({"export", "f", "--csv", "--kind=tip"}, {{"f", text}}).exit == kExitUsage);
  const json found = json::parse(
      run({"statement", "f", "--json", "--group=sales_product"}, {{"f", text}}).out)["ledgers"][0];
  CHECK(found["matches"]["entries"] == 1);
  CHECK(found["matches"]["credits"] == "3.00");
  REQUIRE(found["entries"].size() == 1);
  CHECK(found["entries"][0]["balance"] == "2.00");
  const std::string usd =
      R"({"format":"repay-account","version":1,"store":"","currency":"USD","entries":[]})";
  const Ran two = run({"export", "f", "u", "--json"}, {{"f", text}, {"u", usd}});
  CHECK(json::parse(two.error)["error"]["code"] == "LEDGER_AMBIGUOUS");
  CHECK(run({"export", "f", "u", "--json", "--currency=CAD"}, {{"f", text}, {"u", usd}}).out ==
        first.out);
}

}  // namespace
}  // namespace repay
