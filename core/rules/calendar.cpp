#include "core/rules/calendar.h"

#include <fmt/format.h>

#include <algorithm>

namespace ocop::rules {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;

std::optional<int> read_digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool is_working_day(sys_days date, const std::vector<Date>& holidays) {
  const std::chrono::weekday weekday{date};
  if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday) return false;
  return std::find(holidays.begin(), holidays.end(), Date{date}) == holidays.end();
}

std::optional<Date> before_by(Date last, std::optional<int> days_before) {
  if (!days_before) return std::nullopt;
  return add_days(last, -*days_before);
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = read_digits(text.substr(0, 4));
  const auto m = read_digits(text.substr(5, 2));
  const auto d = read_digits(text.substr(8, 2));
  if (!y || !m || !d || *y < 1900 || *y > 9000) return std::nullopt;
  const Date date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string to_text(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

bool exists_every_year(unsigned month_number, unsigned day_number) {
  return Date{year{2025}, month{month_number}, day{day_number}}.ok();  // any year that is not a leap year
}

Date add_days(Date date, int count) { return Date{sys_days{date} + days{count}}; }

Date add_months(Date date, int count) {
  const Date moved = date + std::chrono::months{count};
  if (moved.ok()) return moved;
  return Date{moved.year() / moved.month() / std::chrono::last};
}

int days_between(Date from, Date to) { return static_cast<int>((sys_days{to} - sys_days{from}).count()); }

Date add_working_days(Date from, int working_days, const std::vector<Date>& holidays) {
  sys_days date{from};
  for (int left = working_days; left > 0;) {
    date += days{1};
    if (is_working_day(date, holidays)) --left;
  }
  return Date{date};
}

Validity validity(const Pack& pack, Date issued, LastValidDay reading) {
  const CertificateTerms& terms = pack.certificate;
  const Date same_date = add_months(issued, terms.validity_months);
  Validity days_of;
  days_of.issued = issued;
  days_of.last_valid_day = reading == LastValidDay::SameDate ? same_date : add_days(same_date, -1);
  days_of.reevaluation_opens = before_by(days_of.last_valid_day, terms.reevaluation_opens_days);
  days_of.reevaluation_closes = before_by(days_of.last_valid_day, terms.reevaluation_closes_days);
  if (terms.late_extension_days)
    days_of.last_extended_day = add_days(days_of.last_valid_day, *terms.late_extension_days);
  return days_of;
}

Validity validity(const Pack& pack, Date issued) { return validity(pack, issued, pack.province.last_valid_day); }

CertificatePhase phase_on(const Validity& of, Date today, Reevaluation reevaluation) {
  if (today < of.issued) return CertificatePhase::NotYetIssued;
  const bool is_filed = reevaluation == Reevaluation::Filed;
  if (today > of.last_valid_day) {
    const bool is_carried = is_filed && of.last_extended_day && today <= *of.last_extended_day;
    return is_carried ? CertificatePhase::Extended : CertificatePhase::Expired;
  }
  if (is_filed || !of.reevaluation_opens || today < *of.reevaluation_opens) return CertificatePhase::Valid;
  return today <= *of.reevaluation_closes ? CertificatePhase::WindowOpen : CertificatePhase::WindowMissed;
}

std::optional<Date> commune_check_due(const Pack& pack, Date received, const std::vector<Date>& holidays) {
  if (!pack.commune_check_working_days) return std::nullopt;
  return add_working_days(received, *pack.commune_check_working_days, holidays);
}

std::optional<Date> decision_due(const Pack& pack, Date complete) {
  if (!pack.certificate.decide_within_days) return std::nullopt;
  return add_days(complete, *pack.certificate.decide_within_days);
}

std::optional<Date> old_rules_end(const Pack& pack, std::string_view dossier_kind) {
  if (!pack.transition) return std::nullopt;
  const auto pending_on = parse_date(pack.transition->pending_on);
  if (!pending_on) return std::nullopt;
  const bool is_reevaluation = dossier_kind == "reevaluation";
  return add_days(*pending_on,
                  is_reevaluation ? pack.transition->old_rules_reevaluation_days : pack.transition->old_rules_days);
}

std::vector<DueDate> due_dates(const Pack& pack, int round_year) {
  std::vector<DueDate> all;
  for (const Deadline& deadline : pack.deadlines) {
    const Date before{year{round_year + deadline.year_offset}, month{deadline.month}, day{deadline.day}};
    all.push_back({&deadline, before, add_days(before, -1)});
  }
  std::stable_sort(all.begin(), all.end(), [](const DueDate& a, const DueDate& b) { return a.before < b.before; });
  return all;
}

std::optional<DueDate> next_due(const Pack& pack, std::string_view step, Date today) {
  const int this_year = static_cast<int>(today.year());
  std::optional<DueDate> next;
  for (const int round_year : {this_year - 1, this_year, this_year + 1})
    for (const DueDate& due : due_dates(pack, round_year)) {
      if (due.deadline->step != step || due.last_day < today) continue;
      if (!next || due.before < next->before) next = due;
    }
  return next;
}

}  // namespace ocop::rules
