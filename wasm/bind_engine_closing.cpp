// Closing a period, and the transfer of what it paid out.

#include "wasm/bind.h"
#include "wasm/closing_questions.h"
#include "wasm/closing_shapes.h"

namespace repay::wire {
namespace {

Placed<ClosingView> closing(const Engine& engine, const ClosePeriodText& command) {
  return read(command).and_then([&](const ClosePeriod& known) { return engine.closing(known); });
}

Placed<ClosingView> close_period(Engine& engine, const ClosePeriodText& command) {
  return read(command).and_then(
      [&](const ClosePeriod& known) { return engine.close_period(known); });
}

Placed<TransferView> report_transfer(Engine& engine, const ReportTransferText& command) {
  return read(command).and_then(
      [&](const ReportTransfer& known) { return placed(engine.report_transfer(known)); });
}

}  // namespace

void bind_closing(EngineClass& engine) {
  emscripten::value_object<DepositMethodText>("DepositMethod")
      .field("id", &DepositMethodText::id)
      .field("shown", &DepositMethodText::shown)
      .field("changedAt", &DepositMethodText::changed_at);
  emscripten::register_optional<DepositMethodText>();
  emscripten::value_object<PeriodText>("SettlementPeriod")
      .field("id", &PeriodText::id)
      .field("start", &PeriodText::start)
      .field("end", &PeriodText::end);
  emscripten::value_object<ClosePeriodText>("ClosePeriod")
      .field("ledger", &ClosePeriodText::ledger)
      .field("period", &ClosePeriodText::period)
      .field("zone", &ClosePeriodText::zone)
      .field("depositMethod", &ClosePeriodText::deposit_method)
      .field("restricted", &ClosePeriodText::restricted)
      .field("chargeMethods", &ClosePeriodText::charge_methods)
      .field("now", &ClosePeriodText::now);
  bind_call<&closing>(engine, "closing");
  bind_call<&close_period>(engine, "closePeriod");

  emscripten::value_object<TransferEventText>("TransferEvent")
      .field("type", &TransferEventText::type)
      .field("method", &TransferEventText::method)
      .field("restricted", &TransferEventText::restricted);
  emscripten::value_object<ReportTransferText>("ReportTransfer")
      .field("ledger", &ReportTransferText::ledger)
      .field("settlement", &ReportTransferText::settlement)
      .field("event", &ReportTransferText::event)
      .field("now", &ReportTransferText::now);
  bind_call<&report_transfer>(engine, "reportTransfer");
}

}  // namespace repay::wire
