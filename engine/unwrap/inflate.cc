// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "unwrap/codec.h"
#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;
// So much before an error is no accident.
constexpr std::size_t kGoodPart = 32;

int window_bits(Wrapper wrapper) {
  switch (wrapper) {
    case Wrapper::raw:
      return -MAX_WBITS;
    case Wrapper::zlib:
      return MAX_WBITS;
    case Wrapper::gzip:
      return MAX_WBITS + 16;
    case Wrapper::any:
      break;
  }
  return MAX_WBITS + 32;
}

}  // namespace

Inflated inflate(std::string_view bytes, Wrapper wrapper, std::uint64_t most,
                 const std::function<bool()>& expired) {
  Inflated result;
  z_stream stream{};
  if (inflateInit2(&stream, window_bits(wrapper)) != Z_OK) return result;
  // zlib does not write to its input.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(
      std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max()));
  int status = Z_OK;
  while (status == Z_OK && !expired()) {
    const std::size_t have = result.bytes.size();
    const std::size_t room = static_cast<std::size_t>(
        std::min<std::uint64_t>(std::max(have, kChunk), most - have));
    if (room == 0) {
      result.cut = true;
      break;
    }
    result.bytes.resize(have + room);
    stream.next_out = reinterpret_cast<Bytef*>(&result.bytes[have]);
    stream.avail_out = static_cast<uInt>(room);
    status = ::inflate(&stream, Z_NO_FLUSH);
    result.bytes.resize(have + room - stream.avail_out);
    if (stream.avail_out > 0 && stream.avail_in == 0) break;
  }
  inflateEnd(&stream);
  result.ok =
      status == Z_STREAM_END || result.cut || result.bytes.size() >= kGoodPart;
  return result;
}

}  // namespace beachcomb::unwrap
