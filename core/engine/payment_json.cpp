#include "core/engine/payment_json.h"

#include <array>
#include <charconv>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "core/formats/json_tree.h"
#include "core/formats/json_text.h"
#include "core/formats/json_writer.h"
#include "core/money/decimal.h"

namespace repay {
namespace {

using Value = JsonTree::Value;

constexpr std::string_view kIntentFormat = "repay-intent";
constexpr std::string_view kRecordFormat = "repay-payment";
constexpr std::size_t kLargest = std::size_t{1} << 20;

constexpr std::array kErrors = {
#define X(name, code, sentence) Error::name,
    REPAY_ERRORS(X)
#undef X
};
constexpr std::array kRecordStates = {
#define X(state) RecordState::state,
    REPAY_RECORD_STATES(X)
#undef X
};
constexpr std::array kVerificationStates = {
#define X(state) VerificationState::state,
    REPAY_VERIFICATION_STATES(X)
#undef X
};
constexpr std::array kDeclines = {
#define X(word, is_final) DeclineClass::word,
    REPAY_DECLINES(X)
#undef X
};

/// Reads fields until one is refused; from then on everything is empty and the first refusal stays.
class Reader {
 public:
  explicit Reader(Value root) : here_(root) {}

  struct Fault {
    Error error;
    std::size_t offset;
    std::string detail;
  };
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

  void head(std::string_view format) {
    if (text("format") != format)
      fail(here_.get("format"), Error::format_unknown, "another format");
    if (whole<int>("version") != 1) fail(here_.get("version"), Error::invalid_field, "version 1");
  }

  std::string_view text(std::string_view key) {
    const Value value = take(key);
    if (!value.is(JsonType::string)) fail(value, Error::invalid_field, "a string is expected");
    return value.text();
  }

  template <std::integral Whole>
  Whole whole(std::string_view key) {
    const Value value = take(key);
    const std::string_view digits = value.text();
    Whole number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool is_whole = value.is(JsonType::number) && read.ec == std::errc() &&
                          read.ptr == digits.data() + digits.size() && number >= 0;
    if (!is_whole) fail(value, Error::invalid_field, "a whole number is expected");
    return number;
  }

  Currency currency(std::string_view key) {
    const auto currency = Currency::from_code(text(key));
    if (!currency) fail(here_.get(key), currency.error(), "a code of ISO 4217 is expected");
    return currency.value_or(Currency());
  }

  std::int64_t amount(std::string_view key, Currency currency) {
    if (currency == Currency()) return 0;  // it was refused before
    const auto money = parse_decimal(text(key), currency);
    if (money) return money->minor;
    const bool no_number = money.error() == Error::amount_not_a_number;
    fail(here_.get(key), no_number ? Error::invalid_amount : money.error(),
         "an amount is expected");
    return 0;
  }

  PaymentKey key(std::string_view field) {
    const auto key = parse_payment_key(text(field));
    if (!key) fail(here_.get(field), key.error(), "32 hexadecimal digits are expected");
    return key.value_or(PaymentKey{});
  }

  Instant instant(std::string_view key) {
    const auto instant = parse_instant(text(key));
    if (!instant) fail(here_.get(key), instant.error(), "an instant is expected");
    return instant.value_or(Instant{});
  }

  /// One of `all` by what `name_of` calls it; none where the field is null.
  template <class Word>
  std::optional<Word> word(std::string_view key, const auto& all, const auto& name_of) {
    const Value value = take(key);
    if (value.is(JsonType::null)) return std::nullopt;
    for (const Word word : all) {
      if (name_of(word) == value.text()) return word;
    }
    fail(value, Error::invalid_field, "a word is expected");
    return std::nullopt;
  }

  /// `body` with the fields of this object, or of each object of this array.
  void within(std::string_view key, const auto& body) {
    const Value value = take(key);
    if (value.is(JsonType::array)) {
      for (const Value child : value.children()) at(child, body);
    } else {
      at(value, body);
    }
  }

 private:
  void at(Value value, const auto& body) {
    const Value outside = std::exchange(here_, value);
    body();
    here_ = outside;
  }

  Value take(std::string_view key) {
    const Value value = here_.get(key);
    if (!value) fail(here_, Error::field_missing, std::string("there is no ").append(key));
    return value;
  }

  void fail(Value value, Error error, std::string detail) {
    if (!fault_) fault_ = {error, value.offset(), std::move(detail)};
  }

