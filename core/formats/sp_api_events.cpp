#include "core/formats/sp_api_events.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/formats/json_text.h"
#include "core/formats/sp_api_event_table.h"

namespace repay {
namespace {

using namespace sp_api_events;
using Value = JsonTree::Value;

constexpr std::size_t kUnlisted = SIZE_MAX;
constexpr std::array<std::string_view, 4> kSkus = {"SellerSKU", "SKU", "FulfillmentNetworkSKU",
                                                   "FnSKU"};
// Of a list no row knows.
constexpr EventList kUnknownList = {{}, {}, "PostedDate", "AmazonOrderId", "TransactionType",
                                    {}, {}};

// An amount somewhere in an event.
struct Found {
  Value money;
  Value holder;      // the object it stands in
  std::string path;  // "ShipmentItemList/*/ItemFeeList/*/FeeAmount"
  std::string_view sku;
  std::size_t part = kUnlisted;
};

std::string joined(std::string_view path, std::string_view key) {
  std::string whole(path);
  if (!whole.empty() && !key.empty()) whole += '/';
  return whole.append(key);
}

// Every amount in an event, with the way to it.
void find_amounts(Value value, const std::string& path, std::string_view sku,
                  std::vector<Found>& found) {
  for (const std::string_view key : kSkus) {
    if (const Value name = value.get(key); name.is(JsonType::string)) {
      sku = name.text();
      break;
    }
  }
  for (const Value child : value.children()) {
    const bool in_array = value.is(JsonType::array);
    const std::string to = joined(path, in_array ? std::string_view("*") : child.key());
    if (is_money(child)) {
      found.push_back({child, value, to, sku});
    } else {
      find_amounts(child, to, sku, found);
    }
  }
}

bool fits(std::string_view pattern, std::string_view text) {
  return pattern.ends_with('*') ? text.starts_with(pattern.substr(0, pattern.size() - 1))
                                : text == pattern;
}

const EventList& list_named(std::string_view name) {
  const auto row = std::ranges::find(kEventLists, name, &EventList::name);
  return row == kEventLists.end() ? kUnknownList : *row;
}

const Variant* variant_of(std::string_view list, std::string_view type) {
  const auto row = std::ranges::find_if(
      kVariants, [&](const Variant& v) { return v.list == list && fits(v.type, type); });
  return row == kVariants.end() ? nullptr : &*row;
}

bool is_told(std::string_view list, std::string_view path) {
  return std::ranges::any_of(
      kTold, [&](const Told& told) { return told.list == list && told.path == path; });
}

// One event on its way to entries.
class EventReader {
 public:
  EventReader(SpApiBatches& batches, const EventList& list, std::string_view name, Value event)
      : batches_(batches), list_(list), name_(name), event_(event) {
    type_ = list.type.empty() ? std::string_view() : event.get(list.type).text();
    const Variant* variant = variant_of(name, type_);
    transaction_ = variant == nullptr ? list.transaction : variant->transaction;
    parts_ = variant == nullptr || variant->parts.empty() ? list.parts : variant->parts;
    if (transaction_.empty()) transaction_ = name;
  }

  void read(Instant at, std::string_view order, const std::string& id) {
    at_ = at;
    order_ = order;
    id_ = id;
    std::vector<Found> amounts;
    find_amounts(event_, {}, {}, amounts);
    for (Found& one : amounts) one.part = part_of(one.path);
    // By what they are, not by where they stand: the keys of an object have no order.
    std::ranges::stable_sort(amounts, {},
                             [](const Found& one) { return std::pair(one.part, one.path); });
    drop_detail_of_unknown(amounts);
    for (const Found& one : amounts) {
      if (one.part != kUnlisted) {
        add_part(one);
      } else if (one.path != list_.total && !is_told(name_, one.path)) {
        add_unlisted(one);
      }
    }
    if (!list_.total.empty() && event_.get(list_.total)) add_rest(event_.get(list_.total));
  }

 private:
  std::size_t part_of(std::string_view path) const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (joined(parts_[i].path, parts_[i].amount) == path) return i;
    }
    return kUnlisted;
  }

