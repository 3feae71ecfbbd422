// SPDX-License-Identifier: Apache-2.0
#include "unwrap/archive_members.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "unwrap/member_names.h"

namespace beachcomb::unwrap {
namespace {

// A zip with more members is read without its index: libarchive needs some
// 250 bytes for each member of one.
constexpr std::uint64_t kIndexedMembers = 250'000;
// What may be decompressed only to get past it, for each archive.
constexpr std::uint64_t kMostDiscarded = 1ull << 30;
// A member of a zip that can't be read must not hide those behind it.
constexpr int kMostRetries = 32;
constexpr int kMostEmptyBlocks = 1000;  // in a row

struct Free {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, Free>;

// A gzip file may also name what is in it; its size stands at its end.
bool is_empty(const Format& format, Source& source) {
  constexpr std::uint64_t kLongestName = 255;
  if (source.size() <= format.empty) return true;
  return format.name == "gzip" &&
         source.size() <= format.empty + kLongestName &&
         source.view(source.size() - 4, 4) == std::string_view("\0\0\0\0", 4);
}

// Reads one archive, if need be several times.
class Members {
 public:
  Members(const Format& format, Source source, const Context& context,
          Output& output)
      : format_(format),
        source_(std::move(source)),
        context_(context),
        output_(output),
        support_(format.support) {}

  void go();

 private:
  struct Block {
    int code = ARCHIVE_OK;
    std::string_view data{};
    std::uint64_t offset = 0;
  };
  struct Content {
    std::string bytes;
    Reason reason{};
    bool ends = false;  // the archive can't be read on
  };

  bool open(const std::vector<std::string>& passwords,
            int (*support)(archive*));
  bool pass(const std::vector<std::string>& passwords);
  int next_header(archive_entry** entry);
  std::string name_of(archive_entry* entry);
  bool member(archive_entry* entry, bool reports_encrypted);
  Content read(archive_entry* entry);
  void stream();
  Block next_block();
  bool discard(Content* content);
  bool report(Reason reason);
  Reason error_reason() const;
  std::uint64_t position() const {
    return format_.has_offsets
               ? static_cast<std::uint64_t>(std::max(
                     archive_filter_bytes(reader_.get(), 0), la_int64_t{0}))
               : 0;
  }

