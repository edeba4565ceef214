#include "core/repayment/collection.h"

#include <algorithm>
#include <array>
#include <utility>

namespace repay {
namespace {

constexpr std::int64_t kMsPerHour = 60 * kMsPerMinute;

bool may_be_tried_again(const Collection::Tried& tried, const CollectionPolicy& policy) {
  if (tried.never_again || tried.attempts >= policy.most_attempts) return false;
  return std::ranges::all_of(tried.declines, [&](const auto& declined) {
    const auto retries = policy.retries.find(declined.first);
    return retries != policy.retries.end() && declined.second <= retries->second;
  });
}

/// One step on its way.
class Stepper {
 public:
  Stepper(Collection collection, const CollectionMoment& moment, const CollectionPolicy& policy,
          Currency currency)
      : collection_(std::move(collection)), moment_(moment), policy_(policy), currency_(currency) {}

  [[nodiscard]] CollectionStep take() { return {std::move(collection_), std::move(effects_)}; }

  [[nodiscard]] Result<void> on(const RoundDue& event) {
    if (collection_.attempt) return {};
    if (collection_.next_round_at && moment_.now < *collection_.next_round_at) {
      if (collection_.state == CollectionState::resting)
        effects_.push_back(WakeAt{*collection_.next_round_at});
      return {};
    }
    collection_.next_round_at.reset();
    collection_.left = charge_order(event.methods, policy_.last_resort);
    std::erase_if(collection_.left, [&](const ChargeMethod& method) {
      return !may_be_tried(collection_, method, policy_);
    });
    try_next(CollectionState::given_up);
    return {};
  }

  [[nodiscard]] Result<void> on(const ChargeSucceeded& event) {
    const auto runs = is_running(event.attempt);
    if (!runs || !*runs) return without_value(runs);
    if (event.amount_minor <= 0) return refuse(Error::amount_not_positive);
    if (event.amount_minor > collection_.attempt->amount_minor)
      return refuse(Error::exceeds_pending);
    const ChargeAttempt attempt = end_attempt();
    collection_.collected_minor += event.amount_minor;
    collection_.left.clear();
    effects_.push_back(PostCardCharge{attempt, event.amount_minor});
    const std::int64_t owed = std::max<std::int64_t>(moment_.owed_minor - event.amount_minor, 0);
    if (owed == 0) {
      collection_.state = CollectionState::collected;
    } else if (!is_charged(policy_, currency_, owed)) {
      collection_.state = CollectionState::rolled_forward;
    } else {
      rest();
    }
    return {};
  }

  [[nodiscard]] Result<void> on(const ChargeDeclined& event) {
    const auto runs = is_running(event.attempt);
    if (!runs || !*runs) return without_value(runs);
    const ChargeAttempt attempt = end_attempt();
    auto& tried = collection_.tried[attempt.method.id];
    ++tried.declines[event.decline];
    tried.never_again = tried.never_again || is_final(event.decline);
    effects_.push_back(PostFailedCharge{attempt, event.decline});
    try_next(CollectionState::resting);
    return {};
  }

  [[nodiscard]] Result<void> on(const ChargeUnanswered& event) {
    const auto runs = is_running(event.attempt);
    if (!runs || !*runs) return without_value(runs);
    collection_.state = CollectionState::uncertain;
    effects_.push_back(AskOutcome{*collection_.attempt});
    return {};
  }

  [[nodiscard]] Result<void> on(const ChargeNotFound& event) {
    const auto runs = is_running(event.attempt);
    if (!runs || !*runs) return without_value(runs);
    collection_.state = CollectionState::charging;
    effects_.push_back(SendCharge{*collection_.attempt});
    return {};
  }

 private:
  static Result<void> without_value(const Result<bool>& result) {
    if (!result) return refuse(result.error());
    return {};
  }

  [[nodiscard]] Result<bool> is_running(std::uint32_t attempt) const {
    if (attempt == 0 || attempt > collection_.attempts) return refuse(Error::payment_unknown);
    return collection_.attempt && collection_.attempt->number == attempt;
  }

  ChargeAttempt end_attempt() { return *std::exchange(collection_.attempt, std::nullopt); }

  // Charges the next method of the round; without one the round is over.
  void try_next(CollectionState state_without_method) {
    if (moment_.owed_minor <= 0) return end_round(CollectionState::collected);
    if (!is_charged(policy_, currency_, moment_.owed_minor))
      return end_round(CollectionState::rolled_forward);
    if (collection_.left.empty()) {
      const bool again = state_without_method == CollectionState::resting &&
                         std::ranges::any_of(collection_.tried, [&](const auto& tried) {
                           return may_be_tried_again(tried.second, policy_);
                         });
      return again ? rest() : end_round(CollectionState::given_up);
    }
    const ChargeMethod method = collection_.left.front();
    collection_.left.erase(collection_.left.begin());
    auto& tried = collection_.tried[method.id];
    if (tried.revision != method.revision) tried.declines.clear();
    tried.revision = method.revision;
    ++tried.attempts;
    collection_.attempt = ChargeAttempt{
        .number = ++collection_.attempts, .method = method, .amount_minor = moment_.owed_minor};
    collection_.state = CollectionState::charging;
    effects_.push_back(SendCharge{*collection_.attempt});
  }

  void end_round(CollectionState state) {
    collection_.left.clear();
    collection_.state = state;
  }

  void rest() {
    collection_.state = CollectionState::resting;
    collection_.next_round_at = Instant{moment_.now.ms + policy_.retry_hours * kMsPerHour};
    effects_.push_back(WakeAt{*collection_.next_round_at});
  }

  Collection collection_;
  const CollectionMoment& moment_;
  const CollectionPolicy& policy_;
  Currency currency_;
  std::vector<CollectionEffect> effects_;
};

}  // namespace

bool is_charged(const CollectionPolicy& policy, Currency currency, std::int64_t owed_minor) {
  const auto threshold = policy.threshold_minor.find(currency);
  return owed_minor > 0 &&
         (threshold == policy.threshold_minor.end() || owed_minor >= threshold->second);
}

Collection at_next_close(Collection collection) {
  for (auto& [id, tried] : collection.tried) {
    tried.attempts = 0;
    tried.declines.clear();
  }
  collection.collected_minor = 0;
  collection.next_round_at.reset();
  if (!collection.attempt) collection.state = CollectionState::resting;
  return collection;
}

bool may_be_tried(const Collection& collection, const ChargeMethod& method,
                  const CollectionPolicy& policy) {
  const auto found = collection.tried.find(method.id);
  if (found == collection.tried.end()) return true;
  Collection::Tried tried = found->second;
  if (tried.revision != method.revision) tried.declines.clear();
  return may_be_tried_again(tried, policy);
}

std::string_view name(CollectionState state) {
  static constexpr std::array names = {
#define X(state) std::string_view(#state),
      REPAY_COLLECTION_STATES(X)
#undef X
  };
  return names[static_cast<std::size_t>(state)];
}

Result<CollectionStep> step(Collection collection, const CollectionEvent& event,
                            const CollectionMoment& moment, const CollectionPolicy& policy,
                            Currency currency) {
  Stepper stepper(std::move(collection), moment, policy, currency);
  const Result<void> taken =
      std::visit([&](const auto& which) { return stepper.on(which); }, event);
  if (!taken) return refuse(taken.error());
  return stepper.take();
}

}  // namespace repay
