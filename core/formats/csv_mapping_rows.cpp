#include "core/formats/csv_mapping_rows.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "core/base/check.h"
#include "core/formats/csv_values.h"
#include "core/formats/json_text.h"
#include "core/formats/report_batches.h"
#include "core/money/decimal.h"

namespace repay {
namespace {

constexpr std::size_t kNone = SIZE_MAX;

/// Where a mapping's columns are in a file.
struct SourceColumns {
  std::size_t column = kNone;
  std::size_t debit = kNone;
  std::size_t credit = kNone;
  bool negate = false;
};

NumberFormat number_format(const std::string& decimal_mark) {
  const std::string group_mark = decimal_mark == "." ? "," : ".";
  NumberFormat format;
  format.decimal_mark = decimal_mark;
  format.group_mark = group_mark;
  return format;
}

class MappedRows final : public CsvRows {
 public:
  MappedRows(CsvMapping mapping, std::string store)
      : mapping_(std::move(mapping)),
        amounts_(number_format(mapping_.decimal_mark)),
        batches_(std::move(store)) {}

  bool is_header(const CsvRecord& record) const override {
    return std::ranges::all_of(mapping_.header, [&](const std::string& name) {
      for (std::size_t i = 0; i < record.size(); ++i) {
        if (trimmed(record[i]) == name) return true;
      }
      return false;
    });
  }

  std::string_view separators() const override { return mapping_.separators; }

  Refusal no_header() const override {
    return {Error::column_missing,
            {.line = 1, .column = 0, .field = mapping_.header.front()},
            "no line has all the columns of " + mapping_.name};
  }

  Placed<void> take_header(const std::vector<std::string>& names, std::uint64_t line) override {
    names_ = &names;
    header_line_ = line;
    for (const CsvMapping::Amount& amount : mapping_.amounts) {
      amount_columns_.push_back(find(amount.source));
    }
    net_ = find(mapping_.net);
    if (mapping_.gross) {
      gross_ = find(mapping_.gross->source);
      gross_currency_ = find(mapping_.gross->currency);
    }
    for (const std::string& column : mapping_.time_columns) time_.push_back(find(column));
    zone_ = find(mapping_.zone_column);
    currency_ = find(mapping_.currency_column);
    type_ = find(mapping_.type_column);
    balance_ = find(mapping_.balance);
    zero_ = find(mapping_.sums_to_zero);
    for (const std::string& column : mapping_.id) id_.push_back(find(column));
    order_ = find_optional(mapping_.order);
    sku_ = find_optional(mapping_.sku);
    settlement_ = find_optional(mapping_.settlement);
    for (const std::string& column : mapping_.description) {
      description_.push_back(find_optional(column));
    }
    for (const auto& rule : mapping_.skip) skip_.push_back(find_optional(rule.column));
    for (const auto& rule : mapping_.defer) defer_.push_back(find_optional(rule.column));
    candidates_.resize(mapping_.time_patterns.size());
    if (!missing_.empty()) {
      return refuse_at({.line = line, .column = 0, .field = missing_.front()},
                       Error::column_missing, list(missing_));
    }
    return {};
  }

  Placed<void> take_row(const CsvRow& row) override {
    if (fits(row, mapping_.skip, skip_)) return {};
    const Placed<Currency> currency = read_currency(row);
    if (!currency) return spoiled(std::unexpected(currency.error()));
    Placed<std::vector<std::int64_t>> amounts = read_amounts(row, *currency);
    if (!amounts) return spoiled(std::unexpected(amounts.error()));
    std::int64_t sum = 0;
    for (const std::int64_t amount : *amounts) {
      if (__builtin_add_overflow(sum, amount, &sum)) {
        return spoiled(refuse_at(row.place(main_column()), Error::overflow));
      }
    }
    if (fits(row, mapping_.defer, defer_)) return batches_.defer(*currency, sum, row.place(type_));
    if (auto timed = read_time_of(row); !timed) return spoiled(std::move(timed));
    if (auto opened = follow_balance(row, *currency, sum); !opened) return opened;
    if (auto summed = sum_up(row, *currency, sum); !summed) return summed;
    return add_entries(row, *currency, *amounts);
  }

