// Engine's previews and payments.

#include "core/engine/payments.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/engine/present.h"
#include "core/repayment/matching.h"

namespace repay {
namespace {

constexpr std::uint64_t kReceiptRows = 1000;

bool is_same(const PaymentCommand& a, const PaymentCommand& b) {
  return a.ledger == b.ledger && a.amount_minor == b.amount_minor && a.method == b.method &&
         a.tenders == b.tenders;
}

std::string shown_method(const PaymentCommand& command) {
  if (!command.method.empty() || command.tenders.empty()) return command.method;
  std::string text;
  for (const Tender& tender : command.tenders)
    text.append(text.empty() ? "" : " + ").append(tender.method);
  return text;
}

PaymentEntry entry_of(const PaymentCommand& command, const Settled& settled) {
  return {.id = payment_id(command.idempotency_key),
          .at = settled.at,
          .amount_minor = settled.minor,
          .description = shown_method(command),
          .sent = settled.sent};
}

// What a receipt says of the payment itself.
ReceiptView begin_receipt(const PaymentCommand& command, const Settled& settled) {
  ReceiptView receipt;
  receipt.payment = payment_id(command.idempotency_key);
  receipt.ledger = command.ledger;
  receipt.amount_minor = settled.minor;
  receipt.at = settled.at;
  receipt.method = shown_method(command);
  receipt.tenders = captured(tenders_of(command), settled.minor);
  receipt.idempotency_key = command.idempotency_key;
  return receipt;
}

}  // namespace

std::string payment_id(std::string_view idempotency_key) {
  return std::string(kPaymentIdPrefix).append(idempotency_key);
}

std::vector<Tender> tenders_of(const PaymentCommand& command) {
  if (!command.tenders.empty()) return command.tenders;
  return {{command.method, command.amount_minor}};
}

EntryBatch batch_of(const LedgerKey& ledger, const PaymentEntry& entry) {
  EntryBatch batch;
  batch.currency = ledger.currency;
  batch.at.push_back(entry.at);
  batch.amount_minor.push_back(entry.amount_minor);
  batch.kind.push_back(entry.kind);
  batch.group.push_back(group_of(entry.kind, entry.amount_minor));
  batch.flags.push_back(kFlagNone);
  batch.description.push_back(batch.texts.add(entry.description));
  batch.order.emplace_back();
  batch.sku.emplace_back();
  batch.id.push_back(batch.texts.add(entry.id));
  batch.names.push_back(entry.names.empty() ? TextRef{} : batch.texts.add(entry.names));
  batch.settlement_id.emplace_back();
  batch.line.push_back(0);
  if (entry.sent && *entry.sent != entry.at) batch.sent.emplace(0, *entry.sent);
  return batch;
}

ReceiptView receipt_of(const VersionedBooks& ledger, const PaymentCommand& command,
                       const Settled& settled, Sequence money, std::uint64_t version_after) {
  const Ledger& entries = ledger.books.ledger();
  ReceiptView receipt = begin_receipt(command, settled);
  for (const PaidPart& part : ledger.books.allocations().payments(entries, money)) {
    std::int64_t pays = part.paid_minor;
    for (const Taken& undone : part.undone) pays -= undone.minor;
    if (pays == 0) continue;
    if (receipt.charges_paid++ >= kReceiptRows) continue;
    const std::int64_t open = std::max<std::int64_t>(-entries.facts().left_minor[part.charge], 0);
    receipt.charges.push_back(present_charge(
        ledger.books, {.charge = part.charge, .open_minor = open + pays, .pays_minor = pays}));
  }
  receipt.waits_minor = entries.facts().left_minor[money];
  receipt.outstanding_after_minor = ledger.books.outstanding_minor();
  receipt.balance_after_minor = ledger.books.balance_minor();
  receipt.version_after = version_after;
  return receipt;
}

void post_reported(VersionedBooks& ledger, const PaymentCommand& command, const Settled& settled,
                   Sequence row) {
  Settled reported = settled;
  reported.sent = latest_instant(ledger.books.ledger().facts().at[row]);
  const auto posted =
      ledger.books.post_account(batch_of(command.ledger, entry_of(command, reported)), {{0, row}});
  check(posted.has_value());  // a line of zero effect under an id kept for it
}

Result<ReceiptView> settle_payment(VersionedBooks& ledger, const PaymentCommand& command,
                                   const Settled& settled) {
  const std::string id = payment_id(command.idempotency_key);
  const auto row = find_report(
      ledger.books, {.id = id, .order = {}, .sent = settled.sent, .amount_minor = settled.minor});
  if (row) {
    post_reported(ledger, command, settled, *row);
    return receipt_of(ledger, command, settled, *row, ledger.version + 1);
  }
  const std::int64_t settled_minor = settled.minor;
  Settled unreported = settled;
  unreported.sent = reportable_from(ledger.books, settled.sent, settled_minor);
  if (!ledger.books.ledger().has_room_for(settled_minor)) return refuse(Error::overflow);
  // A race may have made it more than is owed by now: the rest waits as credit (DOMAIN.md 6).
  const std::int64_t pays = std::min(settled_minor, ledger.books.outstanding_minor());
  ReceiptView receipt = begin_receipt(command, settled);
  receipt.charges_paid = preview(ledger.books, pays).touches;
  receipt.charges =
      present_charges(ledger.books, pays, {0, std::min(receipt.charges_paid, kReceiptRows)});
  const auto posted =
      ledger.books.post_account(batch_of(command.ledger, entry_of(command, unreported)));
  if (!posted) return refuse(posted.error().error);
  receipt.waits_minor = settled_minor - pays;
  receipt.outstanding_after_minor = ledger.books.outstanding_minor();
  receipt.balance_after_minor = ledger.books.balance_minor();
  receipt.version_after = ledger.version + 1;
  return receipt;
}

Result<PreviewView> Engine::preview(const LedgerKey& ledger, std::int64_t amount_minor,
                                    Window window) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  const auto payable = check_amount((*found)->books, amount_minor);
  if (!payable) return refuse(payable.error());
  PreviewView view = present_preview(ledger, (*found)->books, amount_minor, window);
  view.rest = state_->rest(ledger, amount_minor, can_pay_now_minor((*found)->books) - amount_minor);
  return view;
}

