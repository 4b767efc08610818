// The WebAssembly module: one function that takes a JSON request and some bytes, and answers with JSON and some bytes.
// One instance holds one corpus and one trainer. This folder is the only place that knows that a browser calls.
//
// A request is {"type": ..., fields}; the fields of each type and of its answer are declared in web/protocol/messages.js. A refusal
// leaves through the import iambic_refuse (see the end of this file).

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>

#include "base/heartbeat.hpp"
#include "base/throw_error.hpp"
#include "requests.hpp"

#define IAMBIC_EXPORT(name) extern "C" __attribute__((export_name(name)))
#define IAMBIC_IMPORT(name) extern "C" __attribute__((import_module("env"), import_name(name)))

namespace {

using namespace iambic;
using namespace iambic::wasm;

constexpr Request kRequests[] = {
    {"corpus.begin", "bytes", corpus_begin},
    {"corpus.append", "", corpus_append},
    {"corpus.finish", "", corpus_finish},
    {"create", "options", create},
    {"check", "options", check_options},
    {"load", "options", load},
    {"reset", "", reset},
    {"info", "", info},
    {"train", "steps limit shares", train},
    {"generate", "tokens prompt temperature topK seed peek", generate},
    {"generate.more", "tokens", generate_more},
    {"nextProbabilities", "prompt temperature topK", next_probabilities},
    {"evaluatePart", "split at rank of", evaluate_part},
    {"estimatePart", "split iters limit rank of", estimate_part},
    {"baselines", "", baselines},
    {"probabilities", "top", probabilities},
    {"counts", "top", counts},
    {"weights", "name", weights},
    {"presets", "", presets},
    {"checkGradients", "from count", gradients},
    {"attention", "layer head text", attention},
    {"trace", "text", trace},
    {"save", "part", save},
    {"tokens", "split from count", tokens},
    {"batch", "split seed batchSize blockSize holdback", batch},
    {"logits", "x y", logits},
    {"softmax", "shape", softmax},
};

void check_fields(const Request& known, const Json& request) {
  const std::string fields = " type " + std::string(known.fields) + " ";
  for (const std::string& name : request.keys())
    if (fields.find(" " + name + " ") == std::string::npos)
      throw_error("argument.unknown", *known.fields ? "{type} has no option {name}; there are {choices}" : "{type} has no option {name}",
                  {{"type", known.type}, {"name", name}, {"choices", known.fields}});
}

void write_answer(const Json& request, Bytes payload, JsonWriter& answer) {
  const std::string type = request["type"].text();
  const auto answered_by = [&](const Request& known) {
    if (type != known.type) return false;
    check_fields(known, request);
    known.write_answer(request, payload, answer);
    return true;
  };
  for (const Request& known : kRequests)
    if (answered_by(known)) return;
  for (const Request* known = complete_requests; known->type; ++known)
    if (answered_by(*known)) return;
  throw_error("request.unknown", "there is no request called \"{name}\"", {{"name", type}});
}

// The page, which waits for an answer, is told that there is life.
IAMBIC_IMPORT("iambic_alive") void iambic_alive();

struct Reply {
  std::uintptr_t text, text_size, data, data_size;
};

}  // namespace

/// The address of a Reply. Request and payload may be freed afterwards; the reply is valid until the next call.
IAMBIC_EXPORT("iambic_call")
const Reply* iambic_call(const char* request, std::size_t request_size, const std::uint8_t* payload, std::size_t payload_size) {
  static std::string text;
  static Reply reply;
  static Json asked;  // these two outlive a refusal, which frees nothing: see below
  static JsonWriter answer;
  on_heartbeat = iambic_alive;
  reply_data.clear();
  lent = {};
  answer.clear();
  answer.object();
  asked = Json::parse({request, request_size}).value_or(Json());
  write_answer(asked, {payload, payload_size}, answer);
  text = answer.end().text();
  const Bytes data = lent.data ? lent : Bytes{reply_data.data(), reply_data.size()};
  reply = {reinterpret_cast<std::uintptr_t>(text.data()), text.size(), reinterpret_cast<std::uintptr_t>(data.data), data.size};
  return &reply;
}

// --- Refusals. Unwinding C++ frames would make the module a fifth heavier, so it is compiled without: a throw calls
// iambic_refuse, which throws a JavaScript error across the frames, and the page then puts the stack back with
// iambic_set_stack. What the frames owned leaks: some hundred bytes for each sentence that somebody reads.

/// about: JSON, the error's code and its details.
IAMBIC_IMPORT("iambic_refuse") __attribute__((noreturn)) void iambic_refuse(const char* sentence, const char* about);

IAMBIC_EXPORT("iambic_stack") __attribute__((noinline)) void* iambic_stack() {
  void* stack;
  __asm__("global.get __stack_pointer\n local.set %0" : "=r"(stack));
  return stack;
}

IAMBIC_EXPORT("iambic_set_stack") __attribute__((noinline)) void iambic_set_stack(void* stack) {
  __asm__("local.get %0\n global.set __stack_pointer" ::"r"(stack));
}

static const char* about(const Error& error) {
  static JsonWriter json;  // static, for nothing is freed
  static std::string text;
  json.clear();
  json.object().key("code").value(error.code()).key("details").object();
  for (const Detail& detail : error.details()) {
    json.key(detail.name);
    detail.is_number ? json.value(detail.number) : json.value(detail.text);
  }
  text = json.end().end().text();
  return text.c_str();
}

// Everything that the core throws is an Error; what its libraries throw would be an exception with a sentence. The linker hands
// these two the compiler's calls (--wrap): under the names themselves they would clash with those of newer Emscriptens'
// standalone library.
extern "C" const char iambic_type_of_error __asm__("_ZTIN6iambic5ErrorE");  // typeid(Error), which -fno-rtti withholds
extern "C" void* __wrap___cxa_allocate_exception(std::size_t size) noexcept { return std::malloc(size); }
extern "C" [[noreturn]] void __wrap___cxa_throw(void* exception, void* type, void (*)(void*)) {
  const bool ours = type == &iambic_type_of_error;
  iambic_refuse(static_cast<std::exception*>(exception)->what(), ours ? about(*static_cast<Error*>(exception)) : "{}");
}

// Of an exception's type nobody asks: the methods of these classes, which go through base classes, would come with every one.
// Weak: a library that needs them brings its own.
#define IAMBIC_NO_METHODS(table) extern "C" __attribute__((weak)) void* const table[10] = {}
IAMBIC_NO_METHODS(_ZTVN10__cxxabiv117__class_type_infoE);
IAMBIC_NO_METHODS(_ZTVN10__cxxabiv120__si_class_type_infoE);
IAMBIC_NO_METHODS(_ZTVN10__cxxabiv121__vmi_class_type_infoE);

void* operator new(std::size_t size) {
  void* const memory = size > PTRDIFF_MAX ? nullptr : std::malloc(size);  // in a larger block two addresses have no difference
  if (memory) return memory;
  iambic_refuse("there is not enough memory for this; take a shorter text or smaller settings", R"({"code":"memory","details":{}})");
}
void operator delete(void* memory) noexcept { std::free(memory); }
