#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace repay {

/// A growing array in chunks of 8,192 elements. What is in it never moves once a chunk is full, so
/// that one append among 10⁷ costs no more than any other (a doubling vector takes a second there).
/// A small one is small: the first chunk grows by doubling.
template <class T>
class Column {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  [[nodiscard]] T& operator[](std::size_t i) { return chunks_[i >> kBits][i & kMask]; }
  [[nodiscard]] const T& operator[](std::size_t i) const { return chunks_[i >> kBits][i & kMask]; }
  [[nodiscard]] const T& back() const { return (*this)[size_ - 1]; }

  void push_back(T value) {
    if (size_ == capacity_) [[unlikely]]
      grow();
    (*this)[size_++] = value;
  }

  /// Adds value(0) … value(count − 1), a chunk at a time, so that the loop is a plain one.
  template <class Value>
  void extend(std::size_t count, Value value) {
    for (std::size_t done = 0; done < count;) {
      if (size_ == capacity_) grow();
      const std::size_t room = std::min(count - done, capacity_ - size_);
      T* to = &(*this)[size_];
      for (std::size_t i = 0; i < room; ++i) to[i] = value(done + i);
      done += room;
      size_ += room;
    }
  }

  [[nodiscard]] std::size_t bytes() const { return capacity_ * sizeof(T); }

 private:
  static constexpr std::size_t kBits = 13;
  static constexpr std::size_t kChunk = std::size_t{1} << kBits;
  static constexpr std::size_t kMask = kChunk - 1;

  void grow() {
    if (capacity_ >= kChunk) {
      chunks_.push_back(std::make_unique_for_overwrite<T[]>(kChunk));
      capacity_ += kChunk;
      return;
    }
    const std::size_t larger = std::max<std::size_t>(16, capacity_ * 2);
    auto chunk = std::make_unique_for_overwrite<T[]>(larger);
    if (!chunks_.empty()) std::copy_n(chunks_[0].get(), size_, chunk.get());
    chunks_.clear();
    chunks_.push_back(std::move(chunk));
    capacity_ = larger;
  }

  std::vector<std::unique_ptr<T[]>> chunks_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace repay
