#include "base/error.hpp"

namespace iambic {

Detail::Detail(const char* its_name, double value) : name(its_name), is_number(true), number(value) {}
Detail::Detail(const char* its_name, const std::string& value) : name(its_name), is_number(false), text(value) {}

Error::Error(const char* code, const std::string& sentence, std::initializer_list<Detail> details)
    : std::runtime_error(sentence), code_(code), details_(details) {}

}  // namespace iambic
