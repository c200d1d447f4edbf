// Producers: the households, groups and firms that make the products.
#include "app/cli/commands.h"
#include "app/cli/fields.h"
#include "core/domain/units.h"
#include "core/service/json.h"
#include "core/service/queries.h"

namespace ocop::cli {
namespace {

Status print_producers(Program& program, std::string_view search) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  constexpr std::size_t all = 1'000'000;  // a list on paper or for a script has no pages
  TRY_ASSIGN(const auto lines, service::list_producers(*opened.folder, search, all));
  if (program.wants_json) return print_line(service::to_json(lines));
  for (const service::ProducerLine& line : lines)
    TRY(print_line(line.id.hex().substr(0, 8) + "  " + line.name + "  " + domain::unit_name(line.unit)));
  return {};
}

}  // namespace

Status producer_add(Program& program) {
  TRY_ASSIGN(const auto fields, given_fields(program, program.arguments.words));
  TRY_ASSIGN(auto edits, read_edits("producer", fields, nullptr));
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const Id id, service::add_producer(*opened.folder, {std::move(edits)}));
  return print_line(json_object({{"id", id.hex()}}));
}

Status producer_set(Program& program) {
  const std::span<const std::string> words = program.arguments.words;
  TRY_ASSIGN(const auto fields, given_fields(program, words.subspan(1)));
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  service::Folder& folder = *opened.folder;
  TRY_ASSIGN(const Id id, service::find_id(folder, "producer", words[0]));
  TRY_ASSIGN(const service::RecordView shown, service::read_producer(folder, id));
  TRY_ASSIGN(auto edits, read_edits("producer", fields, &shown));
  TRY(service::edit_record(folder, {shown.key, shown.type, std::move(edits)}));
  return print_line(json_object({{"id", id.hex()}}));
}

Status producer_show(Program& program) {
  TRY_ASSIGN(OpenFolder opened, open_folder(program));
  TRY_ASSIGN(const Id id, service::find_id(*opened.folder, "producer", program.arguments.words[0]));
  TRY_ASSIGN(const service::RecordView record, service::read_producer(*opened.folder, id));
  if (program.wants_json) return print_line(service::to_json(record));
  std::string lines = id.hex() + "\n" + field_lines(record);
  lines.pop_back();
  return print_line(lines);
}

Status producer_list(Program& program) { return print_producers(program, ""); }

Status producer_find(Program& program) {
  std::string text;
  for (const std::string& word : program.arguments.words) text += (text.empty() ? "" : " ") + word;
  return print_producers(program, text);
}

}  // namespace ocop::cli
