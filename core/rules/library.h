// The packs that the program carries: compiled in, parsed when first asked for, never changed afterwards.
//
// Any thread may ask; the first parses (0.9 MB, some 20 ms), the others wait for it. What is handed out lives as
// long as the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/rules/pack.h"

namespace ocop::rules {

// Newest first. The first is the current one: what a new dossier pins unless told otherwise.
std::vector<std::string_view> pack_ids();

// UnknownPack; PackInvalid if what is compiled in does not parse (a test of this folder keeps that from shipping).
Result<const Pack*> find_pack(std::string_view id);
Result<const Pack*> current_pack();

struct FoundSet {
  const Pack* pack = nullptr;
  const Set* set = nullptr;
};

// By full id, "ocop-26-2026/07", or by number alone, "7" or "07", which always means the current pack: dossiers keep
// the full id, so a number never changes its meaning behind them. "ocop-26-2026/7" is understood too.
//   UnknownPack      no such pack
//   UnknownSet       no such number in a complete pack, or not a number
//   PackIncomplete   a set that its decision has and our pack lacks: every set of 148, most of 1048
Result<FoundSet> find_set(std::string_view id);

// The law's kinds of evidence in this pack, then ours (Origin::Ours): product_photo label_photo workshop_photo
// raw_material_photo signature other.
std::vector<EvidenceKind> evidence_kinds(const Pack& pack);
bool is_own_evidence_kind(std::string_view id);

// Whether the answer to a criterion reveals health or origin of a person: 3.2 of 2026 (ethnic group, disability).
// Such an answer never enters the search index or a log. Known from the forms (forms.h).
bool is_sensitive_criterion(std::string_view pack_id, std::string_view criterion);

}  // namespace ocop::rules
