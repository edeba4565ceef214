#include "core/engine/account_name.h"

#include <doctest/doctest.h>

namespace repay {
namespace {

TEST_CASE("an account is named by currency and store") {
  const LedgerKey main{.store = "main/2", .currency = *Currency::from_code("USD")};
  CHECK(account_name(main) == "USD/main/2");
  CHECK(parse_account_name("USD/main/2") == main);
  CHECK(parse_account_name("USD/")->store.empty());
  CHECK(parse_account_name("USD-main") == refuse(Error::invalid_field));
  CHECK(parse_account_name("USD") == refuse(Error::invalid_field));
  CHECK(parse_account_name("XXX/main") == refuse(Error::unknown_currency));
}

}  // namespace
}  // namespace repay
