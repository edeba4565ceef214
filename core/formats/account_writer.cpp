#include "core/formats/account_writer.h"

#include "core/formats/account_json.h"
#include "core/formats/json_writer.h"

namespace repay {
namespace {

void write_settlement(JsonWriter& json, const Source& source, Currency currency) {
  const Settlement& settlement = *source.settlement;
  json.begin_object();
  json.field("id", settlement.id);
  json.field("start", settlement.start);
  json.field("end", settlement.end);
  json.field("deposit", settlement.deposit);
  json.amount("total", settlement.total_minor, currency);
  json.field("rows", std::uint64_t{source.rows});
  json.end_object();
}

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
  if (!text.empty()) json.field(key, text);
}

// What `of` or `charge` names; entries of account JSON alone name others.
void write_reference(JsonWriter& json, const Ledger& ledger, Sequence entry) {
  const Source& source = ledger.source_of(entry);
  if (source.names.empty()) return;
  const bool undoes = effect(ledger.kind(entry)) == Effect::reversal;
  write_text(json, undoes ? "of" : "charge", source.texts.get(source.names[entry - source.first]));
}

// `report` is the number of the report that told it, 0 if none did.
void write_entry(JsonWriter& json, const Ledger& ledger, Sequence entry, std::uint64_t report) {
  const Source& source = ledger.source_of(entry);
  const auto stated = source.stated.find(entry);
  const StatedEntry said =
      stated != source.stated.end()
          ? stated->second
          : StatedEntry{ledger.facts().at[entry], ledger.facts().amount_minor[entry]};
  const Kind kind = ledger.kind(entry);
  const Group group = ledger.facts().group[entry];
  const bool derived = ledger.derived(entry) != Derived::none;
  json.begin_object();
  json.field("id", ledger.id(entry));
  json.field("at", said.posted_at);
  json.field("kind", name(kind));
  json.amount("amount", said.stated_minor, ledger.currency());
  write_text(json, "description", ledger.description(entry));
  if (!source.settlement) write_text(json, "settlement", ledger.settlement_id(entry));
  write_reference(json, ledger, entry);
  if (const auto other = ledger.other_store(entry)) json.field("otherStore", *other);
  if (report > 0) json.field("report", report);
  if (const auto due = ledger.stated_due(entry)) json.field("due", *due);
  if (ledger.sent(entry) != ledger.facts().at[entry]) json.field("sent", ledger.sent(entry));
  if (const auto available = ledger.stated_available(entry)) {
    if (*available == kNotYetKnown) {
      json.field("available", kAvailableUnknown);
    } else {
      json.field("available", *available);
    }
  }
  write_text(json, "order", ledger.order(entry));
  write_text(json, "sku", ledger.sku(entry));
  if (group != group_of(kind, said.stated_minor)) json.field("group", name(group));
  if ((ledger.flags(entry) & kFlagUnknownType) != 0) json.field("flagged", true);
  if (derived) json.field("derived", true);
  json.end_object();
}

bool has_settlements(const Ledger& ledger) {
  for (const Source& source : ledger.sources()) {
    if (source.settlement) return true;
  }
  return false;
}

}  // namespace

void write_account_json(const Ledger& ledger, std::string_view store, TextSink& out) {
  JsonWriter json(out);
  json.begin_object();
  json.field("format", kAccountJsonFormat);
  json.field("version", kAccountJsonVersion);
  json.field("store", store);
  json.field("currency", ledger.currency().code());
  if (has_settlements(ledger)) {
    json.begin_array("settlements");
    for (const Source& source : ledger.sources()) {
      if (source.settlement) write_settlement(json, source, ledger.currency());
    }
    json.end_array();
  }
  json.begin_array("entries");
  std::uint64_t reports = 0;
  const Source* last = nullptr;
  for (Sequence entry = 0; entry < ledger.size(); ++entry) {
    const Source& source = ledger.source_of(entry);
    if (&source != last && source.skips_known) ++reports;
    last = &source;
    write_entry(json, ledger, entry, source.skips_known ? reports : 0);
  }
  json.end_array();
  json.end_object();
  json.end_document();
}

}  // namespace repay
