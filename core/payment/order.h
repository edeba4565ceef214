#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/money/money.h"
#include "core/repayment/decline.h"

namespace repay {

/// 128 random bits that the client makes before anything is stored or sent: by them a payment is
/// known everywhere.
struct PaymentKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend auto operator<=>(const PaymentKey&, const PaymentKey&) = default;
};

/// 32 hexadecimal digits: "000102030405060708090a0b0c0d0e0f".
[[nodiscard]] std::string to_string(PaymentKey key);

/// INVALID_FIELD unless it is exactly that form, in lower case, and not all zeros.
[[nodiscard]] Result<PaymentKey> parse_payment_key(std::string_view text);

/// What the seller asks for: the fields of a key.
struct PaymentOrder {
  std::string account{};  ///< whose balance, as the host names it
  Money amount{};
  std::int64_t stored_minor = 0;  ///< what the stored balance pays of it, first
  std::string method{};           ///< the host's id of the card that pays the rest
  std::uint64_t version = 0;      ///< of the balance the seller saw

  friend bool operator==(const PaymentOrder&, const PaymentOrder&) = default;
};

/// Whether two orders under one key are one payment. The version is what was seen, not what is
/// asked for.
[[nodiscard]] bool is_same(const PaymentOrder& a, const PaymentOrder& b);

/// What the card pays.
[[nodiscard]] inline std::int64_t card_minor(const PaymentOrder& order) {
  return order.amount.minor - order.stored_minor;
}

/// AMOUNT_NOT_POSITIVE, then TENDER_MISMATCH: each part is at most the whole, and a card is named
/// exactly if there is something for it to pay.
[[nodiscard]] Result<void> check_order(const PaymentOrder& order);

/// A payment that may be on its way. It is durable before anything is sent, and until its outcome
/// is known.
struct Intent {
  PaymentKey key;
  PaymentOrder order;

  friend bool operator==(const Intent&, const Intent&) = default;
};

/// X(state): what the server says of a payment.
///
///     submitted ◄─► verifying, challenged       it is open: nothing else can be paid meanwhile
///         │
///         ├──► pending ──┐                      it was taken on, and takes time
///         ▼              ▼
///     settled, failed, expired                  it ended
///     refused                                   it never began
#define REPAY_ANSWER_STATES(X) \
  X(submitted)                 \
  X(verifying)                 \
  X(challenged)                \
  X(pending)                   \
  X(settled)                   \
  X(failed)                    \
  X(expired)                   \
  X(refused)

enum class AnswerState : std::uint8_t {
#define X(state) state,
  REPAY_ANSWER_STATES(X)
#undef X
};

/// "pending"
[[nodiscard]] std::string_view name(AnswerState state);

/// Whether the payment has ended, so that the same is answered for ever.
[[nodiscard]] bool is_terminal(AnswerState state);

/// Whether it stands in the account for everyone to see: terminal, or pending. A device need not
/// remember it any more.
[[nodiscard]] bool is_conclusive(AnswerState state);

/// How a payment stands, by its key. `amount` is the whole that was asked for.
struct PaymentAnswer {
  PaymentKey key{};
  Money amount{};
  AnswerState state = AnswerState::submitted;
  std::int64_t settled_minor = 0;   ///< what came of it
  std::int64_t reversed_minor = 0;  ///< what of that went back
  std::optional<Error> error{};  ///< why it was refused or expired, or what a code was refused for
  std::optional<DeclineClass> decline{};  ///< why it failed
  int attempts_left = 0;                  ///< codes that may still be wrong; while verifying
  std::uint32_t codes_judged = 0;         ///< so far; a code is sent with the number it saw

  friend bool operator==(const PaymentAnswer&, const PaymentAnswer&) = default;
};

}  // namespace repay
