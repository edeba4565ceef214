#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/engine/engine.h"
#include "core/engine/import.h"

namespace repay {

/// What an Engine remembers; its functions stand in files by what they are about.
struct Engine::State {
  struct Payment {
    PaymentCommand command;
    ReceiptView receipt;
  };

  RepaymentPolicy repayment;
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

}  // namespace repay
