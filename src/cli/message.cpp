#include "message.hpp"

#include <algorithm>
#include <iostream>

void say(std::string sentence) {
  std::replace_if(
      sentence.begin(), sentence.end(), [](unsigned char c) { return c < ' '; }, ' ');
  std::cerr << "iambic: " + sentence + '\n';
}
