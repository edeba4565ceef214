#include "core/engine/import.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/check.h"
#include "core/base/order.h"
#include "core/engine/append.h"
#include "core/engine/cross_account.h"
#include "core/engine/present.h"
#include "core/repayment/report.h"

namespace repay {
namespace {

bool is_settlement(const Import::Posting& posting) { return posting.batch.settlement.has_value(); }
bool is_report(const Import::Posting& posting) { return posting.batch.skips_known; }

// Settlements by their start and reports by their first entry, whatever the order of files; then
// account JSON as it was given.
void order_postings(std::vector<Import::Posting>& postings) {
  const auto rank = [](const Import::Posting& posting) {
    return is_settlement(posting) ? 0 : is_report(posting) ? 1 : 2;
  };
  put_in_order(postings, [&](const Import::Posting& a, const Import::Posting& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    if (!is_settlement(a)) {
      return is_report(a) && first_instant(a.batch) < first_instant(b.batch);
    }
    const Settlement& x = *a.batch.settlement;
    const Settlement& y = *b.batch.settlement;
    return std::tie(x.start, x.end, x.id) < std::tie(y.start, y.end, y.id);
  });
}

// Whether they may be posted to the books themselves (append.h). With a payment under way the rows
// are first to be looked at for its report.
bool belong_behind(const Books& books, const std::vector<Import::Posting>& postings,
                   const LedgerKey& key, const std::vector<UnderWay>& under_way) {
  const auto is_here = [&](const UnderWay& payment) { return payment.ledger == key; };
  if (std::ranges::any_of(under_way, is_here)) return false;
  std::vector<const EntryBatch*> batches;
  for (const Import::Posting& posting : postings) batches.push_back(&posting.batch);
  return can_append(books, batches);
}

// Which rows of the settlements and reports, all in `books` by now, report payments.
Reports reports_of(const Books& books, const std::vector<Import::Posting>& postings,
                   const LedgerKey& key, const std::vector<UnderWay>& under_way) {
  std::vector<const EntryBatch*> batches;
  for (const Import::Posting& posting : postings) batches.push_back(&posting.batch);
  std::vector<SentPayment> pending;
  for (const UnderWay& payment : under_way) {
    if (payment.ledger != key) continue;
    pending.push_back({.id = payment.id,
                       .order = {},
                       .sent = payment.sent,
                       .amount_minor = payment.amount_minor});
  }
  return find_reports(books, batches, pending);
}

// The payments that rows report now and did not before.
void add_matches(const LedgerKey& key, const Books& books, const VersionedBooks* before,
                 std::vector<MatchView>& matched) {
  for (const auto& [payment, row] : books.reported_payments()) {
    MatchView match = present_match(key, books, payment);
    if (before != nullptr) {
      const auto known = before->books.ledger().find(match.payment);
      const auto known_row = known ? before->books.row_of_payment(*known) : std::nullopt;
      if (known_row && before->books.ledger().id(*known_row) == match.row) continue;
    }
    matched.push_back(std::move(match));
  }
}

}  // namespace

void Import::begin_file(std::string store, std::uint64_t size_hint,
                        std::optional<Currency> currency) {
  refused_file_ = files_++;
  reader_ =
      make_file_reader({.store = std::move(store), .size_hint = size_hint, .currency = currency});
}

Placed<void> Import::feed(std::span<const char> bytes) {
  check(reader_ != nullptr);
  return reader_->feed(bytes);
}

Placed<void> Import::end_file() {
  check(reader_ != nullptr);
  auto batches = reader_->finish();
  reader_.reset();
  if (!batches) return std::unexpected(std::move(batches.error()));
  for (EntryBatch& batch : *batches) {
    LedgerKey key{.store = batch.store, .currency = batch.currency};
    std::string settlement = batch.settlement ? batch.settlement->id : std::string();
    parts_.push_back({.file = files_ - 1,
                      .key = std::move(key),
                      .batch = std::move(batch),
                      .settlement = std::move(settlement)});
  }
  return {};
}

// A settlement that is there already adds nothing; with another total it is a conflict.
Placed<void> Import::find_known(const Ledgers& ledgers) {
  std::map<std::pair<LedgerKey, std::string>, std::int64_t> given;
  for (Part& part : parts_) {
    if (!part.batch.settlement) continue;
    const std::int64_t total = part.batch.settlement->total_minor;
    const auto [seen, is_first] = given.try_emplace({part.key, part.settlement}, total);
    std::int64_t known_total = seen->second;
    part.adds = is_first;
    if (const auto ledger = ledgers.find(part.key); ledger != ledgers.end()) {
      if (const Source* known = ledger->second.books.ledger().find_settlement(part.settlement)) {
        known_total = known->settlement->total_minor;
        part.adds = false;
      }
    }
    if (known_total != total) {
      refused_file_ = part.file;
      return refuse_at(part.batch.total_place, Error::settlement_conflict,
                       "settlement " + part.settlement);
    }
  }
  return {};
}

// What the files add to a ledger, in the order in which it is posted.
std::vector<Import::Posting> Import::added_to(const LedgerKey& key) {
  std::vector<Posting> postings;
  for (Part& part : parts_) {
    if (part.key != key || !part.adds) continue;
    postings.push_back({.batch = std::move(part.batch), .file = part.file});
  }
  order_postings(postings);
  return postings;
}

// New books with what was there and what the files add, in the order DOMAIN.md 11 gives them.
Placed<Books> Import::rebuild(const LedgerKey& key, const VersionedBooks* before,
                              const RepaymentPolicy& policy, std::vector<Posting> added,
                              const std::vector<UnderWay>& under_way) {
  std::vector<Posting> postings;
  if (before != nullptr) {
    for (EntryBatch& batch : before->books.batches())
      postings.push_back({.batch = std::move(batch)});
  }
  std::ranges::move(added, std::back_inserter(postings));
  order_postings(postings);
  Books books(key.currency, policy);
  if (before != nullptr) books.hold(before->books.pending_minor());
  const auto posted = post_all(books, key, std::move(postings), under_way);
  if (!posted) return std::unexpected(posted.error());
  return books;
}

Placed<void> Import::post_all(Books& books, const LedgerKey& key, std::vector<Posting> postings,
                              const std::vector<UnderWay>& under_way) {
  nothing_new_ = true;
  std::optional<Reports> reports;
  for (std::size_t i = 0; i < postings.size(); ++i) {
    Posting& posting = postings[i];
    if (posting.file) refused_file_ = *posting.file;
    if (is_report(posting)) {
      const std::uint64_t released = books.take_releases(posting.batch);
      if (posting.file && released > 0) nothing_new_ = false;
      const std::uint64_t known = pass_over_known(posting.batch, books.ledger());
      if (posting.file) passed_over_ += known;
      if (posting.batch.size() == 0 && !posting.batch.reported) continue;
    }
    if (posting.file) nothing_new_ = false;
    const bool is_account = !is_settlement(posting) && !is_report(posting);
    if (is_account && !reports) reports = reports_of(books, postings, key, under_way);
    const auto posted = is_settlement(posting) ? books.post_settlement(std::move(posting.batch))
                        : is_account
                            ? books.post_account(std::move(posting.batch), reports->of_batches[i])
                            : books.post_account(std::move(posting.batch));
    if (!posted) return std::unexpected(posted.error());
  }
  if (!reports) reports = reports_of(books, {}, key, under_way);
  report_under_way(books, *reports, key, under_way);
  return {};
}

// Notes which payments under way turned out to have come.
void Import::report_under_way(const Books& books, const Reports& reports, const LedgerKey& key,
                              const std::vector<UnderWay>& under_way) {
  if (nothing_new_) return;
  std::vector<ReportedUnderWay> reported;
  std::size_t number = 0;
  for (const UnderWay& payment : under_way) {
    if (payment.ledger != key) continue;
    const auto row = reports.of_under_way[number++];
    if (books.ledger().find(payment.id)) {
      reported.push_back({payment.key, std::nullopt});
    } else if (row) {
      reported.push_back({payment.key, row});
    }
  }
  // They arrive in the order in which they choose when all is derived again.
  put_in_order(reported, [&](const ReportedUnderWay& a, const ReportedUnderWay& b) {
    const auto place = [&](const ReportedUnderWay& one) {
      const Instant at = one.row ? books.ledger().facts().at[*one.row] : Instant{};
      return std::pair(latest_instant(at), one.row.value_or(0));
    };
    return place(a) < place(b);
  });
  std::ranges::move(reported, std::back_inserter(reported_under_way_));
}

// The file to name where two ledgers do not fit: the last one about either.
std::size_t Import::last_file_of(const LedgerKey& a, const LedgerKey& b) const {
  std::size_t file = 0;
  for (const Part& part : parts_) {
    if (part.adds && (part.key == a || part.key == b)) file = part.file;
  }
  return file;
}

void Import::add_deferred(const Part& part, std::vector<DeferredView>& deferred) {
  const EntryBatch& batch = part.batch;
  if (batch.deferred_rows == 0) return;
  auto found = std::ranges::find(deferred, part.key, &DeferredView::ledger);
  if (found == deferred.end()) found = deferred.insert(found, {.ledger = part.key});
  found->rows += batch.deferred_rows;
  found->amount_minor += batch.deferred_minor;
}

Placed<ImportView> Import::post(Ledgers& ledgers, const RepaymentPolicy& policy,
                                const std::vector<UnderWay>& under_way) {
  if (const auto known = find_known(ledgers); !known) return std::unexpected(known.error());
  ImportView view;
  for (const Part& part : parts_) {
    view.added += part.adds ? part.batch.size() : 0;
    add_deferred(part, view.deferred);
  }
  std::set<LedgerKey> keys;
  for (const Part& part : parts_) {
    if (part.adds) keys.insert(part.key);
  }
  Ledgers changed;
  std::map<LedgerKey, std::vector<Posting>> appended;
  for (const LedgerKey& key : keys) {
    const auto before = ledgers.find(key);
    const VersionedBooks* old = before == ledgers.end() ? nullptr : &before->second;
    auto added = added_to(key);
    if (old != nullptr && belong_behind(old->books, added, key, under_way)) {
      appended.emplace(key, std::move(added));
      continue;
    }
    auto books = rebuild(key, old, policy, std::move(added), under_way);
    if (!books) return std::unexpected(std::move(books.error()));
    if (nothing_new_) continue;
    add_matches(key, *books, old, view.matched);
    const std::uint64_t version = old == nullptr ? 1 : old->version + 1;
    changed.emplace(key, VersionedBooks{.books = *std::move(books), .version = version});
  }
  if (const auto wrong = unmatched_half(changed, ledgers)) {
    refused_file_ = last_file_of(wrong->ledger, wrong->other);
    return refuse_at({}, wrong->error, wrong->detail);
  }
  // From here on nothing can be refused.
  for (auto& [key, books] : changed) ledgers.insert_or_assign(key, std::move(books));
  for (auto& [key, postings] : appended) {
    VersionedBooks& ledger = ledgers.at(key);
    check(post_all(ledger.books, key, std::move(postings), {}).has_value());
    if (!nothing_new_) ++ledger.version;
  }
  view.passed_over = passed_over_;
  view.added -= passed_over_;
  for (const Part& part : parts_) {
    if (part.settlement.empty()) continue;
    const Source* source = ledgers.at(part.key).books.ledger().find_settlement(part.settlement);
    check(source != nullptr);
    view.settlements.push_back(present_settlement(part.key, *source));
  }
  return view;
}

}  // namespace repay
