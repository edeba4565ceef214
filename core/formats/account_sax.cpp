#include "core/formats/account_sax.h"

#include <algorithm>
#include <numeric>

#include "core/formats/account_json.h"
#include "core/formats/file_reader.h"
#include "core/money/decimal.h"

namespace repay {

struct AccountSax::FieldRow {
  std::string_view name;
  Type type;
  bool required;
};

namespace {

using Field = AccountField;

constexpr std::size_t kDeepest = 16;  // what is deeper need not be looked at
constexpr std::size_t kUnknownKeysKept = 4096;
constexpr std::size_t kEntriesToMeasure = 64;

}  // namespace

const AccountSax::FieldRow& AccountSax::row(AccountField field) {
  static constexpr std::array kRows = {
#define X(field, key, type, required) FieldRow{key, Type::type, required},
      REPAY_ACCOUNT_FIELDS(X)
#undef X
          FieldRow{"", Type::null, false},
  };
  return kRows[static_cast<std::size_t>(field)];
}

std::uint64_t AccountSax::bit(AccountField field) {
  return std::uint64_t{1} << static_cast<unsigned>(field);
}

std::size_t AccountSax::offset_of(AccountField field) const {
  return draft_.offset[static_cast<std::size_t>(field)];
}

AccountSax::AccountSax(JsonText& text, Currency currency) : text_(text) {
  batch_.currency = currency;
  next_.fill(Field::unknown);
}

void AccountSax::refuse(Error error, std::size_t offset, std::string_view detail) {
  if (faults_.size() < kMostProblems) faults_.push_back({error, offset, std::string(detail)});
  if (fault_ && (fault_->error < error || (fault_->error == error && fault_->offset <= offset))) {
    return;
  }
  fault_ = {error, offset, std::string(detail)};
}

// Keys mostly come in the order of the entry before, so that is looked at first.
AccountField AccountSax::find_field(std::string_view name) {
  const Field first = where_ == Where::entry        ? Field::id
                      : where_ == Where::settlement ? Field::settlement_id
                                                    : Field::format;
  const Field last = where_ == Where::entry        ? Field::unknown
                     : where_ == Where::settlement ? Field::id
                                                   : Field::settlement_id;
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
  const std::size_t object = where_ == Where::foreign    ? foreign_.back()
                             : where_ == Where::document ? document_start_
                                                         : draft_.start;
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
  if (where_ == Where::settlements && type != Type::object) {
    refuse(Error::invalid_field, offset_, "a settlement is an object");
  }
  const bool in_object = where_ == Where::entry || where_ == Where::settlement;
  if ((where_ != Where::document && !in_object) || field_ == Field::unknown) return false;
  if (in_object) draft_.offset[static_cast<std::size_t>(field_)] = offset_;
  const FieldRow& wanted = row(field_);
  if (type == wanted.type) return true;
  if ((field_ == Field::amount || field_ == Field::total) && type == Type::number) {
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
  if (begin_value(Type::boolean)) {
    (field_ == Field::derived ? draft_.derived : draft_.flagged) = value;
  }
  return true;
}

bool AccountSax::number(std::optional<std::uint64_t> value) {
  if (!begin_value(Type::number)) return true;
  if (field_ == Field::rows) {
    if (!value) refuse(Error::invalid_field, offset_, "a whole number of rows is expected");
    listed_.rows = value.value_or(0);
  } else if (field_ == Field::report) {
    if (!value || *value == 0 || *value > UINT32_MAX)
      refuse(Error::invalid_field, offset_, "reports are numbered from 1");
    draft_.report = static_cast<std::uint32_t>(value.value_or(0));
  } else if (value != kAccountJsonVersion) {
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

// Nearly every entry is a flat object of strings without escapes. Such a one is taken from the
// bytes at once, and the lexer goes on at its closing brace as if it were empty; any other, right
// or wrong, is left to the lexer whole.
void AccountSax::read_plain_entry() {
  if (!plain_.scan(text_.bytes(), draft_.start)) return;
  std::uint64_t seen = 0;
  std::array<Field, PlainObject::kMostMembers> fields;
  for (std::size_t i = 0; i < plain_.members().size(); ++i) {
    field_ = fields[i] = find_field(plain_.members()[i].key);
    const bool takes_text = field_ != Field::unknown && row(field_).type == Type::text;
    if (!takes_text || (seen & bit(field_)) != 0) {
      field_ = Field::unknown;
      return;
    }
    seen |= bit(field_);
  }
  seen_ |= seen;
  for (std::size_t i = 0; i < plain_.members().size(); ++i) {
    field_ = fields[i];
    offset_ = plain_.members()[i].value_offset;
    draft_.offset[static_cast<std::size_t>(field_)] = offset_;
    read_text(plain_.members()[i].value);
  }
  text_.skip_to(plain_.end());
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
    begin_object(Where::entry, Field::id, Field::unknown);
    read_plain_entry();
  } else if (where_ == Where::settlements) {
    begin_object(Where::settlement, Field::settlement_id, Field::id);
    listed_ = {};
    listed_.offset = offset_;
  } else {
    enter_foreign();
  }
  return true;
}

// An entry or a settlement, whose fields are from `first` to before `last`.
void AccountSax::begin_object(Where where, AccountField first, AccountField last) {
  where_ = where;
  draft_ = {};
  draft_.start = offset_;
  seen_ &= ~(bit(last) - bit(first));
  field_ = Field::unknown;
}

bool AccountSax::start_array(std::size_t) {
  const bool fits = begin_value(Type::array);
  if (++depth_ > kDeepest) refuse(Error::too_deep, offset_);
  if (fits) {
    where_ = field_ == Field::settlements ? Where::settlements : Where::entries;
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
  if (where_ == Where::settlement) end_settlement();
  if (where_ == Where::document)
    check_required(Field::format, Field::settlement_id, document_start_);
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
    case Where::entry:
      where_ = Where::entries;
      break;
    case Where::settlement:
      where_ = Where::settlements;
      break;
    case Where::settlements:
      where_ = Where::document;
      field_ = Field::settlements;
      break;
    case Where::entries:
      where_ = Where::document;
      field_ = Field::entries;
      break;
    case Where::document:
      where_ = Where::outside;
      break;
    case Where::outside:
      break;
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

void AccountSax::end_settlement() {
  check_required(Field::settlement_id, Field::id, draft_.start);
  listed_.total_offset = offset_of(Field::total);
  settlements_.push_back(std::move(listed_));
}

// The ledger derives it again; that it is one it derives is seen once all settlements are known.
void AccountSax::note_derived() {
  if (derived_.empty()) {
    batch_.place.resize(batch_.size());
    std::iota(batch_.place.begin(), batch_.place.end(), 0u);
  }
  derived_.push_back({std::string(batch_.texts.get(draft_.id)), offset_of(Field::derived)});
}

void AccountSax::end_entry() {
  check_required(Field::id, Field::unknown, draft_.start);
  const bool whole = draft_.kind && draft_.id != TextRef{};
  if (!whole) return;
  check_reference(Field::of, *draft_.kind == Kind::reversal, "the credit it undoes");
  check_reference(
      Field::charge, *draft_.kind == Kind::write_off || *draft_.kind == Kind::credit_note,
      *draft_.kind == Kind::write_off ? "the charge it closes" : "the charge it gives back");
  const bool is_payment = *draft_.kind == Kind::payment || *draft_.kind == Kind::card_charge;
  if (draft_.sent && !is_payment)
    refuse(Error::invalid_field, offset_of(Field::sent),
           std::string(name(*draft_.kind)) + " has no \"sent\"");
  if (draft_.other_store && *draft_.kind != Kind::cross_account)
    refuse(Error::invalid_field, offset_of(Field::other_store),
           std::string(name(*draft_.kind)) + " has no \"otherStore\"");
  check_report();
  if (draft_.amount_minor && !check_sign(*draft_.kind, *draft_.amount_minor)) {
    refuse(Error::sign_contradicts_kind, offset_of(Field::amount),
           std::string(name(*draft_.kind)) + " of " +
               to_decimal({*draft_.amount_minor, batch_.currency}));
  }
  if (draft_.derived) {
    note_derived();
  } else {
    add_entry();
    check_id_is_new();
  }
}

// A report tells what happened to money, and nothing of what was done here.
void AccountSax::check_report() {
  const bool says_more = draft_.of != TextRef{} || draft_.charge != TextRef{} || draft_.sent ||
                         draft_.other_store || draft_.due;
  if (draft_.report && says_more)
    refuse(Error::invalid_field, offset_of(Field::report),
           "what a report tells names no other entry, and no time but its own");
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
  if (draft_.due) batch_.due.emplace(static_cast<std::uint32_t>(batch_.size()), *draft_.due);
  if (draft_.sent) batch_.sent.emplace(static_cast<std::uint32_t>(batch_.size()), *draft_.sent);
  if (draft_.report) reports_.emplace(static_cast<std::uint32_t>(batch_.size()), *draft_.report);
  if (draft_.other_store)
    batch_.other_store.emplace(static_cast<std::uint32_t>(batch_.size()), *draft_.other_store);
  if (draft_.available)
    batch_.available_at.emplace(static_cast<std::uint32_t>(batch_.size()), *draft_.available);
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
  if (!derived_.empty())
    batch_.place.push_back(static_cast<std::uint32_t>(batch_.place.size() + derived_.size()));
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
  ids_.reserve(entries);
}

void AccountSax::check_id_is_new() {
  if (const auto before = ids_.insert(batch_, batch_.size() - 1)) {
    refuse(Error::duplicate_id, offset_of(Field::id),
           quote(batch_.texts.get(draft_.id)) + " is also in line " +
               std::to_string(batch_.line[*before]));
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
