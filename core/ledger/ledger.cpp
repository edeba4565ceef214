#include "core/ledger/ledger.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

#include "core/base/check.h"

namespace repay {
namespace {

constexpr Sequence kBalanceEvery = 256;

std::string_view word(Derived derived) {
  switch (derived) {
    case Derived::none:
      return {};
    case Derived::disbursement:
      return "disbursement";
    case Derived::superseded:
      return "superseded";
  }
  return {};
}

std::uint32_t hash(std::string_view text) {
  const std::uint64_t h = std::hash<std::string_view>{}(text);
  return static_cast<std::uint32_t>(h ^ (h >> 32));
}

// Moves a column of a batch behind what is there: it is freed when it has been.
template <class T>
void take_rows(Column<T>& to, std::vector<T>& from, std::span<const std::uint32_t> order) {
  const std::vector<T> rows = std::exchange(from, std::vector<T>());
  to.extend(order.size(), [&](std::size_t i) { return rows[order[i]]; });
}

}  // namespace

void Ledger::begin_source(Source source) {
  source.first = static_cast<Sequence>(size());
  const auto number = static_cast<std::uint32_t>(sources_.size());
  if (source.settlement) {
    settlements_.push_back(number);
    settlement_by_id_.emplace(source.settlement->id, number);
  }
  const ReportedBalances* const before = reported();
  if (source.reported && (before == nullptr || source.reported->as_of >= before->as_of))
    reported_ = number;
  sources_.push_back(std::move(source));
}

// Both gross sums with these amounts in them, or neither.
Result<void> Ledger::count_gross(std::span<const std::int64_t> amounts_minor) {
  std::int64_t credit = gross_credit_minor_;
  std::int64_t charge = gross_charge_minor_;
  bool over = false;
  for (const std::int64_t minor : amounts_minor) {
    over |= minor < 0 ? __builtin_sub_overflow(charge, minor, &charge)
                      : __builtin_add_overflow(credit, minor, &credit);
  }
  if (over) return refuse(Error::overflow);
  gross_credit_minor_ = credit;
  gross_charge_minor_ = charge;
  return {};
}

bool Ledger::has_room_for(std::int64_t amount_minor) const {
  std::int64_t sum = 0;
  return amount_minor < 0 ? !__builtin_sub_overflow(gross_charge_minor_, amount_minor, &sum)
                          : !__builtin_add_overflow(gross_credit_minor_, amount_minor, &sum);
}

// Adds up entries from `first` on, whose columns stand already.
void Ledger::count_in(Sequence first, Source& source) {
  for (Sequence entry = first; entry < size(); ++entry) {
    const std::int64_t minor = facts_.amount_minor[entry];
    if (entry % kBalanceEvery == 0) balance_every_.push_back(balance_minor_);
    balance_minor_ += minor;
    kind_totals_[static_cast<std::size_t>(facts_.kind[entry])] += minor;
    if (derived_[entry] != Derived::none) continue;
    const Instant at = facts_.at[entry];
    if (!source.earliest || at < *source.earliest) source.earliest = at;
    ++source.rows;
    source.flagged += (flags_[entry] & kFlagUnknownType) != 0;
    source.groups.add(facts_.group[entry], minor);
  }
  timeline_.insert_from(facts_, first);
}

Result<Sequence> Ledger::append(const NewEntry& entry) {
  if (const auto counted = count_gross({&entry.amount_minor, 1}); !counted)
    return refuse(counted.error());
  const auto sequence = static_cast<Sequence>(size());
  facts_.at.push_back(entry.at);
  facts_.amount_minor.push_back(entry.amount_minor);
  facts_.left_minor.push_back(0);
  facts_.group.push_back(entry.group);
  facts_.kind.push_back(entry.kind);
  flags_.push_back(entry.flags);
  derived_.push_back(entry.derived);
  source_.push_back(static_cast<std::uint32_t>(sources_.size() - 1));
  label_.push_back(entry.label);
  description_.push_back(entry.description);
  order_.push_back(entry.order);
  sku_.push_back(entry.sku);
  if (entry.due) due_.emplace(sequence, *entry.due);
  if (entry.available_at) set_available(sequence, entry.available_at);
  count_in(sequence, sources_.back());
  if (!sources_.back().settlement) index_id(sequence);
  return sequence;
}

Result<Sequence> Ledger::append_rows(EntryBatch&& batch, std::span<const std::uint32_t> order) {
  if (const auto counted = count_gross(batch.amount_minor); !counted)
    return refuse(counted.error());
  const auto first = static_cast<Sequence>(size());
  const auto source = static_cast<std::uint32_t>(sources_.size() - 1);
  const std::size_t rows = order.size();
  take_rows(facts_.at, batch.at, order);
  take_rows(facts_.amount_minor, batch.amount_minor, order);
  take_rows(facts_.group, batch.group, order);
  take_rows(facts_.kind, batch.kind, order);
  take_rows(flags_, batch.flags, order);
  take_rows(description_, batch.description, order);
  take_rows(order_, batch.order, order);
  take_rows(sku_, batch.sku, order);
  facts_.left_minor.extend(rows, [](std::size_t) { return 0; });
  derived_.extend(rows, [](std::size_t) { return Derived::none; });
  source_.extend(rows, [&](std::size_t) { return source; });
  label_.extend(rows, [&](std::size_t i) { return order[i] + 1; });
  for (std::size_t i = 0; i < rows && !batch.available_at.empty(); ++i) {
    const auto said = batch.available_at.find(order[i]);
    if (said != batch.available_at.end())
      set_available(first + static_cast<Sequence>(i), said->second);
  }
  count_in(first, sources_.back());
  if (std::ranges::is_sorted(order)) return first;
  auto& entry_of_row = sources_.back().entry_of_row;
  entry_of_row.resize(rows);
  for (std::uint32_t i = 0; i < rows; ++i) entry_of_row[order[i]] = i;
  return first;
}

std::string_view Ledger::text_id(Sequence entry) const {
  return source_of(entry).texts.get(TextRef{label_[entry]});
}

std::string Ledger::id(Sequence entry) const {
  std::string id;
  append_id(id, entry);
  return id;
}

void Ledger::append_id(std::string& out, Sequence entry) const {
  const Source& source = source_of(entry);
  if (!source.settlement) {
    out.append(text_id(entry));
    return;
  }
  out.append(source.settlement->id).push_back('/');
  if (derived_[entry] != Derived::none) {
    out.append(word(derived_[entry]));
    return;
  }
  std::array<char, 10> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), label_[entry]).ptr;
  out.append(digits.data(), end);
}

