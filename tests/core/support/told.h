#pragma once

#include <sstream>
#include <string>

#include "core/base/time.h"
#include "core/ledger/entry.h"

namespace repay::testing {

/// Everything an answer about one settlement says, to compare two of them.
inline std::string told(const Placed<EntryBatch>& answer) {
  std::ostringstream out;
  if (!answer) {
    const Refusal& refusal = answer.error();
    out << code(refusal.error) << ' ' << refusal.place.line << ':' << refusal.place.column << ' '
        << refusal.place.field << ' ' << refusal.detail;
    return out.str();
  }
  const EntryBatch& batch = *answer;
  out << batch.store << ' ' << batch.settlement->id << ' ' << batch.settlement->total_minor << ' '
      << batch.currency.code() << ' ' << to_string(batch.settlement->start) << ' '
      << to_string(batch.settlement->end) << ' ' << to_string(batch.settlement->deposit) << '\n';
  for (std::size_t i = 0; i < batch.size(); ++i) {
    out << to_string(batch.at[i]) << ' ' << batch.amount_minor[i] << ' ' << name(batch.kind[i])
        << ' ' << name(batch.group[i]) << ' ' << int{batch.flags[i]} << ' '
        << batch.texts.get(batch.description[i]) << '|' << batch.texts.get(batch.order[i]) << '|'
        << batch.texts.get(batch.sku[i]) << '\n';
  }
  return out.str();
}

}  // namespace repay::testing