  // What an unknown event comes to is all of it; where it does not say, its parts are.
  void drop_detail_of_unknown(std::vector<Found>& amounts) const {
    if (&list_ != &kUnknownList) return;
    const auto is_total = [](const Found& one) {
      return one.path.contains("otal") && !one.path.contains('/');
    };
    const auto total = std::ranges::find_if(amounts, is_total);
    if (total != amounts.end()) amounts = {*total};
  }

  void add_part(const Found& one) {
    const Part& part = parts_[one.part];
    std::optional<Money> amount = batches_.money(one.money);
    if (!amount) return;
    if (!directed(part.direction, one, *amount)) return;
    std::string_view words = part.words;
    if (words.empty()) words = part.type.empty() ? type_ : one.holder.get(part.type).text();
    add(settlement_row_type(transaction_, part.amount_type, words), *amount, one.sku);
    count(*amount);
  }

  // Turns the amount as the part says; whether that could be done.
  bool directed(Direction direction, const Found& one, Money& amount) {
    bool turn = false;
    switch (direction) {
      case Direction::as_given:
        break;
      case Direction::out:
        turn = amount.minor > 0;
        break;
      case Direction::in:
        turn = amount.minor < 0;
        break;
      case Direction::against_tax: {
        const Value tax = one.holder.get("TaxAmount") ? one.holder.get("TaxAmount")
                                                      : one.holder.get("TaxAmountAdjustment");
        const auto beside = tax ? batches_.money(tax) : std::nullopt;
        const bool given_back = beside && beside->minor < 0;
        turn = given_back ? amount.minor < 0 : amount.minor > 0;
        break;
      }
      case Direction::nothing:
        amount.minor = 0;
        break;
    }
    if (!turn) return true;
    const Result<Money> turned = negate(amount);
    if (!turned) {
      batches_.refuse(one.money, turned.error());
      return false;
    }
    amount = *turned;
    return true;
  }

  void add_unlisted(const Found& one) {
    const auto amount = batches_.money(one.money);
    if (!amount) return;
    add(unknown_type(one.path), *amount, one.sku);
    count(*amount);
  }

  // What the parts leave of the total; all of it, where there are none.
  void add_rest(Value total) {
    const auto whole = batches_.money(total);
    if (!whole) return;
    if (parts_seen_ == 0) {
      const Part& part = parts_.front();
      add(settlement_row_type(transaction_, part.amount_type, type_), *whole, {});
      return;
    }
    const Result<Money> rest = subtract(*whole, sum_);
    if (!rest) {
      batches_.refuse(total, rest.error());
    } else if (rest->minor != 0) {
      add(unknown_type("Difference to " + std::string(list_.total)), *rest, {});
    }
  }

  RowType unknown_type(std::string_view words) const {
    return settlement_row_type(name_, "", words);
  }

  void count(Money amount) { sum_ = parts_seen_++ == 0 ? amount : add_or_refuse(amount); }

  Money add_or_refuse(Money amount) {
    const Result<Money> sum = repay::add(sum_, amount);
    if (!sum && !list_.total.empty()) batches_.refuse(event_, sum.error());
    return sum.value_or(sum_);
  }

  void add(RowType type, Money amount, std::string_view sku) {
    batches_.add({.id = id_ + "/" + std::to_string(++entries_),
                  .at = at_,
                  .available_at = {},
                  .type = std::move(type),
                  .amount = amount,
                  .order = order_,
                  .sku = sku,
                  .settlement = {}});
  }

  SpApiBatches& batches_;
  const EventList& list_;
  std::string_view name_;
  Value event_;
  std::string_view type_;
  std::string_view transaction_;
  Parts parts_;
  Instant at_;
  std::string_view order_;
  std::string id_;
  Money sum_;
  std::size_t parts_seen_ = 0;
  std::size_t entries_ = 0;
};

// The latest date of any event: none of an answer's events is known to be later.
std::optional<Instant> latest_date(Value events, SpApiBatches& batches) {
  std::optional<Instant> latest;
  for (const Value list : events.children()) {
    const EventList& row = list_named(list.key());
    for (const Value event : list.children()) {
      if (row.date.empty()) break;
      latest = std::max(latest, batches.instant(event.get(row.date)));
    }
  }
  return latest;
}

