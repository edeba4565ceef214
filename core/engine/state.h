#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/engine/engine.h"
#include "core/engine/import.h"
#include "core/engine/policy.h"

namespace repay {

/// What an Engine remembers; its functions stand in files by what they are about.
struct Engine::State {
  struct Payment {
    PaymentCommand command;
    PaymentState state = PaymentState::draft;
    Instant sent{};  ///< since when a settlement row may report it (matching.h)
    std::int64_t settled_minor = 0;
    std::string reason{};
    std::optional<ReceiptView> receipt{};
  };

  struct Closed {
    ClosePeriod command;
    ClosingPlan plan;
    std::optional<Transfer> transfer;
    std::string returned{};  // the entry that brought it back
  };
  struct Charging {
    std::string settlement;  // the closing it is of
    Collection collection;
    Instant sent{};  // since when a settlement row may report the running attempt
  };

  Policy policy;
  Ledgers ledgers;
  std::map<std::string, Payment, std::less<>> payments;  // by idempotency key
  std::map<std::string, std::pair<std::string, std::int64_t>, std::less<>>
      reversals;  // of payments, by id: what was reversed, and how much
  std::map<std::pair<LedgerKey, std::string>, Closed> closings;  // by settlement id
  std::map<LedgerKey, Charging> charging;
  std::map<LedgerKey, ChargeTerms> charge_terms;
  std::optional<Import> import;
  ImportMode mode = ImportMode::add;
  std::size_t refused_file = 0;

  [[nodiscard]] Result<const VersionedBooks*> find(const LedgerKey& key) const {
    const auto found = ledgers.find(key);
    if (found == ledgers.end()) return refuse(Error::ledger_unknown);
    return &found->second;
  }

  [[nodiscard]] Result<Payment*> find_payment(std::string_view key);
  [[nodiscard]] std::vector<UnderWay> payments_under_way() const;
  void settle_reported(const std::vector<ReportedUnderWay>& reported, ImportView& view);

  // What another account takes the place of.
  void forget_dealings() {
    payments.clear();
    reversals.clear();
    closings.clear();
    charging.clear();
    charge_terms.clear();
  }

  // Closings and automatic charges; closing.cpp and charging.cpp.
  [[nodiscard]] const Closed* last_closed(const LedgerKey& key) const;
  [[nodiscard]] std::vector<std::string> closed_before(const LedgerKey& key, Instant start) const;
  [[nodiscard]] std::string last_settlement(const LedgerKey& key) const;
  void begin_charging(const LedgerKey& key);
  [[nodiscard]] std::int64_t chargeable_minor(const LedgerKey& key) const;
  [[nodiscard]] std::optional<RestView> rest(const LedgerKey& key, std::int64_t paid_minor,
                                             std::int64_t owed_minor) const;

  // A refusal ends the import.
  template <class T>
  Placed<T> step(Placed<T> result) {
    if (result) return result;
    refused_file = import->refused_file();
    import.reset();
    return result;
  }
};

}  // namespace repay
