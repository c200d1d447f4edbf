// What every command is given: its arguments, the clock, chance, the language, and where to write.
//
// One thread. Nothing here is kept between two starts of the program.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "app/cli/arguments.h"
#include "app/text/text.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/base/files.h"
#include "core/service/folder.h"

namespace ocop::cli {

struct Program {
  Arguments arguments;  // words without the name of the command
  Clock& clock;
  Entropy& entropy;
  std::string data;     // the data folder: --data or OCOP_DATA; may be empty
  text::Language language = text::Language::Vietnamese;
  bool wants_json = false;
};

// The wall stands still at a moment that was named (--now); monotonic time and boot are the machine's.
class FixedClock final : public Clock {
 public:
  FixedClock(std::int64_t wall_ms, Clock& machine) : wall_ms_(wall_ms), machine_(machine) {}
  std::int64_t wall_ms() const override { return wall_ms_; }
  std::int64_t monotonic_ms() const override { return machine_.monotonic_ms(); }
  std::uint32_t boot() const override { return machine_.boot(); }

 private:
  std::int64_t wall_ms_;
  Clock& machine_;
};

// --- the data folder
// --------------------------------------------------------------------------------------------------

// The folder and the port that it stands on, which must outlive it.
struct OpenFolder {
  std::unique_ptr<Files> files;
  std::unique_ptr<service::Folder> folder;
};

Result<OpenFolder> open_folder(Program& program);  // Usage when no folder is named; errors of Folder::open
Result<OpenFolder> create_folder(Program& program, const service::Officer& officer);  // makes the directory too

// --- writing and reading
// ----------------------------------------------------------------------------------------------

// One line on standard output, flushed. StorageFull, StorageFault when nobody takes it.
Status print_line(std::string_view line);
// {"id":"…"}: an object of texts, in this order.
std::string json_object(std::initializer_list<std::pair<std::string_view, std::string_view>> members);
// {"ids":["…"]}
std::string json_list(std::string_view key, const std::vector<std::string>& items);
// The error as one line of JSON on standard error; returns the program's exit status.
int report_error(text::Language language, const Error& error);

// A sentence of the catalogue in the program's language, its arguments filled in.
std::string phrase(const Program& program, text::Key key, std::initializer_list<std::string_view> words = {});

// A whole file of at most `bytes_max`; a longer one gives bytes_max + 1 bytes, so that the reader can refuse it.
// NotFound, StorageFault.
Result<Bytes> read_file(const std::string& path, std::size_t bytes_max);
Status write_file(const std::string& path, ByteView bytes);

}  // namespace ocop::cli
