// Requests of a worker who trains as one with others: a step in pieces, between which numbers travel (training/group_member.hpp).
#include <cmath>
#include <cstring>
#include <iterator>

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

// What the others have computed for this one's slice, one after the other.
static std::vector<float> received;

// For each rank, where in memory the gradients in its slice are, its values, and room for its gradients in this one's slice.
static void write_places(JsonWriter& answer, GroupMember& member) {
  constexpr const char* kNames[] = {"gradients", "values", "received"};
  const std::size_t own = member.slice(member.rank()).size;
  received.resize(member.size() * own);
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    answer.key(kNames[i]).array();
    for (std::size_t rank = 0; rank < member.size(); ++rank) {
      const float* const at[] = {member.gradients(rank), member.state(rank)[0], received.data() + rank * own};
      answer.array().value(reinterpret_cast<std::uintptr_t>(at[i])).value(sizeof(float) * (i < 2 ? member.slice(rank).size : own)).end();
    }
    answer.end();
  }
}

static void share(const Json& request, Bytes, JsonWriter& answer) {
  const std::size_t of = shares_of(request, "of"), rank = rank_below(request, of);
  Trainer& t = the_trainer();
  if (!instance.member || instance.member->rank() != rank || instance.member->size() != of)
    instance.member = std::make_unique<GroupMember>(t, rank, of);
  answer.key("loss").value(instance.member->compute()).key("clips").value(t.settings().grad_clip > 0 ? 1 : 0);
  write_places(answer, *instance.member);
}

static void reduce(const Json&, Bytes, JsonWriter&) {
  GroupMember& member = the_member();
  std::vector<float*> gradients;
  for (std::size_t r = 0; r < member.size(); ++r)
    gradients.push_back(r == member.rank() ? member.gradients(r) : received.data() + r * member.slice(member.rank()).size);
  const std::vector<float>& squares = member.reduce(gradients);
  reply_with(squares.data(), squares.size());
}

// losses: of all shares; the payload holds the squares of all slices.
static void update(const Json& request, Bytes payload, JsonWriter& answer) {
  std::vector<double> losses;
  for (std::size_t rank = 0; rank < request["losses"].size(); ++rank) losses.push_back(request["losses"][rank].number_or(std::nan("")));
  const auto* const squares = reinterpret_cast<const float*>(payload.data);
  GroupMember& member = the_member();
  instance.model_changes();
  reply_data.resize(sizeof(float));
  auto* const loss = reinterpret_cast<float*>(reply_data.data());
  answer.key("finite").value(member.update(losses, {squares, squares + payload.size / sizeof(float)}, loss) ? 1 : 0);
  write_progress({1, std::nullopt}, answer);
}

static void undo(const Json&, Bytes, JsonWriter&) { the_member().undo(); }

// Its slice's values and both moments.
static void state(const Json&, Bytes, JsonWriter&) {
  GroupMember& member = the_member();
  const std::size_t size = member.slice(member.rank()).size;
  reply_data.reserve(3 * size * sizeof(float));
  for (const float* const values : member.state(member.rank())) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(values);
    reply_data.insert(reply_data.end(), bytes, bytes + size * sizeof(float));
  }
}

// The same of a rank, put in its place.
static void place(const Json& request, Bytes payload, JsonWriter&) {
  GroupMember& member = the_member();
  const std::size_t rank = rank_below(request, member.size()), bytes = member.slice(rank).size * sizeof(float);
  if (payload.size != 3 * bytes) throw_error("argument.shape", "a slice has a value for each of its weights");
  const std::uint8_t* from = payload.data;
  for (float* const to : member.state(rank)) {
    std::memcpy(to, from, bytes);
    from += bytes;
  }
}

static void recover(const Json&, Bytes, JsonWriter& answer) {
  reply_data.resize(sizeof(float));
  write_progress(the_member().recover(reinterpret_cast<float*>(reply_data.data())), answer);
}

const Request complete_requests[] = {
    {"share", "rank of", share}, {"reduce", "", reduce},          {"update", "losses", update},
    {"undo", "", undo},          {"state", "rank of", state},     {"place", "rank", place},
    {"recover", "", recover},    {"merges", "vocabSize", merges}, {},
};

}  // namespace iambic::wasm
