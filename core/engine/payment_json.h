#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/base/text_sink.h"
#include "core/payment/order.h"
#include "core/payment/server.h"

namespace repay {

// What must survive a page or a server, as JSON that only the engine reads: amounts are decimal
// strings, whole numbers are read from their text. What is written is read back the same.

/// {"format":"repay-intent","version":1,"key":"0001…","account":"USD/main","currency":"USD",
///  "amount":"50.00","stored":"0.00","method":"c1","seen":17}
void write_intent(const Intent& intent, TextSink& out);

/// Refused as JSON is (JsonTree::read), then with line, column and pointer: FORMAT_UNKNOWN,
/// FIELD_MISSING, INVALID_FIELD (a wrong type, a key that is none), UNKNOWN_CURRENCY,
/// INVALID_AMOUNT, TOO_MANY_DECIMALS, OVERFLOW.
[[nodiscard]] Placed<Intent> read_intent(std::string_view json);

/// The same for all that a server knows of a payment: "repay-payment".
void write_record(const PaymentRecord& record, TextSink& out);
[[nodiscard]] Placed<PaymentRecord> read_record(std::string_view json);

}  // namespace repay
