// SPDX-License-Identifier: Apache-2.0
#include "unwrap/pst.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace beachcomb::unwrap {
namespace {

// MS-PST 5.1, mpbbI: what a byte of the file stands for.
constexpr std::array<std::uint8_t, 256> kDecode = {
    0x47, 0xf1, 0xb4, 0xe6, 0x0b, 0x6a, 0x72, 0x48, 0x85, 0x4e, 0x9e, 0xeb,
    0xe2, 0xf8, 0x94, 0x53, 0xe0, 0xbb, 0xa0, 0x02, 0xe8, 0x5a, 0x09, 0xab,
    0xdb, 0xe3, 0xba, 0xc6, 0x7c, 0xc3, 0x10, 0xdd, 0x39, 0x05, 0x96, 0x30,
    0xf5, 0x37, 0x60, 0x82, 0x8c, 0xc9, 0x13, 0x4a, 0x6b, 0x1d, 0xf3, 0xfb,
    0x8f, 0x26, 0x97, 0xca, 0x91, 0x17, 0x01, 0xc4, 0x32, 0x2d, 0x6e, 0x31,
    0x95, 0xff, 0xd9, 0x23, 0xd1, 0x00, 0x5e, 0x79, 0xdc, 0x44, 0x3b, 0x1a,
    0x28, 0xc5, 0x61, 0x57, 0x20, 0x90, 0x3d, 0x83, 0xb9, 0x43, 0xbe, 0x67,
    0xd2, 0x46, 0x42, 0x76, 0xc0, 0x6d, 0x5b, 0x7e, 0xb2, 0x0f, 0x16, 0x29,
    0x3c, 0xa9, 0x03, 0x54, 0x0d, 0xda, 0x5d, 0xdf, 0xf6, 0xb7, 0xc7, 0x62,
    0xcd, 0x8d, 0x06, 0xd3, 0x69, 0x5c, 0x86, 0xd6, 0x14, 0xf7, 0xa5, 0x66,
    0x75, 0xac, 0xb1, 0xe9, 0x45, 0x21, 0x70, 0x0c, 0x87, 0x9f, 0x74, 0xa4,
    0x22, 0x4c, 0x6f, 0xbf, 0x1f, 0x56, 0xaa, 0x2e, 0xb3, 0x78, 0x33, 0x50,
    0xb0, 0xa3, 0x92, 0xbc, 0xcf, 0x19, 0x1c, 0xa7, 0x63, 0xcb, 0x1e, 0x4d,
    0x3e, 0x4b, 0x1b, 0x9b, 0x4f, 0xe7, 0xf0, 0xee, 0xad, 0x3a, 0xb5, 0x59,
    0x04, 0xea, 0x40, 0x55, 0x25, 0x51, 0xe5, 0x7a, 0x89, 0x38, 0x68, 0x52,
    0x7b, 0xfc, 0x27, 0xae, 0xd7, 0xbd, 0xfa, 0x07, 0xf4, 0xcc, 0x8e, 0x5f,
    0xef, 0x35, 0x9c, 0x84, 0x2b, 0x15, 0xd5, 0x77, 0x34, 0x49, 0xb6, 0x12,
    0x0a, 0x7f, 0x71, 0x88, 0xfd, 0x9d, 0x18, 0x41, 0x7d, 0x93, 0xd8, 0x58,
    0x2c, 0xce, 0xfe, 0x24, 0xaf, 0xde, 0xb8, 0x36, 0xc8, 0xa1, 0x80, 0xa6,
    0x99, 0x98, 0xa8, 0x2f, 0x0e, 0x81, 0x65, 0x73, 0xe4, 0xc2, 0xa2, 0x8a,
    0xd4, 0xe1, 0x11, 0xd0, 0x08, 0x8b, 0x2a, 0xf2, 0xed, 0x9a, 0x64, 0x3f,
    0xc1, 0x6c, 0xf9, 0xec,
};

constexpr std::size_t kMostBlocks = 1'000'000;
// Pieces of the whole file, when it is larger than a layer may be.
constexpr std::uint64_t kOverlap = 64u << 10;

enum Crypt : std::uint8_t { none = 0, permute = 1, cyclic = 2 };

// Where things are in the two forms of the format, ANSI and Unicode.
struct Form {
  std::size_t id;     // bytes in an id or an offset
  std::size_t crypt;  // in the header: bCryptMethod
  std::size_t root;   // in the header: where the page of the block tree is
  std::size_t count;  // in a page: cEnt; the others stand behind it
};
constexpr Form kAnsi = {4, 461, 196, 496};
constexpr Form kUnicode = {8, 513, 240, 488};
constexpr std::size_t kPage = 512;
constexpr std::uint64_t kInternal = 2;  // of a block's id: no data itself

struct Block {
  std::uint64_t id;
  std::uint64_t offset;
  std::uint16_t size;
};

class Pst {
 public:
  Pst(Bytes bytes, Output& output) : bytes_(bytes), output_(output) {}
  void go();

