#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace repay {

/// An instrument that may be charged, by the host's id of it. `revision` grows with every edit
/// (expiry, address): what was declined before an edit may succeed after it.
struct ChargeMethod {
  std::string id;
  std::uint32_t revision = 0;
  std::string shown{};  ///< "Visa •• 4242"; no more than the last four digits

  friend bool operator==(const ChargeMethod&, const ChargeMethod&) = default;
};

/// What the seller has given to be charged, at one moment (DOMAIN.md 7 and 8).
struct ChargeMethods {
  struct Other {
    ChargeMethod method;
    bool ticked = true;  ///< of backups: the seller's tick for this one
    bool expired = false;
  };

  std::optional<ChargeMethod> active;
  bool backups_enabled = false;  ///< the seller's switch for all of them
  std::vector<Other> backups;    ///< in the seller's order
  std::vector<Other> others;     ///< every further instrument there is; their ticks do not count
};

/// What one round of attempts tries, one after another until one succeeds: the active method, then
/// the backups that are enabled, ticked and unexpired in their order, then, if the agreement allows
/// it, the unexpired others. Each stands once, so that what has just failed is not tried again.
[[nodiscard]] std::vector<ChargeMethod> charge_order(const ChargeMethods& methods,
                                                     bool last_resort);

}  // namespace repay
