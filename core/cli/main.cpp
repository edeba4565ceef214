// `repay` for a terminal, natively and in Node: the only file of core that reads and writes.

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "core/cli/program.h"

namespace repay {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr std::size_t kWriteAt = std::size_t{64} << 10;

// In our own words, as the C libraries' differ.
std::string_view why_unreadable(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:  // Node says ENOENT then
      return "there is no such file";
    case EISDIR:
      return "it is a folder";
    case EACCES:
      return "permission is denied";
    default:
      return "the operating system refuses";
  }
}

class DiskFiles : public FileSource {
 public:
  /// `program` is how it was started: its folder is where what comes with it lies.
  explicit DiskFiles(std::string_view program)
      : folder_(program.substr(0, program.rfind('/') + 1)), chunk_(kChunk) {}
  ~DiskFiles() override { close(); }
  DiskFiles(const DiskFiles&) = delete;
  DiskFiles& operator=(const DiskFiles&) = delete;

  [[nodiscard]] std::string beside_program(std::string_view name) const override {
    return folder_ + std::string(name);
  }

  Placed<std::uint64_t> open(const std::string& name) override {
    close();
    errno = 0;
    file_ = name == "-" ? stdin : std::fopen(name.c_str(), "rb");
    if (file_ == nullptr) return unreadable();
    std::setvbuf(file_, nullptr, _IONBF, 0);  // it is read in chunks anyway
    return size();
  }

  Placed<std::span<const char>> next() override {
    errno = 0;
    const std::size_t read = std::fread(chunk_.data(), 1, chunk_.size(), file_);
    if (read == 0 && std::ferror(file_) != 0) return unreadable();
    return std::span<const char>(chunk_).first(read);
  }

 private:
  static std::unexpected<Refusal> unreadable() {
    return refuse_at({}, Error::file_unreadable, std::string(why_unreadable(errno)));
  }

  // 0 for what has none, such as a pipe or a folder.
  std::uint64_t size() {
    if (file_ == stdin || std::fseek(file_, 0, SEEK_END) != 0) return 0;
    const long end = std::ftell(file_);
    constexpr long kNoFileHas = static_cast<long>(std::uint64_t{1} << (sizeof(long) * 8 - 2));
    std::rewind(file_);
    return end < 0 || end >= kNoFileHas ? 0 : static_cast<std::uint64_t>(end);
  }

  void close() {
    if (file_ != nullptr && file_ != stdin) std::fclose(file_);
    file_ = nullptr;
  }

  std::string folder_;
  std::FILE* file_ = nullptr;
  std::vector<char> chunk_;
};

// Its own buffer, because in Node a full pipe refuses for a moment and a stream would lose what it
// held.
class Stream : public TextSink {
 public:
  explicit Stream(std::FILE* file) : file_(file) { std::setvbuf(file, nullptr, _IONBF, 0); }

  void write(std::string_view text) override {
    text_ += text;
    if (text_.size() >= kWriteAt) flush();
  }

  // Whether all that was written got out.
  bool flush() {
    std::string_view left = text_;
    while (!left.empty() && !broken_) {
      errno = 0;
      left.remove_prefix(std::fwrite(left.data(), 1, left.size(), file_));
      broken_ = !left.empty() && errno != EAGAIN && errno != EINTR;
      reader_left_ = broken_ && errno == EPIPE;
      std::clearerr(file_);
    }
    text_.clear();
    return !broken_;
  }

  // As `head` does; that is no news.
  [[nodiscard]] bool reader_left() const { return reader_left_; }

 private:
  std::FILE* file_;
  std::string text_;
  bool broken_ = false;
  bool reader_left_ = false;
};

// What a shell found through PATH has no folder in its name; where it is, Linux knows.
std::string program_path(std::string_view name) {
  if (name.contains('/')) return std::string(name);
  std::string path(4096, '\0');
  const ssize_t size = readlink("/proc/self/exe", path.data(), path.size());
  path.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return path;
}

}  // namespace
}  // namespace repay

int main(int count, char** words) {
  const std::vector<std::string_view> arguments(words + (count > 0 ? 1 : 0), words + count);
  repay::DiskFiles files(repay::program_path(count > 0 ? words[0] : ""));
  repay::Stream out(stdout);
  repay::Stream error(stderr);
  const repay::Exit exit = repay::run_program(arguments, files, out, error);
  const bool written = out.flush();
  if (!written && !out.reader_left()) error.write("repay: the output cannot be written\n");
  error.flush();
  return written ? exit : repay::kExitRefused;
}
