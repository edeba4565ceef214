// Documents out of the engine, piece by piece.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/text_sink.h"
#include "wasm/bind.h"
#include "wasm/questions.h"

namespace repay::wire {

/// Takes each piece at once: the bytes are the engine's own, and gone when it returns.
EMSCRIPTEN_DECLARE_VAL_TYPE(Take);

namespace {

/// Hands on what it gathers in pieces worth a call.
class Pieces final : public TextSink {
 public:
  explicit Pieces(const Take& take) : take_(take) {}
  void write(std::string_view text) override {
    piece_ += text;
    if (piece_.size() >= kPiece) hand_on();
  }
  void hand_on() {
    const auto* begin = reinterpret_cast<const std::uint8_t*>(piece_.data());
    if (!piece_.empty()) take_(emscripten::typed_memory_view(piece_.size(), begin));
    piece_.clear();
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{256} << 10;
  const Take& take_;
  std::string piece_;
};

Result<CsvStart> csv_start_from_name(const std::string& word) {
  if (word == "byte_order_mark") return CsvStart::byte_order_mark;
  if (word == "header") return CsvStart::header;
  if (word == "none") return CsvStart::none;
  return refuse(Error::invalid_field);
}

Result<void> export_json(const Engine& engine, const LedgerKey& ledger, const Take& take) {
  Pieces pieces(take);
  return engine.export_json(ledger, pieces).transform([&] { pieces.hand_on(); });
}

Placed<void> export_csv(const Engine& engine, const LedgerKey& ledger, const RangeText& range,
                        const FilterText& filter, const std::string& start, const Take& take) {
  const auto known = read(range);
  if (!known) return std::unexpected(known.error());
  const auto admits = read(filter);
  if (!admits) return std::unexpected(admits.error());
  const auto begins = in_field(csv_start_from_name(start), "start");
  if (!begins) return std::unexpected(begins.error());
  Pieces pieces(take);
  const auto written = engine.export_csv(ledger, *known, *admits, *begins, pieces);
  if (!written) return refuse_at({}, written.error());
  pieces.hand_on();
  return {};
}

}  // namespace

void bind_downloads(EngineClass& engine) {
  using View = emscripten::memory_view<std::uint8_t>;
  constexpr int kUint8Array = 1;  // of embind.js
  emscripten::internal::_embind_register_memory_view(emscripten::internal::TypeID<View>::get(),
                                                     kUint8Array, "Uint8Array");
  emscripten::register_type<Take>("(piece: Uint8Array) => void");
  bind_call<&export_json>(engine, "exportJson");
  bind_call<&export_csv>(engine, "exportCsv");
}

}  // namespace repay::wire
