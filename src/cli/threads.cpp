#include "threads.hpp"

#include <utility>

Threads::Threads(std::size_t count) : failures_(count) {
  try {
    for (std::size_t rank = 1; rank < count; ++rank) threads_.emplace_back([this, rank] { serve(rank); });
  } catch (...) {  // the system has no more; the destructor is not called then
    close();
    throw;
  }
}

Threads::~Threads() { close(); }

void Threads::close() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    closing_ = true;
  }
  begun_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Threads::run(const std::function<void(std::size_t)>& work) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    work_ = &work;
    working_ = threads_.size();
    ++round_;
  }
  begun_.notify_all();
  attempt(0);
  std::unique_lock<std::mutex> lock(mutex_);
  ended_.wait(lock, [this] { return working_ == 0; });
  for (std::exception_ptr& failure : failures_)
    if (failure) std::rethrow_exception(std::exchange(failure, nullptr));
}

void Threads::serve(std::size_t rank) {
  for (std::size_t seen = 0;;) {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      begun_.wait(lock, [&] { return closing_ || round_ != seen; });
      if (closing_) return;
      seen = round_;
    }
    attempt(rank);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (--working_ == 0) ended_.notify_one();
  }
}

void Threads::attempt(std::size_t rank) {
  try {
    (*work_)(rank);
  } catch (...) {
    failures_[rank] = std::current_exception();
  }
}
