// `ocop-field`: builds everything, owns everything, and knows nothing else. Three threads: this one is the screen's;
// the database's has the only connection; the sync's moves what is to be sent (README.md has the table).
//
//   ocop-field [--data DIR] [--photos DIR] [--size WxH] [--language vi|en] [--officer NAME] [--units CODE,CODE]
//              [--script visit --screenshots DIR | --script type | --script start]
//
// Language, size of the text and look are those chosen last (`ocop preferences`); --language is for this start
// alone. Under a script nothing is sent by itself.
// --photos: a folder whose pictures the camera "takes", on a machine without one. --officer and --units: for a data
// folder that is made now; enrolling replaces both. --script type and start: app/shell/typing.h, and tests/bench.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include "app/presenter/application.h"
#include "app/screen/screens.h"
#include "app/shell/shell.h"
#include "app/shell/typing.h"
#include "app/shell/visit.h"
#include "core/photo/photo.h"
#include "core/service/folder.h"
#include "platform/fake/album_camera.h"
#include "platform/linux/file_place.h"
#include "platform/linux/found_files.h"
#include "platform/linux/glfw_window.h"
#include "platform/linux/linux_network.h"
#include "platform/linux/linux_paths.h"
#include "platform/linux/mailbox.h"
#include "platform/linux/posix_files.h"
#include "platform/linux/private_place.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/threaded_executor.h"
#include "sync/bundle/export.h"
#include "sync/bundle/import.h"
#include "sync/client/sync_thread.h"
#include "sync/engine/proofs.h"

namespace {

using namespace ocop;

// --- what was typed -------------------------------------------------------------------------------------------------

struct Options {
  std::string data, photos, script, screenshots, officer = "Cán bộ";
  std::vector<std::string> units;
  int width_px = 1280, height_px = 800;
  std::optional<text::Language> language;  // for this start; else the one that was chosen last
};

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(at, from), text.size());
    if (end > from) out.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
  return out;
}

bool read_number(const std::string& text, int& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && number >= 200 && number <= 10'000;
}

Result<Options> read_options(int count, char** values) {
  Options out;
  for (int i = 1; i < count; i += 2) {
    const std::string name = values[i];
    if (i + 1 >= count) return Error{ErrorCode::Usage, name + " needs a value"};
    const std::string value = values[i + 1];
    const auto size = split(value, 'x');
    if (name == "--data") out.data = value;
    else if (name == "--photos") out.photos = value;
    else if (name == "--script" && (value == "visit" || value == "type" || value == "start")) out.script = value;
    else if (name == "--screenshots") out.screenshots = value;
    else if (name == "--officer") out.officer = value;
    else if (name == "--units") out.units = split(value, ',');
    else if (name == "--language" && (value == "vi" || value == "en"))
      out.language = value == "en" ? text::Language::English : text::Language::Vietnamese;
    else if (name != "--size" || size.size() != 2 || !read_number(size[0], out.width_px) ||
             !read_number(size[1], out.height_px))
      return Error{ErrorCode::Usage, name + " " + value};
  }
  if (out.script == "visit" && out.screenshots.empty())
    return Error{ErrorCode::Usage, "--script visit needs --screenshots"};
  if (out.data.empty()) {
    TRY_ASSIGN(out.data, platform::LinuxPaths().data_folder());
  }
  return out;
}

int report(const Error& error, text::Language language) {
  const auto words = text::sentence(text::error_sentence(error.code), language);
  std::fprintf(stderr, "%.*s\n%.*s: %s\n", static_cast<int>(words.size()), words.data(),
               static_cast<int>(error.name().size()), error.name().data(), error.detail.c_str());
  return error_row(error.code).exit_status;
}

// --- the data -------------------------------------------------------------------------------------------------------

struct Data {
  platform::SystemClock clock;
  SystemEntropy entropy;
  std::unique_ptr<platform::PosixFiles> files;
  std::unique_ptr<service::Folder> folder;
  presenter::Settings settings;  // as they were kept
};

Result<service::Folder> open_or_make(const std::string& path, service::Ports ports, const Options& options) {
  TRY(platform::make_private_database(path));
  auto folder = service::Folder::open(path, ports);
  const bool is_new = !folder && folder.error().code == ErrorCode::NoDataFolder;  // also a first start that was killed
  return is_new ? service::Folder::create(path, ports, {options.officer, options.units}) : std::move(folder);
}

