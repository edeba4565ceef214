// The seller: an impatient one, with several pages, who believes what a page says for good.

#include <algorithm>

#include "tests/simulation/world.h"

namespace repay::simulation {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr int kMostAttempts = 12;
constexpr std::uint32_t kMostActs = 1'500;

}  // namespace

int World::wanted_wish() const {
  for (std::size_t i = 0; i < wishes_used_; ++i) {
    if (!wishes_[i].is_believed_paid && !wishes_[i].given_up) return static_cast<int>(i);
  }
  return -1;
}

int World::wish_of(PaymentKey key) const {
  const auto press = std::ranges::find(presses_, key, &Press::key);
  return press == presses_.end() ? -1 : press->wish;
}

// Whether every page has said for good how things stand, and nothing more is wished.
bool World::is_content() const {
  if (!faults_.is_calm() || wanted_wish() >= 0) return false;
  return std::ranges::all_of(pages_.begin(), pages_.begin() + pages_used_, [](const Page& page) {
    switch (page.flow.state) {
      case FlowState::idle:
        return page.is_alive && !page.flow.error;
      case FlowState::unsent:
      case FlowState::settled:
      case FlowState::failed:
      case FlowState::expired:
      case FlowState::refused:
        return page.is_alive;
      case FlowState::opening:
      case FlowState::elsewhere:
      case FlowState::locking:
      case FlowState::reading:
      case FlowState::storing:
      case FlowState::sending:
      case FlowState::looking_up:
      case FlowState::unknown:
      case FlowState::signing_in:
      case FlowState::verifying:
      case FlowState::challenged:
      case FlowState::confirming:
      case FlowState::cancelling:
      case FlowState::pending:
        return false;
    }
    return false;
  });
}

void World::act() {
  if (is_content() || ++acts_ > kMostActs) return;
  later(dice_.between(500, faults_.is_calm() ? 6'000 : 4'000), What::seller_acts);
  const auto which = static_cast<std::uint8_t>(dice_.below(pages_used_));
  if (fault(Fault::offline)) lose_connection(pages_[which].device);
  if (!pages_[which].is_alive) {
    if (faults_.is_calm() || dice_.one_in(3)) open_page(which);
    return;
  }
  if (!faults_.is_calm() && dice_.one_in(30)) return reload(which);
  if (!faults_.is_calm() && dice_.one_in(60)) return end_page(which);
  act_on(which);
}

void World::act_on(std::uint8_t which) {
  switch (pages_[which].flow.state) {
    case FlowState::pending:
      if (!faults_.is_calm() && dice_.one_in(4)) tell(which, LookAgainPressed{});
      return press_pay(which);
    case FlowState::idle:
      if (pages_[which].flow.error && !dice_.one_in(4)) return tell(which, LookAgainPressed{});
      return press_pay(which);
    case FlowState::refused:
      if (dice_.one_in(2)) tell(which, LookAgainPressed{});
      return press_pay(which);
    case FlowState::unsent:
    case FlowState::settled:
    case FlowState::failed:
    case FlowState::expired:
      return press_pay(which);
    case FlowState::verifying:
      return enter_code(which);
    case FlowState::challenged:
      return go_to_bank(which);
    case FlowState::signing_in:
      return dice_.one_in(4) ? tell(which, LookAgainPressed{}) : sign_in(which);
    case FlowState::looking_up:
    case FlowState::unknown:
      // In fair weather the page must come to an end by itself.
      if (!faults_.is_calm() && dice_.one_in(4)) tell(which, LookAgainPressed{});
      return;
    case FlowState::opening:
    case FlowState::elsewhere:
    case FlowState::locking:
    case FlowState::reading:
    case FlowState::storing:
    case FlowState::sending:
    case FlowState::confirming:
    case FlowState::cancelling:
      // Pressing again does nothing, and yet it is done.
      if (dice_.one_in(3)) press_in_vain(which);
      return;
  }
}

