#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/cli/program.h"
#include "tests/core/support/text_out.h"

namespace repay::testing {

/// Files by name, handed out a few bytes at a time.
class MemoryFiles : public FileSource {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  [[nodiscard]] std::string beside_program(std::string_view name) const override {
    return "beside/" + std::string(name);
  }

  Placed<std::uint64_t> open(const std::string& name) override {
    const auto found = files_.find(name);
    if (found == files_.end())
      return refuse_at({}, Error::file_unreadable, "there is no such file");
    left_ = found->second;
    return left_.size();
  }

  Placed<std::span<const char>> next() override {
    const std::string_view piece = left_.substr(0, 13);
    left_.remove_prefix(piece.size());
    return std::span<const char>(piece);
  }

 private:
  std::map<std::string, std::string> files_;
  std::string_view left_;
};

struct Ran {
  Exit exit;
  std::string out;
  std::string error;
};

inline Ran run(std::vector<std::string_view> arguments,
               std::map<std::string, std::string> files = {}) {
  MemoryFiles source(std::move(files));
  TextOut out;
  TextOut error;
  const Exit exit = run_program(arguments, source, out, error);
  return {exit, out.text(), error.text()};
}

}  // namespace repay::testing
