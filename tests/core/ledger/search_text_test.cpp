#include "core/ledger/search_text.h"

#include <doctest/doctest.h>

#include <string>

namespace repay {
namespace {

TEST_CASE("letter case and width make no difference to a search") {
  CHECK(fold_for_search("FBA Fee") == "fba fee");
  CHECK(fold_for_search("ＦＢＡ　Ｆｅｅ！") == "fba fee!");
  CHECK(fold_for_search("ÉTÉ Øre ŽIŽKA Łódź") == "été øre žižka łódź");
  CHECK(fold_for_search("ΟΔΟΣ οδός") == fold_for_search("οδος ΟΔΌΣ"));
  CHECK(fold_for_search("ЁЖИК") == "ёжик");
  CHECK(fold_for_search("ｶﾞｿﾘﾝ ﾊﾟﾝ ｳﾞ") == "ガソリン パン ヴ");
  CHECK(fold_for_search("a\u00a0b\tc\u202fd") == "a b c d");
  CHECK(fold_for_search("数 😀 ß") == "数 😀 ß");
  CHECK(fold_for_search("") == "");
}

TEST_CASE("every word is looked for by itself") {
  const SearchWords words("  FEE   storage ");
  CHECK(words.words() == std::vector<std::string>{"fee", "storage"});
  CHECK(words.found_in("Storage fee") == words.all());
  CHECK(words.found_in("Referral Fee") == 1);
  CHECK(words.found_in("") == 0);
  CHECK(SearchWords(" \t").empty());
  CHECK(SearchWords("ガ").found_in("ｶﾞ") == 1);
  CHECK(SearchWords("x").found_in(std::string(300, ' ') + "X") == 1);
}

TEST_CASE("words beyond the eighth are one with it") {
  const SearchWords words("1 2 3 4 5 6 7 8 9 ");
  CHECK(words.words().size() == SearchWords::kMost);
  CHECK(words.words().back() == "8 9");
  CHECK(words.all() == 0xff);
}

}  // namespace
}  // namespace repay
