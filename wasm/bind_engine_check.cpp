// All that is wrong with files. A class besides Engine, as it is begun, fed and ended by one
// function of web/src/engine/importer.js while the engine goes on.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/file_check.h"
#include "wasm/bind.h"
#include "wasm/bytes.h"
#include "wasm/questions.h"

namespace repay::wire {
namespace {

std::unique_ptr<FileCheck> check_under(const Engine& engine) {
  return std::make_unique<FileCheck>(engine.policy());
}

void begin_file(FileCheck& check, const std::string& store, Count size_hint,
                const std::optional<std::string>& currency) {
  check.begin_file(store, from_count(size_hint), currency.transform(currency_or_none));
}

void feed(FileCheck& check, const Bytes& bytes) {
  with_bytes(bytes, [&](std::span<const char> copy) { check.feed(copy); });
}

Result<std::vector<CheckedFile>> finish(FileCheck& check) { return check.finish(); }

}  // namespace

void bind_file_check() {
  register_answer(decltype(answer_of(&finish))());
  emscripten::class_<FileCheck>("FileCheck")
      .constructor(&check_under)
      .function("beginFile", &begin_file)
      .function("feed", &feed)
      .function("endFile", &FileCheck::end_file)
      .function("finish", &finish);
}

}  // namespace repay::wire
