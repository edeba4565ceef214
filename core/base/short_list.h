#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "core/base/check.h"

namespace repay {

/// A list of at most N values that lives where it stands, without memory of its own: what a step of
/// a state machine asks for.
template <class T, std::size_t N>
class ShortList {
 public:
  void push_back(T value) {
    check(size_ < N);
    values_[size_++] = std::move(value);
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const T& operator[](std::size_t i) const {
    check(i < size_);
    return values_[i];
  }
  [[nodiscard]] const T* begin() const { return values_.data(); }
  [[nodiscard]] const T* end() const { return values_.data() + size_; }

 private:
  std::array<T, N> values_{};
  std::size_t size_ = 0;
};

}  // namespace repay
