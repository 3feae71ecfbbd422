// SPDX-License-Identifier: Apache-2.0
//
// Random conditions.
#include <utility>

#include "condition_writer.h"

namespace beachcomb::tests {
namespace {

constexpr int kMaxFile = 120;

}  // namespace

std::string rule_name(int number) { return cat({"r", std::to_string(number)}); }

std::string ConditionWriter::condition(int depth) {
  if (depth == 0 || random_.one_in(4)) return leaf();
  switch (random_.below(10)) {
    case 0:
    case 1:
    case 2:
      return cat({condition(depth - 1), " and ", condition(depth - 1)});
    case 3:
    case 4:
      return cat(
          {"(", condition(depth - 1), " or ", condition(depth - 1), ")"});
    case 5:
      return cat({"not ", leaf()});
    case 6:
      return cat({"not (", condition(depth - 1), ")"});
    case 7:
      return for_of(depth);
    case 8:
      return for_in(depth);
    default:
      return cat({"defined ", random_.one_in(2) ? read() : leaf()});
  }
}

std::string ConditionWriter::leaf() {
  switch (random_.below(10)) {
    case 0:
    case 1:
    case 2:
    case 3:
      if (!strings_.empty()) return string_leaf();
      return integer_leaf();
    case 4:
    case 5:
    case 6:
      return integer_leaf();
    case 7:
      return external_leaf();
    case 8:
      if (!strings_.empty()) return of();
      return of_rules();
    default:
      return other_leaf();
  }
}

// "$a", "#a" and so on; "$" alone inside of a loop over strings.
std::string ConditionWriter::string_name(char mark) {
  if (in_string_loop() && random_.one_in(2)) return std::string(1, mark);
  for (int tries = 0; tries < 8 && !strings_.empty(); ++tries) {
    const std::size_t i = random_.below(strings_.size());
    if (strings_[i].name == "$") continue;
    used_[i] = true;
    return mark + strings_[i].name.substr(1);
  }
  return {};
}

std::string ConditionWriter::string_leaf() {
  const std::string name = string_name('$');
  if (name.empty()) return of();
  switch (random_.below(5)) {
    case 0:
      if (name.size() > 1 && random_.one_in(2)) {
        for (const GeneratedString& s : strings_) {
          if (s.name == name) heads_->push_back(s.samples.front());
        }
        return name + " at 0";
      }
      return name + " at " + small_integer();
    case 1:
      return name + " in " + range();
    default:
      return name;
  }
}

std::string ConditionWriter::range() {
  switch (random_.below(4)) {
    case 0:
      return cat({"(0..", small_integer(), ")"});
    case 1:
      return cat({"(", std::to_string(random_.between(0, 3)), "..",
                  std::to_string(random_.between(3, 60)), ")"});
    case 2: {
      const std::string offset = string_name('@');
      if (!offset.empty()) return "(" + offset + "..filesize)";
      return "(0..filesize)";
    }
    default:
      return "(filesize - 10..filesize)";
  }
}

std::string ConditionWriter::small_integer() {
  switch (random_.below(8)) {
    case 0:
      return "filesize";
    case 1:
      if (!integer_variables_.empty()) {
        return integer_variables_[random_.below(integer_variables_.size())];
      }
      return "1";
    case 2:
      return cat({"0x", std::to_string(random_.between(0, 9))});
    case 3:
      return std::to_string(random_.between(1, kMaxFile));
    default:
      return std::to_string(random_.between(0, 4));
  }
}

// A read at a fixed place mostly, and bytes that it may find there.
std::string ConditionWriter::read() {
  const std::string_view name =
      random_.pick({"uint8", "uint16", "uint32", "uint16be", "uint32be", "int8",
                    "int16", "int32", "int16be", "uint8be"});
  std::string place = std::to_string(random_.between(0, 4));
  if (random_.one_in(4)) place = integer(1);
  if (random_.one_in(12)) place = "100000";
  return cat({name, "(", place, ")"});
}

std::string ConditionWriter::integer(int depth) {
  if (depth == 0 || random_.one_in(3)) {
    const std::string count = string_name('#');
    if (count.empty()) return small_integer();
    switch (random_.below(6)) {
      case 0:
      case 1:
        return count;
      case 2:
        return cat({count, " in ", range()});
      case 3: {
        const std::string offset = string_name('@');
        if (random_.one_in(2)) return offset;
        return cat({offset, "[", small_integer(), "]"});
      }
      case 4: {
        const std::string length = string_name('!');
        return random_.one_in(2) ? length : length + "[1]";
      }
      default:
        return small_integer();
    }
  }
  switch (random_.below(8)) {
    case 0:
      return read();
    case 1:
      return cat({"-", integer(0)});
    case 2:
      return cat({"~", integer(0)});
    case 3:
      return cat({"(", integer(depth - 1), " - ", integer(depth - 1), ")"});
    case 4:
      return cat({"(", integer(depth - 1), random_.pick({" % ", " \\ "}),
                  std::to_string(random_.between(1, 9)), ")"});
    case 5:
      return cat({"(", integer(depth - 1), random_.pick({" & ", " | ", " ^ "}),
                  integer(depth - 1), ")"});
    case 6:
      return cat({"(", integer(depth - 1), random_.pick({" << ", " >> "}),
                  std::to_string(random_.between(0, 3)), ")"});
    default:
      return cat({"(", integer(depth - 1), random_.pick({" + ", " * "}),
                  integer(depth - 1), ")"});
  }
}

std::string ConditionWriter::integer_leaf() {
  const std::string op = cat({" ", comparison(), " "});
  switch (random_.below(8)) {
    case 0:
    case 1: {
      const std::string size = std::to_string(random_.between(-2, kMaxFile));
      if (random_.one_in(4)) return size + op + "filesize";
      return "filesize" + op + size;
    }
    case 2: {
      heads_->push_back("MZab");
      return cat(
          {random_.pick({"uint16(0)", "uint16be(0)", "uint32(0) & 0xFFFF",
                         "uint32be(0) & 0xFFFF0000", "uint32(0)", "int16(0)"}),
           op,
           random_.pick(
               {"0x5A4D", "0x4D5A", "0x62615A4D", "0x4D5A0000", "0"})});
    }
    case 3: {
      const std::string count = string_name('#');
      if (count.empty()) return cat({"filesize", op, small_integer()});
      return cat({count, op, std::to_string(random_.between(0, 3))});
    }
    case 4:
      // An integer where a truth is expected.
      return integer(2);
    case 5:
      return cat({read(), op, std::to_string(random_.between(-3, 130))});
    default:
      return cat({integer(2), op, integer(2)});
  }
}

std::string ConditionWriter::external_leaf() {
  const std::string name(random_.pick({"filename", "extension"}));
  if (random_.one_in(10)) return name;
  if (random_.one_in(5)) {
    return name + " matches " +
           std::string(random_.pick({"/a/", "/\\.php$/", "/^A.*p$/i", "/x+/s",
                                     "/[ab]{2}/", "/\\bphp\\b/", "/(a|b)*/"}));
  }
  const std::string op(random_.pick({"==", "!=", "<", ">=", "contains",
                                     "icontains", "startswith", "istartswith",
                                     "endswith", "iendswith", "iequals"}));
  if (!text_variables_.empty() && random_.one_in(2)) {
    return name + " " + op + " " +
           text_variables_[random_.below(text_variables_.size())];
  }
  const std::string literal(
      random_.pick({"\".php\"", "\".PHP\"", "\"a\"", "\"\"", "\"a.php\"",
                    "\"A.asp\"", "\".asp\""}));
  if (op == "==" && random_.one_in(2)) return literal + " == " + name;
  return name + " " + op + " " + literal;
}

std::string ConditionWriter::other_leaf() {
  switch (random_.below(options_.modules ? 7 : 4)) {
    case 0:
      return std::string(random_.pick({"true", "false"}));
    case 1:
      return random_.one_in(2) ? "\"x\"" : "\"\"";
    case 2:
    case 3:
      return of_rules();
    case 4:
      return cat({"math.entropy(0, filesize) > 2.",
                  std::to_string(random_.between(0, 9))});
    case 5:
      // Undefined: no file here is an executable.
      return cat({"pe.number_of_sections ", comparison(), " 3"});
    default:
      return cat({"math.max(", integer(0), ", 2) > 1.5"});
  }
}

std::string generate_condition(Random& random,
                               const std::vector<GeneratedString>& strings,
                               int rules, const GeneratorOptions& options,
                               std::vector<std::string>* heads) {
  return ConditionWriter(random, strings, rules, options, heads).run();
}

}  // namespace beachcomb::tests
