#include "core/formats/statement_csv.h"

#include "core/money/decimal.h"

namespace repay {
namespace {

constexpr std::size_t kShared = 256;

}  // namespace

StatementCsv::StatementCsv(const Ledger& ledger, std::string_view store, TextSink& out)
    : ledger_(ledger), csv_(out), descriptions_(kShared), skus_(kShared) {
  CsvWriter::append_text(account_text_, store);
  account_text_.append(",").append(ledger.currency().code()).append(",");
  account_.set_plain(account_text_);
  for (std::size_t i = 0; i < kKinds; ++i) kinds_[i].set_text(name(static_cast<Kind>(i)));
  for (std::size_t i = 0; i < kGroups; ++i) groups_[i].set_text(name(static_cast<Group>(i)));
}

void StatementCsv::write_header() {
  for (const std::string_view title :
       {"store", "currency", "id", "at", "kind", "group", "description", "order", "sku", "amount",
        "balance", "settlement"}) {
    csv_.plain(title);
  }
  csv_.end_row();
}

void StatementCsv::write_line(Sequence entry, std::int64_t balance_minor) {
  enter_source(entry);
  const EntryFacts& facts = ledger_.facts();
  const bool numbered = numbers_rows_ && ledger_.derived(entry) == Derived::none;
  if (!numbered) prepare_id(entry);
  prepare_instant(facts.at[entry]);
  if (!source_->settlement) settlement_.set_text(ledger_.settlement_id(entry), "\r\n");
  const CsvCell& account = numbered ? numbered_ : account_;
  const CsvCell& kind = kinds_[static_cast<std::size_t>(ledger_.kind(entry))];
  const CsvCell& group = groups_[static_cast<std::size_t>(facts.group[entry])];
  const CsvCell& description = description_of(entry);
  const CsvCell& order = cell_of(order_, ledger_.order_ref(entry));
  const CsvCell& sku = cell_of(skus_, ledger_.sku_ref(entry));

  // The three numbers have a comma each.
  char* to = csv_.room(account.size() + id_.size() + at_.size() + kind.size() + group.size() +
                       description.size() + order.size() + sku.size() + settlement_.size() +
                       3 * (kLongestDecimal + 1) + CsvCell::kPad);
  to = account.write(to);
  if (numbered) {
    to = write_decimal(to, ledger_.label(entry), 0);
    *to++ = ',';
  } else {
    to = id_.write(to);
  }
  to = at_.write(to);
  to = kind.write(to);
  to = group.write(to);
  to = description.write(to);
  to = order.write(to);
  to = sku.write(to);
  for (const std::int64_t minor : {facts.amount_minor[entry], balance_minor}) {
    to = write_decimal(to, minor, ledger_.currency().digits());
    *to++ = ',';
  }
  csv_.wrote_to(settlement_.write(to));
}

void StatementCsv::enter_source(Sequence entry) {
  const Source& source = ledger_.source_of(entry);
  if (source_ == &source) return;
  source_ = &source;
  numbers_rows_ = source.settlement && CsvWriter::is_plain(source.settlement->id);
  if (!source.settlement) return;
  settlement_.set_text(source.settlement->id, "\r\n");
  text_.assign(account_text_).append(source.settlement->id).append("/");
  numbered_.set_plain(text_);
}

void StatementCsv::prepare_id(Sequence entry) {
  text_.clear();
  ledger_.append_id(text_, entry);
  id_.set_text(text_);
}

// Entries of one order follow each other with one instant, and then others of that day.
void StatementCsv::prepare_instant(Instant at) {
  if (last_at_ == at) return;
  const std::int64_t in_day = (at.ms % kMsPerDay + kMsPerDay) % kMsPerDay;
  const std::int64_t midnight = at.ms - in_day;
  if (last_at_ && midnight <= last_at_->ms && last_at_->ms < midnight + kMsPerDay) {
    at_text_.resize(at_text_.find('T') + 1);
    append_time(at_text_, in_day);
  } else {
    at_text_ = to_string(at);
  }
  last_at_ = at;
  at_text_.push_back(',');
  at_.set_plain(at_text_);
}

const CsvCell& StatementCsv::description_of(Sequence entry) {
  if (ledger_.derived(entry) == Derived::none)
    return cell_of(descriptions_, ledger_.description_ref(entry));
  description_.set_text(ledger_.description(entry));
  return description_;
}

const CsvCell& StatementCsv::cell_of(Kept& kept, TextRef text) const {
  if (kept.source != source_ || kept.text != text) {
    kept.source = source_;
    kept.text = text;
    kept.cell.set_text(source_->texts.get(text));
  }
  return kept.cell;
}

const CsvCell& StatementCsv::cell_of(Shared& shared, TextRef text) const {
  return cell_of(shared[(text.offset * 0x9e3779b1u) >> 24], text);
}

std::string_view unguarded(std::string_view cell) {
  if (cell.starts_with('\'')) cell.remove_prefix(1);
  return cell;
}

}  // namespace repay
