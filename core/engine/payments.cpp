// Engine's previews and payments.

#include <algorithm>
#include <utility>

#include "core/engine/present.h"
#include "core/engine/state.h"

namespace repay {
namespace {

constexpr std::uint64_t kReceiptRows = 1000;

EntryBatch payment_batch(const PaymentCommand& command) {
  EntryBatch batch;
  batch.currency = command.ledger.currency;
  batch.at.push_back(command.at);
  batch.amount_minor.push_back(command.amount_minor);
  batch.kind.push_back(Kind::payment);
  batch.group.push_back(Group::payments);
  batch.flags.push_back(kFlagNone);
  batch.description.push_back(batch.texts.add(command.method));
  batch.order.emplace_back();
  batch.sku.emplace_back();
  batch.id.push_back(batch.texts.add(payment_id(command.idempotency_key)));
  batch.names.emplace_back();
  batch.settlement_id.emplace_back();
  batch.line.push_back(0);
  return batch;
}

}  // namespace

std::string payment_id(std::string_view idempotency_key) {
  return std::string("payment-").append(idempotency_key);
}

Result<PreviewView> Engine::preview(const LedgerKey& ledger, std::int64_t amount_minor,
                                    Window window) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  const auto payable = check_amount((*found)->books, amount_minor);
  if (!payable) return refuse(payable.error());
  return present_preview(ledger, (*found)->books, amount_minor, window);
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
    const PaymentCommand& first = known->second.command;
    const bool same = first.ledger == command.ledger &&
                      first.amount_minor == command.amount_minor && first.method == command.method;
    if (!same) return refuse(Error::idempotency_conflict);
    return {};
  }
  if ((*found)->books.ledger().find(payment_id(command.idempotency_key)))
    return refuse(Error::idempotency_conflict);
  if (command.version != (*found)->version) return refuse(Error::stale);
  return check_amount((*found)->books, command.amount_minor);
}

Result<ReceiptView> Engine::pay(const PaymentCommand& command) {
  const auto allowed = check_payment(command);
  if (!allowed) return refuse(allowed.error());
  const auto known = state_->payments.find(command.idempotency_key);
  if (known != state_->payments.end()) return known->second.receipt;

  VersionedBooks& ledger = state_->ledgers.at(command.ledger);
  const PreviewView before =
      present_preview(command.ledger, ledger.books, command.amount_minor, {});
  const std::uint64_t touched = before.touches;
  ReceiptView receipt;
  receipt.charges =
      present_charges(ledger.books, command.amount_minor, {0, std::min(touched, kReceiptRows)});
  const auto posted = ledger.books.post_account(payment_batch(command));
  if (!posted) return refuse(posted.error().error);
  receipt.payment = payment_id(command.idempotency_key);
  receipt.ledger = command.ledger;
  receipt.amount_minor = command.amount_minor;
  receipt.at = command.at;
  receipt.method = command.method;
  receipt.idempotency_key = command.idempotency_key;
  receipt.charges_paid = touched;
  receipt.outstanding_after_minor = ledger.books.outstanding_minor();
  receipt.balance_after_minor = ledger.books.balance_minor();
  receipt.version_after = ++ledger.version;
  state_->payments.emplace(command.idempotency_key, State::Payment{command, receipt});
  return receipt;
}

}  // namespace repay
