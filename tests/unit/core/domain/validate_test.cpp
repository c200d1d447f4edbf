#include "core/domain/validate.h"

#include <algorithm>
#include <limits>
#include <set>

#include "core/base/limits.h"
#include "core/domain/form_map.h"
#include "tests/support/catch.h"

using namespace ocop;
using namespace ocop::domain;

namespace {

const std::string some_id = "00112233445566778899aabbccddeeff";
const std::string some_hash(64, 'a');

const Field& field_of(std::string_view type, std::string_view name) {
  const auto* field = find_field(type, name);
  REQUIRE(field != nullptr);
  return *field;
}

std::string cleaned(std::string_view type, std::string_view name, std::string_view text) {
  const auto value = parse_value(field_of(type, name), text);
  if (!value) return "(" + std::string(value.error().name()) + ")";
  return to_text(*value);
}

constexpr auto refused = "(invalid_input)";

}  // namespace

TEST_CASE("dates are real days written year first") {
  for (const auto* good : {"2026-05-22", "2024-02-29", "2000-02-29", "1900-01-01", "2200-12-31"}) {
    INFO(good);
    CHECK(is_real_date(good));
    CHECK(cleaned("producer", "founded_on", good) == good);
  }
  for (const auto* bad :
       {"2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "1899-12-31", "2201-01-01",
        "22/5/2026", "2026-5-22", "2026-05-22T00:00:00Z", "2026/05/22", "20260522", "abcd-ef-gh", "2026-05-2x"}) {
    INFO(bad);
    CHECK_FALSE(is_real_date(bad));
    CHECK(cleaned("producer", "founded_on", bad) == refused);
  }
  CHECK_FALSE(is_real_date(""));
}

TEST_CASE("years are four digits from 1900 to 2200") {
  CHECK(cleaned("dossier", "year", "2026") == "2026");
  for (const auto* bad : {"26", "1899", "2201", "02026", "20a6", "-2026"})
    CHECK(cleaned("dossier", "year", bad) == refused);
}

TEST_CASE("whole numbers keep their bounds and money may be written in groups of three") {
  CHECK(cleaned("dossier", "sample_count", "5") == "5");
  CHECK(cleaned("dossier", "sample_count", "1000") == "1000");
  CHECK(cleaned("dossier", "yearly.2025.revenue_vnd", "1.250.000.000") == "1250000000");
  CHECK(cleaned("dossier", "yearly.2025.revenue_vnd", "12 000") == "12000");
  CHECK(cleaned("dossier", "yearly.2025.revenue_vnd", "9007199254740991") == "9007199254740991");
  CHECK(cleaned("dossier", "yearly.2025.profit_vnd", "-1.250.000") == "-1250000");
  for (const auto* bad : {"5,5", "5.5", "1.25", "1.2500", ".500", "-.500", "1.250 000", "1234.567", "1.250.", "12đ",
                          "+5", "0x10", "1e3", "9007199254740992", "99999999999999999999"}) {
    INFO(bad);
    CHECK(cleaned("dossier", "yearly.2025.revenue_vnd", bad) == refused);
  }
  CHECK(cleaned("dossier", "yearly.2025.revenue_vnd", "-1") == refused);
  CHECK(cleaned("dossier", "sample_count", "1001") == refused);
  CHECK(cleaned("certificate", "stars", "0") == refused);
  CHECK(cleaned("certificate", "stars", "6") == refused);
}

