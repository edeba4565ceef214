#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/ledger/entry.h"

namespace repay {

/// A settlement that a file of account JSON lists, so that its rows are one again.
struct ListedSettlement {
  Settlement settlement;
  std::uint64_t rows = 0;
  std::size_t offset = 0;        ///< its first byte in the file
  std::size_t total_offset = 0;  ///< that of its total
};

/// An entry that says that the ledger derived it. It is derived again, not read.
struct DerivedEntry {
  std::string id;
  std::size_t offset = 0;
};

/// Entries that a report told, by their place: the number, from 1, of the report.
using ReportedEntries = std::map<std::uint32_t, std::uint32_t>;

/// What is wrong, and the byte of the file it is about.
struct AccountFault {
  Error error;
  std::size_t offset = 0;
  std::string detail;
};

/// Takes the rows of the listed settlements out of `entries`: a row is an entry whose id is
/// "<settlement id>/<row number>" with a number from 1 to the settlement's rows. Answers a batch a
/// settlement, as its own file would have given it, one a report, and one of everything else.
/// INVALID_FIELD (a derived entry of no listed settlement; a row that names another entry or that a
/// report told),
/// DUPLICATE_ID (a settlement listed twice), FIELD_MISSING (a row that is not there),
/// SETTLEMENT_TOTAL_MISMATCH, OVERFLOW.
[[nodiscard]] std::expected<std::vector<EntryBatch>, AccountFault> part_settlements(
    EntryBatch entries, const std::vector<ListedSettlement>& listed,
    const std::vector<DerivedEntry>& derived, const ReportedEntries& reported = {});

}  // namespace repay
