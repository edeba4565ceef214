#include "core/formats/report_batches.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "core/formats/account_json.h"
#include "core/formats/utf8.h"
#include "core/money/money.h"

namespace repay {
namespace {

constexpr std::size_t kMostTexts = 0xff00'0000;  // bytes; a TextRef counts to 4 GiB

// FNV-1a.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

Placed<void> check_text(std::string_view text, std::size_t longest, const Place& place) {
  if (text.size() <= longest) return {};
  return refuse_at(place, Error::line_too_long,
                   "a text of " + std::to_string(text.size()) + " bytes, at most " +
                       std::to_string(longest) + " are read");
}

Placed<void> check_name(std::string_view text, const Place& place) {
  if (auto fits = check_text(text, kLongestName, place); !fits) return fits;
  if (text.empty() || is_plain_name(text)) return {};
  return refuse_at(place, Error::invalid_field, "a control character in a reference");
}

template <class Column>
void put_in_order(Column& column, const std::vector<std::uint32_t>& order) {
  Column ordered;
  ordered.reserve(order.size());
  for (const std::uint32_t entry : order) ordered.push_back(column[entry]);
  column = std::move(ordered);
}

void sort_by_instant(EntryBatch& batch) {
  if (std::ranges::is_sorted(batch.at)) return;
  std::vector<std::uint32_t> order(batch.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t entry) { return batch.at[entry]; });
  std::map<std::uint32_t, Instant> available_at;
  for (std::uint32_t to = 0; to < order.size() && !batch.available_at.empty(); ++to) {
    const auto said = batch.available_at.find(order[to]);
    if (said != batch.available_at.end()) available_at.emplace(to, said->second);
  }
  batch.available_at = std::move(available_at);
  put_in_order(batch.at, order);
  put_in_order(batch.amount_minor, order);
  put_in_order(batch.kind, order);
  put_in_order(batch.group, order);
  put_in_order(batch.flags, order);
  put_in_order(batch.description, order);
  put_in_order(batch.order, order);
  put_in_order(batch.sku, order);
  put_in_order(batch.id, order);
  put_in_order(batch.names, order);
  put_in_order(batch.settlement_id, order);
  put_in_order(batch.line, order);
}

}  // namespace

EntryBatch& ReportBatches::batch_of(Currency currency) {
  const auto found = std::ranges::find(batches_, currency, &EntryBatch::currency);
  if (found != batches_.end()) return *found;
  EntryBatch& batch = batches_.emplace_back();
  batch.store = store_;
  batch.currency = currency;
  batch.skips_known = true;
  return batch;
}

std::string ReportBatches::numbered(std::string_view id) {
  const std::uint32_t number = ++seen_[hash_of(id)];
  std::string text(id);
  if (number > 1) text.append("/").append(std::to_string(number));
  return text;
}

Placed<ReportBatches::Where> ReportBatches::add(Currency currency, const ReportEntry& entry,
                                                const Place& place) {
  for (const std::string_view name : {entry.id, entry.order, entry.sku, entry.settlement}) {
    if (auto well = check_name(name, place); !well) return std::unexpected(well.error());
  }
  if (auto fits = check_text(entry.description, kLongestDescription, place); !fits) {
    return std::unexpected(fits.error());
  }
  EntryBatch& batch = batch_of(currency);
  if (batch.texts.used() > kMostTexts) return refuse_at(place, Error::too_large);
  batch.at.push_back(entry.at);
  batch.amount_minor.push_back(entry.amount_minor);
  batch.kind.push_back(entry.kind);
  batch.group.push_back(entry.group);
  batch.flags.push_back(entry.flags);
  batch.description.push_back(batch.texts.intern(entry.description));
  batch.order.push_back(batch.texts.add(entry.order));
  batch.sku.push_back(batch.texts.intern(entry.sku));
  batch.id.push_back(batch.texts.add(numbered(entry.id)));
  batch.names.emplace_back();
  batch.settlement_id.push_back(batch.texts.intern(entry.settlement));
  batch.line.push_back(place.line);
  return Where{static_cast<std::size_t>(&batch - batches_.data()), batch.size() - 1};
}

std::vector<EntryBatch> ReportBatches::take_by_instant() {
  for (EntryBatch& batch : batches_) sort_by_instant(batch);
  return take();
}

Placed<void> ReportBatches::defer(Currency currency, std::int64_t amount_minor,
                                  const Place& place) {
  EntryBatch& batch = batch_of(currency);
  const auto sum = add_minor(batch.deferred_minor, amount_minor);
  if (!sum) return refuse_at(place, sum.error());
  batch.deferred_minor = *sum;
  ++batch.deferred_rows;
  return {};
}

}  // namespace repay