Status open_data(Data& data, const Options& options) {
  TRY(platform::make_private_folder(options.data));
  TRY_ASSIGN(auto files, platform::PosixFiles::open(options.data + "/photos"));
  data.files = std::make_unique<platform::PosixFiles>(std::move(files));
  const service::Ports ports{*data.files, data.clock, data.entropy};
  TRY_ASSIGN(auto folder, open_or_make(options.data + "/ocop.sqlite", ports, options));
  data.folder = std::make_unique<service::Folder>(std::move(folder));
  TRY_ASSIGN(const auto preferences, service::read_preferences(*data.folder));
  data.settings = presenter::settings_of(preferences);
  data.settings.language = options.language.value_or(data.settings.language);
  return {};
}

// --- what screens ask of the machine --------------------------------------------------------------------------------

presenter::SyncProgress progress_of(const client::SyncReport& report) {
  const auto& summary = report.summary;
  presenter::SyncProgress out;
  out.is_running = report.is_running;
  out.changes_up = summary.changes_up;
  out.changes_down = summary.changes_down;
  out.photos_up = summary.photos_up;
  out.photos_down = summary.photos_down;
  out.bytes_up = summary.bytes_up;
  out.bytes_down = summary.bytes_down;
  out.retry_at_monotonic_ms = report.retry_at_monotonic_ms;
  if (!report.is_running && summary.error) out.error = summary.error->code;
  return out;
}

engine::Link link_of(platform::Link link) {
  switch (link) {
    case platform::Link::None: return engine::Link::None;
    case platform::Link::Metered: return engine::Link::Metered;
    case platform::Link::Unmetered: return engine::Link::Unmetered;
    case platform::Link::Unknown: return engine::Link::Unknown;
  }
  return engine::Link::Unknown;
}

presenter::Network network_of(platform::Link link) {
  switch (link) {
    case platform::Link::None: return presenter::Network::None;
    case platform::Link::Metered: return presenter::Network::Metered;
    case platform::Link::Unmetered: return presenter::Network::Unmetered;
    case platform::Link::Unknown: return presenter::Network::Unknown;
  }
  return presenter::Network::Unknown;
}

class Machine final : public presenter::Outside {
 public:
  struct Parts {
    const std::string& photos;   // a folder for the camera
    std::string exchange;        // a folder of the data, where a bundle may be put
    client::SyncThread& sync;
    Executor& screen;
    const Clock& clock;
    std::function<void()> brought;  // something may have come; on the screen's thread
  };
  explicit Machine(Parts parts)
      : camera_(parts.photos),
        exchange_(std::move(parts.exchange)),
        sync_(parts.sync),
        screen_(parts.screen),
        clock_(parts.clock),
        brought_(std::move(parts.brought)) {}

  bool has_camera() const override { return camera_.is_available(); }
  void take_photo(std::function<void(Result<Bytes>)> then) override {
    const bool is_asked = helper_.post([this, then = std::move(then)] {
      auto photo = std::make_shared<Result<Bytes>>(camera_.take());
      (void)screen_.post([this, then, photo] {
        --photos_awaited_;
        then(std::move(*photo));
      });
    });
    if (is_asked) ++photos_awaited_;
    else std::fputs("the camera's queue is full\n", stderr);
  }
  presenter::Network network() const override {
    return is_cut_ ? presenter::Network::None : network_of(network_.link());
  }
  void start_sync(service::PhotoPolicy photos) override { sync_.start(photos); }
  void stop_sync() override { sync_.stop(); }
  void enrol(const presenter::EnrolmentRequest& request, std::function<void(Status)> then) override {
    sync_.enrol({request.server_url, request.code, request.ca_file, request.allows_plain_http},
                [this, then = std::move(then)](const Status& status) {
                  (void)screen_.post([then, status] { then(status); });
                });
  }
  void export_text(const presenter::TextFile& file, std::function<void(Result<std::string>)> then) override {
    const bool is_asked = helper_.post([this, file, then] {
      (void)screen_.post([then, written = write_text(file)] { then(written); });
    });
    if (!is_asked) (void)screen_.post([then] { then(Error{ErrorCode::StorageBusy, "the helper's queue is full"}); });
  }
  void export_bundle(std::function<void(Result<std::string>)> then) override {
    sync_.run_job([this, then = std::move(then)](service::SyncControl& control, Entropy& entropy) {
      auto path = write_bundle(control, entropy);
      (void)screen_.post([then, path = std::move(path)] { then(path); });
    });
  }

