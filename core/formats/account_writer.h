#pragma once

#include <string_view>

#include "core/base/text_sink.h"
#include "core/ledger/ledger.h"

namespace repay {

/// Writes a whole ledger as account JSON that `make_account_json_reader` reads back: its
/// settlements as such, then every entry by arrival. What a file said is written as it said it
/// (the instant and amount of a carried row are the file's, not their effect), so that all that is
/// derived is derived again: posting what is read gives the same balance, allocations and
/// statements, and writing that gives the same bytes. Nothing of it is held; the cost is the
/// entries.
void write_account_json(const Ledger& ledger, std::string_view store, TextSink& out);

}  // namespace repay
