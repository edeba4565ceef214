// Statements, their lines, and what is found in them.

#include <string>
#include <vector>

#include "wasm/bind.h"
#include "wasm/questions.h"

namespace repay::wire {

/// A PresetView whose range is as JavaScript asks for it, but for the zone, which is the caller's.
struct PresetText {
  std::string preset;
  RangeText range;
  std::optional<SettlementView> settlement;
  CivilDate from;
  CivilDate to;
};

template <>
struct ShapeOf<RangeText> : Shape<Field<"from", &RangeText::from>, Field<"to", &RangeText::to>,
                                  Field<"settlement", &RangeText::settlement>> {};
template <>
struct ShapeOf<PresetText>
    : Shape<Field<"preset", &PresetText::preset>, Field<"range", &PresetText::range>,
            Field<"settlement", &PresetText::settlement>, Field<"from", &PresetText::from>,
            Field<"to", &PresetText::to>> {};

namespace {

Placed<StatementView> statement(const Engine& engine, const LedgerKey& ledger,
                                const RangeText& range) {
  return read(range).and_then(
      [&](const StatementRange& known) { return placed(engine.statement(ledger, known)); });
}

Placed<std::vector<StatementRow>> statement_rows(const Engine& engine, const LedgerKey& ledger,
                                                 const RangeText& range, Window window) {
  return read(range).and_then([&](const StatementRange& known) {
    return placed(engine.statement_rows(ledger, known, window));
  });
}

Placed<MatchesView> search(const Engine& engine, const LedgerKey& ledger, const RangeText& range,
                           const FilterText& filter) {
  const auto known = read(range);
  if (!known) return std::unexpected(known.error());
  return read(filter).and_then(
      [&](const EntryFilter& admits) { return placed(engine.search(ledger, *known, admits)); });
}

Placed<std::vector<StatementRow>> matching_rows(const Engine& engine, const RangeText& range,
                                                const FilterText& filter,
                                                const MatchesText& matches, Window window) {
  const auto known = read(range);
  if (!known) return std::unexpected(known.error());
  return read(filter).and_then([&](const EntryFilter& admits) {
    return placed(engine.matching_rows(*known, admits, read(matches), window));
  });
}

std::string preset_word(Preset preset) {
  switch (preset) {
    case Preset::this_settlement:
      return "this_settlement";
    case Preset::earlier_settlement:
      return "earlier_settlement";
    case Preset::last_30_days:
      return "last_30_days";
    case Preset::last_90_days:
      return "last_90_days";
    case Preset::custom:
      return "custom";
  }
  return {};
}

Placed<std::vector<PresetText>> presets(const Engine& engine, const LedgerKey& ledger,
                                        const MomentText& moment) {
  const auto known = read(moment);
  if (!known) return std::unexpected(known.error());
  const auto found = placed(engine.presets(ledger, known->now, known->zone));
  if (!found) return std::unexpected(found.error());
  std::vector<PresetText> texts;
  for (const PresetView& view : *found) {
    texts.push_back({.preset = preset_word(view.preset),
                     .range = to_wire(view.range),
                     .settlement = view.settlement,
                     .from = view.from,
                     .to = view.to});
  }
  return texts;
}

}  // namespace

void bind_statement(EngineClass& engine) {
  emscripten::value_object<RangeText>("StatementRange")
      .field("from", &RangeText::from)
      .field("to", &RangeText::to)
      .field("zone", &RangeText::zone)
      .field("settlement", &RangeText::settlement);
  bind_call<&statement>(engine, "statement");
}

void bind_statement_rows(EngineClass& engine) {
  bind_call<&statement_rows>(engine, "statementRows");
  bind_call<&presets>(engine, "presets");
}

void bind_search(EngineClass& engine) {
  emscripten::value_object<FilterText>("EntryFilter")
      .field("kinds", &FilterText::kinds)
      .field("groups", &FilterText::groups)
      .field("text", &FilterText::text);
  emscripten::register_type<std::vector<Count>>("number[]");
  emscripten::value_object<MatchesText>("Matches")
      .field("ledger", &MatchesText::ledger)
      .field("version", &MatchesText::version)
      .field("marks", &MatchesText::marks);
  bind_call<&search>(engine, "search");
  bind_call<&matching_rows>(engine, "matchingRows");
}

}  // namespace repay::wire
