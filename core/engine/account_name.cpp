#include "core/engine/account_name.h"

#include <cstddef>

namespace repay {
namespace {

constexpr std::size_t kCodeSize = 3;

}  // namespace

std::string account_name(const LedgerKey& ledger) {
  return std::string(ledger.currency.code()).append("/").append(ledger.store);
}

Result<LedgerKey> parse_account_name(std::string_view name) {
  if (name.size() <= kCodeSize || name[kCodeSize] != '/') return refuse(Error::invalid_field);
  const auto currency = Currency::from_code(name.substr(0, kCodeSize));
  if (!currency) return refuse(currency.error());
  return LedgerKey{.store = std::string(name.substr(kCodeSize + 1)), .currency = *currency};
}

}  // namespace repay
