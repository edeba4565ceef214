#include "core/formats/settlement_xml.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "core/formats/json_text.h"
#include "core/formats/settlement_xml_rows.h"
#include "core/formats/utf8.h"
#include "core/formats/xml_reader.h"
#include "core/money/decimal.h"

namespace repay {
namespace {

constexpr std::size_t kReportDepth = 3;         // AmazonEnvelope/Message/SettlementReport
constexpr std::size_t kLongestSettlement = 64;  // bytes of its id, as in flat files

// The settlement's own data, each of which is said once.
constexpr std::array<std::string_view, 5> kData = {"AmazonSettlementID", "TotalAmount", "StartDate",
                                                   "EndDate", "DepositDate"};
enum DataNumber : std::uint8_t { kId, kTotal, kStart, kEnd, kDeposit };

class SettlementXmlReader final : public FileReader, private XmlHandler {
 public:
  explicit SettlementXmlReader(ReadOptions options)
      : options_(std::move(options)), xml_(*this, kReportDepth), rows_(xml_, batch_) {
    batch_.store = options_.store;
  }

  Placed<void> feed(std::span<const char> bytes) override { return xml_.feed(bytes); }

  Placed<std::vector<EntryBatch>> finish() override {
    if (auto read = xml_.finish(); !read) {
      list(read.error());
      return std::unexpected(first_refusal_.value_or(std::move(read.error())));
    }
    if (first_refusal_) return std::unexpected(*first_refusal_);
    auto batch = settle();
    if (!batch) list(batch.error());
    return alone(std::move(batch));
  }

 private:
  Placed<void> open(const XmlAttributes& attributes) override;
  Placed<void> close(std::string_view text, bool has_elements) override;
  Placed<void> open_in_message();
  Placed<void> open_in_report();
  Placed<void> open_datum(const XmlAttributes& attributes);
  Placed<void> close_datum(std::string_view text);
  [[nodiscard]] std::optional<std::size_t> datum() const;
  Placed<void> close_data();
  [[nodiscard]] Placed<EntryBatch> settle();

  [[nodiscard]] bool is_in_report() const {
    return xml_.depth() > kReportDepth && xml_.name(kReportDepth) == "SettlementReport" &&
           xml_.name(kReportDepth - 1) == "Message";
  }
  [[nodiscard]] bool is_in_data() const { return xml_.name(kReportDepth + 1) == "SettlementData"; }

  void list(const Refusal& refusal) {
    if (options_.problems == nullptr || options_.problems->size() >= kMostProblems) return;
    options_.problems->push_back(refusal);
  }
  Placed<void> pass_over(Placed<void> said);