  const Format& format_;
  Source source_;
  const Context& context_;
  Output& output_;
  Reader reader_;
  int (*support_)(archive*);
  std::optional<Block> first_;  // was read to see what it is
  std::uint64_t index_ = 0;     // of the member in this pass
  std::uint64_t resume_ = 0;    // members before it are done
  std::set<std::uint64_t> locked_;
  bool only_locked_ = false;
  std::uint64_t discarded_ = 0;
};

bool Members::open(const std::vector<std::string>& passwords,
                   int (*support)(archive*)) {
  reader_.reset(archive_read_new());
  archive* reader = reader_.get();
  if (reader == nullptr) return false;
  int code = ARCHIVE_OK;
  if (format_.filter == ARCHIVE_FILTER_COMPRESS) {
    // libarchive 3.6 dereferences null when this one is appended.
    code = archive_read_support_filter_compress(reader);
  } else if (format_.filter != ARCHIVE_FILTER_NONE) {
    code = archive_read_append_filter(reader, format_.filter);
  }
  const bool is_zip = format_.name == "zip";
  if (is_zip &&
      source_.count_index_entries(kIndexedMembers) > kIndexedMembers) {
    code = std::min(code, archive_read_support_format_zip_streamable(reader));
  } else {
    code = std::min(code, support(reader));
  }
  if (code < ARCHIVE_WARN) return false;
  // Else what stands behind the first end mark would never be seen.
  archive_read_set_option(reader, "tar", "read_concatenated_archives", "1");
  for (const std::string& password : passwords) {
    if (!password.empty()) {
      archive_read_add_passphrase(reader, password.c_str());
    }
  }
  return source_.open(reader, output_) >= ARCHIVE_WARN;
}

Reason Members::error_reason() const {
  if (output_.expired()) return Reason::timeout;
  const char* text = archive_error_string(reader_.get());
  const std::string_view message = text == nullptr ? "" : text;
  const auto says = [message](std::string_view word) {
    return message.find(word) != message.npos;
  };
  if (says("ncrypt") || says("assphrase")) return Reason::encrypted;
  if (says("nsupported") || says("not supported")) return Reason::unsupported;
  return Reason::damaged;
}

// Something of the container itself could not be read.
bool Members::report(Reason reason) {
  Piece piece;
  piece.via = {std::string(format_.name)};
  piece.length = source_.size();
  piece.reason = reason;
  return output_.add(std::move(piece));
}

Members::Block Members::next_block() {
  if (first_.has_value()) return *std::exchange(first_, std::nullopt);
  const void* data = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  Block block;
  block.code = archive_read_data_block(reader_.get(), &data, &size, &offset);
  if (block.code >= ARCHIVE_WARN) {
    block.data = {static_cast<const char*>(data), size};
  }
  if (offset > 0) block.offset = static_cast<std::uint64_t>(offset);
  return block;
}

// A compression. libarchive would take any stream that begins with zeros for
// a tar, so what stands behind it is decided here.
void Members::stream() {
  archive_entry* entry = nullptr;
  if (!open({}, archive_read_support_format_raw) ||
      archive_read_next_header(reader_.get(), &entry) < ARCHIVE_WARN) {
    // libarchive calls it "unrecognised", too, when nothing was compressed.
    if (!is_empty(format_, source_)) report(error_reason());
    return;
  }
  first_ = next_block();
  if (starts_tar(first_->data)) {
    support_ = archive_read_support_format_tar;
  } else if (starts_cpio(first_->data)) {
    support_ = archive_read_support_format_cpio;
  } else {
    member(entry, true);
    return;
  }
  first_.reset();
  pass({});
}

void Members::go() {
  if (format_.filter != ARCHIVE_FILTER_NONE) return stream();
  const std::vector<std::string>& passwords = *context_.passwords;
  for (int retry = 0; !pass(passwords) && retry < kMostRetries; ++retry) {
    // Each pass ends behind the member that ended the one before.
    if (resume_ == 0) break;
  }
  // The check of the old zip encryption is one byte, so that one time in 256
  // a wrong password is taken for the right one. Alone it can't be.
  if (locked_.empty()) return;
  only_locked_ = true;
  const std::size_t tries = passwords.size() > 1 ? passwords.size() : 0;
  for (std::size_t i = 0; i <= tries && !locked_.empty(); ++i) {
    resume_ = 0;
    only_locked_ = true;
    if (i < tries) {
      pass({passwords[i]});
    } else {
      pass({});  // reports what is left
    }
    if (output_.expired()) return;
  }
}

// False when the archive should be read again from resume_ on.
bool Members::pass(const std::vector<std::string>& passwords) {
  if (!open(passwords, support_)) {
    report(error_reason());
    return true;
  }
  const std::uint64_t start = resume_;
  const bool reports = only_locked_ && passwords.empty();
  for (index_ = 0;; ++index_) {
    if (output_.expired()) return true;
    archive_entry* entry = nullptr;
    const int code = next_header(&entry);
    if (code == ARCHIVE_EOF) return true;
    if (code < ARCHIVE_WARN) {
      // The first pass has said so.
      if (!only_locked_) report(error_reason());
      return true;
    }
    if (index_ < start) continue;
    if (only_locked_ && !locked_.contains(index_)) continue;
    resume_ = index_ + 1;
    if (!member(entry, reports)) return format_.name != "zip" || only_locked_;
  }
}

// What libarchive says to it.
int Members::next_header(archive_entry** entry) {
  const os::ThreadCharset charset(charset_for_names(support_));
  return archive_read_next_header(reader_.get(), entry);
}

std::string Members::name_of(archive_entry* entry) {
  const os::ThreadCharset charset(charset_for_names(support_));
  std::string name = member_name(entry);
  if (format_.name != "zip") return name;
  return zip_member_name(std::move(name), source_, position());
}

// False when the archive can't be read on, or is not to be.
bool Members::member(archive_entry* entry, bool reports_encrypted) {
  const bool has_no_data =
      archive_entry_size_is_set(entry) && archive_entry_size(entry) == 0;
  if (has_no_data && archive_entry_filetype(entry) != AE_IFREG) return true;
  const bool is_encrypted = archive_entry_is_encrypted(entry) != 0;
  Piece piece;
  piece.via = {std::string(format_.name)};
  if (format_.filter == ARCHIVE_FILTER_NONE) {
    piece.name = name_of(entry);
    piece.offset = std::min(position(), source_.size());
  } else if (support_ == nullptr) {
    piece.name = name_behind(context_);
  } else {
    const bool is_tar = support_ == archive_read_support_format_tar;
    piece.via.emplace_back(is_tar ? "tar" : "cpio");
    piece.name = name_of(entry);
  }
  Content content = read(entry);
  if (is_encrypted && content.reason == Reason::damaged) {
    content.reason = Reason::encrypted;
  }
  const bool is_locked =
      content.reason == Reason::encrypted && content.bytes.empty();
  if (format_.name == "zip" && is_encrypted &&
      content.reason == Reason::encrypted) {
    if (!reports_encrypted) {
      locked_.insert(index_);
      return !content.ends;
    }
  } else {
    locked_.erase(index_);
  }
  const std::uint64_t end = position();
  piece.length = format_.has_offsets && end > piece.offset
                     ? std::min(end, source_.size()) - piece.offset
                     : source_.size() - piece.offset;
  piece.reason = content.reason;
  if (!is_locked) piece.bytes = std::move(content.bytes);
  if (content.reason == Reason::encrypted) piece.bytes.clear();
  if (!output_.add(std::move(piece))) {
    resume_ = 0;
    return false;
  }
  return !content.ends;
}

Members::Content Members::read(archive_entry* entry) {
  Content content;
  const std::uint64_t most = output_.most_bytes();
  if (archive_entry_size_is_set(entry)) {
    // Costs nothing until it is written to, so a header may lie.
    const auto stated = static_cast<std::uint64_t>(
        std::max(archive_entry_size(entry), la_int64_t{0}));
    content.bytes.reserve(static_cast<std::size_t>(std::min(stated, most)));
  }
  for (int empty_blocks = 0; empty_blocks < kMostEmptyBlocks;) {
    const Block block = next_block();
    if (block.code < ARCHIVE_WARN && block.code != ARCHIVE_EOF) {
      content.reason = error_reason();
      content.ends = block.code == ARCHIVE_FATAL;
      return content;
    }
    if (block.code == ARCHIVE_WARN) content.reason = error_reason();
    if (output_.expired()) {
      content.reason = Reason::timeout;
      content.ends = true;
      return content;
    }
    empty_blocks = block.data.empty() ? empty_blocks + 1 : 0;
    // A hole in a sparse file.
    if (block.offset > content.bytes.size()) {
      content.bytes.resize(
          static_cast<std::size_t>(std::min(block.offset, most)));
    }
    const std::uint64_t room = most - content.bytes.size();
    content.bytes.append(block.data.substr(0, static_cast<std::size_t>(room)));
    if (block.data.size() > room || block.offset > most) {
      content.reason = Reason::size_limit;
      content.ends = block.code != ARCHIVE_EOF && !discard(&content);
      return content;
    }
    if (block.code == ARCHIVE_EOF) return content;
  }
  content.reason = Reason::damaged;
  content.ends = true;
  return content;
}

// Gets past the rest of a member that is too large. A bound for what has to be
// decompressed for it.
bool Members::discard(Content* content) {
  if (format_.skips) return true;
  for (int empty_blocks = 0; empty_blocks < kMostEmptyBlocks;) {
    const Block block = next_block();
    if (block.code == ARCHIVE_EOF) return true;
    if (block.code < ARCHIVE_WARN || output_.expired()) return false;
    empty_blocks = block.data.empty() ? empty_blocks + 1 : 0;
    discarded_ += block.data.size();
    if (discarded_ > kMostDiscarded) {
      content->reason = Reason::byte_limit;
      return false;
    }
  }
  return false;
}

}  // namespace

void read_members(const Format& format, Source source, const Context& context,
                  Output& output) {
  Members(format, std::move(source), context, output).go();
}

}  // namespace beachcomb::unwrap
