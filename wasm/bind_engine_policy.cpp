// What the host decides, as the document core/engine/policy.md describes.

#include <string>
#include <string_view>

#include "core/base/text_sink.h"
#include "wasm/bind.h"

namespace repay::wire {
namespace {

class Text final : public TextSink {
 public:
  void write(std::string_view text) override { text_ += text; }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

Placed<void> set_policy(Engine& engine, const std::string& json) {
  auto policy = read_policy(json);
  if (!policy) return std::unexpected(policy.error());
  return engine.set_policy(*std::move(policy));
}

Result<std::string> policy(const Engine& engine) {
  Text text;
  write_policy(engine.policy(), text);
  return text.take();
}

}  // namespace

void bind_policy(EngineClass& engine) {
  bind_call<&set_policy>(engine, "setPolicy");
  bind_call<&policy>(engine, "policy");
}

}  // namespace repay::wire
