#include "core/engine/engine.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "core/base/check.h"
#include "core/engine/import.h"
#include "core/engine/present.h"
#include "core/ledger/statement.h"

namespace repay {
namespace {

constexpr std::uint64_t kReceiptRows = 1000;
constexpr Instant kEarliest{std::numeric_limits<std::int64_t>::min()};
constexpr Instant kLatest{std::numeric_limits<std::int64_t>::max()};

struct Interval {
  Instant from;
  Instant to;
};

// Days as shown are inclusive; inside, [from, to).
Result<Interval> interval(const StatementRange& range) {
  const auto* days = std::get_if<DayRange>(&range);
  if (days == nullptr) return Interval{kEarliest, kLatest};
  if (days->from > days->to) return refuse(Error::invalid_range);
  const CivilDate after = civil_from_days(days_from_civil(days->to) + 1);
  return Interval{start_of_day(days->from, days->zone), start_of_day(after, days->zone)};
}

StatementFigures figures_of(const Ledger& ledger, std::string_view settlement) {
  if (const Source* source = ledger.find_settlement(settlement))
    return statement_of(ledger, *source);
  static const std::vector<Sequence> kNone;
  const auto* entries = ledger.entries_naming_settlement(settlement);
  return statement_of(ledger, entries == nullptr ? kNone : *entries);
}

std::vector<StatementLine> lines_of_settlement(const Ledger& ledger, std::string_view settlement,
                                               Window window) {
  if (const Source* source = ledger.find_settlement(settlement)) {
    return lines_of(ledger, *source, window.first, window.count);
  }
  const auto* entries = ledger.entries_naming_settlement(settlement);
  if (entries == nullptr) return {};
  return lines_of(ledger, *entries, window.first, window.count);
}

EntryBatch payment_batch(const PaymentCommand& command) {
  EntryBatch batch;
  batch.currency = command.ledger.currency;
  batch.at.push_back(command.at);
  batch.amount_minor.push_back(command.amount_minor);
  batch.kind.push_back(Kind::payment);
  batch.group.push_back(Group::payments);
  batch.flags.push_back(kFlagNone);
  batch.description.push_back(batch.texts.add(command.method));
  batch.order.emplace_back();
  batch.sku.emplace_back();
  batch.id.push_back(batch.texts.add(payment_id(command.idempotency_key)));
  batch.names.emplace_back();
  batch.settlement_id.emplace_back();
  batch.line.push_back(0);
  return batch;
}

}  // namespace

std::string payment_id(std::string_view idempotency_key) {
  return std::string("payment-").append(idempotency_key);
}

struct Engine::State {
  struct Payment {
    PaymentCommand command;
    ReceiptView receipt;
  };

  Ledgers ledgers;
  std::map<std::string, Payment, std::less<>> payments;  // by idempotency key
  std::optional<Import> import;
  ImportMode mode = ImportMode::add;
  std::size_t refused_file = 0;

  [[nodiscard]] Result<const VersionedBooks*> find(const LedgerKey& key) const {
    const auto found = ledgers.find(key);
    if (found == ledgers.end()) return refuse(Error::ledger_unknown);
    return &found->second;
  }

  // A refusal ends the import.
  template <class T>
  Placed<T> step(Placed<T> result) {
    if (result) return result;
    refused_file = import->refused_file();
    import.reset();
    return result;
  }
};

Engine::Engine() : state_(std::make_unique<State>()) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

void Engine::begin_import(ImportMode mode) {
  state_->import.emplace();
  state_->mode = mode;
  state_->refused_file = 0;
}

void Engine::begin_file(std::string store, std::uint64_t size_hint) {
  check(state_->import.has_value());
  state_->import->begin_file(std::move(store), size_hint);
}

Placed<void> Engine::feed(std::span<const char> bytes) {
  check(state_->import.has_value());
  return state_->step(state_->import->feed(bytes));
}

Placed<void> Engine::end_file() {
  check(state_->import.has_value());
  return state_->step(state_->import->end_file());
}

Placed<ImportView> Engine::commit_import() {
  check(state_->import.has_value());
  if (state_->mode == ImportMode::add) {
    auto view = state_->step(state_->import->post(state_->ledgers));
    state_->import.reset();
    return view;
  }
  Ledgers fresh;
  auto view = state_->step(state_->import->post(fresh));
  state_->import.reset();
  if (view) {
    state_->ledgers = std::move(fresh);
    state_->payments.clear();
  }
  return view;
}

void Engine::cancel_import() { state_->import.reset(); }

bool Engine::importing() const { return state_->import.has_value(); }

std::size_t Engine::refused_file() const { return state_->refused_file; }

std::vector<BalanceView> Engine::balances() const {
  std::vector<BalanceView> views;
  for (const auto& [key, ledger] : state_->ledgers) {
    views.push_back(present_balance(key, ledger.books, ledger.version));
  }
  return views;
}

Result<LedgerKey> Engine::find_ledger(std::optional<std::string_view> store,
                                      std::optional<Currency> currency) const {
  const LedgerKey* found = nullptr;
  for (const auto& [key, ledger] : state_->ledgers) {
    if ((store && key.store != *store) || (currency && key.currency != *currency)) continue;
    if (found != nullptr) return refuse(Error::ledger_ambiguous);
    found = &key;
  }
  if (found == nullptr) return refuse(Error::ledger_unknown);
  return *found;
}

Result<BalanceView> Engine::balance(const LedgerKey& ledger) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  return present_balance(ledger, (*found)->books, (*found)->version);
}

