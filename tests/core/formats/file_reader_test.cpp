#include "core/formats/file_reader.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/core/support/refused.h"

namespace repay {
namespace {

constexpr std::string_view kPayPal =
    "Date,Time,TimeZone,Type,Currency,Gross,Fee,Net,Balance,Transaction ID\n";

Error error_of(const std::string& file, std::size_t chunk) {
  const auto reader = make_file_reader({.store = "", .size_hint = 0});
  for (std::size_t at = 0; at < file.size(); at += chunk) {
    const Placed<void> fed = reader->feed(std::string(file, at, chunk));
    if (!fed) return fed.error().error;
  }
  const auto batch = reader->finish();
  REQUIRE_FALSE(batch.has_value());
  return batch.error().error;
}

}  // namespace

TEST_CASE("a file's format is known by its first bytes, whatever the chunks") {
  struct Case {
    std::string file;
    Error error;  // tells which reader it came to
  };
  const Case cases[] = {
      {"", Error::file_empty},
      {"\xef\xbb\xbf \n\t\r\n", Error::file_empty},
      {"settlement-id\torder-id\n", Error::column_missing},
      {"\xef\xbb\xbfsku\tsettlement-id\r\n", Error::column_missing},
      {"Quantity-Purchased\t", Error::file_truncated},
      {"settlement-id", Error::file_truncated},
      {"{\"format\":]", Error::invalid_json},
      {" \n {\"format\":]", Error::invalid_json},
      {"[]", Error::format_unknown},
      {"date,amount\n", Error::format_unknown},
      {"date\tsettlement-id\n", Error::format_unknown},
      {"settlement-idx", Error::format_unknown},
      {std::string(2000, ' '), Error::file_empty},
      {std::string(20000, ' '), Error::format_unknown},
      {std::string(100, 'x'), Error::format_unknown},
      {std::string("ab\0cd", 5), Error::nul_byte},
      {std::string(kPayPal) + std::string("a,\0\n", 4), Error::nul_byte},
      {"a line\n" + std::string(kPayPal) + "\n", Error::format_unknown},
      {std::string("<no format begins so\0", 22), Error::nul_byte},
      {std::string("\xff\xfes\0e\0", 6), Error::nul_byte},
      {std::string("\x89PNG\r\n\x1a\n\0\0", 10), Error::format_unknown},
  };
  for (const Case& one : cases) {
    CAPTURE(one.file);
    for (const std::size_t chunk : {1u, 2u, 3u, 7u, 5000u}) {
      CHECK(error_of(one.file, chunk) == one.error);
    }
  }
}

TEST_CASE("after a refusal a reader takes no more") {
  const auto reader = make_file_reader({.store = "", .size_hint = 0});
  REQUIRE_FALSE(reader->feed(std::string("no\n")).has_value());
  CHECK(reader->feed(std::string("settlement-id\n")).error().error == Error::format_unknown);
  CHECK(reader->finish().error().error == Error::format_unknown);
}

}  // namespace repay
