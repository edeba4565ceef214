#include "core/repayment/payments.h"

#include <algorithm>
#include <array>

namespace repay {
namespace {

constexpr std::array<std::string_view, 8> kStates = {
#define X(state) #state,
    REPAY_PAYMENT_STATES(X)
#undef X
};

using enum PaymentState;

struct Step {
  PaymentState from;
  PaymentEvent event;
  PaymentState to;
};

constexpr std::array kSteps = {
    Step{draft, PaymentEvent::submit, submitted},
    Step{submitted, PaymentEvent::challenge, challenged},
    Step{submitted, PaymentEvent::accept, pending},
    Step{submitted, PaymentEvent::fail, failed},
    Step{submitted, PaymentEvent::expire, expired},
    Step{challenged, PaymentEvent::accept, pending},
    Step{challenged, PaymentEvent::fail, failed},
    Step{challenged, PaymentEvent::expire, expired},
    Step{pending, PaymentEvent::settle, settled},
    Step{pending, PaymentEvent::fail, failed},
    Step{pending, PaymentEvent::expire, expired},
    Step{settled, PaymentEvent::reverse, reversed},
    Step{reversed, PaymentEvent::reverse, reversed},
};

}  // namespace

std::string_view name(PaymentState state) { return kStates[static_cast<std::size_t>(state)]; }

Result<PaymentState> next(PaymentState state, PaymentEvent event) {
  const auto step = std::ranges::find_if(
      kSteps, [&](const Step& s) { return s.from == state && s.event == event; });
  if (step == kSteps.end()) return refuse(Error::wrong_payment_state);
  return step->to;
}

Result<void> check_tenders(std::span<const Tender> tenders, std::int64_t amount_minor) {
  std::int64_t left = amount_minor;
  for (const Tender& tender : tenders) {
    if (tender.amount_minor <= 0 || tender.amount_minor > left)
      return refuse(Error::tender_mismatch);
    left -= tender.amount_minor;
  }
  if (left != 0) return refuse(Error::tender_mismatch);
  return {};
}

std::vector<Tender> captured(std::span<const Tender> tenders, std::int64_t settled_minor) {
  std::vector<Tender> taken;
  for (const Tender& tender : tenders) {
    const std::int64_t part = std::min(tender.amount_minor, settled_minor);
    if (part > 0) taken.push_back({tender.method, part});
    settled_minor -= part;
  }
  return taken;
}

Result<void> check_settlement(std::int64_t pending_minor, std::int64_t settled_minor) {
  if (settled_minor <= 0) return refuse(Error::amount_not_positive);
  if (settled_minor > pending_minor) return refuse(Error::exceeds_pending);
  return {};
}

}  // namespace repay
