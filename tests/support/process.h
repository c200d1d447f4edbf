// Programs run as people and scripts run them: as processes, with arguments, environment, exit status and output.
//
// Output is kept in memory files, so a program never waits for us to read it. A Process that goes out of scope is
// killed; only processes that were started here are ever signalled.
#pragma once

#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace ocop::test {

struct Outcome {
  int exit_status = -1;  // -1: ended by a signal
  int signal = 0;
  bool is_timed_out = false;
  std::string out, err;
};

struct Launch {
  std::vector<std::string> arguments;  // the first is the program's path
  std::vector<std::pair<std::string, std::string>> environment = {};  // added to ours; an empty value removes
  std::string standard_output = {};    // a path to write to instead ("/dev/full")
  std::string work_folder = {};        // empty: ours
};

class Process {
 public:
  explicit Process(const Launch& launch);
  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;
  ~Process();

  pid_t pid() const { return pid_; }
  bool is_running();
  void signal(int number);
  Outcome wait(int timeout_ms = 120'000);  // beyond, it is killed and is_timed_out
  std::string out() const;
  std::string err() const;
  // Waits until standard output holds a whole line that begins so, and returns what follows on it; empty when the
  // program ended or the time is over.
  std::string wait_for_line(const std::string& begin, int timeout_ms = 20'000);

 private:
  bool reap(bool may_block);

  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  bool is_reaped_ = false;
  int status_ = 0;
};

Outcome run(const Launch& launch, int timeout_ms = 120'000);

}  // namespace ocop::test
