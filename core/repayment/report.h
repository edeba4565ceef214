#pragma once

#include <cstdint>

#include "core/base/time.h"
#include "core/ledger/entry.h"
#include "core/ledger/ledger.h"

namespace repay {

// A report (EntryBatch::skips_known) tells what happened in a range of dates. Ranges overlap, and
// settlement files tell the same again; each entry counts once, whichever came first.

/// When the first entry of a report happened: reports are posted in that order, whatever the order
/// of files, so that what overlaps is passed over in the later one.
[[nodiscard]] Instant first_instant(const EntryBatch& report);

/// Takes out of a report what the ledger has already: entries with a known id, entries of a
/// settlement whose file is there, and a carried balance when the entry behind it is taken out, as
/// the ledger knows then what came before. Answers how many they were.
std::uint64_t pass_over_known(EntryBatch& report, const Ledger& ledger);

}  // namespace repay
