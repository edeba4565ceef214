#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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

  Policy policy;
  Ledgers ledgers;
  std::map<std::string, Payment, std::less<>> payments;  // by idempotency key
  std::map<std::string, std::pair<std::string, std::int64_t>, std::less<>>
      reversals;  // of payments, by id: what was reversed, and how much
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
