// Arguments of the command, one a line: a wrong usage, or an answer, or a refusal and no answer.

#include "core/cli/arguments.h"

#include "tests/core/cli/memory_files.h"
#include "tests/fuzz/fuzz.h"

namespace {

constexpr std::string_view kAccount =
    R"({"format":"repay-account","version":1,"store":"","currency":"CAD","entries":[)"
    R"({"id":"A","at":"2026-01-01T00:00:00Z","kind":"fee","amount":"-39.99"},)"
    R"({"id":"P","at":"2026-01-02T00:00:00Z","kind":"payment","amount":"9.99"},)"
    R"({"id":"B","at":"2026-01-05T00:00:00Z","kind":"refund","amount":"-12.50"}]})";

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = repay::fuzz::text_of(data, size);
  if (text.contains('\0')) return 0;  // no argument can hold one
  std::vector<std::string_view> arguments;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    arguments.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const auto parsed = repay::parse_arguments(arguments);
  const auto ran = repay::testing::run(arguments, {{"a", std::string(kAccount)}});
  if (!parsed) repay::check(!parsed.error().what.empty() && ran.exit == repay::kExitUsage);
  if (ran.exit != repay::kExitDone) repay::check(!ran.error.empty() || !ran.out.empty());
  if (ran.exit == repay::kExitUsage) repay::check(ran.out.empty());
  return 0;
}
