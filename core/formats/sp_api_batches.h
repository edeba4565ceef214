#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/base/result.h"
#include "core/formats/file_reader.h"
#include "core/formats/json_tree.h"
#include "core/formats/settlement_types.h"

namespace repay {

/// One entry of a finances document, before it is in a batch.
struct SpApiEntry {
  std::string id;
  Instant at;
  std::optional<Instant> available_at;  ///< of deferred money: when it comes, or kNotYetKnown
  RowType type;
  Money amount;
  std::string_view order;
  std::string_view sku;
  std::string_view settlement;
};

/// Gathers the entries of a finances document into a batch for each currency, and what is wrong
/// with it. After the first problem no batch will come of it, but the reading goes on, to find the
/// others.
class SpApiBatches {
 public:
  /// `bytes` is the document, which outlives this.
  SpApiBatches(std::string_view bytes, const ReadOptions& options)
      : bytes_(bytes), options_(options) {}

  /// What is wrong with a value.
  void refuse(JsonTree::Value value, Error error, std::string detail = {});
  /// The amount of an object {"CurrencyCode": "USD", "CurrencyAmount": 10.5}, whose keys may also
  /// begin with small letters. None, and told, if it is not one.
  [[nodiscard]] std::optional<Money> money(JsonTree::Value value);
  /// The instant of a text. None if it is absent; none, and told, if it is wrong.
  [[nodiscard]] std::optional<Instant> instant(JsonTree::Value value);
  /// A text that names something: none, and told, if it is too long or holds control characters.
  [[nodiscard]] std::string_view name_in(JsonTree::Value value);

  /// Adds an entry; one whose id is there already is passed over.
  void add(SpApiEntry entry);
  /// What the document says the balances in a currency are.
  ReportedBalances& reported(Currency currency) { return reported_[currency]; }

  /// A batch for each currency, by code, its entries by their instant, then in their order in the
  /// document; or the first in error.h's order of all that is wrong.
  [[nodiscard]] Placed<std::vector<EntryBatch>> finish();

 private:
  struct Fault {
    Error error;
    std::size_t offset;
    std::string detail;
  };

  [[nodiscard]] EntryBatch batch_of(std::vector<SpApiEntry>& entries, Currency currency) const;

  std::string_view bytes_;
  const ReadOptions& options_;
  std::optional<Fault> fault_;
  std::map<Currency, std::vector<SpApiEntry>> entries_;
  std::map<Currency, ReportedBalances> reported_;
  std::unordered_set<std::string> ids_;
};

/// Whether an object is an amount with its currency.
[[nodiscard]] bool is_money(JsonTree::Value value);

/// 128 bits of everything a value says, whatever the order of its members, in 32 hexadecimal
/// digits: two values that say the same have the same one, and no other two are met by chance.
[[nodiscard]] std::string fingerprint(JsonTree::Value value);

}  // namespace repay
