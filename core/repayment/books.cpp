#include "core/repayment/books.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/repayment/matching.h"
#include "core/repayment/posted_order.h"
#include "core/repayment/verify.h"

namespace repay {
namespace {

Result<std::int64_t> carried_minor(const EntryBatch& batch) {
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < batch.size(); ++row) {
    if (batch.kind[row] != Kind::carried_balance) continue;
    const auto more = add_minor(sum, batch.amount_minor[row]);
    if (!more) return more;
    sum = *more;
  }
  return sum;
}

// What a row says, of a column that few rows say something in.
std::optional<Instant> said_by(const std::map<std::uint32_t, Instant>& column, std::uint32_t row) {
  if (column.empty()) return std::nullopt;
  const auto said = column.find(row);
  return said == column.end() ? std::nullopt : std::optional(said->second);
}

NewEntry row_of(const EntryBatch& batch, std::uint32_t row) {
  return {.at = batch.at[row],
          .amount_minor = batch.amount_minor[row],
          .kind = batch.kind[row],
          .group = batch.group[row],
          .flags = batch.flags[row],
          .label = batch.settlement ? row + 1 : batch.id[row].offset,
          .description = batch.description[row],
          .order = batch.order[row],
          .sku = batch.sku[row],
          .available_at = said_by(batch.available_at, row),
          .due = said_by(batch.due, row)};
}

}  // namespace

const Source* Books::latest_settlement() const {
  const auto& settlements = ledger_.settlements();
  return settlements.empty() ? nullptr : &ledger_.sources()[settlements.back()];
}

std::int64_t Books::scheduled_minor() const {
  const Source* latest = latest_settlement();
  return latest == nullptr ? 0 : std::max<std::int64_t>(latest->settlement->total_minor, 0);
}

std::uint64_t Books::take_releases(const EntryBatch& report) {
  std::uint64_t changed = 0;
  for (std::uint32_t row = 0; row < report.size(); ++row) {
    const auto entry = ledger_.find(report.texts.get(report.id[row]));
    const auto before = entry ? ledger_.stated_available(*entry) : std::nullopt;
    const auto now = said_by(report.available_at, row);
    if (!before || (now && *now >= *before)) continue;
    ledger_.set_available(*entry, now);
    ++changed;
  }
  return changed;
}

Placed<void> Books::post_settlement(EntryBatch batch) {
  const std::size_t before = ledger_.size();
  const auto carried = carried_minor(batch);
  if (!carried) return refuse_at({}, carried.error());
  const auto began =
      begin_settlement({.settlement = batch.settlement, .texts = std::move(batch.texts)}, *carried);
  if (!began) return refuse_at({}, began.error());
  const auto posted = append_rows(batch);
  if (!posted) return refuse_at({}, posted.error());
  for (Sequence entry = *posted; entry < ledger_.size(); ++entry) {
    take_effect(entry, ledger_.facts().amount_minor[entry]);
    note_card_charge(entry);
  }
  check(ledger_.balance_minor() == batch.settlement->total_minor);
  check_balance(ledger_, allocations_);
  verify_now_and_then(ledger_, allocations_, before);
  return {};
}

// Adds a settlement's rows to the ledger, after which the batch has none; answers the first.
Result<Sequence> Books::append_rows(EntryBatch& batch) {
  const auto order = by_posted(batch.at);
  const auto restated = restate_carried(batch);
  const auto first = ledger_.append_rows(std::move(batch), order);
  if (!first) return first;
  Source& source = ledger_.last_source();
  for (const auto& [row, said] : restated)
    source.stated.emplace(*first + source.place_of_row(row), said);
  return first;
}

// Gives carried rows their effect, at the period's start, and answers what they said, by row.
std::map<std::uint32_t, StatedEntry> Books::restate_carried(EntryBatch& batch) const {
  std::map<std::uint32_t, StatedEntry> restated;
  for (std::uint32_t row = 0; row < batch.size(); ++row) {
    if (batch.kind[row] != Kind::carried_balance) continue;
    restated.emplace(row, StatedEntry{batch.at[row], batch.amount_minor[row]});
    batch.at[row] = batch.settlement->start;
    if (continues_) batch.amount_minor[row] = 0;
  }
  return restated;
}

