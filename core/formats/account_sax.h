#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/formats/account_settlements.h"
#include "core/formats/id_table.h"
#include "core/formats/json_text.h"
#include "core/formats/plain_object.h"
#include "core/ledger/entry.h"

namespace repay {

/// Every field of account JSON: X(field, key, type, required). First those of the document, then a
/// settlement's, then an entry's. An optional text may also be null, which is as if it were not
/// there.
#define REPAY_ACCOUNT_FIELDS(X)               \
  X(format, "format", text, true)             \
  X(version, "version", number, true)         \
  X(store, "store", text, true)               \
  X(currency, "currency", text, true)         \
  X(zone, "zone", text, false)                \
  X(settlements, "settlements", array, false) \
  X(entries, "entries", array, true)          \
  X(settlement_id, "id", text, true)          \
  X(start, "start", text, true)               \
  X(end, "end", text, true)                   \
  X(deposit, "deposit", text, true)           \
  X(total, "total", text, true)               \
  X(rows, "rows", number, true)               \
  X(id, "id", text, true)                     \
  X(at, "at", text, true)                     \
  X(kind, "kind", text, true)                 \
  X(amount, "amount", text, true)             \
  X(description, "description", text, false)  \
  X(settlement, "settlement", text, false)    \
  X(charge, "charge", text, false)            \
  X(of, "of", text, false)                    \
  X(order, "order", text, false)              \
  X(sku, "sku", text, false)                  \
  X(due, "due", text, false)                  \
  X(sent, "sent", text, false)                \
  X(other_store, "otherStore", text, false)   \
  X(report, "report", number, false)          \
  X(available, "available", text, false)      \
  X(group, "group", text, false)              \
  X(flagged, "flagged", boolean, false)       \
  X(derived, "derived", boolean, false)

enum class AccountField : std::uint8_t {
#define X(field, key, type, required) field,
  REPAY_ACCOUNT_FIELDS(X)
#undef X
      unknown,
};

/// Takes the SAX events of an account JSON document and fills an EntryBatch. It reads on after a
/// refusal, so that of several the first in error.h's order is the answer, and of equal ones the
/// first in the file.
class AccountSax {
 public:
  /// `currency` is what an earlier reading found, or none yet.
  AccountSax(JsonText& text, Currency currency);

  /// To be called when the document has ended well, before the questions below.
  void end_of_file();
  [[nodiscard]] const std::optional<AccountFault>& fault() const { return fault_; }
  /// The first kMostProblems refusals in the order in which they were met.
  [[nodiscard]] std::vector<AccountFault>& faults() { return faults_; }
  /// What the file holds, if it has no fault: the batches that part_settlements makes of it.
  [[nodiscard]] std::expected<std::vector<EntryBatch>, AccountFault> take() {
    return part_settlements(std::move(batch_), settlements_, derived_, reports_);
  }
  [[nodiscard]] Currency currency() const { return batch_.currency; }
  /// Entries stand before the currency, so that their amounts could not be read: a second reading,
  /// which is given the currency, can.
  [[nodiscard]] bool must_read_again() const { return amounts_before_currency_; }

  // The events of nlohmann::json_sax.
  bool null();
  bool boolean(bool value);
  bool number_integer(std::int64_t value);
  bool number_unsigned(std::uint64_t value);
  bool number_float(double value, const std::string& text);
  bool string(std::string& value);
  bool binary(std::vector<std::uint8_t>& value);
  bool start_object(std::size_t count);
  bool key(std::string& name);
  bool end_object();
  bool start_array(std::size_t count);
  bool end_array();
  bool parse_error(std::size_t position, const std::string& last_token,
                   const nlohmann::detail::exception& exception);

 private:
  enum class Type : std::uint8_t { text, number, boolean, array, object, null };
  // What the innermost open container is; `foreign` is one that has no business where it stands.
  enum class Where : std::uint8_t {
    outside,
    document,
    settlements,
    settlement,
    entries,
    entry,
    foreign
  };
  struct FieldRow;
  static constexpr std::size_t kFields = static_cast<std::size_t>(AccountField::unknown);

  // The entry being read.
  struct Draft {
    std::size_t start = 0;                      // its first byte
    std::array<std::size_t, kFields> offset{};  // those of its values
    Instant at;
    std::optional<Instant> due;
    std::optional<Instant> sent;
    std::optional<TextRef> other_store;
    std::optional<std::uint32_t> report;
    std::optional<Instant> available;
    std::optional<Kind> kind;
    std::optional<std::int64_t> amount_minor;
    std::optional<Group> group;
    bool flagged = false;
    bool derived = false;
    TextRef id, description, settlement, charge, of, order, sku;
  };

  [[nodiscard]] static const FieldRow& row(AccountField field);
  [[nodiscard]] static std::uint64_t bit(AccountField field);
  [[nodiscard]] std::size_t offset_of(AccountField field) const;
  [[nodiscard]] AccountField find_field(std::string_view name);

  void refuse(Error error, std::size_t offset, std::string_view detail = {});
  void check_unknown_key(const std::string& name, std::size_t offset);
  void check_required(AccountField first, AccountField last, std::size_t offset);

  void read_plain_entry();
  [[nodiscard]] bool begin_value(Type type);
  void read_text(std::string_view text);
  void read_currency(std::string_view text);
  [[nodiscard]] std::optional<Instant> instant_of(std::string_view text);
  void read_kind(std::string_view text);
  [[nodiscard]] std::optional<std::int64_t> read_amount(std::string_view text);
  void read_group(std::string_view text);
  [[nodiscard]] bool check_text(std::string_view text, std::size_t longest);
  [[nodiscard]] bool check_name(std::string_view text);
  [[nodiscard]] TextRef read_name(std::string_view text);
  [[nodiscard]] TextRef read_repeated_name(std::string_view text);
  bool number(std::optional<std::uint64_t> value);

  void enter_foreign();
  void leave();
  void begin_object(Where where, AccountField first, AccountField last);
  void end_settlement();
  void end_entry();
  void note_derived();
  void check_reference(AccountField field, bool wanted, std::string_view what_for);
  void check_report();
  void check_id_is_new();
  void add_entry();
  void reserve_columns();

  JsonText& text_;
  EntryBatch batch_;
  std::vector<ListedSettlement> settlements_;
  std::vector<DerivedEntry> derived_;
  ReportedEntries reports_;
  std::optional<AccountFault> fault_;
  std::vector<AccountFault> faults_;
  bool amounts_before_currency_ = false;

  Where where_ = Where::outside;
  Where around_foreign_ = Where::outside;  // where the outermost foreign container stands
  std::size_t depth_ = 0;
  std::size_t foreign_depth_ = 0;     // of that one
  std::vector<std::size_t> foreign_;  // first bytes of the open foreign containers
  std::unordered_set<std::string> unknown_keys_;

  AccountField field_ = AccountField::unknown;  // whose value is read
  std::size_t offset_ = 0;                      // its first byte
  std::uint64_t seen_ = 0;                      // bits of the document's fields and the entry's
  std::array<AccountField, kFields + 1> next_;  // which field followed which, the last time
  std::size_t document_start_ = 0;

  Draft draft_;  // of an entry or, but for its figures, of a settlement
  ListedSettlement listed_;
  PlainObject plain_;
  IdTable ids_;
  std::size_t line_offset_ = 0;  // where `line_` is
  std::uint64_t line_ = 1;
};

}  // namespace repay