void read_list(Value list, std::optional<Instant> latest, SpApiBatches& batches) {
  if (list.is(JsonType::null)) return;
  if (!list.is(JsonType::array)) {
    batches.refuse(list, Error::invalid_field, "a list of events is expected");
    return;
  }
  const EventList& row = list_named(list.key());
  std::map<std::string, std::size_t> alike;
  for (const Value event : list.children()) {
    std::optional<Instant> at;
    if (!row.date.empty()) {
      const Value date = event.get(row.date);
      if (date.is(JsonType::string) && !parse_instant(date.text())) continue;  // told before
      if (date.is(JsonType::string)) at = *parse_instant(date.text());
    }
    if (!at) at = latest;
    if (!at) {
      batches.refuse(event, Error::field_missing,
                     "neither this event nor another of its answer says when it was");
      continue;
    }
    std::string id = std::string(list.key()) + "/" + fingerprint(event);
    if (const std::size_t before = alike[id]++; before > 0) {
      id += "-" + std::to_string(before + 1);
    }
    EventReader reader(batches, row, list.key(), event);
    reader.read(*at, row.order.empty() ? std::string_view() : batches.name_in(event.get(row.order)),
                id);
  }
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  std::string lower;
  for (const char c : text) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::ranges::any_of(words, [&](std::string_view word) { return lower.contains(word); });
}

void read_group(Value group, SpApiBatches& batches) {
  const std::string_view id = batches.name_in(group.get("FinancialEventGroupId"));
  if (id.empty()) {
    batches.refuse(group, Error::field_missing, "there is no FinancialEventGroupId");
    return;
  }
  const Value original = group.get("OriginalTotal");
  if (!original) return;  // a group of which nothing is known yet
  const auto total = batches.money(original);
  if (!total) return;
  const std::string_view processing = group.get("ProcessingStatus").text();
  if (processing == "Open") {
    batches.reported(total->currency).total_minor = total->minor;
    return;
  }
  if (total->minor <= 0) return;
  auto at = batches.instant(group.get("FundTransferDate"));
  if (!at) at = batches.instant(group.get("FinancialEventGroupEnd"));
  const Result<Money> paid = negate(*total);
  if (!at || !paid) {
    batches.refuse(group, Error::field_missing, "a closed group says when it was paid out");
    return;
  }
  const std::string_view status = group.get("FundTransferStatus").text();
  const bool failed = contains_any(status, {"fail", "return", "reject", "cancel"});
  const bool sent = contains_any(status, {"succe", "transfer", "process", "initiat", "pending"});
  const std::string_view tail = group.get("AccountTail").text();
  RowType type = settlement_row_type("Transfer", "", "Transfer");
  type.known = processing == "Closed" && (failed || sent || status.empty());
  type.description = tail.empty() ? "Transfer" : "Transfer to account " + std::string(tail);
  if (!status.empty()) type.description.append(" (").append(status).append(")");
  SpApiEntry entry = {.id = std::string(id) + "/disbursement",
                      .at = *at,
                      .available_at = {},
                      .type = std::move(type),
                      .amount = *paid,
                      .order = {},
                      .sku = {},
                      .settlement = id};
  batches.add(entry);
  if (!failed) return;
  entry.id = std::string(id) + "/returned";
  entry.amount = *total;
  batches.add(std::move(entry));
}

}  // namespace

void read_financial_events(Value events, SpApiBatches& batches) {
  if (!events.is(JsonType::object)) {
    batches.refuse(events, Error::invalid_field, "an object of lists of events is expected");
    return;
  }
  const std::optional<Instant> latest = latest_date(events, batches);
  for (const Value list : events.children()) read_list(list, latest, batches);
}

void read_financial_event_groups(Value groups, SpApiBatches& batches) {
  if (!groups.is(JsonType::array)) {
    batches.refuse(groups, Error::invalid_field, "a list of event groups is expected");
    return;
  }
  for (const Value group : groups.children()) read_group(group, batches);
}

}  // namespace repay