// The page may come to rest before the press arrives. Who sees that the payment is made or under
// way does not press, whatever the page is busy with.
void World::press_in_vain(std::uint8_t which) {
  const Page& page = pages_[which];
  const int wish = wanted_wish();
  if (wish < 0 || (page.done_wishes >> wish & 1) != 0) return;
  const PaymentKey key{dice_.bits(), dice_.bits()};
  presses_.push_back({key, static_cast<std::uint8_t>(wish)});
  const std::int64_t amount_minor = wishes_[static_cast<std::size_t>(wish)].amount_minor;
  if (story_ != nullptr)
    say_page(which, "the seller presses Pay in vain, key " + to_string(key).substr(0, 4));
  tell(which, PayPressed{key,
                         {.account = "a",
                          .amount = {amount_minor, currency_},
                          .method = "c",
                          .version = page.version}});
}

void World::look_at(std::uint8_t which) { do_effect(which, RefreshAccount{}); }

void World::press_pay(std::uint8_t which) {
  const int number = wanted_wish();
  if (number < 0) return;
  Page& page = pages_[which];
  Wish& wish = wishes_[static_cast<std::size_t>(number)];
  const bool shows_it_done = (page.done_wishes >> number & 1) != 0;
  const bool is_too_much = wish.amount_minor > page.can_pay_minor && !dice_.one_in(8);
  if (!page.has_account || shows_it_done || is_too_much) {
    if (faults_.is_calm() && !shows_it_done && page.has_account) ++wish.attempts;
    if (wish.attempts > 3 * kMostAttempts) wish.given_up = true;
    if (!device_of(which).signed_in) sign_in(which);
    return look_at(which);
  }
  if (++wish.attempts > kMostAttempts) {
    wish.given_up = true;
    return;
  }
  PaymentOrder order{.account = "a", .amount = {wish.amount_minor, currency_}};
  order.stored_minor =
      dice_.one_in(8) ? wish.stored_minor : std::min(wish.stored_minor, page.stored_minor);
  if (order.stored_minor < wish.amount_minor) order.method = "c";
  order.version = page.version;
  const int presses = dice_.one_in(5) ? 2 : 1;
  for (int i = 0; i < presses; ++i) {
    const PaymentKey key{dice_.bits(), dice_.bits()};
    presses_.push_back({key, static_cast<std::uint8_t>(number)});
    if (story_ != nullptr)
      say_page(which, "the seller presses Pay, wish " + std::to_string(number + 1) + ", key " +
                          to_string(key).substr(0, 4) + ", version " +
                          std::to_string(order.version));
    tell(which, PayPressed{key, order}, i * dice_.between(0, 300));
  }
}

void World::enter_code(std::uint8_t which) {
  const std::uint32_t throw_of = dice_.below(12);
  const bool is_calm = faults_.is_calm();
  if (throw_of == 0 && !is_calm) return tell(which, CancelPressed{});
  if (throw_of == 1 || (is_calm && throw_of < 3)) return tell(which, CodeAgainPressed{});
  if (throw_of == 3) return tell(which, CodeEntered{"12345"});
  const PaymentKey key = pages_[which].flow.intent->key;
  const auto press = std::ranges::find(presses_, key, &Press::key);
  if (press == presses_.end() || press->code == 0) return;
  ++press->entered;
  tell(which, CodeEntered{throw_of < 7 ? "000000" : code_of(key, press->code)});
}

void World::go_to_bank(std::uint8_t which) {
  if (!faults_.is_calm() && dice_.one_in(8)) return tell(which, CancelPressed{});
  pass_challenge(pages_[which].flow.intent->key, !dice_.one_in(4));
  if (faults_.is_calm() || !dice_.one_in(3))
    tell(which, ChallengeReturned{}, dice_.between(100, 2'000));
}

void World::sign_in(std::uint8_t which) {
  const std::uint8_t device = pages_[which].device;
  devices_[device].signed_in = true;
  for (std::uint8_t page = 0; page < pages_used_; ++page) {
    if (pages_[page].is_alive && pages_[page].device == device) tell(page, SignedIn{});
  }
}

void World::reload(std::uint8_t which) {
  end_page(which);
  open_page(which);
}

void World::lose_connection(std::uint8_t device) {
  if (!devices_[device].online) return;
  devices_[device].online = false;
  for (std::uint8_t page = 0; page < pages_used_; ++page) {
    if (pages_[page].is_alive && pages_[page].device == device)
      deliver(page, NetworkChanged{false});
  }
  later(dice_.between(3, 60) * kSecond, What::connects, device);
}

}  // namespace repay::simulation
