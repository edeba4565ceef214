#include "core/engine/file_check.h"

#include <utility>

#include "core/base/check.h"

namespace repay {

FileCheck::FileCheck(const Policy& policy) {
  const auto set = engine_.set_policy(policy);
  check(set.has_value());  // it was checked, and there is nothing yet to post again
  engine_.begin_import(ImportMode::add);
}

void FileCheck::begin_file(std::string store, std::uint64_t size_hint,
                           std::optional<Currency> currency) {
  CheckedFile& file = *files_.emplace_back(std::make_unique<CheckedFile>());
  if (importing_) engine_.begin_file(store, size_hint, currency);
  reader_ = make_file_reader({.store = std::move(store),
                              .size_hint = size_hint,
                              .currency = currency,
                              .problems = &file.problems});
}

void FileCheck::feed(std::span<const char> bytes) {
  check(reader_ != nullptr);
  (void)reader_->feed(bytes);  // `finish` answers what it refuses
  if (importing_) importing_ = engine_.feed(bytes).has_value();
}

void FileCheck::end_file() {
  check(reader_ != nullptr);
  CheckedFile& file = *files_.back();
  const auto read = reader_->finish();
  reader_.reset();
  if (!read && file.problems.empty()) file.problems.push_back(read.error());
  for (std::size_t i = 0; read && i < read->size(); ++i) file.entries += (*read)[i].size();
  if (importing_) importing_ = engine_.end_file().has_value();
}

void FileCheck::abandon_file(Refusal why) {
  check(reader_ != nullptr);
  reader_.reset();
  files_.back()->problems.push_back(std::move(why));
  importing_ = false;
}

std::vector<CheckedFile> FileCheck::finish() {
  check(reader_ == nullptr);
  if (importing_) {
    if (auto posted = engine_.commit_import(); !posted)
      files_[engine_.refused_file()]->problems.push_back(std::move(posted.error()));
  }
  std::vector<CheckedFile> found;
  for (auto& file : files_) found.push_back(std::move(*file));
  files_.clear();
  return found;
}

}  // namespace repay
