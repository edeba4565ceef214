#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/ledger/entry.h"

namespace repay {

/// One entry of a report, on its way into a batch.
struct ReportEntry {
  Instant at{};
  std::int64_t amount_minor = 0;
  Kind kind = Kind::adjustment;
  Group group = Group::sales_other;
  std::uint8_t flags = 0;
  std::string_view id;  ///< the same for the same entry in every report
  std::string_view description{};
  std::string_view order{};
  std::string_view sku{};
  std::string_view settlement{};
};

/// Collects what a report says into one batch a currency, in the order of the file.
class ReportBatches {
 public:
  explicit ReportBatches(std::string store) : store_(std::move(store)) {}

  /// Which entry of which batch an entry became.
  struct Where {
    std::size_t batch = 0;
    std::size_t entry = 0;
  };

  /// Adds an entry. One whose id was there before gets "/2", "/3" … behind it: entries with nothing
  /// to tell them apart are numbered in the order of the file. LINE_TOO_LONG for a text beyond what
  /// account JSON holds, INVALID_FIELD for a control character in an id or a reference, at `place`.
  [[nodiscard]] Placed<Where> add(Currency currency, const ReportEntry& entry, const Place& place);

  /// Counts a row that is not the seller's money yet. OVERFLOW.
  [[nodiscard]] Placed<void> defer(Currency currency, std::int64_t amount_minor,
                                   const Place& place);

  /// Sets the instant of an entry, if its row alone could not tell it.
  void set_at(Where where, Instant at) { batches_[where.batch].at[where.entry] = at; }

  /// Sets when the amount of an entry can be used.
  void set_available(Where where, Instant at) {
    batches_[where.batch].available_at.insert_or_assign(static_cast<std::uint32_t>(where.entry),
                                                        at);
  }

  [[nodiscard]] std::vector<EntryBatch> take() { return std::move(batches_); }
  /// The same with the entries of each batch by their instant, then in the order of the file.
  [[nodiscard]] std::vector<EntryBatch> take_by_instant();

 private:
  EntryBatch& batch_of(Currency currency);
  [[nodiscard]] std::string numbered(std::string_view id);

  std::string store_;
  std::vector<EntryBatch> batches_;
  // By 64 bits of each id, so that an id is numbered alike on every machine.
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;
};

}  // namespace repay