  ReadOptions options_;
  EntryBatch batch_;
  XmlReader xml_;
  SettlementXmlRows rows_;
  Settlement settlement_;                 // the batch's once all of it has been said
  std::array<Place, kData.size()> data_;  // line 0 until it is said
  std::optional<Refusal> first_refusal_;  // of what was passed over
};

// Whether what follows is looked at after a refusal: when all that is wrong is asked for.
Placed<void> SettlementXmlReader::pass_over(Placed<void> said) {
  if (said || options_.problems == nullptr) return said;
  list(said.error());
  if (!first_refusal_) first_refusal_ = std::move(said.error());
  return {};
}

Placed<void> SettlementXmlReader::open(const XmlAttributes& attributes) {
  const std::size_t depth = xml_.depth();
  if (depth == 1 && xml_.name(1) != "AmazonEnvelope") {
    return refuse_at(xml_.place(), Error::format_unknown, "the document is no AmazonEnvelope");
  }
  if (depth == kReportDepth) return open_in_message();
  if (!is_in_report()) return {};
  if (depth == kReportDepth + 1) return open_in_report();
  if (is_in_data()) return open_datum(attributes);
  return pass_over(rows_.open(attributes));
}

Placed<void> SettlementXmlReader::open_in_message() {
  const std::string_view name = xml_.name(kReportDepth);
  const bool is_ours = name == "SettlementReport" || name == "MessageID";
  if (xml_.name(kReportDepth - 1) != "Message" || is_ours) return {};
  return refuse_at(xml_.place(), Error::format_unknown, "the message is no SettlementReport");
}

Placed<void> SettlementXmlReader::open_in_report() {
  if (is_in_data()) return {};
  if (!batch_.settlement) {
    return refuse_at(xml_.place(), Error::field_missing, "SettlementData comes first");
  }
  rows_.begin();
  return {};
}

// The number of the datum that is open, if it is one and the first settlement's.
std::optional<std::size_t> SettlementXmlReader::datum() const {
  if (xml_.depth() != kReportDepth + 2 || batch_.settlement) return std::nullopt;
  const auto found = std::ranges::find(kData, xml_.name(xml_.depth()));
  if (found == kData.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kData.begin());
}

Placed<void> SettlementXmlReader::open_datum(const XmlAttributes& attributes) {
  const std::optional<std::size_t> which = datum();
  if (!which) return {};
  if (data_[*which].line != 0) return refuse_at(xml_.place(), Error::duplicate_key);
  data_[*which] = xml_.place();
  if (*which != kTotal) return {};
  const std::optional<std::string_view> code = attributes.find("currency");
  if (!code) return refuse_at(xml_.place(), Error::field_missing, "its currency");
  const Result<Currency> currency = Currency::from_code(*code);
  if (!currency) return refuse_at(xml_.place(), currency.error(), quote(*code));
  batch_.currency = *currency;
  rows_.set_currency(*currency);
  return {};
}

Placed<void> SettlementXmlReader::close(std::string_view text, bool has_elements) {
  const std::size_t depth = xml_.depth();
  if (depth == 2 && xml_.name(2) == "MessageType" && text != "SettlementReport") {
    return refuse_at(xml_.place(), Error::format_unknown, quote(text));
  }
  if (!is_in_report()) return {};
  if (is_in_data()) return depth == kReportDepth + 1 ? close_data() : close_datum(text);
  if (depth == kReportDepth + 1) return pass_over(rows_.end());
  return pass_over(rows_.close(text, has_elements));
}

Placed<void> SettlementXmlReader::close_datum(std::string_view text) {
  if (batch_.settlement && xml_.name(xml_.depth()) == kData[kId] && text != settlement_.id) {
    return refuse_at(xml_.place(), Error::two_settlements,
                     quote(settlement_.id) + " and " + quote(text));
  }
  const std::optional<std::size_t> which = datum();
  if (!which) return {};
  const Place& place = data_[*which];
  if (*which == kId) {
    if (!is_plain_name(text) || text.size() > kLongestSettlement) {
      return refuse_at(place, Error::invalid_field, quote(text));
    }
    settlement_.id = text;
  } else if (*which == kTotal) {
    const Result<std::int64_t> total = rows_.read_amount(text);
    if (!total) return refuse_at(place, total.error(), quote(text));
    settlement_.total_minor = *total;
  } else {
    const Result<Instant> at = parse_instant(text);
    if (!at || !text.contains('T')) return refuse_at(place, Error::invalid_date, quote(text));
    (*which == kStart ? settlement_.start
     : *which == kEnd ? settlement_.end
                      : settlement_.deposit) = *at;
  }
  return {};
}

// All of the settlement's own data have been said.
Placed<void> SettlementXmlReader::close_data() {
  if (batch_.settlement) return refuse_at(xml_.place(), Error::duplicate_key);
  for (std::size_t i = 0; i < kData.size(); ++i) {
    if (data_[i].line != 0) continue;
    Place place = xml_.place();
    place.field.append("/").append(kData[i]);
    return refuse_at(std::move(place), Error::field_missing);
  }
  if (settlement_.end < settlement_.start) {
    return refuse_at(data_[kEnd], Error::invalid_date, "it is before the start");
  }
  batch_.settlement = settlement_;
  batch_.total_place = data_[kTotal];
  return {};
}

Placed<EntryBatch> SettlementXmlReader::settle() {
  if (!batch_.settlement) {
    return refuse_at({.line = 0, .column = 0, .field = "SettlementData"}, Error::field_missing);
  }
  if (rows_.sum_minor() != settlement_.total_minor) {
    return refuse_at(batch_.total_place, Error::settlement_total_mismatch,
                     "they add up to " + to_decimal({rows_.sum_minor(), batch_.currency}) +
                         ", the file says " +
                         to_decimal({settlement_.total_minor, batch_.currency}));
  }
  return std::move(batch_);
}

// The name of a document's first element, behind its declaration and comments; of one with a
// document type, which is refused then, what that calls it. None if `text` ends before it does.
std::optional<std::string_view> first_element(std::string_view text) {
  while (true) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == text.npos) return std::nullopt;
    text.remove_prefix(start);
    std::string_view end;
    if (text.starts_with("<?")) end = "?>";
    if (text.starts_with("<!--")) end = "-->";
    if (end.empty()) break;
    const std::size_t at = text.find(end);
    if (at == text.npos) return std::nullopt;
    text.remove_prefix(at + end.size());
  }
  constexpr std::string_view kDoctype = "<!DOCTYPE ";
  text.remove_prefix(text.starts_with(kDoctype) ? kDoctype.size() : 1);
  const std::size_t size = text.find_first_of(" \t\r\n>/[");
  if (size == text.npos) return std::nullopt;
  return text.substr(0, size);
}

// Plain letters of a head in UTF-16, which begins with its mark; any other head as it is.
std::string in_bytes(std::string_view head) {
  const bool is_utf16 = head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff");
  if (!is_utf16) return std::string(head);
  std::string out(head.substr(2));
  std::erase(out, '\0');
  return out;
}

}  // namespace

Recognition is_settlement_xml(const Head& head) {
  const std::string text = in_bytes(head.text);
  const bool is_half_a_mark = text == "\xff" || text == "\xfe" || text.empty();
  if (is_half_a_mark && !head.is_all) return Recognition::perhaps;
  if (!text.starts_with('<')) return Recognition::no;
  const std::optional<std::string_view> name = first_element(text);
  if (!name) return head.is_all ? Recognition::no : Recognition::perhaps;
  return *name == "AmazonEnvelope" ? Recognition::yes : Recognition::no;
}

std::unique_ptr<FileReader> make_settlement_xml_reader(ReadOptions options) {
  return std::make_unique<SettlementXmlReader>(std::move(options));
}

}  // namespace repay
