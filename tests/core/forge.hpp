// Takes a checkpoint apart and puts it together again with a right checksum, so that tests reach what lies behind that.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/sha256.hpp"

using Bytes = std::vector<std::uint8_t>;

/// A safetensors file: 8 bytes with the header's length, the header, the tensors.
struct Forged {
  std::string header;
  Bytes data;

  /// A file shorter than its header says gives what there is.
  static Forged take_apart(const Bytes& file) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < 8 && i < file.size(); ++i) length |= std::size_t{file[i]} << (8 * i);
    const std::size_t start = file.size() < 8 ? file.size() : 8;
    const std::size_t end = length < file.size() - start ? start + length : file.size();
    const auto at = [&](std::size_t i) { return file.begin() + static_cast<std::ptrdiff_t>(i); };
    return {std::string(at(start), at(end)), Bytes(at(end), file.end())};
  }

  Bytes file() const {
    Bytes bytes;
    for (std::size_t i = 0; i < 8; ++i) bytes.push_back(static_cast<std::uint8_t>(std::uint64_t{header.size()} >> (8 * i)));
    bytes.insert(bytes.end(), header.begin(), header.end());
    bytes.insert(bytes.end(), data.begin(), data.end());
    return bytes;
  }

  /// Replaces `from` by `to` in the header, once. False when it is not there.
  bool replace(const std::string& from, const std::string& to) {
    const std::size_t at = header.find(from);
    if (at == std::string::npos) return false;
    header.replace(at, from.size(), to);
    return true;
  }

  /// Puts the checksum right, as checkpoint.cpp defines it: SHA-256 of header and data while its own digits are zeros.
  void sign() {
    const std::string label = "\"sha256\":\"";
    const std::size_t at = header.find(label);
    if (at == std::string::npos || header.size() < at + label.size() + 64) return;
    header.replace(at + label.size(), 64, 64, '0');
    iambic::Sha256 hash;
    hash.update(header.data(), header.size());
    hash.update(data.data(), data.size());
    header.replace(at + label.size(), 64, hash.finish());
  }
};