 private:
  std::uint64_t number(std::uint64_t offset, std::size_t size) const {
    if (offset > bytes_.size() || bytes_.size() - offset < size) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) {
      value = value << 8 | static_cast<std::uint64_t>(
                               bytes_[static_cast<std::size_t>(offset) + i]);
    }
    return value;
  }

  std::string decoded(std::uint64_t offset, std::uint64_t size) const;
  bool whole_file();
  void read_blocks();
  void page(std::uint64_t offset, std::vector<std::uint64_t>* pages);
  const Block* find(std::uint64_t id) const;
  std::vector<std::uint64_t> parts_of(const Block& block, int* level) const;
  bool trees();
  bool tree(const Block& block);
  bool item(const Block& block);
  void append(const Block& block, int level, Piece* piece) const;

  Bytes bytes_;
  Output& output_;
  Form form_ = kUnicode;
  std::uint8_t crypt_ = permute;
  std::vector<Block> blocks_;  // by id
};

void Pst::go() {
  const std::uint64_t version = number(10, 2);
  form_ = version < 23 ? kAnsi : kUnicode;
  crypt_ = static_cast<std::uint8_t>(number(form_.crypt, 1));
  if (crypt_ == cyclic) {
    Piece piece;
    piece.via = {"pst"};
    piece.length = bytes_.size();
    piece.reason = Reason::unsupported;
    output_.add(std::move(piece));
    return;
  }
  if (crypt_ != none && !whole_file()) return;
  read_blocks();
  trees();
}

std::string Pst::decoded(std::uint64_t offset, std::uint64_t size) const {
  const auto part = bytes_.subspan(static_cast<std::size_t>(offset),
                                   static_cast<std::size_t>(size));
  std::string text(part.size(), '\0');
  std::transform(part.begin(), part.end(), text.begin(), [this](std::byte b) {
    const auto byte = static_cast<std::uint8_t>(b);
    return static_cast<char>(crypt_ == none ? byte : kDecode[byte]);
  });
  return text;
}

bool Pst::whole_file() {
  for (std::uint64_t offset = 0;;) {
    const std::uint64_t most = output_.most_bytes();
    const std::uint64_t size =
        std::min<std::uint64_t>(bytes_.size() - offset, most);
    Piece piece;
    piece.via = {"pst-permute"};
    piece.offset = offset;
    piece.length = size;
    piece.bytes = decoded(offset, size);
    const bool is_last = offset + size == bytes_.size();
    if (!is_last && size <= 2 * kOverlap) piece.reason = Reason::size_limit;
    const bool is_cut = piece.reason != Reason::none;
    if (!output_.add(std::move(piece))) return false;
    if (is_last || is_cut) return true;
    offset += size - kOverlap;
  }
}

// The leaves of the block tree.
void Pst::read_blocks() {
  std::vector<std::uint64_t> pages = {number(form_.root, form_.id)};
  std::unordered_set<std::uint64_t> seen;
  while (!pages.empty() && blocks_.size() < kMostBlocks) {
    if (output_.expired()) return;
    const std::uint64_t offset = pages.back();
    pages.pop_back();
    if (seen.insert(offset).second) page(offset, &pages);
  }
  std::sort(blocks_.begin(), blocks_.end(),
            [](const Block& a, const Block& b) { return a.id < b.id; });
}

void Pst::page(std::uint64_t offset, std::vector<std::uint64_t>* pages) {
  constexpr std::uint64_t kBlockTree = 0x80;
  const std::size_t id = form_.id;
  const std::uint64_t at = offset + form_.count;
  const std::uint64_t trailer = offset + kPage - (id == 8 ? 16 : 12);
  if (offset == 0 || number(trailer, 1) != kBlockTree) return;
  const std::uint64_t count = number(at, 1), size = number(at + 2, 1);
  const bool is_leaf = number(at + 3, 1) == 0;
  for (std::uint64_t i = 0; i < count && (i + 1) * size <= form_.count; ++i) {
    const std::uint64_t entry = offset + i * size;
    if (is_leaf) {
      blocks_.push_back(
          {number(entry, id) & ~std::uint64_t{1}, number(entry + id, id),
           static_cast<std::uint16_t>(number(entry + 2 * id, 2))});
    } else {
      pages->push_back(number(entry + 2 * id, id));
    }
  }
}

const Block* Pst::find(std::uint64_t id) const {
  id &= ~std::uint64_t{1};
  const auto found = std::lower_bound(
      blocks_.begin(), blocks_.end(), id,
      [](const Block& b, std::uint64_t i) { return b.id < i; });
  return found != blocks_.end() && found->id == id ? &*found : nullptr;
}

