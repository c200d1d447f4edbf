#include "core/rules/calendar.h"

#include "core/rules/library.h"
#include "tests/support/catch.h"

using namespace ocop;
using namespace ocop::rules;

namespace {

Date on(const char* text) {
  const auto date = parse_date(text);
  REQUIRE(date.has_value());
  return *date;
}

const Pack& current() { return **current_pack(); }
const Pack& skeleton() { return **find_pack("ocop-148-2023"); }

}  // namespace

TEST_CASE("dates are read as YYYY-MM-DD and only when the day exists") {
  CHECK(to_text(on("2028-02-29")) == "2028-02-29");
  for (const char* text : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "20260101", "2026-01-01T",
                           "1899-12-31", "9001-01-01", "2026/01/01", "abcd-01-01", "", "2026-01-0x"}) {
    INFO(text);
    CHECK_FALSE(parse_date(text).has_value());
  }
  CHECK(exists_every_year(2, 28));
  CHECK_FALSE(exists_every_year(2, 29));
}

TEST_CASE("months keep the day, or end with a shorter month") {
  CHECK(to_text(add_months(on("2026-05-22"), 36)) == "2029-05-22");
  CHECK(to_text(add_months(on("2028-02-29"), 36)) == "2031-02-28");
  CHECK(to_text(add_months(on("2026-12-31"), 2)) == "2027-02-28");
  CHECK(days_between(on("2026-12-31"), on("2027-01-01")) == 1);
  CHECK(days_between(on("2027-01-01"), on("2026-12-31")) == -1);
}

TEST_CASE("a certificate holds 36 months, its last day by the province's reading") {
  const Validity days = validity(current(), on("2026-05-22"));
  CHECK(to_text(days.last_valid_day) == "2029-05-22");
  CHECK(to_text(*days.reevaluation_opens) == "2028-11-23");
  CHECK(to_text(*days.reevaluation_closes) == "2029-01-22");
  CHECK(to_text(*days.last_extended_day) == "2029-11-18");
  CHECK(to_text(validity(current(), on("2026-05-22"), LastValidDay::DayBefore).last_valid_day) == "2029-05-21");
  CHECK(to_text(validity(current(), on("2028-02-29"), LastValidDay::DayBefore).last_valid_day) == "2031-02-27");
}

TEST_CASE("the phase of a certificate changes on the days that the law names") {
  const Validity days = validity(current(), on("2026-05-22"));
  const auto phase = [&](const char* today, Reevaluation filed = Reevaluation::None) {
    return phase_on(days, on(today), filed);
  };
  CHECK(phase("2026-05-21") == CertificatePhase::NotYetIssued);
  CHECK(phase("2026-05-22") == CertificatePhase::Valid);
  CHECK(phase("2028-11-22") == CertificatePhase::Valid);
  CHECK(phase("2028-11-23") == CertificatePhase::WindowOpen);
  CHECK(phase("2029-01-22") == CertificatePhase::WindowOpen);
  CHECK(phase("2029-01-23") == CertificatePhase::WindowMissed);
  CHECK(phase("2029-01-23", Reevaluation::Filed) == CertificatePhase::Valid);
  CHECK(phase("2029-05-22") == CertificatePhase::WindowMissed);
  CHECK(phase("2029-05-23") == CertificatePhase::Expired);
  CHECK(phase("2029-05-23", Reevaluation::Filed) == CertificatePhase::Extended);
  CHECK(phase("2029-11-18", Reevaluation::Filed) == CertificatePhase::Extended);
  CHECK(phase("2029-11-19", Reevaluation::Filed) == CertificatePhase::Expired);
}

TEST_CASE("a pack without terms of re-evaluation has no window and no extension") {
  const Validity days = validity(skeleton(), on("2024-01-31"));
  CHECK(to_text(days.last_valid_day) == "2027-01-31");
  CHECK_FALSE(days.reevaluation_opens.has_value());
  CHECK(phase_on(days, on("2027-01-31"), Reevaluation::None) == CertificatePhase::Valid);
  CHECK(phase_on(days, on("2027-02-01"), Reevaluation::Filed) == CertificatePhase::Expired);
  CHECK_FALSE(commune_check_due(skeleton(), on("2024-01-31")).has_value());
  CHECK_FALSE(decision_due(skeleton(), on("2024-01-31")).has_value());
  CHECK_FALSE(old_rules_end(skeleton(), "first").has_value());
  CHECK(due_dates(skeleton(), 2024).empty());
  CHECK_FALSE(next_due(skeleton(), "commune_proposes", on("2024-01-31")).has_value());
}

TEST_CASE("working days leave out the day of receipt, weekends and holidays") {
  CHECK(to_text(add_working_days(on("2026-05-22"), 1)) == "2026-05-25");  // a Friday
  CHECK(to_text(add_working_days(on("2026-05-23"), 1)) == "2026-05-25");  // a Saturday
  CHECK(to_text(add_working_days(on("2026-05-22"), 0)) == "2026-05-22");
  CHECK(to_text(*commune_check_due(current(), on("2026-05-22"))) == "2026-06-12");
  CHECK(to_text(*commune_check_due(current(), on("2026-08-20"), {on("2026-09-02"), on("2026-09-01")})) == "2026-09-14");
}

TEST_CASE("a re-evaluation is decided within 45 days, pending dossiers end under the old rules") {
  CHECK(to_text(*decision_due(current(), on("2026-06-01"))) == "2026-07-16");
  CHECK(to_text(*old_rules_end(current(), "first")) == "2026-07-21");
  CHECK(to_text(*old_rules_end(current(), "reevaluation")) == "2026-06-21");
}

TEST_CASE("the deadlines of a year come by date, the last two in the year after") {
  const auto dates = due_dates(current(), 2026);
  REQUIRE(dates.size() == 8);
  CHECK(to_text(dates.front().before) == "2026-04-30");
  CHECK(to_text(dates.front().last_day) == "2026-04-29");
  CHECK(dates.front().deadline->step == "commune_proposes");
  CHECK(to_text(dates[6].before) == "2027-01-30");
  CHECK(to_text(dates[7].before) == "2027-03-30");
}

TEST_CASE("the next deadline is the first that can still be met") {
  const auto next = [](const char* step, const char* today) {
    return to_text(next_due(current(), step, on(today))->before);
  };
  CHECK(next("commune_proposes", "2026-04-29") == "2026-04-30");
  CHECK(next("commune_proposes", "2026-04-30") == "2026-10-30");
  CHECK(next("commune_proposes", "2026-10-30") == "2027-04-30");
  CHECK(next("province_submits", "2027-01-05") == "2027-01-30");
  CHECK(next("ministry_evaluates", "2027-03-30") == "2027-09-30");
  CHECK_FALSE(next_due(current(), "nobody", on("2026-01-01")).has_value());
}
