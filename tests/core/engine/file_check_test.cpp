#include "core/engine/file_check.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/support/refused.h"

namespace repay {
namespace {

std::string account(const std::string& entries) {
  return R"({"format":"repay-account","version":1,"store":"","currency":"USD","zone":"UTC","entries":[)" +
         entries + "]}";
}

std::string fee(const std::string& id, const std::string& amount = "-1.00") {
  return R"({"id":")" + id + R"(","at":"2026-02-01T00:00:00Z","kind":"fee","amount":")" + amount +
         R"("})";
}

std::vector<CheckedFile> check_all(const std::vector<std::string>& files) {
  FileCheck check{Policy()};
  for (const std::string& file : files) {
    check.begin_file("", file.size());
    check.feed(std::string_view(file).substr(0, file.size() / 2));
    check.feed(std::string_view(file).substr(file.size() / 2));
    check.end_file();
  }
  return check.finish();
}

TEST_CASE("a file with nothing wrong says how many entries it holds") {
  const auto found = check_all({account(fee("a") + "," + fee("b"))});
  REQUIRE(found.size() == 1);
  CHECK(found[0].entries == 2);
  CHECK(found[0].problems.empty());
}

TEST_CASE("a file that is refused is told, and those behind it are read all the same") {
  const auto found = check_all({account(fee("a", "1.00")), "", account(fee("b"))});
  REQUIRE(found.size() == 3);
  REQUIRE(found[0].problems.size() == 1);
  CHECK(found[0].problems[0].error == Error::sign_contradicts_kind);
  CHECK(found[0].entries == 0);
  REQUIRE(found[1].problems.size() == 1);
  CHECK(found[1].problems[0].error == Error::file_empty);
  CHECK(found[2].problems.empty());
}

TEST_CASE("what shows when files are posted together is told of the file that brings it") {
  const auto found = check_all({account(fee("a")), account(fee("b") + "," + fee("a"))});
  CHECK(found[0].problems.empty());
  REQUIRE(found[1].problems.size() == 1);
  CHECK(found[1].problems[0].error == Error::duplicate_id);
}

TEST_CASE("a file whose bytes end too early says why, and nothing is posted") {
  FileCheck check{Policy()};
  check.begin_file("", 0);
  check.feed(account(fee("a")));
  check.end_file();
  check.begin_file("", 0);
  check.feed(std::string_view("{"));
  check.abandon_file({.error = Error::file_unreadable, .place = {}, .detail = "the disk"});
  check.begin_file("", 0);
  check.feed(account(fee("a")));
  check.end_file();
  const auto found = check.finish();
  REQUIRE(found.size() == 3);
  REQUIRE(found[1].problems.size() == 1);
  CHECK(found[1].problems[0].error == Error::file_unreadable);
  CHECK(found[2].problems.empty());
}

}  // namespace
}  // namespace repay
