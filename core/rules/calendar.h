// Calendars of the law: how long a certificate holds, when a dossier is due. All terms come from the pack.
//
// Dates are days of the calendar in Vietnam, without a time of day, written YYYY-MM-DD. The dates that count are those
// that people wrote on decisions; "today" is a parameter and never read from a machine. Years 1900 to 9000. Pure
// functions; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/rules/pack.h"

namespace ocop::rules {

using Date = std::chrono::year_month_day;

std::optional<Date> parse_date(std::string_view text);  // exactly YYYY-MM-DD and a day that exists
std::string to_text(Date date);
bool exists_every_year(unsigned month, unsigned day);   // 29 February does not

Date add_days(Date date, int days);
Date add_months(Date date, int months);  // the same day of the month, or the last of a shorter month
int days_between(Date from, Date to);    // negative when `to` is earlier

// Working days are Monday to Friday without the holidays given. The day of receipt does not count: 1 working day after
// a Friday is Monday. The Tet days change by year and are the caller's to know.
Date add_working_days(Date from, int working_days, const std::vector<Date>& holidays = {});

// The days of one certificate. Every day named is included.
//
// The last valid day: the decision says "36 months from the date of issue" and no more. The default is
// the same calendar date 36 months later: our reading, not looked up in the law (the first day does not count, the term
// ends with the corresponding day, or the last of a shorter month). A province that reads it as the day before says so
// in its settings (ProvinceSettings::last_valid_day, `province_settings` in the pack).
struct Validity {
  Date issued;
  Date last_valid_day;
  std::optional<Date> reevaluation_opens;   // first day to file, 180 days before the last valid day
  std::optional<Date> reevaluation_closes;  // last day to file, 120 days before
  std::optional<Date> last_extended_day;    // the longest that a late re-evaluation may carry it
};

Validity validity(const Pack& pack, Date issued, LastValidDay reading);
Validity validity(const Pack& pack, Date issued);  // with the pack's setting

enum class CertificatePhase {
  NotYetIssued,
  Valid,
  WindowOpen,    // valid; the re-evaluation dossier is due
  WindowMissed,  // valid; nothing was filed in the window
  Extended,      // past its last day, held by a re-evaluation that is under way
  Expired,
};
enum class Reevaluation { None, Filed };  // whether a dossier of this product is under way

CertificatePhase phase_on(const Validity& validity, Date today, Reevaluation reevaluation);

// Days on which something is due. Nothing when the pack has no such term.
std::optional<Date> commune_check_due(const Pack& pack, Date received, const std::vector<Date>& holidays = {});
std::optional<Date> decision_due(const Pack& pack, Date complete);  // of a re-evaluation, from its complete dossier

// The last day on which a dossier that was pending when this pack came may finish under the old rules.
std::optional<Date> old_rules_end(const Pack& pack, std::string_view dossier_kind);

struct DueDate {
  const Deadline* deadline = nullptr;  // of the pack
  Date before;                         // as the law prints it: this day is too late
  Date last_day;                       // the day before it
};

// The deadlines of the rounds of one year, by date; the last fall in the year after.
std::vector<DueDate> due_dates(const Pack& pack, int year);
// The next one of a step ("commune_proposes") that can still be met on `today`.
std::optional<DueDate> next_due(const Pack& pack, std::string_view step, Date today);

}  // namespace ocop::rules
