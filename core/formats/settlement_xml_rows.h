#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/row_type_memo.h"
#include "core/formats/settlement_amounts.h"
#include "core/formats/xml_reader.h"
#include "core/ledger/entry.h"

namespace repay {

namespace settlement_xml_table {
struct Container;
struct Transaction;
}  // namespace settlement_xml_table

/// Makes entries of the transactions of one settlement, each when it has ended: what is said of an
/// amount may stand before or behind it.
///
///     begin --open/close…--> end --> begin --> …
///
/// An amount is an element with a currency, or one called …Amount. Its Type, SKU and PostedDate are
/// the nearest in the elements around it. A transaction with an Amount of its own is that one row,
/// and what stands beside it explains it (BaseAmount and TaxAmount, which must add up to it);
/// unless amounts further in add up to it: then these are the rows, as in flat files.
class SettlementXmlRows {
 public:
  SettlementXmlRows(const XmlReader& xml, EntryBatch& batch) : xml_(xml), batch_(batch) {}

  /// What amounts are in; said before the first transaction.
  void set_currency(Currency currency);

  /// Minor units of an amount as this file writes them; AmountReader says what is refused.
  [[nodiscard]] Result<std::int64_t> read_amount(std::string_view text) {
    return amounts_reader_.read(text);
  }

  /// The element that a transaction is begins.
  void begin();
  /// An element within it begins: CURRENCY_MISMATCH for an amount in another one.
  [[nodiscard]] Placed<void> open(const XmlAttributes& attributes);
  /// An element within it ends.
  [[nodiscard]] Placed<void> close(std::string_view text, bool has_elements);
  /// It ends: its rows are in the batch, or none of them. Nothing is left of it if it was refused
  /// before.
  [[nodiscard]] Placed<void> end();

  /// What the rows of the batch add up to.
  [[nodiscard]] std::int64_t sum_minor() const { return sum_; }

 private:
  /// What an amount is to its transaction's own Amount.
  enum class Part : std::uint8_t {
    whole,   ///< that Amount
    beside,  ///< stands beside it: BaseAmount
    item,    ///< in an OtherTransactionItem, which says for what goods a part of it is
    within,  ///< in any other element
  };

  struct Amount {
    std::int64_t minor = 0;
    Part part = Part::within;
    bool is_dated = false;
    bool is_row = false;
    Instant at;
    const settlement_xml_table::Container* container = nullptr;
    std::string parent;  // the element around it
    std::string type;
    std::string sku;
    Place place;
  };

  /// What an open element has said for the amounts in it.
  struct Scope {
    std::size_t first_amount = 0;
    std::optional<Instant> posted;
    std::string type;
    std::string sku;
    bool is_amount = false;
  };

  [[nodiscard]] Placed<void> close_amount(std::string_view text);
  [[nodiscard]] Placed<void> close_text(std::string_view name, std::string_view text);
  void hand_down(const Scope& scope);
  [[nodiscard]] Part part_of(std::string_view name) const;
  [[nodiscard]] const settlement_xml_table::Container* container_of() const;

  [[nodiscard]] Placed<void> choose_rows();
  void add_row(const Amount& amount);
  [[nodiscard]] const RowTypeMemo::Kept& type_of(const Amount& amount);
  [[nodiscard]] const RowTypeMemo::Kept& type_of_account(const Amount& amount);
  [[nodiscard]] const RowTypeMemo::Kept& find(std::string_view transaction_type,
                                              std::string_view amount_type,
                                              std::string_view description);
  [[nodiscard]] Placed<void> refuse(Refusal refusal);

  const XmlReader& xml_;
  EntryBatch& batch_;
  Currency currency_;
  AmountReader amounts_reader_;
  std::int64_t sum_ = 0;

  // Of the transaction that is open.
  bool is_refused_ = false;
  std::size_t depth_ = 0;  // its own
  Place place_;
  std::string element_;
  const settlement_xml_table::Transaction* known_ = nullptr;
  std::string transaction_type_;
  std::string order_;
  TextRef order_ref_;
  std::string reason_;
  std::optional<Instant> first_posted_;
  std::vector<Scope> scopes_;  // its own first
  std::vector<Amount> amounts_;

  RowTypeMemo types_;
  std::string words_;  // what the memo is asked for, readable as it wants it
};

}  // namespace repay
