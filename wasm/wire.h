#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <concepts>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/engine/command.h"
#include "core/ledger/kind.h"
#include "core/money/currency.h"
#include "core/money/money.h"

/// How what is no struct crosses to JavaScript; the structs of core cross field by field, as the
/// bindings list them.
///
///     instants, days, enums, currencies   string         "2026-01-05T00:00:00Z", "CAD"
///     Money                               bigint         minor units
///     std::uint64_t                       number         by `counted`: embind alone makes it a
///     bigint std::vector<T>                      T[]            outwards only std::optional<T> T |
///     undefined Result<T>, Placed<T>                {ok: true, value: T} | {ok: false, error:
///     EngineError}
namespace repay::wire {

/// A JavaScript number that counts: whole, from 0 to 2^53.
using Count = double;

[[nodiscard]] Count to_count(std::uint64_t count);
/// The client lets nothing but a Count pass, so anything else is a bug.
[[nodiscard]] std::uint64_t from_count(Count count);

/// The getter and the setter of a field that counts: `.field("closes", get<…>, set<…>)`.
template <auto Member, class Struct>
[[nodiscard]] Count get(const Struct& from) {
  return to_count(from.*Member);
}
template <auto Member, class Struct>
void set(Struct& into, Count count) {
  into.*Member = from_count(count);
}

[[nodiscard]] std::string to_text(Instant at);
[[nodiscard]] std::string to_text(CivilDate date);
[[nodiscard]] std::string to_text(Group group);
[[nodiscard]] std::string to_text(Currency currency);

/// A type that crosses as a string.
template <class T>
concept Text = std::same_as<T, std::remove_cvref_t<T>> && requires(const T& value) {
  { to_text(value) } -> std::same_as<std::string>;
};

/// The currency of a code; for any other text none, which no ledger has.
[[nodiscard]] Currency currency_or_none(const std::string& code);

/// What JavaScript sees of an Error or a Refusal. What its place does not say is undefined.
struct EngineError {
  std::string code;
  std::string message;
  std::optional<Count> line;
  std::optional<Count> column;
  std::optional<std::string> field;
};

[[nodiscard]] EngineError to_wire(Error error);
[[nodiscard]] EngineError to_wire(const Refusal& refusal);

/// {ok: true, value} and {ok: false, error}.
[[nodiscard]] emscripten::val accepted(const emscripten::val& value);
[[nodiscard]] emscripten::val refused(EngineError error);

}  // namespace repay::wire

// embind asks TypeID which of the registered types a type is, and BindingType how it crosses.
namespace emscripten::internal {

template <class T>
  requires repay::wire::Text<std::remove_cvref_t<T>>
struct TypeID<T> : TypeID<std::string> {};

template <repay::wire::Text T>
struct BindingType<T> {
  using Strings = BindingType<std::string>;
  using WireType = Strings::WireType;

  static WireType toWireType(const T& value, rvp::default_tag) {
    return Strings::toWireType(repay::wire::to_text(value), rvp::default_tag{});
  }
  static T fromWireType(WireType wire) {
    repay::check(std::same_as<T, repay::Currency>);  // all others are checked as strings first
    if constexpr (std::same_as<T, repay::Currency>) {
      return repay::wire::currency_or_none(Strings::fromWireType(wire));
    }
    return T();
  }
};

template <class T>
  requires std::same_as<std::remove_cvref_t<T>, repay::Money>
struct TypeID<T> : TypeID<std::int64_t> {};

template <>
struct BindingType<repay::Money> {
  using WireType = std::int64_t;
  static WireType toWireType(repay::Money money, rvp::default_tag) { return money.minor; }
};

template <class T>
struct BindingType<std::vector<T>> {
  using WireType = BindingType<val>::WireType;

  static WireType toWireType(const std::vector<T>& rows, rvp::default_tag) {
    val array = val::array();
    for (const T& row : rows) array.call<void>("push", row);
    return array.release_ownership();
  }
  static std::vector<T> fromWireType(WireType) {
    repay::check(false);
    return {};
  }
};

template <class T, class Why>
struct BindingType<std::expected<T, Why>> {
  using WireType = BindingType<val>::WireType;

  static WireType toWireType(const std::expected<T, Why>& result, rvp::default_tag) {
    if (!result) {
      return repay::wire::refused(repay::wire::to_wire(result.error())).release_ownership();
    }
    if constexpr (std::is_void_v<T>) {
      return repay::wire::accepted(val::undefined()).release_ownership();
    } else {
      return repay::wire::accepted(val(*result)).release_ownership();
    }
  }
};

}  // namespace emscripten::internal
