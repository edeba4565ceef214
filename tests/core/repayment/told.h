#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/engine/engine.h"
#include "core/money/decimal.h"
#include "tests/core/repayment/history.h"
#include "tests/core/repayment/model.h"

namespace repay::testing {

// The model's side of a history: what is told to it, and how it resolves each event.

inline Currency usd() {
  static const Currency currency = *Currency::from_code("USD");
  return currency;
}
inline const LedgerKey& ledger() {
  static const LedgerKey key{"", usd()};
  return key;
}
inline std::string decimal(std::int64_t minor) { return to_decimal(Money(minor, usd())); }
inline Instant instant(std::int64_t day) { return {1767225600000 + day * kMsPerDay}; }
inline std::string date(std::int64_t day) {
  return to_string(local_day(instant(day), ZoneOffset{}));
}

inline Model::Rule rule_of(AllocationRule by) {
  return {by, {Kind::subscription, Kind::refund, Kind::disbursement}};
}

/// A payment as the model knows it.
struct Payment {
  std::int64_t day = 0;
  std::int64_t sent = 0;
  PaymentState state = PaymentState::pending;
  std::int64_t settled = 0;
  std::string entry{};                                          ///< its id, once it has settled
  std::vector<std::pair<std::string, std::int64_t>> receipt{};  ///< what it paid when it settled
};

/// An event with its limits looked up, and what the model says to it.
struct Step {
  Event event;
  std::int64_t amount = 0;  ///< in minor units, with its sign
  std::string names{};      ///< the id of the entry it names
  std::optional<Error> refused{};
  std::string file{};  ///< of a settlement
  bool posts = false;  ///< an entry: it may wait to be imported with the next ones
};

/// The model's side of a history.
class Story {
 public:
  Model model{rule_of(AllocationRule::oldest_first)};
  std::map<int, Payment> payments;

  /// Nothing where the event does not happen.
  std::optional<Step> take(const Event& event) {
    switch (event.what) {
      case Event::What::entry:
        return take_entry(event);
      case Event::What::pay:
      case Event::What::submit:
        return take_payment(event);
      case Event::What::settle:
        return take_settlement(event);
      case Event::What::fail:
      case Event::What::expire:
        return take_failure(event);
      case Event::What::take_back:
        return take_back(event);
      case Event::What::settlement:
        return take_file(event);
      case Event::What::rule:
        break;
    }
    Step step{.event = event};
    step.refused = model.change_rule(rule_of(event.rule));
    return step;
  }

 private:
  // 1 … limit, or beyond it.
  static std::int64_t within(const Event& event, std::int64_t limit) {
    const std::int64_t size = event.amount < 0 ? -event.amount : event.amount;
    return event.beyond ? limit + size : (size - 1) % limit + 1;
  }

  std::optional<Step> take_entry(const Event& event) {
    Model::Posting said{.id = "e" + std::to_string(event.name),
                        .kind = event.kind,
                        .day = event.day,
                        .due = event.due.value_or(event.day),
                        .amount = event.amount};
    const bool limited = event.kind == Kind::reversal || event.kind == Kind::write_off;
    if (limited || event.kind == Kind::credit_note) {
      const auto found = entries_.find(event.about);
      if (found == entries_.end()) return std::nullopt;
      said.names = found->second;
      const Model::Entry& named = model.entries[model.find(said.names)];
      const bool fits = event.kind == Kind::reversal ? named.given > 0 : named.owed > 0;
      if (!fits) return std::nullopt;
      const std::int64_t limit =
          event.kind == Kind::reversal ? named.given - named.reversed : named.open;
      if (limited && limit == 0 && !event.beyond) return std::nullopt;
      if (limited) said.amount = within(event, limit);
      if (event.kind == Kind::reversal) said.amount = -said.amount;
    }
    Step step{.event = event, .amount = said.amount, .names = said.names, .posts = true};
    step.refused = model.post(said);
    if (!step.refused) entries_[event.name] = said.id;
    return step;
  }

