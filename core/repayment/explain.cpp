#include "core/repayment/explain.h"

#include <algorithm>
#include <array>

#include "core/repayment/preview.h"

namespace repay {
namespace {

struct CodeRow {
  std::string_view name;
  int clause;
};

constexpr std::array kCodes = {
#define X(code, clause) CodeRow{#code, clause},
    REPAY_EXPLAIN_CODES(X)
#undef X
};

constexpr std::array kFigures = {
#define X(figure) std::string_view(#figure),
    REPAY_FIGURES(X)
#undef X
};

using enum ExplainCode;

/// Gathers what there is to tell of one entry.
class Teller {
 public:
  Teller(const Books& books, Sequence entry)
      : books_(books), ledger_(books.ledger()), allocations_(books.allocations()), entry_(entry) {}

  std::vector<ExplainFact> tell() {
    const Kind kind = ledger_.kind(entry_);
    if (effect(kind) == Effect::reversal) as_reversal();
    if (effect(kind) == Effect::write_off) as_write_off();
    if (effect(kind) == Effect::draw) as_draw();
    if (effect(kind) == Effect::carried) add(restated, amount());
    as_reported();
    as_half();
    if (allocations_.is_charge(entry_)) as_charge();
    if (allocations_.is_credit(entry_)) as_credit();
    if (facts_.empty()) add(no_effect, 0);
    return std::move(facts_);
  }

 private:
  [[nodiscard]] std::int64_t amount() const { return ledger_.facts().amount_minor[entry_]; }
  [[nodiscard]] std::int64_t left() const { return ledger_.facts().left_minor[entry_]; }

  void add(ExplainCode code, std::int64_t minor, Sequence entry = kNoEntry, Sequence via = kNoEntry,
           PaidBecause because = PaidBecause::none) {
    facts_.push_back(
        {.code = code, .amount_minor = minor, .entry = entry, .via = via, .because = because});
  }

  [[nodiscard]] PaidBecause because(const PaidPart& part) const {
    if (part.credit < part.charge) return PaidBecause::waiting;
    const bool is_note = ledger_.kind(part.credit) == Kind::credit_note;
    return is_note && ledger_.named(part.credit) == part.charge ? PaidBecause::named_charge
                                                                : PaidBecause::rule;
  }

  void as_charge() {
    add(charged, allocations_.charged_minor(ledger_, entry_));
    for (const PaidPart& part : allocations_.payers(ledger_, entry_)) {
      add(paid_by, part.paid_minor, part.credit, kNoEntry, because(part));
      for (const Taken& undone : part.undone)
        add(reopened_by, undone.minor, undone.by, part.credit);
    }
    for (const Taken& gone : allocations_.write_offs(entry_))
      add(written_off_by, gone.minor, gone.by);
    for (const Taken& gone : allocations_.superseded(entry_))
      add(superseded_by, gone.minor, gone.by);
    add(open, -left());
  }

  void as_credit() {
    add(credited, allocations_.credited_minor(ledger_, entry_));
    for (const PaidPart& part : allocations_.payments(ledger_, entry_)) {
      add(paid, part.paid_minor, part.charge, kNoEntry, because(part));
      for (const Taken& undone : part.undone) add(reopened, undone.minor, part.charge, undone.by);
    }
    for (const Taken& drawn : allocations_.drawn(ledger_, entry_))
      add(drawn_by, drawn.minor, drawn.by);
    for (const Taken& taken : allocations_.reversals(entry_))
      add(taken_back_by, taken.minor, taken.by);
    for (const Taken& gone : allocations_.superseded(entry_)) add(ended_by, gone.minor, gone.by);
    add(waits, left());
  }

  void as_draw() {
    const auto drawn = allocations_.drawn_by(entry_);
    if (!drawn) return;
    for (std::size_t number = drawn->first; number <= drawn->last; ++number) {
      const Sequence credit = allocations_.nth_credit(number);
      for (const Taken& taken : allocations_.drawn(ledger_, credit)) {
        if (taken.by == entry_) add(drew, taken.minor, credit);
      }
    }
  }

  void as_reversal() {
    auto credit = ledger_.named(entry_);
    if (credit) credit = books_.money_of(*credit);
    if (!credit || !allocations_.is_credit(*credit)) return;
    const std::int64_t waiting = allocations_.reversed_waiting_minor(*credit, entry_);
    if (waiting > 0) add(took_waiting, waiting, *credit);
    auto parts = allocations_.payments(ledger_, *credit);
    std::ranges::reverse(parts);  // newest first, as it was undone
    for (const PaidPart& part : parts) {
      for (const Taken& undone : part.undone) {
        if (undone.by == entry_) add(reopened, undone.minor, part.charge, *credit);
      }
    }
  }

  void as_write_off() {
    const auto charge = ledger_.named(entry_);
    if (charge) add(closed, amount(), *charge);
  }

