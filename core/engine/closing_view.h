#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/view.h"
#include "core/repayment/closing.h"
#include "core/repayment/collection.h"
#include "core/repayment/next_charge.h"
#include "core/repayment/transfer.h"

namespace repay {

/// To close a period of a ledger that is kept here, at a moment after its end.
struct ClosePeriod {
  LedgerKey ledger;
  ClosingTerms terms;
  Instant now;
};

/// How the transfer of a closing stands, and what is to be done for it.
struct TransferView {
  std::string disbursement;  ///< the id of its entry, for the bank's idempotency key
  std::string state;         ///< a word of TransferState
  std::int64_t amount_minor = 0;
  std::optional<Instant> send_at;       ///< not before; none while it is held up without an end
  std::string method;                   ///< as shown, or its id
  std::string returned;                 ///< the id of the entry that brought it back
  std::vector<TransferEffect> effects;  ///< of the event told: sends and waking
  std::uint64_t version_after = 0;
};

/// What a closing does, or did.
struct ClosingView {
  LedgerKey ledger;
  bool closed = false;  ///< whether it is done
  ClosingPlan plan;
  std::optional<TransferView> transfer;
  std::uint64_t version_after = 0;
};

/// What happened to the transfer of a closing.
struct ReportTransfer {
  LedgerKey ledger;
  std::string settlement;
  TransferEvent event;
  Instant now;
};

/// What happened about the automatic charge of a ledger.
struct Collect {
  LedgerKey ledger;
  CollectionEvent event;
  Instant now;
};

/// How the automatic charge of a ledger stands, and what is to be done for it.
struct CollectionView {
  LedgerKey ledger;
  std::string settlement;                ///< the closing it is of; empty if none is known
  std::string state;                     ///< a word of CollectionState
  std::optional<ChargeAttempt> attempt;  ///< whose outcome is not known
  std::string key;                       ///< of that attempt: the entry it becomes, and the
                                         ///< processor's idempotency key
  std::int64_t owed_minor = 0;           ///< of what the closing left, less all that is under way
  std::int64_t collected_minor = 0;
  std::optional<Instant> next_round_at;
  std::vector<std::string> posted;  ///< ids of the entries the event left
  std::vector<CollectionEffect>
      effects;  ///< for the host: charges to send, outcomes to ask, waking
  std::uint64_t version_after = 0;
};

}  // namespace repay
