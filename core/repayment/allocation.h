#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/ledger/column.h"
#include "core/ledger/ledger.h"
#include "core/repayment/open_order.h"
#include "core/repayment/run_index.h"

namespace repay {

/// One fact: so much of this credit paid this charge.
struct Allocation {
  Sequence credit;
  Sequence charge;
  std::int64_t amount_minor;
};

/// An entry that took so much of another, or gave it.
struct Taken {
  Sequence by;
  std::int64_t minor;
};

/// What a credit once paid of a charge, and the reversals that took of it again.
struct PaidPart {
  Sequence credit;
  Sequence charge;
  std::int64_t paid_minor;
  std::vector<Taken> undone;
};

/// The credits a disbursement or reserve drew from, by number; of some between it may have drawn
/// nothing.
struct DrawnCredits {
  std::size_t first;
  std::size_t last;
  std::int64_t minor;
};

/// A charge and what is owed of it.
struct OpenPart {
  Sequence charge;
  std::int64_t open_minor;
};

/// All open charges, oldest first. O(open).
[[nodiscard]] std::vector<OpenPart> open_parts(const Ledger& ledger);

/// What the proportional rule pays of each of them out of `amount_minor`, at most their sum: the
/// shares add up to the amount, each is within one minor unit of its exact share and at most its
/// open part.
[[nodiscard]] std::vector<std::int64_t> proportional_shares(const Ledger& ledger,
                                                            const std::vector<OpenPart>& open,
                                                            std::int64_t amount_minor);

/// What credits did to charges (DOMAIN.md 5). Every credit pays open charges by the rule of the
/// policy, by default oldest first by (incurred-at, sequence); what is left waits and pays the next
/// charge on arrival, in order of arrival. After every step Σ open charges − Σ waiting credit =
/// −balance, and the two are never both above 0.
///
/// Facts are kept as runs: a record {first, last} says that its credit paid each charge numbered
/// first…last in full, and one charge may be paid in part by a record of its own. Nothing is
/// edited: a reversal, being newest first and cumulative, moves one cursor of its credit.
class Allocations {
 public:
  explicit Allocations(const RepaymentPolicy& policy = {}) : order_(policy) {}

  /// Lets a credit of `amount_minor` > 0 pay open charges, `first_charge` before all others; the
  /// rest waits.
  void credit(Ledger& ledger, Sequence entry, std::int64_t amount_minor,
              std::optional<Sequence> first_charge = std::nullopt);

  /// A charge of `amount_minor` > 0 is owed; waiting credit pays it at once.
  void charge(Ledger& ledger, Sequence entry, std::int64_t amount_minor);

  /// A disbursement or reserve of `amount_minor` > 0 draws waiting credit in order of arrival; what
  /// that cannot cover is owed: a shortfall.
  void draw(Ledger& ledger, Sequence entry, std::int64_t amount_minor);

  /// Undoes `amount_minor` > 0 of the credit's own money: its waiting part first, then its
  /// allocations newest first; what of it was disbursed or reserved becomes a charge of `entry`.
  /// Waiting credit is then applied. The amount must be within `reversible_minor`.
  void reverse(Ledger& ledger, Sequence entry, Sequence credit, std::int64_t amount_minor);
  /// What earlier reversals left of a credit.
  [[nodiscard]] std::int64_t reversible_minor(const Ledger& ledger, Sequence credit) const;

  /// Closes up to the open part of a charge without payment.
  void write_off(Ledger& ledger, Sequence entry, Sequence charge, std::int64_t amount_minor);

  /// Closes every open charge and forgets all waiting credit: the ledger starts again from a
  /// carried balance.
  void supersede(Ledger& ledger);

  [[nodiscard]] AllocationRule rule() const { return order_.rule(); }
  /// The open charges in paying order, for rules that keep one.
  [[nodiscard]] const OpenOrder& order() const { return order_; }
  [[nodiscard]] std::int64_t outstanding_minor() const { return outstanding_minor_; }
  [[nodiscard]] std::int64_t waiting_minor() const { return waiting_minor_; }
  /// Of these, what charges of a kind still owe and what of credits of a kind waits.
  [[nodiscard]] std::int64_t outstanding_minor(Kind kind) const {
    return outstanding_of_[static_cast<std::size_t>(kind)];
  }
  [[nodiscard]] std::int64_t waiting_minor(Kind kind) const {
    return waiting_of_[static_cast<std::size_t>(kind)];
  }

  /// Whether the entry was ever owed, and how much of it (a shortfall is less than its entry).
  [[nodiscard]] bool is_charge(Sequence entry) const;
  [[nodiscard]] bool is_credit(Sequence entry) const;
  [[nodiscard]] std::int64_t charged_minor(const Ledger& ledger, Sequence charge) const;

  [[nodiscard]] std::size_t credits() const { return credits_.size(); }
  [[nodiscard]] Sequence nth_credit(std::size_t number) const { return credits_[number].entry; }
  /// What a credit paid, oldest fact first, without what was undone.
  [[nodiscard]] std::vector<Allocation> of_credit(const Ledger& ledger, std::size_t number) const;

  // How it came to be. Nothing of it is worked out before it is asked for.

