#include "core/formats/account_json.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/base/check.h"
#include "core/formats/account_sax.h"
#include "core/formats/json_text.h"

namespace repay {
namespace {

class AccountJsonReader : public FileReader {
 public:
  explicit AccountJsonReader(const ReadOptions& options) {
    bytes_.reserve(std::min<std::uint64_t>(options.size_hint, kLargestAccountJson));
  }

  Placed<void> feed(std::span<const char> bytes) override {
    if (bytes.size() > kLargestAccountJson - bytes_.size()) {
      return refuse_at({}, Error::too_large,
                       "more than " + std::to_string(kLargestAccountJson >> 20) + " MiB");
    }
    bytes_.append(bytes.data(), bytes.size());
    return {};
  }

  Placed<std::vector<EntryBatch>> finish() override {
    if (Placed<void> text = check_json_bytes(bytes_); !text)
      return std::unexpected(std::move(text.error()));
    Placed<EntryBatch> batch = read({});
    bytes_ = {};
    return alone(std::move(batch));
  }

 private:
  // `currency` is what a first reading found behind the entries.
  Placed<EntryBatch> read(Currency currency) const {
    JsonText text(bytes_);
    AccountSax sax(text, currency);
    if (nlohmann::json::sax_parse(JsonText::Cursor(text), JsonText::Cursor(), &sax)) {
      sax.end_of_file();
      if (sax.must_read_again() && sax.currency() != Currency()) return read(sax.currency());
    }
    if (const auto& fault = sax.fault()) {
      return refuse_at(place_in_json(bytes_, fault->offset), fault->error, fault->detail);
    }
    return sax.take();
  }

  std::string bytes_;
};

}  // namespace

Recognition is_account_json(const Head& head) {
  return head.text.starts_with('{') ? Recognition::yes : Recognition::no;
}

std::unique_ptr<FileReader> make_account_json_reader(ReadOptions options) {
  return std::make_unique<AccountJsonReader>(options);
}

}  // namespace repay