Result<std::vector<ChargeRow>> Engine::open_charges(const LedgerKey& ledger, Window window) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  return present_charges((*found)->books, 0, window);
}

Result<void> Engine::check_payment(const PaymentCommand& command) const {
  const auto found = state_->find(command.ledger);
  if (!found) return refuse(found.error());
  if (command.idempotency_key.empty()) return refuse(Error::invalid_field);
  if (const auto known = state_->payments.find(command.idempotency_key);
      known != state_->payments.end()) {
    if (!is_same(known->second.command, command)) return refuse(Error::idempotency_conflict);
    return {};
  }
  if ((*found)->books.ledger().find(payment_id(command.idempotency_key)))
    return refuse(Error::idempotency_conflict);
  if (command.version != (*found)->version) return refuse(Error::stale);
  if (command.amount_minor <= 0) return refuse(Error::amount_not_positive);
  const auto tenders = check_tenders(tenders_of(command), command.amount_minor);
  if (!tenders) return tenders;
  return check_amount((*found)->books, command.amount_minor);
}

Result<ReceiptView> Engine::pay(const PaymentCommand& command) {
  const auto allowed = check_payment(command);
  if (!allowed) return refuse(allowed.error());
  const auto known = state_->payments.find(command.idempotency_key);
  if (known != state_->payments.end()) {
    if (!known->second.receipt) return refuse(Error::wrong_payment_state);
    return *known->second.receipt;
  }
  VersionedBooks& ledger = state_->ledgers.at(command.ledger);
  const Instant sent = reportable_from(ledger.books, command.at, command.amount_minor);
  auto receipt = settle_payment(ledger, command,
                                {.minor = command.amount_minor, .at = command.at, .sent = sent});
  if (!receipt) return receipt;
  ++ledger.version;
  state_->payments.emplace(command.idempotency_key,
                           State::Payment{.command = command,
                                          .state = PaymentState::settled,
                                          .sent = sent,
                                          .settled_minor = command.amount_minor,
                                          .receipt = *receipt});
  return receipt;
}

}  // namespace repay