  Placed<std::vector<EntryBatch>> finish() override {
    if (auto settled = settle_times(); !settled) return std::unexpected(settled.error());
    for (const auto& [what, sum] : zero_sums_) {
      if (sum.minor == 0 || spoiled_) continue;
      return refuse_at(
          sum.place, Error::running_balance_mismatch,
          quote(what.first) + " comes to " + to_decimal({sum.minor, what.second}) + ", not to 0");
    }
    return batches_.take();
  }

 private:
  struct ZeroSum {
    std::int64_t minor = 0;
    Place place;
  };

  std::size_t find_optional(const std::string& name) const {
    const auto found = name.empty() ? names_->end() : std::ranges::find(*names_, name);
    return found == names_->end() ? kNone : static_cast<std::size_t>(found - names_->begin());
  }

  std::size_t find(const std::string& name) {
    const std::size_t column = find_optional(name);
    if (column == kNone && !name.empty()) missing_.push_back(name);
    return column;
  }

  SourceColumns find(const CsvMapping::Source& source) {
    return {.column = find(source.column),
            .debit = find(source.debit),
            .credit = find(source.credit),
            .negate = source.negate};
  }

  static std::string list(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all.append(all.empty() ? "" : ", ").append(name);
    return all;
  }

  static bool fits(const CsvRow& row, const std::vector<CsvMapping::Values>& rules,
                   const std::vector<std::size_t>& columns) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (columns[i] != kNone && rules[i].values.contains(row[columns[i]])) return true;
    }
    return false;
  }

  // A row that was refused: what follows from all rows together is not asked any more.
  Placed<void> spoiled(Placed<void> refused) {
    spoiled_ = true;
    balances_.clear();
    return refused;
  }

  Placed<Currency> read_currency(const CsvRow& row) const {
    if (mapping_.currency) return *mapping_.currency;
    const auto currency = Currency::from_code(row[currency_]);
    if (currency) return *currency;
    return refuse_at(row.place(currency_), currency.error(), quote(row[currency_]));
  }

  std::size_t main_column() const {
    const SourceColumns& main = amount_columns_.front();
    if (main.column != kNone) return main.column;
    if (main.credit != kNone) return main.credit;
    return net_.column != kNone ? net_.column : net_.credit;
  }

  // One column; blank is nothing.
  Placed<std::int64_t> read_amount(const CsvRow& row, std::size_t column, Currency currency) const {
    if (row[column].empty()) return 0;
    const auto amount = amounts_.read(row[column], currency);
    if (amount) return *amount;
    return refuse_at(row.place(column), amount.error(), quote(row[column]));
  }

  Placed<std::int64_t> read_amount(const CsvRow& row, const SourceColumns& source,
                                   Currency currency) const {
    const bool single = source.column != kNone;
    const auto plus = read_amount(row, single ? source.column : source.credit, currency);
    if (!plus) return plus;
    const auto minus = single ? Placed<std::int64_t>(0) : read_amount(row, source.debit, currency);
    if (!minus) return minus;
    std::int64_t amount = 0;
    const bool over = __builtin_sub_overflow(*plus, *minus, &amount) ||
                      (source.negate && __builtin_sub_overflow(std::int64_t{0}, amount, &amount));
    if (over) return refuse_at(row.place(single ? source.column : source.credit), Error::overflow);
    return amount;
  }

  // The amounts of a row, checked against its net and gross ones.
  Placed<std::vector<std::int64_t>> read_amounts(const CsvRow& row, Currency currency) const {
    std::vector<std::int64_t> amounts;
    std::int64_t sum = 0;
    std::size_t rest = kNone;
    for (std::size_t i = 0; i < amount_columns_.size(); ++i) {
      const bool is_rest = !mapping_.amounts[i].source.is_set();
      if (is_rest) rest = i;
      const auto amount =
          is_rest ? Placed<std::int64_t>(0) : read_amount(row, amount_columns_[i], currency);
      if (!amount) return std::unexpected(amount.error());
      if (__builtin_add_overflow(sum, *amount, &sum)) {
        return refuse_at(row.place(main_column()), Error::overflow);
      }
      amounts.push_back(*amount);
    }
    if (!mapping_.net.is_set()) return amounts;
    const auto net = read_amount(row, net_, currency);
    if (!net) return std::unexpected(net.error());
    const Place place = row.place(net_.column != kNone ? net_.column : net_.credit);
    if (rest != kNone) {
      if (__builtin_sub_overflow(*net, sum, &amounts[rest]))
        return refuse_at(place, Error::overflow);
      if (auto well = check_gross(row, currency, amounts[rest]); !well) {
        return std::unexpected(well.error());
      }
    } else if (*net != sum) {
      return refuse_at(place, Error::row_total_mismatch,
                       "they add up to " + to_decimal({sum, currency}) + ", the row says " +
                           to_decimal({*net, currency}));
    }
    return amounts;
  }

