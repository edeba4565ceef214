#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/repayment/closing.h"

namespace repay {

/// X(state): how the transfer of what a closing paid out stands.
///
///     deposit terms change: waits for the end of the hold
///        ┌──┐
///        │  ▼        due                paid
///     scheduled ───────────► sent ───────────────► paid
///                            ▲ │ │                  │
///                            └─┘ │ returned         │ returned
///             no answer: sent    ▼                  ▼
///             again, as the    returned ◄───────────┘
///             same transfer
#define REPAY_TRANSFER_STATES(X) \
  X(scheduled)                   \
  X(sent)                        \
  X(paid)                        \
  X(returned)

enum class TransferState : std::uint8_t {
#define X(state) state,
  REPAY_TRANSFER_STATES(X)
#undef X
};

/// "scheduled"
[[nodiscard]] std::string_view name(TransferState state);

/// A transfer as plain data that a host can keep. The bank is to take the id of its disbursement
/// for the idempotency key.
struct Transfer {
  TransferState state = TransferState::scheduled;
  std::int64_t amount_minor = 0;
  Instant due_at{};                  ///< the end of the period and the deposit days
  std::optional<Instant> send_at{};  ///< not before; none while it is held up without an end
  std::optional<DepositMethod> method{};
};

/// The deposit method was changed or removed, or the account restricted: what has not been sent
/// goes by the new terms.
struct DepositTermsChanged {
  std::optional<DepositMethod> method;
  bool restricted = false;
};
/// It is time, as far as the host is concerned.
struct TransferDue {};
/// No answer came to what was sent.
struct TransferUnanswered {};
struct TransferPaid {};
/// The money came back.
struct TransferReturned {};

using TransferEvent = std::variant<DepositTermsChanged, TransferDue, TransferUnanswered,
                                   TransferPaid, TransferReturned>;

/// What is to be done.
struct SendTransfer {
  std::int64_t amount_minor = 0;
  DepositMethod method;
};
/// A credit of kind disbursement_returned: the seller's again, and no sale.
struct PostReturn {
  std::int64_t amount_minor = 0;
};
/// TransferDue at this time.
struct WakeTransferAt {
  Instant at;
};

using TransferEffect = std::variant<SendTransfer, PostReturn, WakeTransferAt>;

struct TransferStep {
  Transfer transfer;
  std::vector<TransferEffect> effects;
};

/// What an event makes of a transfer. It is sent once, however often it is due, and comes back
/// once; what is told twice changes nothing the second time. WRONG_PAYMENT_STATE: what was never
/// sent is paid or returned, or what came back is paid.
[[nodiscard]] Result<TransferStep> step(Transfer transfer, const TransferEvent& event, Instant now,
                                        const ClosingPolicy& policy);

}  // namespace repay
