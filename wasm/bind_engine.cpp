// core/engine for JavaScript: the one class, what may be asked of it, and the views it answers
// with.

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/zone_table.h"
#include "core/engine/engine.h"
#include "core/money/typed.h"
#include "wasm/register.h"
#include "wasm/wire.h"

namespace repay::wire {
namespace {

EMSCRIPTEN_DECLARE_VAL_TYPE(Bytes);

/// `settlement` alone, or `from`, `to` and `zone`, or none of them: the whole ledger.
struct RangeText {
  std::optional<std::string> from;
  std::optional<std::string> to;
  std::optional<std::string> zone;
  std::optional<std::string> settlement;
};

/// A PaymentCommand whose instant is still a text.
struct PaymentText {
  LedgerKey ledger;
  std::int64_t amount_minor = 0;
  std::string idempotency_key;
  std::uint64_t version = 0;
  std::string at;
  std::string method;
};

/// What was said of a ledger to mean it.
struct LedgerQuestion {
  std::optional<std::string> store;
  std::optional<Currency> currency;
};

/// The value, or the refusal in the place of the field it came in.
template <class T>
Placed<T> in_field(Result<T> result, const char* field) {
  if (!result) return refuse_at({.field = field}, result.error());
  return *std::move(result);
}

/// A refusal that has no place as one that might have.
template <class T>
Placed<T> placed(Result<T> result) {
  return in_field(std::move(result), "");
}

/// "+02:00", or a zone's rules as web/src/engine/zone.js writes them.
Result<ZoneRules> read_zone(const std::string& text) {
  if (text.contains('|')) return parse_zone_rules(text);
  return parse_zone_offset(text);
}

Placed<StatementRange> read(const RangeText& text) {
  if (text.settlement) return BySettlement{.id = *text.settlement};
  if (!text.from && !text.to && !text.zone) return WholeLedger{};
  const auto from = in_field(parse_date(text.from.value_or("")), "from");
  if (!from) return std::unexpected(from.error());
  const auto to = in_field(parse_date(text.to.value_or("")), "to");
  if (!to) return std::unexpected(to.error());
  const auto zone = in_field(read_zone(text.zone.value_or("")), "zone");
  if (!zone) return std::unexpected(zone.error());
  return DayRange{.from = *from, .to = *to, .zone = *zone};
}

Placed<PaymentCommand> read(const PaymentText& text) {
  return in_field(parse_instant(text.at), "at").transform([&](Instant at) {
    return PaymentCommand{.ledger = text.ledger,
                          .amount_minor = text.amount_minor,
                          .idempotency_key = text.idempotency_key,
                          .version = text.version,
                          .at = at,
                          .method = text.method};
  });
}

Placed<void> begin_import(Engine& engine, const std::string& mode) {
  if (mode != "add" && mode != "replace") {
    return refuse_at({.field = "mode"}, Error::invalid_field, mode);
  }
  engine.begin_import(mode == "add" ? ImportMode::add : ImportMode::replace);
  return {};
}

void begin_file(Engine& engine, const std::string& store, Count size_hint) {
  engine.begin_file(store, from_count(size_hint));
}

Placed<void> feed(Engine& engine, const Bytes& bytes) {
  const auto size = bytes["length"].as<std::size_t>();
  const auto copy = std::make_unique_for_overwrite<char[]>(size);
  const auto* begin = reinterpret_cast<const std::uint8_t*>(copy.get());
  emscripten::val(emscripten::typed_memory_view(size, begin)).call<void>("set", bytes);
  return engine.feed({copy.get(), size});
}

Count refused_file(const Engine& engine) { return to_count(engine.refused_file()); }

Result<std::vector<BalanceView>> balances(const Engine& engine) { return engine.balances(); }

Result<BalanceView> balance(const Engine& engine, const LedgerKey& ledger) {
  return engine.balance(ledger);
}

Result<LedgerKey> find_ledger(const Engine& engine, const LedgerQuestion& which) {
  return engine.find_ledger(which.store, which.currency);
}

Result<PreviewView> preview_typed(const Engine& engine, const LedgerKey& ledger,
                                  const std::string& text, const NumberFormat& format,
                                  Window window) {
  if (ledger.currency == Currency()) return refuse(Error::ledger_unknown);
  return parse_typed(text, ledger.currency, format).and_then([&](Money amount) {
    return engine.preview(ledger, amount.minor, window);
  });
}

Placed<StatementView> statement(const Engine& engine, const LedgerKey& ledger,
                                const RangeText& range) {
  return read(range).and_then(
      [&](const StatementRange& known) { return placed(engine.statement(ledger, known)); });
}

Placed<std::vector<StatementRow>> statement_rows(const Engine& engine, const LedgerKey& ledger,
                                                 const RangeText& range, Window window) {
  return read(range).and_then([&](const StatementRange& known) {
    return placed(engine.statement_rows(ledger, known, window));
  });
}

Result<Count> credits(const Engine& engine, const LedgerKey& ledger) {
  return engine.credits(ledger).transform(to_count);
}

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

void register_questions() {
  emscripten::value_object<LedgerKey>("LedgerKey")
      .field("store", &LedgerKey::store)
      .field("currency", &LedgerKey::currency);
  emscripten::value_object<LedgerQuestion>("LedgerQuestion")
      .field("store", &LedgerQuestion::store)
      .field("currency", &LedgerQuestion::currency);
  emscripten::value_object<Window>("Window")
      .field("first", &get<&Window::first, Window>, &set<&Window::first, Window>)
      .field("count", &get<&Window::count, Window>, &set<&Window::count, Window>);
  emscripten::value_object<RangeText>("StatementRange")
      .field("from", &RangeText::from)
      .field("to", &RangeText::to)
      .field("zone", &RangeText::zone)
      .field("settlement", &RangeText::settlement);
  emscripten::value_object<PaymentText>("PaymentCommand")
      .field("ledger", &PaymentText::ledger)
      .field("amountMinor", &PaymentText::amount_minor)
      .field("idempotencyKey", &PaymentText::idempotency_key)
      .field("version", &get<&PaymentText::version, PaymentText>,
             &set<&PaymentText::version, PaymentText>)
      .field("at", &PaymentText::at)
      .field("method", &PaymentText::method);
}

void register_balance() {
  emscripten::value_object<SettlementView>("SettlementView")
      .field("id", &SettlementView::id)
      .field("ledger", &SettlementView::ledger)
      .field("start", &SettlementView::start)
      .field("end", &SettlementView::end)
      .field("deposit", &SettlementView::deposit)
      .field("totalMinor", &SettlementView::total_minor)
      .field("entries", &get<&SettlementView::entries, SettlementView>,
             &set<&SettlementView::entries, SettlementView>)
      .field("flagged", &get<&SettlementView::flagged, SettlementView>,
             &set<&SettlementView::flagged, SettlementView>)
      .field("gapBefore", &SettlementView::gap_before);
  emscripten::value_object<ImportView>("ImportView")
      .field("settlements", &ImportView::settlements)
      .field("added", &get<&ImportView::added, ImportView>, &set<&ImportView::added, ImportView>);
  emscripten::value_object<BalanceView>("BalanceView")
      .field("ledger", &BalanceView::ledger)
      .field("version", &get<&BalanceView::version, BalanceView>,
             &set<&BalanceView::version, BalanceView>)
      .field("balanceMinor", &BalanceView::balance_minor)
      .field("outstandingMinor", &BalanceView::outstanding_minor)
      .field("canPayNowMinor", &BalanceView::can_pay_now_minor)
      .field("availableMinor", &BalanceView::available_minor)
      .field("reservedMinor", &BalanceView::reserved_minor)
      .field("unappliedCreditMinor", &BalanceView::unapplied_credit_minor)
      .field("openCharges", &get<&BalanceView::open_charges, BalanceView>,
             &set<&BalanceView::open_charges, BalanceView>)
      .field("repayOffered", &BalanceView::repay_offered)
      .field("disbursedMinor", &BalanceView::disbursed_minor)
      .field("scheduledMinor", &BalanceView::scheduled_minor)
      .field("latestSettlement", &BalanceView::latest_settlement)
      .field("oldestOpenAt", &BalanceView::oldest_open_at);
}

void register_repayment() {
  emscripten::value_object<ChargeRow>("ChargeRow")
      .field("id", &ChargeRow::id)
      .field("incurredAt", &ChargeRow::incurred_at)
      .field("kind", &ChargeRow::kind)
      .field("description", &ChargeRow::description)
      .field("amountMinor", &ChargeRow::amount_minor)
      .field("openMinor", &ChargeRow::open_minor)
      .field("paysMinor", &ChargeRow::pays_minor)
      .field("openAfterMinor", &ChargeRow::open_after_minor);
  emscripten::value_object<PreviewView>("PreviewView")
      .field("ledger", &PreviewView::ledger)
      .field("amountMinor", &PreviewView::amount_minor)
      .field("closes", &get<&PreviewView::closes, PreviewView>,
             &set<&PreviewView::closes, PreviewView>)
      .field("partPays", &PreviewView::part_pays)
      .field("openCharges", &get<&PreviewView::open_charges, PreviewView>,
             &set<&PreviewView::open_charges, PreviewView>)
      .field("outstandingAfterMinor", &PreviewView::outstanding_after_minor)
      .field("balanceAfterMinor", &PreviewView::balance_after_minor)
      .field("oldestOpenAfterAt", &PreviewView::oldest_open_after_at)
      .field("rows", &PreviewView::rows);
  emscripten::value_object<AllocationRow>("AllocationRow")
      .field("credit", &AllocationRow::credit)
      .field("charge", &AllocationRow::charge)
      .field("amountMinor", &AllocationRow::amount_minor);
  emscripten::value_object<ReceiptView>("ReceiptView")
      .field("payment", &ReceiptView::payment)
      .field("ledger", &ReceiptView::ledger)
      .field("amountMinor", &ReceiptView::amount_minor)
      .field("at", &ReceiptView::at)
      .field("method", &ReceiptView::method)
      .field("idempotencyKey", &ReceiptView::idempotency_key)
      .field("charges", &ReceiptView::charges)
      .field("chargesPaid", &get<&ReceiptView::charges_paid, ReceiptView>,
             &set<&ReceiptView::charges_paid, ReceiptView>)
      .field("outstandingAfterMinor", &ReceiptView::outstanding_after_minor)
      .field("balanceAfterMinor", &ReceiptView::balance_after_minor)
      .field("versionAfter", &get<&ReceiptView::version_after, ReceiptView>,
             &set<&ReceiptView::version_after, ReceiptView>);
}

void register_statement() {
  emscripten::value_object<StatementRow>("StatementRow")
      .field("id", &StatementRow::id)
      .field("at", &StatementRow::at)
      .field("kind", &StatementRow::kind)
      .field("group", &StatementRow::group)
      .field("description", &StatementRow::description)
      .field("order", &StatementRow::order)
      .field("sku", &StatementRow::sku)
      .field("amountMinor", &StatementRow::amount_minor)
      .field("balanceMinor", &StatementRow::balance_minor)
      .field("openMinor", &StatementRow::open_minor)
      .field("settlement", &StatementRow::settlement)
      .field("flagged", &StatementRow::flagged);
  emscripten::value_object<GroupView>("GroupView")
      .field("group", &GroupView::group)
      .field("amountMinor", &GroupView::amount_minor)
      .field("entries", &get<&GroupView::entries, GroupView>, &set<&GroupView::entries, GroupView>);
  emscripten::value_object<StatementView>("StatementView")
      .field("ledger", &StatementView::ledger)
      .field("from", &StatementView::from)
      .field("to", &StatementView::to)
      .field("openingMinor", &StatementView::opening_minor)
      .field("closingMinor", &StatementView::closing_minor)
      .field("entries", &get<&StatementView::entries, StatementView>,
             &set<&StatementView::entries, StatementView>)
      .field("groups", &StatementView::groups);
}

void register_answers() {
  emscripten::value_object<EngineError>("EngineError")
      .field("code", &EngineError::code)
      .field("message", &EngineError::message)
      .field("line", &EngineError::line)
      .field("column", &EngineError::column)
      .field("field", &EngineError::field);
  emscripten::register_optional<Count>();
  emscripten::register_optional<std::int64_t>();
  emscripten::register_optional<std::string>();
  emscripten::register_optional<Instant>();
  emscripten::register_optional<CivilDate>();
  emscripten::register_optional<Currency>();
  emscripten::register_optional<SettlementView>();

  emscripten::register_type<std::vector<SettlementView>>("SettlementView[]");
  emscripten::register_type<std::vector<BalanceView>>("BalanceView[]");
  emscripten::register_type<std::vector<ChargeRow>>("ChargeRow[]");
  emscripten::register_type<std::vector<AllocationRow>>("AllocationRow[]");
  emscripten::register_type<std::vector<StatementRow>>("StatementRow[]");
  emscripten::register_type<std::vector<GroupView>>("GroupView[]");

  register_answer<Placed<void>, "undefined">();
  register_answer<Placed<ImportView>, "ImportView">();
  register_answer<Placed<StatementView>, "StatementView">();
  register_answer<Placed<std::vector<StatementRow>>, "StatementRow[]">();
  register_answer<Placed<ReceiptView>, "ReceiptView">();
  register_answer<Result<LedgerKey>, "LedgerKey">();
  register_answer<Result<BalanceView>, "BalanceView">();
  register_answer<Result<std::vector<BalanceView>>, "BalanceView[]">();
  register_answer<Result<std::vector<SettlementView>>, "SettlementView[]">();
  register_answer<Result<PreviewView>, "PreviewView">();
  register_answer<Result<std::vector<ChargeRow>>, "ChargeRow[]">();
  register_answer<Result<std::vector<AllocationRow>>, "AllocationRow[]">();
}

}  // namespace

EMSCRIPTEN_BINDINGS(engine) {
  emscripten::register_type<Bytes>("Uint8Array");
  register_questions();
  register_balance();
  register_repayment();
  register_statement();
  register_answers();

  emscripten::class_<Engine>("Engine")
      .constructor<>()
      .function("beginImport", &begin_import)
      .function("beginFile", &begin_file)
      .function("feed", &feed)
      .function("endFile", &Engine::end_file)
      .function("commitImport", &Engine::commit_import)
      .function("cancelImport", &Engine::cancel_import)
      .function("refusedFile", &refused_file)
      .function("balances", &balances)
      .function("findLedger", &find_ledger)
      .function("balance", &balance)
      .function("settlements", &Engine::settlements)
      .function("preview", &Engine::preview)
      .function("previewTyped", &preview_typed)
      .function("openCharges", &Engine::open_charges)
      .function("statement", &statement)
      .function("statementRows", &statement_rows)
      .function("credits", &credits)
      .function("allocations", &Engine::allocations)
      .function("checkPayment", &check_payment)
      .function("pay", &pay);
}

}  // namespace repay::wire
