// The words of tables about several ledgers, and about downloads.

#include <algorithm>

#include "tests/core/support/story.h"
#include "tests/core/support/text_out.h"
#include "tests/scenarios/seller.h"

namespace repay::scenarios {
namespace {

// The value behind a word near the end: "from amazon.de".
std::string take_named(std::vector<std::string>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end() || found + 1 == words.end()) return {};
  std::string value = *(found + 1);
  words.erase(found, found + 2);
  return value;
}

// "amazon.de", or "amazon.de/USD" where the currency is not that of the ledger.
std::optional<LedgerKey> key_of(const std::string& text, Currency currency) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return LedgerKey{text, currency};
  const auto other = Currency::from_code(text.substr(slash + 1));
  if (!other) return std::nullopt;
  return LedgerKey{text.substr(0, slash), *other};
}

}  // namespace

// across ID [DATE] AMOUNT from STORE to STORE
std::optional<Problem> Seller::adjust_across(Words words, Outcome& outcome) {
  const auto from = key_of(take_named(words, "from"), ledger_.currency);
  const auto to = key_of(take_named(words, "to"), ledger_.currency);
  take_date(words);
  if (words.size() != 3 || !from || !to)
    return "expected: across ID [DATE] AMOUNT from STORE to STORE";
  const auto minor = amount(words[2]);
  if (!minor) return minor.error();
  const auto view = engine_.adjust_across(
      {.from = *from, .to = *to, .amount_minor = *minor, .id = words[1], .at = now_});
  if (!view) {
    outcome.refusal = Refusal{view.error(), {}, {}};
  } else {
    outcome.entry = words[1];
  }
  return std::nullopt;
}

// download and import: what every ledger's download is, imported together into an empty account, is
// the account, and its downloads the same bytes.
std::optional<Problem> Seller::download_again() {
  const auto downloads = [](const Engine& engine) {
    std::vector<std::string> texts;
    for (const BalanceView& view : engine.balances()) {
      testing::TextOut out;
      if (engine.export_json(view.ledger, out)) texts.push_back(out.text());
    }
    return texts;
  };
  Seller again;
  const auto set = again.engine_.set_policy(engine_.policy());
  const auto first = downloads(engine_);
  const auto loaded = again.load(first, "");
  if (!set || !loaded) return "the download is refused: " + message(loaded.error());
  if (downloads(again.engine_) != first) return "the second download is another";
  if (balance().pending_minor == 0 && again.story() != story()) {
    return "the download is another account:\n" + again.story() + "but it was\n" + story();
  }
  return std::nullopt;
}

}  // namespace repay::scenarios
