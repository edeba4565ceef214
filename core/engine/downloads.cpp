// Engine's downloads.

#include "core/engine/state.h"
#include "core/engine/statement_lines.h"
#include "core/formats/account_writer.h"
#include "core/formats/statement_csv.h"
#include "core/ledger/entry_matcher.h"

namespace repay {

Result<void> Engine::export_json(const LedgerKey& key, TextSink& out) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  write_account_json((*found)->books.ledger(), key.store, out);
  return {};
}

Result<void> Engine::export_csv(const LedgerKey& key, const StatementRange& range,
                                const EntryFilter& filter, CsvStart start, TextSink& out) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const Ledger& ledger = (*found)->books.ledger();
  const auto lines = StatementLines::of(ledger, range);
  if (!lines) return refuse(lines.error());
  if (start == CsvStart::byte_order_mark) out.write(StatementCsv::kByteOrderMark);
  StatementCsv csv(ledger, key.store, out);
  if (start != CsvStart::none) csv.write_header();
  EntryMatcher matcher(ledger, filter);
  lines->walk(0, [&](const StatementLine& line) {
    if (matcher.admits(line.entry)) csv.write_line(line.entry, line.balance_minor);
    return true;
  });
  csv.end();
  return {};
}

}  // namespace repay
