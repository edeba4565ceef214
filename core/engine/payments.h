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
  std::optional<Instant> sent{};  ///< if not `at`
};

[[nodiscard]] EntryBatch batch_of(const LedgerKey& ledger, const PaymentEntry& entry);

/// Money that a payment brought.
struct Settled {
  std::int64_t minor = 0;
  Instant at{};
  Instant sent{};  ///< since when a settlement row may report it
};

/// Lets a payment's money pay what is open and gives the receipt; its version is the ledger's next.
/// Where a settlement row reports it already, the money is that row's and nothing is paid anew.
/// OVERFLOW: then nothing has changed.
[[nodiscard]] Result<ReceiptView> settle_payment(VersionedBooks& ledger,
                                                 const PaymentCommand& command,
                                                 const Settled& settled);

/// Posts a payment as what this settlement row reports, without effect of its own. It is said to be
/// sent as late as it can be for that row, so that it has the same one when all is derived again.
void post_reported(VersionedBooks& ledger, const PaymentCommand& command, const Settled& settled,
                   Sequence row);

/// The receipt of a payment whose money an entry is, by what that paid until now; its version is
/// `version_after`.
[[nodiscard]] ReceiptView receipt_of(const VersionedBooks& ledger, const PaymentCommand& command,
                                     const Settled& settled, Sequence money,
                                     std::uint64_t version_after);

}  // namespace repay
