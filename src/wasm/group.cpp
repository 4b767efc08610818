// Requests of a worker who trains as one with others: a step in pieces, between which numbers travel (training/group_member.hpp).
#include <cmath>
#include <cstring>

#include "base/throw_error.hpp"
#include "requests.hpp"

namespace iambic::wasm {

static GroupMember& the_member() {
  if (!instance.member) throw_error("share.missing", "no share of this step was computed");
  return *instance.member;
}

static std::size_t rank_below(const Json& request, std::size_t of) {
  const std::size_t rank = count(request, "rank");
  if (rank >= of)
    throw_error("argument.range", "{name} must be a whole number below {high}, not {value}",
                {{"name", "rank"}, {"high", of}, {"value", request["rank"].text()}});
  return rank;
}

static void share(const Json& request, Bytes, JsonWriter& answer) {
  const std::size_t of = shares_of(request, "of"), rank = rank_below(request, of);
  Trainer& t = the_trainer();
  if (!instance.member || instance.member->rank() != rank || instance.member->size() != of)
    instance.member = std::make_unique<GroupMember>(t, rank, of);
  answer.key("loss").value(instance.member->compute()).key("clips").value(t.settings().grad_clip > 0 ? 1 : 0);
}

// what: the gradients in the slice of a rank, its values, or its values and both moments.
static void slice(const Json& request, Bytes, JsonWriter&) {
  GroupMember& member = the_member();
  const std::size_t rank = rank_below(request, member.size()), size = member.slice(rank).size;
  const std::string what = request["what"].text();
  if (what == "state") {
    reply_data.reserve(3 * size * sizeof(float));
    for (const float* const values : member.state(rank)) {
      const auto* const bytes = reinterpret_cast<const std::uint8_t*>(values);
      reply_data.insert(reply_data.end(), bytes, bytes + size * sizeof(float));
    }
    return;
  }
  const float* const values = what == "gradients" ? member.gradients(rank) : member.state(rank)[0];
  lent = {reinterpret_cast<const std::uint8_t*>(values), size * sizeof(float)};
}

static void add_share(const Json&, Bytes payload, JsonWriter&) {
  GroupMember& member = the_member();
  if (payload.size != member.slice(member.rank()).size * sizeof(float))
    throw_error("argument.shape", "a share has a gradient for every weight of its receiver's slice");
  member.add(reinterpret_cast<const float*>(payload.data));
}

static void squares(const Json&, Bytes, JsonWriter&) {
  const std::vector<float>& sums = the_member().squares();
  reply_with(sums.data(), sums.size());
}

// losses: of all shares; the payload holds the squares of all slices.
static void update(const Json& request, Bytes payload, JsonWriter& answer) {
  std::vector<double> losses;
  for (std::size_t rank = 0; rank < request["losses"].size(); ++rank) losses.push_back(request["losses"][rank].number_or(std::nan("")));
  const auto* const squares = reinterpret_cast<const float*>(payload.data);
  GroupMember& member = the_member();
  instance.model_changes();
  answer.key("finite").value(member.update(losses, {squares, squares + payload.size / sizeof(float)}) ? 1 : 0);
}

// The values of a rank's slice, and its moments when they come with them.
static void place(const Json& request, Bytes payload, JsonWriter&) {
  GroupMember& member = the_member();
  const std::size_t rank = rank_below(request, member.size()), bytes = member.slice(rank).size * sizeof(float);
  if (payload.size != bytes && payload.size != 3 * bytes) throw_error("argument.shape", "a slice has a value for each of its weights");
  const std::uint8_t* from = payload.data;
  for (float* const to : member.state(rank)) {
    if (from == payload.data + payload.size) break;
    std::memcpy(to, from, bytes);
    from += bytes;
  }
}

static void finish(const Json& request, Bytes, JsonWriter& answer) {
  reply_data.resize(sizeof(float));
  write_progress(the_member().finish(request["finite"].bool_or(false), reinterpret_cast<float*>(reply_data.data())), answer);
}

static void recover(const Json&, Bytes, JsonWriter& answer) {
  reply_data.resize(sizeof(float));
  write_progress(the_member().recover(reinterpret_cast<float*>(reply_data.data())), answer);
}

const Request complete_requests[] = {
    {"share", "rank of", share},     {"slice", "what rank of", slice},
    {"addShare", "", add_share},     {"squares", "", squares},
    {"update", "losses", update},    {"place", "rank", place},
    {"finish", "finite", finish},    {"recover", "", recover},
    {"merges", "vocabSize", merges}, {},
};

}  // namespace iambic::wasm
