#include "core/formats/transaction_csv.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/formats/csv_table.h"
#include "core/formats/csv_values.h"
#include "core/formats/json_text.h"
#include "core/formats/report_batches.h"
#include "core/formats/transaction_amounts.h"
#include "core/formats/transaction_times.h"
#include "core/formats/transaction_types.h"
#include "core/ledger/search_text.h"
#include "core/money/decimal.h"
#include "core/money/money.h"

namespace repay {
namespace {

using Column = TransactionColumn;

constexpr std::size_t kNone = SIZE_MAX;
// Rows that may come before the first that says the marketplace, where nothing else says the
// currency.
constexpr std::size_t kMostHeld = 4096;
constexpr std::size_t kLongestOrderInId = 60;
constexpr std::size_t kFewestColumns = 4;

// An amount of a row on its way to an entry.
struct Part {
  std::size_t column = 0;
  const TransactionAmount* amount = nullptr;  // none in an unknown column
  std::int64_t minor = 0;
};

class TransactionRows final : public CsvRows {
 public:
  explicit TransactionRows(ReadOptions options)
      : options_(std::move(options)), batches_(options_.store) {}

  bool is_header(const CsvRecord& record) const override {
    if (record.size() < kFewestColumns) return false;
    bool time = false;
    bool type = false;
    bool total = false;
    std::size_t known = 0;
    for (std::size_t i = 0; i < record.size(); ++i) {
      const Column column = transaction_column(record[i]);
      time = time || column == Column::time;
      type = type || column == Column::type;
      total = total || column == Column::total;
      if (column != Column::unknown) ++known;
    }
    if (time && type && total) return true;
    return known > 2 && transaction_column(record[0]) == Column::time;  // lacks one
  }

  Refusal no_header() const override {
    return {Error::column_missing,
            {.line = 1, .column = 0, .field = "date/time"},
            "no line has the columns of a transaction report"};
  }

  void take_preamble(const CsvRecord& record) override {
    if (!currency_) currency_ = currency_of_line(trimmed(record[0]));
  }

  Placed<void> take_header(const std::vector<std::string>& names, std::uint64_t line) override {
    names_ = &names;
    header_line_ = line;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const Column column = transaction_column(names[i]);
      columns_.try_emplace(column, i);
      if (const TransactionAmount* amount = transaction_amount(column)) {
        amounts_.push_back({i, amount});
      } else if (column == Column::unknown && !names[i].empty()) {
        unknown_.push_back(i);
      }
    }
    for (const auto& [column, name] :
         {std::pair(Column::time, "date/time"), {Column::type, "type"}, {Column::total, "total"}}) {
      if (at(column) != kNone) continue;
      return refuse_at({.line = line, .column = 0, .field = name}, Error::column_missing);
    }
    // By what they are, so that the order of columns does not matter to the entries of a row.
    std::ranges::sort(amounts_, {}, [&](const Part& part) {
      return std::pair(part.amount->column, folded_words(names[part.column]));
    });
    if (currency_) reader_.emplace(*currency_);
    return {};
  }

  Placed<void> take_row(const CsvRow& row) override {
    if (reader_) return read_row(row);
    if (lost_) return {};
    currency_ = currency_of_marketplace(row[at(Column::marketplace)]);
    if (!currency_ && held_.size() < kMostHeld) {
      held_.push_back(row.record());
      return {};
    }
    if (auto known = need_currency(row.line()); !known) {
      lost_ = true;
      held_.clear();
      return known;
    }
    return read_held(&row);
  }

  Placed<std::vector<EntryBatch>> finish() override {
    if (!held_.empty()) {
      if (auto known = need_currency(header_line_); !known) return std::unexpected(known.error());
    }
    if (auto read = read_held(nullptr); !read) return std::unexpected(read.error());
    if (auto settled = settle_days(); !settled) return std::unexpected(settled.error());
    return batches_.take_by_instant();
  }

 private:
  // An entry whose day and month may be the other way round.
  struct Open {
    ReportBatches::Where where;
    Instant month_first;
    bool is_release = false;
  };

  [[nodiscard]] std::size_t at(Column column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() ? kNone : found->second;
  }

