// The words of tables about settlements that are written down row by row, and about statements.

#include <algorithm>
#include <iterator>
#include <span>

#include "core/money/decimal.h"
#include "tests/core/support/story.h"
#include "tests/scenarios/seller.h"

namespace repay::scenarios {
namespace {

std::string field(std::string_view name, std::string_view value) {
  return std::string(", \"").append(name).append("\": \"").append(value).append("\"");
}

// A kind whose amounts are never above zero.
bool is_charge(Kind kind) { return !check_sign(kind, 1) && check_sign(kind, -1); }

std::expected<ZoneRules, Problem> zone_of(const std::vector<std::string>& words) {
  const auto before = parse_zone_offset(words.empty() ? "UTC" : words[0]);
  if (!before) return std::unexpected("there is no zone " + words[0]);
  if (words.size() < 2) return *before;
  const auto after = parse_zone_offset(words[1]);
  const auto at = parse_instant(words.size() == 4 && words[2] == "from" ? words[3] : "");
  if (!after || !at) return std::unexpected("expected: zone OFFSET OFFSET from INSTANT");
  auto rules = ZoneRules::from_changes(before->minutes * 60, {{*at, after->minutes * 60}});
  if (!rules) return std::unexpected("these are no clocks");
  return *std::move(rules);
}

// Statement(a, c) = Statement(a, b) then (b + 1 day, c), whatever b.
std::optional<Problem> not_additive(const Engine& engine, const LedgerKey& key,
                                    const DayRange& days) {
  const auto rows_of = [&](const DayRange& range) {
    std::vector<std::string> rows;
    for (const StatementRow& row :
         testing::existing(engine.statement_rows(key, range, testing::kEverything)))
      rows.push_back(row.id + " " + std::to_string(row.balance_minor));
    return rows;
  };
  const StatementView whole = testing::existing(engine.statement(key, days));
  for (CivilDate b = days.from; b < days.to; b = add_days(b, 1)) {
    const DayRange left{days.from, b, days.zone};
    const DayRange right{add_days(b, 1), days.to, days.zone};
    const StatementView first = testing::existing(engine.statement(key, left));
    const StatementView second = testing::existing(engine.statement(key, right));
    std::vector<std::string> rows = rows_of(left);
    std::ranges::copy(rows_of(right), std::back_inserter(rows));
    if (first.opening_minor != whole.opening_minor || first.closing_minor != second.opening_minor ||
        second.closing_minor != whole.closing_minor || rows != rows_of(days)) {
      return "the statement is not that up to " + to_string(b) + " and then the rest";
    }
  }
  return std::nullopt;
}

}  // namespace

// settlement ID START END KIND DATE AMOUNT [order REFERENCE], KIND DATE AMOUNT, …
std::optional<Problem> Seller::post_settlement(const Words& words, Outcome& outcome) {
  if (words.size() < 7) return "expected: settlement ID START END KIND DATE AMOUNT, …";
  const auto end = parse_instant(words[3]);
  std::string text;
  for (const std::string& word : std::span(words).subspan(4)) text.append(word).append(" ");
  std::string rows;
  std::int64_t total = 0;
  std::size_t number = 0;
  for (const std::string& part : parts_of(text, ",")) {
    const Words row = words_of(part);
    const auto kind = kind_from_name(row.empty() ? "" : row[0]);
    const auto minor = row.size() > 2 ? amount(row[2]) : std::unexpected("an amount is missing");
    if (!kind || !minor || !end) return "expected: KIND DATE AMOUNT, not “" + part + "”";
    const std::int64_t value = is_charge(*kind) ? -*minor : *minor;
    total += value;
    rows += (rows.empty() ? "{\"id\": \"" : "}, {\"id\": \"") + words[1] + "/" +
            std::to_string(++number) + "\"" + field("at", row[1]) + field("kind", row[0]) +
            field("amount", print(value));
    if (row.size() == 5 && row[3] == "order") rows += field("order", row[4]);
  }
  const std::string json =
      "{\"format\": \"repay-account\", \"version\": 1" + field("store", ledger_.store) +
      field("currency", ledger_.currency.code()) + ", \"settlements\": [{\"id\": \"" + words[1] +
      "\"" + field("start", words[2]) + field("end", words[3]) +
      field("deposit", to_string(Instant{end->ms + 2 * kMsPerDay})) + field("total", print(total)) +
      ", \"rows\": " + std::to_string(number) + "}], \"entries\": [" + rows + "}]}";
  const auto loaded = load({json}, "");
  if (!loaded) {
    outcome.refusal = loaded.error();
  } else {
    imported_ = *loaded;
  }
  return std::nullopt;
}

// statement FROM TO [zone OFFSET [OFFSET from INSTANT]], or: statement of SETTLEMENT
std::optional<Problem> Seller::ask_statement(Words words, Outcome& outcome) {
  if (words.size() == 3 && words[1] == "of") {
    outcome.statement = BySettlement{words[2]};
    return std::nullopt;
  }
  const auto from = parse_date(words.size() > 1 ? words[1] : "");
  const auto to = parse_date(words.size() > 2 ? words[2] : "");
  if (!from || !to || (words.size() > 3 && words[3] != "zone"))
    return "expected: statement FROM TO [zone OFFSET [OFFSET from INSTANT]]";
  words.erase(words.begin(), words.begin() + std::min<std::ptrdiff_t>(4, std::ssize(words)));
  const auto zone = zone_of(words);
  if (!zone) return zone.error();
  const DayRange days{*from, *to, *zone};
  const auto view = engine_.statement(ledger_, days);
  if (!view) {
    outcome.refusal = Refusal{view.error(), {}, {}};
    return std::nullopt;
  }
  outcome.statement = days;
  return not_additive(engine_, ledger_, days);
}

}  // namespace repay::scenarios
