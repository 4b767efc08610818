#include "base/json.hpp"

#include <cmath>
#include <limits>

#include "base/decimal.hpp"
#include "base/json_reader.hpp"

namespace iambic {

std::optional<Json> Json::parse(std::string_view text) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  const auto document = std::make_shared<Document>();
  document->text = text;
  const Value root = JsonReader(*document).read();
  return root.kind ? std::optional<Json>(Json(document, root)) : std::nullopt;
}

Json Json::operator[](std::string_view key) const {
  for (std::size_t i = 0; is_object() && i < value_.size; i += 2)
    if (content(inner(i)) == key) return {document_, inner(i + 1)};
  return {};
}

Json Json::operator[](std::size_t i) const { return i < size() ? Json(document_, inner(i)) : Json(); }

std::size_t Json::size() const { return is_array() ? value_.size : 0; }

std::vector<std::string> Json::keys() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; is_object() && i < value_.size; i += 2) names.emplace_back(content(inner(i)));
  return names;
}

Json Json::member(std::size_t i) const { return is_object() && 2 * i < value_.size ? Json(document_, inner(2 * i + 1)) : Json(); }

std::string Json::string_or(std::string_view otherwise) const { return std::string(is_string() ? content(value_) : otherwise); }

double Json::number_or(double otherwise) const { return is_number() ? nearest_double(content(value_)) : otherwise; }

bool Json::bool_or(bool otherwise) const { return is_bool() ? value_.kind == 't' : otherwise; }

std::string Json::text() const { return is_string() || is_number() || is_bool() ? std::string(content(value_)) : ""; }

std::optional<double> parse_number(std::string_view text) {
  const bool needs_zero = !text.empty() && text.front() == '.';  // people write .5, JSON does not
  const double value = Json::parse((needs_zero ? "0" : "") + std::string(text)).value_or(Json()).number_or(NAN);
  return std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
}

}  // namespace iambic
