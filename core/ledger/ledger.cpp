#include "core/ledger/ledger.h"

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

std::size_t hash(std::string_view text) { return std::hash<std::string_view>{}(text); }

}  // namespace

void Ledger::begin_source(Source source) {
  source.first = static_cast<Sequence>(size());
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
    kind_totals_[static_cast<std::size_t>(kind_[entry])] += minor;
    if (derived_[entry] != Derived::none) continue;
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
  kind_.push_back(entry.kind);
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

Result<Sequence> Ledger::append_rows(const EntryBatch& batch,
                                     std::span<const std::uint32_t> order) {
  if (const auto counted = count_gross(batch.amount_minor); !counted)
    return refuse(counted.error());
  const auto first = static_cast<Sequence>(size());
  const auto source = static_cast<std::uint32_t>(sources_.size() - 1);
  const std::size_t rows = order.size();
  facts_.at.extend(rows, [&](std::size_t i) { return batch.at[order[i]]; });
  facts_.amount_minor.extend(rows, [&](std::size_t i) { return batch.amount_minor[order[i]]; });
  facts_.left_minor.extend(rows, [](std::size_t) { return 0; });
  facts_.group.extend(rows, [&](std::size_t i) { return batch.group[order[i]]; });
  kind_.extend(rows, [&](std::size_t i) { return batch.kind[order[i]]; });
  flags_.extend(rows, [&](std::size_t i) { return batch.flags[order[i]]; });
  derived_.extend(rows, [](std::size_t) { return Derived::none; });
  source_.extend(rows, [&](std::size_t) { return source; });
  label_.extend(rows, [&](std::size_t i) { return order[i] + 1; });
  description_.extend(rows, [&](std::size_t i) { return batch.description[order[i]]; });
  order_.extend(rows, [&](std::size_t i) { return batch.order[order[i]]; });
  sku_.extend(rows, [&](std::size_t i) { return batch.sku[order[i]]; });
  for (std::size_t i = 0; i < rows && !batch.available_at.empty(); ++i) {
    const auto said = batch.available_at.find(order[i]);
    if (said != batch.available_at.end())
      set_available(first + static_cast<Sequence>(i), said->second);
  }
  count_in(first, sources_.back());
  return first;
}

std::string_view Ledger::text_id(Sequence entry) const {
  return source_of(entry).texts.get(TextRef{label_[entry]});
}

std::string Ledger::id(Sequence entry) const {
  const Source& source = source_of(entry);
  if (!source.settlement) return std::string(text_id(entry));
  const std::string_view what = word(derived_[entry]);
  std::string id = source.settlement->id + "/";
  return what.empty() ? id + std::to_string(label_[entry]) : id.append(what);
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
  if (const auto before = deferred_.find(entry); before != deferred_.end()) {
    amount = before->second.amount_minor;
    deferred_minor_[before->second.at] -= amount;
    deferred_.erase(before);
  }
  if (!at) return;
  deferred_.emplace(entry, Deferred{*at, amount});
  deferred_minor_[*at] += amount;
}

void Ledger::lessen_deferred(Sequence entry, std::int64_t amount_minor) {
  const auto found = deferred_.find(entry);
  if (found == deferred_.end()) return;
  found->second.amount_minor -= amount_minor;
  deferred_minor_[found->second.at] -= amount_minor;
}

std::int64_t Ledger::stated_deferred_minor(Instant now) const {
  std::int64_t sum = 0;
  for (auto later = deferred_minor_.upper_bound(now); later != deferred_minor_.end(); ++later)
    sum += later->second;
  return sum;
}

std::optional<Instant> Ledger::stated_due(Sequence entry) const {
  if (due_.empty()) return std::nullopt;
  const auto found = due_.find(entry);
  return found == due_.end() ? std::nullopt : std::optional(found->second);
}

Instant Ledger::due(Sequence entry) const { return stated_due(entry).value_or(facts_.at[entry]); }

std::string_view Ledger::settlement_id(Sequence entry) const {
  const Source& source = source_of(entry);
  if (source.settlement) return source.settlement->id;
  if (source.settlement_id.empty()) return {};
  return source.texts.get(source.settlement_id[entry - source.first]);
}

const Source* Ledger::find_settlement(std::string_view id) const {
  for (const Source& source : sources_) {
    if (source.settlement && source.settlement->id == id) return &source;
  }
  return nullptr;
}

const std::vector<Sequence>* Ledger::entries_naming_settlement(std::string_view id) const {
  const auto found = naming_settlement_.find(id);
  return found == naming_settlement_.end() ? nullptr : &found->second;
}

void Ledger::index_id(Sequence entry) {
  if (ids_used_ * 2 >= ids_.size()) grow_ids();
  const std::size_t mask = ids_.size() - 1;
  std::size_t slot = hash(text_id(entry)) & mask;
  while (ids_[slot] != 0) slot = (slot + 1) & mask;
  ids_[slot] = entry + 1;
  ++ids_used_;
  const std::string_view settlement = settlement_id(entry);
  if (settlement.empty()) return;
  auto found = naming_settlement_.find(settlement);
  if (found == naming_settlement_.end())
    found = naming_settlement_.emplace(settlement, std::vector<Sequence>{}).first;
  found->second.push_back(entry);
}

void Ledger::grow_ids() {
  std::vector<Sequence> old(ids_.empty() ? 64 : ids_.size() * 2);
  old.swap(ids_);
  const std::size_t mask = ids_.size() - 1;
  for (const Sequence entry : old) {
    if (entry == 0) continue;
    std::size_t slot = hash(text_id(entry - 1)) & mask;
    while (ids_[slot] != 0) slot = (slot + 1) & mask;
    ids_[slot] = entry;
  }
}

std::optional<Sequence> Ledger::find(std::string_view id) const {
  if (!ids_.empty()) {
    const std::size_t mask = ids_.size() - 1;
    for (std::size_t slot = hash(id) & mask; ids_[slot] != 0; slot = (slot + 1) & mask) {
      if (text_id(ids_[slot] - 1) == id) return ids_[slot] - 1;
    }
  }
  const std::size_t slash = id.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const Source* source = find_settlement(id.substr(0, slash));
  if (source == nullptr) return std::nullopt;
  const std::string_view tail = id.substr(slash + 1);
  std::uint32_t row = 0;
  std::from_chars(tail.data(), tail.data() + tail.size(), row);
  const bool is_row = std::to_string(row) == tail;
  // Rows stand in order of time, not of the file, and references to them are rare: a walk will do.
  for (Sequence entry = source->first; entry < size() && &source_of(entry) == source; ++entry) {
    const std::string_view what = word(derived_[entry]);
    if (what.empty() ? is_row && label_[entry] == row : tail == what) return entry;
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
                      facts_.group.bytes() + kind_.bytes() + flags_.bytes() + derived_.bytes() +
                      source_.bytes() + label_.bytes() + description_.bytes() + order_.bytes() +
                      sku_.bytes() + balance_every_.bytes() + timeline_.bytes() +
                      ids_.capacity() * sizeof(Sequence) +
                      due_.size() * (sizeof(Instant) + 5 * sizeof(void*)) +
                      deferred_.size() * (sizeof(Deferred) + 5 * sizeof(void*));
  for (const Source& source : sources_) {
    total += source.texts.bytes() +
             (source.names.capacity() + source.settlement_id.capacity()) * sizeof(TextRef);
  }
  return total;
}

}  // namespace repay
