#include "core/payment/order.h"

#include <doctest/doctest.h>

namespace repay {
namespace {

Currency currency(std::string_view code) { return *Currency::from_code(code); }

PaymentOrder order() {
  return {.account = "main/USD", .amount = {6000, currency("USD")}, .method = "c1", .version = 3};
}

TEST_CASE("a key is 32 hexadecimal digits, and read again it is the same") {
  const PaymentKey key{0x0001020304050607, 0x08090a0b0c0d0e0f};
  CHECK(to_string(key) == "000102030405060708090a0b0c0d0e0f");
  CHECK(parse_payment_key(to_string(key)) == key);
  for (const std::string_view text :
       {"", "00", "000102030405060708090a0b0c0d0e0F", "00010203040506070809 a0b0c0d0e0f",
        "000102030405060708090a0b0c0d0e0f0", "00000000000000000000000000000000"}) {
    CAPTURE(text);
    CHECK(parse_payment_key(text) == refuse(Error::invalid_field));
  }
}

TEST_CASE("orders under one key are one payment if all but the version is equal") {
  PaymentOrder other = order();
  other.version = 9;
  CHECK(is_same(order(), other));
  for (auto change :
       {+[](PaymentOrder& o) { o.account = "main/EUR"; },
        +[](PaymentOrder& o) { o.amount.minor = 6001; },
        +[](PaymentOrder& o) { o.amount.currency = currency("EUR"); },
        +[](PaymentOrder& o) { o.stored_minor = 1; }, +[](PaymentOrder& o) { o.method = "c2"; }}) {
    PaymentOrder changed = order();
    change(changed);
    CHECK_FALSE(is_same(order(), changed));
  }
}

TEST_CASE("the parts of an order are the stored balance, then a card for the rest") {
  CHECK(check_order(order()));
  PaymentOrder split = order();
  split.stored_minor = 2000;
  CHECK(check_order(split));
  CHECK(card_minor(split) == 4000);
  PaymentOrder stored = order();
  stored.stored_minor = 6000;
  stored.method = "";
  CHECK(check_order(stored));

  const auto refused = [](auto change) {
    PaymentOrder wrong = order();
    change(wrong);
    return check_order(wrong).error();
  };
  CHECK(refused([](PaymentOrder& o) { o.amount.minor = 0; }) == Error::amount_not_positive);
  CHECK(refused([](PaymentOrder& o) { o.amount.minor = -1; }) == Error::amount_not_positive);
  CHECK(refused([](PaymentOrder& o) { o.stored_minor = -1; }) == Error::tender_mismatch);
  CHECK(refused([](PaymentOrder& o) { o.stored_minor = 6001; }) == Error::tender_mismatch);
  CHECK(refused([](PaymentOrder& o) { o.stored_minor = 6000; }) == Error::tender_mismatch);
  CHECK(refused([](PaymentOrder& o) { o.method = ""; }) == Error::tender_mismatch);
}

TEST_CASE("pending is conclusive and not terminal, what has ended is both, what is open neither") {
  CHECK(is_conclusive(AnswerState::pending));
  CHECK_FALSE(is_terminal(AnswerState::pending));
  for (const AnswerState state :
       {AnswerState::settled, AnswerState::failed, AnswerState::expired, AnswerState::refused}) {
    CHECK(is_terminal(state));
    CHECK(is_conclusive(state));
  }
  for (const AnswerState state :
       {AnswerState::submitted, AnswerState::verifying, AnswerState::challenged}) {
    CHECK_FALSE(is_conclusive(state));
  }
  CHECK(name(AnswerState::challenged) == "challenged");
}

}  // namespace
}  // namespace repay
