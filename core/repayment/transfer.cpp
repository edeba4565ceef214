#include "core/repayment/transfer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace repay {
namespace {

/// One step on its way.
class Stepper {
 public:
  Stepper(Transfer transfer, Instant now, const ClosingPolicy& policy)
      : transfer_(std::move(transfer)), now_(now), policy_(policy) {}

  [[nodiscard]] TransferStep take() { return {std::move(transfer_), std::move(effects_)}; }

  Result<void> on(const DepositTermsChanged& event) {
    if (transfer_.state != TransferState::scheduled) return {};
    transfer_.method = event.method;
    transfer_.send_at.reset();
    if (!event.method || event.restricted) return {};
    transfer_.send_at = std::max(transfer_.due_at, hold_end(*event.method, policy_));
    effects_.push_back(WakeTransferAt{*transfer_.send_at});
    return {};
  }

  Result<void> on(const TransferDue&) {
    if (transfer_.state != TransferState::scheduled || !transfer_.send_at) return {};
    if (now_ < *transfer_.send_at) {
      effects_.push_back(WakeTransferAt{*transfer_.send_at});
      return {};
    }
    transfer_.state = TransferState::sent;
    send();
    return {};
  }

  Result<void> on(const TransferUnanswered&) {
    if (transfer_.state == TransferState::sent) send();
    return was_sent();
  }

  Result<void> on(const TransferPaid&) {
    if (transfer_.state == TransferState::returned) return refuse(Error::wrong_payment_state);
    if (const auto sent = was_sent(); !sent) return sent;
    transfer_.state = TransferState::paid;
    return {};
  }

  Result<void> on(const TransferReturned&) {
    if (const auto sent = was_sent(); !sent) return sent;
    if (transfer_.state != TransferState::returned)
      effects_.push_back(PostReturn{transfer_.amount_minor});
    transfer_.state = TransferState::returned;
    return {};
  }

 private:
  void send() { effects_.push_back(SendTransfer{transfer_.amount_minor, *transfer_.method}); }

  [[nodiscard]] Result<void> was_sent() const {
    if (transfer_.state == TransferState::scheduled) return refuse(Error::wrong_payment_state);
    return {};
  }

  Transfer transfer_;
  Instant now_;
  const ClosingPolicy& policy_;
  std::vector<TransferEffect> effects_;
};

}  // namespace

std::string_view name(TransferState state) {
  static constexpr std::array names = {
#define X(state) std::string_view(#state),
      REPAY_TRANSFER_STATES(X)
#undef X
  };
  return names[static_cast<std::size_t>(state)];
}

Result<TransferStep> step(Transfer transfer, const TransferEvent& event, Instant now,
                          const ClosingPolicy& policy) {
  Stepper stepper(std::move(transfer), now, policy);
  const Result<void> taken =
      std::visit([&](const auto& which) { return stepper.on(which); }, event);
  if (!taken) return refuse(taken.error());
  return stepper.take();
}

}  // namespace repay
