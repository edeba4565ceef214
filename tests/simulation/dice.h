#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace repay::simulation {

/// Random values that depend on a seed and on how many were taken before, and on nothing else: the
/// same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed = 0) : state_(seed) {}

  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }

  /// 0 … count − 1.
  std::uint32_t below(std::uint32_t count) {
    return static_cast<std::uint32_t>(((bits() >> 32) * count) >> 32);
  }
  /// low … high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint32_t>(high - low + 1)));
  }
  bool one_in(std::uint32_t count) { return below(count) == 0; }

 private:
  std::uint64_t state_;
};

/// X(fault, words): what can go wrong at a point of a story.
#define REPAY_FAULTS(X)                                                \
  X(request_lost, "the request is lost")                               \
  X(connection_refused, "the connection is refused")                   \
  X(request_doubled, "the request arrives twice")                      \
  X(request_delayed, "the request is very late")                       \
  X(answer_lost, "the answer is lost")                                 \
  X(answer_doubled, "the answer arrives twice")                        \
  X(answer_delayed, "the answer is very late")                         \
  X(server_error, "a 500 comes instead, and nothing was done")         \
  X(html, "HTML comes instead of the answer")                          \
  X(client_error, "a 429 comes instead, and nothing was done")         \
  X(signed_out, "the session has ended")                               \
  X(page_crash, "the page ends")                                       \
  X(server_crash, "the server ends before this, and starts again")     \
  X(provider_crash, "the provider is down")                            \
  X(card_request_lost, "the request to the provider is lost")          \
  X(card_request_doubled, "the request to the provider arrives twice") \
  X(card_request_delayed, "the request to the provider is very late")  \
  X(card_answer_lost, "the provider's answer is lost")                 \
  X(card_answer_doubled, "the provider's answer arrives twice")        \
  X(card_answer_delayed, "the provider's answer is very late")         \
  X(store_failed, "the device cannot store")                           \
  X(store_hangs, "the device does not say whether it stored")          \
  X(read_failed, "the device cannot read what it stored")              \
  X(clear_hangs, "the device does not say whether it cleared")         \
  X(lock_slow, "the lock is slow to come")                             \
  X(account_lost, "the account does not load")                         \
  X(code_lost, "the code does not arrive")                             \
  X(code_delayed, "the code is late")                                  \
  X(offline, "the device loses its connection")                        \
  X(clock_jump, "the server's clock jumps")                            \
  X(balance_changed, "an entry arrives in the ledger")                 \
  X(stored_changed, "the stored balance is topped up")                 \
  X(reversed, "the bank takes money back")

enum class Fault : std::uint8_t {
#define X(fault, words) fault,
  REPAY_FAULTS(X)
#undef X
};

#define X(fault, words) +1
constexpr std::size_t kFaults = 0 REPAY_FAULTS(X);
#undef X

/// "the request is lost"
std::string_view words(Fault fault);
/// "request_lost"
std::string_view name(Fault fault);

/// A fault that came, and at which of the points where one might have come: counted from 1.
struct Hit {
  std::uint32_t point = 0;
  Fault fault = Fault::request_lost;
  friend bool operator==(const Hit&, const Hit&) = default;
};

/// Decides at each point whether a fault comes. Each seed has its own kinds and its own frequency,
/// so that some stories are stormy and others have a single fault.
class Faults {
 public:
  void begin(std::uint64_t seed) {
    dice_ = Dice(seed ^ 0x6a09e667f3bcc908U);
    points_ = 0;
    calm_ = false;
    hits_.clear();
    static constexpr std::array<std::uint32_t, 6> rates = {0, 4, 10, 25, 60, 150};  // of 1024
    rate_ = rates[dice_.below(rates.size())];
    kinds_ = dice_.bits() & (dice_.one_in(2) ? dice_.bits() : ~std::uint64_t{0});
  }

  /// Only these faults come, each at its point: how a story is told again with fewer of them.
  void only(const std::vector<Hit>* allowed) { allowed_ = allowed; }

  /// From here on nothing goes wrong any more.
  void calm() { calm_ = true; }
  [[nodiscard]] bool is_calm() const { return calm_; }

  bool comes(Fault fault) {
    if (calm_ || ((kinds_ >> static_cast<unsigned>(fault)) & 1) == 0) return false;
    ++points_;
    const bool drawn = dice_.below(1024) < rate_;
    if (allowed_ == nullptr ? !drawn : !is_allowed(fault)) return false;
    hits_.push_back({points_, fault});
    return true;
  }

  [[nodiscard]] const std::vector<Hit>& hits() const { return hits_; }

 private:
  [[nodiscard]] bool is_allowed(Fault fault) const {
    return std::find(allowed_->begin(), allowed_->end(), Hit{points_, fault}) != allowed_->end();
  }

  Dice dice_;
  std::uint64_t kinds_ = 0;
  std::uint32_t rate_ = 0;
  std::uint32_t points_ = 0;
  bool calm_ = false;
  const std::vector<Hit>* allowed_ = nullptr;
  std::vector<Hit> hits_;
};

}  // namespace repay::simulation
