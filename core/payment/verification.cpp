#include "core/payment/verification.h"

#include <algorithm>
#include <array>
#include <utility>

namespace repay {
namespace {

constexpr std::size_t kCodeDigits = 6;

VerificationStep refused(Verification verification, Error error) {
  return {std::move(verification), error};
}

}  // namespace

std::string_view name(VerificationState state) {
  static constexpr std::array names = {
#define X(state) std::string_view(#state),
      REPAY_VERIFICATION_STATES(X)
#undef X
  };
  return names[static_cast<std::size_t>(state)];
}

Result<void> check_code(std::string_view text) {
  if (text.size() != kCodeDigits ||
      text.find_first_not_of("0123456789") != std::string_view::npos) {
    return refuse(Error::code_incomplete);
  }
  return {};
}

VerificationStep send_code(Verification verification, Instant now,
                           const VerificationPolicy& policy) {
  if (verification.state == VerificationState::confirmed)
    return refused(std::move(verification), Error::code_already_used);
  if (verification.state == VerificationState::locked)
    return refused(std::move(verification), Error::locked);
  // A code sent in the future is one sent before the host's clock was put back.
  const bool is_recent = verification.codes > 0 && verification.sent_at <= now;
  if (is_recent && now < resend_from(verification, policy))
    return refused(std::move(verification), Error::resend_too_soon);
  verification.state = VerificationState::awaiting;
  verification.sent_at = now;
  ++verification.codes;
  return {std::move(verification)};
}

VerificationStep enter_code(Verification verification, const EnteredCode& code, Instant now,
                            const VerificationPolicy& policy) {
  if (verification.state == VerificationState::confirmed)
    return refused(std::move(verification), Error::code_already_used);
  if (verification.state == VerificationState::locked)
    return refused(std::move(verification), Error::locked);
  ++verification.judged;
  const bool was_sent = verification.state == VerificationState::awaiting;
  if (was_sent && now.ms - verification.sent_at.ms >= policy.ttl_minutes * kMsPerMinute)
    return refused(std::move(verification), Error::code_expired);
  if (was_sent && code.is_right && code.change == verification.change) {
    verification.state = VerificationState::confirmed;
    return {std::move(verification)};
  }
  ++verification.wrong;
  if (verification.wrong < policy.attempts)
    return refused(std::move(verification), Error::code_wrong);
  verification.state = VerificationState::locked;
  return refused(std::move(verification), Error::locked);
}

int attempts_left(const Verification& verification, const VerificationPolicy& policy) {
  return std::max(policy.attempts - verification.wrong, 0);
}

Instant resend_from(const Verification& verification, const VerificationPolicy& policy) {
  return Instant{verification.sent_at.ms + policy.resend_seconds * kMsPerSecond};
}

}  // namespace repay