  // The last that can say the currency is the caller.
  Placed<void> need_currency(std::uint64_t line) {
    if (!currency_) currency_ = options_.currency;
    if (!currency_) {
      const std::size_t column = at(Column::marketplace);
      return refuse_at(
          {.line = line,
           .column = column == kNone ? 0 : column + 1,
           .field = column == kNone ? "" : (*names_)[column]},
          Error::unknown_currency,
          "neither a line above the header (\"All amounts in USD\") nor a marketplace says it");
    }
    reader_.emplace(*currency_);
    return {};
  }

  // Reads the rows that waited for their currency, then `row`. Answers the first refusal, and lists
  // the others.
  Placed<void> read_held(const CsvRow* row) {
    std::optional<Refusal> first;
    const auto hear = [&](Placed<void> read) {
      if (read) return;
      if (!first) {
        first = std::move(read.error());
      } else if (options_.problems != nullptr && options_.problems->size() + 1 < kMostProblems) {
        options_.problems->push_back(std::move(read.error()));
      }
    };
    for (const CsvRecord& record : std::exchange(held_, {})) {
      hear(read_row(CsvRow(record, *names_)));
    }
    if (row != nullptr) hear(read_row(*row));
    if (first) return std::unexpected(std::move(*first));
    return {};
  }

  Placed<void> read_row(const CsvRow& row) {
    auto parts = read_parts(row);
    if (!parts) return std::unexpected(std::move(parts.error()));
    const auto time = read_time(row, at(Column::time));
    if (!time) return std::unexpected(time.error());
    std::optional<TransactionTime> release;
    if (!row[at(Column::release)].empty()) {
      auto said = read_time(row, at(Column::release));
      if (!said) return std::unexpected(std::move(said.error()));
      release = *std::move(said);
    }
    return add_entries(row, *parts, *time, release);
  }

  Placed<TransactionTime> read_time(const CsvRow& row, std::size_t column) {
    auto time = read_transaction_time(row[column]);
    if (!time) return refuse_at(row.place(column), time.error(), quote(row[column]));
    if (auto heard = days_.hear(time->readings); !heard) {
      return refuse_at(row.place(column), heard.error(),
                       quote(row[column]) + " is none in the order of day and month of the others");
    }
    const DateReadings& readings = time->readings;
    if (!ambiguous_ && readings.exists[0] && readings.exists[1] && !readings.agree()) {
      ambiguous_ = row.place(column);
    }
    return *std::move(time);
  }

  // Blank is nothing.
  Placed<std::int64_t> read_amount(const CsvRow& row, std::size_t column) {
    if (row[column].empty()) return 0;
    const auto amount = reader_->read(row[column]);
    if (amount) return *amount;
    return refuse_at(row.place(column), amount.error(), quote(row[column]));
  }

  // The amounts of a row that are not zero, which add up to its total.
  Placed<std::vector<Part>> read_parts(const CsvRow& row) {
    std::vector<Part> parts;
    std::int64_t sum = 0;
    for (const Part& column : amounts_) {
      const auto minor = read_amount(row, column.column);
      if (!minor) return std::unexpected(minor.error());
      if (__builtin_add_overflow(sum, *minor, &sum)) {
        return refuse_at(row.place(column.column), Error::overflow);
      }
      if (*minor != 0) parts.push_back({column.column, column.amount, *minor});
    }
    const std::size_t at_total = at(Column::total);
    const auto total = read_amount(row, at_total);
    if (!total) return std::unexpected(total.error());
    std::int64_t rest = 0;
    if (__builtin_sub_overflow(*total, sum, &rest)) {
      return refuse_at(row.place(at_total), Error::overflow);
    }
    if (rest == 0 || find_rest(row, rest, parts)) return parts;
    return refuse_at(row.place(at_total), Error::row_total_mismatch,
                     "they add up to " + to_decimal({sum, *currency_}) + ", the row says " +
                         to_decimal({*total, *currency_}));
  }

  // What the known columns leave of the total is in unknown ones: in all that hold an amount, or in
  // one of them. An unknown column that the total does not need holds no money: a count, a rate, a
  // subtotal.
  bool find_rest(const CsvRow& row, std::int64_t rest, std::vector<Part>& parts) const {
    std::vector<Part> found;
    std::int64_t sum = 0;
    bool countable = true;
    for (const std::size_t column : unknown_) {
      TransactionAmounts reader = *reader_;  // what is no amount must not decide the file's marks
      const auto minor = row[column].empty() ? Result<std::int64_t>(0) : reader.read(row[column]);
      if (!minor || *minor == 0) continue;
      countable = countable && !__builtin_add_overflow(sum, *minor, &sum);
      found.push_back({column, nullptr, *minor});
    }
    if (!countable || sum != rest) {
      std::erase_if(found, [&](const Part& part) { return part.minor != rest; });
      if (found.size() != 1) return false;
    }
    parts.insert(parts.end(), found.begin(), found.end());
    return true;
  }

