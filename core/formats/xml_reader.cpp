#include "core/formats/xml_reader.h"

#include <expat.h>

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/formats/json_text.h"
#include "core/formats/utf8.h"

namespace repay {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Expat keeps names in tables. There are no more than kMostNames, so it need not be hard to guess
// how they are spread, and nothing here is random.
constexpr std::array<std::uint8_t, 16> kHashSalt = {'R', 'e', 'p', 'a', 'y'};

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (name == *pair) return pair[1];
  }
  return std::nullopt;
}

struct XmlReader::Callbacks {
  static XmlReader& of(void* reader) {
    auto& self = *static_cast<XmlReader*>(reader);
    self.last_event_ = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(self.parser_.get()));
    return self;
  }
  static void XMLCALL start(void* reader, const XML_Char* name, const XML_Char** attributes) {
    of(reader).open(name, attributes);
  }
  static void XMLCALL end(void* reader, const XML_Char*) { of(reader).close(); }
  static void XMLCALL text(void* reader, const XML_Char* text, int size) {
    of(reader).add_text({text, static_cast<std::size_t>(size)});
  }
  static void XMLCALL other(void* reader, const XML_Char*, int) { (void)of(reader); }
  static void XMLCALL doctype(void* reader, const XML_Char*, const XML_Char*, const XML_Char*,
                              int) {
    of(reader).refuse(Error::invalid_xml, "a document type (DOCTYPE) is not read");
  }
  static void XMLCALL declaration(void* reader, const XML_Char*, const XML_Char* encoding, int) {
    of(reader).declare(encoding == nullptr ? "UTF-8" : encoding);
  }
};

void XmlReader::Free::operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }

XmlReader::XmlReader(XmlHandler& handler, std::size_t unsaid)
    : handler_(handler), unsaid_(unsaid), parser_(XML_ParserCreate(nullptr)) {
  XML_ParserStruct* const parser = parser_.get();
  check(parser != nullptr);
  check(XML_SetHashSalt16Bytes(parser, kHashSalt.data()) == XML_TRUE);
  XML_SetReparseDeferralEnabled(parser, XML_FALSE);  // no token is long enough to need it
  XML_SetUserData(parser, this);
  XML_SetElementHandler(parser, Callbacks::start, Callbacks::end);
  XML_SetCharacterDataHandler(parser, Callbacks::text);
  XML_SetDefaultHandler(parser, Callbacks::other);
  XML_SetStartDoctypeDeclHandler(parser, Callbacks::doctype);
  XML_SetXmlDeclHandler(parser, Callbacks::declaration);
}

XmlReader::~XmlReader() = default;

Placed<void> XmlReader::feed(std::span<const char> bytes) {
  while (!refusal_ && !bytes.empty()) {
    const std::size_t taken = std::min(bytes.size(), kBlock - filled_);
    std::copy_n(bytes.data(), taken, block_.data() + filled_);
    filled_ += taken;
    bytes = bytes.subspan(taken);
    if (filled_ == kBlock) parse_block(false);
  }
  if (refusal_) return std::unexpected(*refusal_);
  return {};
}

Placed<void> XmlReader::finish() {
  if (!refusal_ && fed_ + filled_ == 0) refusal_ = Refusal{Error::file_empty, {}, {}};
  if (!refusal_) parse_block(true);
  if (refusal_) return std::unexpected(*refusal_);
  return {};
}

void XmlReader::parse_block(bool is_last) {
  const std::uint64_t start = fed_;
  const bool has_utf16_mark = filled_ > 1 && static_cast<unsigned char>(block_[0]) >= 0xfe;
  if (start == 0 && has_utf16_mark) encoding_ = Encoding::utf16;
  fed_ += filled_;
  const XML_Status status = XML_Parse(parser_.get(), block_.data(),
                                      static_cast<int>(std::exchange(filled_, 0)), is_last ? 1 : 0);
  if (refusal_) return;
  if (status == XML_STATUS_ERROR) return refuse_malformed(start);
  if (fed_ - last_event_ > kLongestToken + kBlock) {
    refuse(Error::line_too_long,
           "a tag or comment of at most " + std::to_string(kLongestToken) + " bytes is read");
  }
}

