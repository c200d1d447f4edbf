// Every command of `ocop`, as one table: its name, its usage, what it takes and the function that does it. The names
// are an interface that scripts rely on; `ocop help` prints this table.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/cli/program.h"
#include "core/service/sync_control.h"

namespace ocop::cli {

inline constexpr int any_number = -1;

struct Command {
  std::string_view name;      // "dossier set"
  std::string_view operands;  // as the usage shows them
  int operands_min;
  int operands_max;           // or any_number
  std::string_view options;   // those it takes besides --data, --now, --json, --language: names with a space between
  std::string_view needs;     // the options that are not optional
  Status (*run)(Program& program);  // what it prints was printed when it returns, also with an error
};

std::span<const Command> command_table();

// Finds the command, checks what it was given, runs it. Usage errors name what was wrong.
Status run_command(Program& program);
std::string usage(const Program& program);

// rules_commands.cpp
Status rules_list(Program& program);
Status rules_check(Program& program);
Status rules_score(Program& program);
// folder_commands.cpp
Status init(Program& program);
Status verify(Program& program);
Status not_yet(Program& program);
// producer_commands.cpp
Status producer_add(Program& program);
Status producer_set(Program& program);
Status producer_show(Program& program);
Status producer_list(Program& program);
Status producer_find(Program& program);
// dossier_commands.cpp
Status dossier_new(Program& program);
Status dossier_set(Program& program);
Status dossier_archive(Program& program);
Status dossier_restore(Program& program);
// dossier_views.cpp
Status dossier_show(Program& program);
Status dossier_list(Program& program);
Status dossier_find(Program& program);
// score_commands.cpp
Status score(Program& program);
Status declare(Program& program);
// evidence_commands.cpp
Status evidence_add(Program& program);
Status evidence_get(Program& program);
// conflict_commands.cpp
Status conflicts(Program& program);
Status settle(Program& program);
// held_command.cpp
Status held(Program& program);
Status notices(Program& program);
// proof_commands.cpp
Status receipt(Program& program);
Status unsent(Program& program);
Status prune(Program& program);
// preference_commands.cpp
Status preferences_show(Program& program);
Status preferences_set(Program& program);
// sync_commands.cpp
Status enrol(Program& program);
Status sync(Program& program);
Result<service::PhotoPolicy> read_photo_policy(const Program& program);  // --photos, all by default; Usage
// sync_views.cpp
Status sync_bill(Program& program, OpenFolder& opened);  // `sync --bill`
Status syncs(Program& program);
// bundle_commands.cpp
Status bundle_export(Program& program);
Status bundle_import(Program& program);

}  // namespace ocop::cli
