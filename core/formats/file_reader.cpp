#include "core/formats/file_reader.h"

#include <optional>
#include <string>
#include <utility>

#include "core/formats/account_json.h"
#include "core/formats/settlement_flat_file.h"
#include "core/formats/settlement_header.h"

namespace repay {
namespace {

constexpr std::size_t kLongestName = 64;  // of a column; what is longer is none of ours
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Keeps the first bytes until they tell the format, then is that format's reader.
class SniffingReader final : public FileReader {
 public:
  explicit SniffingReader(ReadOptions options) : options_(std::move(options)) {}

  Placed<void> feed(std::span<const char> bytes) override {
    if (reader_) return reader_->feed(bytes);
    if (refusal_) return std::unexpected(*refusal_);
    const std::size_t had = first_.size();
    const std::size_t taken = std::min(bytes.size(), kMostSniffed - had);
    first_.append(bytes.data(), taken);
    decide(false);
    if (refusal_) return std::unexpected(*refusal_);
    if (!reader_) return {};
    if (auto fed = reader_->feed(std::exchange(first_, {})); !fed) return fed;
    return reader_->feed(bytes.subspan(taken));
  }

  Placed<std::vector<EntryBatch>> finish() override {
    if (!reader_ && !refusal_) decide(true);
    if (refusal_) return std::unexpected(*refusal_);
    if (!first_.empty()) {
      if (auto fed = reader_->feed(std::exchange(first_, {})); !fed) {
        return std::unexpected(fed.error());
      }
    }
    return reader_->finish();
  }

 private:
  // Enough for a BOM, some blank lines and a column's name.
  static constexpr std::size_t kMostSniffed = 1024;

  void refuse_first(Error error) {
    refusal_ = Refusal{error, {.line = 1, .column = 1, .field = {}}, {}};
  }

  // Chooses a reader or refuses, once the bytes are enough to tell or are all there is.
  void decide(bool all) {
    std::string_view text = first_;
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == text.npos) {
      if (all) refuse_first(Error::file_empty);
      if (!all && first_.size() == kMostSniffed) refuse_first(Error::format_unknown);
      return;
    }
    text.remove_prefix(start);
    if (text.front() == '{') {
      reader_ = make_account_json_reader(std::move(options_));
      return;
    }
    const std::size_t name_end = text.find_first_of("\t\n");
    const bool told = name_end != text.npos || text.size() > kLongestName;
    const std::string_view name = text.substr(0, std::min(name_end, kLongestName));
    if (name.contains('\0')) return refuse_first(Error::nul_byte);
    if (!all && !told && first_.size() < kMostSniffed) return;
    if (is_settlement_column(name)) {
      reader_ = make_settlement_flat_file_reader(std::move(options_));
    } else {
      refuse_first(Error::format_unknown);
    }
  }

  ReadOptions options_;
  std::string first_;
  std::unique_ptr<FileReader> reader_;
  std::optional<Refusal> refusal_;
};

}  // namespace

std::unique_ptr<FileReader> make_file_reader(ReadOptions options) {
  return std::make_unique<SniffingReader>(std::move(options));
}

}  // namespace repay