  void find_bundles(std::function<void(Result<presenter::BundleFiles>)> then) override {
    const bool is_asked = helper_.post([this, then] {
      (void)screen_.post([then, found = look_for_bundles()] { then(found); });
    });
    if (!is_asked) (void)screen_.post([then] { then(Error{ErrorCode::StorageBusy, "the helper's queue is full"}); });
  }
  Result<std::optional<service::ReceiptView>> read_receipt(service::Folder& folder, const Id& dossier) const override {
    return engine::view_kept_receipt(folder, dossier);
  }
  Result<service::StatementView> state_unsent(service::Folder& folder) const override {
    return engine::view_statement(folder);
  }
  void import_bundle(const std::string& path, std::function<void(Result<service::Imported>)> then) override {
    sync_.run_job([this, path, then = std::move(then)](service::SyncControl& control, Entropy&) {
      const auto done = read_bundle(control, path);
      (void)screen_.post([this, then, done] {
        brought_();
        then(done);
      });
    });
  }

  void cut_network(bool is_cut) {
    is_cut_ = is_cut;
    sync_.cut_network(is_cut);
  }
  bool is_taking() const { return photos_awaited_ > 0; }
  void stop() { helper_.stop(); }

 private:
  // On the first stick or card that takes files, else where a person looks on this machine. Named by the moment, so
  // that none is in the way of another: ocop-20261121-070509.ocop.
  Result<std::string> path_of_export(const std::string& stem, const std::string& ending) const {
    const platform::LinuxPaths paths;
    const auto media = paths.media();
    const auto medium = std::find_if(media.begin(), media.end(),
                                     [](const platform::Medium& one) { return one.is_writable; });
    TRY_ASSIGN(std::string path, medium == media.end() ? paths.export_folder() : medium->folder);
    path += "/" + stem + "-";
    for (const char c : iso_utc(clock_.wall_ms())) {
      if (c == 'T') path += '-';
      if (c >= '0' && c <= '9') path += c;
    }
    return path + ending;
  }

  Result<std::string> write_text(const presenter::TextFile& file) const {
    TRY_ASSIGN(std::string path, path_of_export(file.stem, file.ending));
    TRY_ASSIGN(platform::FilePlace place, platform::find_place(path));
    TRY(place.files.append(place.name, 0, as_bytes(file.text)));
    return path;
  }

  Result<std::string> write_bundle(service::SyncControl& control, Entropy& entropy) const {
    TRY_ASSIGN(std::string path, path_of_export("ocop", ".ocop"));
    TRY_ASSIGN(platform::FilePlace place, platform::find_place(path));
    TRY_ASSIGN([[maybe_unused]] const auto exported,
               bundle::export_bundle(control, entropy, service::PhotoPolicy::All, {place.files, place.name}));
    return path;
  }

  // What is on a stick; what a colleague put into the data folder; what was exported here, for another to take.
  Result<presenter::BundleFiles> look_for_bundles() const {
    const platform::LinuxPaths paths;
    const auto media = paths.media();
    std::vector<std::string> folders{exchange_};
    presenter::BundleFiles out;
    out.folder = exchange_;
    if (const auto exported = paths.export_folder()) {
      folders.push_back(*exported);
      out.folder = *exported;  // easier to find
    }
    for (const platform::Medium& medium : media) folders.push_back(medium.folder);
    for (const auto& file : platform::find_files(folders, ".ocop", bundle_files_max)) {
      const auto medium = std::find_if(media.begin(), media.end(),
                                       [&](const platform::Medium& one) { return one.folder == file.folder; });
      out.files.push_back({file.path, file.name, medium == media.end() ? std::string{} : medium->name, file.bytes,
                           file.written_wall_ms});
    }
    return out;
  }

  static Result<service::Imported> read_bundle(service::SyncControl& control, const std::string& path) {
    TRY_ASSIGN(const platform::FilePlace place, platform::find_place(path));
    return bundle::import_bundle(control, place.files, place.name);
  }

  static constexpr std::size_t bundle_files_max = 100;

