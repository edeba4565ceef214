#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/base/error.h"
#include "core/ledger/kind.h"
#include "core/repayment/allocation_rule.h"

namespace repay::testing {

/// DOMAIN.md 5, 6 and 11 again, in the plainest way: one list of entries and one of facts, searched
/// from the start for every step, and no code of the engine's but its words. Only tests use it, as
/// an oracle.
class Model {
 public:
  static constexpr std::size_t kNone = SIZE_MAX;

  struct Rule {
    AllocationRule by = AllocationRule::oldest_first;
    std::vector<Kind> first{};  ///< of kind_priority
  };
  /// An entry as it came.
  struct Posting {
    std::string id;
    Kind kind = Kind::fee;
    std::int64_t day = 0;
    std::int64_t due = 0;
    std::int64_t amount = 0;
    std::string names{};  ///< the id of the entry that `of` or `charge` names
  };
  /// A settlement file, of the days [start, end).
  struct Settlement {
    std::string id;
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::vector<Posting> rows{};

    [[nodiscard]] std::int64_t total() const {
      std::int64_t sum = 0;
      for (const Posting& row : rows) sum += row.amount;
      return sum;
    }
    [[nodiscard]] std::int64_t carried() const {
      std::int64_t sum = 0;
      for (const Posting& row : rows) sum += row.kind == Kind::carried_balance ? row.amount : 0;
      return sum;
    }
  };
  struct Entry {
    Posting said;
    std::int64_t effect = 0;  ///< on the balance
    std::int64_t owed = 0;    ///< as a charge
    std::int64_t open = 0;
    std::int64_t given = 0;  ///< as a credit
    std::int64_t waiting = 0;
    std::int64_t reversed = 0;
  };
  struct Fact {
    std::size_t credit;
    std::size_t charge;
    std::int64_t amount;
  };

  std::vector<Entry> entries;
  std::vector<Fact> facts;
  std::vector<Settlement> settlements;  ///< by their start
  std::int64_t reserved = 0;
  std::int64_t pending = 0;

  explicit Model(Rule rule) : rule_(std::move(rule)) {}

  /// Takes an entry, or says why not and is unchanged.
  std::optional<Error> post(const Posting& said) {
    if (const auto refused = why_not(said)) return refused;
    posted_.push_back(said);
    take(add(said, said.amount));
    return std::nullopt;
  }
  /// The same by another rule, from the first entry on, or why that cannot be.
  std::optional<Error> change_rule(Rule rule) { return begin_again(std::move(rule), settlements); }
  /// The same with one more settlement, from the first entry on, or why that cannot be: settlements
  /// come by their start and before everything else.
  std::optional<Error> add_settlement(const Settlement& settlement) {
    auto all = settlements;
    all.push_back(settlement);
    std::ranges::sort(all, {}, [](const Settlement& s) { return std::tie(s.start, s.end, s.id); });
    return begin_again(rule_, all);
  }

  [[nodiscard]] std::size_t find(std::string_view id) const {
    const auto found =
        std::ranges::find_if(entries, [&](const Entry& entry) { return entry.said.id == id; });
    return found == entries.end() ? kNone : static_cast<std::size_t>(found - entries.begin());
  }
  [[nodiscard]] std::int64_t balance() const { return sum(&Entry::effect); }
  [[nodiscard]] std::int64_t outstanding() const { return sum(&Entry::open); }
  [[nodiscard]] std::int64_t waiting() const { return sum(&Entry::waiting); }
  [[nodiscard]] std::int64_t can_pay() const {
    return std::max<std::int64_t>(outstanding() - pending, 0);
  }
  [[nodiscard]] std::int64_t disbursed() const {
    std::int64_t total = 0;
    for (const Entry& entry : entries)
      if (entry.said.kind == Kind::disbursement) total -= entry.said.amount;
    return total +
           (settlements.empty() ? 0 : std::max<std::int64_t>(settlements.back().total(), 0));
  }

