// Visit, finding, idea, decision, certificate, contact: what happens around a dossier.
#include "core/domain/types.h"

namespace ocop::domain::types {
namespace {

using enum FieldType;
constexpr auto list = Cardinality::List;

constexpr std::string_view visit_kind_choices[] = {"guidance", "survey", "post_check", "mark_use", "exchange"};
constexpr std::string_view difficulty_choices[] = {"capital", "raw_material", "labour", "papers",
                                                   "market",  "technology",   "other"};

constexpr Field visit_fields[] = {
    {.name = "dossier", .type = Record, .label = "dossier", .refers_to = "dossier"},
    {.name = "producer", .type = Record, .label = "producer", .refers_to = "producer"},
    {.name = "kind", .type = Choice, .label = "visit_kind", .required = always, .choices = visit_kind_choices},
    {.name = "visited_on", .type = Date, .label = "visited_on", .required = always},
    {.name = "location", .type = Composite, .label = "location", .sensitivity = personal, .parts = location_parts},
    {.name = "people", .type = Text, .label = "people_met", .sensitivity = personal},
    {.name = "summary", .type = LongText, .label = "visit_summary"},
    {.name = "criteria_kept", .type = Boolean, .label = "criteria_kept"},
    {.name = "mark_used_properly", .type = Boolean, .label = "mark_used_properly"},
    {.name = "difficulty.*",
     .type = LongText,
     .label = "difficulty",
     .cardinality = list,
     .key = Key::Choice,
     .choices = difficulty_choices},
    {.name = "follow_up", .type = LongText, .label = "follow_up"},
    {.name = "follow_up_due_on", .type = Date, .label = "due_on"},
};

constexpr std::string_view severity_choices[] = {"note", "minor", "major"};

constexpr Field finding_fields[] = {
    {.name = "dossier", .type = Record, .label = "dossier", .refers_to = "dossier"},
    {.name = "visit", .type = Record, .label = "visit", .refers_to = "visit"},
    {.name = "certificate", .type = Record, .label = "certificate", .refers_to = "certificate"},
    {.name = "criterion", .type = CriterionCode, .label = "criterion"},
    {.name = "severity", .type = Choice, .label = "severity", .required = always, .choices = severity_choices},
    {.name = "what", .type = LongText, .label = "finding_what", .required = always},
    {.name = "to_do", .type = LongText, .label = "to_do"},
    {.name = "due_on", .type = Date, .label = "due_on"},
    {.name = "done_on", .type = Date, .label = "done_on"},
};

constexpr std::string_view idea_outcome_choices[] = {"take_up", "decline", "later"};

constexpr Field idea_fields[] = {
    {.name = "unit", .type = Commune, .label = "unit", .required = always},
    {.name = "holder_name",
     .type = Text,
     .label = "producer_name",
     .required = always,
     .sensitivity = personal,
     .is_searchable = true},
    {.name = "phone", .type = Phone, .label = "phone", .sensitivity = personal},
    {.name = "producer", .type = Record, .label = "producer", .refers_to = "producer"},
    {.name = "product_name", .type = Text, .label = "product_name", .required = always, .is_searchable = true},
    {.name = "set", .type = ProductSet, .label = "product_set"},
    {.name = "registered_on", .type = Date, .label = "registered_on", .required = always},
    {.name = "description", .type = LongText, .label = "description"},
    {.name = "outcome", .type = Choice, .label = "idea_outcome", .choices = idea_outcome_choices},
    {.name = "outcome_reason", .type = LongText, .label = "reason"},
    {.name = "dossier", .type = Record, .label = "dossier", .refers_to = "dossier"},
};

constexpr std::string_view decision_kind_choices[] = {"recognise", "forward", "revoke", "not_recognise"};
constexpr Part result_parts[] = {
    {"stars", Part::Type::Integer}, {"points_sum", Part::Type::Integer, true}, {"sheets", Part::Type::Integer, true}};

// A decision heads a council file: a root of its own, so that a council's sheets stay with the council until it
// decides.
constexpr Field decision_fields[] = {
    {.name = "unit", .type = AdminUnit, .label = "unit", .required = always},
    {.name = "level", .type = Choice, .label = "level", .required = always, .choices = level_choices},
    {.name = "kind", .type = Choice, .label = "decision_kind", .required = always, .choices = decision_kind_choices},
    {.name = "round", .type = Text, .label = "round"},
    {.name = "met_on", .type = Date, .label = "met_on"},
    {.name = "members_present", .type = Integer, .label = "members_present", .maximum = 1000},
    {.name = "members_total", .type = Integer, .label = "members_total", .maximum = 1000},
    {.name = "minutes", .type = LongText, .label = "minutes"},
    {.name = "paper", .type = Composite, .label = "paper", .parts = paper_parts},
    {.name = "signed_by", .type = Text, .label = "decision_signed_by", .sensitivity = personal},
    // What was decided on each dossier. An average of members is a sum and a count, compared without division.
    {.name = "result.*",
     .type = Composite,
     .label = "decision_result",
     .cardinality = list,
     .key = Key::Record,
     .parts = result_parts,
     .refers_to = "dossier"},
    {.name = "note", .type = LongText, .label = "note"},
};

constexpr Part revocation_parts[] = {
    {"date", Part::Type::Date}, {"ground", Part::Type::Text}, {"decision_number", Part::Type::Text}};

constexpr Field certificate_fields[] = {
    {.name = "dossier", .type = Record, .label = "dossier", .refers_to = "dossier"},
    {.name = "product", .type = Record, .label = "product", .required = always, .refers_to = "product"},
    {.name = "decision", .type = Record, .label = "decision", .refers_to = "decision"},
    {.name = "number", .type = Text, .label = "certificate_number", .required = always, .is_searchable = true},
    {.name = "level", .type = Choice, .label = "level", .choices = level_choices},
    {.name = "stars", .type = Integer, .label = "stars", .required = always, .minimum = 1, .maximum = 5},
    {.name = "issued_on", .type = Date, .label = "issued_on", .required = always},
    {.name = "valid_until", .type = Date, .label = "valid_until", .required = always},
    {.name = "extended_until", .type = Date, .label = "extended_until"},
    {.name = "revocation", .type = Composite, .label = "revocation", .parts = revocation_parts},
    {.name = "stopped_on", .type = Date, .label = "stopped_on"},
    {.name = "paper", .type = Composite, .label = "paper", .parts = paper_parts},
    {.name = "note", .type = LongText, .label = "note"},
};

constexpr std::string_view contact_role_choices[] = {"officer", "adviser", "council_member", "official", "other"};

constexpr Field contact_fields[] = {
    {.name = "unit", .type = AdminUnit, .label = "unit", .required = always},
    {.name = "name",
     .type = Text,
     .label = "person_name",
     .required = always,
     .sensitivity = personal,
     .is_searchable = true},
    {.name = "role", .type = Choice, .label = "contact_role", .required = always, .choices = contact_role_choices},
    {.name = "organisation", .type = Text, .label = "organisation"},
    {.name = "phone", .type = Phone, .label = "phone", .sensitivity = personal},
    {.name = "email", .type = Email, .label = "email", .sensitivity = personal},
    {.name = "on_duty_from", .type = Date, .label = "on_duty_from"},
    {.name = "on_duty_until", .type = Date, .label = "on_duty_until"},
    {.name = "handed_over_to", .type = Record, .label = "handed_over_to", .refers_to = "contact"},
    {.name = "note", .type = LongText, .label = "note"},
};

}  // namespace

constinit const std::span<const Field> visit = visit_fields;
constinit const std::span<const Field> finding = finding_fields;
constinit const std::span<const Field> idea = idea_fields;
constinit const std::span<const Field> decision = decision_fields;
constinit const std::span<const Field> certificate = certificate_fields;
constinit const std::span<const Field> contact = contact_fields;

}  // namespace ocop::domain::types
