// The descriptions, file by file. Only record_type.cpp reads this; everybody else asks record_type.h.
#pragma once

#include "core/domain/record_type.h"

namespace ocop::domain::types {

inline constexpr Required always = Required::Always;
inline constexpr Sensitivity personal = Sensitivity::Personal;
inline constexpr Sensitivity sensitive = Sensitivity::Sensitive;

// Degrees in ten-millionths, so that a place is the same bytes on every machine; accuracy as the receiver gave it.
inline constexpr Part location_parts[] = {{"latitude_e7", Part::Type::Integer},
                                          {"longitude_e7", Part::Type::Integer},
                                          {"accuracy_m", Part::Type::Integer, true}};
inline constexpr Part paper_parts[] = {
    {"number", Part::Type::Text}, {"date", Part::Type::Date}, {"place", Part::Type::Text, true}};

inline constexpr std::string_view level_choices[] = {"commune", "district", "province", "ministry"};
inline constexpr std::string_view dossier_kind_choices[] = {"first", "upgrade", "reevaluation"};
inline constexpr std::string_view holder_type_choices[] = {
    "household",   "farm", "cooperative_group", "cooperative", "private_enterprise", "limited_company",
    "joint_stock", "other"};
inline constexpr std::string_view audience_choices[] = {"officers", "producers", "public"};

extern const std::span<const Field> producer, product, dossier, assessment, evidence;      // types_dossier.cpp
extern const std::span<const Field> visit, finding, idea, decision, certificate, contact;  // types_office.cpp
extern const std::span<const Field> activity, point_of_sale, support, plan, target;        // types_plan.cpp

}  // namespace ocop::domain::types
