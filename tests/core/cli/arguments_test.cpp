#include "core/cli/arguments.h"

#include <doctest/doctest.h>

#include "tests/core/cli/memory_files.h"

namespace repay {
namespace {

using Words = std::vector<std::string_view>;
using testing::run;

std::string wrong(const Words& words) {
  const auto parsed = parse_arguments(words);
  return parsed ? "right" : parsed.error().what;
}

TEST_CASE("options and files mix, and a value stands behind a blank or an equals sign") {
  const auto parsed = parse_arguments(
      Words{"preview", "a", "--pay", "-5", "b", "--store=", "--limit=7", "--", "--json", "-"});
  REQUIRE(parsed);
  CHECK(parsed->command == CommandName::preview);
  CHECK(parsed->files == std::vector<std::string>{"a", "b", "--json", "-"});
  CHECK(parsed->pay == "-5");
  CHECK(parsed->store == "");
  CHECK(parsed->limit == 7);
  CHECK(parsed->output == OutputFormat::table);
}

TEST_CASE("a statement is of days in a zone") {
  const auto parsed = parse_arguments(Words{"statement", "f", "--from", "2026-01-05",
                                            "--to=2026-01-31", "--zone", "+05:45", "--csv"});
  REQUIRE(parsed);
  CHECK(parsed->from == CivilDate{2026, 1, 5});
  CHECK(parsed->to == CivilDate{2026, 1, 31});
  CHECK(parsed->zone == "+05:45");
  CHECK(parsed->output == OutputFormat::csv);
}

TEST_CASE("what is wrong with the usage is named") {
  CHECK(wrong({}) == "the command is missing");
  CHECK(wrong({"balances", "f"}) == "\"balances\" is not a command");
  CHECK(wrong({"balance"}) == "no file is given");
  CHECK(wrong({"policy", "f", "g"}) == "a policy is one file");
  CHECK(wrong({"policy", "f", "--policy", "g"}) == "policy has no --policy");
  CHECK(wrong({"balance", "f", "--jsn"}) == "--jsn is not an option");
  CHECK(wrong({"balance", "f", "-j"}) == "-j is not an option");
  CHECK(wrong({"balance", "f", "--json", "--json"}) == "--json is given twice");
  CHECK(wrong({"balance", "f", "--json=yes"}) == "--json takes no value");
  CHECK(wrong({"balance", "f", "--store"}) == "--store needs a value");
  CHECK(wrong({"preview", "f", "--pay", "--json"}) == "--pay needs a value");
  CHECK(wrong({"preview", "f"}) == "--pay is missing");
  CHECK(wrong({"balance", "f", "--pay", "1"}) == "balance has no --pay");
  CHECK(wrong({"import", "f", "--csv"}) == "import has no --csv");
  CHECK(wrong({"statement", "f", "--csv", "--json"}) == "--json and --csv exclude each other");
  CHECK(wrong({"statement", "f", "--bom"}) == "--bom is for --csv");
  CHECK(wrong({"statement", "f", "--from", "2026-01-01"}) == "--from and --to go together");
  CHECK(wrong({"statement", "f", "--from", "2026-02-30", "--to", "2026-03-01"}) ==
        "--from needs a day like 2026-01-31");
  CHECK(wrong({"statement", "f", "--zone", "+25:00"}) ==
        "--zone needs a name like America/Toronto, UTC, or a distance from it like +02:00");
  CHECK(wrong({"preview", "f", "--pay", "1", "--limit", "-1"}) == "--limit needs a whole number");
  CHECK(wrong({"preview", "f", "--pay", "1", "--limit", "99999999999999999999"}) ==
        "--limit needs a whole number");
  CHECK(wrong({"balance", "f", "--store", "a\nb"}).starts_with("--store needs a name"));
  CHECK(wrong({"balance", "f", "--file-currency", "usd"}) ==
        "--file-currency needs a currency's code like USD");
  CHECK(wrong({"policy", "f", "--file-currency", "USD"}) == "policy has no --file-currency");
  CHECK(wrong({"statement", "f", "--settlement", "1", "--from", "2026-01-01", "--to",
               "2026-01-01"}) == "--settlement and --from exclude each other");
}

TEST_CASE("wrong usage exits 2 with the usage of the command it is about") {
  const auto ran = run({"preview", "f"});
  CHECK(ran.exit == kExitUsage);
  CHECK(ran.out.empty());
  CHECK(ran.error ==
        "repay: --pay is missing\n"
        "usage: repay preview FILE... --pay AMOUNT [--store NAME] [--currency CODE] "
        "[--file-currency CODE] [--limit N] [--close INSTANT] [--method NAME] [--policy FILE] "
        "[--json]\n");
  CHECK(run({"\x1b[2J\xff"}).error.starts_with("repay: \"\\u001b[2J\xef\xbf\xbd\" is not"));
}

TEST_CASE("help and version are answered whatever else is there") {
  CHECK(run({"--help"}).exit == kExitDone);
  CHECK(run({"preview", "--help"}).out == help_text());
  CHECK(run({"--version", "nonsense"}).out.starts_with("repay "));
}

}  // namespace
}  // namespace repay
