#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace repay {

/// X(state): where a payment stands (DOMAIN.md 6).
///
///     draft ── submit ──► submitted ── accept ──► pending ── settle ──► settled ── reverse ─┐
///                          │      └─ challenge ─► challenged ─ accept ─► (pending)    │◄────┘
///                          └── fail, expire: also from challenged and pending         ▼
///                               ▼                                                 reversed ◄─
///                               reverse
///                          failed, expired
#define REPAY_PAYMENT_STATES(X) \
  X(draft)                      \
  X(submitted)                  \
  X(challenged)                 \
  X(pending)                    \
  X(settled)                    \
  X(failed)                     \
  X(expired)                    \
  X(reversed)

enum class PaymentState : std::uint8_t {
#define X(state) state,
  REPAY_PAYMENT_STATES(X)
#undef X
};

/// "pending"
[[nodiscard]] std::string_view name(PaymentState state);

/// How the id of the entry begins that a payment made here becomes; its idempotency key follows.
constexpr std::string_view kPaymentIdPrefix = "payment-";

/// What happens to a payment.
enum class PaymentEvent : std::uint8_t {
  submit,     ///< it was sent
  challenge,  ///< the bank asks who is paying
  accept,     ///< it is under way: only from here on it lessens what can be paid now
  settle,     ///< the money came, all of it or less
  fail,
  expire,
  reverse,  ///< the money went back, all of it or a part
};

/// The state after an event. WRONG_PAYMENT_STATE for one that cannot happen in this state.
[[nodiscard]] Result<PaymentState> next(PaymentState state, PaymentEvent event);

/// One of the methods a payment is made with and what it pays. A payment over two of them (stored
/// balance first, the rest to a card) happens wholly or not at all.
struct Tender {
  std::string method;  ///< how it is shown: "Mastercard •• 4444"
  std::int64_t amount_minor = 0;

  friend bool operator==(const Tender&, const Tender&) = default;
};

/// TENDER_MISMATCH unless every part is above 0 and they add up to `amount_minor`.
[[nodiscard]] Result<void> check_tenders(std::span<const Tender> tenders,
                                         std::int64_t amount_minor);

/// What of each tender a settlement for `settled_minor` takes: the first ones whole, as what is
/// stored is used first. 60.00 as {20.00, 40.00}, settled for 45.00, is {20.00, 25.00}.
[[nodiscard]] std::vector<Tender> captured(std::span<const Tender> tenders,
                                           std::int64_t settled_minor);

/// Whether a pending payment may settle for so much: AMOUNT_NOT_POSITIVE, EXCEEDS_PENDING.
[[nodiscard]] Result<void> check_settlement(std::int64_t pending_minor, std::int64_t settled_minor);

}  // namespace repay
