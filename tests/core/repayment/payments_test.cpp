#include "core/repayment/payments.h"

#include <doctest/doctest.h>

#include <array>
#include <map>

#include "tests/core/support/refused.h"

namespace repay {
namespace {

using testing::refused;
using enum PaymentState;

TEST_CASE("a payment goes only the ways that are drawn") {
  constexpr std::array kStates = {draft,   submitted, challenged, pending,
                                  settled, failed,    expired,    reversed};
  constexpr std::array kEvents = {
      PaymentEvent::submit, PaymentEvent::challenge, PaymentEvent::accept, PaymentEvent::settle,
      PaymentEvent::fail,   PaymentEvent::expire,    PaymentEvent::reverse};
  int ways = 0;
  for (const PaymentState state : kStates) {
    for (const PaymentEvent event : kEvents) {
      const auto reached = next(state, event);
      ways += reached.has_value();
      if (!reached) CHECK(reached.error() == Error::wrong_payment_state);
      // Money moves once: nothing leads from an end to a settlement.
      if (state == failed || state == expired) CHECK_FALSE(reached);
      if (reached && *reached == settled) CHECK(state == pending);
    }
  }
  CHECK(ways == 13);
  CHECK(next(settled, PaymentEvent::reverse) == reversed);
  CHECK(name(challenged) == "challenged");
}

TEST_CASE("the parts of a payment add up to it, each above zero") {
  const std::array<Tender, 2> parts = {Tender{"Balance", 2000}, Tender{"Visa", 4000}};
  CHECK(check_tenders(parts, 6000));
  CHECK(refused(check_tenders(parts, 5999)) == Error::tender_mismatch);
  CHECK(refused(check_tenders(parts, 6001)) == Error::tender_mismatch);
  CHECK(refused(check_tenders(std::array{Tender{"Balance", 0}, Tender{"Visa", 60}}, 60)) ==
        Error::tender_mismatch);
  CHECK(refused(check_tenders(std::array{Tender{"A", INT64_MAX}, Tender{"B", INT64_MAX}}, 60)) ==
        Error::tender_mismatch);
}

TEST_CASE("settled for less, what is stored is used before the card") {
  const std::array<Tender, 2> parts = {Tender{"Balance", 2000}, Tender{"Visa", 4000}};
  CHECK(captured(parts, 4500) == std::vector<Tender>{{"Balance", 2000}, {"Visa", 2500}});
  CHECK(captured(parts, 1500) == std::vector<Tender>{{"Balance", 1500}});
  CHECK(captured(parts, 6000) == std::vector<Tender>(parts.begin(), parts.end()));
}

}  // namespace
}  // namespace repay
