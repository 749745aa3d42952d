// Memory blocks that are kept for the next tensor of the same size.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

namespace guru {

class Memory {
 public:
  ~Memory();
  /** Memory aligned for vectors, contents undefined; nullptr when there is none left. */
  void* take(size_t bytes);
  void give(void* block, size_t bytes);

 private:
  std::map<size_t, std::vector<void*>> free_;
};

/** Aligned memory straight from the system. */
void* allocateAligned(size_t bytes);

}  // namespace guru
