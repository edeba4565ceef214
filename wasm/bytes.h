#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

extern "C" {
/// Of unpack.js.
void repay_copy_bytes(emscripten::EM_VAL bytes, char* into);
}

namespace repay::wire {

EMSCRIPTEN_DECLARE_VAL_TYPE(Bytes);

/// A copy of JavaScript's bytes, for as long as `use` runs.
template <class Use>
auto with_bytes(const Bytes& bytes, Use use) {
  const std::size_t size = bytes["length"].as<std::uint32_t>();
  const auto copy = std::make_unique_for_overwrite<char[]>(size);
  repay_copy_bytes(bytes.as_handle(), copy.get());
  return use(std::span<const char>(copy.get(), size));
}

}  // namespace repay::wire
