// A visit from beginning to end, as a script would do it.
#include <algorithm>

#include "tests/cli/tablet.h"
#include "tests/support/catch.h"

using namespace ocop::test;

TEST_CASE("a producer is added, shown, listed, changed and found without tones") {
  const Tablet tablet;
  const std::string id = tablet.json({"producer", "add", "name=Hợp tác xã Đặc sản Hòa Bình", "phone=0912 345 678",
                                      "type=cooperative"})["id"];
  REQUIRE(id.size() == 32);
  const Json shown = tablet.json({"producer", "show", id.substr(0, 6)});
  CHECK(shown["id"] == id);
  CHECK(shown["fields"]["name"] == "Hợp tác xã Đặc sản Hòa Bình");
  CHECK(shown["fields"]["unit"] == "00004");

  tablet.json({"producer", "set", id, "phone=", "type=household"});
  const Json changed = tablet.json({"producer", "show", id});
  CHECK(changed["fields"]["type"] == "household");
  CHECK_FALSE(changed["fields"].contains("phone"));

  tablet.add_producer("Tổ hợp tác Sông Đà");
  CHECK(tablet.json({"producer", "list"}).size() == 2);
  for (const std::string& text : Words{"dac san", "HOA BINH", "hoà"}) {
    INFO(text);
    const Json found = tablet.json({"producer", "find", text});
    REQUIRE(found.size() == 1);
    CHECK(found[0]["id"] == id);
  }
  CHECK(tablet.json({"producer", "find", "không có"}).empty());
}

TEST_CASE("a producer is added from a file of JSON") {
  const Tablet tablet;
  write_text(tablet.file("p.json"), R"({"name":"Cơ sở Minh Châu","workers":12,"has_business_registration":true})");
  const std::string id = tablet.json({"producer", "add", "--from", tablet.file("p.json"), "type=household"})["id"];
  const Json shown = tablet.json({"producer", "show", id});
  CHECK(shown["fields"]["name"] == "Cơ sở Minh Châu");
  CHECK(shown["fields"]["type"] == "household");
  CHECK(shown["fields"]["workers"] == 12);
  CHECK(shown["fields"]["has_business_registration"] == true);
}

TEST_CASE("a dossier keeps what was written about it, its product and its producer") {
  const Tablet tablet;
  const std::string producer = tablet.add_producer();
  const std::string dossier = tablet.new_dossier(producer, "Mật ong hoa nhãn");
  tablet.json({"dossier", "set", dossier, "note=gặp lại tháng sau", "product.format=Lọ 500 ml",
               "producer.phone=0912345678", "yearly.2025.revenue_vnd=1.250.000.000"});
  const Json shown = tablet.json({"dossier", "show", dossier});
  CHECK(shown["id"] == dossier);
  CHECK(shown["kind"] == "first");
  CHECK(shown["set"] == "ocop-26-2026/07");
  CHECK(shown["unit"] == "00004");
  CHECK(shown["state"] == "draft");
  CHECK(shown["fields"]["note"] == "gặp lại tháng sau");
  CHECK(shown["fields"]["yearly.2025.revenue_vnd"] == 1250000000);
  CHECK(shown["product"].dump().find("Lọ 500 ml") != std::string::npos);
  CHECK(shown["product"].dump().find("Mật ong hoa nhãn") != std::string::npos);
  CHECK(shown["producer"].dump().find("0912345678") != std::string::npos);
  CHECK(shown["unsent"]["changes"].get<int>() > 0);
  CHECK(shown["conflicts"].empty());
}

