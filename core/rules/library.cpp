#include "core/rules/library.h"

#include <array>
#include <charconv>

#include "core/rules/forms.h"

namespace ocop::embedded {
extern const std::string_view pack_26_2026;
extern const std::string_view pack_1048_2019;
extern const std::string_view pack_148_2023;
}  // namespace ocop::embedded

namespace ocop::rules {
namespace {

// One function-local static per pack: the language makes its first use safe for any number of threads.
const Result<Pack>& pack_26_2026() {
  static const Result<Pack> pack = parse_pack(embedded::pack_26_2026);
  return pack;
}
const Result<Pack>& pack_148_2023() {
  static const Result<Pack> pack = parse_pack(embedded::pack_148_2023);
  return pack;
}
const Result<Pack>& pack_1048_2019() {
  static const Result<Pack> pack = parse_pack(embedded::pack_1048_2019);
  return pack;
}

struct Carried {
  std::string_view id;
  const Result<Pack>& (*parsed)();
};
constexpr std::array<Carried, 3> carried_packs{{
    {"ocop-26-2026", pack_26_2026},
    {"ocop-148-2023", pack_148_2023},
    {"ocop-1048-2019", pack_1048_2019},
}};

struct OwnKind {
  std::string_view id, vi, en;
};
constexpr std::array<OwnKind, 6> own_kinds{{
    {"product_photo", "Ảnh sản phẩm", "Photo of the product"},
    {"label_photo", "Ảnh nhãn, bao bì", "Photo of the label or packaging"},
    {"workshop_photo", "Ảnh nơi sản xuất", "Photo of the workshop"},
    {"raw_material_photo", "Ảnh vùng nguyên liệu", "Photo of the raw-material area"},
    {"signature", "Chữ ký", "Signature"},
    {"other", "Giấy tờ khác", "Other paper"},
}};

std::optional<int> read_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || text.size() > 2 || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (number < 1) return std::nullopt;
  return number;
}

}  // namespace

std::vector<std::string_view> pack_ids() {
  std::vector<std::string_view> ids;
  for (const Carried& carried : carried_packs) ids.push_back(carried.id);
  return ids;
}

Result<const Pack*> find_pack(std::string_view id) {
  for (const Carried& carried : carried_packs) {
    if (carried.id != id) continue;
    const Result<Pack>& parsed = carried.parsed();
    TRY(parsed);
    return &*parsed;
  }
  return Error{ErrorCode::UnknownPack, std::string(id)};
}

Result<const Pack*> current_pack() { return find_pack(carried_packs.front().id); }

Result<FoundSet> find_set(std::string_view id) {
  const std::size_t slash = id.rfind('/');
  const bool is_number_alone = slash == std::string_view::npos;
  TRY_ASSIGN(const Pack* pack, is_number_alone ? current_pack() : find_pack(id.substr(0, slash)));
  const auto number = read_number(is_number_alone ? id : id.substr(slash + 1));
  if (!number) return Error{ErrorCode::UnknownSet, std::string(id)};
  if (const Set* set = pack->find_set(*number)) return FoundSet{pack, set};

  bool is_known = !pack->is_scorable;  // 2023: even the list of its sets is missing
  for (const KnownSet& known : pack->known_sets) is_known = is_known || known.number == *number;
  if (is_known) return Error{ErrorCode::PackIncomplete, std::string(id) + ": its criteria are not in the pack"};
  return Error{ErrorCode::UnknownSet, std::string(id)};
}

std::vector<EvidenceKind> evidence_kinds(const Pack& pack) {
  std::vector<EvidenceKind> kinds = pack.evidence_kinds;
  for (const OwnKind& own : own_kinds)
    kinds.push_back({std::string(own.id), 0, {std::string(own.vi), std::string(own.en)}, EvidenceKind::Origin::Ours});
  return kinds;
}

bool is_own_evidence_kind(std::string_view id) {
  for (const OwnKind& own : own_kinds)
    if (own.id == id) return true;
  return false;
}

bool is_sensitive_criterion(std::string_view pack_id, std::string_view criterion) {
  const FormLibrary& library = form_library();
  if (library.pack_id != pack_id) return false;
  for (const SensitiveCriterion& one : library.sensitive_criteria)
    if (one.criterion == criterion) return true;
  return false;
}

}  // namespace ocop::rules
