#include "wasm/closing_questions.h"

#include <utility>

namespace repay::wire {
namespace {

ChargeMethod read(const ChargeMethodText& text) {
  return {.id = text.id,
          .revision = static_cast<std::uint32_t>(from_count(text.revision)),
          .shown = text.shown};
}

std::vector<ChargeMethods::Other> read(const std::vector<OtherMethodText>& texts) {
  std::vector<ChargeMethods::Other> methods;
  for (const OtherMethodText& text : texts)
    methods.push_back(
        {.method = read(text.method), .ticked = text.ticked, .expired = text.expired});
  return methods;
}

Placed<std::optional<DepositMethod>> read(const std::optional<DepositMethodText>& text) {
  if (!text) return std::nullopt;
  return in_field(parse_instant(text->changed_at), "changedAt").transform([&](Instant changed_at) {
    return std::optional(
        DepositMethod{.id = text->id, .shown = text->shown, .changed_at = changed_at});
  });
}

Placed<SettlementPeriod> read(const PeriodText& text) {
  const auto start = in_field(parse_instant(text.start), "start");
  if (!start) return std::unexpected(start.error());
  return in_field(parse_instant(text.end), "end").transform([&](Instant end) {
    return SettlementPeriod{.id = text.id, .start = *start, .end = end};
  });
}

Placed<TransferEvent> read(const TransferEventText& text) {
  if (text.type == "transfer_due") return TransferDue();
  if (text.type == "transfer_unanswered") return TransferUnanswered();
  if (text.type == "transfer_paid") return TransferPaid();
  if (text.type == "transfer_returned") return TransferReturned();
  if (text.type != "deposit_terms_changed")
    return refuse_at({.field = "type"}, Error::invalid_field, text.type);
  return read(text.method).transform([&](std::optional<DepositMethod> method) {
    return TransferEvent(
        DepositTermsChanged{.method = std::move(method), .restricted = text.restricted});
  });
}

Placed<CollectionEvent> read(const CollectionEventText& text) {
  const auto attempt = static_cast<std::uint32_t>(from_count(text.attempt));
  if (text.type == "round_due") return RoundDue{wire::read(text.methods)};
  if (text.type == "charge_succeeded") return ChargeSucceeded{attempt, text.amount_minor};
  if (text.type == "charge_unanswered") return ChargeUnanswered{attempt};
  if (text.type == "charge_not_found") return ChargeNotFound{attempt};
  if (text.type != "charge_declined")
    return refuse_at({.field = "type"}, Error::invalid_field, text.type);
  return in_field(named<DeclineClass>(text.decline, kDeclineClasses), "decline")
      .transform(
          [&](DeclineClass decline) { return CollectionEvent(ChargeDeclined{attempt, decline}); });
}

}  // namespace

ChargeMethods read(const ChargeMethodsText& text) {
  ChargeMethods methods;
  if (text.active) methods.active = read(*text.active);
  methods.backups_enabled = text.backups_enabled;
  methods.backups = read(text.backups);
  methods.others = read(text.others);
  return methods;
}

Placed<ClosePeriod> read(const ClosePeriodText& text) {
  const auto period = read(text.period);
  if (!period) return std::unexpected(period.error());
  const auto zone = in_field(read_zone(text.zone), "zone");
  if (!zone) return std::unexpected(zone.error());
  const auto deposit_method = read(text.deposit_method);
  if (!deposit_method) return std::unexpected(deposit_method.error());
  return in_field(parse_instant(text.now), "now").transform([&](Instant now) {
    return ClosePeriod{.ledger = text.ledger,
                       .terms = {.period = *period,
                                 .zone = *zone,
                                 .deposit_method = *deposit_method,
                                 .restricted = text.restricted,
                                 .charge_methods = read(text.charge_methods)},
                       .now = now};
  });
}

Placed<ReportTransfer> read(const ReportTransferText& text) {
  const auto event = read(text.event);
  if (!event) return std::unexpected(event.error());
  return in_field(parse_instant(text.now), "now").transform([&](Instant now) {
    return ReportTransfer{
        .ledger = text.ledger, .settlement = text.settlement, .event = *event, .now = now};
  });
}

Placed<Collect> read(const CollectText& text) {
  const auto event = read(text.event);
  if (!event) return std::unexpected(event.error());
  return in_field(parse_instant(text.now), "now").transform([&](Instant now) {
    return Collect{.ledger = text.ledger, .event = *event, .now = now};
  });
}

Placed<ChargeTerms> read(const ChargeTermsText& text) {
  const auto zone = in_field(read_zone(text.zone), "zone");
  if (!zone) return std::unexpected(zone.error());
  ChargeTerms terms{.methods = read(text.methods), .closes_at = {}, .zone = *zone};
  if (!text.closes_at) return terms;
  return in_field(parse_instant(*text.closes_at), "closesAt").transform([&](Instant closes_at) {
    terms.closes_at = closes_at;
    return terms;
  });
}

}  // namespace repay::wire
