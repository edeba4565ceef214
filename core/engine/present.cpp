#include "core/engine/present.h"

#include <algorithm>

#include "core/repayment/matching.h"

namespace repay {
namespace {

// What is owed of a disbursement or reserve is what waiting credit could not cover.
std::string charge_kind(Kind kind) {
  return effect(kind) == Effect::draw ? "shortfall" : std::string(name(kind));
}

}  // namespace

SettlementView present_settlement(const LedgerKey& key, const Source& source) {
  const Settlement& settlement = *source.settlement;
  return {.id = settlement.id,
          .ledger = key,
          .start = settlement.start,
          .end = settlement.end,
          .deposit = settlement.deposit,
          .total_minor = settlement.total_minor,
          .entries = source.rows,
          .flagged = source.flagged,
          .gap_before = source.gap_before};
}

MatchView present_match(const LedgerKey& key, const Books& books, Sequence payment) {
  const Ledger& ledger = books.ledger();
  const Sequence row = books.money_of(payment);
  const std::string id = ledger.id(payment);
  const SentPayment sent{.id = id, .order = ledger.order(payment), .sent = {}};
  return {.ledger = key,
          .payment = id,
          .row = ledger.id(row),
          .payment_minor = ledger.source_of(payment).stated.at(payment).stated_minor,
          .row_minor = ledger.facts().amount_minor[row],
          .by_reference = names_payment(ledger.order(row), sent)};
}

BalanceView present_balance(const LedgerKey& key, const Books& books, std::uint64_t version,
                            const Deferral& deferral) {
  BalanceView view;
  view.ledger = key;
  view.version = version;
  view.balance_minor = books.balance_minor();
  view.outstanding_minor = books.outstanding_minor();
  view.pending_minor = books.pending_minor();
  view.can_pay_now_minor = can_pay_now_minor(books);
  view.deferred_minor = deferred_minor(books.ledger(), deferral);
  view.available_minor = books.balance_minor() - view.deferred_minor;
  view.reserved_minor = books.reserved_minor();
  view.total_minor = books.balance_minor() + books.reserved_minor();
  view.unapplied_credit_minor = books.allocations().waiting_minor();
  view.repay_offered = view.can_pay_now_minor > 0;
  view.scheduled_minor = books.scheduled_minor();
  view.disbursed_minor = view.scheduled_minor - books.ledger().total_of(Kind::disbursement);
  if (const Source* latest = books.latest_settlement())
    view.latest_settlement = present_settlement(key, *latest);
  if (const ReportedBalances* reported = books.ledger().reported())
    view.reported = completed(*reported).value_or(*reported);
  const Timeline& timeline = books.ledger().timeline();
  const EntryFacts& facts = books.ledger().facts();
  view.open_charges = timeline.sums().open_charges;
  const auto oldest = timeline.nth_open(0, facts);
  if (!timeline.at_end(oldest)) view.oldest_open_at = facts.at[timeline.entry(oldest)];
  return view;
}

ChargeRow present_charge(const Books& books, const PreviewLine& line) {
  const Ledger& ledger = books.ledger();
  return {.id = ledger.id(line.charge),
          .incurred_at = ledger.facts().at[line.charge],
          .kind = charge_kind(ledger.kind(line.charge)),
          .description = std::string(ledger.description(line.charge)),
          .amount_minor = books.allocations().charged_minor(ledger, line.charge),
          .open_minor = line.open_minor,
          .pays_minor = line.pays_minor,
          .open_after_minor = line.open_minor - line.pays_minor};
}

std::vector<ChargeRow> present_charges(const Books& books, std::int64_t amount_minor,
                                       Window window) {
  std::vector<ChargeRow> rows;
  for (const PreviewLine& line : preview_lines(books, amount_minor, window.first, window.count)) {
    rows.push_back(present_charge(books, line));
  }
  return rows;
}

PreviewView present_preview(const LedgerKey& key, const Books& books, std::int64_t amount_minor,
                            Window window) {
  const Preview figures = preview(books, amount_minor);
  PreviewView view;
  view.ledger = key;
  view.amount_minor = amount_minor;
  view.closes = figures.closes;
  view.touches = figures.touches;
  view.part_pays = figures.touches > figures.closes;
  view.open_charges = figures.open_charges;
  view.outstanding_after_minor = figures.outstanding_after_minor;
  view.balance_after_minor = figures.balance_after_minor;
  if (figures.oldest_open_after) {
    view.oldest_open_after_at = books.ledger().facts().at[*figures.oldest_open_after];
  }
  view.rows = present_charges(books, amount_minor, window);
  return view;
}

StatementRow present_row(const Books& books, Sequence entry, std::int64_t balance_minor) {
  const Ledger& ledger = books.ledger();
  StatementRow row;
  row.id = ledger.id(entry);
  row.at = ledger.facts().at[entry];
  row.kind = name(ledger.kind(entry));
  row.group = name(ledger.facts().group[entry]);
  row.description = ledger.description(entry);
  row.order = ledger.order(entry);
  row.sku = ledger.sku(entry);
  row.amount_minor = ledger.facts().amount_minor[entry];
  row.balance_minor = balance_minor;
  if (books.allocations().is_charge(entry)) {
    row.open_minor = std::max<std::int64_t>(-ledger.facts().left_minor[entry], 0);
  }
  row.settlement = ledger.settlement_id(entry);
  row.flagged = (ledger.flags(entry) & kFlagUnknownType) != 0;
  const auto reported = books.row_of_payment(entry);
  if (const auto other = reported ? reported : books.payment_of_row(entry))
    row.same_as = ledger.id(*other);
  return row;
}

std::vector<GroupView> present_groups(const GroupSums& sums) {
  std::vector<GroupView> groups;
  for (std::size_t g = 0; g < kGroups; ++g) {
    if (sums.entries[g] == 0) continue;
    groups.push_back({.group = static_cast<Group>(g),
                      .amount_minor = sums.amount_minor[g],
                      .entries = sums.entries[g]});
  }
  return groups;
}

}  // namespace repay
