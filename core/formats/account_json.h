#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "core/formats/file_reader.h"

namespace repay {

constexpr std::string_view kAccountJsonFormat = "repay-account";
constexpr std::uint64_t kAccountJsonVersion = 1;

/// What `available` says of money that will be available, nobody knows yet when.
constexpr std::string_view kAvailableUnknown = "unknown";

/// The largest file, in bytes; about three million entries. nlohmann/json reads from memory, so the
/// reader holds the whole of it until `finish`.
constexpr std::size_t kLargestAccountJson = std::size_t{512} << 20;
/// The longest id, reference or store, in bytes of UTF-8.
constexpr std::size_t kLongestName = 200;
/// The longest order or sku, and the longest description: what settlement files may hold.
constexpr std::size_t kLongestReference = 8192;
constexpr std::size_t kLongestDescription = 20'000;

/// Reads our own account JSON, one ledger's entries in arrival order:
///
///     {"format": "repay-account", "version": 1, "store": "", "currency": "CAD", "zone": "UTC",
///      "entries": [{"id": "A", "at": "2026-01-01T00:00:00Z", "kind": "fee", "amount": "-39.99",
///                   "description": "Subscription"}]}
///
/// The fields, which may come in any order, are described by account.schema.json beside this
/// header; account.md says what a schema cannot. Refused beyond it: TOO_LARGE, NUL_BYTE,
/// INVALID_UTF8, a byte order mark or anything behind the document (INVALID_JSON), TOO_DEEP,
/// DUPLICATE_KEY, SIGN_CONTRADICTS_KIND, DUPLICATE_ID within the file. Every refusal names line,
/// column and pointer. Whether references can be resolved is known to the ledger only. Amounts are
/// read from their text.
[[nodiscard]] std::unique_ptr<FileReader> make_account_json_reader(ReadOptions options);

/// Whether a file is JSON of ours: it begins with `{`.
[[nodiscard]] Recognition is_account_json(const Head& head);

}  // namespace repay