Result<std::vector<SettlementView>> Engine::settlements(const LedgerKey& ledger) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  std::vector<SettlementView> views;
  for (const Source& source : (*found)->books.ledger().sources()) {
    if (source.settlement) views.push_back(present_settlement(ledger, source));
  }
  return views;
}

Result<PreviewView> Engine::preview(const LedgerKey& ledger, std::int64_t amount_minor,
                                    Window window) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  const auto payable = check_amount((*found)->books, amount_minor);
  if (!payable) return refuse(payable.error());
  return present_preview(ledger, (*found)->books, amount_minor, window);
}

Result<std::vector<ChargeRow>> Engine::open_charges(const LedgerKey& ledger, Window window) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  return present_charges((*found)->books, 0, window);
}

Result<StatementView> Engine::statement(const LedgerKey& key, const StatementRange& range) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const auto within = interval(range);
  if (!within) return refuse(within.error());
  const Ledger& ledger = (*found)->books.ledger();
  const auto* settlement = std::get_if<BySettlement>(&range);
  const StatementFigures figures = settlement != nullptr
                                       ? figures_of(ledger, settlement->id)
                                       : statement_between(ledger, within->from, within->to);
  StatementView view;
  view.ledger = key;
  if (const auto* days = std::get_if<DayRange>(&range)) {
    view.from = days->from;
    view.to = days->to;
  }
  view.opening_minor = figures.opening_minor;
  view.closing_minor = figures.closing_minor;
  view.entries = figures.entries;
  view.groups = present_groups(figures.groups);
  return view;
}

Result<std::vector<StatementRow>> Engine::statement_rows(const LedgerKey& key,
                                                         const StatementRange& range,
                                                         Window window) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const auto within = interval(range);
  if (!within) return refuse(within.error());
  const Books& books = (*found)->books;
  const auto* settlement = std::get_if<BySettlement>(&range);
  const auto lines =
      settlement != nullptr
          ? lines_of_settlement(books.ledger(), settlement->id, window)
          : lines_between(books.ledger(), within->from, within->to, window.first, window.count);
  std::vector<StatementRow> rows;
  rows.reserve(lines.size());
  for (const StatementLine& line : lines)
    rows.push_back(present_row(books, line.entry, line.balance_minor));
  return rows;
}

Result<std::uint64_t> Engine::credits(const LedgerKey& ledger) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  return (*found)->books.allocations().credits();
}

Result<std::vector<AllocationRow>> Engine::allocations(const LedgerKey& key, Window credits) const {
  const auto found = state_->find(key);
  if (!found) return refuse(found.error());
  const Ledger& ledger = (*found)->books.ledger();
  const Allocations& allocations = (*found)->books.allocations();
  std::vector<AllocationRow> rows;
  const std::uint64_t all = allocations.credits();
  const std::uint64_t end =
      credits.first >= all ? 0 : credits.first + std::min(credits.count, all - credits.first);
  for (std::uint64_t number = credits.first; number < end; ++number) {
    for (const Allocation& fact : allocations.of_credit(ledger, number)) {
      rows.push_back({ledger.id(fact.credit), ledger.id(fact.charge), fact.amount_minor});
    }
  }
  return rows;
}

Result<void> Engine::check_payment(const PaymentCommand& command) const {
  const auto found = state_->find(command.ledger);
  if (!found) return refuse(found.error());
  if (command.idempotency_key.empty()) return refuse(Error::invalid_field);
  if (const auto known = state_->payments.find(command.idempotency_key);
      known != state_->payments.end()) {
    const PaymentCommand& first = known->second.command;
    const bool same = first.ledger == command.ledger &&
                      first.amount_minor == command.amount_minor && first.method == command.method;
    if (!same) return refuse(Error::idempotency_conflict);
    return {};
  }
  if ((*found)->books.ledger().find(payment_id(command.idempotency_key)))
    return refuse(Error::idempotency_conflict);
  if (command.version != (*found)->version) return refuse(Error::stale);
  return check_amount((*found)->books, command.amount_minor);
}

Result<ReceiptView> Engine::pay(const PaymentCommand& command) {
  const auto allowed = check_payment(command);
  if (!allowed) return refuse(allowed.error());
  const auto known = state_->payments.find(command.idempotency_key);
  if (known != state_->payments.end()) return known->second.receipt;

  VersionedBooks& ledger = state_->ledgers.at(command.ledger);
  const PreviewView before =
      present_preview(command.ledger, ledger.books, command.amount_minor, {});
  const std::uint64_t touched = before.closes + (before.part_pays ? 1 : 0);
  ReceiptView receipt;
  receipt.charges =
      present_charges(ledger.books, command.amount_minor, {0, std::min(touched, kReceiptRows)});
  const auto posted = ledger.books.post_account(payment_batch(command));
  if (!posted) return refuse(posted.error().error);
  receipt.payment = payment_id(command.idempotency_key);
  receipt.ledger = command.ledger;
  receipt.amount_minor = command.amount_minor;
  receipt.at = command.at;
  receipt.method = command.method;
  receipt.idempotency_key = command.idempotency_key;
  receipt.charges_paid = touched;
  receipt.outstanding_after_minor = ledger.books.outstanding_minor();
  receipt.balance_after_minor = ledger.books.balance_minor();
  receipt.version_after = ++ledger.version;
  state_->payments.emplace(command.idempotency_key, State::Payment{command, receipt});
  return receipt;
}

}  // namespace repay
