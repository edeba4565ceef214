#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/payment/flow.h"
#include "core/payment/flow_view.h"
#include "core/payment/server.h"
#include "tests/simulation/dice.h"

namespace repay::simulation {

constexpr std::size_t kPages = 3;
constexpr std::size_t kDevices = 2;
constexpr std::size_t kWishes = 2;

/// X(violation, words): what must never be.
#define REPAY_VIOLATIONS(X)                                                       \
  X(none, "nothing is wrong")                                                     \
  X(double_charge, "more money was taken than the seller wished to pay")          \
  X(lost_payment, "money was taken and the ledger does not know, or the reverse") \
  X(wrong_screen, "a page told what was not true")                                \
  X(told_too_early, "a page said that nothing is under way while something was")  \
  X(not_durable, "a payment was sent before its key was kept")                    \
  X(impatient, "a page gave up before the time was over, or asked too often")     \
  X(silent, "a page let the seller wait longer than the policy says")             \
  X(queued, "a payment was begun without a connection")                           \
  X(locked_unfairly, "fewer wrong codes locked a payment than the policy says")   \
  X(funds_held, "money of the seller stays held, or was counted twice")           \
  X(stuck, "something waits for ever")                                            \
  X(endless, "the story does not end")

enum class Violation : std::uint8_t {
#define X(violation, words) violation,
  REPAY_VIOLATIONS(X)
#undef X
};
std::string_view words(Violation violation);
std::string_view name(Violation violation);

/// How often each state and each fault was met, over many stories.
struct Coverage {
  std::array<std::uint64_t, 32> flow_states{};
  std::array<std::uint64_t, 32> flow_events{};
  std::array<std::uint64_t, 32> screens{};
  std::array<std::uint64_t, 32> record_states{};
  std::array<std::uint64_t, 32> server_events{};
  std::array<std::uint64_t, 32> card_outcomes{};
  std::array<std::uint64_t, 64> faults{};
  std::array<std::uint64_t, 256> errors{};
  std::uint64_t stories = 0;
  std::uint64_t paid = 0;      ///< wishes that came true
  std::uint64_t payments = 0;  ///< keys the server heard of
  std::uint64_t steps = 0;

  void add(const Coverage& other);
};

/// Sellers, pages, devices, a network, a server and a payment provider, from one seed. The
/// payment's way is core's own: `step(Flow…)` in every page, `step(PaymentRecord…)` in the server.
/// What is simulated is what surrounds them, and all of it may fail. After a storm the weather is
/// fair until nothing happens any more; then everything must have come to a true end.
class World {
 public:
  World();

  /// Lives one story. `allowed` lets only these faults come; `story` gets what happened in words.
  Violation run(std::uint64_t seed, const std::vector<Hit>* allowed = nullptr,
                std::string* story = nullptr);

  [[nodiscard]] const std::vector<Hit>& hits() const { return faults_.hits(); }
  [[nodiscard]] const Coverage& coverage() const { return coverage_; }
  [[nodiscard]] Coverage take_coverage() { return std::exchange(coverage_, {}); }

 private:
  enum class What : std::uint8_t {
    page_event,
    request_arrives,
    slot_work,
    account_arrives,
    card_request_arrives,
    card_answer_arrives,
    card_decides,
    alarm,
    server_starts,
    code_arrives,
    seller_acts,
    page_opens,
    signs_in,
    connects,
  };

  /// Something that will happen. `index` is a place in the list of its kind.
  struct Coming {
    std::int64_t at = 0;
    std::uint32_t order = 0;
    What what = What::seller_acts;
    std::uint8_t who = 0;
    std::uint32_t epoch = 0;
    std::uint32_t index = 0;
  };

  struct Page {
    bool is_alive = false;
    std::uint8_t device = 0;
    std::uint32_t epoch = 0;  // grows with each life
    Flow flow;
    bool has_account = false;
    std::uint64_t version = 0;
    std::int64_t can_pay_minor = 0;
    std::int64_t stored_minor = 0;
    std::uint32_t done_wishes = 0;  // bits: settled or pending, as the account showed
    std::int64_t patience_from = 0;
    std::int64_t last_question = 0;
    std::uint32_t hurried = 0;
  };