std::string_view Ledger::description(Sequence entry) const {
  switch (derived_[entry]) {
    case Derived::none:
      return source_of(entry).texts.get(description_[entry]);
    case Derived::disbursement:
      return "Disbursement";
    case Derived::superseded:
      return "Earlier balance superseded";
  }
  return {};
}

std::string_view Ledger::order(Sequence entry) const {
  return source_of(entry).texts.get(order_[entry]);
}

std::string_view Ledger::sku(Sequence entry) const {
  return source_of(entry).texts.get(sku_[entry]);
}

std::optional<Sequence> Ledger::named(Sequence entry) const {
  const Source& source = source_of(entry);
  if (source.names.empty() || derived_[entry] != Derived::none) return std::nullopt;
  const std::string_view name = source.texts.get(source.names[entry - source.first]);
  return name.empty() ? std::nullopt : find(name);
}

std::optional<Instant> Ledger::stated_available(Sequence entry) const {
  if (deferred_.empty()) return std::nullopt;
  const auto found = deferred_.find(entry);
  return found == deferred_.end() ? std::nullopt : std::optional(found->second.at);
}

void Ledger::set_available(Sequence entry, std::optional<Instant> at) {
  std::int64_t amount = facts_.amount_minor[entry];
  const std::int64_t excess = excess_of_sale(entry);
  if (const auto before = deferred_.find(entry); before != deferred_.end()) {
    amount = before->second.amount_minor;
    deferred_minor_.add(before->second.at, -amount);
    deferred_.erase(before);
  }
  if (at) {
    deferred_.emplace(entry, Deferred{*at, amount});
    deferred_minor_.add(*at, amount);
  }
  excess_of_sales_.add(facts_.at[entry], excess_of_sale(entry) - excess);
}

void Ledger::lessen_deferred(Sequence entry, std::int64_t amount_minor) {
  const auto found = deferred_.find(entry);
  if (found == deferred_.end()) return;
  found->second.amount_minor -= amount_minor;
  deferred_minor_.add(found->second.at, -amount_minor);
}

void Ledger::lessen_sale(Sequence entry, std::int64_t amount_minor) {
  if (kind(entry) != Kind::sale) return;
  const std::int64_t excess = excess_of_sale(entry);
  undone_of_sale_[entry] += amount_minor;
  excess_of_sales_.add(facts_.at[entry], excess_of_sale(entry) - excess);
}

std::int64_t Ledger::excess_of_sale(Sequence entry) const {
  if (kind(entry) != Kind::sale) return 0;
  if (stated_available(entry)) return facts_.amount_minor[entry];
  const auto undone = undone_of_sale_.find(entry);
  return undone == undone_of_sale_.end() ? 0 : undone->second;
}

std::int64_t Ledger::stated_deferred_minor(Instant now) const {
  if (now == kNotYetKnown) return 0;
  return deferred_minor_.sum_from({now.ms + 1});
}

std::int64_t Ledger::silent_sales_minor(Instant from) const {
  return timeline_.sums().sold_minor - timeline_.lower_bound(facts_, from).before.sold_minor -
         excess_of_sales_.sum_from(from);
}

std::optional<Instant> Ledger::stated_due(Sequence entry) const {
  if (due_.empty()) return std::nullopt;
  const auto found = due_.find(entry);
  return found == due_.end() ? std::nullopt : std::optional(found->second);
}

