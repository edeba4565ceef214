#include "core/payment/verification.h"

#include <doctest/doctest.h>

#include "core/payment/flow.h"

namespace repay {
namespace {

constexpr VerificationPolicy kPolicy;  // 3 attempts, 10 minutes, 60 seconds

Instant after(std::int64_t seconds) { return Instant{1'000'000 + seconds * kMsPerSecond}; }

/// A change and its codes, as a host would drive them.
struct Confirmation {
  Verification verification{.change = "default card c2"};

  std::optional<Error> send(Instant at) {
    auto step = send_code(verification, at, kPolicy);
    verification = step.verification;
    return step.refusal;
  }
  std::optional<Error> enter(bool is_right, Instant at,
                             std::string_view change = "default card c2") {
    auto step = enter_code(verification, {change, is_right}, at, kPolicy);
    verification = step.verification;
    return step.refusal;
  }
};

TEST_CASE("states and requests have the words that cross to JavaScript") {
  CHECK(name(VerificationState::awaiting) == "awaiting");
  CHECK(name(RequestKind::look_up) == "look_up");
}

TEST_CASE("a right code in time confirms the change, and serves once") {
  Confirmation change;
  CHECK_FALSE(change.send(after(0)));
  CHECK(change.verification.state == VerificationState::awaiting);
  CHECK_FALSE(change.enter(true, after(30)));
  CHECK(change.verification.state == VerificationState::confirmed);
  CHECK(change.enter(true, after(31)) == Error::code_already_used);
  CHECK(change.send(after(1000)) == Error::code_already_used);
  CHECK(change.verification.state == VerificationState::confirmed);
}

TEST_CASE("S55: three wrong codes lock, and then the right one does not open") {
  Confirmation change;
  REQUIRE_FALSE(change.send(after(0)));
  CHECK(attempts_left(change.verification, kPolicy) == 3);
  CHECK(change.enter(false, after(1)) == Error::code_wrong);
  CHECK(change.enter(false, after(2)) == Error::code_wrong);
  CHECK(attempts_left(change.verification, kPolicy) == 1);
  CHECK(change.enter(false, after(3)) == Error::locked);
  CHECK(attempts_left(change.verification, kPolicy) == 0);
  CHECK(change.enter(true, after(4)) == Error::locked);
  CHECK(change.send(after(100)) == Error::locked);
}

TEST_CASE(
    "a code is late from the policy's minutes on, right or wrong, and does not count as wrong") {
  Confirmation change;
  REQUIRE_FALSE(change.send(after(0)));
  CHECK(change.enter(true, after(600)) == Error::code_expired);
  CHECK(change.enter(false, after(601)) == Error::code_expired);
  CHECK(attempts_left(change.verification, kPolicy) == 3);
  REQUIRE_FALSE(change.send(after(602)));
  CHECK_FALSE(change.enter(true, after(602 + 599)));
}

TEST_CASE("another code can be asked for after the cool-down, and forgives nothing") {
  Confirmation change;
  REQUIRE_FALSE(change.send(after(0)));
  CHECK(change.enter(false, after(1)) == Error::code_wrong);
  CHECK(change.send(after(59)) == Error::resend_too_soon);
  CHECK(change.verification.codes == 1);
  CHECK(resend_from(change.verification, kPolicy) == after(60));
  CHECK_FALSE(change.send(after(60)));
  CHECK(change.verification.codes == 2);
  CHECK(attempts_left(change.verification, kPolicy) == 2);
}

TEST_CASE("a clock that was put back does not make the seller wait for another code") {
  Confirmation change;
  REQUIRE_FALSE(change.send(after(0)));
  CHECK_FALSE(change.send(after(-600)));
  CHECK(change.send(after(-590)) == Error::resend_too_soon);
}

TEST_CASE("a code for another change is a wrong one, and so is one before any was sent") {
  Confirmation change;
  CHECK(change.enter(true, after(0)) == Error::code_wrong);
  REQUIRE_FALSE(change.send(after(1)));
  CHECK(change.enter(true, after(2), "default card c3") == Error::code_wrong);
  CHECK_FALSE(change.enter(true, after(3)));
}

TEST_CASE("a code is six digits") {
  CHECK(check_code("000000"));
  for (const std::string_view text : {"", "12345", "1234567", "12345a", "12 456", "１２３４５６"})
    CHECK(check_code(text) == refuse(Error::code_incomplete));
}

}  // namespace
}  // namespace repay
