#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/repayment/books.h"

namespace repay {

/// X(code, clause): what can be told of an entry or figure, as a stable word and the clause of
/// DOMAIN.md it rests on. `entry` is the other entry of the fact.
#define REPAY_EXPLAIN_CODES(X)                                               \
  /* Of a charge. */                                                         \
  X(charged, 4)        /* what is owed because of it in all */               \
  X(paid_by, 5)        /* that credit paid this much of it */                \
  X(reopened_by, 5)    /* that reversal took this much of a payment back */  \
  X(written_off_by, 5) /* closed without payment */                          \
  X(superseded_by, 11) /* closed as the ledger started again from there */   \
  X(open, 5)           /* what is left */                                    \
  /* Of a credit. */                                                         \
  X(credited, 4)      /* what it was when it came */                         \
  X(paid, 5)          /* it paid this much of that charge */                 \
  X(taken_back_by, 5) /* that reversal took this much of it, in all */       \
  X(drawn_by, 4)      /* that disbursement or reserve drew this much */      \
  X(ended_by, 11)     /* its waiting ended as the ledger started again */    \
  X(waits, 5)         /* what no charge has needed yet */                    \
  /* Of another entry. */                                                    \
  X(drew, 4)         /* it drew this much of that credit */                  \
  X(reopened, 5)     /* it took back what a credit had paid of that */       \
  X(took_waiting, 5) /* it took this much of that credit as it waited */     \
  X(closed, 5)       /* it wrote this much of that charge off */             \
  X(reported_by, 6)  /* a payment: it is that settlement row's credit */     \
  X(reports, 6)      /* a settlement row: it is that payment's credit */     \
  X(other_side, 4)   /* of a cross-account pair, in another ledger */        \
  X(restated, 11)    /* it restates the balance: this was its effect */      \
  X(no_effect, 4)    /* a line in the statement */                           \
  /* Of a figure. */                                                         \
  X(sum_of_group, 4)    /* entries of a group of the statement */            \
  X(open_of_kind, 5)    /* open parts of charges of a kind */                \
  X(waiting_of_kind, 5) /* waiting parts of credits of a kind */             \
  X(outstanding, 5)                                                          \
  X(pending, 6)       /* payments under way */                               \
  X(reserves, 4)      /* drawn by current reserves, less those returned */   \
  X(restarted, 11)    /* what no longer counts since the ledger restarted */ \
  X(disbursement, 11) /* paid out, or to be paid out, by that entry */       \
  X(scheduled, 11)    /* the latest settlement's payout, not yet sent */

enum class ExplainCode : std::uint8_t {
#define X(code, clause) code,
  REPAY_EXPLAIN_CODES(X)
#undef X
};

/// "paid_by"
[[nodiscard]] std::string_view name(ExplainCode code);
/// The number of DOMAIN.md's clause: 5.
[[nodiscard]] int clause(ExplainCode code);

/// X(rule): why a credit paid a charge.
enum class PaidBecause : std::uint8_t {
  none,          ///< the fact is no payment
  rule,          ///< the policy's rule put the charge next
  waiting,       ///< the credit waited, and its turn came when the charge was incurred
  named_charge,  ///< the credit note names the charge
};

constexpr Sequence kNoEntry = UINT32_MAX;

/// One thing to tell.
struct ExplainFact {
  ExplainCode code;
  std::int64_t amount_minor = 0;
  Sequence entry = kNoEntry;  ///< the other entry
  Sequence via = kNoEntry;    ///< of reopened_by and reopened: the credit that had paid
  PaidBecause because = PaidBecause::none;
  std::string_view word{};  ///< of a figure: the kind or group; of other_side: the store
};

/// Everything to tell of an entry, first what it was, last what is left. A charge's answer costs
/// O(log² n + answer); a credit's what it paid; a draw's the credits it drew.
[[nodiscard]] std::vector<ExplainFact> explain_entry(const Books& books, Sequence entry);

/// X(figure): what a figure of the balance is made of.
#define REPAY_FIGURES(X) \
  X(balance) X(outstanding) X(can_pay_now) X(waiting) X(reserved) X(disbursed)

enum class Figure : std::uint8_t {
#define X(figure) figure,
  REPAY_FIGURES(X)
#undef X
};

/// ENTRY_UNKNOWN for a word that is none of them.
[[nodiscard]] Result<Figure> figure_from_name(std::string_view name);

/// Its parts, which add up to it. balance O(√n); disbursed O(settlements); the others O(1).
[[nodiscard]] std::vector<ExplainFact> explain_figure(const Books& books, Figure figure);

}  // namespace repay
