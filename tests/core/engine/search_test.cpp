// Filters, search, and the ranges that a statement may be of.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/ledger/search_text.h"
#include "tests/core/support/random.h"
#include "tests/core/support/refused.h"
#include "tests/core/support/story.h"

namespace repay {
namespace {

using testing::existing;
using testing::kEverything;
using testing::Random;
using testing::refused;
using testing::seeds;

LedgerKey ledger() { return {"", *Currency::from_code("CAD")}; }

std::string document(const std::string& settlements, const std::string& entries) {
  return R"({"format":"repay-account","version":1,"store":"","currency":"CAD","settlements":[)" +
         settlements + R"(],"entries":[)" + entries + "]}";
}

void add(Engine& engine, const std::string& text) {
  engine.begin_import(ImportMode::add);
  engine.begin_file("", text.size());
  REQUIRE(engine.feed(text));
  REQUIRE(engine.end_file());
  REQUIRE(engine.commit_import());
}

Engine engine_with(const std::string& text) {
  Engine engine;
  add(engine, text);
  return engine;
}

/// Sales and fees in no order of time.
std::string some_ledger(Random& random, std::int64_t rows) {
  static constexpr std::string_view kTexts[] = {"Storage Fee", "Ｓｔｏｒａｇｅ", "referral",
                                                "数",          "order 12",       ""};
  const auto entry = [&](const std::string& id) {
    const bool fee = random.one_in(2);
    const Instant at{1767225600000 + random.between(0, 60 * 24) * 60 * kMsPerMinute};
    return R"({"id":")" + id + R"(","at":")" + to_string(at) + R"(","kind":")" +
           (fee ? "fee" : "sale") + R"(","amount":")" + (fee ? "-1.00" : "1.00") +
           R"(","description":")" + std::string(kTexts[random.bits() % 6]) + R"(","order":")" +
           std::string(kTexts[random.bits() % 6]) + R"(","sku":"S)" +
           std::to_string(random.between(1, 30)) + R"("})";
  };
  std::string entries;
  for (std::int64_t i = 0; i < rows; ++i) {
    if (i > 0) entries += ',';
    entries += entry("E" + std::to_string(i));
  }
  return document("", entries);
}

/// What the matcher does, the slow way.
bool admits(const EntryFilter& filter, const StatementRow& row) {
  const auto named = [](const auto& values, const std::string& word) {
    return values.empty() || std::ranges::any_of(values, [&](auto v) { return name(v) == word; });
  };
  if (!named(filter.kinds, row.kind) || !named(filter.groups, row.group)) return false;
  const SearchWords words(filter.text);
  return std::ranges::all_of(words.words(), [&](const std::string& word) {
    return std::ranges::any_of(
        std::vector{row.id, row.description, row.order, row.sku, row.settlement},
        [&](const std::string& text) { return fold_for_search(text).contains(word); });
  });
}

EntryFilter any_filter(Random& random) {
  static constexpr std::string_view kWords[] = {"",   "storage", "FEE",      "12",    "e1",  "s",
                                                "数", "/1",      "order s2", "1000/", "none"};
  EntryFilter filter{.text = std::string(kWords[random.bits() % std::size(kWords)])};
  if (random.one_in(3)) filter.kinds = {Kind::fee, Kind::disbursement};
  if (random.one_in(3)) filter.groups = {Group::sales_product};
  return filter;
}

TEST_CASE("a search finds what a look at every row finds, with the ledger's running balance") {
  for (std::uint64_t seed = 1; seed <= seeds(150); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Engine engine = engine_with(some_ledger(random, random.between(0, 60)));
    const CivilDate from{2026, 1, static_cast<std::int32_t>(random.between(1, 31))};
    StatementRange range = WholeLedger();
    if (random.one_in(2)) range = DayRange{from, {2026, 2, 3}, ZoneOffset{-300}};
    const EntryFilter filter = any_filter(random);
    CAPTURE(filter.text);
    const MatchesView matches = existing(engine.search(ledger(), range, filter));
    std::vector<StatementRow> expected;
    std::int64_t sum = 0;
    for (const auto& row : existing(engine.statement_rows(ledger(), range, kEverything))) {
      if (!admits(filter, row)) continue;
      expected.push_back(row);
      sum += row.amount_minor;
    }
    REQUIRE(matches.entries == expected.size());
    REQUIRE(matches.amount_minor == sum);
    REQUIRE(matches.credits_minor + matches.charges_minor == sum);
    std::uint64_t grouped = 0;
    for (const GroupView& group : matches.groups) grouped += group.entries;
    REQUIRE(grouped == matches.entries);
    const Window window{static_cast<std::uint64_t>(random.between(0, 20)),
                        static_cast<std::uint64_t>(random.between(0, 20))};
    const auto rows = existing(engine.matching_rows(range, filter, matches, window));
    const std::uint64_t left =
        expected.size() - std::min<std::uint64_t>(window.first, expected.size());
    REQUIRE(rows.size() == std::min(window.count, left));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      REQUIRE(rows[i].id == expected[window.first + i].id);
      REQUIRE(rows[i].balance_minor == expected[window.first + i].balance_minor);
    }
  }
}

TEST_CASE("windows deep in many matches are found by their marks") {
  Random random(1);
  const Engine engine = engine_with(some_ledger(random, 5000));
  const EntryFilter filter{.kinds = {Kind::fee}};
  const auto matches = existing(engine.search(ledger(), WholeLedger(), filter));
  REQUIRE(matches.marks.size() == (matches.entries + 1023) / 1024);
  const auto all = existing(engine.matching_rows(WholeLedger(), filter, matches, kEverything));
  REQUIRE(all.size() == matches.entries);
  for (const std::uint64_t first : std::vector<std::uint64_t>{0, 1023, 1024, 2047, 2200}) {
    const auto rows = existing(engine.matching_rows(WholeLedger(), filter, matches, {first, 2}));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].id == all[first].id);
    CHECK(rows[1].id == all[first + 1].id);
  }
}