TEST_CASE("telephone numbers and e-mail addresses have their form") {
  for (const auto* good : {"0912345678", "+84 912 345 678", "(0219) 3.866-001", "0912345678 / 0987654321"})
    CHECK(cleaned("producer", "phone", good) == good);
  for (const auto* bad : {"12345", "không có", "0912345678x", "++++++++"})
    CHECK(cleaned("producer", "phone", bad) == refused);
  CHECK(cleaned("producer", "phone", std::string(65, '1')) == refused);
  for (const auto* good : {"a@b.vn", "htx.che+ocop@example.com.vn"}) CHECK(cleaned("producer", "email", good) == good);
  for (const auto* bad :
       {"a", "@b.vn", "a@", "a@b", "a@.vn", "a@b.", "a@b..vn", "a@b@c.vn", "a b@c.vn", "a@b.vn, c@d.vn"})
    CHECK(cleaned("producer", "email", bad) == refused);
  CHECK(cleaned("producer", "email", std::string(250, 'a') + "@b.vn") == refused);
}

TEST_CASE("yes and no are read in both languages") {
  for (const auto* yes : {"true", "yes", "có", "1"}) CHECK(cleaned("product", "is_exported", yes) == "true");
  for (const auto* no : {"false", "no", "không", "0"}) CHECK(cleaned("product", "is_exported", no) == "false");
  CHECK(cleaned("product", "is_exported", "maybe") == refused);
}

TEST_CASE("choices, codes and ids are checked") {
  CHECK(cleaned("dossier", "kind", "upgrade") == "upgrade");
  CHECK(cleaned("dossier", "kind", "Upgrade") == refused);
  CHECK(cleaned("dossier", "state", "draft") == "draft");
  CHECK(cleaned("dossier", "set", "ocop-26-2026/07") == "ocop-26-2026/07");
  for (const auto* bad : {"07", "/07", "ocop/7", "ocop/007", "ocop/0a", "OCOP/07", "ocop 26/07"})
    CHECK(cleaned("dossier", "set", bad) == refused);
  CHECK(cleaned("dossier", "product_code", "04-01273-2-2026") == "04-01273-2-2026");
  CHECK(cleaned("dossier", "product_code", "83-832-28882-2-2022") == "83-832-28882-2-2022");
  for (const auto* bad :
       {"04-01273-2026", "04-01273-2-26", "1-2-3-4-5-2026", "04--2-2026", "x-y-z-2026", "1234567-1-1-2026"})
    CHECK(cleaned("dossier", "product_code", bad) == refused);
  CHECK(cleaned("assessment", "1.2.option", "none") == "none");
  CHECK(cleaned("assessment", "1.2.option", "Mức b") == refused);
  CHECK(cleaned("evidence", "kind", "product_photo") == "product_photo");
  CHECK(cleaned("evidence", "kind", "Ảnh") == refused);
  CHECK(cleaned("finding", "criterion", "6.1.1") == "6.1.1");
  CHECK(cleaned("finding", "criterion", "6.") == refused);
  CHECK(cleaned("product", "producer", some_id) == some_id);
  CHECK(cleaned("product", "producer", some_id + "0") == refused);
  CHECK(cleaned("product", "producer", "HTX") == refused);
}

TEST_CASE("a GTIN is checked by its last digit") {
  CHECK(cleaned("product", "gtin", "8934563138165") == "8934563138165");
  CHECK(cleaned("product", "gtin", "96385074") == "96385074");
  for (const auto* bad : {"8934563138164", "893456313816", "abc", "89345631381650000"})
    CHECK(cleaned("product", "gtin", bad) == refused);
}

TEST_CASE("a unit must be in the list, and a commune must be a commune") {
  CHECK(cleaned("producer", "unit", "00004") == "00004");
  CHECK(cleaned("producer", "unit", "4") == "(unknown_unit)");
  CHECK(cleaned("producer", "unit", "01") == "(unknown_unit)");
  CHECK(cleaned("plan", "unit", "01") == "01");
  CHECK(cleaned("plan", "unit", "00004") == "00004");
  CHECK(cleaned("plan", "unit", "Hà Nội") == "(unknown_unit)");
}

