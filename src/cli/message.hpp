// What is said on standard error: one line each, whatever the user's words were.
#pragma once

#include <string>

/// "iambic: " and the sentence.
void say(std::string sentence);
