#include "wasm/questions.h"

#include <utility>
#include <variant>

#include "core/base/zone_table.h"

namespace repay::wire {
Result<ZoneRules> read_zone(const std::string& text) {
  if (text.contains('|')) return parse_zone_rules(text);
  return parse_zone_offset(text);
}

Placed<StatementRange> read(const RangeText& text) {
  if (text.settlement) return BySettlement{.id = *text.settlement};
  if (!text.from && !text.to && !text.zone) return WholeLedger{};
  const auto from = in_field(parse_date(text.from.value_or("")), "from");
  if (!from) return std::unexpected(from.error());
  const auto to = in_field(parse_date(text.to.value_or("")), "to");
  if (!to) return std::unexpected(to.error());
  const auto zone = in_field(read_zone(text.zone.value_or("")), "zone");
  if (!zone) return std::unexpected(zone.error());
  return DayRange{.from = *from, .to = *to, .zone = *zone};
}

RangeText to_wire(const StatementRange& range) {
  RangeText text;
  if (const auto* days = std::get_if<DayRange>(&range)) {
    text.from = to_text(days->from);
    text.to = to_text(days->to);
  }
  if (const auto* settlement = std::get_if<BySettlement>(&range)) text.settlement = settlement->id;
  return text;
}

Placed<Moment> read(const MomentText& text) {
  const auto now = in_field(parse_instant(text.now), "now");
  if (!now) return std::unexpected(now.error());
  return in_field(read_zone(text.zone), "zone").transform([&](const ZoneRules& zone) {
    return Moment{.now = *now, .zone = zone};
  });
}

Placed<std::optional<Moment>> read(const std::optional<MomentText>& text) {
  if (!text) return std::nullopt;
  return read(*text).transform([](Moment moment) { return std::optional(std::move(moment)); });
}

Placed<EntryFilter> read(const FilterText& filter) {
  EntryFilter known{.text = filter.text};
  for (const std::string& word : filter.kinds) {
    const auto kind = in_field(kind_from_name(word), "kinds");
    if (!kind) return std::unexpected(kind.error());
    known.kinds.push_back(*kind);
  }
  for (const std::string& word : filter.groups) {
    const auto group = in_field(named<Group>(word, kGroups), "groups");
    if (!group) return std::unexpected(group.error());
    known.groups.push_back(*group);
  }
  return known;
}

MatchesView read(const MatchesText& matches) {
  MatchesView view;
  view.ledger = matches.ledger;
  view.version = from_count(matches.version);
  for (const Count mark : matches.marks) view.marks.push_back(from_count(mark));
  return view;
}

NumberFormat read(const FormatText& text) {
  NumberFormat format{.decimal_mark = text.decimal_mark,
                      .group_mark = text.group_mark,
                      .zero_digit = text.zero_digit,
                      .currency_signs = text.currency_signs};
  if (text.upper_group) format.upper_group = static_cast<int>(*text.upper_group);
  return format;
}

Placed<PlanTerms> read(const PlanText& text) {
  const auto from = in_field(parse_date(text.from), "from");
  if (!from) return std::unexpected(from.error());
  return in_field(plan_every_from_name(text.every), "every").transform([&](PlanEvery every) {
    return PlanTerms{.amount_minor = text.amount_minor, .from = *from, .every = every};
  });
}

Placed<PaymentCommand> read(const PaymentText& text) {
  return in_field(parse_instant(text.at), "at").transform([&](Instant at) {
    return PaymentCommand{.ledger = text.ledger,
                          .amount_minor = text.amount_minor,
                          .idempotency_key = text.idempotency_key,
                          .version = from_count(text.version),
                          .at = at,
                          .method = text.method,
                          .tenders = text.tenders};
  });
}

Placed<SettlePayment> read(const SettleText& text) {
  return in_field(parse_instant(text.at), "at").transform([&](Instant at) {
    return SettlePayment{
        .idempotency_key = text.idempotency_key, .amount_minor = text.amount_minor, .at = at};
  });
}

Placed<FailPayment> read(const FailText& text) {
  return in_field(parse_instant(text.at), "at").transform([&](Instant at) {
    return FailPayment{.idempotency_key = text.idempotency_key, .reason = text.reason, .at = at};
  });
}

Placed<ReversePayment> read(const ReverseText& text) {
  return in_field(parse_instant(text.at), "at").transform([&](Instant at) {
    return ReversePayment{.idempotency_key = text.idempotency_key,
                          .reversal_id = text.reversal_id,
                          .amount_minor = text.amount_minor,
                          .reason = text.reason,
                          .at = at};
  });
}

Placed<CrossAccountAdjustment> read(const CrossAccountText& text) {
  return in_field(parse_instant(text.at), "at").transform([&](Instant at) {
    return CrossAccountAdjustment{.from = text.from,
                                  .to = text.to,
                                  .amount_minor = text.amount_minor,
                                  .id = text.id,
                                  .at = at,
                                  .reason = text.reason};
  });
}

}  // namespace repay::wire