  platform::LinuxNetwork network_;
  fake::AlbumCamera camera_;  // used on the helper's thread; whether there is one never changes
  const std::string exchange_;
  client::SyncThread& sync_;
  Executor& screen_;
  const Clock& clock_;
  std::function<void()> brought_;
  platform::ThreadedExecutor helper_{"helper"};  // what waits for a camera or a slow stick
  int photos_awaited_ = 0;
  bool is_cut_ = false;
};

// --- pictures -------------------------------------------------------------------------------------------------------

// Photos as textures: read and decoded on the database's thread when a screen asks for one, kept while they are seen.
class Shelf final : public screen::Pictures {
 public:
  static constexpr std::size_t textures_max = 120;
  static constexpr std::uint32_t long_edge_px_max = 1600;

  Shelf(presenter::Desk& desk, std::function<shell::Renderer*()> renderer)
      : desk_(desk), renderer_(std::move(renderer)) {}

  screen::PictureTexture find(const Hash& sha256) override {
    Entry& entry = entries_[sha256];
    entry.used_in_frame = frame_;
    if (!entry.is_asked) entry.is_asked = ask(sha256);
    return entry.picture;
  }
  void next_frame() {
    ++frame_;
    for (auto at = entries_.begin(); entries_.size() > textures_max && at != entries_.end();) {
      const bool is_seen = at->second.used_in_frame + 2 >= frame_;
      if (!is_seen && at->second.picture.texture != 0) renderer_()->release_texture(at->second.picture.texture);
      at = is_seen ? std::next(at) : entries_.erase(at);
    }
  }
  // A sync may have brought what was not here.
  void look_again() {
    for (auto& [sha256, entry] : entries_) entry.is_asked = entry.picture.texture != 0;
  }

 private:
  struct Entry {
    screen::PictureTexture picture;
    bool is_asked = false;
    std::uint64_t used_in_frame = 0;
  };

  bool ask(const Hash& sha256) {
    return desk_.ask(
        asker_,
        [sha256](service::Folder& folder) -> Result<photo::Image> {
          TRY_ASSIGN(const Bytes jpeg, folder.photos().read(sha256));
          return photo::decode_rgba(jpeg, long_edge_px_max);
        },
        [this, sha256](Result<photo::Image> image) {
          const auto entry = entries_.find(sha256);
          if (!image || entry == entries_.end() || entry->second.picture.texture != 0) return;
          const int width = static_cast<int>(image->width_px), height = static_cast<int>(image->height_px);
          entry->second.picture.texture = renderer_()->make_texture({width, height, std::move(image->rgba)});
          entry->second.picture.aspect = static_cast<float>(width) / static_cast<float>(std::max(height, 1));
        });
  }

  presenter::Desk& desk_;
  std::function<shell::Renderer*()> renderer_;
  presenter::Asker asker_;
  std::map<Hash, Entry> entries_;
  std::uint64_t frame_ = 0;
};

// --- the program ----------------------------------------------------------------------------------------------------

class Program final : public shell::Application {
 public:
  Program(Data& data, const Options& options)
      : clock_(data.clock),
        sync_({*data.folder, database_, data.clock, entropy_, "ocop-field 0.1.0",
               [this](const client::SyncReport& report) { sync_told(report); },
               [] { return link_of(platform::LinuxNetwork().link()); }}),
        machine_({options.photos, options.data + "/exchange", sync_, mailbox_, data.clock,
                  [this] { shelf_.look_again(); }}),
        desk_(*data.folder, database_, mailbox_),
        application_({desk_, machine_, data.clock, data.settings}),
        shelf_(desk_, [this] { return &shell_->renderer(); }) {}

  ~Program() override { stop(); }

  // The window's events, until it is closed or the visit is over.
  Status run(platform::Window& window, const Options& options) {
    shell::GlRenderer renderer;
    is_scripted_ = !options.script.empty();
    TRY_ASSIGN(shell_, shell::Shell::start(window, renderer, clock_, *this));
    mailbox_.use_waker(&shell_->waker());
    use_settings();
    const Status status = play(options);
    stop();
    shell_.reset();
    return status;
  }

 private:
  // Nobody asks any more; what was asked is finished.
  void stop() {
    machine_.stop();
    sync_.stop_and_join();
    database_.stop();
    mailbox_.use_waker(nullptr);
  }

