#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/base/result.h"
#include "core/ledger/entry.h"

namespace repay::testing {

/// One entry as a test writes it down.
struct Line {
  std::string id;
  std::int64_t at_ms = 0;
  Kind kind = Kind::fee;
  std::int64_t amount_minor = 0;
  std::string names{};       ///< what `of` or `charge` names
  std::string settlement{};  ///< the settlement it says it belongs to
};

inline Currency currency(std::string_view code) { return Currency::from_code(code).value(); }

/// What a reader answered for a file about one ledger.
inline Placed<EntryBatch> only_batch(Placed<std::vector<EntryBatch>> batches) {
  if (!batches) return std::unexpected(std::move(batches.error()));
  check(batches->size() == 1);
  return std::move(batches->front());
}

/// A batch of account JSON with these entries.
inline EntryBatch account(const std::vector<Line>& lines, std::string_view code = "USD") {
  EntryBatch batch;
  batch.currency = currency(code);
  for (const Line& line : lines) {
    batch.at.push_back({line.at_ms});
    batch.amount_minor.push_back(line.amount_minor);
    batch.kind.push_back(line.kind);
    batch.group.push_back(group_of(line.kind, line.amount_minor));
    batch.flags.push_back(kFlagNone);
    batch.description.push_back(batch.texts.add(line.id));
    batch.order.emplace_back();
    batch.sku.emplace_back();
    batch.id.push_back(batch.texts.add(line.id));
    batch.names.push_back(batch.texts.add(line.names));
    batch.settlement_id.push_back(batch.texts.add(line.settlement));
    batch.line.push_back(batch.at.size() + 1);
  }
  return batch;
}

/// A settlement file with these rows, whose total is their sum.
inline EntryBatch settlement(std::string id, std::int64_t start_ms, std::int64_t end_ms,
                             const std::vector<Line>& rows, std::string_view code = "USD") {
  EntryBatch batch = account(rows, code);
  batch.id.clear();
  batch.names.clear();
  batch.settlement_id.clear();
  batch.line.clear();
  std::int64_t total = 0;
  for (const Line& row : rows) total += row.amount_minor;
  batch.settlement = Settlement{.id = std::move(id),
                                .start = {start_ms},
                                .end = {end_ms},
                                .deposit = {end_ms + 2 * kMsPerDay},
                                .total_minor = total};
  return batch;
}

}  // namespace repay::testing
