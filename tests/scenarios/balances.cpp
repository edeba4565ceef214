// The words of tables about the policy and about what can be used when.

#include "tests/scenarios/seller.h"

namespace repay::scenarios {

// policy SECTION.FIELD JSON
std::optional<Problem> Seller::set_policy(const Words& words, Outcome& outcome) {
  const std::size_t dot = words.size() > 1 ? words[1].find('.') : std::string::npos;
  if (words.size() < 3 || dot == std::string::npos) return "expected: policy SECTION.FIELD JSON";
  std::string& value = policy_[words[1].substr(0, dot)][words[1].substr(dot + 1)];
  value.clear();
  for (std::size_t i = 2; i < words.size(); ++i) value += words[i];
  std::string json = R"({"format":"repay-policy","version":1)";
  for (const auto& [section, fields] : policy_) {
    json.append(",\"").append(section).append("\":{");
    for (const auto& [field, text] : fields)
      json.append(json.back() == '{' ? "\"" : ",\"").append(field).append("\":").append(text);
    json += '}';
  }
  auto policy = read_policy(json + "}");
  if (policy && !policy_.contains("repayment")) policy->repayment = engine_.policy().repayment;
  auto set = policy ? engine_.set_policy(*std::move(policy))
                    : Placed<void>(std::unexpected(std::move(policy.error())));
  if (!set) outcome.refusal = std::move(set.error());
  return std::nullopt;
}

// at INSTANT [zone OFFSET]
std::optional<Problem> Seller::set_moment(Words words) {
  const bool has_zone = words.size() == 4 && words[2] == "zone";
  const auto zone = parse_zone_offset(has_zone ? words[3] : "UTC");
  const auto at = parse_instant(words.size() > 1 ? words[1] : "");
  if (!at || !zone || (words.size() != 2 && !has_zone)) return "expected: at INSTANT [zone OFFSET]";
  moment_ = Moment{*at, *zone};
  return std::nullopt;
}

}  // namespace repay::scenarios