  /// What is open, in the order in which a credit pays it.
  [[nodiscard]] std::vector<std::size_t> open_charges() const {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (entries[i].open > 0) open.push_back(i);
    std::ranges::sort(open, [this](std::size_t a, std::size_t b) { return place(a) < place(b); });
    return open;
  }
  /// All entries by age.
  [[nodiscard]] std::vector<std::size_t> by_age() const {
    std::vector<std::size_t> all(entries.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    std::ranges::stable_sort(all, {}, [this](std::size_t i) { return entries[i].said.day; });
    return all;
  }
  [[nodiscard]] AllocationRule rule() const { return rule_.by; }
  /// What a credit paid and nobody undid.
  [[nodiscard]] std::vector<Fact> paid_by(std::size_t credit) const {
    std::vector<Fact> paid;
    for (const Fact& fact : facts)
      if (fact.credit == credit && fact.amount > 0) paid.push_back(fact);
    return paid;
  }

 private:
  [[nodiscard]] std::int64_t sum(std::int64_t Entry::* what) const {
    std::int64_t total = 0;
    for (const Entry& entry : entries) total += entry.*what;
    return total;
  }

  [[nodiscard]] std::optional<Error> why_not(const Posting& said) const {
    const std::size_t found = find(said.names);
    const Entry* named = found == kNone ? nullptr : &entries[found];
    if (said.kind == Kind::reversal) {
      if (named == nullptr || named->given == 0) return Error::unknown_reference;
      if (-said.amount > named->given - named->reversed) return Error::reversal_too_high;
    }
    if (said.kind == Kind::write_off || said.kind == Kind::credit_note) {
      if (named == nullptr || named->owed == 0) return Error::unknown_reference;
      if (said.kind == Kind::write_off && said.amount > named->open)
        return Error::amount_exceeds_balance;
    }
    return std::nullopt;
  }

  std::optional<Error> begin_again(Rule rule, const std::vector<Settlement>& all) {
    Model again(std::move(rule));
    again.pending = pending;
    for (const Settlement& settlement : all) again.take_settlement(settlement);
    for (const Posting& said : posted_) {
      if (const auto refused = again.post(said)) return refused;
    }
    *this = again;
    return std::nullopt;
  }
  std::size_t add(const Posting& said, std::int64_t effect) {
    entries.push_back({.said = said, .effect = effect});
    return entries.size() - 1;
  }

  // DOMAIN.md 11: the payout of the one before; carried rows; a gap.
  void take_settlement(const Settlement& next) {
    const Settlement* before = settlements.empty() ? nullptr : &settlements.back();
    if (before != nullptr && before->total() > 0 && next.carried() != before->total()) {
      const std::int64_t paid = before->total();
      draw(
          add({before->id + "/disbursement", Kind::disbursement, before->end, 0, -paid, {}}, -paid),
          paid);
    }
    const bool goes_on =
        before != nullptr && before->end == next.start && next.carried() == balance();
    if (before != nullptr && !goes_on) {
      forget();
      const std::int64_t gone = -balance();
      if (gone != 0)
        add({next.id + "/superseded", Kind::carried_balance, next.start, 0, gone, {}}, gone);
    }
    settlements.push_back(next);
    std::vector<Posting> rows = next.rows;
    std::ranges::stable_sort(rows, {}, &Posting::day);
    const std::size_t first = entries.size();
    for (Posting& row : rows) {
      const bool carried = row.kind == Kind::carried_balance;
      if (carried) row.day = row.due = next.start;
      add(row, carried && goes_on ? 0 : row.amount);
    }
    for (std::size_t e = first; e < first + rows.size(); ++e)
      if (entries[e].effect != 0) take_effect(e);
  }
  void forget() {
    for (Entry& entry : entries) entry.open = entry.waiting = 0;
    reserved = 0;
  }

  void take(std::size_t e) {
    if (entries[e].said.kind == Kind::carried_balance) return restate(e);
    if (entries[e].said.amount != 0) take_effect(e);
  }
  void take_effect(std::size_t e) {
    const Posting said = entries[e].said;
    const std::size_t named = find(said.names);
    if (said.kind == Kind::reserve) reserved = std::max<std::int64_t>(reserved - said.amount, 0);
    if (said.kind == Kind::write_off) {
      entries[named].open -= said.amount;
    } else if (said.kind == Kind::reversal) {
      reverse(e, named, -said.amount);
    } else if (said.kind == Kind::reserve || said.kind == Kind::disbursement) {
      said.amount > 0 ? credit(e, said.amount, kNone) : draw(e, -said.amount);
    } else {
      said.amount > 0 ? credit(e, said.amount, named) : charge(e, -said.amount);
    }
  }

  // The balance is what is said: the same as it was, or a new beginning.
  void restate(std::size_t e) {
    const std::int64_t stated = entries[e].said.amount;
    entries[e].effect = 0;
    entries[e].effect = stated - balance();
    if (entries[e].effect == 0) return;
    forget();
    if (stated > 0) credit(e, stated, kNone);
    if (stated < 0) charge(e, -stated);
  }
  void credit(std::size_t e, std::int64_t amount, std::size_t charge_first) {
    entries[e].given = entries[e].waiting = amount;
    if (charge_first != kNone) pay(e, charge_first, entries[charge_first].open);
    settle();
  }
  void charge(std::size_t e, std::int64_t amount) {
    entries[e].owed = entries[e].open = amount;
    settle();
  }
  void draw(std::size_t e, std::int64_t amount) {
    for (Entry& credit : entries) {
      const std::int64_t part = std::min(credit.waiting, amount);
      credit.waiting -= part;
      amount -= part;
    }
    if (amount > 0) charge(e, amount);
  }
  void reverse(std::size_t e, std::size_t credit, std::int64_t amount) {
    entries[credit].reversed += amount;
    const std::int64_t waits = std::min(entries[credit].waiting, amount);
    entries[credit].waiting -= waits;
    amount -= waits;
    for (std::size_t i = facts.size(); i-- > 0;) {
      if (facts[i].credit != credit) continue;
      const std::int64_t part = std::min(facts[i].amount, amount);
      facts[i].amount -= part;
      entries[facts[i].charge].open += part;
      amount -= part;
    }
    if (amount > 0) entries[e].owed = entries[e].open = amount;
    settle();
  }

  void pay(std::size_t credit, std::size_t charge, std::int64_t most) {
    const std::int64_t part = std::min(entries[credit].waiting, most);
    if (part == 0) return;
    entries[credit].waiting -= part;
    entries[charge].open -= part;
    facts.push_back({credit, charge, part});
  }
  // The first credit that waits pays the first charge that is open, or its share of all of them,
  // until there is none of the one or the other.
  void settle() {
    for (;;) {
      std::size_t credit = 0;
      while (credit < entries.size() && entries[credit].waiting == 0) ++credit;
      const auto open = open_charges();
      if (credit == entries.size() || open.empty()) return;
      if (rule_.by == AllocationRule::proportional) {
        const auto shares = shares_of(open, std::min(entries[credit].waiting, outstanding()));
        for (std::size_t i = 0; i < open.size(); ++i) pay(credit, open[i], shares[i]);
      } else {
        pay(credit, open.front(), entries[open.front()].open);
      }
    }
  }
  // Whole minor units first; then one each to the largest remainders, of equal ones to the oldest.
  [[nodiscard]] std::vector<std::int64_t> shares_of(const std::vector<std::size_t>& open,
                                                    std::int64_t amount) const {
    std::vector<std::int64_t> shares;
    std::vector<std::int64_t> remainders;
    std::int64_t left = amount;
    for (const std::size_t charge : open) {
      shares.push_back(amount * entries[charge].open / outstanding());
      remainders.push_back(amount * entries[charge].open % outstanding());
      left -= shares.back();
    }
    for (; left > 0; --left) {
      const auto largest = std::ranges::max_element(remainders);
      ++shares[static_cast<std::size_t>(largest - remainders.begin())];
      *largest = -1;
    }
    return shares;
  }
  [[nodiscard]] std::tuple<std::int64_t, std::int64_t, std::size_t> place(std::size_t e) const {
    const Posting& said = entries[e].said;
    std::int64_t rank = 0;
    if (rule_.by == AllocationRule::due_date) rank = said.due;
    if (rule_.by == AllocationRule::kind_priority)
      rank = std::ranges::find(rule_.first, said.kind) - rule_.first.begin();
    return {rank, said.day, e};
  }

  Rule rule_;
  std::vector<Posting> posted_;
};

}  // namespace repay::testing