  struct Lock {
    std::int8_t page = -1;
    std::uint32_t operation = 0;
  };
  struct Device {
    bool online = true;
    bool signed_in = true;
    std::optional<Intent> slot;
    Lock lock;
    std::vector<Lock> queue;
    std::vector<PaymentKey> sent;  // keys that a page of it sent a payment with
  };

  struct Wish {
    std::int64_t amount_minor = 0;
    std::int64_t stored_minor = 0;
    bool is_believed_paid = false;
    int attempts = 0;
    bool given_up = false;
  };

  /// A press on Pay, and the wish it was for.
  struct Press {
    PaymentKey key;
    std::uint8_t wish = 0;
    std::uint32_t code = 0;  // the newest code for it that reached the seller
    int entered = 0;         // codes the seller entered for it
  };

  /// What a page told the seller for good.
  struct Claim {
    PaymentKey key;
    Verdict verdict = Verdict::open;
    std::int64_t settled_minor = 0;
  };

  struct Charge {
    ProviderKey key;
    PaymentKey payment;
    std::int64_t amount_minor = 0;
    CardOutcome state = CardOutcome::not_found;
    std::int64_t captured_minor = 0;
    DeclineClass decline = DeclineClass::other;
    bool is_reversed = false;
  };

  enum class CardVerb : std::uint8_t { charge, ask, cancel };
  struct CardMessage {
    CardVerb verb = CardVerb::ask;
    ProviderKey key;
    PaymentKey payment;
    std::int64_t amount_minor = 0;
    CardAnswered answer{};
    bool is_reversal = false;
    std::string reversal_id{};
  };

  struct WireRequest {
    std::uint8_t page = 0;
    std::uint32_t epoch = 0;
    std::uint32_t operation = 0;
    PaymentRequest request;
  };

  struct SlotWork {
    enum class Verb : std::uint8_t { read, store, clear } verb = Verb::read;
    std::uint32_t operation = 0;
    Intent intent{};
  };

  // The storm and the calm.
  void begin(std::uint64_t seed);
  void live();
  void happen(const Coming& coming);
  void later(std::int64_t after_ms, What what, std::uint8_t who = 0, std::uint32_t epoch = 0,
             std::uint32_t index = 0);
  void begin_calm();

  // Pages and devices.
  void open_page(std::uint8_t page);
  void end_page(std::uint8_t page);
  void tell(std::uint8_t page, FlowEvent event, std::int64_t after_ms = 0);
  void deliver(std::uint8_t page, const FlowEvent& event);
  void carry_out(std::uint8_t page, const FlowEffect& effect);
  void do_effect(std::uint8_t page, const TakeLock& effect);
  void do_effect(std::uint8_t page, const ReleaseLock& effect);
  void do_effect(std::uint8_t page, const ReadIntent& effect);
  void do_effect(std::uint8_t page, const StoreIntent& effect);
  void do_effect(std::uint8_t page, const ClearIntent& effect);
  void do_effect(std::uint8_t page, const SendRequest& effect);
  void do_effect(std::uint8_t page, const StartTimer& effect);
  void do_effect(std::uint8_t page, const RenewSignIn& effect);
  void do_effect(std::uint8_t page, const RefreshAccount& effect);
  void free_lock(Device& device);
  void work_on_slot(std::uint8_t page, std::uint32_t epoch, const SlotWork& work);
  void watch_screen(std::uint8_t page, FlowState before);
  [[nodiscard]] std::int64_t lock_delay();
  void send_away(const WireRequest& wire);
  void answer(const WireRequest& wire, FlowEvent event);
  Device& device_of(std::uint8_t page) { return devices_[pages_[page].device]; }

