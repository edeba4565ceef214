// Adjustments between two ledgers: one atomic pair of entries in one currency (DOMAIN.md 4).

#include "core/engine/cross_account.h"

#include <utility>

#include "core/base/check.h"
#include "core/engine/payments.h"

namespace repay {
namespace {

/// A half as its ledger has it.
struct Half {
  Sequence entry;
  std::string_view id;
  std::int64_t minor;
  std::string_view other_store;
};

std::optional<Half> half_of(const Ledger& ledger, std::string_view id) {
  const auto entry = ledger.find(id);
  const auto other = entry ? ledger.other_store(*entry) : std::nullopt;
  if (!other) return std::nullopt;
  return Half{*entry, id, ledger.facts().amount_minor[*entry], *other};
}

std::string pair_text(std::string_view id, const LedgerKey& other) {
  return std::string(id) + ", in " + (other.store.empty() ? "no store" : other.store) + ", " +
         std::string(other.currency.code());
}

/// All ledgers as they will be after an import.
class After {
 public:
  After(const Ledgers& changed, const Ledgers& before) : changed_(changed), before_(before) {}

  [[nodiscard]] const Ledger* find(const LedgerKey& key) const {
    if (const auto found = changed_.find(key); found != changed_.end())
      return &found->second.books.ledger();
    const auto found = before_.find(key);
    return found == before_.end() ? nullptr : &found->second.books.ledger();
  }

  // A half under the same id that names this store back, in a ledger of another currency.
  [[nodiscard]] std::optional<LedgerKey> foreign_half(const LedgerKey& key,
                                                      const Half& half) const {
    for (const Ledgers* ledgers : {&changed_, &before_}) {
      for (const auto& [other, books] : *ledgers) {
        if (other.store != half.other_store || other.currency == key.currency) continue;
        const auto back = half_of(books.books.ledger(), half.id);
        if (back && back->other_store == key.store) return other;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<UnmatchedHalf> check(const LedgerKey& key, const Half& half) const {
    const LedgerKey other{std::string(half.other_store), key.currency};
    const auto wrong = [&](const LedgerKey& where, Error error) {
      return UnmatchedHalf{key, where, error, pair_text(half.id, where)};
    };
    const Ledger* ledger = find(other);
    const auto back = ledger == nullptr ? std::nullopt : half_of(*ledger, half.id);
    if (back && back->other_store == key.store) {
      const bool cancels = half.minor != INT64_MIN && back->minor == -half.minor;
      return cancels ? std::nullopt : std::optional(wrong(other, Error::pair_mismatch));
    }
    if (const auto foreign = foreign_half(key, half))
      return wrong(*foreign, Error::currency_mismatch);
    if (ledger == nullptr) return std::nullopt;
    return wrong(other, Error::unknown_reference);
  }

  [[nodiscard]] std::optional<UnmatchedHalf> check(const LedgerKey& key,
                                                   const Ledger& ledger) const {
    for (const Source& source : ledger.sources()) {
      for (const auto& [entry, store] : source.other_store) {
        const std::string id = ledger.id(entry);
        const Half half{entry, id, ledger.facts().amount_minor[entry], source.texts.get(store)};
        if (auto wrong = check(key, half)) return wrong;
      }
    }
    return std::nullopt;
  }

 private:
  const Ledgers& changed_;
  const Ledgers& before_;
};

void post_half(VersionedBooks& ledger, const LedgerKey& key, const CrossAccountAdjustment& command,
               std::int64_t amount_minor, const std::string& other_store) {
  EntryBatch batch = batch_of(key, {.id = command.id,
                                    .kind = Kind::cross_account,
                                    .at = command.at,
                                    .amount_minor = amount_minor,
                                    .description = command.reason});
  batch.other_store.emplace(0, batch.texts.add(other_store));
  check(ledger.books.post_account(std::move(batch)).has_value());
  ++ledger.version;
}

CrossAccountView present(const CrossAccountAdjustment& command, const Ledgers& ledgers) {
  const VersionedBooks& from = ledgers.at(command.from);
  const VersionedBooks& to = ledgers.at(command.to);
  return {.id = command.id,
          .from = command.from,
          .to = command.to,
          .amount_minor = command.amount_minor,
          .from_balance_minor = from.books.balance_minor(),
          .to_balance_minor = to.books.balance_minor(),
          .from_version_after = from.version,
          .to_version_after = to.version};
}

}  // namespace

std::optional<UnmatchedHalf> unmatched_half(const Ledgers& changed, const Ledgers& before) {
  const After after(changed, before);
  for (const auto& [key, books] : changed) {
    if (auto wrong = after.check(key, books.books.ledger())) return wrong;
  }
  for (const auto& [key, books] : before) {
    if (changed.contains(key)) continue;
    if (auto wrong = after.check(key, books.books.ledger())) return wrong;
  }
  return std::nullopt;
}

Result<CrossAccountView> Engine::adjust_across(const CrossAccountAdjustment& command) {
  if (command.id.empty() || command.from == command.to) return refuse(Error::invalid_field);
  const auto from = state_->find(command.from);
  if (!from) return refuse(from.error());
  const auto to = state_->find(command.to);
  if (!to) return refuse(to.error());
  const Ledger& giver = (*from)->books.ledger();
  const Ledger& taker = (*to)->books.ledger();
  const auto given = half_of(giver, command.id);
  const auto taken = half_of(taker, command.id);
  if (given || taken) {
    const bool is_same = given && taken && taken->minor == command.amount_minor &&
                         given->other_store == command.to.store &&
                         taken->other_store == command.from.store;
    if (!is_same) return refuse(Error::idempotency_conflict);
    return present(command, state_->ledgers);
  }
  if (giver.find(command.id) || taker.find(command.id)) return refuse(Error::duplicate_id);
  if (command.from.currency != command.to.currency) return refuse(Error::currency_mismatch);
  if (command.amount_minor <= 0) return refuse(Error::amount_not_positive);
  const bool fits =
      giver.has_room_for(-command.amount_minor) && taker.has_room_for(command.amount_minor);
  if (!fits) return refuse(Error::overflow);
  // From here on nothing can be refused.
  post_half(state_->ledgers.at(command.from), command.from, command, -command.amount_minor,
            command.to.store);
  post_half(state_->ledgers.at(command.to), command.to, command, command.amount_minor,
            command.from.store);
  return present(command, state_->ledgers);
}

}  // namespace repay
