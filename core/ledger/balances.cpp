#include "core/ledger/balances.h"

#include "core/money/money.h"

namespace repay {
namespace {

Result<std::optional<std::int64_t>> sum_of(std::optional<std::int64_t> a,
                                           std::optional<std::int64_t> b) {
  if (!a || !b) return std::nullopt;
  const auto sum = add_minor(*a, *b);
  if (!sum) return refuse(sum.error());
  return *sum;
}

}  // namespace

Instant usable_from(Instant delivered, int days, const ZoneRules& zone) {
  return start_of_day(add_days(local_day(delivered, zone), std::int64_t{days} + 1), zone);
}

std::int64_t deferred_minor(const Ledger& ledger, const Deferral& deferral) {
  std::int64_t sum = ledger.stated_deferred_minor(deferral.now);
  if (!deferral.days) return sum;
  // From the first day on of which DD+N defers what was sold.
  const CivilDate first = add_days(local_day(deferral.now, deferral.zone), -*deferral.days);
  return sum + ledger.silent_sales_minor(start_of_day(first, deferral.zone));
}

Result<ReportedBalances> completed(ReportedBalances reported) {
  if (!reported.reserved_minor) {
    const auto reserved = sum_of(reported.deferred_minor, reported.account_reserve_minor);
    if (!reserved) return refuse(reserved.error());
    reported.reserved_minor = *reserved;
  }
  if (!reported.total_minor) {
    const auto total = sum_of(reported.available_minor, reported.reserved_minor);
    if (!total) return refuse(total.error());
    reported.total_minor = *total;
  }
  return reported;
}

bool adds_up(const ReportedBalances& reported) {
  const auto agree = [](std::optional<std::int64_t> a, std::optional<std::int64_t> b,
                        std::optional<std::int64_t> sum) {
    const auto expected = sum_of(a, b);
    return expected && (!*expected || !sum || *expected == sum);
  };
  return agree(reported.deferred_minor, reported.account_reserve_minor, reported.reserved_minor) &&
         agree(reported.available_minor, reported.reserved_minor, reported.total_minor);
}

}  // namespace repay
