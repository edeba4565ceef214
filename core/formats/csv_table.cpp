#include "core/formats/csv_table.h"

#include <algorithm>
#include <utility>

namespace repay {
namespace {

constexpr std::size_t kMostRecordsAboveHeader = 64;

// The separator with which one of the first records is a header, if there is one: of several the
// one whose header ends first, so that it does not matter how much of the file is there yet.
std::optional<char> find_separator(std::string_view head, bool is_all, const CsvRows& rows) {
  std::optional<char> found;
  std::size_t end = 0;
  for (const char separator : rows.separators()) {
    CsvTokenizer csv(separator);
    std::span<const char> bytes(head);
    for (std::size_t i = 0; i < kMostRecordsAboveHeader; ++i) {
      auto record = csv.next(bytes);
      if (record && *record == nullptr && is_all) record = csv.finish();
      if (!record) continue;
      if (*record == nullptr) break;
      if (!rows.is_header(**record)) continue;
      if (!found || head.size() - bytes.size() < end) {
        found = separator;
        end = head.size() - bytes.size();
      }
      break;
    }
  }
  return found;
}

class CsvReader final : public FileReader {
 public:
  CsvReader(std::unique_ptr<CsvRows> rows, std::vector<Refusal>* problems)
      : rows_(std::move(rows)), problems_(problems) {}

  Placed<void> feed(std::span<const char> bytes) override {
    if (must_stop()) return std::unexpected(*refusal_);
    if (csv_) {
      read(bytes);
    } else {
      head_.append(bytes.data(), bytes.size());
      if (!begin(head_.size() >= kMostSniffed)) return answer();
      read(std::exchange(head_, {}));
    }
    return answer();
  }

  Placed<std::vector<EntryBatch>> finish() override {
    if (!csv_ && !refusal_ && begin(true)) read(std::exchange(head_, {}));
    if (csv_ && !must_stop()) {
      auto last = csv_->finish();
      if (!last) {
        problem(std::move(last.error()));
      } else if (*last != nullptr) {
        take(**last, true);
      }
    }
    if (must_stop()) return std::unexpected(*refusal_);
    auto batches = rows_->finish();
    if (!batches) problem(std::move(batches.error()));
    if (refusal_) return std::unexpected(*refusal_);
    return batches;
  }

 private:
  // Whether the header is found. `enough`: what is there must do.
  bool begin(bool enough) {
    const std::string_view head = std::string_view(head_).substr(0, kMostSniffed);
    const auto separator = find_separator(head, enough, *rows_);
    if (separator) {
      csv_.emplace(*separator);
    } else if (enough) {
      const bool empty = trimmed(head).find_first_not_of("\r\n") == std::string_view::npos;
      fatal_ = true;
      problem(empty ? Refusal{Error::file_empty, {}, {}} : rows_->no_header());
    }
    return separator.has_value();
  }

  void read(std::span<const char> bytes) {
    while (!must_stop()) {
      const auto record = csv_->next(bytes);
      if (!record) {
        problem(record.error());
      } else if (*record == nullptr) {
        return;
      } else {
        take(**record, false);
      }
    }
  }

  void take(const CsvRecord& record, bool unterminated) {
    if (header_.empty()) return take_top(record);
    if (record.is_blank()) return;
    const CsvRow row(record, header_);
    if (const auto fits = check_width(record, row, unterminated); !fits) {
      return problem(fits.error());
    }
    if (auto taken = rows_->take_row(row); !taken) problem(std::move(taken.error()));
  }

  void take_top(const CsvRecord& record) {
    if (!rows_->is_header(record)) return rows_->take_preamble(record);
    for (std::size_t i = 0; i < record.size(); ++i) header_.emplace_back(trimmed(record[i]));
    if (auto taken = rows_->take_header(header_, record.line()); !taken) {
      fatal_ = true;
      problem(std::move(taken.error()));
    }
  }

  [[nodiscard]] Placed<void> check_width(const CsvRecord& record, const CsvRow& row,
                                         bool unterminated) const {
    for (std::size_t column = header_.size(); column < record.size(); ++column) {
      if (row[column].empty()) continue;
      return refuse_at(row.place(column), Error::too_many_columns,
                       "expected " + std::to_string(header_.size()) + " fields, found " +
                           std::to_string(record.size()));
    }
    if (!unterminated || record.size() >= header_.size()) return {};
    return refuse_at(row.place(record.size() - 1), Error::file_truncated,
                     "the last line has " + std::to_string(record.size()) + " fields of " +
                         std::to_string(header_.size()));
  }

  void problem(Refusal refusal) {
    if (problems_ != nullptr && problems_->size() < kMostProblems) problems_->push_back(refusal);
    if (!refusal_) refusal_ = std::move(refusal);
  }

  [[nodiscard]] bool must_stop() const {
    if (!refusal_) return false;
    return fatal_ || problems_ == nullptr || problems_->size() >= kMostProblems;
  }

  [[nodiscard]] Placed<void> answer() const {
    if (refusal_) return std::unexpected(*refusal_);
    return {};
  }

  std::unique_ptr<CsvRows> rows_;
  std::vector<Refusal>* problems_;
  std::string head_;  // until the header is found
  std::optional<CsvTokenizer> csv_;
  std::vector<std::string> header_;
  std::optional<Refusal> refusal_;  // the first one
  bool fatal_ = false;
};

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto blank_at_front = [&]() -> std::size_t {
    if (text.starts_with(' ') || text.starts_with('\t')) return 1;
    if (text.starts_with("\xc2\xa0")) return 2;
    return text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  };
  while (const std::size_t size = blank_at_front()) text.remove_prefix(size);
  while (text.ends_with(' ') || text.ends_with('\t') || text.ends_with("\xc2\xa0")) {
    text.remove_suffix(text.ends_with("\xc2\xa0") ? 2 : 1);
  }
  return text;
}

std::string_view CsvRow::operator[](std::size_t column) const {
  return column < record_.size() ? trimmed(record_[column]) : std::string_view();
}

Place CsvRow::place(std::size_t column) const {
  return {.line = column < record_.size() ? record_.line(column) : record_.line(),
          .column = column + 1,
          .field = column < header_.size() ? header_[column] : std::string()};
}

Recognition recognise_csv(const Head& head, const CsvRows& rows) {
  if (head.text.starts_with('{') || head.text.starts_with('<')) return Recognition::no;
  if (find_separator(head.text, head.is_all, rows)) return Recognition::yes;
  return head.is_all ? Recognition::no : Recognition::perhaps;
}

std::unique_ptr<FileReader> make_csv_reader(std::unique_ptr<CsvRows> rows,
                                            std::vector<Refusal>* problems) {
  return std::make_unique<CsvReader>(std::move(rows), problems);
}

}  // namespace repay
