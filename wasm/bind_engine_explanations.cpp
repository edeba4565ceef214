// Why entries and figures are what they are.

#include <string>

#include "wasm/bind.h"

namespace repay::wire {
namespace {

Result<ExplainView> explain(const Engine& engine, const LedgerKey& ledger, const std::string& entry,
                            Window window) {
  return engine.explain(ledger, entry, window);
}

Result<ExplainView> explain_figure(const Engine& engine, const LedgerKey& ledger,
                                   const std::string& figure, Window window) {
  return engine.explain_figure(ledger, figure, window);
}

}  // namespace

void bind_explanations(EngineClass& engine) {
  bind_call<&explain>(engine, "explain");
  bind_call<&explain_figure>(engine, "explainFigure");
}

}  // namespace repay::wire
