// Paying at once, payments that take time, and what moves from one ledger to another.

#include <string>
#include <vector>

#include "wasm/bind.h"
#include "wasm/questions.h"

namespace repay::wire {
namespace {

Placed<void> check_payment(const Engine& engine, const PaymentText& command) {
  const auto known = read(command);
  if (!known) return std::unexpected(known.error());
  const auto checked = engine.check_payment(*known);
  if (!checked) return refuse_at({}, checked.error());
  return {};
}

Placed<ReceiptView> pay(Engine& engine, const PaymentText& command) {
  return read(command).and_then(
      [&](const PaymentCommand& known) { return placed(engine.pay(known)); });
}

Placed<PaymentView> submit(Engine& engine, const PaymentText& command) {
  return read(command).and_then(
      [&](const PaymentCommand& known) { return placed(engine.submit(known)); });
}

Result<PaymentView> note_pending(Engine& engine, const std::string& idempotency_key) {
  return engine.note_pending(idempotency_key);
}

Placed<PaymentView> settle(Engine& engine, const SettleText& command) {
  return read(command).and_then(
      [&](const SettlePayment& known) { return placed(engine.settle(known)); });
}

Placed<PaymentView> fail(Engine& engine, const FailText& command) {
  return read(command).and_then(
      [&](const FailPayment& known) { return placed(engine.fail(known)); });
}

Result<PaymentView> expire(Engine& engine, const std::string& idempotency_key) {
  return engine.expire(idempotency_key);
}

Placed<PaymentView> reverse_payment(Engine& engine, const ReverseText& command) {
  return read(command).and_then(
      [&](const ReversePayment& known) { return placed(engine.reverse_payment(known)); });
}

Placed<CrossAccountView> adjust_across(Engine& engine, const CrossAccountText& command) {
  return read(command).and_then(
      [&](const CrossAccountAdjustment& known) { return placed(engine.adjust_across(known)); });
}

Result<std::string> id_of_payment(const std::string& idempotency_key) {
  return payment_id(idempotency_key);
}

Result<PaymentView> payment(const Engine& engine, const std::string& idempotency_key) {
  return engine.payment(idempotency_key);
}

}  // namespace

void bind_paying(EngineClass& engine) {
  emscripten::value_object<Tender>("Tender")
      .field("method", &Tender::method)
      .field("amountMinor", &Tender::amount_minor);
  emscripten::register_type<std::vector<Tender>>("Tender[]");
  emscripten::value_object<PaymentText>("PaymentCommand")
      .field("ledger", &PaymentText::ledger)
      .field("amountMinor", &PaymentText::amount_minor)
      .field("idempotencyKey", &PaymentText::idempotency_key)
      .field("version", &PaymentText::version)
      .field("at", &PaymentText::at)
      .field("method", &PaymentText::method)
      .field("tenders", &PaymentText::tenders);
  bind_call<&check_payment>(engine, "checkPayment");
  bind_call<&pay>(engine, "pay");
}

void bind_payments(EngineClass& engine) {
  emscripten::value_object<SettleText>("SettlePayment")
      .field("idempotencyKey", &SettleText::idempotency_key)
      .field("amountMinor", &SettleText::amount_minor)
      .field("at", &SettleText::at);
  emscripten::value_object<FailText>("FailPayment")
      .field("idempotencyKey", &FailText::idempotency_key)
      .field("reason", &FailText::reason)
      .field("at", &FailText::at);
  emscripten::value_object<ReverseText>("ReversePayment")
      .field("idempotencyKey", &ReverseText::idempotency_key)
      .field("reversalId", &ReverseText::reversal_id)
      .field("amountMinor", &ReverseText::amount_minor)
      .field("reason", &ReverseText::reason)
      .field("at", &ReverseText::at);
  bind_call<&submit>(engine, "submit");
  bind_call<&note_pending>(engine, "notePending");
  bind_call<&settle>(engine, "settle");
  bind_call<&fail>(engine, "fail");
  bind_call<&expire>(engine, "expire");
  bind_call<&reverse_payment>(engine, "reversePayment");
  bind_call<&payment>(engine, "payment");
  bind_function<&id_of_payment>("paymentId");
  emscripten::value_object<CrossAccountText>("CrossAccountAdjustment")
      .field("from", &CrossAccountText::from)
      .field("to", &CrossAccountText::to)
      .field("amountMinor", &CrossAccountText::amount_minor)
      .field("id", &CrossAccountText::id)
      .field("at", &CrossAccountText::at)
      .field("reason", &CrossAccountText::reason);
  bind_call<&adjust_across>(engine, "adjustAcross");
}

}  // namespace repay::wire
