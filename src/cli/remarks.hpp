// What a user should know about options that are allowed and do not do what one may think.
#pragma once

#include "arguments.hpp"
#include "models/settings.hpp"

/// Says which of the given settings change nothing, or something else than one expects of them.
void remark_on(const Numbers& given, const iambic::Settings& settings);
