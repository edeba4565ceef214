// What ledgers there are and what they come to.

#include <optional>
#include <string>
#include <vector>

#include "wasm/bind.h"
#include "wasm/questions.h"

namespace repay::wire {
namespace {

using MaybeMoment = std::optional<MomentText>;

Placed<std::vector<BalanceView>> balances(const Engine& engine, const MaybeMoment& moment) {
  return read(moment).transform(
      [&](const std::optional<Moment>& known) { return engine.balances(known); });
}

Placed<BalanceView> balance(const Engine& engine, const LedgerKey& ledger,
                            const MaybeMoment& moment) {
  return read(moment).and_then(
      [&](const std::optional<Moment>& known) { return placed(engine.balance(ledger, known)); });
}

Result<LedgerKey> find_ledger(const Engine& engine, const LedgerQuestion& which) {
  return engine.find_ledger(which.store, which.currency.transform(currency_or_none));
}

}  // namespace

void bind_keys() {
  emscripten::value_object<LedgerKey>("LedgerKey")
      .field("store", &LedgerKey::store)
      .field("currency", &LedgerKey::currency);
  emscripten::value_object<Window>("Window")
      .field("first", &get<&Window::first, Window>, &set<&Window::first, Window>)
      .field("count", &get<&Window::count, Window>, &set<&Window::count, Window>);
  emscripten::register_type<std::vector<std::string>>("string[]");
  emscripten::register_optional<std::string>();
  emscripten::register_optional<Count>();
}

void bind_balances(EngineClass& engine) {
  emscripten::value_object<MomentText>("Moment")
      .field("now", &MomentText::now)
      .field("zone", &MomentText::zone);
  emscripten::register_optional<MomentText>();
  bind_call<&balances>(engine, "balances");
  bind_call<&balance>(engine, "balance");
}

void bind_ledgers(EngineClass& engine) {
  emscripten::value_object<LedgerQuestion>("LedgerQuestion")
      .field("store", &LedgerQuestion::store)
      .field("currency", &LedgerQuestion::currency);
  bind_call<&find_ledger>(engine, "findLedger");
  bind_call<&Engine::settlements>(engine, "settlements");
  bind_call<&Engine::credits>(engine, "credits");
  bind_call<&Engine::allocations>(engine, "allocations");
}

}  // namespace repay::wire
