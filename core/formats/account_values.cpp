// What AccountSax makes of the texts of an account: each is read as its field says.

#include <algorithm>

#include "core/formats/account_json.h"
#include "core/formats/account_sax.h"
#include "core/formats/utf8.h"
#include "core/money/decimal.h"

namespace repay {
namespace {

using Field = AccountField;

// Names of zones are only known to be of the form of one: their data is apart from the engine.
bool may_be_zone(std::string_view text) {
  constexpr std::string_view marks = "/_+-";
  if (parse_zone_offset(text)) return true;
  return text.contains('/') && text.size() <= kLongestName &&
         std::ranges::all_of(text, [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  marks.contains(c);
         });
}

}  // namespace

void AccountSax::read_text(std::string_view text) {
  switch (field_) {
    case Field::format:
      if (text != kAccountJsonFormat) refuse(Error::format_unknown, offset_, quote(text));
      break;
    case Field::store:
      if (text.empty() || check_name(text)) batch_.store = text;
      break;
    case Field::currency:
      read_currency(text);
      break;
    case Field::zone:
      if (!may_be_zone(text)) refuse(Error::invalid_field, offset_, "\"UTC\" or \"+02:00\"");
      break;
    case Field::id:
      if (check_name(text)) draft_.id = batch_.texts.add(text);
      break;
    case Field::at:
      draft_.at = instant_of(text).value_or(Instant{});
      break;
    case Field::kind:
      read_kind(text);
      break;
    case Field::amount:
      draft_.amount_minor = read_amount(text);
      break;
    case Field::description:
      if (check_text(text, kLongestDescription)) draft_.description = batch_.texts.intern(text);
      break;
    case Field::settlement:
      draft_.settlement = read_repeated_name(text);
      break;
    case Field::charge:
      draft_.charge = read_name(text);
      break;
    case Field::of:
      draft_.of = read_name(text);
      break;
    case Field::order:
      if (check_text(text, kLongestReference)) draft_.order = batch_.texts.add(text);
      break;
    case Field::sku:
      if (check_text(text, kLongestReference)) draft_.sku = batch_.texts.intern(text);
      break;
    case Field::due:
      draft_.due = instant_of(text);
      break;
    case Field::sent:
      draft_.sent = instant_of(text);
      break;
    case Field::other_store:
      if (text.empty() || check_name(text)) draft_.other_store = batch_.texts.intern(text);
      break;
    case Field::available:
      draft_.available = text == kAvailableUnknown ? kNotYetKnown : instant_of(text);
      break;
    case Field::group:
      read_group(text);
      break;
    case Field::settlement_id:
      if (check_name(text)) listed_.settlement.id = text;
      break;
    case Field::start:
      listed_.settlement.start = instant_of(text).value_or(Instant{});
      break;
    case Field::end:
      listed_.settlement.end = instant_of(text).value_or(Instant{});
      break;
    case Field::deposit:
      listed_.settlement.deposit = instant_of(text).value_or(Instant{});
      break;
    case Field::total:
      listed_.settlement.total_minor = read_amount(text).value_or(0);
      break;
    case Field::version:
    case Field::settlements:
    case Field::rows:
    case Field::entries:
    case Field::report:
    case Field::flagged:
    case Field::derived:
    case Field::unknown:
      break;  // not texts
  }
}

void AccountSax::read_currency(std::string_view text) {
  if (const Result<Currency> currency = Currency::from_code(text)) {
    batch_.currency = *currency;
  } else {
    refuse(currency.error(), offset_, quote(text));
  }
}

std::optional<Instant> AccountSax::instant_of(std::string_view text) {
  const Result<Instant> at = parse_instant(text);
  if (at) return *at;
  refuse(at.error(), offset_, quote(text) + " is not like \"2026-01-05T09:30:00Z\"");
  return std::nullopt;
}

void AccountSax::read_kind(std::string_view text) {
  if (const Result<Kind> kind = kind_from_name(text)) {
    draft_.kind = *kind;
  } else {
    refuse(kind.error(), offset_, quote(text));
  }
}

std::optional<std::int64_t> AccountSax::read_amount(std::string_view text) {
  if (batch_.currency == Currency()) {
    amounts_before_currency_ = true;
    return std::nullopt;
  }
  const Result<Money> amount = parse_decimal(text, batch_.currency);
  if (amount) return amount->minor;
  const bool not_a_number = amount.error() == Error::amount_not_a_number;
  refuse(not_a_number ? Error::invalid_amount : amount.error(), offset_, quote(text));
  return std::nullopt;
}

void AccountSax::read_group(std::string_view text) {
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (name(static_cast<Group>(i)) == text) {
      draft_.group = static_cast<Group>(i);
      return;
    }
  }
  refuse(Error::invalid_field, offset_, quote(text) + " is not a group of the statement");
}

// Control characters may stand in a text, as people paste anything; U+0000 may not.
bool AccountSax::check_text(std::string_view text, std::size_t longest) {
  if (text.size() > longest) {
    refuse(Error::invalid_field, offset_, "longer than " + std::to_string(longest) + " bytes");
  } else if (text.contains('\0')) {
    refuse(Error::invalid_field, offset_, "it holds U+0000");
  } else {
    return true;
  }
  return false;
}

bool AccountSax::check_name(std::string_view text) {
  if (text.size() > kLongestName) {
    refuse(Error::invalid_field, offset_, "longer than " + std::to_string(kLongestName) + " bytes");
  } else if (!is_plain_name(text)) {
    refuse(Error::invalid_field, offset_,
           text.empty() ? "it is empty" : "it holds control characters");
  } else {
    return true;
  }
  return false;
}

TextRef AccountSax::read_name(std::string_view text) {
  return text.empty() || !check_name(text) ? TextRef{} : batch_.texts.add(text);
}

TextRef AccountSax::read_repeated_name(std::string_view text) {
  return text.empty() || !check_name(text) ? TextRef{} : batch_.texts.intern(text);
}

}  // namespace repay
