// The automatic charge of what a closing left owed, and what is said of it beforehand.

#include "wasm/bind.h"
#include "wasm/closing_questions.h"
#include "wasm/closing_shapes.h"

namespace repay::wire {
namespace {

Placed<CollectionView> collect(Engine& engine, const CollectText& command) {
  return read(command).and_then(
      [&](const Collect& known) { return placed(engine.collect(known)); });
}

Placed<void> expect_charge(Engine& engine, const LedgerKey& ledger, const ChargeTermsText& terms) {
  const auto known = read(terms);
  if (!known) return std::unexpected(known.error());
  const auto told = engine.expect_charge(ledger, *known);
  if (!told) return refuse_at({}, told.error());
  return {};
}

}  // namespace

void bind_charge_terms(EngineClass& engine) {
  emscripten::value_object<ChargeMethodText>("ChargeMethod")
      .field("id", &ChargeMethodText::id)
      .field("revision", &ChargeMethodText::revision)
      .field("shown", &ChargeMethodText::shown);
  emscripten::register_optional<ChargeMethodText>();
  emscripten::value_object<OtherMethodText>("OtherMethod")
      .field("method", &OtherMethodText::method)
      .field("ticked", &OtherMethodText::ticked)
      .field("expired", &OtherMethodText::expired);
  emscripten::register_type<std::vector<OtherMethodText>>("OtherMethod[]");
  emscripten::value_object<ChargeMethodsText>("ChargeMethods")
      .field("active", &ChargeMethodsText::active)
      .field("backupsEnabled", &ChargeMethodsText::backups_enabled)
      .field("backups", &ChargeMethodsText::backups)
      .field("others", &ChargeMethodsText::others);
  emscripten::value_object<ChargeTermsText>("ChargeTerms")
      .field("methods", &ChargeTermsText::methods)
      .field("closesAt", &ChargeTermsText::closes_at)
      .field("zone", &ChargeTermsText::zone);
  bind_call<&expect_charge>(engine, "expectCharge");
}

void bind_collection(EngineClass& engine) {
  emscripten::value_object<CollectionEventText>("CollectionEvent")
      .field("type", &CollectionEventText::type)
      .field("methods", &CollectionEventText::methods)
      .field("attempt", &CollectionEventText::attempt)
      .field("amountMinor", &CollectionEventText::amount_minor)
      .field("decline", &CollectionEventText::decline);
  emscripten::value_object<CollectText>("Collect")
      .field("ledger", &CollectText::ledger)
      .field("event", &CollectText::event)
      .field("now", &CollectText::now);
  bind_call<&collect>(engine, "collect");
  bind_call<&Engine::collection>(engine, "collection");
}

}  // namespace repay::wire
