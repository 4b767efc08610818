// The rules of safetensors files, which other programs keep, too: 8 bytes with the header's length, a header in JSON that
// says where each tensor lies, and the tensors. https://huggingface.co/docs/safetensors
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "models/parameters.hpp"

namespace iambic {

inline constexpr std::size_t kLengthBytes = 8;  // before the header

/// Writes the entry of a float32 tensor whose bytes begin at `begin`, which moves on behind them.
void write_tensor(JsonWriter& header, const std::string& name, const std::vector<std::size_t>& shape, std::size_t& begin);

/// The text of a header whose last object is ended, so long that tensors start at a multiple of 8, as the format recommends.
std::string padded(const JsonWriter& header);

/// What a file begins with: the header's length and the header.
std::string with_length(const std::string& header);

/// Throws Error: "this file is not a checkpoint that Iambic can open: " and why. kind says it roughly, for other languages: foreign,
/// cut, damaged or version.
[[noreturn]] void refuse_file(const std::string& why, const char* kind = "damaged");

/// Refuses an object that has a key twice, which JSON allows and the format does not.
void check_keys(const Json& object);

struct SafetensorsFile {
  std::string text;  // the header as written
  Json header;
  const std::uint8_t* data;  // behind the header
  std::size_t size;

  /// Whether each byte behind the header belongs to exactly one tensor, as the format wants it.
  bool is_filled() const;
  /// Where the bytes of the float32 tensor `name` begin in `data`; it must have the parameter's shape and lie within the file.
  std::size_t find(const std::string& name, const Parameter& parameter) const;
};

/// The file's parts, which go on looking at `bytes`. Refuses what is no safetensors file.
SafetensorsFile open_safetensors(const std::uint8_t* bytes, std::size_t size);

}  // namespace iambic
