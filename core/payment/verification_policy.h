#pragma once

namespace repay {

/// What a host may decide about one-time codes (DOMAIN.md 9 and 12).
struct VerificationPolicy {
  /// Wrong codes until it is locked.
  int attempts = 3;
  /// Minutes for which a code can be used.
  int ttl_minutes = 10;
  /// Seconds until another code can be asked for.
  int resend_seconds = 60;

  friend bool operator==(const VerificationPolicy&, const VerificationPolicy&) = default;
};

}  // namespace repay
