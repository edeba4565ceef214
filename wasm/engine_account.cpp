// The small engine: account JSON alone, which is how a host tells a page what is owed, and the
// calls of a page's first view and of paying. For all others the client brings
// engine_every_format.cpp (web/src/engine/session.js).

#include <array>

#include "core/formats/account_json.h"
#include "core/formats/file_reader.h"
#include "wasm/bind.h"

namespace repay {

std::span<const FileFormat> file_formats() {
  static constexpr std::array kFormats = {FileFormat{is_account_json, make_account_json_reader}};
  return kFormats;
}

}  // namespace repay

namespace repay::wire {

EMSCRIPTEN_BINDINGS(account) {
  bind_keys();
  auto engine = EngineClass("Engine").constructor<>();
  bind_import(engine);
  bind_balances(engine);
  bind_preview(engine);
  bind_statement(engine);
  bind_paying(engine);
  bind_payment_flow(engine);
  bind_currencies();
}

}  // namespace repay::wire