// Settles what lies between two settlements: the payout of the one before, and whether this one
// goes on from it.
Result<void> Books::begin_settlement(Source source, std::int64_t carried_minor) {
  const Source* before = latest_settlement();
  const Instant start = source.settlement->start;
  bool adjoins = true;
  if (before != nullptr) {
    const Settlement& last = *before->settlement;
    adjoins = last.end == start;
    // A closing balance that the next settlement carries was not paid out.
    const bool paid_out = last.total_minor > 0 && carried_minor != last.total_minor;
    if (paid_out) {
      const auto posted = post_derived(Derived::disbursement, last.end, -last.total_minor);
      if (!posted) return posted;
    }
  }
  continues_ = before != nullptr && adjoins && carried_minor == ledger_.balance_minor();
  source.gap_before = before != nullptr && !continues_;
  ledger_.begin_source(std::move(source));
  if (continues_ || before == nullptr) return {};
  allocations_.supersede(ledger_);
  reserved_minor_ = 0;
  const std::int64_t superseded = ledger_.balance_minor();
  if (superseded == 0) return {};
  return post_derived(Derived::superseded, start, -superseded);
}

Result<void> Books::post_derived(Derived derived, Instant at, std::int64_t amount_minor) {
  const bool pays_out = derived == Derived::disbursement;
  const auto entry =
      ledger_.append({.at = at,
                      .amount_minor = amount_minor,
                      .kind = pays_out ? Kind::disbursement : Kind::carried_balance,
                      .group = pays_out ? Group::disbursements : Group::beginning_balance,
                      .derived = derived});
  if (!entry) return refuse(entry.error());
  if (pays_out) allocations_.draw(ledger_, *entry, -amount_minor);
  return {};
}

// What an entry that names no other does to charges and credit.
void Books::take_effect(Sequence entry, std::int64_t amount_minor) {
  if (amount_minor == 0) return;
  const Kind kind = ledger_.kind(entry);
  const bool draws = effect(kind) == Effect::draw;
  if (kind == Kind::reserve)
    reserved_minor_ = std::max<std::int64_t>(reserved_minor_ - amount_minor, 0);
  if (amount_minor > 0) {
    allocations_.credit(ledger_, entry, amount_minor);
  } else if (draws) {
    allocations_.draw(ledger_, entry, -amount_minor);
  } else {
    allocations_.charge(ledger_, entry, -amount_minor);
  }
}

// A row that may be the report of a payment made here.
void Books::note_card_charge(Sequence entry) {
  if (ledger_.kind(entry) == Kind::card_charge && ledger_.facts().amount_minor[entry] > 0)
    card_charges_.push_back(entry);
}

Placed<void> Books::post_account(EntryBatch batch, const ReportedRows& reported) {
  const std::size_t before = ledger_.size();
  const auto rows = static_cast<std::uint32_t>(batch.size());
  ledger_.begin_source({.texts = std::move(batch.texts),
                        .names = batch.names,
                        .settlement_id = std::move(batch.settlement_id),
                        .skips_known = batch.skips_known,
                        .reported = batch.reported});
  for (std::uint32_t row = 0; row < rows; ++row) {
    const auto report = reported.find(row);
    const auto posted = post_account_row(
        batch, row, report == reported.end() ? std::nullopt : std::optional(report->second));
    if (!posted) {
      const std::uint32_t place = batch.place.empty() ? row : batch.place[row];
      return refuse_at({.line = batch.line[row], .field = "/entries/" + std::to_string(place)},
                       posted.error());
    }
    check_balance(ledger_, allocations_);
  }
  verify_now_and_then(ledger_, allocations_, before);
  return {};
}

