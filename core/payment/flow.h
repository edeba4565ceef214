#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/result.h"
#include "core/base/short_list.h"
#include "core/payment/order.h"
#include "core/payment/payment_policy.h"

namespace repay {

/// X(state): how one page stands with the payment it makes, from the press on *Pay* to its outcome.
/// README.md tells the story.
///
///     (page loads)
///         │
///     opening ── another page of this device pays ──► elsewhere ── it is done ──► opening
///         │ └─ no intent ─► idle
///         └─ an intent ───────────────────────────────────┐
///                                                         ▼
///     idle ─ pay ─► locking ─► reading ── an intent ─► looking_up ──┐
///      ▲               │          │ none                  │         │
///      │      (elsewhere)         ▼                       │ no answer
///      │          unsent ◄── storing                      ▼         │
///      │     (nothing was         │ stored ─► sending ─► unknown ◄──┤
///      │      sent)               ▼             │   no answer in time; questions go on
///      │                      (durable)         │         │         │
///      │                                        ▼         ▼         ▼
///      │   ┌─ open: verifying ◄─► confirming, challenged, cancelling (answers of the server)
///      │   │  signed out: signing_in, and then what was asked is asked again
///      │   ▼
///      └── conclusive: pending, settled, failed, expired, refused: the intent is cleared
#define REPAY_FLOW_STATES(X) \
  X(idle)                    \
  X(opening)                 \
  X(elsewhere)               \
  X(locking)                 \
  X(reading)                 \
  X(storing)                 \
  X(unsent)                  \
  X(sending)                 \
  X(looking_up)              \
  X(unknown)                 \
  X(signing_in)              \
  X(verifying)               \
  X(challenged)              \
  X(confirming)              \
  X(cancelling)              \
  X(pending)                 \
  X(settled)                 \
  X(failed)                  \
  X(expired)                 \
  X(refused)

enum class FlowState : std::uint8_t {
#define X(state) state,
  REPAY_FLOW_STATES(X)
#undef X
};

/// "looking_up"
[[nodiscard]] std::string_view name(FlowState state);

/// Where an answer about its payment leaves a flow: `submitted` at `unknown`, any other at the
/// state of its own name.
[[nodiscard]] FlowState state_after(AnswerState answer);

/// X(kind): what the server is asked. Only `pay` can begin a payment.
#define REPAY_REQUEST_KINDS(X)                                                      \
  X(pay)     /* the order: carries it out, or says again how it stands */           \
  X(look_up) /* how it stands; changes nothing */                                   \
  X(abandon) /* if it never arrived or can still be stopped, it shall not happen */ \
  X(confirm) /* a one-time code */                                                  \
  X(resend)  /* another code, please */

enum class RequestKind : std::uint8_t {
#define X(kind) kind,
  REPAY_REQUEST_KINDS(X)
#undef X
};

/// "look_up"
[[nodiscard]] std::string_view name(RequestKind kind);

/// A request, whole: sent again it is the same.
struct PaymentRequest {
  RequestKind kind = RequestKind::look_up;
  Intent intent;
  std::string code{};              ///< to confirm with
  std::uint32_t codes_judged = 0;  ///< PaymentAnswer::codes_judged as it was seen with the code