Instant Ledger::due(Sequence entry) const { return stated_due(entry).value_or(facts_.at[entry]); }

Instant Ledger::sent(Sequence entry) const {
  const auto& sent = source_of(entry).sent;
  const auto said = sent.find(entry);
  return said == sent.end() ? facts_.at[entry] : said->second;
}

std::optional<std::string_view> Ledger::other_store(Sequence entry) const {
  const Source& source = source_of(entry);
  const auto said = source.other_store.find(entry);
  if (said == source.other_store.end()) return std::nullopt;
  return source.texts.get(said->second);
}

std::string_view Ledger::settlement_id(Sequence entry) const {
  const Source& source = source_of(entry);
  if (source.settlement) return source.settlement->id;
  if (source.settlement_id.empty()) return {};
  return source.texts.get(source.settlement_id[entry - source.first]);
}

const Source* Ledger::find_settlement(std::string_view id) const {
  const auto found = settlement_by_id_.find(id);
  return found == settlement_by_id_.end() ? nullptr : &sources_[found->second];
}

const ReportedBalances* Ledger::reported() const {
  return reported_ ? &*sources_[*reported_].reported : nullptr;
}

const NamingEntries* Ledger::entries_naming_settlement(std::string_view id) const {
  const auto found = naming_settlement_.find(id);
  return found == naming_settlement_.end() ? nullptr : &found->second;
}

void Ledger::index_id(Sequence entry) {
  ids_.add(entry, hash(text_id(entry)), [this](Sequence e) { return hash(text_id(e)); });
  index_settlement(entry);
}

void Ledger::index_settlement(Sequence entry) {
  const std::string_view settlement = settlement_id(entry);
  if (settlement.empty()) return;
  auto found = naming_settlement_.find(settlement);
  if (found == naming_settlement_.end())
    found = naming_settlement_.emplace(settlement, NamingEntries{}).first;
  NamingEntries& naming = found->second;
  if (naming.entries.size() % NamingEntries::kSumEvery == 0)
    naming.sum_every.push_back(naming.sum_minor);
  naming.entries.push_back(entry);
  naming.sum_minor += facts_.amount_minor[entry];
  naming.groups.add(facts_.group[entry], facts_.amount_minor[entry]);
}

std::optional<Sequence> Ledger::find(std::string_view id) const {
  const auto found = ids_.find(hash(id), [&](Sequence entry) { return text_id(entry) == id; });
  if (found) return found;
  const std::size_t slash = id.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const Source* source = find_settlement(id.substr(0, slash));
  return source == nullptr ? std::nullopt : find_row(*source, id.substr(slash + 1));
}

// Entries of a settlement: what closed the balance before it, its rows, its payout; the first and
// the last are derived, and may be missing.
std::optional<Sequence> Ledger::find_row(const Source& source, std::string_view tail) const {
  const auto is_derived = [&](Sequence entry) {
    return entry < size() && &source_of(entry) == &source && derived_[entry] != Derived::none;
  };
  const Sequence first = source.first + (is_derived(source.first) && source.rows > 0 ? 1 : 0);
  std::uint32_t row = 0;
  std::from_chars(tail.data(), tail.data() + tail.size(), row);
  if (std::to_string(row) == tail) {
    if (row == 0 || row > source.rows) return std::nullopt;
    return first + source.place_of_row(row - 1);
  }
  for (const Sequence entry : {source.first, first + source.rows, first + source.rows + 1}) {
    if (is_derived(entry) && word(derived_[entry]) == tail) return entry;
  }
  return std::nullopt;
}

std::int64_t Ledger::balance_before(Sequence entry) const {
  if (entry == size()) return balance_minor_;
  std::int64_t balance = balance_every_[entry / kBalanceEvery];
  for (Sequence e = entry - entry % kBalanceEvery; e < entry; ++e)
    balance += facts_.amount_minor[e];
  return balance;
}

std::size_t Ledger::bytes() const {
  std::size_t total = facts_.at.bytes() + facts_.amount_minor.bytes() + facts_.left_minor.bytes() +
                      facts_.group.bytes() + facts_.kind.bytes() + flags_.bytes() +
                      derived_.bytes() + source_.bytes() + label_.bytes() + description_.bytes() +
                      order_.bytes() + sku_.bytes() + balance_every_.bytes() + timeline_.bytes() +
                      ids_.bytes() + deferred_minor_.bytes() + excess_of_sales_.bytes() +
                      due_.size() * (sizeof(Instant) + 5 * sizeof(void*)) +
                      deferred_.size() * (sizeof(Deferred) + 5 * sizeof(void*));
  for (const Source& source : sources_) {
    total += source.texts.bytes() +
             (source.names.capacity() + source.settlement_id.capacity()) * sizeof(TextRef) +
             source.entry_of_row.capacity() * sizeof(std::uint32_t);
  }
  return total;
}

}  // namespace repay
