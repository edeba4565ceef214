#include "core/formats/settlement_flat_file.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/formats/settlement_header.h"
#include "core/formats/settlement_rows.h"
#include "core/formats/utf8.h"

namespace repay {
namespace {

constexpr std::size_t kLongestLine = FieldEnds::kMostBytes - 1;  // its line feed not counted
constexpr std::size_t kLongestColumnName = 64;                   // what is longer is none of ours
constexpr std::size_t kBlock = std::size_t{32}
                               << 10;  // bytes scanned together, so that they stay near

/// Cuts the chunks into lines, looks at their bytes, and hands the lines on where they lie. Only
/// what a line across two chunks needs, and the last 64 bytes, are copied.
class SettlementFlatFileReader final : public FileReader {
 public:
  explicit SettlementFlatFileReader(ReadOptions options)
      : problems_(options.problems), rows_(std::move(options)) {}

  Placed<void> feed(std::span<const char> bytes) override {
    if (!refusal_) note(take_chunk(bytes.data(), bytes.data() + bytes.size()));
    if (refusal_) return std::unexpected(*refusal_);
    return {};
  }

  Placed<std::vector<EntryBatch>> finish() override {
    unterminated_ = !carry_.empty();
    if (!refusal_ && unterminated_) {
      carry_.push_back('\n');
      note(take_carry());
    }
    if (rows_.first_refusal()) return std::unexpected(*rows_.first_refusal());
    if (refusal_) return std::unexpected(*refusal_);
    auto batch = rows_.finish();
    if (!batch) list(batch.error());
    return alone(std::move(batch));
  }

 private:
  void note(Placed<void> result) {
    if (result) return;
    list(result.error());
    refusal_ = std::move(result.error());
  }

  // What ends the reading; of rows, those that can be passed over are listed by their reader.
  void list(const Refusal& refusal) {
    if (problems_ != nullptr && problems_->size() < kMostProblems) problems_->push_back(refusal);
  }

  Placed<void> take_chunk(const char* at, const char* end) {
    if (!carry_.empty()) {
      const char* const line_end = std::find(at, end, '\n');
      if (line_end == end) return carry(at, end);
      if (auto carried = carry(at, line_end + 1); !carried) return carried;
      if (auto taken = take_carry(); !taken) return taken;
      at = line_end + 1;
    }
    const char* const lines_end = after_last_line(at, end);
    const char* in_place = lines_end;
    if (static_cast<std::size_t>(end - in_place) < kReadablePad) {
      const auto padded =
          static_cast<std::size_t>(end - at) > kReadablePad ? end - kReadablePad : at;
      in_place = after_last_line(at, padded);
    }
    if (auto taken = take_lines(at, in_place); !taken) return taken;
    if (in_place != lines_end) {
      carry_.assign(in_place, lines_end);
      if (auto taken = take_carry(); !taken) return taken;
    }
    return carry(lines_end, end);
  }

  // The byte after the last line feed, or `at` if there is none.
  static const char* after_last_line(const char* at, const char* end) {
    while (end != at && end[-1] != '\n') --end;
    return end;
  }

  // Keeps the beginning of a line, or its end, but no more of it than a line may have.
  Placed<void> carry(const char* at, const char* end) {
    const std::size_t room = kLongestLine + 2 - carry_.size();
    carry_.append(at, std::min(static_cast<std::size_t>(end - at), room));
    const std::size_t length = carry_.size() - (carry_.ends_with('\n') ? 1 : 0);
    if (length > kLongestLine) return refuse_long_line(carry_);
    return {};
  }

  // Takes the lines that stand in the carry, which then is empty.
  Placed<void> take_carry() {
    const std::size_t size = carry_.size();
    carry_.resize(size + kReadablePad);
    Placed<void> taken = take_lines(carry_.data(), carry_.data() + size);
    carry_.clear();
    return taken;
  }

  // Takes whole lines, a block of them at a time.
  Placed<void> take_lines(const char* at, const char* end) {
    while (at != end) {
      const char* stop = at + std::min(kBlock, static_cast<std::size_t>(end - at));
      stop = after_last_line(at, stop);
      if (stop == at) stop = std::find(at, end, '\n') + 1;
      if (static_cast<std::size_t>(stop - at) > kLongestLine + 1) {
        return refuse_long_line({at, kLongestLine + 1});
      }
      if (auto taken = take_block(at, static_cast<std::size_t>(stop - at)); !taken) return taken;
      at = stop;
    }
    return {};
  }

  Placed<void> take_block(const char* text, std::size_t size) {
    ends_.scan(text, size);
    if (ends_.suspicious()) [[unlikely]] {
      const std::size_t bad = first_bad_byte({text, size});
      if (bad < size) return refuse_byte({text, size}, bad);
    }
    return rows_.take(text, ends_, unterminated_);
  }

  // The lines before the bad byte come first, with whatever is wrong with them.
  Placed<void> refuse_byte(std::string_view text, std::size_t bad) {
    const auto line_start =
        static_cast<std::size_t>(after_last_line(text.data(), text.data() + bad) - text.data());
    ends_.scan(text.data(), line_start);
    if (auto taken = rows_.take(text.data(), ends_, false); !taken) return taken;
    const auto tabs = std::ranges::count(text.substr(line_start, bad - line_start), '\t');
    const Error error = text[bad] == '\0' ? Error::nul_byte : Error::invalid_utf8;
    return refuse_at(rows_.next_place(static_cast<std::size_t>(tabs)), error);
  }

  // `line` is at least the beginning of one that is too long, which may hold worse, and whose
  // length may come from its many columns.
  Placed<void> refuse_long_line(std::string_view line) {
    constexpr std::size_t kLongestSequence = 4;
    line = line.substr(0, kLongestLine);
    const std::size_t bad = first_bad_byte(line);
    if (bad + kLongestSequence <= line.size()) return refuse_byte(line, bad);
    const auto fields = static_cast<std::size_t>(std::ranges::count(line, '\t')) + 1;
    Place place = rows_.next_place(kMostColumns);
    place.field.clear();
    if (fields > kMostColumns) {
      return refuse_at(std::move(place), Error::too_many_columns,
                       "the line begins with " + std::to_string(fields) + " fields");
    }
    place.column = 0;
    return refuse_at(std::move(place), Error::line_too_long,
                     "at most " + std::to_string(kLongestLine) + " bytes are read");
  }

  std::vector<Refusal>* problems_;
  SettlementRows rows_;
  FieldEnds ends_;
  std::string carry_;
  bool unterminated_ = false;
  std::optional<Refusal> refusal_;
};

}  // namespace

Recognition is_settlement_flat_file(const Head& head) {
  const std::size_t name_end = head.text.find_first_of("\t\n");
  const bool told = name_end != head.text.npos || head.text.size() > kLongestColumnName;
  if (!told && !head.is_all) return Recognition::perhaps;
  const std::string_view name = head.text.substr(0, std::min(name_end, kLongestColumnName));
  return is_settlement_column(name) ? Recognition::yes : Recognition::no;
}

std::unique_ptr<FileReader> make_settlement_flat_file_reader(ReadOptions options) {
  return std::make_unique<SettlementFlatFileReader>(std::move(options));
}

}  // namespace repay
