// The server's side of the payments of one seller. A class besides Engine, as only a host that is
// the server, too, has one: the calls are of the desk that it holds (web/src/engine/desk.js).

#include <memory>
#include <string>
#include <vector>

#include "core/engine/account_name.h"
#include "wasm/bind.h"
#include "wasm/payment_questions.h"
#include "wasm/payment_shapes.h"

namespace repay::wire {
namespace {

using ServerEffects = ShortList<ServerEffect, 5>;

std::unique_ptr<PaymentDesk> desk_of(Engine& engine) {
  return std::make_unique<PaymentDesk>(engine);
}

Placed<PaymentKey> read_key(const std::string& key) {
  return in_field(parse_payment_key(key), "key");
}

Placed<ServerEffects> take_payment(PaymentDesk& desk, const std::string& key,
                                   const ServerEventText& event, const DeskMomentText& moment) {
  const auto payment = read_key(key);
  if (!payment) return std::unexpected(payment.error());
  const auto happened = read(event);
  if (!happened) return std::unexpected(happened.error());
  return read(moment).and_then(
      [&](const DeskMoment& known) { return placed(desk.take(*payment, *happened, known)); });
}

ShownRecord shown(const PaymentRecord& record, std::optional<Instant> resend_from) {
  ShownRecord view{.key = record.key,
                   .account = record.order.account,
                   .ledger = {},
                   .amount = record.order.amount,
                   .stored_minor = record.order.stored_minor,
                   .method = record.order.method,
                   .version = record.order.version,
                   .state = record.state,
                   .opened_at = record.opened_at,
                   .settled_minor = record.settled_minor,
                   .wake = record.wake,
                   .resend_from = resend_from};
  if (auto ledger = parse_account_name(record.order.account)) view.ledger = *std::move(ledger);
  return view;
}

Placed<ShownRecord> payment_record(const PaymentDesk& desk, const std::string& key) {
  const auto payment = read_key(key);
  if (!payment) return std::unexpected(payment.error());
  const auto resend_from = desk.resend_from(*payment);
  if (!resend_from) return refuse_at({}, resend_from.error());
  return placed(desk.record(*payment)).transform([&](const PaymentRecord& record) {
    return shown(record, *resend_from);
  });
}

Result<std::vector<PaymentKey>> unfinished_payments(const PaymentDesk& desk) {
  return desk.unfinished();
}

}  // namespace

void bind_payment_desk() {
  emscripten::value_object<ServerEventText>("ServerEvent")
      .field("type", &ServerEventText::type)
      .field("intent", &ServerEventText::intent)
      .field("isRight", &ServerEventText::is_right)
      .field("codesJudged", &ServerEventText::codes_judged)
      .field("outcome", &ServerEventText::outcome)
      .field("amountMinor", &ServerEventText::amount_minor)
      .field("decline", &ServerEventText::decline)
      .field("id", &ServerEventText::id)
      .field("wake", &ServerEventText::wake);
  emscripten::value_object<DeskMomentText>("DeskMoment")
      .field("now", &DeskMomentText::now)
      .field("storedMinor", &DeskMomentText::stored_minor)
      .field("asksForCode", &DeskMomentText::asks_for_code)
      .field("methodName", &DeskMomentText::method_name)
      .field("storedName", &DeskMomentText::stored_name);
  emscripten::class_<PaymentDesk>("PaymentDesk").constructor(&desk_of);
  bind_function<&take_payment>("takePayment");
  bind_function<&payment_record>("paymentRecord");
  bind_function<&unfinished_payments>("unfinishedPayments");
}

}  // namespace repay::wire
