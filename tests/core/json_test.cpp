// JSON as checkpoints and the WebAssembly module use it.
#include "base/json.hpp"

#include <cmath>

#include "support.hpp"

using iambic::Json;
using iambic::JsonWriter;
using iambic::parse_number;

TEST_CASE("JSON is read by kind, and what is not there is a missing value") {
  const Json json = Json::parse(R"({"text":"é\n","number":-2.5e3,"yes":true,"list":[1,"two",null],"nothing":null})").value();
  CHECK(json.is_object());
  CHECK(json["text"].string_or("") == "é\n");
  CHECK(json["number"].number_or(0) == -2500);
  CHECK(json["yes"].bool_or(false));
  CHECK(json["list"].size() == 3);
  CHECK(json["list"][1].string_or("") == "two");
  CHECK(json["nothing"]);
  CHECK(json.keys() == std::vector<std::string>{"text", "number", "yes", "list", "nothing"});
  CHECK_FALSE(json["missing"]);
  CHECK_FALSE(json["missing"]["deeper"][3]);
  CHECK_FALSE(json["list"][3]);
  CHECK_FALSE(json["text"]["x"]);
  CHECK(json["text"].number_or(7) == 7);
  CHECK(json["number"].string_or("otherwise") == "otherwise");
}

TEST_CASE("what is not JSON is refused") {
  for (const char* bad : {"", "{", "[1,]", "{\"a\":}", "nul", "1 2", "\"\xff\"", "\"\\ud800\"", "01", "+1", "NaN"}) {
    INFO(bad);
    CHECK_FALSE(Json::parse(bad));
  }
}

TEST_CASE("nesting a million deep neither crashes nor hangs") {
  const std::string deep(1000000, '[');
  CHECK_FALSE(Json::parse(deep));
  CHECK(Json::parse(deep + std::string(1000000, ']')));
}

TEST_CASE("a value outlives the document it was read from") {
  Json inner;
  {
    const Json outer = Json::parse(R"({"a":{"b":[10,20]}})").value();
    inner = outer["a"]["b"];
  }
  CHECK(inner[1].number_or(0) == 20);
}

TEST_CASE("JSON is written piece by piece, strings escaped, no fraction for whole numbers, null for what is not finite") {
  const float numbers[] = {1, 0.5f};
  JsonWriter json;
  json.object().key("a\"").value("x\n\\é").key("b").value(3).key("c").value(2.0).key("d").value(0.001).key("e").value(NAN);
  json.key("f").array().value(std::int64_t{1} << 53).end().key("g").values(numbers, 2).end();
  CHECK(json.text() == R"({"a\"":"x\n\\é","b":3,"c":2,"d":0.001,"e":null,"f":[9007199254740992],"g":[1,0.5]})");
}

TEST_CASE("numbers survive the way to text and back, to the bit") {
  for (const double value : {0.1, 1.0 / 3, 2.2250738585072014e-308, 1.7976931348623157e308, 123456789.123456789, -5e-324}) {
    CHECK(parse_number(JsonWriter().value(value).text()).value_or(NAN) == value);
  }
}

TEST_CASE("numbers are rounded correctly, however long they are written, in a document as alone") {
  const struct {
    std::string text;
    double value;
  } numbers[] = {{"9007199254740993", 9007199254740992.0},
                 {"9007199254740993.00000000000000000000001", 9007199254740994.0},
                 {"0.1000000000000000055511151231257827021181583404541015625", 0.1},
                 {"-123456789012345678901234567890e-20", -1234567890.123456789},
                 {"0.305001022019080103312000E-339", 0},
                 {"4E-325", 0},
                 {"2.4703282292062327e-324", 0},
                 {"2.4703282292062328e-324", 5e-324},
                 {"0." + std::string(400, '0') + "25e400", 0.25},
                 {"1.7976931348623158e308", 1.7976931348623157e308},
                 {"0e-400", 0},
                 {"0.000e300", 0},
                 {"1e-999999999999", 0}};
  for (const auto& [text, value] : numbers) {
    INFO(text);
    CHECK(parse_number(text).value_or(NAN) == value);
    CHECK(Json::parse("[" + text + "]").value()[std::size_t{0}].number_or(NAN) == value);
    CHECK(Json::parse_verbatim("[" + text + "]").value()[std::size_t{0}].text() == text);
  }
  for (const char* large : {"1.8e308", "50051.2902246788863906130000E+305", "-9e308"}) CHECK_FALSE(parse_number(large));
}

TEST_CASE("parse_number takes a whole text or nothing") {
  CHECK(parse_number("1e3").value_or(0) == 1000);
  CHECK(parse_number(".5").value_or(0) == 0.5);
  CHECK(parse_number("-0.25").value_or(0) == -0.25);
  for (const char* zero : {"0", "0e5", "0.0e-300", "-0e99"}) CHECK(parse_number(zero).value_or(1) == 0);
  for (const std::string& bad : {std::string(), std::string("5x"), std::string("5\0", 2), std::string("nan"), std::string("1e999"),
                                 std::string("\"5\""), std::string("[5]"), std::string("."), std::string("5 6")}) {
    INFO(bad);
    CHECK_FALSE(parse_number(bad));
  }
}
