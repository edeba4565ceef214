#include "core/formats/sp_api_json.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "core/formats/json_text.h"
#include "core/formats/json_tree.h"
#include "core/formats/sp_api_batches.h"
#include "core/formats/sp_api_events.h"
#include "core/formats/sp_api_transactions.h"

namespace repay {
namespace {

using Value = JsonTree::Value;

constexpr std::array<std::string_view, 10> kFirstKeys = {
    "payload",      "errors",    "NextToken", "FinancialEvents", "FinancialEventGroupList",
    "transactions", "nextToken", "balances",  "pagination",      "headers"};

// A list of an answer, and who reads it.
struct List {
  std::string_view key;
  void (*read)(Value value, SpApiBatches& batches);
};

constexpr std::array kLists = {
    List{"FinancialEvents", read_financial_events},
    List{"FinancialEventGroupList", read_financial_event_groups},
    List{"transactions", read_transactions},
    List{"balances", read_balances},
};

void read_answer(Value answer, SpApiBatches& batches) {
  const Value payload = answer.get("payload") ? answer.get("payload") : answer;
  bool found = false;
  for (const List& list : kLists) {
    const Value value = payload.get(list.key);
    if (!value) continue;
    found = true;
    list.read(value, batches);
  }
  if (found) return;
  const bool failed = payload.get("errors") || answer.get("errors");
  batches.refuse(answer, Error::format_unknown,
                 failed ? "it holds errors instead of an answer" : "no list of finances is in it");
}

class SpApiJsonReader final : public FileReader {
 public:
  explicit SpApiJsonReader(ReadOptions options) : options_(std::move(options)) {
    bytes_.reserve(std::min<std::uint64_t>(options_.size_hint, kLimits.bytes));
  }

  Placed<void> feed(std::span<const char> bytes) override {
    if (bytes.size() > kLimits.bytes - bytes_.size()) {
      return tell({Error::too_large, {}, std::to_string(kLimits.bytes >> 20) + " MiB at most"});
    }
    bytes_.append(bytes.data(), bytes.size());
    return {};
  }

  Placed<std::vector<EntryBatch>> finish() override {
    const auto tree = JsonTree::read(bytes_, kLimits);
    if (!tree) return tell(tree.error());
    SpApiBatches batches(bytes_, options_);
    const Value root = tree->root();
    if (root.is(JsonType::array)) {
      for (const Value answer : root.children()) read_answer(answer, batches);
    } else {
      read_answer(root, batches);
    }
    return batches.finish();
  }

 private:
  static constexpr JsonLimits kLimits = {};

  std::unexpected<Refusal> tell(Refusal refusal) {
    if (options_.problems != nullptr) options_.problems->push_back(refusal);
    return std::unexpected(std::move(refusal));
  }

  ReadOptions options_;
  std::string bytes_;
};

std::string_view without_blanks(std::string_view text) {
  const auto start = std::ranges::find_if_not(text, is_json_blank);
  return text.substr(static_cast<std::size_t>(start - text.begin()));
}

}  // namespace

std::unique_ptr<FileReader> make_sp_api_json_reader(ReadOptions options) {
  return std::make_unique<SpApiJsonReader>(std::move(options));
}

Recognition is_sp_api_json(const Head& head) {
  std::string_view text = head.text;
  const Recognition open = head.is_all ? Recognition::no : Recognition::perhaps;
  if (text.starts_with('[')) text = without_blanks(text.substr(1));
  if (text.empty()) return open;
  if (!text.starts_with('{')) return Recognition::no;
  text = without_blanks(text.substr(1));
  if (text.empty()) return open;
  if (!text.starts_with('"')) return Recognition::no;
  text.remove_prefix(1);
  const std::size_t end = text.find('"');
  if (end == text.npos) return open;
  const bool known = std::ranges::find(kFirstKeys, text.substr(0, end)) != kFirstKeys.end();
  return known ? Recognition::yes : Recognition::no;
}

}  // namespace repay
