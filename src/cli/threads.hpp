// A few threads that do the same work at the same time, again and again.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

class Threads {
 public:
  /// The caller's thread is the first of them.
  explicit Threads(std::size_t count);
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads();

  std::size_t count() const { return threads_.size() + 1; }
  /// Calls work(0) to work(count() - 1), each on a thread of its own, and waits for all. Throws what the first of them threw.
  void run(const std::function<void(std::size_t rank)>& work);

 private:
  void close();
  void serve(std::size_t rank);
  void attempt(std::size_t rank);

  std::mutex mutex_;
  std::condition_variable begun_, ended_;
  std::size_t round_ = 0, working_ = 0;  // how many there were; threads that are not done with the last
  bool closing_ = false;
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::vector<std::exception_ptr> failures_;
  std::vector<std::thread> threads_;
};
