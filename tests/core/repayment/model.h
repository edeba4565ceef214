#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/base/error.h"
#include "core/ledger/kind.h"
#include "core/repayment/allocation_rule.h"

namespace repay::testing {

/// DOMAIN.md 5 and 6 again, in the plainest way: one list of entries and one of facts, searched
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
    std::size_t names = kNone;  ///< the entry that `of` or `charge` names
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
  std::int64_t reserved = 0;
  std::int64_t pending = 0;

  explicit Model(Rule rule) : rule_(std::move(rule)) {}

  /// Takes an entry, or says why not and is unchanged.
  std::optional<Error> post(const Posting& said) {
    if (const auto refused = why_not(said)) return refused;
    entries.push_back({.said = said, .effect = said.amount});
    take(entries.size() - 1);
    return std::nullopt;
  }

  /// The same entries by another rule, from the first on, or why that cannot be.
  std::optional<Error> change_rule(Rule rule) {
    Model again(std::move(rule));
    again.pending = pending;
    for (const Entry& entry : entries) {
      if (const auto refused = again.post(entry.said)) return refused;
    }
    *this = again;
    return std::nullopt;
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
    return total;
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
    const Entry* named = said.names == kNone ? nullptr : &entries.at(said.names);
    if (said.kind == Kind::reversal) {
      if (named == nullptr || named->given == 0) return Error::unknown_reference;
      if (-said.amount > named->given - named->reversed) return Error::reversal_too_high;
    }
    if (said.kind == Kind::write_off || (said.kind == Kind::credit_note && named != nullptr)) {
      if (named == nullptr || named->owed == 0) return Error::unknown_reference;
      if (said.kind == Kind::write_off && said.amount > named->open)
        return Error::amount_exceeds_balance;
    }
    return std::nullopt;
  }

  void take(std::size_t e) {
    const Posting said = entries[e].said;
    if (said.kind == Kind::carried_balance) return restate(e);
    if (said.amount == 0) return;
    if (said.kind == Kind::reserve) reserved = std::max<std::int64_t>(reserved - said.amount, 0);
    if (said.kind == Kind::write_off) {
      entries[said.names].open -= said.amount;
    } else if (said.kind == Kind::reversal) {
      reverse(e, said.names, -said.amount);
    } else if (said.kind == Kind::reserve || said.kind == Kind::disbursement) {
      said.amount > 0 ? credit(e, said.amount, kNone) : draw(e, -said.amount);
    } else {
      said.amount > 0 ? credit(e, said.amount, said.names) : charge(e, -said.amount);
    }
  }

  // The balance is what is said: the same as it was, or a new beginning.
  void restate(std::size_t e) {
    const std::int64_t stated = entries[e].said.amount;
    entries[e].effect = 0;
    entries[e].effect = stated - balance();
    if (entries[e].effect == 0) return;
    for (Entry& entry : entries) entry.open = entry.waiting = 0;
    reserved = 0;
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
};

}  // namespace repay::testing
