// Random histories, and simpler events.

#include <array>

#include "tests/core/repayment/history.h"

namespace repay::testing {
namespace {

using What = Event::What;

constexpr std::array kCredits = {
    Kind::sale,          Kind::sale,        Kind::reimbursement, Kind::fee_refund,
    Kind::payment,       Kind::card_charge, Kind::adjustment,    Kind::disbursement_returned,
    Kind::cross_account, Kind::reserve};
constexpr std::array kCharges = {Kind::fee,          Kind::fee,           Kind::subscription,
                                 Kind::advertising,  Kind::refund,        Kind::promotion,
                                 Kind::tax_withheld, Kind::micro_deposit, Kind::chargeback,
                                 Kind::adjustment,   Kind::cross_account};

// Numbers of the events so far that one may be about.
struct Names {
  std::vector<int> credits;
  std::vector<int> charges;
  std::vector<int> payments;
};

template <class List>
auto any(Random& random, const List& list) {
  return list[static_cast<std::size_t>(
      random.between(0, static_cast<std::int64_t>(list.size()) - 1))];
}

Event entry(Kind kind, std::int64_t amount, int about = 0) {
  return {.kind = kind, .about = about, .amount = amount};
}

Event a_charge(Random& random, std::int64_t amount) {
  Event event = entry(any(random, kCharges), -amount);
  if (random.one_in(3)) event.due = random.between(0, 30);
  return event;
}

Event about_a_charge(Random& random, const Names& names, std::int64_t amount) {
  if (names.charges.empty()) return a_charge(random, amount);
  const Kind kind = random.one_in(2) ? Kind::credit_note : Kind::write_off;
  return entry(kind, amount, any(random, names.charges));
}

Event reversal(Random& random, const Names& names, std::int64_t amount) {
  if (names.credits.empty()) return entry(Kind::sale, amount);
  return entry(Kind::reversal, amount, any(random, names.credits));
}

Event end_of_payment(Random& random, const Names& names, std::int64_t amount) {
  if (names.payments.empty()) return {.what = What::submit, .amount = amount};
  constexpr std::array kEnds = {What::settle, What::settle,    What::settle,   What::fail,
                                What::expire, What::take_back, What::take_back};
  return {.what = any(random, kEnds), .about = any(random, names.payments), .amount = amount};
}

Event a_settlement(Random& random) {
  Event event{.what = What::settlement, .day = random.between(0, 3), .carries = random.one_in(2)};
  constexpr std::array kRows = {Kind::reimbursement, Kind::subscription, Kind::card_charge,
                                Kind::reserve,       Kind::reserve,      Kind::subscription};
  for (std::int64_t count = random.between(0, 3); count > 0; --count) {
    const Kind kind = any(random, kRows);
    const bool plus = check_sign(kind, 1) && (!check_sign(kind, -1) || random.one_in(2));
    const std::int64_t amount = random.between(1, 60);
    event.rows.push_back({kind, random.between(0, 14), plus ? amount : -amount});
  }
  return event;
}

Event rare(Random& random, std::int64_t amount) {
  switch (random.between(0, 4)) {
    case 0:
      return entry(Kind::carried_balance, random.one_in(2) ? amount : -amount);
    case 1:
      return entry(Kind::failed_charge, 0);
    case 2:
      return entry(any(random, kCharges), 0);
    case 3:
      return entry(Kind::disbursement_returned, amount);
    default:
      return {.what = What::rule, .rule = static_cast<AllocationRule>(random.between(0, 3))};
  }
}

Event some_event(Random& random, const Names& names) {
  const std::int64_t amount = random.one_in(8) ? random.between(1, 400) : random.between(1, 60);
  switch (random.between(0, 15)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return a_charge(random, amount);
    case 4:
    case 5:
      return entry(any(random, kCredits), amount);
    case 6:
      return entry(random.one_in(2) ? Kind::disbursement : Kind::reserve, -amount);
    case 7:
    case 8:
      return about_a_charge(random, names, amount);
    case 9:
    case 10:
      return reversal(random, names, amount);
    case 11:
      return {.what = What::pay, .amount = amount};
    case 12:
      return {.what = What::submit, .amount = amount};
    case 13:
    case 14:
      return end_of_payment(random, names, amount);
    default:
      return rare(random, amount);
  }
}

bool is_credit(const Event& event) {
  if (event.what == What::entry) return event.amount > 0 && event.kind != Kind::write_off;
  return event.what == What::pay || event.what == What::submit;
}

void remember(Names& names, const Event& event) {
  const bool pays = event.what == What::pay || event.what == What::submit;
  if (pays) names.payments.push_back(event.name);
  if (event.what == What::settlement) return;
  if (event.kind == Kind::reversal) {
    names.charges.push_back(event.name);
  } else if (is_credit(event)) {
    names.credits.push_back(event.name);
  } else if (event.what == What::entry && event.amount < 0) {
    names.charges.push_back(event.name);
  }
}

}  // namespace

History some_history(Random& random, std::int64_t events) {
  History history;
  Names names;
  std::int64_t now = 0;
  const bool has_settlements = random.one_in(4);
  if (random.one_in(2)) {
    history.push_back(
        {.what = What::rule, .rule = static_cast<AllocationRule>(random.between(1, 3))});
  }
  for (int name = 1; name <= events; ++name) {
    const bool settles = has_settlements && random.one_in(4);
    Event event = settles ? a_settlement(random) : some_event(random, names);
    now += random.between(0, 1);
    event.name = name;
    if (!settles) event.day = random.one_in(4) ? random.between(0, now) : now;
    event.beyond = random.one_in(20);
    event.look = random.one_in(8);
    remember(names, event);
    history.push_back(event);
  }
  return history;
}

std::vector<Event> simpler(const Event& event) {
  std::vector<Event> all;
  const auto add = [&](auto change) {
    Event other = event;
    change(other);
    all.push_back(other);
  };
  const std::int64_t sign = event.amount < 0 ? -1 : 1;
  const std::int64_t size = event.amount * sign;
  for (const std::int64_t less : {std::int64_t{1}, std::int64_t{2}, size / 2, size - 1}) {
    if (less > 0 && less < size) add([&](Event& e) { e.amount = less * sign; });
  }
  if (event.day > 0) add([](Event& e) { e.day = 0; });
  if (event.day > 1) add([](Event& e) { --e.day; });
  if (event.due) add([](Event& e) { e.due.reset(); });
  if (event.beyond) add([](Event& e) { e.beyond = false; });
  if (event.look) add([](Event& e) { e.look = false; });
  if (event.carries) add([](Event& e) { e.carries = false; });
  for (std::size_t i = 0; i < event.rows.size(); ++i)
    add([i](Event& e) { e.rows.erase(e.rows.begin() + static_cast<std::ptrdiff_t>(i)); });
  for (std::size_t i = 0; i < event.rows.size(); ++i) {
    if (event.rows[i].day > 0) add([i](Event& e) { e.rows[i].day = 0; });
  }
  return all;
}

}  // namespace repay::testing
