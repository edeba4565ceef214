#include "core/repayment/charge_order.h"

#include <algorithm>

namespace repay {

std::vector<ChargeMethod> charge_order(const ChargeMethods& methods, bool last_resort) {
  std::vector<ChargeMethod> order;
  const auto add = [&](const ChargeMethod& method) {
    if (std::ranges::find(order, method.id, &ChargeMethod::id) == order.end())
      order.push_back(method);
  };
  if (methods.active) add(*methods.active);
  if (methods.backups_enabled) {
    for (const auto& backup : methods.backups) {
      if (backup.ticked && !backup.expired) add(backup.method);
    }
  }
  if (!last_resort) return order;
  for (const auto* some : {&methods.backups, &methods.others}) {
    for (const auto& other : *some) {
      if (!other.expired) add(other.method);
    }
  }
  return order;
}

}  // namespace repay
