#pragma once

#include <expected>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace repay {

/// A value, or the reason why there is none. Nothing throws.
template <class T>
using Result = std::expected<T, Error>;

/// A value, or the reason and the place in the input why there is none.
template <class T>
using Placed = std::expected<T, Refusal>;

/// `return refuse(Error::overflow);` from a function that returns a Result.
[[nodiscard]] inline std::unexpected<Error> refuse(Error error) { return std::unexpected(error); }

/// `return refuse_at({.line = 3}, Error::invalid_date, "13/13/24");` where the answer is Placed.
[[nodiscard]] inline std::unexpected<Refusal> refuse_at(Place place, Error error,
                                                        std::string detail = {}) {
  return std::unexpected(Refusal{error, std::move(place), std::move(detail)});
}

}  // namespace repay
