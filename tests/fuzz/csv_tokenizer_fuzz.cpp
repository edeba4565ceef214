// CSV is taken apart the same whether it comes at once, in two parts or byte by byte. The first
// byte chooses the separator.

#include "core/formats/csv_tokenizer.h"

#include "tests/fuzz/fuzz.h"

namespace {

using repay::check;

// One record, or one refusal, in words.
std::string told(const repay::Placed<const repay::CsvRecord*>& record, std::string_view text) {
  if (!record) {
    const repay::Refusal& refusal = record.error();
    repay::fuzz::check_place(refusal.place, text);
    return std::string(code(refusal.error)) + std::to_string(refusal.place.line) + "/" +
           std::to_string(refusal.place.column) + refusal.detail + "\n";
  }
  std::string words;
  for (std::size_t i = 0; i < (*record)->size(); ++i) {
    words += std::to_string((*record)->line(i)) + ":" + std::string((**record)[i]) + "|";
    check(i == 0 || (*record)->line(i - 1) <= (*record)->line(i));
  }
  return words + "\n";
}

std::string take_apart(char separator, std::string_view text, std::size_t part) {
  repay::CsvTokenizer csv(separator);
  std::string all;
  for (std::size_t at = 0; at < text.size(); at += part) {
    const std::string_view some = text.substr(at, part);
    const std::vector<char> chunk(some.begin(), some.end());
    std::span<const char> bytes(chunk);
    for (;;) {
      const auto record = csv.next(bytes);
      if (record && *record == nullptr) break;
      all += told(record, text);
    }
    check(bytes.empty());
  }
  const auto last = csv.finish();
  if (!last || *last != nullptr) all += told(last, text);
  return all;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = repay::fuzz::text_of(data, size);
  const char separator = ",;\t"[repay::fuzz::choice(text, 3)];
  const std::string whole = take_apart(separator, text, text.size() + 1);
  check(whole == take_apart(separator, text, 1));
  check(whole == take_apart(separator, text, text.size() / 2 + 1));
  return 0;
}
