#include "base/decimal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace iambic {

namespace {

constexpr int kMantissa = std::numeric_limits<double>::digits;
constexpr int kSmallestExponent = std::numeric_limits<double>::min_exponent;  // below it doubles have fewer digits
constexpr int kLargestPower = 310, kSmallestPower = -330;                     // of ten: beyond these are infinity and zero
constexpr std::size_t kDeciding = 800;  // of 767 digits and whether more follow, the nearest double is known

// 0.d1d2d3... times 10^power, exactly. Doubled and halved in decimals, which is slow and simple; numbers in JSON are short.
struct Decimal {
  std::string digits;  // no zeros at either end
  int power = 0;

  void trim() {
    const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
    digits.erase(0, zeros);
    power -= static_cast<int>(zeros);
    digits.erase(digits.find_last_not_of('0') + 1);
  }

  void twice() {
    int carry = 0;
    for (std::size_t i = digits.size(); i-- > 0;) {
      const int sum = 2 * (digits[i] - '0') + carry;
      digits[i] = static_cast<char>('0' + sum % 10);
      carry = sum / 10;
    }
    digits.insert(0, 1, static_cast<char>('0' + carry));
    ++power;
    trim();
  }

  void half() {
    int rest = 0;
    digits += '0';
    for (char& digit : digits) {
      const int value = 10 * rest + (digit - '0');
      digit = static_cast<char>('0' + value / 2);
      rest = value % 2;
    }
    trim();
  }

  // To the nearest whole number, of two to the even one.
  std::uint64_t rounded() const {
    std::uint64_t whole = 0;
    for (int i = 0; i < power; ++i) whole = 10 * whole + static_cast<std::uint64_t>(digit(i) - '0');
    const bool up = digit(power) > '5' || (digit(power) == '5' && (whole % 2 == 1 || power + 1 < static_cast<int>(digits.size())));
    return power < 0 ? 0 : whole + up;
  }

  char digit(int i) const { return i >= 0 && i < static_cast<int>(digits.size()) ? digits[static_cast<std::size_t>(i)] : '0'; }
};

// The exponent that follows an e, which is long beyond all doubles where it would not fit.
int exponent(std::string_view text) {
  constexpr int kMost = 100000000;
  int value = 0;
  for (const char c : text)
    if (c >= '0' && c <= '9') value = std::min(value * 10 + (c - '0'), kMost);
  return text.front() == '-' ? -value : value;
}

Decimal decimal(std::string_view text) {
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  const std::size_t point = std::min(text.find('.'), e);
  Decimal value;
  for (const char c : text.substr(0, e))
    if (c >= '0' && c <= '9') value.digits += c;
  value.power = static_cast<int>(point) - (text.front() == '-') + (e < text.size() ? exponent(text.substr(e + 1)) : 0);
  value.trim();
  if (value.digits.size() > kDeciding) value.digits.replace(kDeciding - 1, std::string::npos, 1, '1');
  return value;
}

double nearest(Decimal value) {
  if (value.digits.empty() || value.power < kSmallestPower) return 0;
  if (value.power > kLargestPower) return std::numeric_limits<double>::infinity();
  if (value.power <= 15 && static_cast<int>(value.digits.size()) <= value.power)
    return static_cast<double>(value.rounded());  // as most are
  int exponent = 0;                               // the number is value * 2^exponent
  for (; value.power > 0; ++exponent) value.half();
  for (; value.power < 0 || value.digits.front() < '5'; --exponent) value.twice();
  for (; exponent < kSmallestExponent; ++exponent) value.half();
  for (int i = 0; i < kMantissa; ++i) value.twice();
  return std::ldexp(static_cast<double>(value.rounded()), exponent - kMantissa);
}

}  // namespace

double nearest_double(std::string_view number) {
  const double value = nearest(decimal(number));
  return number.front() == '-' && value > 0 ? -value : value;  // zero has no sign
}

}  // namespace iambic