  Placed<void> add_entries(const CsvRow& row, std::vector<Part>& parts, const TransactionTime& time,
                           const std::optional<TransactionTime>& release) {
    const TransactionType* type = type_of(row[at(Column::type)]);
    if (parts.empty()) parts.push_back({at(Column::total), transaction_amount(Column::other), 0});
    const std::string id = row_id(row, type, parts, time);
    for (const Part& part : parts) {
      if (auto added = add_entry(row, type, part, id, time, release); !added) return added;
    }
    return {};
  }

  Placed<void> add_entry(const CsvRow& row, const TransactionType* type, const Part& part,
                         const std::string& row_id, const TransactionTime& time,
                         const std::optional<TransactionTime>& release) {
    const TransactionStatus status = status_of(row[at(Column::status)]);
    const RowType& as = row_type_of(type, part.amount, row[at(Column::description)]);
    const std::size_t sign = sign_index(part.minor);
    const std::string id = row_id + "/" + part_key(part);
    const std::string description = description_of(row, type, part);
    ReportEntry entry;
    entry.at = first_reading(time);
    entry.amount_minor = part.minor;
    entry.kind = as.kind[sign];
    entry.group = as.group[sign];
    const bool known = as.known && status != TransactionStatus::unknown;
    entry.flags = known ? kFlagNone : kFlagUnknownType;
    entry.id = id;
    entry.description = description;
    entry.order = row[at(Column::order)];
    entry.sku = row[at(Column::sku)];
    entry.settlement = row[at(Column::settlement)];
    const auto where = batches_.add(*currency_, entry, row.place(part.column));
    if (!where) return std::unexpected(where.error());
    note_open(*where, time, false);
    defer(*where, status, time, release);
    return {};
  }

  // Money comes on the day its transaction is released, which nobody knows of a deferred one
  // without a date.
  void defer(ReportBatches::Where where, TransactionStatus status, const TransactionTime& time,
             const std::optional<TransactionTime>& release) {
    if (!release && status != TransactionStatus::released) {
      batches_.set_available(where, kNotYetKnown);
    } else if (release && (is_open(time) || is_open(*release) ||
                           first_reading(*release) > first_reading(time))) {
      batches_.set_available(where, first_reading(*release));
      note_open(where, *release, true);
    }
  }

  static Instant first_reading(const TransactionTime& time) {
    return time.readings.at[time.readings.exists[0] ? 0 : 1];
  }
  static bool is_open(const TransactionTime& time) {
    return time.readings.exists[0] && time.readings.exists[1] && !time.readings.agree();
  }
  void note_open(ReportBatches::Where where, const TransactionTime& time, bool is_release) {
    if (!is_open(time) || days_.order() == DayOrder::day_first) return;
    open_.push_back({where, time.readings.at[1], is_release});
  }

  const TransactionType* type_of(std::string_view name) {
    const auto known = types_.find(name);
    if (known != types_.end()) return known->second;
    return types_.emplace(name, transaction_type(name)).first->second;
  }

  TransactionStatus status_of(std::string_view name) {
    if (name != last_status_) {
      last_status_ = name;
      status_ = transaction_status(name);
    }
    return status_;
  }

  // What an amount is; of an order's it is asked once, as its description does not matter.
  const RowType& row_type_of(const TransactionType* type, const TransactionAmount* amount,
                             std::string_view description) {
    const bool once = type != nullptr && amount != nullptr && is_of_order(*type);
    if (!once) return unkept_ = transaction_row_type(type, amount, description);
    const auto known = row_types_.find({type, amount});
    if (known != row_types_.end()) return known->second;
    return row_types_.emplace(std::pair(type, amount), transaction_row_type(type, amount, {}))
        .first->second;
  }

  std::string part_key(const Part& part) const {
    if (part.amount != nullptr) return std::string(part.amount->key);
    return "column-" + content_hash(folded_words((*names_)[part.column]));
  }

