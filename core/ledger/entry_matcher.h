#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/ledger/ledger.h"
#include "core/ledger/search_text.h"

namespace repay {

/// Which entries of a statement are asked for. What is left empty admits everything.
struct EntryFilter {
  std::vector<Kind> kinds{};
  std::vector<Group> groups{};
  /// Words that must all stand in the entry's id, description, order, sku or settlement, each in
  /// whichever, whatever their case and width.
  std::string text{};
};

/// Says of entry after entry whether a filter admits it. Texts that many entries share are searched
/// once.
class EntryMatcher {
 public:
  EntryMatcher(const Ledger& ledger, const EntryFilter& filter);

  [[nodiscard]] bool admits(Sequence entry);

 private:
  // What was found in a text before; by a few bits of its place, the latest one stays.
  struct Known {
    std::uint32_t source = UINT32_MAX;
    std::uint32_t offset = 0;
    std::uint8_t found = 0;
  };

  [[nodiscard]] std::uint8_t found_in(Sequence entry);
  [[nodiscard]] std::uint8_t found_in_id(Sequence entry, std::uint8_t in_settlement);
  [[nodiscard]] std::uint8_t found_in_kept(Sequence entry, TextRef text);
  void enter_source(Sequence entry);

  const Ledger& ledger_;
  std::uint32_t kinds_ = 0;  // bits of kinds and groups admitted
  std::uint32_t groups_ = 0;
  SearchWords words_;
  bool in_numbers_ = false;  // whether a word could stand where a settlement's rows have numbers

  // Of the source the last entry was of.
  const Source* source_ = nullptr;
  std::uint32_t source_number_ = 0;
  std::uint8_t in_settlement_ = 0;
  std::string id_;  // "<settlement id>/"
  std::array<Known, 1024> known_{};
};

}  // namespace repay