void XmlReader::refuse_malformed(std::uint64_t block_start) {
  const XML_Error error = XML_GetErrorCode(parser_.get());
  check(error != XML_ERROR_NO_MEMORY);
  switch (static_cast<int>(error)) {
    case XML_ERROR_NO_ELEMENTS:
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_PARTIAL_CHAR:
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
      return refuse(Error::file_truncated, "it ends before its elements do");
    case XML_ERROR_UNKNOWN_ENCODING:
      return refuse(Error::invalid_xml, "UTF-8, UTF-16, ISO-8859-1 and US-ASCII are read");
    case XML_ERROR_INVALID_TOKEN:
      if (const Error byte = byte_error(block_start); byte != Error::invalid_xml) {
        return refuse(byte);
      }
      break;
    default:
      break;
  }
  refuse(Error::invalid_xml, XML_ErrorString(error));
}

// What is wrong with the bytes that Expat took for no token. They are in the last block, but for
// the beginning of a character of several bytes.
Error XmlReader::byte_error(std::uint64_t block_start) const {
  if (encoding_ == Encoding::utf16) return Error::invalid_xml;
  const auto at = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_.get()));
  if (at < block_start) return Error::invalid_utf8;
  const std::string_view rest(block_.data() + (at - block_start), fed_ - at);
  if (rest.starts_with('\0')) return Error::nul_byte;
  const bool is_wrong = encoding_ == Encoding::utf8 && first_bad_byte(rest.substr(0, 4)) == 0;
  return is_wrong ? Error::invalid_utf8 : Error::invalid_xml;
}

void XmlReader::note_place() {
  line_ = XML_GetCurrentLineNumber(parser_.get());
  column_ = XML_GetCurrentColumnNumber(parser_.get()) + 1;
}

void XmlReader::refuse(Error error, std::string detail) {
  note_place();
  take(refuse_at(place(), error, std::move(detail)));
}

void XmlReader::take(Placed<void> said) {
  if (said || refusal_) return;
  refusal_ = std::move(said.error());
  XML_StopParser(parser_.get(), XML_FALSE);
}

void XmlReader::declare(std::string_view encoding) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  constexpr std::string_view kUtf8 = "utf-8";
  const bool is_utf8 = std::ranges::equal(encoding, kUtf8, {}, lower);
  if (encoding_ == Encoding::utf8 && !is_utf8) encoding_ = Encoding::other;
}

void XmlReader::open(const char* name, const char* const* attributes) {
  if (refusal_) return;  // Expat may still tell the end of an element it was stopped in
  const std::string_view text(name);
  if (!ends_.empty()) {
    has_elements_.back() = true;
    if (is_stray_text()) return refuse(Error::invalid_field, quote(text_) + " beside elements");
  }
  if (ends_.size() == kDeepest) return refuse(Error::too_deep);
  if (text.size() > kLongestName) return refuse(Error::line_too_long, "a name of an element");
  if (!knows(text)) return refuse(Error::too_large, "too many different names");
  for (const char* const* pair = attributes; *pair != nullptr; pair += 2) {
    if (!knows(*pair)) return refuse(Error::too_large, "too many different names");
  }
  if (!path_.empty()) path_.push_back('/');
  path_.append(text);
  ends_.push_back(path_.size());
  has_elements_.push_back(false);
  note_place();
  take(handler_.open(XmlAttributes(attributes)));
}

void XmlReader::close() {
  if (refusal_) return;
  if (is_stray_text()) return refuse(Error::invalid_field, quote(text_) + " beside elements");
  if (has_elements_.back()) note_place();
  while (!text_.empty() && is_blank(text_.back())) text_.pop_back();
  take(handler_.close(text_, has_elements_.back()));
  text_.clear();
  ends_.pop_back();
  has_elements_.pop_back();
  path_.resize(ends_.empty() ? 0 : ends_.back());
}

void XmlReader::add_text(std::string_view text) {
  if (refusal_) return;
  if (text_.empty()) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  }
  text_.append(text);
  if (text_.size() > kLongestText) {
    refuse(Error::line_too_long,
           "a text of at most " + std::to_string(kLongestText) + " bytes is read");
  }
}

// Expat remembers every name it meets, so there must be an end to new ones.
bool XmlReader::knows(std::string_view name) {
  std::string key(name);
  if (names_.contains(key)) return true;
  if (names_.size() == kMostNames) return false;
  names_.insert(std::move(key));
  return true;
}

std::string_view XmlReader::name(std::size_t depth) const {
  const std::size_t begin = depth == 1 ? 0 : ends_[depth - 2] + 1;
  return std::string_view(path_).substr(begin, ends_[depth - 1] - begin);
}

Place XmlReader::place() const {
  const bool cut = ends_.size() > unsaid_ && unsaid_ > 0;
  return {
      .line = line_, .column = column_, .field = path_.substr(cut ? ends_[unsaid_ - 1] + 1 : 0)};
}

}  // namespace repay
