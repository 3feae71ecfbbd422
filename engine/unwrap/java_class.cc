// SPDX-License-Identifier: Apache-2.0
//
// A compiled Java class, such as Tomcat makes of a JSP page: its constant pool
// holds every string and every name that the code uses (JVM specification,
// 4.4). The layer is text, a constant in each line:
//
//     class java.lang.Runtime
//     java.lang.Runtime.exec (Ljava/lang/String;)Ljava/lang/Process;
//     "cmd.exe"
//
// so that one rule sees what no rule on the bytes does, where class and method
// are two indices.
#include <algorithm>
#include <vector>

#include "unwrap/text.h"
#include "unwrap/text_unwrappers.h"

namespace beachcomb::unwrap {
namespace {

constexpr std::string_view kMagic = "\xCA\xFE\xBA\xBE";
// 45 is Java 1.1; a fat Mach-O program has the same magic and its number of
// processors, far below, in this place.
constexpr unsigned kFirstVersion = 45;
constexpr unsigned kLastVersion = 120;

enum Tag : unsigned {
  kUtf8 = 1,
  kInteger = 3,
  kFloat = 4,
  kLong = 5,
  kDouble = 6,
  kClass = 7,
  kString = 8,
  kField = 9,
  kMethod = 10,
  kInterfaceMethod = 11,
  kName = 12,
  kHandle = 15,
  kMethodType = 16,
  kDynamic = 17,
  kInvokeDynamic = 18,
  kModule = 19,
  kPackage = 20
};

struct Constant {
  unsigned tag = 0;
  std::string_view text;  // kUtf8
  unsigned first = 0;     // the indices that it is made of
  unsigned second = 0;
};

unsigned u16(std::string_view text, std::size_t at) {
  return static_cast<unsigned>(byte_of(text[at])) << 8 | byte_of(text[at + 1]);
}

// How many bytes follow the tag; 0 for an unknown tag.
std::size_t size_of(unsigned tag) {
  switch (tag) {
    case kInteger:
    case kFloat:
    case kField:
    case kMethod:
    case kInterfaceMethod:
    case kName:
    case kDynamic:
    case kInvokeDynamic:
      return 4;
    case kLong:
    case kDouble:
      return 8;
    case kClass:
    case kString:
    case kMethodType:
    case kModule:
    case kPackage:
    case kUtf8:
      return 2;
    case kHandle:
      return 3;
    default:
      return 0;
  }
}

// As far as it can be read. `end` is the first byte behind the pool.
std::vector<Constant> read_pool(std::string_view text, std::size_t* end) {
  const unsigned count = u16(text, 8);
  std::vector<Constant> pool(1);
  std::size_t at = 10;
  while (pool.size() < count && at < text.size()) {
    Constant constant;
    constant.tag = byte_of(text[at]);
    const std::size_t size = size_of(constant.tag);
    if (size == 0 || at + 1 + size > text.size()) break;
    constant.first = u16(text, at + 1);
    if (size == 4) constant.second = u16(text, at + 3);
    at += 1 + size;
    if (constant.tag == kUtf8) {
      constant.text = text.substr(at, constant.first);
      at += constant.text.size();
    }
    const bool wide = constant.tag == kLong || constant.tag == kDouble;
    pool.push_back(constant);
    if (wide) pool.emplace_back();
  }
  *end = at;
  return pool;
}

// Java's own UTF-8: zero in two bytes, a pair of surrogates in six.
std::string from_java(std::string_view text) {
  std::string out;
  std::uint32_t high = 0;
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char c = byte_of(text[i]);
    const std::size_t length = c < 0x80 ? 1 : c < 0xE0 ? 2 : 3;
    if (i + length > text.size()) break;
    std::uint32_t unit = c;
    if (length == 2) {
      unit = (c & 0x1Fu) << 6 | (byte_of(text[i + 1]) & 0x3Fu);
    } else if (length == 3) {
      unit = (c & 0xFu) << 12 | (byte_of(text[i + 1]) & 0x3Fu) << 6 |
             (byte_of(text[i + 2]) & 0x3Fu);
    }
    i += length;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high = unit;
      continue;
    }
    if (high != 0 && unit >= 0xDC00 && unit < 0xE000) {
      unit = 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00);
    }
    high = 0;
    append_utf8(unit, &out);
  }
  return out;
}

class Printer {
 public:
  explicit Printer(const std::vector<Constant>& pool) : pool_(pool) {}

  std::string utf8(unsigned index) const {
    const Constant& constant = at(index);
    return constant.tag == kUtf8 ? from_java(constant.text) : std::string();
  }
  // java/lang/String to java.lang.String
  std::string class_name(unsigned index) const {
    std::string name = utf8(at(index).first);
    std::replace(name.begin(), name.end(), '/', '.');
    return name;
  }
  std::string line(const Constant& constant) const {
    switch (constant.tag) {
      case kString:
        return '"' + utf8(constant.first) + "\"\n";
      case kClass: {
        std::string name = utf8(constant.first);
        std::replace(name.begin(), name.end(), '/', '.');
        return "class " + name + '\n';
      }
      case kField:
      case kMethod:
      case kInterfaceMethod: {
        const Constant& name = at(constant.second);
        return class_name(constant.first) + '.' + utf8(name.first) + ' ' +
               utf8(name.second) + '\n';
      }
      default:
        return {};
    }
  }

 private:
  const Constant& at(unsigned index) const {
    return pool_[index < pool_.size() ? index : 0];
  }
  const std::vector<Constant>& pool_;
};

bool recognises(Bytes bytes, const Context&) {
  const std::string_view text = view_of(bytes);
  if (text.size() < 10 || text.substr(0, 4) != kMagic) return false;
  const unsigned version = u16(text, 6);
  return version >= kFirstVersion && version <= kLastVersion;
}

void unwrap(Bytes bytes, const Context&, Output& output) {
  const std::string_view text = view_of(bytes);
  Piece piece;
  piece.via = {"java-class"};
  std::size_t end = 0;
  const std::vector<Constant> pool = read_pool(text, &end);
  piece.length = end;
  const Printer printer(pool);
  // An index may be named by any number of constants, and a name be long.
  for (const Constant& constant : pool) {
    const std::string line = printer.line(constant);
    if (output.expired()) break;
    if (piece.bytes.size() + line.size() > output.most_bytes()) {
      piece.reason = Reason::size_limit;
      break;
    }
    piece.bytes += line;
  }
  // Names that are no constant of their own: of fields, methods, parameters.
  std::vector<bool> named(pool.size());
  for (const Constant& constant : pool) {
    if (constant.tag == kUtf8) continue;
    if (constant.first < named.size()) named[constant.first] = true;
    if (constant.second < named.size()) named[constant.second] = true;
  }
  for (std::size_t i = 0; i < pool.size(); ++i) {
    if (pool[i].tag != kUtf8 || named[i]) continue;
    if (piece.reason != Reason::none) break;
    const std::string line = from_java(pool[i].text) + '\n';
    if (piece.bytes.size() + line.size() > output.most_bytes()) {
      piece.reason = Reason::size_limit;
      break;
    }
    piece.bytes += line;
  }
  if (!piece.bytes.empty() || piece.reason != Reason::none) {
    output.add(std::move(piece));
  }
}

}  // namespace

const Unwrapper& java_class() {
  static constexpr Unwrapper row = {"java-class", recognises, {}, unwrap};
  return row;
}

}  // namespace beachcomb::unwrap