  // The same for a row in every report that holds it, whatever the language of its types, the order
  // of its columns and whether it was released since: from what happened, when, and its amounts.
  std::string row_id(const CsvRow& row, const TransactionType* type, const std::vector<Part>& parts,
                     const TransactionTime& time) const {
    const std::string_view order = row[at(Column::order)];
    std::string content = time.key;
    const auto add = [&content](std::string_view text) { content.append("\x1f").append(text); };
    add(type != nullptr ? std::string(type->key) : folded_words(row[at(Column::type)]));
    add(order);
    add(row[at(Column::sku)]);
    add(row[at(Column::description)]);
    for (const Part& part : parts) {
      add(part_key(part));
      add(std::to_string(part.minor));
    }
    const std::string hash = content_hash(content);
    const bool has_order = !order.empty() && order.size() <= kLongestOrderInId;
    return has_order ? std::string(order) + "/" + hash : hash;
  }

  // What a seller reads: the goods of an order, else the column; of a row about the account what it
  // says itself.
  std::string description_of(const CsvRow& row, const TransactionType* type,
                             const Part& part) const {
    const std::string_view said = row[at(Column::description)];
    const std::string type_name(row[at(Column::type)]);
    const std::string& header = (*names_)[part.column];
    if (type == nullptr || part.amount == nullptr) return type_name + ": " + header;
    if (!is_of_order(*type)) return said.empty() ? type_name : std::string(said);
    const bool goods = part.amount->column == Column::product_sales && !said.empty();
    const std::string what(goods ? said : std::string_view(header));
    return type->key == "order" ? what : type_name + ": " + what;
  }

  // Once all rows have told whether day or month comes first.
  Placed<void> settle_days() {
    if (days_.order() == DayOrder::undecided && ambiguous_) {
      return refuse_at(*ambiguous_, Error::ambiguous_date);
    }
    if (days_.order() != DayOrder::month_first) return {};
    for (const Open& open : open_) {
      if (open.is_release) {
        batches_.set_available(open.where, open.month_first);
      } else {
        batches_.set_at(open.where, open.month_first);
      }
    }
    return {};
  }

  ReadOptions options_;
  ReportBatches batches_;
  std::optional<Currency> currency_;
  std::optional<TransactionAmounts> reader_;  // once the currency is known
  const std::vector<std::string>* names_ = nullptr;
  std::uint64_t header_line_ = 0;
  std::map<Column, std::size_t> columns_;  // the first of each
  std::vector<Part> amounts_;
  std::vector<std::size_t> unknown_;
  std::map<std::string, const TransactionType*, std::less<>> types_;
  std::map<std::pair<const TransactionType*, const TransactionAmount*>, RowType> row_types_;
  RowType unkept_;
  std::string last_status_;
  TransactionStatus status_ = TransactionStatus::released;  // of a blank one
  std::vector<CsvRecord> held_;                             // until the currency is known
  bool lost_ = false;                                       // it never will be

  DayOrderVote days_;
  std::optional<Place> ambiguous_;  // the first date that can be read in two ways
  std::vector<Open> open_;
};

// Whether the first line may be one above the header of such a file.
bool may_stand_above(std::string_view text) {
  if (text.starts_with('"') || !text.contains('\n')) return true;
  const std::string line = fold_for_search(text.substr(0, text.find('\n')));
  return line.contains("amazon") || currency_of_line(line).has_value();
}

}  // namespace

Recognition is_transaction_csv(const Head& head) {
  // A NUL byte behind the header is refused at its place, so that the answer does not depend on how
  // much of the file has come.
  const std::size_t readable = std::min(head.text.find('\0'), head.text.size());
  const bool is_all = head.is_all || readable < head.text.size();
  const Head until{.text = head.text.substr(0, readable), .is_all = is_all};
  const Recognition said = recognise_csv(until, TransactionRows(ReadOptions()));
  const bool perhaps = said == Recognition::perhaps;
  return perhaps && !may_stand_above(head.text) ? Recognition::no : said;
}

std::unique_ptr<FileReader> make_transaction_csv_reader(ReadOptions options) {
  std::vector<Refusal>* problems = options.problems;
  return make_csv_reader(std::make_unique<TransactionRows>(std::move(options)), problems);
}

}  // namespace repay