  /// Every part of a charge that a credit ever paid, in order. O(log² n + answer) once the records
  /// are indexed, which the first question does and later ones continue.
  [[nodiscard]] std::vector<PaidPart> payers(const Ledger& ledger, Sequence charge) const;
  /// Every part a credit ever paid, in order.
  [[nodiscard]] std::vector<PaidPart> payments(const Ledger& ledger, Sequence credit) const;
  /// What the credit was when it came.
  [[nodiscard]] std::int64_t credited_minor(const Ledger& ledger, Sequence credit) const;
  /// The reversals of a credit, each with all it took.
  [[nodiscard]] std::vector<Taken> reversals(Sequence credit) const;
  static constexpr Sequence kEveryReversal = UINT32_MAX;
  /// What reversals took of a credit while it waited.
  [[nodiscard]] std::int64_t reversed_waiting_minor(Sequence credit,
                                                    Sequence by = kEveryReversal) const;
  [[nodiscard]] std::vector<Taken> write_offs(Sequence charge) const;
  /// What closed a charge, or ended a credit's waiting, as the ledger started again: by the first
  /// entry after it.
  [[nodiscard]] std::vector<Taken> superseded(Sequence entry) const;
  /// The disbursements and reserves that drew from a credit.
  [[nodiscard]] std::vector<Taken> drawn(const Ledger& ledger, Sequence credit) const;
  [[nodiscard]] std::optional<DrawnCredits> drawn_by(Sequence draw) const;

  [[nodiscard]] std::size_t bytes() const;

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  struct Credit {
    Sequence entry;
    std::uint32_t last_record;
  };
  struct Record {
    std::int64_t amount_minor;  // of all its charges together
    std::uint32_t first;        // charge numbers
    std::uint32_t last;
    std::uint32_t previous;  // record of the same credit, or kNone
    std::uint32_t credit;    // its number
  };
  /// How far the reversals of a credit have come in its records, newest first.
  struct Undone {
    std::int64_t reversed_minor = 0;   // by all reversals together, waiting and disbursed money too
    bool untouched = true;             // no record is undone yet
    std::uint32_t record = kNone;      // the next to undo
    std::uint32_t charge = kNone;      // in it, the next charge from the last on
    std::int64_t of_charge_minor = 0;  // of that charge, already undone
  };

  // How far back undoing came: the record and charge that are next, and how much of that is undone.
  struct Cursor {
    std::uint32_t record = kNone;
    std::uint32_t charge = kNone;
    std::int64_t of_charge_minor = 0;
  };
  struct Undoing {
    Sequence by;
    std::int64_t minor = 0;
    std::int64_t waiting_minor = 0;  // of it, from what waited
    Cursor from{};
    Cursor to{};
  };
  struct Draw {
    Sequence by;
    std::uint32_t first;  // credit numbers
    std::uint32_t last;
    std::int64_t first_minor;
    std::int64_t last_minor;
    std::int64_t minor;
  };
  // The ledger started again before entry `by`: what was open or waited until then.
  struct Supersession {
    Sequence by;
    std::vector<Taken> gone;  // by entry
  };

  void index_records() const;
  [[nodiscard]] static std::int64_t undone_at(const Cursor& cursor, std::uint32_t record,
                                              std::uint32_t charge, std::int64_t paid_minor);
  [[nodiscard]] PaidPart part(const Ledger& ledger, std::uint32_t record,
                              std::uint32_t charge) const;
  std::int64_t close_part(Ledger& ledger, Sequence charge, std::int64_t amount_minor);
  std::uint32_t open_credit(const Ledger& ledger, Sequence entry, std::int64_t amount_minor);
  void open_charge(const Ledger& ledger, Sequence entry, std::int64_t amount_minor);
  void owe(Ledger& ledger, Sequence charge, std::int64_t amount_minor);
  void add_outstanding(Kind kind, std::int64_t amount_minor);
  void add_waiting(Kind kind, std::int64_t amount_minor);
  void pay(const Ledger& ledger, std::uint32_t credit, Sequence charge, std::int64_t paid_minor);
  void record(const Ledger& ledger, std::uint32_t credit, Sequence charge, std::int64_t paid_minor);
  void pay_open(Ledger& ledger, std::uint32_t credit, std::int64_t amount_minor);
  std::int64_t pay_in_order(Ledger& ledger, std::uint32_t credit, std::int64_t amount_minor);
  std::int64_t pay_proportionally(Ledger& ledger, std::uint32_t credit, std::int64_t amount_minor);
  std::int64_t take_waiting(Ledger& ledger, std::int64_t amount_minor,
                            std::optional<Sequence> charge, Draw* draw = nullptr);
  std::size_t first_waiting(const Ledger& ledger);
  void apply_waiting(Ledger& ledger);
  std::int64_t undo(Ledger& ledger, Undone& undone, std::int64_t amount_minor);
  [[nodiscard]] std::int64_t paid_in(const Ledger& ledger, const Record& record,
                                     std::uint32_t charge) const;
  void set_number(Sequence entry, std::uint32_t number);

  OpenOrder order_;
  Column<Sequence> charges_;       // by charge number
  Column<Credit> credits_;         // by credit number
  Column<std::uint32_t> numbers_;  // by sequence: charge or credit number, or kNone
  Column<Record> records_;
  // Trees, for one entry more must not move all others, as a hash table does when it grows.
  std::map<Sequence, std::int64_t>
      owed_minor_;                          // of charges and credits that are not their whole entry
  std::map<std::uint32_t, Undone> undone_;  // by credit number
  std::map<std::uint32_t, std::vector<Undoing>> undoings_;  // by credit number
  std::map<Sequence, std::vector<Taken>> write_offs_;       // by charge
  std::vector<Draw> draws_;                                 // by entry, and by credit
  std::vector<Supersession> supersessions_;
  mutable RunIndex index_;        // of records, as far as a question needed it
  std::size_t waiting_from_ = 0;  // no credit before this number waits
  std::int64_t outstanding_minor_ = 0;
  std::int64_t waiting_minor_ = 0;
  std::array<std::int64_t, kKinds> outstanding_of_{};
  std::array<std::int64_t, kKinds> waiting_of_{};
};

}  // namespace repay