  void before_frame() override {
    if (!shell_ || !shell_->ui().frame().is_down) mailbox_.drain();  // nothing moves under a finger
    application_.tick();
    shelf_.next_frame();
  }
  void frame(ui::Ui& ui) override {
    const auto view = application_.view();
    screen::Stage stage{ui, view, shelf_, intents_};
    screen::draw(stage);
  }
  void after_frame() override {
    application_.apply(std::exchange(intents_, {}));
    if (shell_ && application_.settings() != settings_) use_settings();
  }
  std::optional<std::int64_t> next_deadline_ms() override {
    if (is_hurried_) return clock_.monotonic_ms() + 10;
    return application_.next_deadline_ms();
  }
  bool may_close() override {
    mailbox_.drain();
    application_.tick();
    return application_.may_close();
  }

  void use_settings() {
    settings_ = application_.settings();
    shell_->set_text_size(presenter::scale_of(settings_.text_size));
    shell_->use_theme(settings_.look == presenter::Look::Sunlight ? ui::ThemeKind::Sunlight : ui::ThemeKind::Light);
    sync_.use_rules({settings_.sends_by_itself && !is_scripted_, settings_.only_on_wifi});
  }

  void sync_told(const client::SyncReport& report) {
    (void)mailbox_.post([this, progress = progress_of(report)] {
      application_.sync_moved(progress);
      is_syncing_ = progress.is_running;
      shelf_.look_again();
    });
  }

  Status play(const Options& options) {
    if (options.script == "visit") return visit(options.screenshots);
    if (options.script == "type") return type();
    if (options.script == "start") return start_only();
    shell_->run();
    return {};
  }

  static void say(const std::string& line) { std::printf("%s\n", line.c_str()), std::fflush(stdout); }

  // To the first frame in which the list of dossiers can be used, and no further: what tests/bench times.
  Status start_only() {
    const auto is_list = [](const ui::Item& item) {
      return item.path.starts_with("home/dossier ") || item.path == "home/empty";
    };
    for (;;) {
      shell_->turn();
      const auto& items = shell_->ui().items().items;
      if (std::any_of(items.begin(), items.end(), is_list)) return say("usable"), Status{};
    }
  }

  Status type() {
    is_hurried_ = true;
    machine_.cut_network(true);
    const auto is_quiet = [this] {
      const auto& drafts = application_.drafts();
      return desk_.waiting() == 0 && !drafts.is_saving() && !drafts.has_failed();
    };
    return shell::Typing(*shell_, {is_quiet, say}).run();
  }

  Status visit(const std::string& folder) {
    is_hurried_ = true;
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    shell::Visit visit(*shell_, {
        .is_quiet = [this] {
          return desk_.waiting() == 0 && !machine_.is_taking() && !application_.drafts().is_saving() && !is_syncing_;
        },
        .cut_network = [this](bool is_cut) { machine_.cut_network(is_cut); },
        .say = say,
        .keep_picture = [folder](const std::string& name, const Bytes& png) -> Status {
          std::ofstream file(folder + "/" + name, std::ios::binary);
          file.write(as_text(png).data(), static_cast<std::streamsize>(png.size()));
          file.close();
          if (!file) return Error{ErrorCode::StorageFault, folder + "/" + name};
          return {};
        }});
    return visit.run();
  }

  const Clock& clock_;
  SystemEntropy entropy_;  // the sync thread's own
  platform::Mailbox mailbox_;
  platform::ThreadedExecutor database_{"database"};
  client::SyncThread sync_;
  Machine machine_;
  presenter::Desk desk_;
  presenter::Application application_;
  Shelf shelf_;
  std::unique_ptr<shell::Shell> shell_;
  presenter::Intents intents_;
  presenter::Settings settings_;
  bool is_syncing_ = false;
  bool is_scripted_ = false;  // nothing is sent by itself
  bool is_hurried_ = false;   // a script waits for no deadline
};

Status run(const Options& options) {
  Data data;
  TRY(open_data(data, options));
  TRY_ASSIGN(const auto window, platform::GlfwWindow::open({"OCOP Field", options.width_px, options.height_px}));
  Program program(data, options);
  return program.run(*window, options);
}

}  // namespace

int main(int count, char** values) {
  const auto options = read_options(count, values);
  if (!options) return report(options.error(), text::Language::Vietnamese);
  const Status status = run(*options);
  return status ? 0 : report(status.error(), options->language.value_or(text::Language::Vietnamese));
}
