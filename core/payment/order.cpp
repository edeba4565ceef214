#include "core/payment/order.h"

#include <array>
#include <charconv>

namespace repay {
namespace {

constexpr std::size_t kHalf = 16;

void append_hex(std::string& text, std::uint64_t half) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) text.push_back(digits[(half >> shift) & 15]);
}

Result<std::uint64_t> parse_half(std::string_view text) {
  if (text.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return refuse(Error::invalid_field);
  std::uint64_t half = 0;
  std::from_chars(text.data(), text.data() + text.size(), half, 16);
  return half;
}

}  // namespace

std::string to_string(PaymentKey key) {
  std::string text;
  append_hex(text, key.high);
  append_hex(text, key.low);
  return text;
}

Result<PaymentKey> parse_payment_key(std::string_view text) {
  if (text.size() != 2 * kHalf) return refuse(Error::invalid_field);
  const auto high = parse_half(text.substr(0, kHalf));
  const auto low = parse_half(text.substr(kHalf));
  if (!high || !low) return refuse(Error::invalid_field);
  const PaymentKey key{*high, *low};
  if (key == PaymentKey{}) return refuse(Error::invalid_field);
  return key;
}

bool is_same(const PaymentOrder& a, const PaymentOrder& b) {
  return a.amount == b.amount && a.stored_minor == b.stored_minor && a.account == b.account &&
         a.method == b.method;
}

Result<void> check_order(const PaymentOrder& order) {
  if (order.amount.minor <= 0) return refuse(Error::amount_not_positive);
  if (order.stored_minor < 0 || order.stored_minor > order.amount.minor)
    return refuse(Error::tender_mismatch);
  if (order.method.empty() != (card_minor(order) == 0)) return refuse(Error::tender_mismatch);
  return {};
}

std::string_view name(AnswerState state) {
  static constexpr std::array names = {
#define X(state) std::string_view(#state),
      REPAY_ANSWER_STATES(X)
#undef X
  };
  return names[static_cast<std::size_t>(state)];
}

bool is_terminal(AnswerState state) {
  switch (state) {
    case AnswerState::settled:
    case AnswerState::failed:
    case AnswerState::expired:
    case AnswerState::refused:
      return true;
    case AnswerState::submitted:
    case AnswerState::verifying:
    case AnswerState::challenged:
    case AnswerState::pending:
      return false;
  }
  return false;
}

bool is_conclusive(AnswerState state) {
  return state == AnswerState::pending || is_terminal(state);
}

}  // namespace repay
