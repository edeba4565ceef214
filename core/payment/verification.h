#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/payment/verification_policy.h"

namespace repay {

/// X(state): how the confirmation of one change by a one-time code stands (DOMAIN.md 9). The host
/// makes, sends and compares codes; here is what may happen when.
///
///     unsent ── send ──► awaiting ── right, in time ──────────────► confirmed
///                        │  ▲   │
///                        │  └───┴─ wrong; late; another one sent
///                        └─ as many wrong ones as the policy allows ► locked
#define REPAY_VERIFICATION_STATES(X) \
  X(unsent)                          \
  X(awaiting)                        \
  X(confirmed)                       \
  X(locked)

enum class VerificationState : std::uint8_t {
#define X(state) state,
  REPAY_VERIFICATION_STATES(X)
#undef X
};

/// "awaiting"
[[nodiscard]] std::string_view name(VerificationState state);

/// One change and the codes for it, as plain data that a host can keep. A new code is for the same
/// change and does not forgive wrong ones.
struct Verification {
  VerificationState state = VerificationState::unsent;
  std::string change{};      ///< what is confirmed: a payment's key, or the host's name of a change
  Instant sent_at{};         ///< when the code that counts was sent
  std::uint32_t codes = 0;   ///< sent so far; only the last one counts
  std::uint32_t judged = 0;  ///< entered so far, right and wrong
  int wrong = 0;

  friend bool operator==(const Verification&, const Verification&) = default;
};

/// A code that someone entered. The host compares it with the last one it sent for `change`.
struct EnteredCode {
  std::string_view change;
  bool is_right = false;
};

/// What a step makes of it: the verification is to be kept also when the code was refused, as wrong
/// ones count.
struct VerificationStep {
  Verification verification;
  std::optional<Error> refusal{};
};

/// CODE_INCOMPLETE unless it is six digits. Such a text is not sent and not counted.
[[nodiscard]] Result<void> check_code(std::string_view text);

/// A code is to be sent now: the first one, or another. RESEND_TOO_SOON before the cool-down is
/// over, LOCKED, CODE_ALREADY_USED once it is confirmed.
[[nodiscard]] VerificationStep send_code(Verification verification, Instant now,
                                         const VerificationPolicy& policy);

/// Judges a code, in this order: CODE_ALREADY_USED (it is confirmed: no code serves twice), LOCKED,
/// CODE_EXPIRED (right or wrong, it came after the policy's minutes; it does not count as wrong),
/// CODE_WRONG, which becomes LOCKED with the last attempt. A code for another change, or before one
/// was sent, is a wrong one.
[[nodiscard]] VerificationStep enter_code(Verification verification, const EnteredCode& code,
                                          Instant now, const VerificationPolicy& policy);

/// How many codes may still be wrong.
[[nodiscard]] int attempts_left(const Verification& verification, const VerificationPolicy& policy);

/// From when on another code can be asked for.
[[nodiscard]] Instant resend_from(const Verification& verification,
                                  const VerificationPolicy& policy);

}  // namespace repay
