#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace repay::wire {

EMSCRIPTEN_DECLARE_VAL_TYPE(Bytes);

/// A copy of JavaScript's bytes, for as long as `use` runs.
template <class Use>
auto with_bytes(const Bytes& bytes, Use use) {
  const auto size = bytes["length"].as<std::size_t>();
  const auto copy = std::make_unique_for_overwrite<char[]>(size);
  const auto* begin = reinterpret_cast<const std::uint8_t*>(copy.get());
  emscripten::val(emscripten::typed_memory_view(size, begin)).call<void>("set", bytes);
  return use(std::span<const char>(copy.get(), size));
}

}  // namespace repay::wire