const std::string kSettlements =
    R"({"id":"777","start":"2026-01-01","end":"2026-01-15","deposit":"2026-01-17","total":"1.00","rows":1},)"
    R"({"id":"778","start":"2026-01-15","end":"2026-01-29","deposit":"2026-01-31","total":"-2.00","rows":2})";
const std::string kEntries =
    R"({"id":"777/1","at":"2026-01-02","kind":"sale","amount":"1.00"},)"
    R"({"id":"778/1","at":"2026-01-16","kind":"fee","amount":"-4.00","description":"Storage"},)"
    R"({"id":"778/2","at":"2026-01-29","kind":"sale","amount":"2.00"},)"
    R"({"id":"X","at":"2026-02-01","kind":"fee","amount":"-1.00","settlement":"779"})";

std::string found(const Engine& engine, const std::string& text) {
  const EntryFilter filter{.text = text};
  const auto matches = existing(engine.search(ledger(), WholeLedger(), filter));
  std::string ids;
  for (const auto& row :
       existing(engine.matching_rows(WholeLedger(), filter, matches, kEverything)))
    ids += row.id + " ";
  return ids;
}

TEST_CASE("ids and settlements are searched, also of rows and of what is derived") {
  const Engine engine = engine_with(document(kSettlements, kEntries));
  CHECK(found(engine, "778") == "778/1 778/2 ");
  CHECK(found(engine, "778/2") == "778/2 ");
  CHECK(found(engine, "8/1") == "778/1 ");
  CHECK(found(engine, "/1") == "777/1 778/1 ");
  CHECK(found(engine, "1") == "777/1 778/1 ");
  CHECK(found(engine, "Disburse 777") == "777/disbursement ");
  CHECK(found(engine, "779") == "X ");
  CHECK(found(engine, "x") == "X ");
  CHECK(found(engine, "storage 778") == "778/1 ");
  CHECK(found(engine, "storage 777") == "");
}

TEST_CASE("a search is of the ledger as it was then") {
  Engine engine = engine_with(document(kSettlements, kEntries));
  const auto matches = existing(engine.search(ledger(), WholeLedger(), {}));
  add(engine, document("", R"({"id":"Y","at":"2026-02-01","kind":"fee","amount":"-1.00"})"));
  CHECK(refused(engine.matching_rows(WholeLedger(), {}, matches, {0, 1})) == Error::stale);
  CHECK(refused(engine.search({"none", ledger().currency}, WholeLedger(), {})) ==
        Error::ledger_unknown);
}

TEST_CASE("one may choose the latest settlement, each earlier one, and days up to today") {
  const Engine engine = engine_with(document(kSettlements, kEntries));
  const ZoneRules toronto = ZoneOffset{-300};
  const Instant now{parse_instant("2026-02-02T03:00:00Z")->ms};  // February 1st there
  const auto presets = existing(engine.presets(ledger(), now, toronto));
  REQUIRE(presets.size() == 5);
  CHECK(presets[0].preset == Preset::this_settlement);
  CHECK(std::get<BySettlement>(presets[0].range).id == "778");
  CHECK(presets[0].settlement->total_minor == -200);
  CHECK(presets[0].from == CivilDate{2026, 1, 14});
  CHECK(presets[0].to == CivilDate{2026, 1, 28});
  CHECK(presets[1].preset == Preset::earlier_settlement);
  CHECK(std::get<BySettlement>(presets[1].range).id == "777");
  CHECK(presets[2].preset == Preset::last_30_days);
  CHECK(presets[2].from == CivilDate{2026, 1, 3});
  CHECK(presets[2].to == CivilDate{2026, 2, 1});
  CHECK(presets[3].preset == Preset::last_90_days);
  CHECK(presets[3].from == CivilDate{2025, 11, 4});
  CHECK(presets[4].preset == Preset::custom);
  CHECK(presets[4].from == CivilDate{2026, 1, 1});
  CHECK(existing(engine.statement(ledger(), presets[4].range)).entries == 5);
}

TEST_CASE("no range to choose begins beyond the policy's horizon") {
  Engine engine = engine_with(document(kSettlements, kEntries));
  Policy policy;
  policy.statement.horizon_days = 10;
  REQUIRE(engine.set_policy(policy));
  const Instant now{parse_instant("2026-02-01")->ms};
  const auto presets = existing(engine.presets(ledger(), now, ZoneOffset{}));
  REQUIRE(presets.size() == 4);
  CHECK(presets[0].preset == Preset::this_settlement);  // a part of it lies within
  CHECK(std::get<BySettlement>(presets[0].range).id == "778");
  for (std::size_t i = 1; i < 4; ++i) CHECK(presets[i].from == CivilDate{2026, 1, 23});
}

TEST_CASE("an entry at a boundary is the new period's, unless its settlement says otherwise") {
  const Engine engine = engine_with(document(kSettlements, kEntries));
  const auto first_day = [&](CivilDate day) {
    return existing(engine.statement(ledger(), DayRange{day, day, {}})).entries;
  };
  CHECK(first_day({2026, 1, 28}) == 0);
  CHECK(first_day({2026, 1, 29}) == 1);  // 778/2, at the end of 778
  CHECK(existing(engine.statement(ledger(), BySettlement{"778"})).entries == 2);
}

}  // namespace
}  // namespace repay
