#pragma once

#include <string>
#include <string_view>

#include "core/base/text_sink.h"

namespace repay::testing {

/// What is written, as a text.
class TextOut : public TextSink {
 public:
  void write(std::string_view text) override { text_ += text; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace repay::testing
