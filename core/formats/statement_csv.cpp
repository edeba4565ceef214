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
  csv_.text(store);
  csv_.plain(ledger.currency().code());
  csv_.text(ledger.id(entry));
  csv_.plain(to_string(ledger.facts().at[entry]));
  csv_.plain(name(ledger.kind(entry)));
  csv_.plain(name(ledger.facts().group[entry]));
  csv_.text(ledger.description(entry));
  csv_.text(ledger.order(entry));
  csv_.text(ledger.sku(entry));
  write_amount(ledger.facts().amount_minor[entry], ledger.currency());
  write_amount(balance_minor, ledger.currency());
  csv_.text(ledger.settlement_id(entry));
  csv_.end_row();
}

void StatementCsv::write_amount(std::int64_t minor, Currency currency) {
  decimal_.clear();
  append_decimal(decimal_, minor, currency.digits());
  csv_.plain(decimal_);
}

std::string_view unguarded(std::string_view cell) {
  if (cell.starts_with('\'')) cell.remove_prefix(1);
  return cell;
}

}  // namespace repay
