#pragma once

namespace repay {

/// What a host may decide about the way of a payment (DOMAIN.md 6 and 12).
struct PaymentPolicy {
  /// Seconds for which an answer is waited for; then the seller is told that it is not known yet.
  int answer_seconds = 20;
  /// Seconds after which one request counts as not answered.
  int request_seconds = 8;
  /// Seconds from one question to the next; it doubles each time, up to the slowest.
  int poll_seconds = 2;
  int slowest_poll_seconds = 60;
  /// Minutes for which questions go on by themselves; then the seller asks.
  int poll_minutes = 24 * 60;
  /// Minutes for a one-time code or the bank's challenge; then the payment expires.
  int challenge_minutes = 30;
  /// Seconds after which the server asks the provider again.
  int provider_retry_seconds = 15;

  friend bool operator==(const PaymentPolicy&, const PaymentPolicy&) = default;
};

}  // namespace repay