TEST_CASE("a sheet that is scored on the tablet comes to what rules score says") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  Json choices = Json::object();
  const auto criteria = criteria_of(7);
  REQUIRE(criteria.size() > 20);
  for (std::size_t i = 0; i < 6; ++i) {
    const std::string option = criteria[i].options[i % criteria[i].options.size()];
    choices[criteria[i].code] = option;
    tablet.json({"score", dossier, criteria[i].code, option, "--note", "xem tại xưởng"});
  }
  choices[criteria[6].code] = "none";
  tablet.json({"score", dossier, criteria[6].code, "none"});
  tablet.json({"declare", dossier, "set/1", "no"});
  choices["declare"] = {{"set/1", false}};

  write_text(tablet.file("choices.json"), choices.dump());
  const Json expected =
      ocop_json({"rules", "score", "--set", "ocop-26-2026/07", "--choices", tablet.file("choices.json"), "--json"});
  const Json self = tablet.json({"dossier", "show", dossier})["assessments"]["self"];
  for (const std::string& key :
       Words{"points", "parts", "band_stars", "stars", "failed_gates", "barred_by", "undeclared"}) {
    INFO(key);
    CHECK(self[key] == expected[key]);
  }
  CHECK(self["scores"][criteria[0].code]["option"] == choices[criteria[0].code]);
  CHECK(self["scores"][criteria[0].code]["note"] == "xem tại xưởng");
  CHECK(self["scores"][criteria[6].code]["option"] == "none");
  CHECK(self["scores"][criteria[6].code]["points"] == 0);
}

TEST_CASE("the commune and each council member have sheets of their own") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  tablet.json({"score", dossier, "1.1", "a"});
  tablet.json({"score", dossier, "1.1", "b", "--as", "commune"});
  tablet.json({"score", dossier, "1.1", "c", "--as", "council:Trần Văn Bình"});
  const Json assessments = tablet.json({"dossier", "show", dossier})["assessments"];
  CHECK(assessments["self"]["scores"]["1.1"]["option"] == "a");
  CHECK(assessments["commune"]["scores"]["1.1"]["option"] == "b");
  CHECK(assessments["council:Trần Văn Bình"]["scores"]["1.1"]["option"] == "c");
}

TEST_CASE("a score and an answer that are cleared count as never given") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  tablet.json({"score", dossier, "1.1", "c"});
  tablet.json({"declare", dossier, "set/1", "yes"});
  Json self = tablet.json({"dossier", "show", dossier})["assessments"]["self"];
  CHECK(self["points"] == 3);
  CHECK(self["stars"] == 0);
  CHECK(self["barred_by"] == Json{"set/1"});
  tablet.json({"score", dossier, "1.1", "clear"});
  tablet.json({"declare", dossier, "set/1", "clear"});
  self = tablet.json({"dossier", "show", dossier})["assessments"]["self"];
  CHECK(self["points"] == 0);
  CHECK(self["barred_by"].empty());
  const Json& undeclared = self["undeclared"];
  CHECK(std::find(undeclared.begin(), undeclared.end(), "set/1") != undeclared.end());
}

TEST_CASE("dossiers are listed by id and found by product, producer and commune without tones") {
  const Tablet tablet;
  const std::string producer = tablet.add_producer("Hợp tác xã Đồng Tháp");
  Words ids = {tablet.new_dossier(producer, "Mật ong hoa nhãn"), tablet.new_dossier(producer, "Chè Shan tuyết"),
               tablet.new_dossier(producer, "Bún khô")};
  std::sort(ids.begin(), ids.end());
  const Json list = tablet.json({"dossier", "list"});
  REQUIRE(list.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(list[i]["id"] == ids[i]);
  for (const char* key : {"id", "name", "product", "unit", "set", "state"}) {
    INFO(key);
    CHECK(list[0].contains(key));
  }
  CHECK(tablet.json({"dossier", "find", "mat ong"}).size() == 1);
  CHECK(tablet.json({"dossier", "find", "CHE", "shan"}).size() == 1);
  CHECK(tablet.json({"dossier", "find", "dong thap"}).size() == 3);
  CHECK(tablet.json({"dossier", "find", "ba dinh"}).size() == 3);
  CHECK(tablet.json({"dossier", "find", "xyz"}).empty());
}

TEST_CASE("an archived dossier leaves the list, refuses edits, and comes back whole") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  tablet.json({"score", dossier, "1.1", "b"});
  tablet.json({"dossier", "archive", dossier, "--reason", "mở nhầm"});
  CHECK(tablet.json({"dossier", "list"}).empty());
  CHECK(tablet.json({"dossier", "list", "--archived"}).size() == 1);
  const Outcome refused = tablet.run({"score", dossier, "1.1", "c"});
  CHECK(refused.exit_status == 1);
  CHECK(error_code(refused) == "archived");
  tablet.json({"dossier", "restore", dossier, "--reason", "không nhầm"});
  CHECK(tablet.json({"dossier", "list"}).size() == 1);
  CHECK(tablet.json({"dossier", "show", dossier})["assessments"]["self"]["scores"]["1.1"]["option"] == "b");
}

