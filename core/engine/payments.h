#pragma once

#include <string>
#include <vector>

#include "core/engine/state.h"

namespace repay {

// What the engine's commands about payments share.

/// The tenders of a command: those it names, else its one method for the whole.
[[nodiscard]] std::vector<Tender> tenders_of(const PaymentCommand& command);

/// A ledger entry that a payment leaves: of kind payment, or failed_charge of zero effect, or its
/// reversal.
struct PaymentEntry {
  std::string id;
  Kind kind = Kind::payment;
  Instant at{};
  std::int64_t amount_minor = 0;
  std::string description;
  std::string names{};
};

[[nodiscard]] EntryBatch batch_of(const LedgerKey& ledger, const PaymentEntry& entry);

/// Lets a payment's money pay what is open and gives the receipt; its version is the ledger's next.
/// OVERFLOW: then nothing has changed.
[[nodiscard]] Result<ReceiptView> settle_payment(VersionedBooks& ledger,
                                                 const PaymentCommand& command,
                                                 std::int64_t settled_minor, Instant at);

}  // namespace repay
