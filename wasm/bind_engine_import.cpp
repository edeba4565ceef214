// Files into the engine.

#include <optional>
#include <string>

#include "wasm/bind.h"
#include "wasm/bytes.h"
#include "wasm/questions.h"

namespace repay::wire {
namespace {

Placed<void> begin_import(Engine& engine, const std::string& mode) {
  if (mode != "add" && mode != "replace") {
    return refuse_at({.field = "mode"}, Error::invalid_field, mode);
  }
  engine.begin_import(mode == "add" ? ImportMode::add : ImportMode::replace);
  return {};
}

void begin_file(Engine& engine, const std::string& store, Count size_hint,
                const std::optional<std::string>& currency) {
  engine.begin_file(store, from_count(size_hint), currency.transform(currency_or_none));
}

Placed<void> feed(Engine& engine, const Bytes& bytes) {
  return with_bytes(bytes, [&](std::span<const char> copy) { return engine.feed(copy); });
}

Count refused_file(const Engine& engine) { return static_cast<Count>(engine.refused_file()); }

}  // namespace

void bind_import(EngineClass& engine) {
  emscripten::register_type<Bytes>("Uint8Array");
  bind_call<&begin_import>(engine, "beginImport");
  engine.function("beginFile", &begin_file);
  bind_call<&feed>(engine, "feed");
  bind_call<&Engine::end_file>(engine, "endFile");
  bind_call<&Engine::commit_import>(engine, "commitImport");
  engine.function("cancelImport", &Engine::cancel_import);
  engine.function("refusedFile", &refused_file);
}

}  // namespace repay::wire
