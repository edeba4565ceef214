#include "core/formats/settlement_rows.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/formats/utf8.h"
#include "core/money/decimal.h"

namespace repay {
namespace {

constexpr std::size_t kLongestField = 8192;        // of the texts that are kept
constexpr std::size_t kMostTexts = 0xff00'0000;    // bytes; a TextRef counts to 4 GiB
constexpr std::size_t kMostReserved = 20'000'000;  // rows; whatever a size hint says

bool is_blank(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 64;
  std::string out = "\"";
  out += text.substr(0, kShown);
  while (text.size() > kShown && (out.back() & 0xc0) == 0x80) out.pop_back();
  out += text.size() > kShown ? "…\"" : "\"";
  return out;
}

}  // namespace

SettlementRows::SettlementRows(ReadOptions options) : options_(std::move(options)) {
  batch_.store = options_.store;
}

Place SettlementRows::next_place(std::size_t column) const {
  if (expects_ != Expects::header)
    return columns_.place(lines_ + 1, static_cast<ColumnIndex>(column));
  return {.line = lines_ + 1, .column = column + 1, .field = {}};
}

bool SettlementRows::refuse_field(ColumnIndex column, Error error, std::string detail) {
  refusal_ = Refusal{error, columns_.place(lines_ + 1, column), std::move(detail)};
  return false;
}

Placed<void> SettlementRows::take(const char* text, const FieldEnds& ends, bool unterminated) {
  unterminated_ = unterminated;
  std::size_t next = 0;
  bool well = true;
  for (; well && next < ends.lines() && expects_ != Expects::rows; ++next) {
    const std::uint32_t first = next == 0 ? 0 : ends.line_ends()[next - 1];
    well = take_line({text, ends.ends() + first, ends.line_ends()[next] - first});
    if (well) ++lines_;
  }
  if (well && next < ends.lines()) {
    well =
        columns_.is_v2() ? take_rows<true>(text, ends, next) : take_rows<false>(text, ends, next);
  }
  if (well) return {};
  return std::unexpected(*refusal_);
}

bool SettlementRows::take_line(const SettlementLine& line) {
  if (is_blank(line.whole())) return true;
  return expects_ == Expects::header ? take_header(line) : take_summary(line);
}

bool SettlementRows::take_header(const SettlementLine& line) {
  if (unterminated_) {
    refusal_ = Refusal{Error::file_truncated,
                       {.line = lines_ + 1, .column = 0, .field = {}},
                       "it ends within the header"};
    return false;
  }
  std::vector<std::string_view> fields;
  for (ColumnIndex i = 0; i < line.fields(); ++i) fields.push_back(line.field(i));
  Placed<SettlementColumns> columns = read_settlement_header(fields);
  if (!columns) {
    refusal_ = std::move(columns.error());
    return false;
  }
  columns_ = *std::move(columns);
  expects_ = Expects::summary;
  return true;
}

bool SettlementRows::take_summary(const SettlementLine& line) {
  if (line.fields() != columns_.names.size()) return take_odd_row(line);
  summary_line_ = lines_ + 1;

  const std::string_view id = line.field(columns_.settlement_id);
  if (!is_plain_name(id) || !settlement_id_.set(id)) {
    return refuse_field(columns_.settlement_id, Error::invalid_field, quoted(id));
  }
  currency_ = line.field(columns_.currency);
  const Result<Currency> currency = Currency::from_code(currency_);
  if (!currency) return refuse_field(columns_.currency, currency.error(), quoted(currency_));
  batch_.currency = *currency;
  amounts_ = AmountReader(currency->digits());

  const PeriodTexts period = {.start = line.field(columns_.start_date),
                              .end = line.field(columns_.end_date),
                              .deposit = line.field(columns_.deposit_date)};
  const auto bad_date = [&](ColumnIndex column) {
    return refuse_field(column, Error::invalid_date, quoted(line.field(column)));
  };
  switch (dates_.take_period(period)) {
    case DateReader::Wrong::none:
      break;
    case DateReader::Wrong::start:
      return bad_date(columns_.start_date);
    case DateReader::Wrong::end:
      return bad_date(columns_.end_date);
    case DateReader::Wrong::deposit:
      return bad_date(columns_.deposit_date);
  }
  const std::string_view total_text = line.field(columns_.total_amount);
  const Result<std::int64_t> total = amounts_.read(total_text);
  if (!total) return refuse_field(columns_.total_amount, total.error(), quoted(total_text));

  batch_.settlement.emplace();
  batch_.settlement->id = id;
  batch_.settlement->total_minor = *total;
  batch_.total_place = columns_.place(summary_line_, columns_.total_amount);
  expects_ = Expects::rows;
  return true;
}

template <bool kV2>
bool SettlementRows::take_rows(const char* text, const FieldEnds& ends, std::size_t from) {
  if (batch_.texts.used() > kMostTexts) {
    return refuse_field(kNoColumn, Error::too_large, "its texts are beyond 4 GiB");
  }
  if (rows_ == 0) reserve_for(ends.lines() - from, ends.ends()[ends.count() - 1]);
  resize(rows_ + ends.lines() - from);
  std::uint32_t first = from == 0 ? 0 : ends.line_ends()[from - 1];
  for (std::size_t i = from; i < ends.lines(); ++i, ++lines_) {
    const std::uint32_t last = ends.line_ends()[i];
    const SettlementLine line(text, ends.ends() + first, last - first);
    first = last;
    const bool well =
        line.fields() == columns_.names.size() ? take_row<kV2>(line) : take_odd_row(line);
    if (!well && !passes_over()) [[unlikely]]
      return false;
  }
  resize(rows_);
  return true;
}

// Whether the rows behind a wrong one are looked at: when all that is wrong is asked for.
bool SettlementRows::passes_over() {
  if (options_.problems == nullptr || options_.problems->size() >= kMostProblems) return false;
  options_.problems->push_back(*refusal_);
  if (!first_refusal_) first_refusal_ = std::move(refusal_);
  refusal_.reset();
  return true;
}

// A line with another number of fields than the header.
bool SettlementRows::take_odd_row(const SettlementLine& line) {
  if (is_blank(line.whole())) return true;
  const std::size_t columns = columns_.names.size();
  if (line.fields() > columns) {
    refusal_ = Refusal{
        Error::too_many_columns,
        {.line = lines_ + 1, .column = columns + 1, .field = {}},
        "expected " + std::to_string(columns) + " fields, found " + std::to_string(line.fields())};
    return false;
  }
  if (unterminated_) {
    return refuse_field(static_cast<ColumnIndex>(line.fields() - 1), Error::file_truncated,
                        "the last line has " + std::to_string(line.fields()) + " fields of " +
                            std::to_string(columns));
  }
  // Programs that tables pass through drop the empty fields at a line's end: give them back.
  std::string text(line.whole());
  if (text.ends_with('\r')) text.pop_back();
  text.append(columns - line.fields(), '\t');
  text.push_back('\n');
  const std::size_t size = text.size();
  text.resize(size + kReadablePad);
  FieldEnds ends;
  ends.scan(text.data(), size);
  const SettlementLine whole(text.data(), ends.ends(), columns);
  if (expects_ == Expects::summary) return take_summary(whole);
  return columns_.is_v2() ? take_row<true>(whole) : take_row<false>(whole);
}

template <bool kV2>
bool SettlementRows::take_row(const SettlementLine& line) {
  if (!settlement_id_.is(line.field(columns_.settlement_id)) ||
      !line.field(columns_.currency).empty()) [[unlikely]] {
    if (is_blank(line.whole())) return true;
    if (!check_identity(line)) return false;
  }
  if (line.whole().size() > kLongestField && !check_lengths(line)) [[unlikely]]
    return false;

  std::int64_t amount = 0;
  RowWords words{line.field(columns_.transaction_type), nothing_.view(), nothing_.view()};
  if constexpr (kV2) {
    if (!take_amount(line, columns_.amount, amount)) return false;
    words.amount_type = line.field(columns_.amount_type);
    words.description = line.field(columns_.amount_description);
  } else {
    bool described = false;
    for (const AmountColumn& column : columns_.amounts) {
      if (line.is_empty(column.amount) || line.field(column.amount).empty()) continue;
      if (!take_amount(line, column.amount, amount)) return false;
      if (!std::exchange(described, true)) {
        words.amount_type = column.amount_type.view();
        words.description = line.field(column.type);
      }
    }
    if (described && words.description.empty()) words.description = words.transaction_type;
  }

  std::string_view date = line.field(columns_.posted_date_time);
  if (date.empty()) date = line.field(columns_.posted_date);
  const Result<Instant> at = dates_.read(date);
  if (!at) [[unlikely]] {
    const bool timed =
        !line.field(columns_.posted_date_time).empty() || columns_.posted_date == kNoColumn;
    return refuse_field(timed ? columns_.posted_date_time : columns_.posted_date, at.error(),
                        quoted(date));
  }

  const RowTypeMemo::Kept& type = types_.find(words, batch_.texts);
  const std::size_t sign = sign_index(amount);
  const std::size_t row = rows_++;
  batch_.at[row] = *at;
  batch_.amount_minor[row] = amount;
  batch_.kind[row] = type.kind[sign];
  batch_.group[row] = type.group[sign];
  batch_.flags[row] = type.flags;
  batch_.description[row] = type.description;
  batch_.order[row] = keep_order(line.field(columns_.order_id));
  batch_.sku[row] = keep_sku(line.field(columns_.sku));
  return true;
}

// Adds a field's amount to the row's and to the file's. An empty one is nothing.
bool SettlementRows::take_amount(const SettlementLine& line, ColumnIndex column,
                                 std::int64_t& amount) {
  const std::string_view text = line.field(column);
  if (text.empty()) return true;
  const Result<std::int64_t> read = amounts_.read(text);
  if (!read) [[unlikely]]
    return refuse_field(column, read.error(), quoted(text));
  if (__builtin_add_overflow(amount, *read, &amount) || __builtin_add_overflow(sum_, *read, &sum_))
      [[unlikely]] {
    return refuse_field(column, Error::overflow);
  }
  return true;
}

// A row may leave settlement and currency empty, but not say others.
bool SettlementRows::check_identity(const SettlementLine& line) {
  const std::string_view id = line.field(columns_.settlement_id);
  if (!id.empty() && id != settlement_id_.view()) {
    return refuse_field(columns_.settlement_id, Error::two_settlements,
                        quoted(settlement_id_.view()) + " and " + quoted(id));
  }
  const std::string_view currency = line.field(columns_.currency);
  if (!currency.empty() && currency != currency_) {
    return refuse_field(columns_.currency, Error::currency_mismatch,
                        quoted(currency_) + " and " + quoted(currency));
  }
  return true;
}

bool SettlementRows::check_lengths(const SettlementLine& line) {
  for (ColumnIndex i = 0; i < line.fields(); ++i) {
    if (line.field(i).size() <= kLongestField) continue;
    return refuse_field(i, Error::line_too_long,
                        "a field of " + std::to_string(line.field(i).size()) + " bytes, at most " +
                            std::to_string(kLongestField) + " are read");
  }
  return true;
}

// Rows of one order stand together.
TextRef SettlementRows::keep_order(std::string_view order) {
  if (last_order_.is(order)) return last_order_ref_;
  const TextRef ref = batch_.texts.add(order);
  last_order_ref_ = last_order_.set(order) ? ref : TextRef{};
  return ref;
}

TextRef SettlementRows::keep_sku(std::string_view sku) {
  if (last_sku_.is(sku)) return last_sku_ref_;
  const TextRef ref = skus_.find(sku, batch_.texts);
  last_sku_ref_ = last_sku_.set(sku) ? ref : TextRef{};
  return ref;
}

void SettlementRows::resize(std::size_t rows) {
  batch_.at.resize(rows);
  batch_.amount_minor.resize(rows);
  batch_.kind.resize(rows);
  batch_.group.resize(rows);
  batch_.flags.resize(rows);
  batch_.description.resize(rows);
  batch_.order.resize(rows);
  batch_.sku.resize(rows);
}

// Room for the whole file, guessed from the first lines: growing costs more than reading.
void SettlementRows::reserve_for(std::size_t rows, std::size_t bytes) {
  const double guess = 1.05 * static_cast<double>(options_.size_hint) * static_cast<double>(rows) /
                       static_cast<double>(bytes + 1);
  const auto room = std::min(static_cast<std::size_t>(guess) + rows, kMostReserved);
  batch_.at.reserve(room);
  batch_.amount_minor.reserve(room);
  batch_.kind.reserve(room);
  batch_.group.reserve(room);
  batch_.flags.reserve(room);
  batch_.description.reserve(room);
  batch_.order.reserve(room);
  batch_.sku.reserve(room);
  batch_.texts.reserve(room * 6);  // an order id of 19 characters every few rows
}

Placed<EntryBatch> SettlementRows::finish() {
  if (expects_ == Expects::header) return refuse_at({}, Error::file_empty);
  if (expects_ == Expects::summary) {
    return refuse_at({.line = lines_, .column = 0, .field = {}}, Error::file_truncated,
                     "it ends before its summary, the second line");
  }
  Settlement& settlement = *batch_.settlement;
  if (const Result<void> settled = dates_.settle(batch_.at); !settled) {
    return refuse_at(columns_.place(summary_line_, columns_.start_date), settled.error());
  }
  settlement.start = dates_.start();
  settlement.end = dates_.end();
  settlement.deposit = dates_.deposit();
  if (sum_ != settlement.total_minor) {
    return refuse_at(batch_.total_place, Error::settlement_total_mismatch,
                     "they add up to " + to_decimal({sum_, batch_.currency}) + ", the file says " +
                         to_decimal({settlement.total_minor, batch_.currency}));
  }
  return std::move(batch_);
}

}  // namespace repay