  friend bool operator==(const PaymentRequest&, const PaymentRequest&) = default;
};

// What happens. `operation` is that of the effect whose outcome it is; one that is not waited for
// any more, or is the outcome of another kind of effect, changes nothing, except that a conclusive
// answer about the payment is true whenever it comes.

struct PageLoaded {};
/// `key` is 128 random bits, new for this press.
struct PayPressed {
  PaymentKey key;
  PaymentOrder order;
};
struct LockAnswered {
  std::uint32_t operation = 0;
  bool granted = false;
};
enum class SlotOutcome : std::uint8_t { done, taken, failed };
struct IntentRead {
  std::uint32_t operation = 0;
  SlotOutcome outcome = SlotOutcome::done;  ///< done, or failed
  std::optional<Intent> intent{};
};
struct IntentStored {
  std::uint32_t operation = 0;
  SlotOutcome outcome = SlotOutcome::done;  ///< taken: another intent was there
};
struct IntentCleared {
  std::uint32_t operation = 0;
};
/// The server answered, and what it said could be read whole.
struct Answered {
  std::uint32_t operation = 0;
  PaymentAnswer answer;
};
/// Nothing that can be believed came: no connection, a time-out, 5xx, HTML, half an answer.
struct NotAnswered {
  std::uint32_t operation = 0;
};
/// The server never heard of this key.
struct KeyUnknown {
  std::uint32_t operation = 0;
};
/// The server asks who this is (401); it did nothing.
struct SignedOut {
  std::uint32_t operation = 0;
};
/// The seller is signed in again, as the same seller.
struct SignedIn {};
struct TimeUp {
  std::uint32_t operation = 0;
};
struct NetworkChanged {
  bool online = false;
};
struct CodeEntered {
  std::string code;
};
struct CodeAgainPressed {};
/// The seller is back from the bank's page.
struct ChallengeReturned {};
/// The seller does not want to go on with a code or challenge.
struct CancelPressed {};
/// Also where another payment of the account was in the way (PAYMENT_OPEN): then the account is.
struct LookAgainPressed {};

using FlowEvent =
    std::variant<PageLoaded, PayPressed, LockAnswered, IntentRead, IntentStored, IntentCleared,
                 Answered, NotAnswered, KeyUnknown, SignedOut, SignedIn, TimeUp, NetworkChanged,
                 CodeEntered, CodeAgainPressed, ChallengeReturned, CancelPressed, LookAgainPressed>;

// What is to be done. The outcome comes back as an event with the same operation.

/// The lock that pages of one seller on one device share; it ends with the page. Without `wait` the
/// answer is immediate, with it `granted` once it is free.
struct TakeLock {
  std::uint32_t operation = 0;
  bool wait = false;
};
struct ReleaseLock {
  std::uint32_t operation = 0;  ///< of the TakeLock
};
/// The one slot for an intent that pages of one seller on one device share.
struct ReadIntent {
  std::uint32_t operation = 0;
};
/// Only into an empty slot, in one transaction, and answered when it would survive a power cut.
struct StoreIntent {
  std::uint32_t operation = 0;
  Intent intent;
};
/// Only if the slot holds this key.
struct ClearIntent {
  std::uint32_t operation = 0;
  PaymentKey key;
};
struct SendRequest {
  std::uint32_t operation = 0;
  PaymentRequest request;
};
/// TimeUp after so long. A timer is never called off: its operation is forgotten instead.
struct StartTimer {
  std::uint32_t operation = 0;
  std::int64_t after_ms = 0;
};
struct RenewSignIn {};
/// The balance is another, or may be: it is to be shown anew.
struct RefreshAccount {};

using FlowEffect = std::variant<RenewSignIn, RefreshAccount, TakeLock, ReleaseLock, ReadIntent,
                                ClearIntent, StartTimer, StoreIntent, SendRequest>;

/// One page's payment. Plain data; nothing of it but the intent need survive the page.
struct Flow {
  FlowState state = FlowState::idle;
  std::uint32_t operations = 0;  ///< handed out so far; every effect gets its own
  std::uint32_t awaited = 0;     ///< whose outcome goes on: of lock, slot or request; 0: none
  std::uint32_t timer = 0;       ///< of the next question
  std::uint32_t deadline = 0;    ///< of the patience
  std::uint32_t lock = 0;        ///< of the lock this page holds; 0: none
  bool online = true;
  std::optional<Intent> intent{};         ///< stored, or about to be
  std::optional<PaymentAnswer> answer{};  ///< the last one about it
  std::optional<Error> error{};           ///< why nothing was sent, or what a code was refused for
  PaymentRequest held{};                  ///< the last request
  std::uint32_t questions = 0;            ///< asked in vain since something was heard
  std::int64_t asked_ms = 0;              ///< so long questions have gone on since there was news

  friend bool operator==(const Flow&, const Flow&) = default;
};

struct FlowStep {
  Flow flow;
  ShortList<FlowEffect, 5> effects;  ///< in the order in which they are to be done
};

/// What an event makes of a page's payment. What cannot happen in a state (a second press on *Pay*)
/// changes nothing. The promises, which hold whatever fails and whenever pages end:
///
/// - A request to pay is sent only after its intent is durable, and again only with the same key.
/// - The intent is cleared only by a conclusive answer with its key, amount and currency, or when
///   nothing was sent.
/// - Nothing begins while an intent is open: it is looked up first.
/// - No answer is never taken for a refusal: the seller is told that it is not known.
/// - After the time for answers, nothing is sent that could begin a payment.
///
///     idle, PayPressed      → locking; StartTimer 1 (20 s), TakeLock 2
///     LockAnswered 2        → reading; ReadIntent 3
///     IntentRead 3 (none)   → storing; StoreIntent 4
///     IntentStored 4        → sending; StartTimer 5, SendRequest 6 (pay), StartTimer 7 (8 s)
///     Answered 6 (settled)  → settled; ClearIntent 8, StartTimer 9, RefreshAccount
///     IntentCleared 8       → settled; ReleaseLock 2
[[nodiscard]] FlowStep step(Flow flow, const FlowEvent& event, const PaymentPolicy& policy);

/// INVALID_FIELD unless it is a flow that `step` could have made: one that comes from outside is to
/// be asked about first, since `step` and `flow_view` take for granted what is checked here. What
/// was asked for has a number that was handed out, a request or answer is about the intent, and
/// each state has what it stands for: `settled` an answer that says so, `sending` the lock.
[[nodiscard]] Result<void> check_flow(const Flow& flow);

}  // namespace repay
