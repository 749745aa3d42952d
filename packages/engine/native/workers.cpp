#include "workers.h"

namespace guru {

namespace {
// About 50 µs: ops follow each other within microseconds while there is work, and an idle engine should not burn a core.
constexpr int kSpins = 4000;
}  // namespace

void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

namespace {
/** Spins at first; on a busy machine the thread waited for may need this very core. */
void wait(int spin) {
  if (spin < kSpins)
    relax();
  else
    std::this_thread::yield();
}
}  // namespace

Workers::Workers(int threads) {
  for (int worker = 1; worker < threads; worker++) helpers_.emplace_back([this, worker] { help(worker); });
}

Workers::~Workers() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

void Workers::takeTasks(int worker) {
  for (int64_t task; (task = next_.fetch_add(1)) < tasks_;) function_(state_, task, worker);
}

void Workers::run(int64_t tasks, TaskFunction function, void* state) {
  if (tasks <= 1 || helpers_.empty()) {
    for (int64_t task = 0; task < tasks; task++) function(state, task, 0);
    return;
  }
  tasks_ = tasks;
  function_ = function;
  state_ = state;
  next_ = 0;
  open_ = true;
  if (asleep_ > 0) {
    { std::lock_guard<std::mutex> lock(mutex_); }
    wake_.notify_all();
  }
  takeTasks(0);
  open_ = false;
  for (int spin = 0; inside_ > 0; spin++) wait(spin);
}

void Workers::help(int worker) {
  for (;;) {
    for (int spin = 0; !open_ && !stopping_ && spin < kSpins; spin++) relax();
    if (!open_ && !stopping_) {
      std::unique_lock<std::mutex> lock(mutex_);
      asleep_++;
      wake_.wait(lock, [this] { return open_ || stopping_; });
      asleep_--;
    }
    if (stopping_) return;
    inside_++;
    if (open_) takeTasks(worker);
    inside_--;
    // The owner may still be at its last task: do not enter this finished job again and again.
    for (int spin = 0; open_ && next_ >= tasks_ && !stopping_; spin++) wait(spin);
  }
}

}  // namespace guru
