#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/formats/id_table.h"
#include "core/formats/json_text.h"
#include "core/formats/plain_object.h"
#include "core/ledger/entry.h"

namespace repay {

/// Every field of account JSON: X(field, type, required). First those of the document, then an
/// entry's. An optional text may also be null, which is as if it were not there.
#define REPAY_ACCOUNT_FIELDS(X) \
  X(format, text, true)         \
  X(version, number, true)      \
  X(store, text, true)          \
  X(currency, text, true)       \
  X(zone, text, false)          \
  X(entries, array, true)       \
  X(id, text, true)             \
  X(at, text, true)             \
  X(kind, text, true)           \
  X(amount, text, true)         \
  X(description, text, false)   \
  X(settlement, text, false)    \
  X(charge, text, false)        \
  X(of, text, false)            \
  X(order, text, false)         \
  X(sku, text, false)           \
  X(due, text, false)           \
  X(group, text, false)         \
  X(flagged, boolean, false)

enum class AccountField : std::uint8_t {
#define X(field, type, required) field,
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

  /// A refusal and the byte it is about.
  struct Fault {
    Error error;
    std::size_t offset;
    std::string detail;
  };

  /// To be called when the document has ended well, before the questions below.
  void end_of_file();
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }
  [[nodiscard]] EntryBatch&& take() { return std::move(batch_); }
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
  enum class Where : std::uint8_t { outside, document, entries, entry, foreign };
  struct FieldRow;
  static constexpr std::size_t kFields = static_cast<std::size_t>(AccountField::unknown);

  // The entry being read.
  struct Draft {
    std::size_t start = 0;                      // its first byte
    std::array<std::size_t, kFields> offset{};  // those of its values
    Instant at;
    std::optional<Instant> due;
    std::optional<Kind> kind;
    std::optional<std::int64_t> amount_minor;
    std::optional<Group> group;
    bool flagged = false;
    TextRef id, description, settlement, charge, of, order, sku;
  };

  [[nodiscard]] static const FieldRow& row(AccountField field);
  [[nodiscard]] static std::uint32_t bit(AccountField field);
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
  void read_amount(std::string_view text);
  void read_group(std::string_view text);
  [[nodiscard]] TextRef read_description(std::string_view text);
  [[nodiscard]] bool check_name(std::string_view text);
  [[nodiscard]] TextRef read_name(std::string_view text);
  [[nodiscard]] TextRef read_repeated_name(std::string_view text);
  bool number(std::optional<std::uint64_t> value);

  void enter_foreign();
  void leave();
  void end_entry();
  void check_reference(AccountField field, bool wanted, std::string_view what_for);
  void check_id_is_new();
  void add_entry();
  void reserve_columns();

  JsonText& text_;
  EntryBatch batch_;
  std::optional<Fault> fault_;
  bool amounts_before_currency_ = false;

  Where where_ = Where::outside;
  Where around_foreign_ = Where::outside;  // where the outermost foreign container stands
  std::size_t depth_ = 0;
  std::size_t foreign_depth_ = 0;     // of that one
  std::vector<std::size_t> foreign_;  // first bytes of the open foreign containers
  std::unordered_set<std::string> unknown_keys_;

  AccountField field_ = AccountField::unknown;  // whose value is read
  std::size_t offset_ = 0;                      // its first byte
  std::uint32_t seen_ = 0;                      // bits of the document's fields and the entry's
  std::array<AccountField, kFields + 1> next_;  // which field followed which, the last time
  std::size_t document_start_ = 0;

  Draft draft_;
  PlainObject plain_;
  IdTable ids_;
  std::size_t line_offset_ = 0;  // where `line_` is
  std::uint64_t line_ = 1;
};

}  // namespace repay
