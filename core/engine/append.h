#pragma once

#include <span>

#include "core/ledger/entry.h"
#include "core/repayment/books.h"

namespace repay {

/// Whether batches, in the order in which they would be posted, belong behind everything the books
/// hold and cannot be refused. They may then be posted to the books themselves, whole, at the cost
/// of what they add; otherwise the books are made again, with the batches where they belong, which
/// also tells the refusal if there is one. A doubt is a no: a write-off, whose charge may be open
/// no more when its turn comes; a reference to an entry of the batches themselves; a payment that a
/// row may report; half of a cross-account pair; sums close to what int64 holds. O(entries of the
/// batches · log n).
[[nodiscard]] bool can_append(const Books& books, std::span<const EntryBatch* const> batches);

}  // namespace repay
