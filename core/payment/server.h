#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/short_list.h"
#include "core/base/time.h"
#include "core/payment/order.h"
#include "core/payment/payment_policy.h"
#include "core/payment/verification.h"

namespace repay {

/// X(state): how a payment stands with the server, which keeps a record for every key it has heard
/// of, for ever.
///
///     (no record)
///       │ pay: may not be ───────────────────────────────────────────────► refused
///       │ abandon: it never arrived ─────────────────────────────────────► expired
///       │ pay                              cancelled by the seller, or too late
///       ├─ a code is asked for ─► verifying ─────────────────────────────► expired
///       │                            │ └ as many wrong codes as allowed ─► failed
///       │                            ▼ right
///       ├─ the card pays something ► charging ──► pending ──┐
///       │                            ▲      ▼               ├─ captured ─► settled
///       │                            │  challenged ─────────┤
///       │                            │      ▼ too late, or  ├─ declined ─► failed
///       │                            │      │ by the seller ▼
///       │                            │  cancelling ─ cancelled ──────────► expired
///       └─ the stored balance pays all ──────────────────────────────────► settled
///
/// Until it is pending or has ended a payment is *open*, and its account has no other.
#define REPAY_RECORD_STATES(X) \
  X(verifying)                 \
  X(charging)                  \
  X(challenged)                \
  X(cancelling)                \
  X(pending)                   \
  X(settled)                   \
  X(failed)                    \
  X(expired)                   \
  X(refused)

enum class RecordState : std::uint8_t {
#define X(state) state,
  REPAY_RECORD_STATES(X)
#undef X
};

/// "cancelling"
[[nodiscard]] std::string_view name(RecordState state);

/// Whether it holds back another payment of the account.
[[nodiscard]] bool is_open(RecordState state);

/// By what the provider knows a charge: derived from the payment's key, so that no retry and no
/// restart makes another one.
struct ProviderKey {
  PaymentKey payment;

  friend auto operator<=>(const ProviderKey&, const ProviderKey&) = default;
};

/// "repay-000102030405060708090a0b0c0d0e0f"
[[nodiscard]] std::string to_string(ProviderKey key);

/// Everything the server knows of a payment, as plain data that it keeps in one transaction with
/// the account's ledger.
struct PaymentRecord {
  struct Reversal {
    std::string id;
    std::int64_t amount_minor = 0;
    friend bool operator==(const Reversal&, const Reversal&) = default;
  };

  PaymentKey key;
  PaymentOrder order;
  RecordState state = RecordState::refused;
  std::optional<Error> error{};
  std::optional<DeclineClass> decline{};
  Instant opened_at{};
  std::int64_t settled_minor = 0;
  std::vector<Reversal> reversals{};
  Verification verification{};
  std::uint32_t wake = 0;  ///< the alarm that counts

