#include "core/formats/xml_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/support/refused.h"

namespace repay {
namespace {

// Writes down what it is told: "<a", "text", ">".
class Told final : public XmlHandler {
 public:
  explicit Told(std::size_t unsaid = 0) : reader(*this, unsaid) {}

  Placed<void> open(const XmlAttributes& attributes) override {
    text += "<" + std::string(reader.name(reader.depth()));
    if (const auto value = attributes.find("v")) text += " v=" + std::string(*value);
    return {};
  }
  Placed<void> close(std::string_view said, bool has_elements) override {
    text += has_elements ? ">" : "=" + std::string(said) + ">";
    if (said == "stop") return refuse_at(reader.place(), Error::invalid_field, "as told");
    return {};
  }

  std::string text;
  XmlReader reader;
};

// What a document says, or its refusal, in chunks of that size.
std::string read(const std::string& document, std::size_t chunk = 100'000, std::size_t unsaid = 0) {
  Told told(unsaid);
  Placed<void> answer;
  for (std::size_t at = 0; answer && at < document.size(); at += chunk) {
    const std::string part = document.substr(at, chunk);
    answer = told.reader.feed(part);
  }
  if (answer) answer = told.reader.finish();
  if (answer) return told.text;
  const auto& [error, place, detail] = answer.error();
  std::string text(code(error));
  text += " " + std::to_string(place.line) + ":" + std::to_string(place.column);
  text += " " + place.field;
  return detail.empty() ? text : text + " | " + detail;
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string utf16(const std::string& ascii, bool big_endian) {
  std::string out = big_endian ? "\xfe\xff" : "\xff\xfe";
  for (const char c : ascii) out += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

}  // namespace

TEST_CASE("elements, attributes and texts without the blanks around them") {
  CHECK(read("<a><b v='1'> x y\n</b><c/></a>") == "<a<b v=1=x y><c=>>");
  CHECK(read("<?xml version=\"1.0\"?>\n<!-- c --><a>&lt;&amp;&#65;<![CDATA[<]]></a>\n<!-- d -->") ==
        "<a=<&A<>");
}

TEST_CASE("how a document is cut changes nothing") {
  const std::vector<std::string> documents = {
      "<?xml version='1.0' encoding='UTF-8'?><a><b v='\xc3\xa9'>\xe2\x82\xac</b></a>",
      "<a><b>one</b>" + repeated("<c v='x'>text of some length</c>\n", 2000) + "</a>",
      "<a>" + repeated("<c>text</c>\n", 3000) + "<c></d></a>",
      "<a>\n <b>\xc3\x28</b></a>",
  };
  for (const std::string& document : documents) {
    const std::string whole = read(document);
    for (const std::size_t chunk : {1u, 2u, 3u, 7u, 16383u, 16384u, 16385u, 20000u}) {
      CHECK(read(document, chunk) == whole);
    }
    for (std::size_t cut = 1; cut < std::min<std::size_t>(document.size(), 100); ++cut) {
      CHECK(read(document, cut) == whole);
    }
  }
}

TEST_CASE("the encodings every XML parser has are read, and no others") {
  CHECK(read("\xef\xbb\xbf<a>\xc3\xa9</a>") == "<a=\xc3\xa9>");
  CHECK(read("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>") == "<a=\xc3\xa9>");
  CHECK(read("<?xml version='1.0' encoding='US-ASCII'?><a>e</a>") == "<a=e>");
  CHECK(read(utf16("<a>e</a>", true)) == "<a=e>");
  CHECK(read(utf16("<?xml version='1.0' encoding='UTF-16'?><a>e</a>", false)) == "<a=e>");
  CHECK(read("<?xml version='1.0' encoding='windows-1252'?><a>e</a>") ==
        "INVALID_XML 1:31  | UTF-8, UTF-16, ISO-8859-1 and US-ASCII are read");
}

TEST_CASE("bytes that are no text say so, at their place") {
  CHECK(read(std::string("<a>\n<b>x\0y</b></a>", 18)) == "NUL_BYTE 2:5 a/b");
  CHECK(read("<a>\n<b>\xc3\x28</b></a>") == "INVALID_UTF8 2:4 a/b");
  CHECK(read("<a v='\xff'/>") == "INVALID_UTF8 1:7 ");
  CHECK(read("<a>\xed\xa0\x80</a>") == "INVALID_UTF8 1:4 a");  // half of a surrogate pair
  CHECK(read("<a>\x01</a>") == "INVALID_XML 1:4 a | not well-formed (invalid token)");
  CHECK(read("<a>\xef\xbf\xbe</a>") == "INVALID_XML 1:4 a | not well-formed (invalid token)");
  const std::string far = "<a>" + std::string(16380, ' ');  // the character is cut by a block
  CHECK(read(far + "\xe2\x82\x28</a>") == "INVALID_UTF8 1:16384 a");
  CHECK(read(far + "\xe2\x82\xac</a>") == "<a=\xe2\x82\xac>");
}

TEST_CASE("what is not well-formed is refused where it stops being so") {
  CHECK(read("<a><b></a>") == "INVALID_XML 1:9 a/b | mismatched tag");
  CHECK(read("<a></a><b/>") == "INVALID_XML 1:8  | junk after document element");
  CHECK(read("<a v='1' v='2'/>") == "INVALID_XML 1:10  | duplicate attribute");
  CHECK(read("<a>&nbsp;</a>") == "INVALID_XML 1:4 a | undefined entity");
  CHECK(read(" <?xml version='1.0'?><a/>") ==
        "INVALID_XML 1:2  | XML or text declaration not at start of entity");
  CHECK(read("a,b\n1,2\n") == "INVALID_XML 1:1  | syntax error");
}

TEST_CASE("a document that ends before its elements do is truncated") {
  for (const std::string end : {"<a", "<a>", "<a>x", "<a><b/>", "<a><b></b", "<!-- ",
                                "<a><![CDATA[", "<a>\xe2\x82", "<?xml version='1.0'?>"}) {
    CAPTURE(end);
    CHECK(read(end).starts_with("FILE_TRUNCATED"));
  }
  CHECK(read("").starts_with("FILE_EMPTY"));
}

TEST_CASE("there is no document type, so that no entity can grow or be fetched") {
  const std::string laughs =
      "<!DOCTYPE a [<!ENTITY l \"ha\"><!ENTITY m \"&l;&l;&l;&l;&l;&l;&l;&l;\">]><a>&m;</a>";
  CHECK(read(laughs) == "INVALID_XML 1:13  | a document type (DOCTYPE) is not read");
  CHECK(read("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>").starts_with("INVALID_XML"));
  CHECK(read("<!DOCTYPE a><a/>").starts_with("INVALID_XML"));
}

TEST_CASE("text beside elements is refused: an amount in pieces is none") {
  CHECK(read("<a>1<b/></a>") == "INVALID_FIELD 1:5 a | \"1\" beside elements");
  CHECK(read("<a><b/>2</a>") == "INVALID_FIELD 1:9 a | \"2\" beside elements");
  CHECK(read("<a> <b/> <!-- c --> </a>") == "<a<b=>>");
}

TEST_CASE("what the handler refuses ends the reading, at the place it names") {
  CHECK(read("<a>\n  <b>stop</b><b>stop</b></a>") == "INVALID_FIELD 2:3 a/b | as told");
  CHECK(read("<a><b><c>stop</c></b></a>", 100, 1) == "INVALID_FIELD 1:7 b/c | as told");
}

TEST_CASE("depth, names, texts, tags and their number are bounded") {
  const auto nested = [](std::size_t depth) {
    return repeated("<a>", depth) + repeated("</a>", depth);
  };
  CHECK(read(nested(XmlReader::kDeepest)).starts_with("<a<a"));
  CHECK(read(nested(XmlReader::kDeepest + 1)).starts_with("TOO_DEEP"));
  CHECK(read(repeated("<a>", 1'000'000)).starts_with("TOO_DEEP"));

  const auto named = [](std::size_t size) { return "<" + std::string(size, 'n') + "/>"; };
  CHECK(read(named(XmlReader::kLongestName)).starts_with("<nnn"));
  CHECK(read(named(XmlReader::kLongestName + 1)).starts_with("LINE_TOO_LONG"));

  const auto said = [](std::size_t size) { return "<a>" + std::string(size, 't') + "</a>"; };
  CHECK(read(said(XmlReader::kLongestText)).starts_with("<a=ttt"));
  CHECK(read(said(XmlReader::kLongestText + 1)).starts_with("LINE_TOO_LONG"));
  CHECK(read("<a>" + std::string(1'000'000, ' ') + "x</a>") == "<a=x>");

  const auto tagged = [](std::size_t size) { return "<a v='" + std::string(size, 'v') + "'/>"; };
  CHECK(read(tagged(XmlReader::kLongestToken - 10)).starts_with("<a v=vvv"));
  CHECK(read(tagged(3 * XmlReader::kLongestToken)).starts_with("LINE_TOO_LONG"));
  CHECK(read("<!--" + std::string(10'000'000, 'c')).starts_with("LINE_TOO_LONG"));

  const auto names = [](std::size_t count) {
    std::string text = "<a>";
    for (std::size_t i = 1; i < count; ++i) text += "<n" + std::to_string(i) + "/>";
    return text + "</a>";
  };
  CHECK(read(names(XmlReader::kMostNames)).starts_with("<a<n1="));
  CHECK(read(names(XmlReader::kMostNames + 1)).starts_with("TOO_LARGE"));
  std::string attributes = "<a";
  for (int i = 0; i < 1001; ++i) attributes += " n" + std::to_string(i) + "=''";
  CHECK(read(attributes + "/>").starts_with("TOO_LARGE"));
}

}  // namespace repay