  void as_reported() {
    if (const auto row = books_.row_of_payment(entry_))
      add(reported_by, ledger_.facts().amount_minor[*row], *row);
    if (const auto payment = books_.payment_of_row(entry_)) {
      const auto& stated = ledger_.source_of(*payment).stated;
      add(reports, stated.at(*payment).stated_minor, *payment);
    }
  }

  void as_half() {
    const auto store = ledger_.other_store(entry_);
    if (!store) return;
    facts_.push_back({.code = other_side, .amount_minor = -amount(), .word = *store});
  }

  const Books& books_;
  const Ledger& ledger_;
  const Allocations& allocations_;
  Sequence entry_;
  std::vector<ExplainFact> facts_;
};

std::vector<ExplainFact> by_group(const Ledger& ledger) {
  const Timeline& timeline = ledger.timeline();
  const GroupSums sums =
      timeline.groups_before(timeline.nth(ledger.size(), ledger.facts()), ledger.facts());
  std::vector<ExplainFact> facts;
  for (std::size_t g = 0; g < kGroups; ++g) {
    if (sums.entries[g] == 0) continue;
    facts.push_back({.code = sum_of_group,
                     .amount_minor = sums.amount_minor[g],
                     .word = name(static_cast<Group>(g))});
  }
  return facts;
}

// Open parts or waiting parts by kind; what is owed of a draw is a shortfall.
template <class MinorOf>
std::vector<ExplainFact> by_kind(ExplainCode code, MinorOf minor_of) {
  std::vector<ExplainFact> facts;
  for (std::size_t k = 0; k < kKinds; ++k) {
    const Kind kind = static_cast<Kind>(k);
    const bool is_shortfall = code == open_of_kind && effect(kind) == Effect::draw;
    const std::int64_t minor = minor_of(kind);
    if (minor == 0) continue;
    facts.push_back(
        {.code = code, .amount_minor = minor, .word = is_shortfall ? "shortfall" : name(kind)});
  }
  return facts;
}

std::vector<ExplainFact> payouts(const Books& books) {
  const Ledger& ledger = books.ledger();
  std::vector<ExplainFact> facts;
  std::int64_t other = -ledger.total_of(Kind::disbursement);
  const auto& sources = ledger.sources();
  for (const std::uint32_t s : ledger.settlements()) {
    const std::size_t end = s + 1 < sources.size() ? sources[s + 1].first : ledger.size();
    if (end == sources[s].first) continue;
    // It is derived after the settlement's last row.
    const auto last = static_cast<Sequence>(end - 1);
    if (ledger.derived(last) != Derived::disbursement) continue;
    const std::int64_t minor = -ledger.facts().amount_minor[last];
    facts.push_back({.code = disbursement, .amount_minor = minor, .entry = last});
    other -= minor;
  }
  if (other != 0)
    facts.push_back(
        {.code = disbursement, .amount_minor = other, .word = name(Kind::disbursement)});
  if (books.scheduled_minor() > 0)
    facts.push_back({.code = scheduled, .amount_minor = books.scheduled_minor()});
  return facts;
}

}  // namespace

std::string_view name(ExplainCode code) { return kCodes[static_cast<std::size_t>(code)].name; }

int clause(ExplainCode code) { return kCodes[static_cast<std::size_t>(code)].clause; }

Result<Figure> figure_from_name(std::string_view name) {
  const auto found = std::ranges::find(kFigures, name);
  if (found == kFigures.end()) return refuse(Error::entry_unknown);
  return static_cast<Figure>(found - kFigures.begin());
}

std::vector<ExplainFact> explain_entry(const Books& books, Sequence entry) {
  return Teller(books, entry).tell();
}

std::vector<ExplainFact> explain_figure(const Books& books, Figure figure) {
  switch (figure) {
    case Figure::balance:
      return by_group(books.ledger());
    case Figure::outstanding:
      return by_kind(open_of_kind,
                     [&](Kind kind) { return books.allocations().outstanding_minor(kind); });
    case Figure::can_pay_now: {
      const std::int64_t under_way = can_pay_now_minor(books) - books.outstanding_minor();
      return {{.code = outstanding, .amount_minor = books.outstanding_minor()},
              {.code = pending, .amount_minor = under_way}};
    }
    case Figure::waiting:
      return by_kind(waiting_of_kind,
                     [&](Kind kind) { return books.allocations().waiting_minor(kind); });
    case Figure::reserved: {
      const std::int64_t drawn = -books.ledger().total_of(Kind::reserve);
      return {{.code = reserves, .amount_minor = drawn},
              {.code = restarted, .amount_minor = books.reserved_minor() - drawn}};
    }
    case Figure::disbursed:
      return payouts(books);
  }
  return {};
}

}  // namespace repay