TEST_CASE("what makes sense only together is read together") {
  CHECK(cleaned("decision", "paper", " 12/QĐ-UBND | 2026-05-01 | Hà Nội ") == "12/QĐ-UBND|2026-05-01|Hà Nội");
  CHECK(cleaned("decision", "paper", "12/QĐ-UBND|2026-05-01|") == "12/QĐ-UBND|2026-05-01|");
  CHECK(cleaned("evidence", "location", "210285110|1058048170|12") == "210285110|1058048170|12");
  CHECK(cleaned("evidence", "original", some_hash + "|120000|4000|3000") == some_hash + "|120000|4000|3000");
  for (const auto* bad :
       {"12/QĐ-UBND", "12/QĐ-UBND|2026-05-01", "12|2026-02-30|Hà Nội", "|2026-05-01|Hà Nội", "1|2026-05-01|a|b"})
    CHECK(cleaned("decision", "paper", bad) == refused);
  CHECK(cleaned("evidence", "location", "21,02|105,80|12") == refused);
  CHECK(cleaned("evidence", "original", "abc|120000|4000|3000") == refused);
  const auto original = parse_value(field_of("evidence", "original"), some_hash + "|1|2|3");
  REQUIRE_OK(original);
  REQUIRE(original->as_list() != nullptr);
  REQUIRE(original->as_list()->front().as_bytes() != nullptr);
  CHECK(original->as_list()->front().as_bytes()->size() == 32);
}

TEST_CASE("what the program alone writes cannot be typed") {
  CHECK(cleaned("dossier", "archived", "yes") == refused);
  CHECK(cleaned("dossier", "archived", "").empty());
  REQUIRE_OK(check_value(field_of("dossier", "archived"), Value::list({Value::integer(1)})));
}

TEST_CASE("values are cleaned: composed, trimmed, on one line unless several are meant") {
  CHECK(cleaned("producer", "name", "  Ho\xCC\x82\xCC\x80 \n sơ ") == "Hồ   sơ");
  CHECK(cleaned("producer", "history", " một\r\nhai \n") == "một\nhai");
  CHECK(cleaned("producer", "name", "a\xFF") == refused);
  CHECK(cleaned("producer", "name", std::string(limits::text_bytes_max + 1, 'x')) == "(limit_exceeded)");
}

TEST_CASE("empty text clears any field") {
  for (const auto& type : all_types())
    for (const auto& field : type.fields) {
      const auto value = parse_value(field, " \n ");
      REQUIRE_OK(value);
      CHECK(value->is_empty());
    }
}

TEST_CASE("what was written is read as the same value") {
  struct Sample {
    const char *type, *name, *text;
  };
  const auto hashes = some_hash + "|120000|4000|3000";
  const Sample samples[] = {{"producer", "name", "HTX Chè"},
                            {"producer", "history", "một\nhai"},
                            {"producer", "has_business_registration", "false"},
                            {"dossier", "year", "2026"},
                            {"dossier", "yearly.2025.profit_vnd", "-5"},
                            {"assessment", "declare.set/1", "true"},
                            {"evidence", "original", hashes.c_str()},
                            {"decision", "paper", "1|2026-05-01|"},
                            {"producer", "unit", "00004"}};
  for (const auto& sample : samples) {
    const auto& field = field_of(sample.type, sample.name);
    const auto value = parse_value(field, sample.text);
    REQUIRE_OK(value);
    const auto again = parse_value(field, to_text(*value));
    REQUIRE_OK(again);
    CHECK(*again == *value);
    REQUIRE_OK(check_value(field, *value));
    REQUIRE_OK(check_value(field, sample.text));
  }
}