// The blocks that one puts together: an XBLOCK, level 1, or an XXBLOCK of
// those, level 2. None when it is something else.
std::vector<std::uint64_t> Pst::parts_of(const Block& block, int* level) const {
  constexpr std::uint64_t kData = 1;
  if ((block.id & kInternal) == 0 || number(block.offset, 1) != kData) {
    return {};
  }
  *level = static_cast<int>(number(block.offset + 1, 1));
  if (*level != 1 && *level != 2) return {};
  const std::uint64_t count = number(block.offset + 2, 2);
  std::vector<std::uint64_t> parts;
  for (std::uint64_t i = 0; i < count && 8 + (i + 1) * form_.id <= block.size;
       ++i) {
    parts.push_back(number(block.offset + 8 + i * form_.id, form_.id));
  }
  return parts;
}

bool Pst::trees() {
  std::unordered_set<std::uint64_t> inner;  // what another block puts together
  for (const Block& block : blocks_) {
    int level = 0;
    for (const std::uint64_t part : parts_of(block, &level)) {
      inner.insert(part & ~1ull);
    }
  }
  for (const Block& block : blocks_) {
    if (output_.expired()) return false;
    if (inner.contains(block.id)) continue;
    if (!((block.id & kInternal) != 0 ? tree(block) : item(block))) {
      return false;
    }
  }
  return true;
}

// What fits into one block: an attachment, or a heap of the small properties
// of a message (MS-PST 2.3.1), of which those are layers that could hold
// something.
bool Pst::item(const Block& block) {
  constexpr std::uint64_t kLeast = 64, kHeapMark = 0xec;
  if (block.offset > bytes_.size() || block.size < kLeast ||
      bytes_.size() - block.offset < block.size) {
    return true;
  }
  const std::string text = decoded(block.offset, block.size);
  const auto word = [&text](std::size_t at) -> std::size_t {
    if (at + 2 > text.size()) return 0;
    return static_cast<unsigned char>(text[at]) |
           static_cast<std::size_t>(static_cast<unsigned char>(text[at + 1]))
               << 8;
  };
  const auto add = [&](std::size_t begin, std::size_t size) {
    Piece piece;
    piece.via = {crypt_ == none ? "pst" : "pst-permute"};
    piece.offset = block.offset + begin;
    piece.length = size;
    const std::uint64_t most = output_.most_bytes();
    if (size > most) piece.reason = Reason::size_limit;
    piece.bytes = text.substr(
        begin, static_cast<std::size_t>(std::min<std::uint64_t>(size, most)));
    return output_.add(std::move(piece));
  };
  if (static_cast<unsigned char>(text[2]) != kHeapMark) {
    return add(0, text.size());
  }
  const std::size_t map = word(0);  // cAlloc, cFree, and where each begins
  const std::size_t count = std::min<std::size_t>(word(map), 2048);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = word(map + 4 + 2 * i);
    const std::size_t end = word(map + 6 + 2 * i);
    if (begin + kLeast > end || end > text.size()) continue;
    if (!add(begin, end - begin)) return false;
  }
  return true;
}

bool Pst::tree(const Block& block) {
  int level = 0;
  if (parts_of(block, &level).empty()) return true;
  Piece piece;
  piece.via = {crypt_ == none ? "pst" : "pst-permute"};
  piece.offset = std::min<std::uint64_t>(block.offset, bytes_.size());
  piece.length =
      std::min<std::uint64_t>(block.size, bytes_.size() - piece.offset);
  append(block, 2, &piece);
  return output_.add(std::move(piece));
}

// `levels` may still be gone down.
void Pst::append(const Block& block, int levels, Piece* piece) const {
  if (piece->reason != Reason::none) return;
  int level = 0;
  const std::vector<std::uint64_t> parts = parts_of(block, &level);
  if (!parts.empty()) {
    for (const std::uint64_t id : parts) {
      const Block* part = levels > 0 ? find(id) : nullptr;
      if (part == nullptr || output_.expired()) {
        piece->reason = Reason::damaged;
        return;
      }
      append(*part, levels - 1, piece);
    }
    return;
  }
  const std::uint64_t room = output_.most_bytes() - piece->bytes.size();
  if (block.offset > bytes_.size() ||
      bytes_.size() - block.offset < block.size) {
    piece->reason = Reason::damaged;
    return;
  }
  if (block.size > room) piece->reason = Reason::size_limit;
  piece->bytes +=
      decoded(block.offset, std::min<std::uint64_t>(block.size, room));
}

bool recognise(Bytes bytes, const Context&) {
  constexpr std::string_view kMagic = "!BDN";
  return bytes.size() >= 512 &&
         std::equal(kMagic.begin(), kMagic.end(),
                    reinterpret_cast<const char*>(bytes.data()));
}

void unwrap_pst(Bytes bytes, const Context&, Output& output) {
  Pst(bytes, output).go();
}

}  // namespace

constinit const Unwrapper kPst = {"pst", recognise, {}, unwrap_pst};

}  // namespace beachcomb::unwrap
