#pragma once

#include <emscripten/bind.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "wasm/wire.h"

/// What the bindings tell embind for the TypeScript definitions.
namespace repay::wire {

/// A text known when compiling.
template <std::size_t N>
struct Literal {
  consteval Literal(const char (&text)[N]) { std::ranges::copy(text, chars.begin()); }  // NOLINT
  std::array<char, N> chars;
};

/// How a Result<T> or Placed<T> reads in TypeScript, where T reads `value` there.
template <class Answer, Literal value>
void register_answer() {
  static constexpr auto kType = [] {
    constexpr auto before = Literal("{ok: true, value: ");
    constexpr auto after = Literal("} | {ok: false, error: EngineError}");
    std::array<char, before.chars.size() + value.chars.size() + after.chars.size() - 2> text;
    auto* end = std::ranges::copy(before.chars, text.begin()).out - 1;
    end = std::ranges::copy(value.chars, end).out - 1;
    std::ranges::copy(after.chars, end);
    return text;
  }();
  emscripten::register_type<Answer>(kType.data());
}

}  // namespace repay::wire
