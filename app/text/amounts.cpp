#include "app/text/amounts.h"

namespace ocop::text {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

bool all_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

// One decimal below ten, none above: the eye needs no more.
std::string scaled(std::uint64_t value, std::uint64_t unit, Language language) {
  const auto tenths = value / (unit / 10);
  if (tenths >= 100 || tenths % 10 == 0) return std::to_string(tenths / 10);
  return std::to_string(tenths / 10) + (language == Language::English ? "." : ",") + std::to_string(tenths % 10);
}

std::string with_unit(std::string count, std::string_view unit) { return count.append(no_break_space).append(unit); }

}  // namespace

std::string number(std::int64_t value) {
  const auto digits = std::to_string(value);
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > first && (digits.size() - i) % 3 == 0) out.append(no_break_space);
    out.push_back(digits[i]);
  }
  return out;
}

std::string size_in_bytes(std::uint64_t bytes, Language language) {
  if (bytes < 1'000) return with_unit(std::to_string(bytes), "B");
  if (bytes < 1'000'000) return with_unit(scaled(bytes, 1'000, language), "KB");
  if (bytes < 1'000'000'000) return with_unit(scaled(bytes, 1'000'000, language), "MB");
  return with_unit(scaled(bytes, 1'000'000'000, language), "GB");
}

std::string duration(std::uint64_t seconds, Language language) {
  const bool english = language == Language::English;
  const auto spelled = [&](std::uint64_t count, std::string_view vi, std::string_view one, std::string_view many) {
    return with_unit(std::to_string(count), !english ? vi : count == 1 ? one : many);
  };
  if (seconds < 60) return spelled(seconds, "giây", "second", "seconds");
  if (seconds <= 99 * 60) return spelled((seconds + 59) / 60, "phút", "minute", "minutes");
  return spelled((seconds + 3599) / 3600, "giờ", "hour", "hours");
}

std::string date(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::string(iso);
  const auto year = iso.substr(0, 4), month = iso.substr(5, 2), day = iso.substr(8, 2);
  if (!all_digits(year) || !all_digits(month) || !all_digits(day)) return std::string(iso);
  return std::string(day).append("/").append(month).append("/").append(year);
}

}  // namespace ocop::text