  friend bool operator==(const PaymentRecord&, const PaymentRecord&) = default;
};

/// What a payment's record answers to whoever asks.
[[nodiscard]] PaymentAnswer answer_of(const PaymentRecord& record,
                                      const VerificationPolicy& policy);

/// How the account stands at the moment of an event, read in the transaction of the step.
struct AccountFacts {
  std::uint64_t version = 0;
  bool other_open = false;         ///< a payment with another key is open
  std::optional<Error> refusal{};  ///< what the ledger says against an order of this amount
  std::int64_t stored_minor = 0;   ///< of the stored balance, not held for another payment
  bool asks_for_code = false;      ///< the host wants this payment confirmed
};

struct ServerMoment {
  Instant now;
  AccountFacts account;
};

// What happens. The requests are those of `RequestKind`; the host has looked who asks, and that the
// account is theirs.

struct PayArrived {
  Intent intent;
};
struct LookUpArrived {};
struct AbandonArrived {
  Intent intent;
};
struct CodeArrived {
  bool is_right = false;  ///< it is the last code sent for this payment
  std::uint32_t codes_judged = 0;
};
struct ResendArrived {};

/// X(outcome): what the provider says of a charge. Under one key the first request decides, and
/// what is cancelled is never captured, even if the request to charge arrives after the one to
/// cancel.
#define REPAY_CARD_OUTCOMES(X)                            \
  X(captured)   /* all of it, or what the bank allowed */ \
  X(challenge)  /* the bank asks who is paying */         \
  X(processing) /* it was taken on, and takes time */     \
  X(declined)                                             \
  X(cancelled)                                            \
  X(not_found) /* no charge with this key has arrived */

enum class CardOutcome : std::uint8_t {
#define X(outcome) outcome,
  REPAY_CARD_OUTCOMES(X)
#undef X
};

/// "processing"
[[nodiscard]] std::string_view name(CardOutcome outcome);

/// The provider answered, or told by itself.
struct CardAnswered {
  CardOutcome outcome = CardOutcome::not_found;
  std::int64_t amount_minor = 0;  ///< captured: above 0, at most what was asked
  DeclineClass decline = DeclineClass::other;
};
/// The bank took back what was captured, or a part. Twice the same is once.
struct CardReversed {
  std::string id;
  std::int64_t amount_minor = 0;
};
struct AlarmRang {
  std::uint32_t wake = 0;
};
/// The server begins anew with what it had stored. Every record is told.
struct ServerStarted {};

using ServerEvent =
    std::variant<PayArrived, LookUpArrived, AbandonArrived, CodeArrived, ResendArrived,
                 CardAnswered, CardReversed, AlarmRang, ServerStarted>;

// What is to be done in the transaction that keeps the record.

/// The amount can no longer be paid otherwise, nor its stored part be used.
struct HoldFunds {};
/// The held payment was taken on: from now on it stands in the account as pending.
struct NotePending {};
/// So much came: it pays charges, the stored part of the order is used, the rest of the hold ends.
struct SettleFunds {
  std::int64_t amount_minor = 0;
};
/// Nothing came; the hold ends.
struct FailFunds {};
struct ExpireFunds {};
struct ReverseFunds {
  std::string id;
  std::int64_t amount_minor = 0;
};

// What is to be done after it. Whatever is lost of it, by a crash or on the way, is made up for by
// AlarmRang or ServerStarted.

struct RequestCard {
  ProviderKey key;
  std::int64_t amount_minor = 0;
};
struct AskCard {
  ProviderKey key;
};
struct CancelCard {
  ProviderKey key;
};
/// A new one-time code, to the seller's registered address.
struct SendCode {};
/// AlarmRang after so long.
struct SetAlarm {
  std::uint32_t wake = 0;
  std::int64_t after_ms = 0;
};
struct Reply {
  PaymentAnswer answer;
};
struct ReplyUnknown {};

using ServerEffect =
    std::variant<HoldFunds, NotePending, SettleFunds, FailFunds, ExpireFunds, ReverseFunds,
                 RequestCard, AskCard, CancelCard, SendCode, SetAlarm, Reply, ReplyUnknown>;

struct ServerStep {
  std::optional<PaymentRecord> record;  ///< to be kept, if there is one
  ShortList<ServerEffect, 5> effects;
};

/// What an event makes of the record of its key, `nullopt` if there is none yet. The promises:
///
/// - A key begins at most one payment. Whatever it came to, refusals too, is answered to every
/// later
///   copy: the same fields get how it stands, others IDEMPOTENCY_CONFLICT.
/// - A new payment is refused, in this order: STALE (the version), PAYMENT_OPEN,
///   AMOUNT_NOT_POSITIVE, TENDER_MISMATCH, and what the ledger says against it.
/// - The provider hears of one key per payment. Nothing is taken for not charged until it says so.
/// - All or nothing: the stored part is held before the card is charged, and used or freed with it.
///
/// Refused, and then nothing is to be kept or done: AMOUNT_NOT_POSITIVE, EXCEEDS_PENDING (the
/// provider captured nothing, or more than was asked), WRONG_PAYMENT_STATE (a reversal of what has
/// not settled), REVERSAL_TOO_HIGH, IDEMPOTENCY_CONFLICT (a reversal's id had another amount).
[[nodiscard]] Result<ServerStep> step(std::optional<PaymentRecord> record, const ServerEvent& event,
                                      const ServerMoment& moment, const PaymentPolicy& policy,
                                      const VerificationPolicy& verification);

}  // namespace repay
