#pragma once

#include <doctest/doctest.h>

#include <optional>

#include "core/base/result.h"

namespace repay {

/// So that a failed check shows the code.
inline doctest::String toString(Error error) {
  const std::string_view text = code(error);
  return {text.data(), static_cast<doctest::String::size_type>(text.size())};
}

inline doctest::String toString(const std::optional<Error>& error) {
  return error ? toString(*error) : doctest::String("accepted");
}

namespace testing {

/// Why there is no value; nothing where there is one.
template <class T>
std::optional<Error> refused(const Result<T>& result) {
  if (result) return std::nullopt;
  return result.error();
}

}  // namespace testing
}  // namespace repay