Result<void> Books::post_account_row(const EntryBatch& batch, std::uint32_t row,
                                     std::optional<Sequence> reported_by) {
  const NewEntry entry = row_of(batch, row);
  Source& source = ledger_.last_source();
  const TextArena& texts = source.texts;
  if (ledger_.find(texts.get(batch.id[row]))) return refuse(Error::duplicate_id);
  const auto sequence = static_cast<Sequence>(ledger_.size());
  if (const auto sent = batch.sent.find(row); sent != batch.sent.end())
    source.sent.emplace(sequence, sent->second);
  if (const auto other = batch.other_store.find(row); other != batch.other_store.end())
    source.other_store.emplace(sequence, other->second);
  if (reported_by) return post_reported(entry, *reported_by);
  const std::string named(texts.get(batch.names[row]));
  switch (effect(entry.kind)) {
    case Effect::reversal:
      return post_reversal(entry, named);
    case Effect::credit_note:
    case Effect::write_off:
      return post_against_charge(entry, named);
    case Effect::carried:
      return post_carried(entry);
    case Effect::credit:
    case Effect::charge:
    case Effect::by_sign:
    case Effect::draw:
    case Effect::line:
      break;
  }
  const auto posted = ledger_.append(entry);
  if (!posted) return refuse(posted.error());
  take_effect(*posted, entry.amount_minor);
  if (batch.skips_known) note_card_charge(*posted);
  return {};
}

// The credit is the row's, so that the file's closing balance stays what it says.
Result<void> Books::post_reported(NewEntry entry, Sequence row) {
  const StatedEntry said{entry.at, entry.amount_minor};
  entry.amount_minor = 0;
  const auto posted = ledger_.append(entry);
  if (!posted) return refuse(posted.error());
  ledger_.last_source().stated.emplace(*posted, said);
  row_of_.emplace(*posted, row);
  payment_of_.emplace(row, *posted);
  const std::int64_t reported = ledger_.facts().amount_minor[row];
  if (said.stated_minor > reported) not_credited_.emplace(*posted, said.stated_minor - reported);
  return {};
}

