#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/money/currency.h"
#include "core/repayment/charge_order.h"
#include "core/repayment/collection_policy.h"

namespace repay {

/// Whether so much debt is charged automatically: it is some, and at least the currency's
/// threshold. 5.27 with a threshold of 20.00 rolls forward.
[[nodiscard]] bool is_charged(const CollectionPolicy& policy, Currency currency,
                              std::int64_t owed_minor);

/// X(state): how the automatic charge of what one closing left owed stands (DOMAIN.md 7).
///
///                 round                     no answer
///     resting ───────────► charging ─────────────────────► uncertain ─┐ still no answer
///        ▲                   │  ▲ ◄─── not found: sent again ───┤  ◄──┘
///        │                   │  └─ declined, another is left ───┤
///        │                   └────────┐          ┌──────────────┘
///        │                            ▼          ▼
///        │            succeeded, or declined by the last method of the round
///        │                                  │
///        ├── enough is owed, a method may ◄─┼─► nothing is owed ────────────► collected
///        │   be tried again: rests until    ├─► less than the threshold ────► rolled_forward
///        │   next_round_at                  └─► no method may be tried again ► given_up
///        └── a round with nothing to do ends in one of these three, too
///
/// A round in collected, rolled_forward or given_up is looked at as in resting: a charge may have
/// been reopened, or the seller may have added a card.
#define REPAY_COLLECTION_STATES(X) \
  X(resting)                       \
  X(charging)                      \
  X(uncertain)                     \
  X(collected)                     \
  X(rolled_forward)                \
  X(given_up)

enum class CollectionState : std::uint8_t {
#define X(state) state,
  REPAY_COLLECTION_STATES(X)
#undef X
};

/// "uncertain"
[[nodiscard]] std::string_view name(CollectionState state);

/// One request to charge a method. Sent again it is the same one: the processor is to take `number`
/// (with the collection's id) for its idempotency key.
struct ChargeAttempt {
  std::uint32_t number = 0;  ///< from 1
  ChargeMethod method;
  std::int64_t amount_minor = 0;

  friend bool operator==(const ChargeAttempt&, const ChargeAttempt&) = default;
};

/// The automatic charge of what one closing left owed, as plain data that a host can keep.
struct Collection {
  /// What was tried on a method.
  struct Tried {
    std::uint32_t revision = 0;
    int attempts = 0;
    std::map<DeclineClass, int> declines{};  ///< of this revision
    bool never_again = false;                ///< a final decline; an edit does not change that
  };

  CollectionState state = CollectionState::resting;
  std::optional<ChargeAttempt> attempt;  ///< whose outcome is not known: charging and uncertain
  std::vector<ChargeMethod> left;        ///< of the running round, not tried yet
  std::map<std::string, Tried> tried;    ///< by the method's id
  std::uint32_t attempts = 0;            ///< made so far
  std::int64_t collected_minor = 0;
  std::optional<Instant> next_round_at;  ///< no round before it
};

/// The same at the next close: a round is due, and methods are tried afresh, but those with a final
/// decline. What is under way stays so, and its number is never given again.
[[nodiscard]] Collection at_next_close(Collection collection);

/// Whether a round would try the method, after all that was tried on it and how it was edited
/// since.
[[nodiscard]] bool may_be_tried(const Collection& collection, const ChargeMethod& method,
                                const CollectionPolicy& policy);

/// When something happens, and what is then open of the debt, less the payments the seller has
/// under way. The running attempt is not taken off.
struct CollectionMoment {
  Instant now;
  std::int64_t owed_minor = 0;
};

/// It is time to try, as far as the host is concerned: at the close, at `next_round_at`, or when
/// the seller has changed methods. Nothing happens while an attempt's outcome is not known, nor
/// before `next_round_at`.
struct RoundDue {
  ChargeMethods methods;
};

/// What became of an attempt. Of one that is not running any more (a late or second answer) nothing
/// comes.
struct ChargeSucceeded {
  std::uint32_t attempt = 0;
  std::int64_t amount_minor = 0;  ///< less than asked where the bank has a limit
};
struct ChargeDeclined {
  std::uint32_t attempt = 0;
  DeclineClass decline = DeclineClass::other;
};
/// No answer came. Nothing else is charged until one does.
struct ChargeUnanswered {
  std::uint32_t attempt = 0;
};
/// The processor knows nothing of it. As the request may still be on its way, it is sent again as
/// the same attempt, never as another.
struct ChargeNotFound {
  std::uint32_t attempt = 0;
};

using CollectionEvent =
    std::variant<RoundDue, ChargeSucceeded, ChargeDeclined, ChargeUnanswered, ChargeNotFound>;

/// What is to be done.
struct SendCharge {
  ChargeAttempt attempt;
};
struct AskOutcome {
  ChargeAttempt attempt;
};
/// A credit of kind card_charge.
struct PostCardCharge {
  ChargeAttempt attempt;
  std::int64_t amount_minor = 0;
};
/// A line of kind failed_charge, of zero effect.
struct PostFailedCharge {
  ChargeAttempt attempt;
  DeclineClass decline = DeclineClass::other;
};
/// RoundDue at this time.
struct WakeAt {
  Instant at;
};

using CollectionEffect =
    std::variant<SendCharge, AskOutcome, PostCardCharge, PostFailedCharge, WakeAt>;

struct CollectionStep {
  Collection collection;
  std::vector<CollectionEffect> effects;  ///< in the order in which they are to be done
};

/// What an event makes of a collection. At no time is more than one attempt's outcome unknown, and
/// no attempt asks for more than is owed when it is made: so no amount is charged twice.
/// PAYMENT_UNKNOWN (an attempt that was never made), AMOUNT_NOT_POSITIVE, EXCEEDS_PENDING (a
/// success for more than was asked).
///
///     active declined, backup succeeds for 100.00:
///       RoundDue            → SendCharge 1 (active, 100.00)
///       ChargeDeclined 1    → PostFailedCharge 1, SendCharge 2 (backup, 100.00)
///       ChargeSucceeded 2   → PostCardCharge 2 (100.00); collected
[[nodiscard]] Result<CollectionStep> step(Collection collection, const CollectionEvent& event,
                                          const CollectionMoment& moment,
                                          const CollectionPolicy& policy, Currency currency);

}  // namespace repay