  Placed<void> check_gross(const CsvRow& row, Currency currency, std::int64_t rest) const {
    if (!mapping_.gross || row[gross_currency_] != currency.code()) return {};
    const auto gross = read_amount(row, gross_, currency);
    if (!gross) return std::unexpected(gross.error());
    if (*gross == rest) return {};
    return refuse_at(row.place(gross_.column != kNone ? gross_.column : gross_.credit),
                     Error::row_total_mismatch,
                     "net and fees make " + to_decimal({rest, currency}) + ", the row says " +
                         to_decimal({*gross, currency}));
  }

  // Reads a row's time by every pattern that fitted all rows so far.
  Placed<void> read_time_of(const CsvRow& row) {
    std::string text;
    for (const std::size_t column : time_) {
      if (!text.empty()) text += ' ';
      text += row[column];
    }
    const Placed<const ZoneRules*> zone = zone_of(row);
    if (!zone) return std::unexpected(zone.error());
    std::vector<std::optional<Instant>> read(candidates_.size());
    bool any = false;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (rows_ > 0 && candidates_[i].empty()) continue;  // an earlier row was none of it
      const auto time = read_time(text, mapping_.time_patterns[i]);
      if (!time) continue;
      read[i] = time->offset ? Instant{time->ms - time->offset->minutes * kMsPerMinute}
                             : (*zone)->first_showing(time->ms);
      any = true;
    }
    if (!any) return refuse_at(row.place(time_.front()), Error::invalid_date, quote(text));
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (!read[i]) {
        candidates_[i].clear();
      } else if (rows_ == candidates_[i].size()) {
        candidates_[i].push_back(*read[i]);
      }
    }
    ++rows_;
    last_time_place_ = row.place(time_.front());
    return {};
  }

  Placed<const ZoneRules*> zone_of(const CsvRow& row) const {
    if (zone_ == kNone) return &mapping_.zone;
    const auto found = mapping_.zones.find(row[zone_]);
    if (found != mapping_.zones.end()) return &found->second;
    return refuse_at(row.place(zone_), Error::invalid_field, "the zone " + quote(row[zone_]));
  }

  // The running balance goes on from row to row, for each currency by itself; before the first one
  // it may have been anything, which opens the ledger.
  Placed<void> follow_balance(const CsvRow& row, Currency currency, std::int64_t sum) {
    if (balance_ == kNone) return {};
    const auto stated = read_amount(row, balance_, currency);
    if (!stated) return std::unexpected(stated.error());
    const auto known = balances_.find(currency);
    std::int64_t before = 0;
    if (__builtin_sub_overflow(*stated, sum, &before)) {
      return refuse_at(row.place(balance_), Error::overflow);
    }
    const bool follows = known == balances_.end() || known->second == before;
    const std::int64_t expected = known == balances_.end() ? 0 : known->second;
    const bool opens = known == balances_.end() && before != 0 && !spoiled_;
    balances_.insert_or_assign(currency, *stated);
    if (!follows) {
      return refuse_at(row.place(balance_), Error::running_balance_mismatch,
                       to_decimal({expected, currency}) + " and " + to_decimal({sum, currency}) +
                           " do not make " + to_decimal({*stated, currency}));
    }
    if (!opens) return {};
    const std::string id = row_id(row) + "/opening";
    return keep({.amount_minor = before,
                 .kind = Kind::carried_balance,
                 .group = Group::beginning_balance,
                 .id = id,
                 .description = "Opening balance"},
                row, currency);
  }

  Placed<void> sum_up(const CsvRow& row, Currency currency, std::int64_t sum) {
    if (zero_ == kNone) return {};
    ZeroSum& zero = zero_sums_[{std::string(row[zero_]), currency}];
    zero.place = row.place(zero_);
    if (__builtin_add_overflow(zero.minor, sum, &zero.minor)) {
      return refuse_at(row.place(zero_), Error::overflow);
    }
    return {};
  }

  std::string row_id(const CsvRow& row) const {
    std::string id;
    for (const std::size_t column : id_) {
      if (row[column].empty()) continue;
      if (!id.empty()) id += '/';
      id += row[column];
    }
    if (!id.empty()) return id;
    std::string content;
    for (std::size_t i = 0; i < names_->size(); ++i) content.append(row[i]).push_back('\x1f');
    return content_hash(content);
  }

  std::string_view text_of(const CsvRow& row, std::size_t column) const {
    return column == kNone ? std::string_view() : row[column];
  }

  Placed<void> add_entries(const CsvRow& row, Currency currency,
                           const std::vector<std::int64_t>& amounts) {
    const std::string id = row_id(row);
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      const CsvMapping::Amount& amount = mapping_.amounts[i];
      const bool is_main = amount.class_name.empty();
      if (amounts[i] == 0 && !is_main) continue;
      const std::string own_id = amount.id.empty() ? id : id + "/" + amount.id;
      ReportEntry entry = entry_of(row, amounts[i], amount);
      entry.id = own_id;
      if (auto kept = keep(entry, row, currency); !kept) return kept;
    }
    return {};
  }

  ReportEntry entry_of(const CsvRow& row, std::int64_t minor,
                       const CsvMapping::Amount& amount) const {
    std::string_view class_name = amount.class_name;
    if (class_name.empty()) {
      const auto type = mapping_.types.find(text_of(row, type_));
      if (type != mapping_.types.end()) class_name = type->second;
    }
    const auto found = mapping_.classes.find(class_name);
    const bool known = found != mapping_.classes.end();
    const CsvMapping::Class as = known ? found->second : CsvMapping::Class();
    ReportEntry entry;
    entry.amount_minor = minor;
    entry.kind = minor < 0 ? as.debit_kind : as.credit_kind;
    entry.group = minor < 0 ? as.debit_group : as.credit_group;
    entry.flags = known ? kFlagNone : kFlagUnknownType;
    entry.description = amount.description;
    for (const std::size_t column : description_) {
      if (entry.description.empty()) entry.description = text_of(row, column);
    }
    if (entry.description.empty()) entry.description = text_of(row, type_);
    entry.order = text_of(row, order_);
    entry.sku = text_of(row, sku_);
    entry.settlement = text_of(row, settlement_);
    return entry;
  }

  Placed<void> keep(const ReportEntry& entry, const CsvRow& row, Currency currency) {
    const Place place = row.place(id_.empty() ? main_column() : id_.front());
    const auto where = batches_.add(currency, entry, place);
    if (!where) return std::unexpected(where.error());
    rows_of_.push_back({*where, rows_ - 1});
    return {};
  }

  // Gives entries their instants, once all rows have told which pattern the file has.
  Placed<void> settle_times() {
    const auto whole = [&](const auto& times) { return times.size() == rows_; };
    const auto chosen = std::ranges::find_if(candidates_, whole);
    if (chosen == candidates_.end()) {
      return refuse_at(last_time_place_, Error::invalid_date, "none of the patterns fits all rows");
    }
    for (const auto& other : candidates_) {
      if (!whole(other) || other == *chosen) continue;
      return refuse_at(last_time_place_, Error::ambiguous_date,
                       "every row fits several patterns of " + mapping_.name);
    }
    for (const auto& [where, row] : rows_of_) batches_.set_at(where, (*chosen)[row]);
    return {};
  }

  CsvMapping mapping_;
  CsvAmounts amounts_;
  ReportBatches batches_;
  const std::vector<std::string>* names_ = nullptr;
  std::uint64_t header_line_ = 0;
  std::vector<std::string> missing_;

  std::vector<SourceColumns> amount_columns_;
  SourceColumns net_;
  SourceColumns gross_;
  std::size_t gross_currency_ = kNone;
  std::vector<std::size_t> time_;
  std::size_t zone_ = kNone;
  std::size_t currency_ = kNone;
  std::size_t type_ = kNone;
  std::size_t balance_ = kNone;
  std::size_t zero_ = kNone;
  std::vector<std::size_t> id_;
  std::size_t order_ = kNone;
  std::size_t sku_ = kNone;
  std::size_t settlement_ = kNone;
  std::vector<std::size_t> description_;
  std::vector<std::size_t> skip_;
  std::vector<std::size_t> defer_;

  // The instants of all rows by each pattern; empty for one that did not fit a row.
  std::vector<std::vector<Instant>> candidates_;
  std::size_t rows_ = 0;
  Place last_time_place_;
  std::vector<std::pair<ReportBatches::Where, std::size_t>> rows_of_;  // the row of each entry
  std::map<Currency, std::int64_t> balances_;
  std::map<std::pair<std::string, Currency>, ZeroSum> zero_sums_;
  bool spoiled_ = false;
};

