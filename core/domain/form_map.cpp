#include "core/domain/form_map.h"

#include <algorithm>
#include <iterator>

namespace ocop::domain {
namespace {

using Source = FormField::Source;
constexpr auto kept = Source::Field;
constexpr auto rows = Source::Rows;
constexpr auto row_key = Source::RowKey;
constexpr auto derived = Source::Derived;
constexpr auto evidence = Source::Evidence;
constexpr auto signature = Source::Signature;

constexpr FormField map[] = {
    // Mẫu 01: Registration for evaluation and ranking
    {"form_01", "province", derived},  // of the commune
    {"form_01", "year", kept, "dossier", "year"},
    {"form_01", "holder_name", kept, "producer", "name"},
    {"form_01", "representative_name", kept, "producer", "representative_name"},
    {"form_01", "representative_title", kept, "producer", "representative_title"},
    {"form_01", "contact_address", kept, "producer", "address"},
    {"form_01", "contact_phone", kept, "producer", "phone"},
    {"form_01", "contact_email", kept, "producer", "email"},
    {"form_01", "product_name", kept, "product", "name"},
    {"form_01", "product_set", kept, "dossier", "set"},
    {"form_01", "industry", derived},
    {"form_01", "group", derived},
    {"form_01", "subgroup", derived},
    {"form_01", "dossier_kind", kept, "dossier", "kind"},
    {"form_01", "report_paper", kept, "dossier", "report_paper"},
    {"form_01", "report_electronic", kept, "dossier", "report_electronic"},
    {"form_01", "sample_count", kept, "dossier", "sample_count"},
    {"form_01", "pledge_accepted", kept, "dossier", "pledge_accepted"},
    {"form_01", "signed_on", kept, "dossier", "signed_on"},
    {"form_01", "signed_by", kept, "dossier", "signed_by"},
    {"form_01", "signature", signature},
    {"form_01", "commune_slip_number", kept, "dossier", "commune_slip_number"},
    {"form_01", "commune_received_on", kept, "dossier", "commune_received_on"},
    {"form_01", "commune_received_by", kept, "dossier", "commune_received_by"},
    {"form_01", "commune_received_signature", signature},
    {"form_01", "province_slip_number", kept, "dossier", "province_slip_number"},
    {"form_01", "province_received_on", kept, "dossier", "province_received_on"},
    {"form_01", "province_received_by", kept, "dossier", "province_received_by"},
    {"form_01", "province_received_signature", signature},
    // Mẫu 02: Self-evaluation report
    {"form_02", "holder_name", kept, "producer", "name"},
    {"form_02", "holder_type", kept, "producer", "type"},
    {"form_02", "holder_address", kept, "producer", "address"},
    {"form_02", "holder_unit", kept, "producer", "unit"},
    {"form_02", "holder_phone", kept, "producer", "phone"},
    {"form_02", "holder_email", kept, "producer", "email"},
    {"form_02", "representative_name", kept, "producer", "representative_name"},
    {"form_02", "representative_gender", kept, "producer", "representative_gender"},
    {"form_02", "representative_ethnicity", kept, "producer", "representative_ethnicity"},
    {"form_02", "representative_address", kept, "producer", "representative_address"},
    {"form_02", "founded_on", kept, "producer", "founded_on"},
    {"form_02", "registration_number", kept, "producer", "registration_number"},
    {"form_02", "product_name", kept, "product", "name"},
    {"form_02", "product_format", kept, "product", "format"},
    {"form_02", "product_standard", kept, "product", "standard"},
    {"form_02", "has_business_registration", kept, "producer", "has_business_registration"},
    {"form_02", "has_quality_declaration", kept, "product", "has_quality_declaration"},
    {"form_02", "has_food_safety_certificate", kept, "producer", "has_food_safety_certificate"},
    {"form_02", "has_production_certificate", kept, "producer", "has_production_certificate"},
    {"form_02", "intellectual_property", kept, "product", "intellectual_property.*"},
    {"form_02", "intellectual_property_other", kept, "product", "intellectual_property_other"},
    {"form_02", "history", kept, "producer", "history"},
    {"form_02", "structure", kept, "producer", "structure"},
    {"form_02", "raw_material_technology", kept, "dossier", "raw_material_technology"},
    {"form_02", "quality_packaging_changes", kept, "dossier", "quality_packaging_changes"},
    {"form_02", "markets", kept, "dossier", "markets"},
    {"form_02", "yearly_results", rows, "dossier"},
    {"form_02", "yearly_results.result_year", row_key, "dossier", "yearly.*.revenue_vnd"},
    {"form_02", "yearly_results.revenue_vnd", kept, "dossier", "yearly.*.revenue_vnd"},
    {"form_02", "yearly_results.profit_vnd", kept, "dossier", "yearly.*.profit_vnd"},
    {"form_02", "changes_since_recognition", kept, "dossier", "changes_since_recognition"},
    {"form_02", "self_scores", rows, "assessment"},
    {"form_02", "self_scores.criterion", row_key, "assessment", "*.option"},
    {"form_02", "self_scores.option", kept, "assessment", "*.option"},
    {"form_02", "self_scores.points", derived},
    {"form_02", "self_scores.description", kept, "assessment", "*.note"},
    {"form_02", "self_scores.evidence", evidence, "evidence", "criterion.*"},
    {"form_02", "self_total", derived},
    {"form_02", "business_plan", kept, "dossier", "business_plan"},
    {"form_02", "evidence_files", evidence, "evidence", "kind"},
    {"form_02", "signed_place", kept, "dossier", "report_signed_place"},
    {"form_02", "signed_on", kept, "dossier", "report_signed_on"},
    {"form_02", "signed_by", kept, "dossier", "report_signed_by"},
    {"form_02", "signature", signature},
    // Mẫu 03: Report of the commune People's Committee
    {"form_03", "commune", kept, "dossier", "unit"},
    {"form_03", "report_number", kept, "dossier", "commune_report_number"},
    {"form_03", "holder_name", kept, "producer", "name"},
    {"form_03", "holder_type", kept, "producer", "type"},
    {"form_03", "holder_address", kept, "producer", "address"},
    {"form_03", "holder_unit", kept, "producer", "unit"},
    {"form_03", "holder_phone", kept, "producer", "phone"},
    {"form_03", "holder_email", kept, "producer", "email"},
    {"form_03", "representative_name", kept, "producer", "representative_name"},
    {"form_03", "representative_gender", kept, "producer", "representative_gender"},
    {"form_03", "representative_ethnicity", kept, "producer", "representative_ethnicity"},
    {"form_03", "representative_address", kept, "producer", "representative_address"},
    {"form_03", "founded_on", kept, "producer", "founded_on"},
    {"form_03", "registration_number", kept, "producer", "registration_number"},
    {"form_03", "product_name", kept, "product", "name"},
    {"form_03", "product_format", kept, "product", "format"},
    {"form_03", "product_standard", kept, "product", "standard"},
    {"form_03", "has_business_registration", kept, "producer", "has_business_registration"},
    {"form_03", "has_quality_declaration", kept, "product", "has_quality_declaration"},
    {"form_03", "has_food_safety_certificate", kept, "producer", "has_food_safety_certificate"},
    {"form_03", "has_production_certificate", kept, "producer", "has_production_certificate"},
    {"form_03", "intellectual_property", kept, "product", "intellectual_property.*"},
    {"form_03", "intellectual_property_other", kept, "product", "intellectual_property_other"},
    {"form_03", "history", kept, "producer", "history"},
    {"form_03", "structure", kept, "producer", "structure"},
    {"form_03", "assess_origin", kept, "dossier", "assess_origin"},
    {"form_03", "assess_labour", kept, "dossier", "assess_labour"},
    {"form_03", "assess_idea", kept, "dossier", "assess_idea"},
    {"form_03", "assess_identity", kept, "dossier", "assess_identity"},
    {"form_03", "proposal", kept, "dossier", "proposal"},
    {"form_03", "signed_place", kept, "dossier", "commune_signed_place"},
    {"form_03", "signed_on", kept, "dossier", "commune_signed_on"},
    {"form_03", "signed_by", kept, "dossier", "commune_signed_by"},
    {"form_03", "signature", signature},
    // Phụ lục II: Scoring sheet header
    {"score_header", "product_name", kept, "product", "name"},
    {"score_header", "product_code", kept, "dossier", "product_code"},
    {"score_header", "product_set", kept, "dossier", "set"},
    {"score_header", "holder_name", kept, "producer", "name"},
    {"score_header", "holder_phone", kept, "producer", "phone"},
    {"score_header", "holder_address", kept, "producer", "address"},
    {"score_header", "assessor_opinion", kept, "assessment", "opinion"},
    {"score_header", "scored_on", kept, "assessment", "scored_on"},
    {"score_header", "assessor_name", kept, "assessment", "assessor_name"},
    {"score_header", "assessor_signature", signature},
};

}  // namespace

std::span<const FormField> form_fields() { return map; }

const FormField* find_form_field(std::string_view form, std::string_view field) {
  const auto found = std::find_if(std::begin(map), std::end(map),
                                  [&](const FormField& row) { return row.form == form && row.field == field; });
  return found == std::end(map) ? nullptr : &*found;
}

bool is_on_form(const RecordType& type, const Field& field, std::string_view form) {
  return std::any_of(std::begin(map), std::end(map), [&](const FormField& row) {
    return row.form == form && row.record == type.name && row.record_field == field.name && row.source == Source::Field;
  });
}

}  // namespace ocop::domain
