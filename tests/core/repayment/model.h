#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/ledger/kind.h"

namespace repay::testing {

/// DOMAIN.md 5 again, in the plainest way: one list of entries and one of facts, searched from the
/// start for every step. Only tests use it, as an oracle.
class Model {
 public:
  struct Entry {
    std::int64_t at = 0;
    std::int64_t owed = 0;  ///< as a charge
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
  std::int64_t balance = 0;

  std::size_t add(std::int64_t at, std::int64_t amount) {
    entries.push_back({.at = at});
    balance += amount;
    return entries.size() - 1;
  }
  void credit(std::size_t e, std::int64_t amount) {
    entries[e].given = entries[e].waiting = amount;
    settle();
  }
  void credit_note(std::size_t e, std::int64_t amount, std::size_t charge) {
    entries[e].given = entries[e].waiting = amount;
    pay(e, charge);
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
  void write_off(std::size_t charge, std::int64_t amount) { entries[charge].open -= amount; }
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
  [[nodiscard]] std::int64_t outstanding() const {
    std::int64_t sum = 0;
    for (const Entry& entry : entries) sum += entry.open;
    return sum;
  }
  [[nodiscard]] std::int64_t waiting() const {
    std::int64_t sum = 0;
    for (const Entry& entry : entries) sum += entry.waiting;
    return sum;
  }

 private:
  void pay(std::size_t credit, std::size_t charge) {
    const std::int64_t part = std::min(entries[credit].waiting, entries[charge].open);
    if (part == 0) return;
    entries[credit].waiting -= part;
    entries[charge].open -= part;
    facts.push_back({credit, charge, part});
  }
  // The first credit that waits pays the oldest charge that is open, until there is none of the one
  // or the other.
  void settle() {
    for (;;) {
      std::size_t credit = 0;
      while (credit < entries.size() && entries[credit].waiting == 0) ++credit;
      std::size_t oldest = entries.size();
      for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].open > 0 && (oldest == entries.size() || entries[i].at < entries[oldest].at))
          oldest = i;
      }
      if (credit == entries.size() || oldest == entries.size()) return;
      pay(credit, oldest);
    }
  }
};

}  // namespace repay::testing
