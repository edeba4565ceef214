#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine/engine.h"
#include "core/payment/server.h"

namespace repay {

/// What the host knows at the moment of an event.
struct DeskMoment {
  Instant now;
  std::int64_t stored_minor = 0;  ///< of the seller's stored balance, less what is held
  bool asks_for_code = false;     ///< the host wants a new payment confirmed
  std::string method_name{};      ///< how the order's card is shown: "Mastercard •• 4444"
  std::string stored_name{};      ///< how the stored balance is: "Stored balance"
};

/// The server's side of the payments of one seller: the rules of core/payment/server.h on the
/// ledgers of an Engine. A call is one transaction: the record and the ledgers change together, or
/// nothing does. The host keeps records (`record`), and account, in one transaction of its own
/// before it does the effects that are left to it.
class PaymentDesk {
 public:
  /// `records` are those that the host has kept; `engine` holds the payments they have begun.
  explicit PaymentDesk(Engine& engine, std::vector<PaymentRecord> records = {});

  /// What an event makes of the payment of this key. Of the effects, those about funds are done in
  /// the ledgers; they are told all the same, as the host moves the stored balance with them.
  /// Refused as the server's step is, or as Engine refuses a settlement (OVERFLOW) or a reversal
  /// (DUPLICATE_ID): then nothing has changed. PAYMENT_UNKNOWN for an event about a key that no
  /// request has brought, INVALID_FIELD for a request whose intent has another key.
  [[nodiscard]] Result<ShortList<ServerEffect, 5>> take(PaymentKey key, const ServerEvent& event,
                                                        const DeskMoment& moment);

  /// The record of a key, to be kept: PAYMENT_UNKNOWN.
  [[nodiscard]] Result<PaymentRecord> record(PaymentKey key) const;
  /// From when on another one-time code can be asked for; none unless the payment waits for one.
  /// PAYMENT_UNKNOWN.
  [[nodiscard]] Result<std::optional<Instant>> resend_from(PaymentKey key) const;
  /// Keys whose payments have not ended, in order: each is to be told ServerStarted after a
  /// restart.
  [[nodiscard]] std::vector<PaymentKey> unfinished() const;

 private:
  [[nodiscard]] AccountFacts facts(PaymentKey key, const PaymentOrder* order,
                                   const DeskMoment& moment) const;
  [[nodiscard]] Result<void> post(const PaymentRecord& record, const ServerEffect& effect,
                                  const DeskMoment& moment);

  Engine& engine_;
  std::map<PaymentKey, PaymentRecord> records_;
};

}  // namespace repay
