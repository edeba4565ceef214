// Many stories at a time.

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "tests/simulation/simulate.h"

namespace repay::simulation {

thread_local std::uint64_t seed_of_this_thread = 0;

namespace {

constexpr std::uint64_t kBatch = 256;

/// What the threads share.
class Work {
 public:
  Work(Seeds seeds, bool stop_at_first) : seeds_(seeds), stop_at_first_(stop_at_first) {}

  void live() {
    const auto world = std::make_unique<World>();
    while (true) {
      const std::uint64_t begin = next_.fetch_add(kBatch);
      if (begin >= seeds_.count || (stop_at_first_ && begin > stop_.load())) break;
      const std::uint64_t end = std::min(begin + kBatch, seeds_.count);
      for (std::uint64_t i = begin; i < end && i <= stop_.load(); ++i) live_one(*world, i);
    }
    const std::lock_guard lock(mutex_);
    simulated_.coverage.add(world->coverage());
  }

  [[nodiscard]] Simulated take() { return std::move(simulated_); }

 private:
  void live_one(World& world, std::uint64_t i) {
    const std::uint64_t seed = seed_of_this_thread = seeds_.first + i;
    const Violation violation = world.run(seed);
    if (violation == Violation::none) return;
    const std::lock_guard lock(mutex_);
    ++simulated_.failures;
    if (!simulated_.first_failure || seed < simulated_.first_failure->seed)
      simulated_.first_failure = {seed, violation, world.hits(), {}};
    if (stop_at_first_) stop_.store(std::min(stop_.load(), i));
  }

  Seeds seeds_;
  bool stop_at_first_;
  std::atomic<std::uint64_t> next_{0};
  std::atomic<std::uint64_t> stop_{~std::uint64_t{0}};
  std::mutex mutex_;
  Simulated simulated_;
};

}  // namespace

Simulated simulate(Seeds seeds, unsigned jobs, bool stop_at_first) {
  Work work(seeds, stop_at_first);
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back([&] { work.live(); });
  work.live();
  for (std::thread& thread : threads) thread.join();
  return work.take();
}

}  // namespace repay::simulation
