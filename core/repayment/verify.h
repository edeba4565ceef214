#pragma once

#include "core/ledger/ledger.h"
#include "core/repayment/allocation.h"

namespace repay {

/// The invariants of DOMAIN.md 5, checked after every step in every build: Σ open charges −
/// Σ waiting credit = −balance, and the two are neither negative nor both above 0. O(1).
void check_balance(const Ledger& ledger, const Allocations& allocations);

/// Recounts everything that is kept as a sum or an order from what it is of, and checks it: sums
/// and groups of the timeline, its order, totals, what is open and waiting; that of a credit no
/// more is used than came, and of a charge what is paid, written off, superseded and open is the
/// whole. O(n log n).
void verify(const Ledger& ledger, const Allocations& allocations);

/// Verifies in Debug builds, if with the entries since `before` a ledger has come to a size at
/// which that is due: eight times until it is twice as large. So the whole of it costs O(log n) an
/// entry, and nothing in release.
void verify_now_and_then(const Ledger& ledger, const Allocations& allocations, std::size_t before);

}  // namespace repay
