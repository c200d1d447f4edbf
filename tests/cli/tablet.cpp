#include "tests/cli/tablet.h"

#include "tests/support/catch.h"
#include "tests/support/places.h"

namespace ocop::test {
namespace {

Words with(Words words, std::initializer_list<std::string> more) {
  words.insert(words.end(), more);
  return words;
}

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += " " + word;
  return text;
}

Json parsed(const Outcome& outcome, const Words& words) {
  INFO("ocop" << joined(words) << "\nstandard output: " << outcome.out << "\nstandard error: " << outcome.err);
  REQUIRE(outcome.signal == 0);
  REQUIRE(outcome.exit_status == 0);
  const Json json = Json::parse(outcome.out, nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  REQUIRE(outcome.out.back() == '\n');
  REQUIRE(outcome.out.find('\n') == outcome.out.size() - 1);
  return json;
}

}  // namespace

Outcome run_ocop(Words words) {
  words.insert(words.begin(), ocop_program);
  return test::run({.arguments = words});
}

Json ocop_json(Words words) { return parsed(run_ocop(words), words); }

std::string error_code(const Outcome& outcome) {
  if (outcome.err.empty()) return {};
  const Json json = Json::parse(outcome.err, nullptr, false);
  INFO("standard error: " << outcome.err);
  REQUIRE_FALSE(json.is_discarded());
  REQUIRE(outcome.err.find('\n') == outcome.err.size() - 1);
  REQUIRE_FALSE(json.at("message").get<std::string>().empty());
  return json.at("error");
}

Json without_travel(Json dossier) {
  dossier.erase("unsent");
  dossier.erase("whereabouts");
  dossier.erase("held");
  dossier.erase("not_arrived");
  for (Json& evidence : dossier["evidence"]) {
    evidence.erase("state");
    for (const char* size : {"original", "review", "thumbnail"}) {
      if (!evidence.contains(size) || !evidence[size].is_object()) continue;
      evidence[size].erase("state");
      evidence[size].erase("is_here");
    }
  }
  return dossier;
}

Tablet::Tablet(const std::string& officer, const std::string& units) {
  json({"init", "--officer", officer, "--units", units});
}

Outcome Tablet::run(Words words) const { return run_ocop(with(std::move(words), {"--data", data()})); }
Json Tablet::json(Words words) const { return ocop_json(with(std::move(words), {"--data", data(), "--json"})); }

std::string Tablet::add_producer(const std::string& name) const {
  return json({"producer", "add", "name=" + name})["id"];
}

std::string Tablet::new_dossier(const std::string& producer, const std::string& product, const std::string& set) const {
  return json({"dossier", "new", "--producer", producer, "--product", product, "--set", set, "--kind", "first"})["id"];
}

std::string Tablet::add_photo(const std::string& dossier, const std::string& name) const {
  return json({"evidence", "add", dossier, photos_folder + "/" + name, "--kind", "product_photo"})["ids"][0];
}

Province::Province() { start(); }

void Province::start() {
  server_ = std::make_unique<Process>(Launch{
      .arguments = {server_program, "serve", "--data", data(), "--listen", listen_, "--allow-plain-http"}});
  url_ = server_->wait_for_line("listening on ");
  INFO("standard error: " << server_->err());
  REQUIRE_FALSE(url_.empty());
  listen_ = url_.substr(url_.rfind('/') + 1);
}

void Province::stop() {
  server_->signal(SIGTERM);
  CHECK(server_->wait(20'000).exit_status == 0);
}

Json Province::json(Words words) const {
  words.insert(words.begin(), server_program);
  words = with(std::move(words), {"--data", data(), "--json"});
  return parsed(test::run({.arguments = words}), words);
}

void Province::enrol(const Tablet& tablet, const std::string& officer, const std::string& units) const {
  const std::string code = json({"invite", "--officer", officer, "--units", units})["code"];
  tablet.json({"enrol", "--server", url_, "--code", code, "--allow-plain-http"});
}

std::vector<Criterion> criteria_of(int set_number) {
  static const Json pack = Json::parse(read_text(OCOP_SOURCE_DIR "/core/rules/packs/ocop-26-2026.json"));
  std::vector<Criterion> found;
  const auto walk = [&](const auto& again, const Json& node) -> void {
    if (node.is_object() && node.contains("code") && node.contains("options")) {
      Criterion criterion{node["code"], {}};
      for (const Json& option : node["options"]) criterion.options.push_back(option["id"]);
      found.push_back(std::move(criterion));
      return;
    }
    if (node.is_structured())
      for (const Json& child : node) again(again, child);
  };
  for (const Json& set : pack["sets"])
    if (set["number"] == set_number) walk(walk, set);
  return found;
}

}  // namespace ocop::test
