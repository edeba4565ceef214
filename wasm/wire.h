#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/ledger/kind.h"
#include "core/money/currency.h"
#include "core/repayment/closing.h"
#include "core/repayment/decline.h"

/// How what is no struct crosses between core and JavaScript. What JavaScript asks comes as structs
/// of embind (questions.h), what it is shown goes packed (shape.h).
namespace repay::wire {

/// A JavaScript number that counts: whole, from 0 to 2^53.
using Count = double;

/// The client lets nothing but a Count pass, so anything else is a bug.
[[nodiscard]] std::uint64_t from_count(Count count);

/// The getter and the setter of a field that counts: `.field("first", get<…>, set<…>)`.
template <auto Member, class Struct>
[[nodiscard]] Count get(const Struct& from) {
  return static_cast<Count>(from.*Member);
}
template <auto Member, class Struct>
void set(Struct& into, Count count) {
  into.*Member = from_count(count);
}

[[nodiscard]] std::string to_text(Instant at);
[[nodiscard]] std::string to_text(CivilDate date);
[[nodiscard]] std::string to_text(Group group);
[[nodiscard]] std::string to_text(Currency currency);
[[nodiscard]] std::string to_text(ClosingReasonCode reason);
[[nodiscard]] std::string to_text(DeclineClass decline);

/// A type that crosses as a string.
template <class T>
concept Text = std::same_as<T, std::remove_cvref_t<T>> && !std::same_as<T, std::string> &&
               requires(const T& value) {
                 { to_text(value) } -> std::same_as<std::string>;
               };

/// The currency of a code; for any other text none, which no ledger has.
[[nodiscard]] Currency currency_or_none(const std::string& code);

/// What JavaScript sees of an Error or a Refusal. What its place does not say is undefined.
struct EngineError {
  std::string code;
  std::string message;
  std::optional<std::uint64_t> line;
  std::optional<std::uint64_t> column;
  std::optional<std::string> field;
};

[[nodiscard]] EngineError to_wire(const Refusal& refusal);

}  // namespace repay::wire

// embind asks TypeID which of the registered types a type is, and BindingType how it crosses.
namespace emscripten::internal {

template <class T>
  requires std::same_as<std::remove_cvref_t<T>, repay::Currency>
struct TypeID<T> : TypeID<std::string> {};

template <>
struct BindingType<repay::Currency> {
  using Strings = BindingType<std::string>;
  using WireType = Strings::WireType;

  static WireType toWireType(repay::Currency currency, rvp::default_tag) {
    return Strings::toWireType(repay::wire::to_text(currency), rvp::default_tag{});
  }
  static repay::Currency fromWireType(WireType wire) {
    return repay::wire::currency_or_none(Strings::fromWireType(wire));
  }
};

/// Lists come inwards only; outwards they are packed.
template <class T>
struct BindingType<std::vector<T>> {
  using WireType = EM_VAL;

  static WireType toWireType(const std::vector<T>&, rvp::default_tag) {
    return val::array().release_ownership();
  }
  static std::vector<T> fromWireType(WireType wire) {
    const val array = val::take_ownership(wire);
    const auto size = array["length"].as<std::uint32_t>();
    std::vector<T> rows;
    rows.reserve(size);
    for (std::uint32_t i = 0; i < size; ++i) rows.push_back(array[i].as<T>());
    return rows;
  }
};

}  // namespace emscripten::internal
