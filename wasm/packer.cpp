#include "wasm/packer.h"

#include <bit>
#include <cstddef>

extern "C" {
emscripten::EM_VAL repay_unpack(const char* type, const std::int64_t* cells, const char* texts,
                                std::size_t size);
}

namespace repay::wire {

void Packer::number(double value) { cells_.push_back(std::bit_cast<std::int64_t>(value)); }

void Packer::text(std::string_view value) {
  count(value.size());
  texts_ += value;
}

emscripten::EM_VAL Packer::unpack(const char* type) const {
  return repay_unpack(type, cells_.data(), texts_.data(), texts_.size());
}

}  // namespace repay::wire
