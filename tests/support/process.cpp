#include "tests/support/process.h"

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace ocop::test {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::string content(int file) {
  std::string text;
  char piece[65536];
  for (;;) {
    const ssize_t got = pread(file, piece, sizeof piece, static_cast<off_t>(text.size()));
    if (got <= 0) return text;
    text.append(piece, static_cast<std::size_t>(got));
  }
}

// Runs between fork and exec, in a program with one thread or many: only calls that are safe there.
[[noreturn]] void become(char* const* arguments, char* const* environment, int out, int err, const char* folder) {
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(nothing, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  if (folder != nullptr && chdir(folder) != 0) _exit(126);
  execve(arguments[0], arguments, environment);
  _exit(127);
}

std::vector<std::string> merged_environment(const std::vector<std::pair<std::string, std::string>>& changes) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::string name = text.substr(0, text.find('='));
    bool is_changed = name == "OCOP_DATA" || name == "OCOP_NOW";  // what the tester's shell has is not the test's
    for (const auto& change : changes) is_changed = is_changed || change.first == name;
    if (!is_changed) merged.push_back(text);
  }
  for (const auto& [name, value] : changes)
    if (!value.empty()) merged.push_back(name + "=" + value);
  return merged;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

Process::Process(const Launch& launch) {
  out_ = launch.standard_output.empty() ? memfd_create("out", MFD_CLOEXEC)
                                        : open(launch.standard_output.c_str(), O_WRONLY | O_CLOEXEC);
  err_ = memfd_create("err", MFD_CLOEXEC);
  if (out_ < 0 || err_ < 0) std::abort();
  auto arguments = launch.arguments;
  auto environment = merged_environment(launch.environment);
  const auto argument_pointers = pointers(arguments);
  const auto environment_pointers = pointers(environment);
  const char* folder = launch.work_folder.empty() ? nullptr : launch.work_folder.c_str();
  pid_ = fork();
  if (pid_ < 0) std::abort();
  if (pid_ == 0) become(argument_pointers.data(), environment_pointers.data(), out_, err_, folder);
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      out_(std::exchange(other.out_, -1)),
      err_(std::exchange(other.err_, -1)),
      is_reaped_(std::exchange(other.is_reaped_, true)),
      status_(other.status_) {}

Process::~Process() {
  if (pid_ > 0 && !is_reaped_) {
    signal(SIGKILL);
    reap(true);
  }
  if (out_ >= 0) close(out_);
  if (err_ >= 0) close(err_);
}

bool Process::reap(bool may_block) {
  if (is_reaped_) return true;
  is_reaped_ = waitpid(pid_, &status_, may_block ? 0 : WNOHANG) == pid_;
  return is_reaped_;
}

bool Process::is_running() { return !reap(false); }

void Process::signal(int number) {
  if (pid_ > 0 && !is_reaped_) kill(pid_, number);
}

Outcome Process::wait(int timeout_ms) {
  const auto until = SteadyClock::now() + std::chrono::milliseconds(timeout_ms);
  Outcome outcome;
  while (!reap(false)) {
    if (SteadyClock::now() > until) {
      outcome.is_timed_out = true;
      signal(SIGKILL);
      reap(true);
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  if (WIFEXITED(status_)) outcome.exit_status = WEXITSTATUS(status_);
  if (WIFSIGNALED(status_)) outcome.signal = WTERMSIG(status_);
  outcome.out = out();
  outcome.err = err();
  return outcome;
}

std::string Process::out() const { return content(out_); }
std::string Process::err() const { return content(err_); }

std::string Process::wait_for_line(const std::string& begin, int timeout_ms) {
  const auto until = SteadyClock::now() + std::chrono::milliseconds(timeout_ms);
  for (;;) {
    const bool has_ended = !is_running();
    const std::string text = "\n" + out();
    if (const auto at = text.find("\n" + begin); at != std::string::npos) {
      const auto end = text.find('\n', at + 1);
      if (end != std::string::npos) return text.substr(at + 1 + begin.size(), end - at - 1 - begin.size());
    }
    if (has_ended || SteadyClock::now() > until) return {};
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

Outcome run(const Launch& launch, int timeout_ms) { return Process(launch).wait(timeout_ms); }

}  // namespace ocop::test
