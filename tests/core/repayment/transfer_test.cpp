#include "core/repayment/transfer.h"

#include <doctest/doctest.h>

#include <string>

namespace repay {
namespace {

constexpr std::int64_t kHour = 60 * kMsPerMinute;

std::string show(const TransferEffect& effect) {
  struct Show {
    std::string operator()(const SendTransfer& e) const {
      return "send " + std::to_string(e.amount_minor) + " to " + e.method.id;
    }
    std::string operator()(const PostReturn& e) const {
      return "return " + std::to_string(e.amount_minor);
    }
    std::string operator()(const WakeTransferAt& e) const {
      return "wake " + std::to_string(e.at.ms / kHour) + "h";
    }
  };
  return std::visit(Show(), effect);
}

/// A transfer due at hour 48 that is told what happens, and what it answers in one line.
struct Story {
  ClosingPolicy policy;
  Transfer transfer{.amount_minor = 20000,
                    .due_at = {48 * kHour},
                    .send_at = Instant{48 * kHour},
                    .method = DepositMethod{.id = "bank"}};
  std::int64_t hour = 0;

  std::string on(const TransferEvent& event) {
    const auto stepped = step(transfer, event, Instant{hour * kHour}, policy);
    if (!stepped) return std::string(code(stepped.error()));
    transfer = stepped->transfer;
    std::string line;
    for (const auto& effect : stepped->effects) line += (line.empty() ? "" : "; ") + show(effect);
    return line;
  }
  [[nodiscard]] std::string state() const { return std::string(name(transfer.state)); }
};

TEST_CASE("a transfer is sent once it is due, and paid once") {
  Story story;
  story.hour = 47;
  CHECK(story.on(TransferDue()) == "wake 48h");
  CHECK(story.state() == "scheduled");
  story.hour = 48;
  CHECK(story.on(TransferDue()) == "send 20000 to bank");
  CHECK(story.on(TransferDue()) == "");
  CHECK(story.state() == "sent");
  CHECK(story.on(TransferPaid()) == "");
  CHECK(story.on(TransferPaid()) == "");
  CHECK(story.on(TransferDue()) == "");
  CHECK(story.state() == "paid");
}

TEST_CASE("a transfer that nobody answered is sent again as the same, and only then") {
  Story story;
  CHECK(story.on(TransferUnanswered()) == "WRONG_PAYMENT_STATE");
  story.hour = 48;
  story.on(TransferDue());
  CHECK(story.on(TransferUnanswered()) == "send 20000 to bank");
  story.on(TransferPaid());
  CHECK(story.on(TransferUnanswered()) == "");
}

TEST_CASE("money comes back once, also after it was paid, and is then no more paid") {
  for (const bool paid : {false, true}) {
    Story story;
    story.hour = 48;
    story.on(TransferDue());
    if (paid) story.on(TransferPaid());
    CHECK(story.on(TransferReturned()) == "return 20000");
    CHECK(story.on(TransferReturned()) == "");
    CHECK(story.on(TransferPaid()) == "WRONG_PAYMENT_STATE");
    CHECK(story.on(TransferDue()) == "");
    CHECK(story.on(TransferUnanswered()) == "");
    CHECK(story.state() == "returned");
  }
}

TEST_CASE("what was not sent can neither be paid nor come back") {
  Story story;
  CHECK(story.on(TransferPaid()) == "WRONG_PAYMENT_STATE");
  CHECK(story.on(TransferReturned()) == "WRONG_PAYMENT_STATE");
  CHECK(story.state() == "scheduled");
}

TEST_CASE("a new account holds what was not sent until the end of its hold, and no longer") {
  Story story;
  story.hour = 12;
  const DepositMethod fresh{.id = "new", .changed_at = {12 * kHour}};
  CHECK(story.on(DepositTermsChanged{fresh}) == "wake 84h");
  story.hour = 48;
  CHECK(story.on(TransferDue()) == "wake 84h");
  CHECK(story.on(DepositTermsChanged{DepositMethod{.id = "bank"}}) == "wake 72h");
  CHECK(story.on(DepositTermsChanged{DepositMethod{.id = "old", .changed_at = {-100 * kHour}}}) ==
        "wake 48h");
  CHECK(story.on(TransferDue()) == "send 20000 to old");
  CHECK(story.on(DepositTermsChanged{fresh}) == "");
  CHECK(story.transfer.method->id == "old");
}

TEST_CASE("without a method, or restricted, nothing is sent") {
  Story story;
  story.hour = 500;
  CHECK(story.on(DepositTermsChanged{std::nullopt}) == "");
  CHECK(story.on(TransferDue()) == "");
  CHECK(story.on(DepositTermsChanged{DepositMethod{.id = "bank"}, true}) == "");
  CHECK(story.on(TransferDue()) == "");
  CHECK(story.state() == "scheduled");
  CHECK(story.on(DepositTermsChanged{DepositMethod{.id = "bank"}}) == "wake 72h");
  CHECK(story.on(TransferDue()) == "send 20000 to bank");
}

}  // namespace
}  // namespace repay