  Value here_;
  std::optional<Fault> fault_;
};

void write_order(JsonWriter& json, PaymentKey key, const PaymentOrder& order) {
  json.field("key", to_string(key));
  json.field("account", order.account);
  json.field("currency", order.amount.currency.code());
  json.amount("amount", order.amount.minor, order.amount.currency);
  json.amount("stored", order.stored_minor, order.amount.currency);
  json.field("method", order.method);
  json.field("seen", order.version);
}

Intent read_order(Reader& reader) {
  Intent intent;
  intent.key = reader.key("key");
  intent.order.account = reader.text("account");
  intent.order.amount.currency = reader.currency("currency");
  intent.order.amount.minor = reader.amount("amount", intent.order.amount.currency);
  intent.order.stored_minor = reader.amount("stored", intent.order.amount.currency);
  intent.order.method = reader.text("method");
  intent.order.version = reader.whole<std::uint64_t>("seen");
  return intent;
}

void write_head(JsonWriter& json, std::string_view format) {
  json.begin_object();
  json.field("format", format);
  json.field("version", std::uint64_t{1});
}

void write_word(JsonWriter& json, std::string_view key, bool is_there, std::string_view word) {
  is_there ? json.field(key, word) : json.null_field(key);
}

void write_verification(JsonWriter& json, const Verification& verification) {
  json.begin_object("verification");
  json.field("state", name(verification.state));
  json.field("change", verification.change);
  json.field("sentAt", verification.sent_at);
  json.field("codes", std::uint64_t{verification.codes});
  json.field("judged", std::uint64_t{verification.judged});
  json.field("wrong", static_cast<std::uint64_t>(verification.wrong));
  json.end_object();
}

Verification read_verification(Reader& reader) {
  const auto state_name = [](VerificationState state) { return name(state); };
  Verification verification;
  reader.within("verification", [&] {
    verification.state = reader.word<VerificationState>("state", kVerificationStates, state_name)
                             .value_or(VerificationState::unsent);
    verification.change = reader.text("change");
    verification.sent_at = reader.instant("sentAt");
    verification.codes = reader.whole<std::uint32_t>("codes");
    verification.judged = reader.whole<std::uint32_t>("judged");
    verification.wrong = reader.whole<int>("wrong");
  });
  return verification;
}

PaymentRecord read_fields(Reader& reader) {
  const Intent intent = read_order(reader);
  PaymentRecord record{.key = intent.key, .order = intent.order};
  const Currency currency = intent.order.amount.currency;
  record.state =
      reader
          .word<RecordState>("state", kRecordStates, [](RecordState state) { return name(state); })
          .value_or(RecordState::refused);
  record.error = reader.word<Error>("error", kErrors, [](Error error) { return code(error); });
  record.decline = reader.word<DeclineClass>("decline", kDeclines,
                                             [](DeclineClass decline) { return name(decline); });
  record.opened_at = reader.instant("openedAt");
  record.settled_minor = reader.amount("settled", currency);
  reader.within("reversals", [&] {
    const std::string_view id = reader.text("id");
    record.reversals.push_back({std::string(id), reader.amount("amount", currency)});
  });
  record.verification = read_verification(reader);
  record.wake = reader.whole<std::uint32_t>("alarm");
  return record;
}

template <class Read>
auto read_document(std::string_view json, std::string_view format, const Read& read)
    -> Placed<decltype(read(std::declval<Reader&>()))> {
  const auto tree = JsonTree::read(json, {.bytes = kLargest, .depth = 8});
  if (!tree) return std::unexpected(tree.error());
  Reader reader(tree->root());
  reader.head(format);
  auto value = read(reader);
  if (const auto& fault = reader.fault())
    return refuse_at(place_in_json(json, fault->offset), fault->error, fault->detail);
  return value;
}

}  // namespace

void write_intent(const Intent& intent, TextSink& out) {
  JsonWriter json(out);
  write_head(json, kIntentFormat);
  write_order(json, intent.key, intent.order);
  json.end_object();
  json.end_document();
}

Placed<Intent> read_intent(std::string_view json) {
  return read_document(json, kIntentFormat, read_order);
}

void write_record(const PaymentRecord& record, TextSink& out) {
  const Currency currency = record.order.amount.currency;
  JsonWriter json(out);
  write_head(json, kRecordFormat);
  write_order(json, record.key, record.order);
  json.field("state", name(record.state));
  write_word(json, "error", record.error.has_value(), code(record.error.value_or(Error::stale)));
  write_word(json, "decline", record.decline.has_value(),
             name(record.decline.value_or(DeclineClass::other)));
  json.field("openedAt", record.opened_at);
  json.amount("settled", record.settled_minor, currency);
  json.begin_array("reversals");
  for (const auto& reversal : record.reversals) {
    json.begin_object();
    json.field("id", reversal.id);
    json.amount("amount", reversal.amount_minor, currency);
    json.end_object();
  }
  json.end_array();
  write_verification(json, record.verification);
  json.field("alarm", std::uint64_t{record.wake});
  json.end_object();
  json.end_document();
}

Placed<PaymentRecord> read_record(std::string_view json) {
  return read_document(json, kRecordFormat, read_fields);
}

}  // namespace repay
