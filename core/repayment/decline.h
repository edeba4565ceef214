#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace repay {

/// X(class, is_final): why a charge was declined (DOMAIN.md 7 and 10), as the host classes its
/// processor's answer. After a final decline the method is never tried again.
#define REPAY_DECLINES(X)           \
  X(insufficient_funds, false)      \
  X(issuer_blocked, false)          \
  X(issuer_unavailable, false)      \
  X(authentication_required, false) \
  X(details_mismatch, false)        \
  X(code_wrong, false)              \
  X(expired, false)                 \
  X(type_not_accepted, false)       \
  X(other, false)                   \
  X(lost, true)                     \
  X(stolen, true)                   \
  X(closed, true)

enum class DeclineClass : std::uint8_t {
#define X(word, is_final) word,
  REPAY_DECLINES(X)
#undef X
};

#define X(word, is_final) +1
constexpr std::size_t kDeclineClasses = 0 REPAY_DECLINES(X);
#undef X

/// "insufficient_funds"
[[nodiscard]] std::string_view name(DeclineClass decline);
/// Whether a method declined so is never tried again: lost, stolen, closed.
[[nodiscard]] bool is_final(DeclineClass decline);

}  // namespace repay
