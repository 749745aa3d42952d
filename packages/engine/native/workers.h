// A pool of threads that share the tasks of one op at a time.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "runtime.h"

namespace guru {

/** Tells the processor that this is a spin loop. */
void relax();

class Workers {
 public:
  /** `threads` counts the caller of `run`, who works too as worker 0. */
  explicit Workers(int threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void run(int64_t tasks, TaskFunction function, void* state);
  int threads() const { return static_cast<int>(helpers_.size()) + 1; }

 private:
  void help(int worker);
  void takeTasks(int worker);

  // A helper enters (inside_ + 1) before it looks at `open_`; the owner closes the job and then waits until nobody is
  // inside, so the fields of a job never change under a helper.
  std::atomic<bool> open_{false}, stopping_{false};
  std::atomic<int> inside_{0}, asleep_{0};
  std::atomic<int64_t> next_{0};
  int64_t tasks_ = 0;
  TaskFunction function_ = nullptr;
  void* state_ = nullptr;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::thread> helpers_;
};

}  // namespace guru
