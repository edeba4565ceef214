#include "core/engine/payment_desk.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/engine/account_name.h"

namespace repay {
namespace {

PaymentCommand command_of(PaymentKey key, const PaymentOrder& order, const LedgerKey& ledger,
                          const DeskMoment& moment) {
  PaymentCommand command{.ledger = ledger,
                         .amount_minor = order.amount.minor,
                         .idempotency_key = to_string(key),
                         .version = order.version,
                         .at = moment.now,
                         .method = moment.method_name};
  if (order.stored_minor == 0) return command;
  command.method.clear();
  command.tenders.push_back({moment.stored_name, order.stored_minor});
  if (card_minor(order) > 0) command.tenders.push_back({moment.method_name, card_minor(order)});
  return command;
}

// Whether the step can go without a record: it says that it knows nothing, or begins one.
bool may_be_first(const ServerEvent& event) {
  return !std::holds_alternative<CardAnswered>(event) &&
         !std::holds_alternative<CardReversed>(event) &&
         !std::holds_alternative<AlarmRang>(event) && !std::holds_alternative<ServerStarted>(event);
}

// The intent that a request brings.
const Intent* intent_of(const ServerEvent& event) {
  if (const auto* pay = std::get_if<PayArrived>(&event)) return &pay->intent;
  if (const auto* abandon = std::get_if<AbandonArrived>(&event)) return &abandon->intent;
  return nullptr;
}

std::string reason_of(const PaymentRecord& record) {
  if (record.error) return std::string(code(*record.error));
  return std::string(record.decline ? name(*record.decline) : std::string_view());
}

template <class T>
Result<void> without_value(const Result<T>& result) {
  if (!result) return refuse(result.error());
  return {};
}

}  // namespace

PaymentDesk::PaymentDesk(Engine& engine, std::vector<PaymentRecord> records) : engine_(engine) {
  for (PaymentRecord& record : records) {
    const PaymentKey key = record.key;
    records_.emplace(key, std::move(record));
  }
}

AccountFacts PaymentDesk::facts(PaymentKey key, const PaymentOrder* order,
                                const DeskMoment& moment) const {
  AccountFacts facts{.stored_minor = moment.stored_minor, .asks_for_code = moment.asks_for_code};
  if (order == nullptr) return facts;
  facts.version = order->version;
  const auto ledger = parse_account_name(order->account);
  if (!ledger) return facts.refusal = ledger.error(), facts;
  const auto balance = engine_.balance(*ledger);
  if (!balance) return facts.refusal = balance.error(), facts;
  facts.version = balance->version;
  facts.other_open = std::ranges::any_of(records_, [&](const auto& known) {
    return known.first != key && known.second.order.account == order->account &&
           is_open(known.second.state);
  });
  if (!check_order(*order)) return facts;  // the step refuses it by itself
  const auto allowed = engine_.check_payment(command_of(key, *order, *ledger, moment));
  if (order->amount.currency != ledger->currency) {
    facts.refusal = Error::currency_mismatch;
  } else if (!allowed) {
    facts.refusal = allowed.error();
  }
  return facts;
}

Result<ShortList<ServerEffect, 5>> PaymentDesk::take(PaymentKey key, const ServerEvent& event,
                                                     const DeskMoment& moment) {
  const Intent* intent = intent_of(event);
  if (intent != nullptr && intent->key != key) return refuse(Error::invalid_field);
  const auto known = records_.find(key);
  if (known == records_.end() && !may_be_first(event)) return refuse(Error::payment_unknown);
  std::optional<PaymentRecord> before;
  if (known != records_.end()) before = known->second;
  const auto* pay = std::get_if<PayArrived>(&event);
  auto stepped =
      step(std::move(before), event,
           {moment.now, facts(key, pay == nullptr ? nullptr : &pay->intent.order, moment)},
           engine_.policy().payment, engine_.policy().verification);
  if (!stepped) return refuse(stepped.error());
  if (!stepped->record) return stepped->effects;
  for (const ServerEffect& effect : stepped->effects) {
    const auto posted = post(*stepped->record, effect, moment);
    if (!posted) return refuse(posted.error());
  }
  records_.insert_or_assign(key, *std::move(stepped->record));
  return stepped->effects;
}

Result<void> PaymentDesk::post(const PaymentRecord& record, const ServerEffect& effect,
                               const DeskMoment& moment) {
  const std::string key = to_string(record.key);
  if (std::holds_alternative<HoldFunds>(effect)) {
    const auto ledger = parse_account_name(record.order.account);
    check(ledger.has_value());
    // It was asked whether it would.
    check(engine_.submit(command_of(record.key, record.order, *ledger, moment)).has_value());
  } else if (std::holds_alternative<NotePending>(effect)) {
    return without_value(engine_.note_pending(key));
  } else if (const auto* settle = std::get_if<SettleFunds>(&effect)) {
    return without_value(engine_.settle({key, settle->amount_minor, moment.now}));
  } else if (std::holds_alternative<FailFunds>(effect)) {
    return without_value(engine_.fail({key, reason_of(record), moment.now}));
  } else if (std::holds_alternative<ExpireFunds>(effect)) {
    return without_value(engine_.expire(key));
  } else if (const auto* reverse = std::get_if<ReverseFunds>(&effect)) {
    return without_value(engine_.reverse_payment({.idempotency_key = key,
                                                  .reversal_id = reverse->id,
                                                  .amount_minor = reverse->amount_minor,
                                                  .at = moment.now}));
  }
  return {};
}

Result<PaymentRecord> PaymentDesk::record(PaymentKey key) const {
  const auto known = records_.find(key);
  if (known == records_.end()) return refuse(Error::payment_unknown);
  return known->second;
}

Result<std::optional<Instant>> PaymentDesk::resend_from(PaymentKey key) const {
  const auto known = records_.find(key);
  if (known == records_.end()) return refuse(Error::payment_unknown);
  const PaymentRecord& record = known->second;
  if (record.state != RecordState::verifying) return std::nullopt;
  return repay::resend_from(record.verification, engine_.policy().verification);
}

std::vector<PaymentKey> PaymentDesk::unfinished() const {
  std::vector<PaymentKey> keys;
  for (const auto& [key, record] : records_) {
    if (is_open(record.state) || record.state == RecordState::pending) keys.push_back(key);
  }
  return keys;
}

}  // namespace repay
