#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/zone.h"
#include "core/ledger/kind.h"
#include "core/money/currency.h"

namespace repay {

constexpr std::string_view kCsvMappingFormat = "repay-csv-mapping";
constexpr std::size_t kLargestCsvMapping = std::size_t{1} << 20;

/// How the CSV of some marketplace or payment service becomes entries. Columns are named by their
/// headers. core/formats/mappings has examples of the JSON object it is read from.
struct CsvMapping {
  /// What an amount is, as a credit and as a debit.
  struct Class {
    Kind credit_kind = Kind::adjustment;
    Group credit_group = Group::sales_other;
    Kind debit_kind = Kind::adjustment;
    Group debit_group = Group::expenses_other;
  };

  /// Where an amount stands: in one column with its sign, or as a debit or a credit in one of two.
  struct Source {
    std::string column;
    std::string debit;
    std::string credit;
    bool negate = false;

    [[nodiscard]] bool is_set() const { return !column.empty() || !debit.empty(); }
  };

  /// An amount of a row that becomes an entry of its own.
  struct Amount {
    Source source;            ///< unset: what the net amount leaves when the others are taken off
    std::string class_name;   ///< empty: the row's type says it
    std::string id;           ///< put behind the row's id, so that the entries of a row differ
    std::string description;  ///< empty: the row's
  };

  /// An amount that must be the one that is left, on rows with this currency.
  struct Gross {
    Source source;
    std::string currency;
  };

  /// A column and some of its values.
  struct Values {
    std::string column;
    std::set<std::string, std::less<>> values;
  };

  std::string name;
  std::string separators = ",;\t";
  std::string decimal_mark = ".";
  std::vector<std::string> header;  ///< a file with all of these columns is this mapping's

  std::vector<std::string> time_columns;   ///< joined by a blank
  std::vector<std::string> time_patterns;  ///< the file is of one of them; which, its rows tell
  ZoneRules zone;
  std::string zone_column;  ///< empty: all times are in `zone`
  std::map<std::string, ZoneRules, std::less<>> zones;

  std::optional<Currency> currency;
  std::string currency_column;

  std::vector<Amount> amounts;
  Source net;  ///< the sum of the amounts, if there is one
  std::optional<Gross> gross;
  std::string balance;       ///< the running balance of the row's currency, after it
  std::string sums_to_zero;  ///< the rows with one value of this column add up to 0

  std::vector<std::string> id;  ///< joined by "/"; where all are blank, the row's content is its id
  std::string order;
  std::string sku;
  std::string settlement;
  std::vector<std::string> description;  ///< the first that is not blank, else the type

  std::string type_column;
  std::map<std::string, Class, std::less<>> classes;
  std::map<std::string, std::string, std::less<>>
      types;  ///< class names by value of the type column

  std::vector<Values> skip;   ///< rows that are no money
  std::vector<Values> defer;  ///< rows that are counted, but in no balance yet
};

/// Reads a mapping. Refused as JSON is (INVALID_JSON, DUPLICATE_KEY …), and with FIELD_MISSING,
/// FIELD_UNKNOWN, INVALID_FIELD, UNKNOWN_KIND, UNKNOWN_CURRENCY, SIGN_CONTRADICTS_KIND (a class
/// whose kind cannot be a credit or a debit), UNKNOWN_REFERENCE (a class that is not there),
/// TOO_LARGE; with line, column and pointer.
[[nodiscard]] Placed<CsvMapping> read_csv_mapping(std::string_view json);

/// The mappings this program brings, as JSON: core/formats/mappings.
[[nodiscard]] std::span<const std::string_view> built_in_mappings();

}  // namespace repay
