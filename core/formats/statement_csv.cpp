#include "core/formats/statement_csv.h"

#include "core/money/decimal.h"

namespace repay {

void StatementCsv::write_header() {
  for (const std::string_view title :
       {"store", "currency", "id", "at", "kind", "group", "description", "order", "sku", "amount",
        "balance", "settlement"}) {
    csv_.plain(title);
  }
  csv_.end_row();
}

void StatementCsv::write_line(const Ledger& ledger, std::string_view store, Sequence entry,
                              std::int64_t balance_minor) {
  enter_source(ledger, entry);
  csv_.text(store);
  csv_.plain(ledger.currency().code());
  write_id(ledger, entry);
  write_instant(ledger.facts().at[entry]);
  csv_.plain(name(ledger.kind(entry)));
  csv_.plain(name(ledger.facts().group[entry]));
  if (ledger.derived(entry) == Derived::none) {
    write_shared(ledger.description_ref(entry));
  } else {
    csv_.text(ledger.description(entry));
  }
  csv_.text(ledger.order(entry));
  write_shared(ledger.sku_ref(entry));
  write_amount(ledger.facts().amount_minor[entry], ledger.currency());
  write_amount(balance_minor, ledger.currency());
  const std::string_view settlement = ledger.settlement_id(entry);
  plain_settlement_ ? csv_.plain(settlement) : csv_.text(settlement);
  csv_.end_row();
}

void StatementCsv::enter_source(const Ledger& ledger, Sequence entry) {
  const Source& source = ledger.source_of(entry);
  if (source_ == &source) return;
  source_ = &source;
  plain_settlement_ = source.settlement && CsvWriter::is_plain(source.settlement->id);
}

// "<settlement id>/<row>" is as plain as the settlement's id.
void StatementCsv::write_id(const Ledger& ledger, Sequence entry) {
  text_.clear();
  ledger.append_id(text_, entry);
  plain_settlement_ ? csv_.plain(text_) : csv_.text(text_);
}

// Entries of one order follow each other with one instant, and then others of that day.
void StatementCsv::write_instant(Instant at) {
  if (at.ms != at_ms_) {
    const std::int64_t in_day = (at.ms % kMsPerDay + kMsPerDay) % kMsPerDay;
    const bool same_day = at.ms - in_day <= at_ms_ && at_ms_ < at.ms - in_day + kMsPerDay;
    if (same_day) {
      at_text_.resize(at_text_.find('T') + 1);
      append_time(at_text_, in_day);
    } else {
      at_text_ = to_string(at);
    }
    at_ms_ = at.ms;
  }
  csv_.plain(at_text_);
}

void StatementCsv::write_shared(TextRef ref) {
  const std::string_view text = source_->texts.get(ref);
  Known& known = known_[(ref.offset * 0x9e3779b1u) >> 24];
  if (known.source != source_ || known.text != ref)
    known = {source_, ref, CsvWriter::is_plain(text)};
  known.plain ? csv_.plain(text) : csv_.text(text);
}

void StatementCsv::write_amount(std::int64_t minor, Currency currency) {
  text_.clear();
  append_decimal(text_, minor, currency.digits());
  csv_.plain(text_);
}

std::string_view unguarded(std::string_view cell) {
  if (cell.starts_with('\'')) cell.remove_prefix(1);
  return cell;
}

}  // namespace repay