  // The server.
  void receive(const WireRequest& wire);
  void load_account(std::uint8_t page);
  ServerEvent server_event(const WireRequest& wire);
  void change_world();
  bool serve(PaymentKey key, const ServerEvent& event, const WireRequest* wire);
  [[nodiscard]] AccountFacts facts(PaymentKey key, const PaymentOrder* order) const;
  std::size_t keep(PaymentRecord record);
  void post(std::size_t index, const ServerEffect& effect);
  void send_out(std::size_t index, const ServerEffect& effect, const WireRequest* wire);
  void send_code(PaymentKey key, std::uint32_t number);
  void crash_server();
  void start_server();
  PaymentRecord* find(PaymentKey key);
  [[nodiscard]] std::int64_t server_clock() const { return now_ + clock_offset_; }

  // The provider.
  void send_card(CardMessage message);
  void receive_card(const CardMessage& message);
  void answer_card(const Charge& charge);
  Charge& charge_of(const CardMessage& message);
  void decide(Charge& charge);
  void capture(Charge& charge, std::int64_t amount_minor);
  void decide_now(Charge& charge);
  void pass_challenge(PaymentKey payment, bool well);
  Charge* find_charge(ProviderKey key);

  // The seller.
  void act();
  void act_on(std::uint8_t page);
  void look_at(std::uint8_t page);
  void press_pay(std::uint8_t page);
  void press_in_vain(std::uint8_t page);
  void enter_code(std::uint8_t page);
  void go_to_bank(std::uint8_t page);
  void sign_in(std::uint8_t page);
  void reload(std::uint8_t page);
  void lose_connection(std::uint8_t device);
  [[nodiscard]] int wanted_wish() const;
  [[nodiscard]] bool is_content() const;
  std::string code_of(PaymentKey key, std::uint32_t number) const;

  // The oracle.
  void violate(Violation violation);
  void judge();
  void judge_claims();
  void judge_pages();
  void judge_device(const Device& device);
  [[nodiscard]] std::int64_t captured_minor(PaymentKey key) const;
  [[nodiscard]] int wish_of(PaymentKey key) const;

  // The story.
  void say(std::string_view who, std::string_view what);
  void say_page(std::uint8_t page, std::string_view what);
  bool fault(Fault fault, std::string_view about = {});

  Dice dice_;
  Faults faults_;
  Coverage coverage_;
  std::string* story_ = nullptr;
  Violation violation_ = Violation::none;

  std::int64_t now_ = 0;
  std::uint32_t order_ = 0;
  std::vector<Coming> coming_;  // a heap
  std::vector<FlowEvent> page_events_;
  std::vector<WireRequest> requests_;
  std::vector<SlotWork> slot_works_;
  std::vector<CardMessage> card_messages_;

  std::array<Page, kPages> pages_;
  std::array<Device, kDevices> devices_;
  std::uint8_t pages_used_ = 1;

  std::array<Wish, kWishes> wishes_;
  std::uint8_t wishes_used_ = 1;
  std::vector<Press> presses_;
  std::vector<Claim> claims_;
  bool asks_for_code_ = false;
  std::uint32_t acts_ = 0;

  bool server_is_up_ = true;
  std::uint32_t server_epoch_ = 0;
  std::int64_t clock_offset_ = 0;
  std::vector<PaymentRecord> records_;
  std::vector<std::int64_t> ledger_paid_;  // by record: what the ledger got
  std::int64_t owed_minor_ = 0;
  std::int64_t held_minor_ = 0;
  std::int64_t stored_minor_ = 0;
  std::int64_t stored_held_minor_ = 0;
  std::uint64_t version_ = 1;
  std::int64_t expected_owed_minor_ = 0;
  std::int64_t expected_stored_minor_ = 0;

  std::int64_t provider_down_until_ = 0;
  std::vector<Charge> charges_;

  Currency currency_;
  PaymentPolicy policy_;
  VerificationPolicy verification_;
};

}  // namespace repay::simulation
