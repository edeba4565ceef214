#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/text_sink.h"

namespace repay {

/// The files the command reads, one after another.
class FileSource {
 public:
  virtual ~FileSource() = default;
  /// The name under which `open` finds a file that comes with the command.
  [[nodiscard]] virtual std::string beside_program(std::string_view name) const = 0;
  /// Opens a file by its name ("-" is standard input) and says how many bytes it has, 0 when that
  /// is not known. FILE_UNREADABLE and why.
  [[nodiscard]] virtual Placed<std::uint64_t> open(const std::string& name) = 0;
  /// The next bytes of it, valid until the next call; none at its end.
  [[nodiscard]] virtual Placed<std::span<const char>> next() = 0;
};

}  // namespace repay
