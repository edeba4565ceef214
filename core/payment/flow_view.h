#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/payment/flow.h"

namespace repay {

/// X(step): what the seller can do next; each is one press away.
#define REPAY_NEXT_STEPS(X)                                    \
  X(pay)             /* choose an amount and pay */            \
  X(wait)            /* nothing: the page goes on by itself */ \
  X(look_again)      /* LookAgainPressed */                    \
  X(sign_in)         /* LookAgainPressed: asks for it again */ \
  X(enter_code)      /* CodeEntered */                         \
  X(send_code_again) /* CodeAgainPressed */                    \
  X(go_to_bank)      /* then ChallengeReturned */              \
  X(cancel)          /* CancelPressed */                       \
  X(see_receipt)                                               \
  X(choose_method)  /* another card, or the same corrected */  \
  X(check_amount)   /* the balance is another now */           \
  X(use_other_page) /* where the payment is being made */      \
  X(contact_support)

enum class FlowNextStep : std::uint8_t {
#define X(step) step,
  REPAY_NEXT_STEPS(X)
#undef X
};

/// "look_again"
[[nodiscard]] std::string_view name(FlowNextStep step);

/// X(screen): what the seller is told. One for each thing that can be true.
///
///     ready          a payment can be made
///     no_storage     the device cannot be read: whether one is under way is not known
///     opening        looking whether one is under way on this device
///     elsewhere      another page of this device is paying
///     preparing      nothing has been sent yet
///     unsent         nothing was sent, and nothing paid; `error` says why
///     paying         it is on its way
///     received       the server has it; the outcome is not there yet
///     looking_up     one made before is asked about
///     not_known      we do not know yet whether it was paid; it is being asked
///     signing_in     the same, and the seller has to sign in for it
///     verifying      a one-time code is asked for
///     challenged     the bank asks who is paying
///     confirming     a code is being checked
///     cancelling     it is being stopped, if that is still possible
///     pending        it was taken on, and takes time
///     settled        paid, all of it
///     settled_less   paid, but less than was sent
///     reversed       it was paid, and all or some went back
///     failed         not paid: the card was declined, by class
///     locked         not paid: too many wrong codes
///     expired        not paid: it was cancelled, or took too long
///     not_received   not paid: it never arrived
///     refused        not paid: a rule forbids it, by code
#define REPAY_SCREENS(X) \
  X(ready)               \
  X(no_storage)          \
  X(opening)             \
  X(elsewhere)           \
  X(preparing)           \
  X(unsent)              \
  X(paying)              \
  X(received)            \
  X(looking_up)          \
  X(not_known)           \
  X(signing_in)          \
  X(verifying)           \
  X(challenged)          \
  X(confirming)          \
  X(cancelling)          \
  X(pending)             \
  X(settled)             \
  X(settled_less)        \
  X(reversed)            \
  X(failed)              \
  X(locked)              \
  X(expired)             \
  X(not_received)        \
  X(refused)

enum class Screen : std::uint8_t {
#define X(screen) screen,
  REPAY_SCREENS(X)
#undef X
};

/// "not_known"
[[nodiscard]] std::string_view name(Screen screen);

/// Whether a screen says for good that the money was taken, was not, or neither.
enum class Verdict : std::uint8_t { open, paid, not_paid };
[[nodiscard]] Verdict verdict(Screen screen);

/// What a page draws. `next` in the order in which the page offers it, the first one foremost.
struct FlowView {
  Screen screen = Screen::ready;
  std::vector<FlowNextStep> next;
  std::optional<Error> error{};           ///< its code has words in the page's catalogue
  std::optional<DeclineClass> decline{};  ///< so does its class
  std::optional<PaymentKey> key{};        ///< of the payment it is about; none: about none
  std::string account{};                  ///< PaymentOrder::account, …
  std::optional<std::string> method{};    ///< … method and …
  std::optional<Money> amount{};          ///< … amount of it
  std::int64_t settled_minor = 0;
  std::int64_t reversed_minor = 0;
  int attempts_left = 0;  ///< codes that may still be wrong
};

/// What a state of the flow tells the seller.
[[nodiscard]] Screen screen_of(const Flow& flow);

/// The same with what can be done next and what it is about. Each screen has at least one next
/// step.
[[nodiscard]] FlowView flow_view(const Flow& flow);

}  // namespace repay