  std::optional<Step> take_file(const Event& event) {
    Model::Settlement settlement{.id = std::to_string(1000 + event.name),
                                 .start = 14 * event.day,
                                 .end = 14 * event.day + 14};
    const auto add = [&](Kind kind, std::int64_t day, std::int64_t amount) {
      const std::string row = std::to_string(settlement.rows.size() + 1);
      settlement.rows.push_back({settlement.id + "/" + row, kind, day, day, amount, {}});
    };
    const Model::Settlement* before = nullptr;
    for (const Model::Settlement& other : model.settlements)
      if (other.start < settlement.start) before = &other;
    if (event.carries && before != nullptr)
      add(Kind::carried_balance, settlement.start + event.name % 3, before->total());
    for (const Event::Row& row : event.rows) add(row.kind, settlement.start + row.day, row.amount);
    Step step{.event = event, .file = file_of(settlement)};
    step.refused = model.add_settlement(settlement);
    return step;
  }
  // As the first version of settlement files has it.
  static std::string file_of(const Model::Settlement& settlement) {
    const std::map<Kind, std::string> types = {{Kind::carried_balance, "Payable to Amazon"},
                                               {Kind::card_charge, "Successful charge"},
                                               {Kind::reimbursement, "REVERSAL_REIMBURSEMENT"},
                                               {Kind::subscription, "Subscription Fee"},
                                               {Kind::reserve, "Current Reserve Amount"}};
    std::string text =
        "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
        "currency\ttransaction-type\tposted-date\tother-amount\n" +
        settlement.id;
    for (const std::int64_t day : {settlement.start, settlement.end, settlement.end + 2})
      text += "\t" + to_string(instant(day));
    text += "\t" + decimal(settlement.total()) + "\tUSD\t\t\t\n";
    for (const Model::Posting& row : settlement.rows) {
      const bool previous = row.kind == Kind::reserve && row.amount > 0;
      text += settlement.id + "\t\t\t\t\t\t" +
              (previous ? "Previous Reserve Amount Balance" : types.at(row.kind)) + "\t" +
              to_string(instant(row.day)) + "\t" + decimal(row.amount) + "\n";
    }
    return text;
  }

  std::optional<Step> take_payment(const Event& event) {
    const std::int64_t limit = model.can_pay();
    if (model.entries.empty() || (limit == 0 && !event.beyond)) return std::nullopt;
    Step step{.event = event, .amount = within(event, limit)};
    if (event.beyond) {
      step.refused = Error::amount_exceeds_balance;
      return step;
    }
    Payment& payment = payments[event.name];
    payment = {.day = event.day, .sent = step.amount};
    model.pending += payment.sent;
    if (event.what == Event::What::pay) settle(event.name, payment, event.day, step.amount);
    return step;
  }

  void settle(int name, Payment& payment, std::int64_t day, std::int64_t amount) {
    model.pending -= payment.sent;
    post({.id = "payment-p" + std::to_string(name),
          .kind = Kind::payment,
          .day = day,
          .amount = amount});
    payment.state = PaymentState::settled;
    payment.settled = amount;
    payment.entry = entries_[name] = model.entries.back().said.id;
    for (const Model::Fact& fact : model.paid_by(model.entries.size() - 1))
      payment.receipt.emplace_back(model.entries[fact.charge].said.id, fact.amount);
  }
  void post(const Model::Posting& said) { check(!model.post(said)); }

  std::optional<Step> take_settlement(const Event& event) {
    const auto found = payments.find(event.about);
    if (found == payments.end()) return std::nullopt;
    Payment& payment = found->second;
    Step step{.event = event, .amount = within(event, payment.sent)};
    if (payment.state == PaymentState::settled && payment.settled == step.amount) return step;
    if (payment.state != PaymentState::pending) step.refused = Error::wrong_payment_state;
    if (!step.refused && event.beyond) step.refused = Error::exceeds_pending;
    if (!step.refused) settle(event.about, payment, event.day, step.amount);
    return step;
  }

  std::optional<Step> take_failure(const Event& event) {
    const auto found = payments.find(event.about);
    if (found == payments.end()) return std::nullopt;
    Payment& payment = found->second;
    const bool fails = event.what == Event::What::fail;
    const PaymentState ends = fails ? PaymentState::failed : PaymentState::expired;
    Step step{.event = event};
    if (payment.state == ends) return step;  // again
    if (payment.state != PaymentState::pending) {
      step.refused = Error::wrong_payment_state;
      return step;
    }
    payment.state = ends;
    model.pending -= payment.sent;
    if (fails) {
      post({.id = "payment-p" + std::to_string(event.about),
            .kind = Kind::failed_charge,
            .day = event.day});
    }
    return step;
  }

  std::optional<Step> take_back(const Event& event) {
    const auto found = payments.find(event.about);
    if (found == payments.end()) return std::nullopt;
    const Payment& payment = found->second;
    Step step{.event = event, .amount = event.amount};
    if (payment.state != PaymentState::settled) {
      step.refused = Error::wrong_payment_state;
      return step;
    }
    const Model::Entry& entry = model.entries[model.find(payment.entry)];
    const std::int64_t limit = entry.given - entry.reversed;
    if (limit == 0 && !event.beyond) return std::nullopt;
    step.amount = within(event, limit);
    step.refused = model.post({.id = "r" + std::to_string(event.name),
                               .kind = Kind::reversal,
                               .day = event.day,
                               .due = event.day,
                               .amount = -step.amount,
                               .names = payment.entry});
    if (!step.refused) entries_[event.name] = model.entries.back().said.id;
    return step;
  }

  std::map<int, std::string> entries_;  // ids by the number of the event
};

}  // namespace repay::testing
