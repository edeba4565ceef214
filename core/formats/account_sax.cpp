#include "core/formats/account_sax.h"

#include <algorithm>
#include <bit>
#include <functional>

#include "core/formats/account_json.h"
#include "core/formats/utf8.h"
#include "core/money/decimal.h"

namespace repay {

struct AccountSax::FieldRow {
  std::string_view name;
  Type type;
  bool required;
};

namespace {

using Field = AccountField;

constexpr std::size_t kDeepest = 16;           // what is deeper need not be looked at
constexpr std::size_t kUnknownKeysKept = 4096;
constexpr std::size_t kQuoted = 40;
constexpr std::size_t kEntriesToMeasure = 64;

// The beginning of what was found, for a message.
std::string quote(std::string_view text) {
  std::string result = "\"";
  result.append(text.substr(0, first_bad_byte(text.substr(0, kQuoted))));
  return result.append(text.size() > kQuoted ? "…\"" : "\"");
}

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

const AccountSax::FieldRow& AccountSax::row(AccountField field) {
  static constexpr std::array kRows = {
#define X(field, type, required) FieldRow{#field, Type::type, required},
      REPAY_ACCOUNT_FIELDS(X)
#undef X
      FieldRow{"", Type::null, false},
  };
  return kRows[static_cast<std::size_t>(field)];
}

std::uint32_t AccountSax::bit(AccountField field) { return 1u << static_cast<unsigned>(field); }

std::size_t AccountSax::offset_of(AccountField field) const {
  return draft_.offset[static_cast<std::size_t>(field)];
}

AccountSax::AccountSax(JsonText& text, Currency currency) : text_(text) {
  batch_.currency = currency;
  next_.fill(Field::unknown);
}

void AccountSax::refuse(Error error, std::size_t offset, std::string_view detail) {
  if (fault_ && (fault_->error < error || (fault_->error == error && fault_->offset <= offset))) {
    return;
  }
  fault_ = {error, offset, std::string(detail)};
}

// Keys mostly come in the order of the entry before, so that is looked at first.
AccountField AccountSax::find_field(std::string_view name) {
  const bool in_entry = where_ == Where::entry;
  const Field first = in_entry ? Field::id : Field::format;
  const Field last = in_entry ? Field::unknown : Field::id;
  Field& next = next_[static_cast<std::size_t>(field_)];
  if (next >= first && next < last && row(next).name == name) return next;
  for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
    if (row(static_cast<Field>(i)).name == name) return next = static_cast<Field>(i);
  }
  return Field::unknown;
}

bool AccountSax::key(std::string& name) {
  const std::size_t offset = text_.token_start();
  text_.end_token();
  if (where_ == Where::foreign) {
    check_unknown_key(name, offset);
    return true;
  }
  field_ = find_field(name);
  if (field_ == Field::unknown) {
    refuse(Error::field_unknown, offset, quote(name));
    check_unknown_key(name, offset);
  } else if ((seen_ & bit(field_)) != 0) {
    refuse(Error::duplicate_key, offset, quote(name));
  }
  if (field_ != Field::unknown) seen_ |= bit(field_);
  return true;
}

// Which keys are not ours is refused anyway; that one of them stands twice comes first.
void AccountSax::check_unknown_key(const std::string& name, std::size_t offset) {
  if (foreign_.size() > kDeepest || unknown_keys_.size() >= kUnknownKeysKept) return;
  const std::size_t object = where_ == Where::foreign ? foreign_.back()
                             : where_ == Where::entry ? draft_.start
                                                      : document_start_;
  if (!unknown_keys_.insert(std::to_string(object) + ' ' + name).second) {
    refuse(Error::duplicate_key, offset, quote(name));
  }
}

// Whether the value that begins here is of the type its field has. Sets offset_.
bool AccountSax::begin_value(Type type) {
  offset_ = text_.token_start();
  if (type == Type::number) {
    text_.end_number_token();
  } else {
    text_.end_token();
  }
  if (where_ == Where::entries && type != Type::object) {
    refuse(Error::invalid_field, offset_, "an entry is an object");
  }
  if ((where_ != Where::document && where_ != Where::entry) || field_ == Field::unknown) return false;
  if (where_ == Where::entry) draft_.offset[static_cast<std::size_t>(field_)] = offset_;
  const FieldRow& wanted = row(field_);
  if (type == wanted.type) return true;
  if (field_ == Field::amount && type == Type::number) {
    refuse(Error::invalid_amount, offset_,
           "an amount is a string, \"-39.99\", as a JSON number may lose digits");
  } else if (type != Type::null || wanted.required || wanted.type != Type::text) {
    static constexpr std::array<std::string_view, 6> kNouns = {
        "a string", "a whole number", "true or false", "an array", "an object", "null"};
    refuse(Error::invalid_field, offset_,
           std::string(kNouns[static_cast<std::size_t>(wanted.type)])
               .append(" is expected, not ")
               .append(type == Type::number ? "a number" : kNouns[static_cast<std::size_t>(type)]));
  }
  return false;
}

bool AccountSax::null() {
  (void)begin_value(Type::null);
  return true;
}

bool AccountSax::boolean(bool value) {
  if (begin_value(Type::boolean)) draft_.flagged = value;
  return true;
}

bool AccountSax::number(std::optional<std::uint64_t> value) {
  if (begin_value(Type::number) && value != kAccountJsonVersion) {
    refuse(Error::invalid_field, offset_, "version 1 is the one this program reads");
  }
  return true;
}

bool AccountSax::number_integer(std::int64_t) { return number({}); }
bool AccountSax::number_unsigned(std::uint64_t value) { return number(value); }
bool AccountSax::number_float(double, const std::string&) { return number({}); }
bool AccountSax::binary(std::vector<std::uint8_t>&) { return false; }

bool AccountSax::string(std::string& value) {
  if (begin_value(Type::text)) read_text(value);
  return true;
}

void AccountSax::read_text(std::string_view text) {
  switch (field_) {
    case Field::format:
      if (text != kAccountJsonFormat) refuse(Error::format_unknown, offset_, quote(text));
      break;
    case Field::store:
      if (text.empty() || check_name(text)) batch_.store = text;
      break;
    case Field::currency: read_currency(text); break;
    case Field::zone:
      if (!may_be_zone(text)) refuse(Error::invalid_field, offset_, "\"UTC\" or \"+02:00\"");
      break;
    case Field::id:
      if (check_name(text)) draft_.id = batch_.texts.add(text);
      break;
    case Field::at: read_instant(text); break;
    case Field::kind: read_kind(text); break;
    case Field::amount: read_amount(text); break;
    case Field::description: draft_.description = read_description(text); break;
    case Field::settlement: draft_.settlement = read_repeated_name(text); break;
    case Field::charge: draft_.charge = read_name(text); break;
    case Field::of: draft_.of = read_name(text); break;
    case Field::order: draft_.order = read_name(text); break;
    case Field::sku: draft_.sku = read_repeated_name(text); break;
    case Field::group: read_group(text); break;
    case Field::version:
    case Field::entries:
    case Field::flagged:
    case Field::unknown: break;  // not texts
  }
}

void AccountSax::read_currency(std::string_view text) {
  if (const Result<Currency> currency = Currency::from_code(text)) {
    batch_.currency = *currency;
  } else {
    refuse(currency.error(), offset_, quote(text));
  }
}

void AccountSax::read_instant(std::string_view text) {
  if (const Result<Instant> at = parse_instant(text)) {
    draft_.at = *at;
  } else {
    refuse(at.error(), offset_, quote(text) + " is not like \"2026-01-05T09:30:00Z\"");
  }
}

void AccountSax::read_kind(std::string_view text) {
  if (const Result<Kind> kind = kind_from_name(text)) {
    draft_.kind = *kind;
  } else {
    refuse(kind.error(), offset_, quote(text));
  }
}

void AccountSax::read_amount(std::string_view text) {
  if (batch_.currency == Currency()) {
    amounts_before_currency_ = true;
    return;
  }
  const Result<Money> amount = parse_decimal(text, batch_.currency);
  if (amount) {
    draft_.amount_minor = amount->minor;
  } else {
    const bool not_a_number = amount.error() == Error::amount_not_a_number;
    refuse(not_a_number ? Error::invalid_amount : amount.error(), offset_, quote(text));
  }
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

// Control characters may stand in a description, as people paste anything; U+0000 may not.
TextRef AccountSax::read_description(std::string_view text) {
  if (text.size() > kLongestDescription) {
    refuse(Error::invalid_field, offset_,
           "longer than " + std::to_string(kLongestDescription) + " bytes");
    return {};
  }
  if (text.contains('\0')) {
    refuse(Error::invalid_field, offset_, "it holds U+0000");
    return {};
  }
  return batch_.texts.intern(text);
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

// Nearly every entry is a flat object of strings without escapes. Such a one is read from the bytes at
// once, and the lexer goes on at its closing brace as if it were empty; any other, right or wrong, is
// left to the lexer whole.
bool AccountSax::read_plain_entry() {
  if (!scan_plain_entry()) return false;
  const std::string_view bytes = text_.bytes();
  for (std::size_t i = 0; i < plain_members_; ++i) {
    const PlainMember& member = plain_[i];
    field_ = member.field;
    offset_ = member.offset;
    seen_ |= bit(field_);
    draft_.offset[static_cast<std::size_t>(field_)] = offset_;
    read_text(bytes.substr(offset_ + 1, member.end - offset_ - 1));
  }
  text_.skip_to(plain_end_);
  return true;
}

// Whether the entry is a plain one of known fields; changes nothing but plain_ and its like.
bool AccountSax::scan_plain_entry() {
  const std::string_view bytes = text_.bytes();
  std::size_t at = draft_.start + 1;
  const auto skip_blanks = [&] {
    while (at < bytes.size() && is_json_blank(bytes[at])) ++at;
  };
  const auto take = [&](char c) {
    skip_blanks();
    return at < bytes.size() && bytes[at++] == c;
  };
  std::uint32_t seen = 0;
  plain_members_ = 0;
  do {
    if (!take('"')) return false;
    const auto key_end = plain_string_end(bytes, at);
    if (!key_end) return false;
    field_ = find_field(bytes.substr(at, *key_end - at));
    if (field_ == Field::unknown || row(field_).type != Type::text) return false;
    if ((seen & bit(field_)) != 0) return false;
    seen |= bit(field_);
    at = *key_end + 1;
    if (!take(':') || !take('"')) return false;
    const auto end = plain_string_end(bytes, at);
    if (!end) return false;
    plain_[plain_members_++] = {.field = field_, .offset = at - 1, .end = *end};
    at = *end + 1;
    skip_blanks();
    plain_end_ = at;
  } while (take(','));
  return plain_end_ < bytes.size() && bytes[plain_end_] == '}';
}

bool AccountSax::start_object(std::size_t) {
  const bool fits = begin_value(Type::object);
  check(!fits);  // no field is an object
  if (++depth_ > kDeepest) refuse(Error::too_deep, offset_);
  if (where_ == Where::outside) {
    where_ = Where::document;
    document_start_ = offset_;
    field_ = Field::unknown;
  } else if (where_ == Where::entries) {
    where_ = Where::entry;
    draft_ = {};
    draft_.start = offset_;
    seen_ &= bit(Field::id) - 1;
    field_ = Field::unknown;
    if (!read_plain_entry()) field_ = Field::unknown;
  } else {
    enter_foreign();
  }
  return true;
}

bool AccountSax::start_array(std::size_t) {
  const bool fits = begin_value(Type::array);
  if (++depth_ > kDeepest) refuse(Error::too_deep, offset_);
  if (fits) {
    where_ = Where::entries;
  } else {
    enter_foreign();
  }
  return true;
}

void AccountSax::enter_foreign() {
  if (where_ != Where::foreign) {
    around_foreign_ = where_;
    foreign_depth_ = depth_;
    where_ = Where::foreign;
  }
  if (foreign_.size() <= kDeepest) foreign_.push_back(offset_);
}

bool AccountSax::end_object() {
  text_.end_token();
  if (where_ == Where::entry) end_entry();
  if (where_ == Where::document) check_required(Field::format, Field::id, document_start_);
  leave();
  return true;
}

bool AccountSax::end_array() {
  text_.end_token();
  leave();
  return true;
}

void AccountSax::leave() {
  const std::size_t depth = depth_--;
  switch (where_) {
    case Where::entry: where_ = Where::entries; break;
    case Where::entries:
      where_ = Where::document;
      field_ = Field::entries;
      break;
    case Where::document: where_ = Where::outside; break;
    case Where::outside: break;
    case Where::foreign:
      if (depth - foreign_depth_ < foreign_.size()) foreign_.pop_back();
      if (depth == foreign_depth_) where_ = around_foreign_;
      break;
  }
}

void AccountSax::check_required(Field first, Field last, std::size_t offset) {
  for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
    const auto field = static_cast<Field>(i);
    if (row(field).required && (seen_ & bit(field)) == 0) {
      refuse(Error::field_missing, offset, std::string("there is no ") + quote(row(field).name));
    }
  }
}

void AccountSax::end_entry() {
  check_required(Field::id, Field::unknown, draft_.start);
  const bool whole = draft_.kind && draft_.id != TextRef{};
  if (!whole) return;
  check_reference(Field::of, *draft_.kind == Kind::reversal, "the credit it undoes");
  check_reference(Field::charge,
                  *draft_.kind == Kind::write_off || *draft_.kind == Kind::credit_note,
                  *draft_.kind == Kind::write_off ? "the charge it closes"
                                                  : "the charge it gives back");
  if (draft_.amount_minor && !check_sign(*draft_.kind, *draft_.amount_minor)) {
    refuse(Error::sign_contradicts_kind, offset_of(Field::amount),
           std::string(name(*draft_.kind)) + " of " +
               to_decimal({*draft_.amount_minor, batch_.currency}));
  }
  add_entry();
  check_id_is_new();
}

void AccountSax::check_reference(Field field, bool wanted, std::string_view what_for) {
  const bool there = (field == Field::of ? draft_.of : draft_.charge) != TextRef{};
  const std::string kind(name(*draft_.kind));
  if (wanted && !there) {
    refuse(Error::field_missing, draft_.start,
           kind + " needs " + quote(row(field).name) + ", the id of " + std::string(what_for));
  } else if (there && !wanted) {
    refuse(Error::invalid_field, offset_of(field), kind + " has no " + quote(row(field).name));
  }
}

void AccountSax::add_entry() {
  const std::string_view before = text_.bytes().substr(0, draft_.start);
  line_ += static_cast<std::uint64_t>(std::ranges::count(before.substr(line_offset_), '\n'));
  line_offset_ = before.size();
  const std::int64_t amount = draft_.amount_minor.value_or(0);
  batch_.at.push_back(draft_.at);
  batch_.amount_minor.push_back(amount);
  batch_.kind.push_back(*draft_.kind);
  batch_.group.push_back(draft_.group.value_or(group_of(*draft_.kind, amount)));
  batch_.flags.push_back(draft_.flagged ? kFlagUnknownType : kFlagNone);
  batch_.description.push_back(draft_.description);
  batch_.order.push_back(draft_.order);
  batch_.sku.push_back(draft_.sku);
  batch_.id.push_back(draft_.id);
  batch_.names.push_back(draft_.of != TextRef{} ? draft_.of : draft_.charge);
  batch_.settlement_id.push_back(draft_.settlement);
  batch_.line.push_back(line_);
  if (batch_.size() == kEntriesToMeasure) reserve_columns();
}

// Growing the columns would cost more than filling them.
void AccountSax::reserve_columns() {
  const std::size_t read = text_.read();
  const std::size_t entries = text_.bytes().size() / (read / kEntriesToMeasure) * 17 / 16 + 1;
  batch_.texts.reserve(batch_.texts.bytes() * entries / kEntriesToMeasure);
  batch_.at.reserve(entries);
  batch_.amount_minor.reserve(entries);
  batch_.kind.reserve(entries);
  batch_.group.reserve(entries);
  batch_.flags.reserve(entries);
  batch_.description.reserve(entries);
  batch_.order.reserve(entries);
  batch_.sku.reserve(entries);
  batch_.id.reserve(entries);
  batch_.names.reserve(entries);
  batch_.settlement_id.reserve(entries);
  batch_.line.reserve(entries);
  grow_ids(entries / 2);
}

void AccountSax::check_id_is_new() {
  if (batch_.size() * 2 > ids_.size()) grow_ids(batch_.size());
  const std::string_view id = batch_.texts.get(draft_.id);
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>{}(id));
  IdSlot& slot = slot_of(id, hash);
  if (slot.entry != 0) {
    refuse(Error::duplicate_id, offset_of(Field::id),
           quote(id) + " is also in line " + std::to_string(batch_.line[slot.entry - 1]));
  }
  slot = {.hash = hash, .entry = static_cast<std::uint32_t>(batch_.size())};
}

// The place of this id, or the free one where it belongs.
AccountSax::IdSlot& AccountSax::slot_of(std::string_view id, std::uint32_t hash) {
  const std::size_t mask = ids_.size() - 1;
  const auto is_it = [&](const IdSlot& slot) {
    return slot.entry == 0 ||
           (slot.hash == hash && batch_.texts.get(batch_.id[slot.entry - 1]) == id);
  };
  std::size_t at = hash & mask;
  while (!is_it(ids_[at])) at = (at + 1) & mask;
  return ids_[at];
}

void AccountSax::grow_ids(std::size_t entries) {
  std::vector<IdSlot> old(std::bit_ceil(std::max<std::size_t>(entries * 4, 256)));
  old.swap(ids_);
  const std::size_t mask = ids_.size() - 1;
  for (const IdSlot& slot : old) {
    if (slot.entry == 0) continue;
    std::size_t at = slot.hash & mask;
    while (ids_[at].entry != 0) at = (at + 1) & mask;
    ids_[at] = slot;
  }
}

bool AccountSax::parse_error(std::size_t, const std::string&,
                             const nlohmann::detail::exception& exception) {
  constexpr int kNumberBeyondDouble = 406;
  if (exception.id == kNumberBeyondDouble) {  // well-formed, but the lexer stops at it
    (void)begin_value(Type::number);
    if (!fault_) refuse(Error::invalid_field, offset_, "the number is too large");
  } else if (text_.ended()) {
    refuse(Error::file_truncated, text_.bytes().size());
  } else {
    refuse(Error::invalid_json, text_.read() - 1, syntax_detail(exception.what()));
  }
  return false;
}

void AccountSax::end_of_file() {
  if ((seen_ & bit(Field::format)) == 0) {
    refuse(Error::format_unknown, document_start_,
           "there is no \"format\": " + quote(kAccountJsonFormat));
  }
}

}  // namespace repay
