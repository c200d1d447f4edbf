#include "app/presenter/new_dossier.h"

#include <algorithm>

#include "app/presenter/words.h"
#include "core/base/text.h"
#include "core/domain/units.h"
#include "core/rules/library.h"
#include "core/service/commands.h"

namespace ocop::presenter {
namespace {

using text::Key;
using text::Language;
namespace intent = new_dossier;

ChoiceView choice_of(const service::ProducerLine& line, Language language) {
  const std::string type(text::label("holder_type." + line.type, language));
  const std::string unit = line.unit.empty() ? std::string{} : domain::unit_name(line.unit);
  return {line.id.hex(), line.name, type.empty() || unit.empty() ? type + unit : type + " · " + unit};
}

Result<std::vector<ChoiceGroup>> all_sets(Language language) {
  TRY_ASSIGN(const rules::Pack* pack, rules::current_pack());
  std::vector<ChoiceGroup> out;
  for (const rules::Set& set : pack->sets) {
    const std::string_view industry = in(set.industry, language);
    auto group = std::find_if(out.begin(), out.end(), [&](const ChoiceGroup& one) { return one.title == industry; });
    if (group == out.end()) group = out.insert(out.end(), {std::string(industry), {}});
    std::string about(in(set.group, language));
    if (set.subgroup) about.append(" · ").append(in(*set.subgroup, language));
    group->choices.push_back({set.id, std::string(in(set.name, language)), std::move(about), search_words(set)});
  }
  return out;
}

}  // namespace

NewDossier::NewDossier(Context& context) : Screen(context) {}

void NewDossier::refresh() {
  asker_.move_on();
  view_.kinds.clear();
  for (const std::string_view kind : {"first", "upgrade", "reevaluation"})
    view_.kinds.push_back(
        {std::string(kind), std::string(text::label("dossier_kind." + std::string(kind), context_.language()))});
  must_ask_ = !context_.desk.ask(
      asker_,
      [search = view_.producer_search, language = context_.language()](service::Folder& folder) -> Result<Answer> {
        Answer out;
        TRY_ASSIGN(const auto lines, service::list_producers(folder, search, producers_max));
        for (const auto& line : lines) out.producers.push_back(choice_of(line, language));
        TRY_ASSIGN(out.sets, all_sets(language));
        TRY_ASSIGN(const auto officer, folder.officer());
        if (!officer.units.empty()) out.unit = officer.units.front();
        return out;
      },
      [this](Result<Answer> answer) {
        if (!answer) return context_.report(answer.error());
        view_.producers = std::move(answer->producers);
        all_sets_ = std::move(answer->sets);
        if (!view_.unit && view_.unit_search.empty()) choose_unit(answer->unit);
        find_sets();
        say_what_is_needed();
      });
}

void NewDossier::tick() {
  if (must_ask_) refresh();
}

void NewDossier::apply(const Intent& intent) {
  if (const auto* own = std::get_if<NewDossierIntent>(&intent); own != nullptr && !view_.is_creating) {
    apply(*own);
    say_what_is_needed();
  }
}

void NewDossier::apply(const NewDossierIntent& own) {
  if (const auto* search = std::get_if<intent::SearchProducer>(&own)) {
    view_.producer_search = search->text;
    refresh();
  } else if (const auto* producer = std::get_if<intent::ChooseProducer>(&own)) {
    choose_producer(producer->id);
  } else if (std::holds_alternative<intent::ChangeProducer>(own)) {
    view_.producer.reset();
    view_.is_adding_producer = false;
  } else if (std::holds_alternative<intent::AddProducer>(own)) {
    view_.is_adding_producer = true;
    view_.producer_name = view_.producer_search;
  } else if (const auto* name = std::get_if<intent::TypeProducerName>(&own)) {
    view_.producer_name = name->text;
  } else if (const auto* units = std::get_if<intent::SearchUnit>(&own)) {
    view_.unit_search = units->text;
    find_units();
  } else if (const auto* unit = std::get_if<intent::ChooseUnit>(&own)) {
    choose_unit(unit->id);
  } else if (std::holds_alternative<intent::ChangeUnit>(own)) {
    view_.unit.reset();
    find_units();
  } else if (const auto* product = std::get_if<intent::TypeProductName>(&own)) {
    view_.product_name = product->text;
  } else if (const auto* sets = std::get_if<intent::SearchSet>(&own)) {
    view_.set_search = sets->text;
    find_sets();
  } else if (const auto* set = std::get_if<intent::ChooseSet>(&own)) {
    for (const auto& group : all_sets_)
      for (const auto& choice : group.choices)
        if (choice.id == set->id) view_.set = choice;
  } else if (std::holds_alternative<intent::ChangeSet>(own)) {
    view_.set.reset();
  } else if (const auto* kind = std::get_if<intent::ChooseKind>(&own)) {
    view_.kind = kind->id;
  } else if (std::holds_alternative<intent::Create>(own)) {
    create();
  }
}

void NewDossier::choose_producer(const std::string& id) {
  const auto found = std::find_if(view_.producers.begin(), view_.producers.end(),
                                  [&](const ChoiceView& one) { return one.id == id; });
  if (found == view_.producers.end()) return;
  view_.producer = *found;
  view_.is_adding_producer = false;
}

void NewDossier::choose_unit(const std::string& code) {
  if (domain::find_commune(code) == nullptr) return;
  view_.unit = ChoiceView{code, domain::unit_name(code)};
  view_.unit_search.clear();
  view_.units.clear();
}

void NewDossier::find_units() {
  view_.units.clear();
  for (const domain::Commune* commune : domain::search_communes(view_.unit_search, units_max))
    view_.units.push_back({std::string(commune->code), domain::unit_name(commune->code)});
}

void NewDossier::find_sets() {
  view_.sets.clear();
  for (const auto& group : all_sets_) {
    ChoiceGroup found{group.title, {}};
    for (const auto& choice : group.choices)
      if (holds_words(choice.found_by, view_.set_search)) found.choices.push_back(choice);
    if (!found.choices.empty()) view_.sets.push_back(std::move(found));
  }
}

void NewDossier::say_what_is_needed() {
  const auto say = [&](Key key) { return text::sentence(key, context_.language()); };
  std::string list;
  const auto need = [&](Key key) { (list += list.empty() ? "" : ", ") += say(key); };
  if (!view_.producer && !view_.is_adding_producer) need(Key::NewDossierNeedsProducer);
  if (view_.is_adding_producer && trim(view_.producer_name).empty()) need(Key::NewDossierNeedsProducerName);
  if (view_.is_adding_producer && !view_.unit) need(Key::NewDossierNeedsUnit);
  if (trim(view_.product_name).empty()) need(Key::NewDossierNeedsProduct);
  if (!view_.set) need(Key::NewDossierNeedsSet);
  view_.still_needed = list.empty() ? list : text::fill(Key::NewDossierStillNeeded, context_.language(), {list});
}

void NewDossier::create() {
  say_what_is_needed();
  if (!view_.still_needed.empty()) return;
  service::NewDossier dossier;
  dossier.product_name = view_.product_name;
  dossier.set = view_.set->id;
  dossier.kind = view_.kind;
  std::optional<service::NewProducer> producer;
  if (view_.is_adding_producer) {
    producer.emplace();
    producer->fields.push_back({"name", domain::Value::text(std::string(trim(view_.producer_name))), {}});
    producer->fields.push_back({"unit", domain::Value::text(view_.unit->id), {}});
  } else {
    dossier.producer = Id::parse(view_.producer->id).value_or(Id{});
  }
  const bool is_asked = context_.desk.ask(
      creator_,
      [dossier, producer](service::Folder& folder) mutable -> Made {
        std::optional<Id> added;
        if (producer) {
          const auto id = service::add_producer(folder, *producer);
          if (!id) return {std::nullopt, id.error()};
          dossier.producer = *id;
          added = *id;
        }
        return {added, service::new_dossier(folder, dossier)};
      },
      [this](const Made& made) { finish(made); });
  view_.is_creating = is_asked;  // else the button stays, and another tap asks again
}

void NewDossier::finish(const Made& made) {
  view_.is_creating = false;
  if (made.producer) {
    view_.producer = ChoiceView{made.producer->hex(), view_.producer_name, view_.unit->label};
    view_.is_adding_producer = false;
  }
  if (!made.dossier) return context_.report(made.dossier.error());
  context_.notices.saved();
  context_.replace(place::Overview{*made.dossier});
}

}  // namespace ocop::presenter
