#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/check.h"
#include "core/formats/file_reader.h"

/// What libFuzzer calls with bytes it made up.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace repay::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Takes the first byte off the input, to choose by: 0 … count − 1; 0 of an empty one.
inline std::size_t choice(std::string_view& text, std::size_t count) {
  if (text.empty()) return 0;
  const auto byte = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  return byte % count;
}

/// A refusal names a place inside the input, or none.
inline void check_place(const Place& place, std::string_view text) {
  // A carriage return by itself may end a line, too.
  const auto ends = std::ranges::count_if(text, [](char c) { return c == '\n' || c == '\r'; });
  check(place.line <= static_cast<std::uint64_t>(ends) + 1);
  check(place.column <= text.size() + 1);
}

/// What a reader answers to a file in two parts, each in memory of its own, so that the sanitizer
/// sees a read beyond it.
inline Placed<std::vector<EntryBatch>> read_cut(FileReader& reader, std::string_view file,
                                                std::size_t cut) {
  for (const std::string_view part : {file.substr(0, cut), file.substr(cut)}) {
    const std::vector<char> chunk(part.begin(), part.end());
    if (auto fed = reader.feed(chunk); !fed) return std::unexpected(std::move(fed.error()));
  }
  return reader.finish();
}

inline void check_columns(const EntryBatch& batch) {
  const std::size_t rows = batch.size();
  for (const std::size_t size :
       {batch.amount_minor.size(), batch.kind.size(), batch.group.size(), batch.flags.size(),
        batch.description.size(), batch.order.size(), batch.sku.size()}) {
    check(size == rows);
  }
  if (!batch.settlement) {
    check(batch.id.size() == rows && batch.names.size() == rows && batch.line.size() == rows);
  }
  for (std::size_t i = 0; i < rows; ++i)
    check(check_sign(batch.kind[i], batch.amount_minor[i]).has_value());
}

inline bool same_texts(const EntryBatch& a, const std::vector<TextRef>& of_a, const EntryBatch& b,
                       const std::vector<TextRef>& of_b) {
  return std::ranges::equal(
      of_a, of_b, [&](auto left, auto right) { return a.texts.get(left) == b.texts.get(right); });
}

inline void check_same(const Refusal& a, const Refusal& b) {
  check(a.error == b.error && a.detail == b.detail && a.place.line == b.place.line);
  check(a.place.column == b.place.column && a.place.field == b.place.field);
}

inline void check_same(const EntryBatch& a, const EntryBatch& b) {
  check(a.store == b.store && a.currency == b.currency);
  check(a.at == b.at && a.amount_minor == b.amount_minor && a.kind == b.kind);
  check(a.group == b.group && a.flags == b.flags && a.line == b.line && a.due == b.due);
  check(a.available_at == b.available_at && a.deferred_minor == b.deferred_minor);
  check(same_texts(a, a.description, b, b.description) && same_texts(a, a.order, b, b.order));
  check(same_texts(a, a.sku, b, b.sku) && same_texts(a, a.id, b, b.id));
  check(same_texts(a, a.names, b, b.names));
}

/// Whatever the bytes, a reader made by `make` reads or refuses them: batches with whole columns or
/// a place in the file, and the same whether the file comes at once or in two parts.
template <class Make>
void check_reader(std::string_view file, Make make) {
  const auto whole = read_cut(*make(), file, 0);
  if (whole) {
    for (const EntryBatch& batch : *whole) check_columns(batch);
  } else {
    check_place(whole.error().place, file);
  }
  const std::size_t cut =
      file.empty() ? 0 : static_cast<unsigned char>(file[file.size() / 2]) * file.size() / 256;
  const auto parts = read_cut(*make(), file, cut);
  check(whole.has_value() == parts.has_value());
  if (!whole) return check_same(whole.error(), parts.error());
  check(whole->size() == parts->size());
  for (std::size_t i = 0; i < whole->size(); ++i) check_same((*whole)[i], (*parts)[i]);
}

}  // namespace repay::fuzz