std::optional<Sequence> Books::row_of_payment(Sequence payment) const {
  const auto found = row_of_.find(payment);
  return found == row_of_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Sequence> Books::payment_of_row(Sequence row) const {
  const auto found = payment_of_.find(row);
  return found == payment_of_.end() ? std::nullopt : std::optional(found->second);
}

// In account JSON a carried balance says what the balance is: the same as it was, or a new
// beginning.
Result<void> Books::post_carried(NewEntry entry) {
  const std::int64_t stated = entry.amount_minor;
  const auto effect_minor = subtract_minor(stated, ledger_.balance_minor());
  if (!effect_minor) return refuse(effect_minor.error());
  entry.amount_minor = *effect_minor;
  if (entry.amount_minor != 0) {
    allocations_.supersede(ledger_);
    reserved_minor_ = 0;
  }
  const auto posted = ledger_.append(entry);
  if (!posted) return refuse(posted.error());
  ledger_.last_source().stated.emplace(*posted, StatedEntry{entry.at, stated});
  if (entry.amount_minor != 0) take_effect(*posted, stated);
  return {};
}

// Of a payment whose row says less, a reversal may take back more than was ever credited: that part
// has no effect.
Result<void> Books::post_reversal(NewEntry entry, std::string_view of) {
  const auto named = ledger_.find(of);
  if (!named) return refuse(Error::unknown_reference);
  const Sequence credit = money_of(*named);
  if (!allocations_.is_credit(credit)) return refuse(Error::unknown_reference);
  auto amount = negate_minor(entry.amount_minor);
  if (!amount) return refuse(amount.error());
  const std::int64_t beyond = *amount - allocations_.reversible_minor(ledger_, credit);
  const auto slack = not_credited_.find(*named);
  if (beyond > (slack == not_credited_.end() ? 0 : slack->second))
    return refuse(Error::reversal_too_high);
  const StatedEntry said{entry.at, entry.amount_minor};
  if (beyond > 0) {
    slack->second -= beyond;
    *amount -= beyond;
    entry.amount_minor += beyond;
  }
  const auto posted = ledger_.append(entry);
  if (!posted) return refuse(posted.error());
  if (beyond > 0) ledger_.last_source().stated.emplace(*posted, said);
  if (*amount > 0) allocations_.reverse(ledger_, *posted, credit, *amount);
  if (!entry.available_at) ledger_.lessen_deferred(credit, *amount);
  ledger_.lessen_sale(credit, *amount);
  return {};
}

Result<void> Books::post_against_charge(const NewEntry& entry, std::string_view charge) {
  const bool writes_off = effect(entry.kind) == Effect::write_off;
  const auto named = charge.empty() ? std::nullopt : ledger_.find(charge);
  const bool known = named && allocations_.is_charge(*named);
  if (!known && (writes_off || !charge.empty())) return refuse(Error::unknown_reference);
  if (writes_off &&
      entry.amount_minor > -std::min<std::int64_t>(ledger_.facts().left_minor[*named], 0)) {
    return refuse(Error::amount_exceeds_balance);
  }
  const auto posted = ledger_.append(entry);
  if (!posted) return refuse(posted.error());
  if (writes_off) {
    allocations_.write_off(ledger_, *posted, *named, entry.amount_minor);
  } else if (entry.amount_minor > 0) {
    allocations_.credit(ledger_, *posted, entry.amount_minor, named);
  }
  return {};
}

EntryBatch Books::batch_of(const Source& source) const {
  EntryBatch batch;
  batch.currency = ledger_.currency();
  batch.settlement = source.settlement;
  batch.skips_known = source.skips_known;
  batch.reported = source.reported;
  batch.texts = source.texts;
  const std::size_t rows = source.rows;
  batch.at.resize(rows);
  batch.amount_minor.resize(rows);
  batch.kind.resize(rows);
  batch.group.resize(rows);
  batch.flags.resize(rows);
  batch.description.resize(rows);
  batch.order.resize(rows);
  batch.sku.resize(rows);
  if (!source.settlement) {
    batch.id.resize(rows);
    batch.line.resize(rows);
    batch.names = source.names;
    batch.settlement_id = source.settlement_id;
  }
  for (Sequence entry = source.first, done = 0; done < rows; ++entry) {
    if (ledger_.derived(entry) != Derived::none) continue;
    const std::uint32_t row = source.settlement ? ledger_.label(entry) - 1 : done;
    const auto stated = source.stated.find(entry);
    const bool restated = stated != source.stated.end();
    batch.at[row] = restated ? stated->second.posted_at : ledger_.facts().at[entry];
    batch.amount_minor[row] =
        restated ? stated->second.stated_minor : ledger_.facts().amount_minor[entry];
    batch.kind[row] = ledger_.kind(entry);
    batch.group[row] = ledger_.facts().group[entry];
    batch.flags[row] = ledger_.flags(entry);
    batch.description[row] = ledger_.description_ref(entry);
    batch.order[row] = ledger_.order_ref(entry);
    batch.sku[row] = ledger_.sku_ref(entry);
    if (const auto due = ledger_.stated_due(entry)) batch.due.emplace(row, *due);
    if (const auto available = ledger_.stated_available(entry))
      batch.available_at.emplace(row, *available);
    if (const auto sent = source.sent.find(entry); sent != source.sent.end())
      batch.sent.emplace(row, sent->second);
    if (const auto other = source.other_store.find(entry); other != source.other_store.end())
      batch.other_store.emplace(row, other->second);
    if (!source.settlement) batch.id[row] = TextRef{ledger_.label(entry)};
    ++done;
  }
  return batch;
}

Placed<Books> Books::under(RepaymentPolicy policy) const {
  Books books(ledger_.currency(), std::move(policy));
  books.hold(pending_minor_);
  std::vector<EntryBatch> all = batches();
  std::vector<const EntryBatch*> given;
  for (const EntryBatch& batch : all) given.push_back(&batch);
  std::optional<Reports> reports;
  for (std::size_t i = 0; i < all.size(); ++i) {
    EntryBatch& batch = all[i];
    const bool is_account = !batch.settlement && !batch.skips_known;
    if (is_account && !reports) reports = find_reports(books, given);  // of what was posted by now
    const auto posted = batch.settlement ? books.post_settlement(std::move(batch))
                        : is_account ? books.post_account(std::move(batch), reports->of_batches[i])
                                     : books.post_account(std::move(batch));
    if (!posted) return std::unexpected(posted.error());
  }
  return books;
}

std::vector<EntryBatch> Books::batches() const {
  std::vector<EntryBatch> batches;
  for (const Source& source : ledger_.sources()) batches.push_back(batch_of(source));
  return batches;
}

}  // namespace repay
