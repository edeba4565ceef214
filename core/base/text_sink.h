#pragma once

#include <string_view>

namespace repay {

/// Where a document is written, a few kilobytes at a time: main.cpp's goes to a stream, the page's
/// to a download, a test's to a string.
class TextSink {
 public:
  virtual ~TextSink() = default;
  virtual void write(std::string_view text) = 0;
};

}  // namespace repay
