#include "core/formats/file_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace repay {
namespace {

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
  void refuse_first(Error error) {
    refusal_ = Refusal{error, {.line = 1, .column = 1, .field = {}}, {}};
  }

  // Chooses a reader or refuses, once the bytes are enough to tell or are all there is.
  void decide(bool is_all) {
    std::string_view text = first_;
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    is_all = is_all || first_.size() == kMostSniffed;
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == text.npos) {
      if (is_all)
        refuse_first(first_.size() == kMostSniffed ? Error::format_unknown : Error::file_empty);
      return;
    }
    const Head head{.text = text.substr(start), .is_all = is_all};
    for (const FileFormat& format : file_formats()) {
      const Recognition said = format.recognise(head);
      if (said == Recognition::perhaps) return;
      if (said == Recognition::yes) {
        reader_ = format.make_reader(std::move(options_));
        return;
      }
    }
    // Of its first line whatever the chunks: a NUL may stand in what has not come yet.
    const std::string_view line = head.text.substr(0, head.text.find('\n'));
    if (line.size() == head.text.size() && !is_all && !line.contains('\0')) return;
    refuse_first(line.contains('\0') ? Error::nul_byte : Error::format_unknown);
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
