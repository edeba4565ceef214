#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace repay {

/// Every refusal the engine can answer, in the order in which they are checked: where several
/// apply, the first one listed is the answer. X(enumerator, CODE, sentence). The code is what JSON,
/// embind, the HTTP contract and the page share (DOMAIN.md); the sentence is for logs and
/// terminals, the page has its own catalogue by code.
#define REPAY_ERRORS(X)                                                                            \
  /* The bytes. */                                                                                 \
  X(file_unreadable, "FILE_UNREADABLE", "the file cannot be read")                                 \
  X(file_empty, "FILE_EMPTY", "the file is empty")                                                 \
  X(too_large, "TOO_LARGE", "the file is larger than this format allows")                          \
  X(nul_byte, "NUL_BYTE", "the file holds a NUL byte, so it is not a text file")                   \
  X(invalid_utf8, "INVALID_UTF8", "the file is not valid UTF-8")                                   \
  X(line_too_long, "LINE_TOO_LONG", "a line is longer than this format allows")                    \
  X(format_unknown, "FORMAT_UNKNOWN", "this is none of the formats Repay can read")                \
  /* The table. */                                                                                 \
  X(too_many_columns, "TOO_MANY_COLUMNS", "the line has more columns than the header")             \
  X(column_missing, "COLUMN_MISSING", "a column this format needs is missing")                     \
  X(file_truncated, "FILE_TRUNCATED", "the file ends before its content does")                     \
  /* The document. */                                                                              \
  X(invalid_json, "INVALID_JSON", "the document is not valid JSON")                                \
  X(invalid_xml, "INVALID_XML", "the document is not well-formed XML")                             \
  X(too_deep, "TOO_DEEP", "the document is nested too deeply")                                     \
  X(duplicate_key, "DUPLICATE_KEY", "a key stands twice in one object")                            \
  X(field_missing, "FIELD_MISSING", "a field this document needs is missing")                      \
  X(field_unknown, "FIELD_UNKNOWN", "a field is not one this document has")                        \
  X(invalid_field, "INVALID_FIELD", "a field has a value of the wrong type or form")               \
  /* The values. */                                                                                \
  X(unknown_currency, "UNKNOWN_CURRENCY", "the currency is not in ISO 4217")                       \
  X(invalid_date, "INVALID_DATE", "this is not a date of the file's style")                        \
  X(ambiguous_date, "AMBIGUOUS_DATE", "day and month cannot be told apart in this file")           \
  X(invalid_amount, "INVALID_AMOUNT", "this is not an amount of the file's style")                 \
  X(mixed_decimal_marks, "MIXED_DECIMAL_MARKS", "the file mixes decimal points and commas")        \
  X(ambiguous_number, "AMBIGUOUS_NUMBER", "the mark could separate decimals or thousands")         \
  X(amount_not_a_number, "AMOUNT_NOT_A_NUMBER", "the amount is not a number")                      \
  X(too_many_decimals, "TOO_MANY_DECIMALS", "the amount has more decimals than its currency")      \
  X(overflow, "OVERFLOW", "the amount is too large to be counted exactly")                         \
  X(unknown_kind, "UNKNOWN_KIND", "this is not a kind of entry")                                   \
  X(sign_contradicts_kind, "SIGN_CONTRADICTS_KIND", "an entry of this kind has the other sign")    \
  /* The ledger. */                                                                                \
  X(two_settlements, "TWO_SETTLEMENTS", "the file holds more than one settlement")                 \
  X(row_total_mismatch, "ROW_TOTAL_MISMATCH", "the row's parts do not add up to its total")        \
  X(running_balance_mismatch, "RUNNING_BALANCE_MISMATCH",                                          \
    "the file's own balance does not follow")                                                      \
  X(settlement_total_mismatch, "SETTLEMENT_TOTAL_MISMATCH", "the rows do not add up to the total") \
  X(settlement_conflict, "SETTLEMENT_CONFLICT", "this settlement is known with another total")     \
  X(duplicate_id, "DUPLICATE_ID", "an entry with this id is already there")                        \
  X(unknown_reference, "UNKNOWN_REFERENCE", "the entry this one names is not there")               \
  X(reversal_too_high, "REVERSAL_TOO_HIGH", "the reversal is above what is left of the credit")    \
  X(pair_mismatch, "PAIR_MISMATCH", "the two halves of the adjustment do not cancel out")          \
  /* The question. */                                                                              \
  X(ledger_ambiguous, "LEDGER_AMBIGUOUS", "there are several ledgers: say which")                  \
  X(ledger_unknown, "LEDGER_UNKNOWN", "there is no such ledger")                                   \
  X(unknown_zone, "UNKNOWN_ZONE", "this time zone is not known")                                   \
  X(invalid_range, "INVALID_RANGE", "the range ends before it begins")                             \
  X(entry_unknown, "ENTRY_UNKNOWN", "there is no such entry or figure")                            \
  X(plan_too_long, "PLAN_TOO_LONG", "so many payments are no plan: pay more each time")            \
  X(period_open, "PERIOD_OPEN", "the settlement period has not ended yet")                         \
  /* The payment. */                                                                               \
  X(payment_unknown, "PAYMENT_UNKNOWN", "there is no such payment")                                \
  X(idempotency_conflict, "IDEMPOTENCY_CONFLICT", "this key was used for another payment")         \
  X(stale, "STALE", "the balance has changed since it was shown")                                  \
  X(payment_open, "PAYMENT_OPEN", "another payment of this account is not decided yet")            \
  X(wrong_payment_state, "WRONG_PAYMENT_STATE", "this cannot happen to the payment as it stands")  \
  X(currency_mismatch, "CURRENCY_MISMATCH", "the currencies differ")                               \
  X(amount_not_positive, "AMOUNT_NOT_POSITIVE", "the amount must be above zero")                   \
  X(tender_mismatch, "TENDER_MISMATCH", "the parts of the payment do not add up to its amount")    \
  X(below_minimum, "BELOW_MINIMUM", "the amount is below the smallest payment")                    \
  X(amount_exceeds_balance, "AMOUNT_EXCEEDS_BALANCE", "the amount is more than can be paid now")   \
  X(exceeds_pending, "EXCEEDS_PENDING", "a payment cannot settle for more than was sent")          \
  /* The way of a payment. */                                                                      \
  X(offline, "OFFLINE", "there is no connection, so nothing was sent")                             \
  X(storage_failed, "STORAGE_FAILED", "the device could not keep it, so nothing was sent")         \
  X(not_received, "NOT_RECEIVED", "the payment never arrived, so nothing was paid")                \
  /* The one-time code. */                                                                         \
  X(code_incomplete, "CODE_INCOMPLETE", "a code has six digits")                                   \
  X(code_already_used, "CODE_ALREADY_USED", "this code has been used")                             \
  X(locked, "LOCKED", "too many wrong codes were entered")                                         \
  X(code_expired, "CODE_EXPIRED", "this code came too late")                                       \
  X(code_wrong, "CODE_WRONG", "this is not the code that was sent")                                \
  X(resend_too_soon, "RESEND_TOO_SOON", "another code can be asked for a little later")

enum class Error : std::uint8_t {
#define X(name, code, sentence) name,
  REPAY_ERRORS(X)
#undef X
};

/// The stable code of an error: "AMOUNT_EXCEEDS_BALANCE".
[[nodiscard]] std::string_view code(Error error);

/// One English sentence, lower case and without a full stop: "the amount is not a number".
[[nodiscard]] std::string_view sentence(Error error);

/// Where in the input something stands. Lines count from 1, 0 means "not about a line". In tables
/// `column` is the field's number from 1 and `field` its header; in JSON `column` is the byte in
/// the line from 1 and `field` the RFC 6901 pointer of the value; in XML `column` is the character
/// in the line from 1 and `field` the names of the elements that hold it, "Order/Fulfillment/Item".
struct Place {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::string field;
};

/// An error with its place and, where it helps, what was found: "expected 24 fields, found 25".
struct Refusal {
  Error error;
  Place place;
  std::string detail;
};

/// What a person reads: the sentence, then the detail: "the rows do not add up to the total: …".
[[nodiscard]] std::string message(const Refusal& refusal);

}  // namespace repay