TEST_CASE("a value of another kind than the field's is noticed, and does no harm") {
  REQUIRE_ERROR(check_value(field_of("dossier", "year"), Value::text("2026")), InvalidInput);
  REQUIRE_ERROR(check_value(field_of("producer", "name"), Value::integer(7)), InvalidInput);
  REQUIRE_ERROR(check_value(field_of("producer", "name"), Value::text(" a ")), InvalidInput);
  REQUIRE_ERROR(check_value(field_of("evidence", "original"), Value::list({Value::list({})})), InvalidInput);
  REQUIRE_OK(check_value(field_of("dossier", "year"), Value{}));
  CHECK(to_text(Value::list({Value::list({Value::integer(1)}), Value::integer(2)})) == "|2");
  CHECK(to_text(Value{}).empty());
  CHECK(Value::integer(1).as_text() == nullptr);
  CHECK(Value::text("a").as_boolean() == nullptr);
}

TEST_CASE("an empty record lacks every required field and a full one none") {
  const auto& type = *find_type("producer");
  std::set<std::string> required;
  std::vector<std::string_view> everything;
  for (const auto& field : type.fields) {
    if (field.required == Required::Always) required.insert(std::string(field.name));
    if (field.cardinality == Cardinality::One) everything.push_back(field.name);
  }
  const auto missing = missing_fields({type, {}, "first"});
  CHECK(std::set<std::string>(missing.begin(), missing.end()) == required);
  CHECK(missing.size() == required.size());
  CHECK(missing_fields({type, everything, "first"}).empty());
}

TEST_CASE("what has changed is asked for in an upgrade and a re-evaluation, not at first") {
  const auto& type = *find_type("dossier");
  const auto lacks_changes = [&](std::string_view kind) {
    const auto missing = missing_fields({type, {}, kind});
    return std::count(missing.begin(), missing.end(), "changes_since_recognition") == 1;
  };
  CHECK(lacks_changes("upgrade"));
  CHECK(lacks_changes("reevaluation"));
  CHECK_FALSE(lacks_changes("first"));
  CHECK_FALSE(lacks_changes(""));
}

TEST_CASE("a table lacks its first row, then the cells of the rows that were begun") {
  const auto& type = *find_type("dossier");
  const auto yearly = [&](std::vector<std::string_view> filled) {
    std::vector<std::string> out;
    for (const auto& name : missing_fields({type, filled, "first"}))
      if (name.starts_with("yearly.")) out.push_back(name);
    return out;
  };
  CHECK(yearly({}) == std::vector<std::string>{"yearly.*.revenue_vnd", "yearly.*.profit_vnd"});
  CHECK(yearly({"yearly.2024.revenue_vnd", "yearly.2025.profit_vnd"}) ==
        std::vector<std::string>{"yearly.2025.revenue_vnd", "yearly.2024.profit_vnd"});
  CHECK(yearly({"yearly.2024.revenue_vnd", "yearly.2024.profit_vnd"}).empty());
}

TEST_CASE("a required list lacks its first element") {
  static constexpr Field fields[] = {{.name = "tag.*",
                                      .type = FieldType::Boolean,
                                      .label = "tag",
                                      .cardinality = Cardinality::List,
                                      .key = Key::Slug,
                                      .required = Required::Always}};
  const RecordType type{"sample", Root::Own, fields};
  CHECK(missing_fields({type, {}, ""}) == std::vector<std::string>{"tag.*"});
  const std::vector<std::string_view> filled = {"unknown", "tag.organic"};
  CHECK(missing_fields({type, filled, ""}).empty());
}

TEST_CASE("a form lacks only what is on it") {
  const auto& type = *find_type("dossier");
  for (const auto* form : {"form_01", "form_02", "form_03"}) {
    const auto missing = missing_fields({type, {}, "first", form});
    CHECK_FALSE(missing.empty());
    for (const auto& name : missing) {
      const auto* field =
          &*std::find_if(type.fields.begin(), type.fields.end(), [&](const Field& f) { return f.name == name; });
      CHECK(is_on_form(type, *field, form));
    }
  }
  const auto third = missing_fields({type, {}, "first", "form_03"});
  CHECK(std::count(third.begin(), third.end(), "assess_origin") == 1);
  CHECK(std::count(third.begin(), third.end(), "business_plan") == 0);
}