// The built-in mappings, read once; a test holds that they can be.
const std::vector<CsvMapping>& mappings() {
  static const std::vector<CsvMapping> kMappings = [] {
    std::vector<CsvMapping> all;
    for (const std::string_view json : built_in_mappings()) {
      Placed<CsvMapping> mapping = read_csv_mapping(json);
      check(mapping.has_value());
      all.push_back(*std::move(mapping));
    }
    return all;
  }();
  return kMappings;
}

/// Waits until the header tells which of the built-in mappings the file is for.
class BuiltInReader final : public FileReader {
 public:
  explicit BuiltInReader(ReadOptions options) : options_(std::move(options)) {}

  Placed<void> feed(std::span<const char> bytes) override {
    if (reader_) return reader_->feed(bytes);
    head_.append(bytes.data(), bytes.size());
    choose(head_.size() >= kMostSniffed);
    if (!reader_) return {};
    return reader_->feed(std::exchange(head_, {}));
  }

  Placed<std::vector<EntryBatch>> finish() override {
    if (!reader_) {
      choose(true);
      if (auto fed = reader_->feed(std::exchange(head_, {}));
          !fed && options_.problems == nullptr) {
        return std::unexpected(fed.error());
      }
    }
    return reader_->finish();
  }

 private:
  void choose(bool is_all) {
    const Head head{.text = std::string_view(head_).substr(0, kMostSniffed), .is_all = is_all};
    const auto fits = [&](const CsvMapping& mapping) {
      return recognise_mapped_csv(head, mapping) == Recognition::yes;
    };
    auto chosen = std::ranges::find_if(mappings(), fits);
    if (chosen == mappings().end()) {
      if (!is_all) return;
      chosen = mappings().begin();  // refuses the file, saying what is missing
    }
    reader_ = make_mapped_csv_reader(*chosen, options_);
  }

  ReadOptions options_;
  std::string head_;
  std::unique_ptr<FileReader> reader_;
};

}  // namespace

Recognition recognise_mapped_csv(const Head& head, const CsvMapping& mapping) {
  return recognise_csv(head, MappedRows(mapping, {}));
}

std::unique_ptr<FileReader> make_mapped_csv_reader(CsvMapping mapping, const ReadOptions& options) {
  return make_csv_reader(std::make_unique<MappedRows>(std::move(mapping), options.store),
                         options.problems);
}

Recognition is_mapped_csv(const Head& head) {
  // Their headers are their first lines: no more is looked at, however much has come.
  const std::size_t end = head.text.find('\n');
  const bool is_whole = end != head.text.npos;
  const Head line{.text = head.text.substr(0, is_whole ? end + 1 : end),
                  .is_all = head.is_all || is_whole};
  Recognition best = Recognition::no;
  for (const CsvMapping& mapping : mappings()) {
    best = std::max(best, recognise_mapped_csv(line, mapping));
  }
  return best;
}

std::unique_ptr<FileReader> make_built_in_csv_reader(ReadOptions options) {
  return std::make_unique<BuiltInReader>(std::move(options));
}

}  // namespace repay
