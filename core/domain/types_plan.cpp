// Activity, point of sale, support, plan, target: what the yearly plan is measured from.
#include "core/domain/types.h"

namespace ocop::domain::types {
namespace {

using enum FieldType;
constexpr auto list = Cardinality::List;
constexpr auto table = Cardinality::Table;

constexpr std::string_view activity_kind_choices[] = {"training",   "communication", "fair",        "connection",
                                                      "livestream", "workshop",      "study_visit", "conference",
                                                      "agreement",  "other"};
constexpr std::string_view reach_choices[] = {"in_province", "other_province", "abroad"};

constexpr Field activity_fields[] = {
    {.name = "unit", .type = AdminUnit, .label = "unit", .required = always},
    {.name = "plan", .type = Record, .label = "plan", .refers_to = "plan"},
    {.name = "kind", .type = Choice, .label = "activity_kind", .required = always, .choices = activity_kind_choices},
    {.name = "title", .type = Text, .label = "title", .required = always, .is_searchable = true},
    {.name = "held_on", .type = Date, .label = "held_on", .required = always},
    {.name = "held_until", .type = Date, .label = "held_until"},
    {.name = "place", .type = Text, .label = "place"},
    {.name = "location", .type = Composite, .label = "location", .parts = location_parts},
    {.name = "reach", .type = Choice, .label = "reach", .choices = reach_choices},
    {.name = "audience.*",
     .type = Boolean,
     .label = "audience",
     .cardinality = list,
     .key = Key::Choice,
     .choices = audience_choices},
    {.name = "sessions", .type = Integer, .label = "sessions", .maximum = 100'000},
    {.name = "attendances", .type = Integer, .label = "attendances", .maximum = 10'000'000},
    {.name = "documents", .type = Integer, .label = "documents", .maximum = 10'000'000},
    {.name = "producer.*",
     .type = Boolean,
     .label = "producers_taking_part",
     .cardinality = list,
     .key = Key::Record,
     .refers_to = "producer"},
    {.name = "product.*",
     .type = Boolean,
     .label = "products_taking_part",
     .cardinality = list,
     .key = Key::Record,
     .refers_to = "product"},
    {.name = "contact.*",
     .type = Boolean,
     .label = "officers_taking_part",
     .cardinality = list,
     .key = Key::Record,
     .refers_to = "contact"},
    {.name = "funding.*", .type = MoneyVnd, .label = "funding_vnd", .cardinality = list, .key = Key::Slug},
    {.name = "contracts_vnd", .type = MoneyVnd, .label = "contracts_vnd"},
    {.name = "result", .type = LongText, .label = "activity_result"},
};

constexpr std::string_view point_of_sale_kind_choices[] = {"shop",   "supermarket", "rest_stop", "tourist_site",
                                                           "market", "online",      "other"};

constexpr Field point_of_sale_fields[] = {
    {.name = "unit", .type = Commune, .label = "unit", .required = always},
    {.name = "name", .type = Text, .label = "point_of_sale_name", .required = always, .is_searchable = true},
    {.name = "kind", .type = Choice, .label = "point_of_sale_kind", .choices = point_of_sale_kind_choices},
    {.name = "owner", .type = Text, .label = "owner", .sensitivity = personal},
    {.name = "phone", .type = Phone, .label = "phone", .sensitivity = personal},
    {.name = "address", .type = Text, .label = "address"},
    {.name = "location", .type = Composite, .label = "location", .parts = location_parts},
    {.name = "opened_on", .type = Date, .label = "opened_on"},
    {.name = "closed_on", .type = Date, .label = "closed_on"},
    {.name = "product.*",
     .type = Boolean,
     .label = "products_on_sale",
     .cardinality = list,
     .key = Key::Record,
     .refers_to = "product"},
    {.name = "support_given", .type = LongText, .label = "support_given"},
    {.name = "note", .type = LongText, .label = "note"},
};

constexpr std::string_view support_kind_choices[] = {"capital",  "infrastructure", "machines", "digital",
                                                     "premises", "science",        "quality",  "intellectual_property",
                                                     "trade",    "training",       "other"};
constexpr std::string_view support_outcome_choices[] = {"under_way", "done", "given_up"};

constexpr Field support_fields[] = {
    {.name = "producer", .type = Record, .label = "producer", .refers_to = "producer"},
    {.name = "product", .type = Record, .label = "product", .refers_to = "product"},
    {.name = "unit", .type = AdminUnit, .label = "unit"},
    {.name = "plan", .type = Record, .label = "plan", .refers_to = "plan"},
    {.name = "kind", .type = Choice, .label = "support_kind", .required = always, .choices = support_kind_choices},
    {.name = "what", .type = LongText, .label = "support_what", .required = always},
    {.name = "given_on", .type = Date, .label = "given_on", .required = always},
    {.name = "funding.*", .type = MoneyVnd, .label = "funding_vnd", .cardinality = list, .key = Key::Slug},
    {.name = "outcome", .type = Choice, .label = "support_outcome", .choices = support_outcome_choices},
    {.name = "result", .type = LongText, .label = "support_result"},
};

constexpr Field plan_fields[] = {
    {.name = "unit", .type = AdminUnit, .label = "unit", .required = always},
    {.name = "level", .type = Choice, .label = "level", .required = always, .choices = level_choices},
    {.name = "title", .type = Text, .label = "title", .required = always, .is_searchable = true},
    {.name = "year_from", .type = Year, .label = "year_from", .required = always},
    {.name = "year_to", .type = Year, .label = "year_to", .required = always},
    {.name = "paper", .type = Composite, .label = "paper", .parts = paper_parts},
    {.name = "in_force_from", .type = Date, .label = "in_force_from"},
    {.name = "signed_by", .type = Text, .label = "decision_signed_by", .sensitivity = personal},
    {.name = "parent", .type = Record, .label = "parent_plan", .refers_to = "plan"},
    {.name = "parent_paper", .type = Text, .label = "parent_paper"},
    {.name = "purpose", .type = LongText, .label = "purpose"},
    {.name = "task.*.what", .type = Text, .label = "task_what", .cardinality = table, .key = Key::Slug},
    {.name = "task.*.who", .type = Text, .label = "task_who", .cardinality = table, .key = Key::Slug},
    {.name = "task.*.when", .type = Text, .label = "task_when", .cardinality = table, .key = Key::Slug},
    {.name = "task.*.done_on", .type = Date, .label = "done_on", .cardinality = table, .key = Key::Slug},
};

constexpr std::string_view measure_choices[] = {
    "new_products",        "products", "proposals",   "upgrades",       "producers", "new_producers",
    "supported_producers", "sessions", "attendances", "points_of_sale", "money_vnd", "online_products"};
constexpr std::string_view comparison_choices[] = {"at_least", "range", "share_at_least", "all"};

// measure × filter × period × comparison × unit; the result is always counted from records, never typed.
constexpr Field target_fields[] = {
    {.name = "plan", .type = Record, .label = "plan", .required = always, .refers_to = "plan"},
    {.name = "title", .type = Text, .label = "title", .required = always, .is_searchable = true},
    {.name = "measure", .type = Choice, .label = "measure", .required = always, .choices = measure_choices},
    {.name = "comparison", .type = Choice, .label = "comparison", .required = always, .choices = comparison_choices},
    {.name = "low", .type = Integer, .label = "target_low"},
    {.name = "high", .type = Integer, .label = "target_high"},
    {.name = "share_percent", .type = Integer, .label = "share_percent", .maximum = 100},
    {.name = "denominator_on", .type = Date, .label = "denominator_on"},
    {.name = "from", .type = Date, .label = "from", .required = always},
    {.name = "until", .type = Date, .label = "until", .required = always},
    {.name = "unit", .type = AdminUnit, .label = "unit"},
    {.name = "for_each_unit", .type = Boolean, .label = "for_each_unit"},
    {.name = "stars_low", .type = Integer, .label = "stars_low", .minimum = 1, .maximum = 5},
    {.name = "stars_high", .type = Integer, .label = "stars_high", .minimum = 1, .maximum = 5},
    {.name = "set", .type = ProductSet, .label = "product_set"},
    {.name = "holder_type", .type = Choice, .label = "holder_type", .choices = holder_type_choices},
    {.name = "dossier_kind", .type = Choice, .label = "dossier_kind", .choices = dossier_kind_choices},
    {.name = "audience", .type = Choice, .label = "audience", .choices = audience_choices},
    {.name = "part_of", .type = Record, .label = "part_of", .refers_to = "target"},
};

}  // namespace

constinit const std::span<const Field> activity = activity_fields;
constinit const std::span<const Field> point_of_sale = point_of_sale_fields;
constinit const std::span<const Field> support = support_fields;
constinit const std::span<const Field> plan = plan_fields;
constinit const std::span<const Field> target = target_fields;

}  // namespace ocop::domain::types
