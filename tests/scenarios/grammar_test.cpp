// The tables prove something only if a table that is wrong fails.

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "tests/scenarios/files.h"
#include "tests/scenarios/play.h"

namespace repay::scenarios {
namespace {

const std::string kDebt =
    "scenario a debt\n"
    "ledger CAD\n"
    "charge A 2026-01-01 10.00\n"
    "charge B 2026-01-02 5.00 -> balance -15.00\n";

/// What is wrong with a debt of A 10.00 and B 5.00 and then this line; empty if nothing is.
std::string after_debt(const std::string& line) {
  const Table table = read_table("test", kDebt + line);
  REQUIRE(table.problems.empty());
  return play(table.scenarios.at(0)).value_or("");
}

/// What is wrong with a text as a table.
std::string wrong_with(const std::string& text) {
  const Table table = read_table("test", text);
  return table.problems.empty() ? "" : table.problems.front();
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

TEST_CASE("a table that is right passes") {
  CHECK(after_debt("pay p1 12.00 -> A 10.00, B 2.00; outstanding 3.00; open B 3.00; repay 3.00") ==
        "");
}

TEST_CASE("a wrong figure fails and shows both") {
  const std::string problem = after_debt("pay p1 12.00 -> outstanding 3.01");
  CHECK(contains(problem, "line 5"));
  CHECK(contains(problem, "“outstanding 3.01”"));
  CHECK(contains(problem, "outstanding 3.00"));
}

TEST_CASE("each kind of expectation fails when it is not true") {
  for (const std::string expectation : {"balance -2.99",
                                        "outstanding 2.99",
                                        "can pay 2.99",
                                        "waiting 0.01",
                                        "available -2.99",
                                        "reserved 0.01",
                                        "total -2.99",
                                        "disbursed 0.01",
                                        "scheduled 0.01",
                                        "paid 11.99",
                                        "closing 0.01",
                                        "repay 2.99",
                                        "no repay",
                                        "open B 2.99",
                                        "open nothing",
                                        "open A 3.00",
                                        "undoes A 1.00",
                                        "pays nothing",
                                        "pays A 10.00",
                                        "pays B 2.00, A 10.00",
                                        "A 10.00",
                                        "A 10.00, B 2.01",
                                        "p1 pays nothing",
                                        "p2 pays A 10.00",
                                        "added 1",
                                        "sum payment 11.99",
                                        "activity -14.99",
                                        "group payments 11.99",
                                        "owed as fee 2.99",
                                        "row 3 balance -3.01",
                                        "row 3 pays row 1 9.99",
                                        "matched p1 S/1 12.00",
                                        "A tells charged 10.00, paid_by p1 9.99, open 0.01",
                                        "A tells open 0.00",
                                        "lists A",
                                        "changes nothing",
                                        "OVERFLOW",
                                        "like this"}) {
    CAPTURE(expectation);
    CHECK_FALSE(after_debt("pay p1 2026-01-03 12.00 -> " + expectation).empty());
  }
}

TEST_CASE("and passes when it is") {
  for (const std::string expectation :
       {"balance -3.00",        "outstanding 3.00",
        "can pay 3.00",         "waiting 0.00",
        "available -3.00",      "reserved 0.00",
        "total -3.00",          "disbursed 0.00",
        "scheduled 0.00",       "paid 12.00",
        "repay 3.00",           "open B 3.00",
        "undoes nothing",       "pays A 10.00, B 2.00",
        "A 10.00, B 2.00",      "p1 pays A 10.00, B 2.00",
        "p2 pays nothing",      "added 0",
        "sum payment 12.00",    "activity -15.00",
        "group payments 12.00", "owed as fee 3.00",
        "row 3 balance -3.00",  "row 3 pays row 1 10.00",
        "matched nothing",      "A tells charged 10.00, paid_by p1 10.00, open 0.00"}) {
    CAPTURE(expectation);
    CHECK(after_debt("pay p1 2026-01-03 12.00 -> " + expectation) == "");
  }
}

TEST_CASE("a statement is asked for and compared") {
  for (const std::string expectation : {"lists A, B", "opens 0.00", "closes at -15.00"})
    CHECK(after_debt("statement 2026-01-01 2026-01-02 -> " + expectation) == "");
  for (const std::string expectation : {"lists A", "lists B, A", "opens 0.01", "closes at -14.99"})
    CHECK_FALSE(after_debt("statement 2026-01-01 2026-01-02 -> " + expectation).empty());
}

TEST_CASE("a settlement is written down row by row") {
  const std::string rows = "settlement S 2026-01-03 2026-01-17 carried_balance 2026-01-03 -15.00";
  CHECK(after_debt(rows + ", fee 2026-01-04 1.00 -> closing -16.00; entries 2") == "");
  for (const std::string wrong : {", fee 2026-01-04", ", tip 2026-01-04 1.00", ", fee then 1.00"})
    CHECK_FALSE(after_debt(rows + wrong + " -> entries 2").empty());
}

/// What is wrong with a closed period, a payout and a debt in two ledgers, and then this line.
std::string after_close(const std::string& line) {
  const Table table = read_table("test",
                                 "scenario a close\n"
                                 "ledger CAD\n"
                                 "bank b 2025-01-01\n"
                                 "cards c backup d\n"
                                 "sale S 2026-01-02 10.00\n"
                                 "close P1 2026-01-01 2026-01-15 -> balance 0.00\n"
                                 "fee F 2026-01-16 5.00\n"
                                 "next close 2026-01-29\n" +
                                     line);
  REQUIRE(table.problems.empty());
  return play(table.scenarios.at(0)).value_or("");
}

TEST_CASE("what a table says of closings, transfers and automatic charges is compared") {
  const std::string close = "closing P2 2026-01-15 2026-01-29";
  const std::string transfer = "transfer P1 due at 2026-01-17";
  const std::string round = "round 2026-01-16";
  for (const auto& [line, said, other] : std::vector<std::array<std::string, 3>>{
           {close, "opens 0.00", "opens 0.01"},
           {close, "closing -5.00", "closing 5.00"},
           {close, "disburses 0.00", "disburses 5.00"},
           {close, "carries -5.00", "carries 0.00"},
           {close, "no deposit", "deposit 2026-01-31T00:00:00Z"},
           {close, "because nothing", "because deferred 5.00"},
           {close, "charges 5.00 on c at 2026-01-29T00:00:00Z", "charges nothing"},
           {transfer, "sends b 10.00", "sends nothing"},
           {transfer, "transfer P1 is sent", "transfer P1 is paid"},
           {transfer, "transfer at 2026-01-17T00:00:00Z", "no transfer"},
           {round, "asks nothing", "asks c 5.00"},
           {round, "collection collected", "collection charging"},
           {round, "due 0.00", "due 5.00"},
           {round, "no next round", "next round 2026-01-17T00:00:00Z"},
           {round, "wakes never", "wakes 2026-01-17T00:00:00Z"},
           {"preview 1.00", "rest 4.00 on c at 2026-01-29T00:00:00Z", "rest nothing_owed"}}) {
    CAPTURE(said);
    CHECK(after_close(line + " -> " + said) == "");
    CHECK(contains(after_close(line + " -> " + other), said));
  }
}

TEST_CASE("lines about closings that make no sense fail") {
  for (const std::string line : {"bank",
                                 "bank unknown",
                                 "bank b yesterday",
                                 "cards",
                                 "cards a,b",
                                 "cards a:broken",
                                 "cards a backup",
                                 "cards a behind b",
                                 "restricted perhaps",
                                 "next close soon",
                                 "closing P2 2026-01-15",
                                 "close P2 2026-01-15 2026-01-29 at noon",
                                 "transfer P1",
                                 "transfer P1 vanishes",
                                 "round soon",
                                 "charged 1",
                                 "charged x 5.00",
                                 "declined 1 rudely",
                                 "unanswered",
                                 "lost 0"}) {
    CAPTURE(line);
    CHECK_FALSE(after_close(line + " -> balance -5.00").empty());
  }
}

TEST_CASE("words the grammar does not know fail") {
  for (const std::string line :
       {"pay p1 12.00 -> outstandig 3.00", "pay p1 12.00 -> balance", "now -> tomorrow",
        "now -> settlement fee 1.00", "now -> row 9 balance 1.00", "now -> closes 1",
        "pay p1 12.00 -> balance -3.00 CAD", "pay p1 12.00 -> Balance -3.00"}) {
    CAPTURE(line);
    CHECK_FALSE(after_debt(line).empty());
  }
  for (const std::string line :
       {"borrow p1 12.00", "pay p1", "pay p1 12.0.0", "preview", "fee F -1.00", "adjustment F 1.00",
        "sale S 1.00 maybe", "ledger ZZZ", "import", "import none.txt", "remember", "now and then",
        "folder", "start again", "across X 1.00", "settlement S 2026-01-01 2026-01-02", "statement",
        "statement 2026-01-01 2026-01-02 in Rome", "download"}) {
    CAPTURE(line);
    CHECK_FALSE(after_debt(line + " -> balance -15.00").empty());
  }
}

TEST_CASE("a line without effect and expectation fails") {
  CHECK(contains(after_debt("now"), "neither an effect nor an expectation"));
  CHECK(contains(after_debt("preview 1.00"), "neither an effect nor an expectation"));
  CHECK(after_debt("now -> balance -15.00") == "");
}

TEST_CASE("a refusal that nobody expects fails, and so does one that does not come") {
  CHECK(contains(after_debt("pay p1 16.00"), "refused"));
  CHECK(contains(after_debt("pay p1 16.00 -> outstanding 15.00"), "refused"));
  CHECK(contains(after_debt("pay p1 16.00 -> OVERFLOW"), "AMOUNT_EXCEEDS_BALANCE"));
  CHECK(contains(after_debt("pay p1 15.00 -> AMOUNT_EXCEEDS_BALANCE"), "it was accepted"));
}

TEST_CASE("a scenario that expects nothing fails") {
  const Table table = read_table("test", "scenario s\nledger CAD\ncharge A 2026-01-01 1.00\n");
  CHECK(play(table.scenarios.at(0)) == "this scenario expects nothing");
}

TEST_CASE("an account that is not like the remembered one fails") {
  CHECK(after_debt("remember debt\nnow -> like debt") == "");
  CHECK(contains(after_debt("remember debt\npay p1 0.01 -> like debt"), "not like debt"));
}

TEST_CASE("a text that is no table is refused with its line") {
  CHECK(wrong_with("") == "");
  CHECK(wrong_with("pay p1 1.00\n") == "test:1: a scenario or base must begin first");
  CHECK(wrong_with("scenario s\nnow -> a -> b\n") == "test:2: two arrows");
  CHECK(wrong_with("scenario s\n-> a\n") == "test:2: nothing happens here");
  CHECK(wrong_with("scenario s\nnow -> a;; b\n") == "test:2: an empty expectation");
  CHECK(wrong_with("scenario s\nnow ->\n") == "test:2: an empty expectation");
  CHECK(contains(wrong_with("scenario s\nnow -> a\nscenario s\nnow -> a\n"), "another scenario"));
  CHECK(contains(wrong_with("scenario s\nfrom b\n"), "no base b"));
  CHECK(contains(wrong_with("base b\nnow\n"), "no scenario is from the base b"));
  CHECK(contains(wrong_with("scenario s\n"), "nothing happens in s"));
  CHECK(contains(wrong_with("scenario s\nnow\t-> a\n"), "a tab"));
}

TEST_CASE("a scenario that does not exist fails") {
  CHECK(play("tests/scenarios/none.txt", "none").has_value());
  CHECK(play("tests/scenarios/credits.txt", "none").has_value());
  CHECK(can_play("tests/scenarios/credits.txt", "none"));
}

TEST_CASE("dirt is put into a file as real files have it") {
  CHECK(with_dirt("a\tb\n1\t-2.00\n", "bom") ==
        "\xEF\xBB\xBF"
        "a\tb\n1\t-2.00\n");
  CHECK(with_dirt("a\tb\n1\t-2.00\n", "crlf") == "a\tb\r\n1\t-2.00\r\n");
  CHECK(with_dirt("a\tb\n1\t-2.00\n", "blank_lines") == "a\tb\n1\t-2.00\n\n\n");
  CHECK(with_dirt("a\tb\n1\t-2.00\n", "columns_reversed") == "b\ta\n-2.00\t1\n");
  CHECK(with_dirt("a\tb\n1\t-2.00\n", "blanks_after_amounts") == "a\tb\n1\t-2.00    \n");
  CHECK_FALSE(with_dirt("a\n", "mud"));
}

}  // namespace
}  // namespace repay::scenarios
