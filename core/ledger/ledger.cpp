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
    case Derived::none: return {};
    case Derived::disbursement: return "disbursement";
    case Derived::superseded: return "superseded";
  }
  return {};
}

std::size_t hash(std::string_view text) { return std::hash<std::string_view>{}(text); }

}  // namespace

void Ledger::begin_source(Source source) {
  source.first = static_cast<Sequence>(size());
  sources_.push_back(std::move(source));
}

Result<Sequence> Ledger::append(const NewEntry& entry) {
  const std::int64_t minor = entry.amount_minor;
  std::int64_t& gross = minor < 0 ? gross_charge_minor_ : gross_credit_minor_;
  std::int64_t larger = 0;
  const bool over = minor < 0 ? __builtin_sub_overflow(gross, minor, &larger)
                              : __builtin_add_overflow(gross, minor, &larger);
  if (over) return refuse(Error::overflow);
  gross = larger;

  const auto sequence = static_cast<Sequence>(size());
  if (sequence % kBalanceEvery == 0) balance_every_.push_back(balance_minor_);
  facts_.at.push_back(entry.at);
  facts_.amount_minor.push_back(minor);
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
  balance_minor_ += minor;
  kind_totals_[static_cast<std::size_t>(entry.kind)] += minor;
  timeline_.insert(facts_, sequence);

  Source& source = sources_.back();
  if (entry.derived == Derived::none) {
    ++source.rows;
    source.flagged += (entry.flags & kFlagUnknownType) != 0;
    source.groups.add(entry.group, minor);
    if (!source.settlement) index_id(sequence);
  }
  return sequence;
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
    case Derived::none: return source_of(entry).texts.get(description_[entry]);
    case Derived::disbursement: return "Disbursement";
    case Derived::superseded: return "Earlier balance superseded";
  }
  return {};
}

std::string_view Ledger::order(Sequence entry) const { return source_of(entry).texts.get(order_[entry]); }

std::string_view Ledger::sku(Sequence entry) const { return source_of(entry).texts.get(sku_[entry]); }

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
  if (found == naming_settlement_.end()) found = naming_settlement_.emplace(settlement, std::vector<Sequence>{}).first;
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
  for (Sequence e = entry - entry % kBalanceEvery; e < entry; ++e) balance += facts_.amount_minor[e];
  return balance;
}

std::size_t Ledger::bytes() const {
  std::size_t total = facts_.at.bytes() + facts_.amount_minor.bytes() + facts_.left_minor.bytes() +
                      facts_.group.bytes() + kind_.bytes() + flags_.bytes() + derived_.bytes() +
                      source_.bytes() + label_.bytes() + description_.bytes() + order_.bytes() +
                      sku_.bytes() + balance_every_.bytes() + timeline_.bytes() +
                      ids_.capacity() * sizeof(Sequence);
  for (const Source& source : sources_) {
    total += source.texts.bytes() + (source.names.capacity() + source.settlement_id.capacity()) * sizeof(TextRef);
  }
  return total;
}

}  // namespace repay
