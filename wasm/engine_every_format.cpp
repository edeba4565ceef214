// The whole engine: every format and every call.

#include "wasm/bind.h"

namespace repay::wire {

EMSCRIPTEN_BINDINGS(every_format) {
  bind_keys();
  auto engine = EngineClass("Engine").constructor<>();
  bind_import(engine);
  bind_balances(engine);
  bind_ledgers(engine);
  bind_preview(engine);
  bind_plans(engine);
  bind_statement(engine);
  bind_statement_rows(engine);
  bind_search(engine);
  bind_downloads(engine);
  bind_explanations(engine);
  bind_paying(engine);
  bind_payments(engine);
  bind_payment_flow(engine);
  bind_payment_desk();
  bind_charge_terms(engine);
  bind_closing(engine);
  bind_collection(engine);
  bind_policy(engine);
  bind_file_check();
  bind_amounts();
  bind_currencies();
}

}  // namespace repay::wire
