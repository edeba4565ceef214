// What a payment would do, and a plan of them.

#include <string>

#include "wasm/bind.h"
#include "wasm/questions.h"

namespace repay::wire {
namespace {

Result<PreviewView> preview_typed(const Engine& engine, const LedgerKey& ledger,
                                  const std::string& text, const FormatText& format,
                                  Window window) {
  if (ledger.currency == Currency()) return refuse(Error::ledger_unknown);
  return parse_typed(text, ledger.currency, read(format)).and_then([&](Money amount) {
    return engine.preview(ledger, amount.minor, window);
  });
}

Placed<PlanView> plan(const Engine& engine, const LedgerKey& ledger, const PlanText& terms,
                      Window window) {
  return read(terms).and_then(
      [&](const PlanTerms& known) { return placed(engine.plan(ledger, known, window)); });
}

}  // namespace

void bind_preview(EngineClass& engine) {
  emscripten::value_object<FormatText>("NumberFormat")
      .field("decimalMark", &FormatText::decimal_mark)
      .field("groupMark", &FormatText::group_mark)
      .field("zeroDigit", &FormatText::zero_digit)
      .field("upperGroup", &FormatText::upper_group)
      .field("currencySigns", &FormatText::currency_signs);
  bind_call<&Engine::preview>(engine, "preview");
  bind_call<&preview_typed>(engine, "previewTyped");
  bind_call<&Engine::open_charges>(engine, "openCharges");
}

void bind_plans(EngineClass& engine) {
  emscripten::value_object<PlanText>("PlanTerms")
      .field("amountMinor", &PlanText::amount_minor)
      .field("from", &PlanText::from)
      .field("every", &PlanText::every);
  bind_call<&plan>(engine, "plan");
}

}  // namespace repay::wire
