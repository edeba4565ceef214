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
  explicit AccountJsonReader(const ReadOptions& options) : problems_(options.problems) {
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
    auto batches = read({});
    bytes_ = {};
    return batches;
  }

 private:
  void list_problems(std::vector<AccountFault>& faults) const {
    std::ranges::stable_sort(faults, {}, &AccountFault::offset);
    std::vector<std::size_t> offsets;
    for (const AccountFault& fault : faults) offsets.push_back(fault.offset);
    std::vector<Place> places = places_in_json(bytes_, offsets);
    for (std::size_t i = 0; i < faults.size() && problems_->size() < kMostProblems; ++i) {
      problems_->push_back({faults[i].error, std::move(places[i]), std::move(faults[i].detail)});
    }
  }

  std::unexpected<Refusal> refuse(const AccountFault& fault) const {
    return refuse_at(place_in_json(bytes_, fault.offset), fault.error, fault.detail);
  }

  // `currency` is what a first reading found behind the entries.
  Placed<std::vector<EntryBatch>> read(Currency currency) const {
    JsonText text(bytes_);
    AccountSax sax(text, currency);
    if (nlohmann::json::sax_parse(JsonText::Cursor(text), JsonText::Cursor(), &sax)) {
      sax.end_of_file();
      if (sax.must_read_again() && sax.currency() != Currency()) return read(sax.currency());
    }
    if (problems_ != nullptr) list_problems(sax.faults());
    if (const auto& fault = sax.fault()) return refuse(*fault);
    auto batches = sax.take();
    if (!batches) return refuse(batches.error());
    return *std::move(batches);
  }

  std::string bytes_;
  std::vector<Refusal>* problems_;
};

}  // namespace

Recognition is_account_json(const Head& head) {
  return head.text.starts_with('{') ? Recognition::yes : Recognition::no;
}

std::unique_ptr<FileReader> make_account_json_reader(ReadOptions options) {
  return std::make_unique<AccountJsonReader>(options);
}

}  // namespace repay
