#include "core/formats/sp_api_batches.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/formats/account_json.h"
#include "core/formats/json_amount.h"
#include "core/formats/json_text.h"
#include "core/formats/utf8.h"

namespace repay {
namespace {

using Value = JsonTree::Value;

// "CurrencyCode" in v0, "currencyCode" since.
Value member(Value object, std::string_view capital, std::string_view small) {
  const Value found = object.get(capital);
  return found ? found : object.get(small);
}

// FNV-1a in 64 bits, twice from other beginnings, each stirred at the end (as MurmurHash3 does).
struct Hash {
  std::uint64_t a = 0xcbf29ce484222325u;
  std::uint64_t b = 0x6c62272e07bb0142u;

  void add(std::string_view text) {
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0xff);  // no byte of UTF-8: where one text ends
  }
  void add_byte(unsigned char byte) {
    a = (a ^ byte) * 0x100000001b3u;
    b = (b ^ byte) * 0x9e3779b97f4a7c15u;
    b ^= b >> 29;
  }
};

std::uint64_t stirred(std::uint64_t x) {
  x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdu;
  x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53u;
  return x ^ (x >> 33);
}

Hash hash_of(Value value) {
  Hash hash;
  if (value.is(JsonType::object)) {
    // A sum does not mind the order; each member is stirred before, so that none undoes another.
    for (const Value child : value.children()) {
      Hash of_child = hash_of(child);
      of_child.add(child.key());
      hash.a += stirred(of_child.a);
      hash.b += stirred(of_child.b);
    }
    hash.add("{}");
  } else if (value.is(JsonType::array)) {
    for (const Value child : value.children()) {
      const Hash of_child = hash_of(child);
      hash.a = stirred(hash.a ^ of_child.a) * 3;
      hash.b = stirred(hash.b ^ of_child.b) * 3;
    }
    hash.add("[]");
  } else {
    hash.add_byte(value.is(JsonType::string) ? 1 : 2);
    hash.add(value.text());
  }
  return hash;
}

void append_hex(std::string& out, std::uint64_t x) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) out += digits[(x >> shift) & 0xf];
}

}  // namespace

bool is_money(Value value) {
  return value.is(JsonType::object) && member(value, "CurrencyAmount", "currencyAmount");
}

std::string fingerprint(Value value) {
  const Hash hash = hash_of(value);
  std::string text;
  append_hex(text, stirred(hash.a));
  append_hex(text, stirred(hash.b));
  return text;
}

void SpApiBatches::refuse(Value value, Error error, std::string detail) {
  const std::size_t offset = value.offset();
  if (options_.problems != nullptr && options_.problems->size() < kMostProblems) {
    options_.problems->push_back({error, place_in_json(bytes_, offset), detail});
  }
  if (fault_ && std::pair(fault_->error, fault_->offset) <= std::pair(error, offset)) return;
  fault_ = {error, offset, std::move(detail)};
}

std::optional<Money> SpApiBatches::money(Value value) {
  const Value code = member(value, "CurrencyCode", "currencyCode");
  const Value amount = member(value, "CurrencyAmount", "currencyAmount");
  if (!code || !amount) {
    refuse(value, Error::field_missing, "an amount has a currency code and a currency amount");
    return {};
  }
  const Result<Currency> currency = Currency::from_code(code.text());
  if (!currency) {
    refuse(code, currency.error(), quote(code.text()));
    return {};
  }
  if (!amount.is(JsonType::number)) {
    refuse(amount, Error::invalid_amount, "an amount is a number here");
    return {};
  }
  const Result<Money> read = amount_from_json_number(amount.text(), *currency);
  if (!read) {
    refuse(amount, read.error(), quote(amount.text()));
    return {};
  }
  return *read;
}

std::optional<Instant> SpApiBatches::instant(Value value) {
  if (!value || value.is(JsonType::null)) return {};
  const Result<Instant> read = parse_instant(value.text());
  if (value.is(JsonType::string) && read) return *read;
  refuse(value, Error::invalid_date, quote(value.text()) + " is not like \"2026-01-05T09:30:00Z\"");
  return {};
}

std::string_view SpApiBatches::name_in(Value value) {
  const std::string_view name = value.text();
  if (!value.is(JsonType::string) || name.empty()) return {};
  if (name.size() <= kLongestName && is_plain_name(name)) return name;
  refuse(value, Error::invalid_field,
         name.size() > kLongestName ? "longer than " + std::to_string(kLongestName) + " bytes"
                                    : std::string("it holds control characters"));
  return {};
}

void SpApiBatches::add(SpApiEntry entry) {
  if (!ids_.insert(std::string(entry.amount.currency.code()) + entry.id).second) return;
  if (entry.type.description.size() > kLongestDescription) {
    std::string& text = entry.type.description;
    text.resize(kLongestDescription);
    text.resize(first_bad_byte(text));  // not within a character
  }
  entries_[entry.amount.currency].push_back(std::move(entry));
}

EntryBatch SpApiBatches::batch_of(std::vector<SpApiEntry>& entries, Currency currency) const {
  EntryBatch batch;
  batch.store = options_.store;
  batch.currency = currency;
  batch.skips_known = true;
  std::ranges::stable_sort(entries, {}, &SpApiEntry::at);
  for (const SpApiEntry& entry : entries) {
    const std::size_t sign = sign_index(entry.amount.minor);
    if (entry.available_at) {
      batch.available_at.emplace(static_cast<std::uint32_t>(batch.size()), *entry.available_at);
    }
    batch.at.push_back(entry.at);
    batch.amount_minor.push_back(entry.amount.minor);
    batch.kind.push_back(entry.type.kind[sign]);
    batch.group.push_back(entry.type.group[sign]);
    batch.flags.push_back(entry.type.known ? kFlagNone : kFlagUnknownType);
    batch.description.push_back(batch.texts.intern(entry.type.description));
    batch.order.push_back(entry.order.empty() ? TextRef{} : batch.texts.intern(entry.order));
    batch.sku.push_back(entry.sku.empty() ? TextRef{} : batch.texts.intern(entry.sku));
    batch.id.push_back(batch.texts.add(entry.id));
    batch.names.emplace_back();
    batch.settlement_id.push_back(entry.settlement.empty() ? TextRef{}
                                                           : batch.texts.intern(entry.settlement));
    batch.line.push_back(0);
  }
  return batch;
}

Placed<std::vector<EntryBatch>> SpApiBatches::finish() {
  if (fault_) {
    return refuse_at(place_in_json(bytes_, fault_->offset), fault_->error, fault_->detail);
  }
  for (const auto& [currency, reported] : reported_) entries_.try_emplace(currency);
  std::vector<EntryBatch> batches;
  for (auto& [currency, entries] : entries_) {
    batches.push_back(batch_of(entries, currency));
    if (const auto found = reported_.find(currency); found != reported_.end()) {
      batches.back().reported = found->second;
    }
  }
  return batches;
}

}  // namespace repay
