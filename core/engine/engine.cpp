#include "core/engine/engine.h"

#include <utility>

#include "core/base/check.h"
#include "core/engine/present.h"
#include "core/engine/state.h"

namespace repay {
namespace {

// Without a moment only that is deferred of which nobody knows until when.
Deferral deferral_at(const std::optional<Moment>& moment, const Policy& policy) {
  if (!moment) return {.now = Instant{kNotYetKnown.ms - 1}};
  return {.now = moment->now, .days = policy.settlement.deferral_days, .zone = moment->zone};
}

}  // namespace

Engine::Engine() : state_(std::make_unique<State>()) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Placed<void> Engine::set_policy(Policy policy) {
  if (const auto valid = check_policy(policy); !valid) return refuse_at({}, valid.error());
  if (auto set = set_repayment_policy(policy.repayment); !set) return set;
  state_->policy = std::move(policy);
  return {};
}

const Policy& Engine::policy() const { return state_->policy; }

Placed<void> Engine::set_repayment_policy(RepaymentPolicy policy) {
  if (const auto valid = check_policy(policy); !valid) return refuse_at({}, valid.error());
  if (policy == state_->policy.repayment) return {};
  Ledgers changed;
  for (const auto& [key, ledger] : state_->ledgers) {
    auto books = ledger.books.under(policy);
    if (!books) return std::unexpected(std::move(books.error()));
    changed.emplace(key, VersionedBooks{*std::move(books), ledger.version + 1});
  }
  state_->ledgers = std::move(changed);
  state_->policy.repayment = std::move(policy);
  return {};
}

void Engine::begin_import(ImportMode mode) {
  state_->import.emplace();
  state_->mode = mode;
  state_->refused_file = 0;
}

void Engine::begin_file(std::string store, std::uint64_t size_hint,
                        std::optional<Currency> currency) {
  check(state_->import.has_value());
  state_->import->begin_file(std::move(store), size_hint, currency);
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
    auto view = state_->step(state_->import->post(state_->ledgers, state_->policy.repayment,
                                                  state_->payments_under_way()));
    if (view) state_->settle_reported(state_->import->reported_under_way(), *view);
    state_->import.reset();
    return view;
  }
  Ledgers fresh;
  auto view = state_->step(state_->import->post(fresh, state_->policy.repayment, {}));
  state_->import.reset();
  if (view) {
    state_->ledgers = std::move(fresh);
    state_->forget_dealings();
  }
  return view;
}

void Engine::cancel_import() { state_->import.reset(); }

bool Engine::importing() const { return state_->import.has_value(); }

std::size_t Engine::refused_file() const { return state_->refused_file; }

std::vector<BalanceView> Engine::balances(const std::optional<Moment>& moment) const {
  std::vector<BalanceView> views;
  for (const auto& [key, ledger] : state_->ledgers) {
    views.push_back(
        present_balance(key, ledger.books, ledger.version, deferral_at(moment, state_->policy)));
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

Result<BalanceView> Engine::balance(const LedgerKey& ledger,
                                    const std::optional<Moment>& moment) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  return present_balance(ledger, (*found)->books, (*found)->version,
                         deferral_at(moment, state_->policy));
}

Result<std::vector<SettlementView>> Engine::settlements(const LedgerKey& ledger) const {
  const auto found = state_->find(ledger);
  if (!found) return refuse(found.error());
  std::vector<SettlementView> views;
  const Ledger& entries = (*found)->books.ledger();
  for (const std::uint32_t number : entries.settlements())
    views.push_back(present_settlement(ledger, entries.sources()[number]));
  return views;
}

}  // namespace repay
