// Engine's ranges to choose a statement from.

#include <algorithm>

#include "core/engine/present.h"
#include "core/engine/state.h"

namespace repay {
namespace {

PresetView days(Preset preset, CivilDate from, CivilDate to, const ZoneRules& zone) {
  return {.preset = preset,
          .range = DayRange{.from = from, .to = to, .zone = zone},
          .settlement = {},
          .from = from,
          .to = to};
}

// The days a settlement's interval touches; its range is its id, never these.
PresetView period(const LedgerKey& key, const Source& source, const ZoneRules& zone) {
  const Settlement& settlement = *source.settlement;
  const Instant last{std::max(settlement.start.ms, settlement.end.ms - 1)};
  return {.preset = Preset::earlier_settlement,
          .range = BySettlement{settlement.id},
          .settlement = present_settlement(key, source),
          .from = local_day(settlement.start, zone),
          .to = local_day(last, zone)};
}

}  // namespace

Result<std::vector<PresetView>> Engine::presets(const LedgerKey& key, Instant now,
                                                const ZoneRules& zone) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const Ledger& ledger = (*found)->books.ledger();
  const CivilDate today = local_day(now, zone);
  const auto horizon = state_->policy.statement.horizon_days;
  const CivilDate earliest = horizon ? add_days(today, 1 - *horizon) : CivilDate{1, 1, 1};
  std::vector<PresetView> presets;
  for (const std::uint32_t number : ledger.settlements())
    presets.push_back(period(key, ledger.sources()[number], zone));
  std::ranges::reverse(presets);
  if (!presets.empty()) presets.front().preset = Preset::this_settlement;
  std::erase_if(presets, [&](const PresetView& preset) { return preset.to < earliest; });
  presets.push_back(
      days(Preset::last_30_days, std::max(add_days(today, -29), earliest), today, zone));
  presets.push_back(
      days(Preset::last_90_days, std::max(add_days(today, -89), earliest), today, zone));
  CivilDate first = today;
  if (ledger.size() > 0) {
    const Timeline& timeline = ledger.timeline();
    const Sequence oldest = timeline.entry(timeline.nth(0, ledger.facts()));
    first = std::min(first, local_day(ledger.facts().at[oldest], zone));
  }
  presets.push_back(days(Preset::custom, std::max(first, earliest), today, zone));
  return presets;
}

}  // namespace repay
