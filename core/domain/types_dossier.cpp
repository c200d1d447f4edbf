// Producer, product, dossier, assessment, evidence: what the officer fills in on the tablet.
#include "core/domain/lifecycle.h"
#include "core/domain/types.h"

namespace ocop::domain::types {
namespace {

using enum FieldType;
constexpr auto list = Cardinality::List;
constexpr auto table = Cardinality::Table;

constexpr std::string_view gender_choices[] = {"female", "male"};
constexpr std::string_view size_choices[] = {"micro", "small", "medium", "large"};
constexpr std::string_view partner_choices[] = {"supplier", "buyer", "association"};

constexpr Field producer_fields[] = {
    {.name = "name", .type = Text, .label = "producer_name", .required = always, .is_searchable = true, .is_on_form = true},
    {.name = "type", .type = Choice, .label = "holder_type", .required = always, .is_on_form = true, .choices = holder_type_choices},
    {.name = "address", .type = Text, .label = "address", .required = always, .sensitivity = personal, .is_on_form = true},
    {.name = "unit", .type = Commune, .label = "unit", .required = always, .is_on_form = true},
    {.name = "phone", .type = Phone, .label = "phone", .required = always, .sensitivity = personal, .is_on_form = true},
    {.name = "email", .type = Email, .label = "email", .sensitivity = personal, .is_on_form = true},
    {.name = "representative_name", .type = Text, .label = "representative_name", .required = always, .sensitivity = personal, .is_searchable = true, .is_on_form = true},
    {.name = "representative_title", .type = Text, .label = "representative_title", .required = always, .is_on_form = true},
    {.name = "representative_gender", .type = Choice, .label = "gender", .required = always, .sensitivity = personal, .is_on_form = true, .choices = gender_choices},
    {.name = "representative_ethnicity", .type = EthnicGroup, .label = "ethnicity", .required = always, .sensitivity = sensitive, .is_on_form = true},
    {.name = "representative_address", .type = Text, .label = "permanent_address", .required = always, .sensitivity = personal, .is_on_form = true},
    {.name = "founded_on", .type = Date, .label = "founded_on", .required = always, .is_on_form = true},
    {.name = "registration_number", .type = Text, .label = "registration_number", .required = always, .is_searchable = true, .is_on_form = true},
    {.name = "has_business_registration", .type = Boolean, .label = "has_business_registration", .required = always, .is_on_form = true},
    {.name = "has_food_safety_certificate", .type = Boolean, .label = "has_food_safety_certificate", .required = always, .is_on_form = true},
    {.name = "has_production_certificate", .type = Boolean, .label = "has_production_certificate", .required = always, .is_on_form = true},
    {.name = "history", .type = LongText, .label = "history", .required = always, .is_on_form = true},
    {.name = "structure", .type = LongText, .label = "structure", .required = always, .is_on_form = true},
    {.name = "size", .type = Choice, .label = "size", .choices = size_choices},
    {.name = "workers", .type = Integer, .label = "workers", .maximum = 1'000'000},
    {.name = "partner.*", .type = Choice, .label = "partner", .cardinality = list, .key = Key::Record, .choices = partner_choices, .refers_to = "producer"},
    {.name = "location", .type = Composite, .label = "location", .sensitivity = personal, .parts = location_parts},
    {.name = "note", .type = LongText, .label = "note"},
};

constexpr std::string_view intellectual_property_choices[] = {
    "trademark", "gi_collective_certification", "invention", "industrial_design", "copyright", "other"};
constexpr std::string_view tag_choices[] = {"speciality", "craft_village", "tourism", "circular", "organic", "core"};
constexpr std::string_view market_access_choices[] = {"preparing", "submitted", "listed"};

constexpr Field product_fields[] = {
    {.name = "producer", .type = Record, .label = "producer", .required = always, .refers_to = "producer"},
    {.name = "name", .type = Text, .label = "product_name", .required = always, .is_searchable = true, .is_on_form = true},
    {.name = "format", .type = Text, .label = "product_format", .required = always, .is_on_form = true},
    {.name = "standard", .type = Text, .label = "product_standard", .is_on_form = true},
    {.name = "has_quality_declaration", .type = Boolean, .label = "has_quality_declaration", .required = always, .is_on_form = true},
    {.name = "intellectual_property.*", .type = Boolean, .label = "intellectual_property", .cardinality = list, .key = Key::Choice, .is_on_form = true, .choices = intellectual_property_choices},
    {.name = "intellectual_property_other", .type = Text, .label = "intellectual_property_other", .is_on_form = true},
    {.name = "story", .type = LongText, .label = "story"},
    {.name = "packaging", .type = LongText, .label = "packaging"},
    {.name = "shelf_life", .type = Text, .label = "shelf_life"},
    {.name = "gtin", .type = Gtin, .label = "gtin", .is_searchable = true},
    {.name = "traceability_link", .type = Text, .label = "traceability_link"},
    {.name = "label_checked", .type = Boolean, .label = "label_checked"},
    {.name = "label_is_bilingual", .type = Boolean, .label = "label_is_bilingual"},
    {.name = "is_exported", .type = Boolean, .label = "is_exported"},
    {.name = "tag.*", .type = Boolean, .label = "tag", .cardinality = list, .key = Key::Choice, .choices = tag_choices},
    {.name = "online.*", .type = Text, .label = "online", .cardinality = list, .key = Key::Slug},
    {.name = "market_access.*", .type = Choice, .label = "market_access", .cardinality = list, .key = Key::Slug, .choices = market_access_choices},
    {.name = "note", .type = LongText, .label = "note"},
};

constexpr std::string_view kinds_with_a_past[] = {"upgrade", "reevaluation"};

constexpr Field dossier_fields[] = {
    {.name = "kind", .type = Choice, .label = "dossier_kind", .required = always, .is_on_form = true, .choices = dossier_kind_choices},
    {.name = "set", .type = ProductSet, .label = "product_set", .required = always, .is_on_form = true},
    {.name = "producer", .type = Record, .label = "producer", .required = always, .refers_to = "producer"},
    {.name = "product", .type = Record, .label = "product", .required = always, .refers_to = "product"},
    {.name = "unit", .type = Commune, .label = "unit", .required = always, .is_on_form = true},
    {.name = "year", .type = Year, .label = "year", .required = always, .is_on_form = true},
    {.name = "state", .type = Choice, .label = "state", .choices = state_names},
    {.name = "product_code", .type = ProductCode, .label = "product_code", .is_searchable = true, .is_on_form = true},
    // Form 01
    {.name = "report_paper", .type = Boolean, .label = "report_paper", .required = always, .is_on_form = true},
    {.name = "report_electronic", .type = Boolean, .label = "report_electronic", .required = always, .is_on_form = true},
    {.name = "sample_count", .type = Integer, .label = "sample_count", .is_on_form = true, .maximum = 1000},
    {.name = "pledge_accepted", .type = Boolean, .label = "pledge_accepted", .required = always, .is_on_form = true},
    {.name = "signed_on", .type = Date, .label = "signed_on", .required = always, .is_on_form = true},
    {.name = "signed_by", .type = Text, .label = "signed_by", .required = always, .sensitivity = personal, .is_on_form = true},
    {.name = "commune_slip_number", .type = Text, .label = "commune_slip_number", .is_on_form = true},
    {.name = "commune_received_on", .type = Date, .label = "commune_received_on", .is_on_form = true},
    {.name = "commune_received_by", .type = Text, .label = "commune_received_by", .sensitivity = personal, .is_on_form = true},
    {.name = "province_slip_number", .type = Text, .label = "province_slip_number", .is_on_form = true},
    {.name = "province_received_on", .type = Date, .label = "province_received_on", .is_on_form = true},
    {.name = "province_received_by", .type = Text, .label = "province_received_by", .sensitivity = personal, .is_on_form = true},
    // Form 02
    {.name = "raw_material_technology", .type = LongText, .label = "raw_material_technology", .required = always, .is_on_form = true},
    {.name = "quality_packaging_changes", .type = LongText, .label = "quality_packaging_changes", .required = always, .is_on_form = true},
    {.name = "markets", .type = LongText, .label = "markets", .required = always, .is_on_form = true},
    {.name = "yearly.*.revenue_vnd", .type = MoneyVnd, .label = "revenue_vnd", .cardinality = table, .key = Key::Year, .required = always, .is_on_form = true},
    {.name = "yearly.*.profit_vnd", .type = MoneyVnd, .label = "profit_vnd", .cardinality = table, .key = Key::Year, .required = always, .is_on_form = true, .minimum = -integer_max},
    {.name = "changes_since_recognition", .type = LongText, .label = "changes_since_recognition", .required = Required::ForKinds, .is_on_form = true, .kinds = kinds_with_a_past},
    {.name = "business_plan", .type = LongText, .label = "business_plan", .required = always, .is_on_form = true},
    {.name = "report_signed_place", .type = Text, .label = "report_signed_place", .is_on_form = true},
    {.name = "report_signed_on", .type = Date, .label = "report_signed_on", .required = always, .is_on_form = true},
    {.name = "report_signed_by", .type = Text, .label = "report_signed_by", .required = always, .sensitivity = personal, .is_on_form = true},
    // Form 03
    {.name = "commune_report_number", .type = Text, .label = "commune_report_number", .is_on_form = true},
    {.name = "assess_origin", .type = LongText, .label = "assess_origin", .required = always, .is_on_form = true},
    {.name = "assess_labour", .type = LongText, .label = "assess_labour", .required = always, .is_on_form = true},
    {.name = "assess_idea", .type = LongText, .label = "assess_idea", .required = always, .is_on_form = true},
    {.name = "assess_identity", .type = LongText, .label = "assess_identity", .required = always, .is_on_form = true},
    {.name = "proposal", .type = LongText, .label = "proposal", .required = always, .is_on_form = true},
    {.name = "commune_signed_place", .type = Text, .label = "commune_signed_place", .is_on_form = true},
    {.name = "commune_signed_on", .type = Date, .label = "commune_signed_on", .required = always, .is_on_form = true},
    {.name = "commune_signed_by", .type = Text, .label = "commune_signed_by", .required = always, .sensitivity = personal, .is_on_form = true},
    // The dossier's way
    {.name = "submitted_on", .type = Date, .label = "submitted_on"},
    {.name = "round", .type = Text, .label = "round"},
    {.name = "returned_for", .type = LongText, .label = "returned_for"},
    {.name = "supplement_asked", .type = LongText, .label = "supplement_asked"},
    {.name = "supplement_due_on", .type = Date, .label = "supplement_due_on"},
    {.name = "assigned_to", .type = Text, .label = "assigned_to", .sensitivity = personal},
    {.name = "idea", .type = Record, .label = "idea", .refers_to = "idea"},
    {.name = "previous_certificate", .type = Record, .label = "previous_certificate", .refers_to = "certificate"},
    {.name = "note", .type = LongText, .label = "note"},
};

constexpr std::string_view assessment_level_choices[] = {"self", "commune", "district", "province", "ministry"};

constexpr Field assessment_fields[] = {
    {.name = "dossier", .type = Record, .label = "dossier", .required = always, .refers_to = "dossier"},
    {.name = "council_file", .type = Record, .label = "council_file", .refers_to = "decision"},
    {.name = "assessor", .type = Text, .label = "assessor", .required = always},
    {.name = "level", .type = Choice, .label = "assessment_level", .choices = assessment_level_choices},
    {.name = "assessor_name", .type = Text, .label = "assessor_name", .required = always, .sensitivity = personal, .is_on_form = true},
    {.name = "opinion", .type = LongText, .label = "assessor_opinion", .is_on_form = true},
    {.name = "scored_on", .type = Date, .label = "scored_on", .required = always, .is_on_form = true},
    {.name = "*.option", .type = CriterionOption, .label = "option", .cardinality = table, .key = Key::Criterion, .is_on_form = true},
    {.name = "*.note", .type = LongText, .label = "score_note", .cardinality = table, .key = Key::Criterion, .is_on_form = true},
    {.name = "declare.*", .type = Boolean, .label = "declaration", .cardinality = list, .key = Key::Declaration},
};

constexpr Part blob_parts[] = {{"sha256", Part::Type::Sha256}, {"bytes", Part::Type::Integer},
                               {"width_px", Part::Type::Integer}, {"height_px", Part::Type::Integer}};
constexpr Part taken_parts[] = {{"moment", Part::Type::Text}, {"source", Part::Type::Text}};

constexpr Field evidence_fields[] = {
    {.name = "dossier", .type = Record, .label = "dossier", .refers_to = "dossier"},
    {.name = "producer", .type = Record, .label = "producer", .refers_to = "producer"},
    {.name = "visit", .type = Record, .label = "visit", .refers_to = "visit"},
    {.name = "activity", .type = Record, .label = "activity", .refers_to = "activity"},
    {.name = "point_of_sale", .type = Record, .label = "point_of_sale", .refers_to = "point_of_sale"},
    {.name = "kind", .type = EvidenceKind, .label = "evidence_kind", .required = always},
    {.name = "criterion.*", .type = Boolean, .label = "evidence_for", .cardinality = list, .key = Key::Criterion},
    {.name = "original", .type = Composite, .label = "original", .required = always, .parts = blob_parts},
    {.name = "review", .type = Composite, .label = "review", .parts = blob_parts},
    {.name = "thumbnail", .type = Composite, .label = "thumbnail", .parts = blob_parts},
    {.name = "taken", .type = Composite, .label = "taken", .parts = taken_parts},
    {.name = "location", .type = Composite, .label = "location", .sensitivity = personal, .parts = location_parts},
    {.name = "caption", .type = Text, .label = "caption", .sensitivity = personal},
    {.name = "file_name", .type = Text, .label = "file_name", .sensitivity = personal},
    {.name = "paper", .type = Composite, .label = "paper", .parts = paper_parts},
    {.name = "expires_on", .type = Date, .label = "paper_expires_on"},
};

}  // namespace

constinit const std::span<const Field> producer = producer_fields;
constinit const std::span<const Field> product = product_fields;
constinit const std::span<const Field> dossier = dossier_fields;
constinit const std::span<const Field> assessment = assessment_fields;
constinit const std::span<const Field> evidence = evidence_fields;

}  // namespace ocop::domain::types
