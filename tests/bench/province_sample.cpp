#include "tests/bench/province_sample.h"

#include <algorithm>

#include "core/journal/value_codec.h"
#include "core/service/commands.h"
#include "core/service/sync_service.h"

namespace ocop::bench {
namespace {

using domain::Value;
using journal::Change;

const std::vector<std::string> goods = {
    "Chè",     "Mật ong", "Gạo",      "Miến dong", "Rượu ngô",          "Cam",      "Bưởi", "Nước mắm", "Tôm khô",
    "Bánh đa", "Cà phê",  "Hạt điều", "Nấm hương", "Thịt trâu gác bếp", "Măng khô", "Ớt"};
const std::vector<std::string> kinds = {"Shan tuyết", "bạc hà",   "Séng cù",  "hữu cơ", "men lá",  "sành",
                                        "da xanh",    "cốt nhĩ",  "một nắng", "nem",    "Robusta", "rang muối",
                                        "rừng",       "đặc biệt", "vàng",     "xiêm"};
const std::vector<std::string> places = {"Suối Giàng", "Mù Cang Chải", "Quản Bạ", "Mộc Châu", "Hạ Lang",
                                         "Bắc Hà",     "Pù Luông",     "Kỳ Sơn",  "Trà Bồng", "Đắk Mil",
                                         "Cầu Đất",    "Long Khánh",   "Cái Bè",  "Năm Căn"};
const std::vector<std::string> words = {"vườn", "nhà", "xưởng", "sấy",  "nóng", "sạch", "đóng", "gói",
                                        "thu",  "hái", "theo",  "mùa",  "cả",   "xã",   "cùng", "làm",
                                        "được", "ba",  "năm",   "liền", "bán",  "ở",    "chợ",  "huyện"};

const std::vector<std::string> onsets = {"b", "c",  "ch", "d",  "đ",  "g", "gh", "h", "k",  "kh", "l", "m",
                                         "n", "ng", "nh", "ph", "qu", "r", "s",  "t", "th", "tr", "v", "x"};
const std::vector<std::string> rimes = {"a",  "ai",  "am",  "an",  "ang", "anh", "ao",  "ap",  "at",  "ay",  "âm",
                                        "ân", "âu",  "ăn",  "ăng", "e",   "em",  "en",  "eo",  "ê",   "ên",  "êm",
                                        "i",  "ia",  "iên", "in",  "inh", "o",   "oa",  "oai", "oan", "oi",  "om",
                                        "on", "ong", "ô",   "ôi",  "ôm",  "ôn",  "ông", "ơ",   "ơi",  "ơm",  "ơn",
                                        "u",  "ua",  "un",  "ung", "uôi", "uôn", "ư",   "ưa",  "ưng", "ương"};

// Words that sound like some, more than a thousand of them: text as varied as what people write.
std::string syllables(Chance& chance, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "" : " ") + chance.pick(onsets) + chance.pick(rimes);
  return out;
}

void set(Change& change, const std::string& name, const Value& value) {
  change.fields.push_back({name, journal::encode_value(value), {}});
}

Change start(const Id& root, const Id& record, const std::string& type, Replica replica, std::uint64_t number) {
  Change change;
  change.root = root;
  change.record = record;
  change.type = type;
  change.replica = replica;
  change.first = change.last = number;
  change.about.officer = "Cán bộ mẫu";
  change.about.wall_ms = 1'790'000'000'000 + static_cast<std::int64_t>(root.bytes[0]) * 60'000;
  return change;
}

void finish(Change& change) {
  std::sort(change.fields.begin(), change.fields.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

}  // namespace

std::uint64_t Chance::draw() {  // splitmix64
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

Id Chance::id() {
  Id out;
  for (auto& byte : out.bytes) byte = static_cast<std::uint8_t>(draw());
  return out;
}

std::string product_name(Chance& chance) {
  return chance.pick(goods) + " " + chance.pick(kinds) + " " + chance.pick(places);
}

std::string sentence(Chance& chance, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "" : " ") + chance.pick(words);
  return out;
}

std::vector<Change> dossier_changes(Chance& chance, Replica replica, const std::string& unit) {
  const Id producer_id = chance.id(), product_id = chance.id(), dossier_id = chance.id();
  const std::string name = product_name(chance);

  Change producer = start(producer_id, producer_id, "producer", replica, 1);
  set(producer, "name", Value::text("HTX " + chance.pick(places) + " " + std::to_string(chance.below(1000))));
  set(producer, "type", Value::text("cooperative"));
  set(producer, "unit", Value::text(unit));
  Change product = start(producer_id, product_id, "product", replica, 2);
  set(product, "name", Value::text(name));
  set(product, "producer", Value::text(producer_id.hex()));
  Change dossier = start(dossier_id, dossier_id, "dossier", replica, 1);
  set(dossier, "kind", Value::text("first"));
  set(dossier, "set", Value::text("ocop-26-2026/11"));
  set(dossier, "producer", Value::text(producer_id.hex()));
  set(dossier, "product", Value::text(product_id.hex()));
  set(dossier, "unit", Value::text(unit));
  Change scores = start(dossier_id, service::assessment_id(dossier_id, "self"), "assessment", replica, 2);
  set(scores, "assessor", Value::text("self"));
  set(scores, "dossier", Value::text(dossier_id.hex()));
  for (const char* code : {"1.1", "1.2", "1.3", "2.1", "2.2", "3.1"}) {
    set(scores, std::string(code) + ".option", Value::text(chance.below(2) == 0 ? "a" : "b"));
  }
  std::vector<Change> out{producer, product, dossier, scores};
  for (Change& change : out) finish(change);
  return out;
}

Result<std::vector<Id>> fill_tablet(service::Folder& folder, int dossiers) {
  Chance chance(7);
  service::SyncService sync(folder);
  std::vector<Id> out;
  service::ExchangeResult exchange;
  for (int i = 0; i < dossiers; ++i) {
    for (auto& change : dossier_changes(chance, 1000 + static_cast<Replica>(i % 20), "00004")) {
      if (change.type == "dossier") out.push_back(change.root);
      exchange.changes.push_back({++exchange.cursor.position, std::move(change)});
    }
    if (i % 500 == 499 || i + 1 == dossiers) {
      exchange.mark = {1, exchange.cursor.position, 0};
      TRY(sync.import(exchange));
      exchange.changes.clear();
    }
  }
  return out;
}

Change wide_record(Chance& chance, const std::string& unit) {
  static const std::vector<std::string> answers = {"có", "không", "chưa rõ", "đã xem", "chờ"};
  static const std::vector<std::string> categories = [] {
    Chance own(3);
    std::vector<std::string> out(24);
    for (std::string& name : out) name = syllables(own, 2);
    return out;
  }();
  const Id id = chance.id();
  Change change = start(id, id, "visit", 1, 1);
  set(change, "unit", Value::text(unit));
  for (int i = 0; i < 29; ++i) {
    const std::string name = "criterion_" + std::to_string(i) + "_v";
    const Value values[] = {Value::integer(static_cast<std::int64_t>(chance.below(10'000'000))),
                            Value::text(syllables(chance, 3)), Value::text(chance.pick(categories)),
                            Value::text(i == 3 ? syllables(chance, 20) : chance.pick(answers))};
    set(change, name, values[i % 4]);
  }
  finish(change);
  return change;
}

}  // namespace ocop::bench