TEST_CASE("photos are kept in three sizes, named by criterion, and come out byte for byte") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  const std::string path = photos_folder + "/product_fig.jpg";
  const Json added = tablet.json({"evidence", "add", dossier, path, photos_folder + "/product_coffee.jpg", "--kind",
                                  "product_photo", "--criterion", "1.1", "--criterion", "1.2"});
  REQUIRE(added["ids"].size() == 2);
  const std::string id = added["ids"][0];
  const Json evidence = tablet.json({"dossier", "show", dossier})["evidence"];
  REQUIRE(evidence.size() == 2);
  const Json& fig = evidence[0]["id"] == id ? evidence[0] : evidence[1];
  CHECK(fig["kind"] == "product_photo");
  CHECK(fig["criteria"] == Json{"1.1", "1.2"});
  CHECK(fig["state"] == "tablet");
  CHECK(fig["latitude"].is_number());
  CHECK_FALSE(fig["taken_at"].get<std::string>().empty());
  CHECK(fig["original"]["bytes"] == read_text(path).size());
  CHECK(fig["review"]["bytes"].get<std::size_t>() < read_text(path).size());
  CHECK(fig["thumbnail"]["bytes"].get<std::size_t>() < fig["review"]["bytes"].get<std::size_t>());

  for (const char* size : {"original", "review", "thumbnail"}) {
    INFO(size);
    const std::string out = tablet.file(std::string(size) + ".jpg");
    tablet.json({"evidence", "get", id, "--size", size, "--out", out});
    CHECK(read_text(out).size() == fig[size]["bytes"]);
  }
  CHECK(read_text(tablet.file("original.jpg")) == read_text(path));
}

TEST_CASE("the whole story leaves a folder without a problem") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  tablet.json({"score", dossier, "1.1", "b"});
  tablet.json({"declare", dossier, "set/2", "no"});
  tablet.add_photo(dossier);
  tablet.json({"dossier", "archive", dossier, "--reason", "thử"});
  tablet.json({"dossier", "restore", dossier, "--reason", "thử"});
  const Json verified = tablet.json({"verify"});
  CHECK(verified["ok"] == true);
  CHECK(verified["problems"].empty());
}

TEST_CASE("without --json people read Vietnamese, or English when they ask") {
  const Tablet tablet;
  const std::string dossier = tablet.new_dossier(tablet.add_producer());
  tablet.json({"score", dossier, "1.1", "b"});
  const Outcome vietnamese = tablet.run({"dossier", "show", dossier});
  const Outcome english = tablet.run({"dossier", "show", dossier, "--language", "en"});
  CHECK(vietnamese.exit_status == 0);
  CHECK(vietnamese.out.find("điểm") != std::string::npos);
  CHECK(english.out.find("points") != std::string::npos);
  for (const Words& words :
       {Words{"dossier", "list"}, Words{"producer", "list"}, Words{"conflicts"}, Words{"verify"}}) {
    INFO(words[0]);
    CHECK_FALSE(tablet.run(words).out.empty());
  }
}
