// Engine's payments that take time: under way, then settled, failed, expired or reversed.

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/engine/payments.h"
#include "core/engine/present.h"
#include "core/repayment/matching.h"

namespace repay {
namespace {

PaymentState after(PaymentState state, PaymentEvent event) {
  const auto reached = next(state, event);
  check(reached.has_value());
  return *reached;
}

}  // namespace

Result<Engine::State::Payment*> Engine::State::find_payment(std::string_view key) {
  const auto found = payments.find(key);
  if (found == payments.end()) return refuse(Error::payment_unknown);
  return &found->second;
}

std::vector<UnderWay> Engine::State::payments_under_way() const {
  std::vector<UnderWay> under_way;
  for (const auto& [key, payment] : payments) {
    if (payment.state != PaymentState::pending) continue;
    under_way.push_back({.key = key,
                         .id = payment_id(key),
                         .ledger = payment.command.ledger,
                         .sent = payment.sent,
                         .amount_minor = payment.command.amount_minor});
  }
  return under_way;
}

// Payments under way that an import tells how they ended: for what it says, and at its time.
void Engine::State::settle_reported(const std::vector<ReportedUnderWay>& reported,
                                    ImportView& view) {
  for (const auto& [key, row] : reported) {
    Payment& paid = payments.find(key)->second;
    VersionedBooks& ledger = ledgers.at(paid.command.ledger);
    ledger.books.release(paid.command.amount_minor);
    const Ledger& entries = ledger.books.ledger();
    if (row) {
      const Settled settled{.minor = entries.facts().amount_minor[*row],
                            .at = entries.facts().at[*row],
                            .sent = paid.sent};
      post_reported(ledger, paid.command, settled, *row);
    }
    const auto entry = entries.find(payment_id(key));
    check(entry.has_value());
    const Sequence money = ledger.books.money_of(*entry);
    if (!ledger.books.allocations().is_credit(money)) {
      paid.state = after(paid.state, PaymentEvent::fail);
      continue;
    }
    paid.state = after(paid.state, PaymentEvent::settle);
    paid.settled_minor = ledger.books.allocations().credited_minor(entries, money);
    paid.receipt = receipt_of(
        ledger, paid.command,
        {.minor = paid.settled_minor, .at = entries.facts().at[money], .sent = paid.sent}, money,
        ledger.version);
    if (!row) continue;
    view.matched.push_back(present_match(paid.command.ledger, ledger.books, *entry));
    view.matched.back().payment_minor = paid.command.amount_minor;
    view.matched.back().was_pending = true;
  }
}

Result<PaymentView> Engine::payment(std::string_view idempotency_key) const {
  const auto found = state_->find_payment(idempotency_key);
  if (!found) return refuse(found.error());
  const State::Payment& payment = **found;
  const VersionedBooks& ledger = state_->ledgers.at(payment.command.ledger);
  PaymentView view{.payment = payment_id(idempotency_key),
                   .ledger = payment.command.ledger,
                   .state = std::string(name(payment.state)),
                   .amount_minor = payment.command.amount_minor,
                   .settled_minor = payment.settled_minor,
                   .reason = payment.reason,
                   .submitted_at = payment.command.at,
                   .tenders = tenders_of(payment.command),
                   .receipt = payment.receipt,
                   .version_after = ledger.version};
  const auto entry = ledger.books.ledger().find(view.payment);
  if (!payment.receipt || !entry) return view;
  const Allocations& allocations = ledger.books.allocations();
  const Sequence money = ledger.books.money_of(*entry);
  view.reversed_minor = allocations.credited_minor(ledger.books.ledger(), money) -
                        allocations.reversible_minor(ledger.books.ledger(), money);
  // It may have been reversed by an entry of a file, too.
  if (view.reversed_minor > 0) view.state = name(after(payment.state, PaymentEvent::reverse));
  return view;
}

Result<PaymentView> Engine::submit(const PaymentCommand& command) {
  const auto allowed = check_payment(command);
  if (!allowed) return refuse(allowed.error());
  if (!state_->payments.contains(command.idempotency_key)) {
    VersionedBooks& ledger = state_->ledgers.at(command.ledger);
    const Instant sent = reportable_from(ledger.books, command.at, command.amount_minor);
    ledger.books.hold(command.amount_minor);
    ++ledger.version;
    const PaymentState submitted = after(PaymentState::draft, PaymentEvent::submit);
    state_->payments.emplace(
        command.idempotency_key,
        State::Payment{
            .command = command, .state = after(submitted, PaymentEvent::accept), .sent = sent});
  }
  return payment(command.idempotency_key);
}

Result<PaymentView> Engine::note_pending(std::string_view idempotency_key) {
  const auto found = state_->find_payment(idempotency_key);
  if (!found) return refuse(found.error());
  if ((*found)->state != PaymentState::pending) return refuse(Error::wrong_payment_state);
  ++state_->ledgers.at((*found)->command.ledger).version;
  return payment(idempotency_key);
}

Result<PaymentView> Engine::settle(const SettlePayment& command) {
  const auto found = state_->find_payment(command.idempotency_key);
  if (!found) return refuse(found.error());
  State::Payment& paid = **found;
  const bool again = paid.receipt && paid.settled_minor == command.amount_minor;
  if (again) return payment(command.idempotency_key);
  const auto reached = next(paid.state, PaymentEvent::settle);
  if (!reached) return refuse(reached.error());
  const auto allowed = check_settlement(paid.command.amount_minor, command.amount_minor);
  if (!allowed) return refuse(allowed.error());
  VersionedBooks& ledger = state_->ledgers.at(paid.command.ledger);
  auto receipt = settle_payment(
      ledger, paid.command, {.minor = command.amount_minor, .at = command.at, .sent = paid.sent});
  if (!receipt) return refuse(receipt.error());
  ledger.books.release(paid.command.amount_minor);
  ++ledger.version;
  paid.state = *reached;
  paid.settled_minor = command.amount_minor;
  paid.receipt = *std::move(receipt);
  return payment(command.idempotency_key);
}

Result<PaymentView> Engine::fail(const FailPayment& command) {
  const auto found = state_->find_payment(command.idempotency_key);
  if (!found) return refuse(found.error());
  State::Payment& failed = **found;
  if (failed.state == PaymentState::failed) return payment(command.idempotency_key);
  const auto reached = next(failed.state, PaymentEvent::fail);
  if (!reached) return refuse(reached.error());
  VersionedBooks& ledger = state_->ledgers.at(failed.command.ledger);
  std::string description;
  for (const Tender& tender : tenders_of(failed.command))
    description.append(description.empty() ? "" : " + ").append(tender.method);
  if (!command.reason.empty()) description.append(": ").append(command.reason);
  const auto posted = ledger.books.post_account(
      batch_of(failed.command.ledger, {.id = payment_id(command.idempotency_key),
                                       .kind = Kind::failed_charge,
                                       .at = command.at,
                                       .description = std::move(description)}));
  check(posted.has_value());  // a line of zero effect under an id kept for it
  ledger.books.release(failed.command.amount_minor);
  ++ledger.version;
  failed.state = *reached;
  failed.reason = command.reason;
  return payment(command.idempotency_key);
}

Result<PaymentView> Engine::expire(std::string_view idempotency_key) {
  const auto found = state_->find_payment(idempotency_key);
  if (!found) return refuse(found.error());
  State::Payment& expired = **found;
  if (expired.state == PaymentState::expired) return payment(idempotency_key);
  const auto reached = next(expired.state, PaymentEvent::expire);
  if (!reached) return refuse(reached.error());
  VersionedBooks& ledger = state_->ledgers.at(expired.command.ledger);
  ledger.books.release(expired.command.amount_minor);
  ++ledger.version;
  expired.state = *reached;
  return payment(idempotency_key);
}

Result<PaymentView> Engine::reverse_payment(const ReversePayment& command) {
  const auto found = state_->find_payment(command.idempotency_key);
  if (!found) return refuse(found.error());
  const State::Payment& reversed = **found;
  VersionedBooks& ledger = state_->ledgers.at(reversed.command.ledger);
  const std::string id = payment_id(command.idempotency_key);
  const auto known = state_->reversals.find(command.reversal_id);
  if (known != state_->reversals.end()) {
    if (known->second != std::pair(id, command.amount_minor))
      return refuse(Error::idempotency_conflict);
    return payment(command.idempotency_key);
  }
  const Ledger& entries = ledger.books.ledger();
  if (command.reversal_id.empty()) return refuse(Error::invalid_field);
  if (entries.find(command.reversal_id)) return refuse(Error::duplicate_id);
  const auto entry = entries.find(id);
  const auto reached = next(reversed.state, PaymentEvent::reverse);
  if (!reached || !entry) return refuse(Error::wrong_payment_state);
  if (command.amount_minor <= 0) return refuse(Error::amount_not_positive);
  const Sequence money = ledger.books.money_of(*entry);
  if (command.amount_minor > ledger.books.allocations().reversible_minor(entries, money))
    return refuse(Error::reversal_too_high);
  if (!entries.has_room_for(-command.amount_minor)) return refuse(Error::overflow);
  const auto posted = ledger.books.post_account(
      batch_of(reversed.command.ledger, {.id = command.reversal_id,
                                         .kind = Kind::reversal,
                                         .at = command.at,
                                         .amount_minor = -command.amount_minor,
                                         .description = command.reason,
                                         .names = id}));
  check(posted.has_value());
  ++ledger.version;
  state_->reversals.emplace(command.reversal_id, std::pair(id, command.amount_minor));
  return payment(command.idempotency_key);
}

}  // namespace repay
