// Requests of a worker who trains as one with others: a step in pieces, between which numbers travel (training/group_member.hpp).
#include <algorithm>
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

// What the others have computed for this one's slice, one after the other; and the squares of all slices, where they are asked for.
static std::vector<float> received, squares;

static std::size_t squares_of(const GroupMember& member, std::size_t rank) {
  const Slice& slice = member.slice(rank);
  return the_trainer().settings().grad_clip > 0 ? static_cast<std::size_t>(slice.last - slice.first) : 0;
}

// Where the squares of a rank begin.
static float* squares_at(const GroupMember& member, std::size_t rank) {
  float* at = squares.data();
  for (std::size_t r = 0; r < rank; ++r) at += squares_of(member, r);
  return at;
}

// The one that has this rank among so many.
static GroupMember& member_of(const Json& request) {
  const std::size_t of = shares_of(request, "of"), rank = rank_below(request, of);
  if (instance.member && instance.member->rank() == rank && instance.member->size() == of) return *instance.member;
  instance.member = std::make_unique<GroupMember>(the_trainer(), rank, of);
  received.resize(of * instance.member->slice(rank).size);
  squares.resize(static_cast<std::size_t>(squares_at(*instance.member, of) - squares.data()));
  return *instance.member;
}

// For each rank, where in memory the gradients in its slice are, its values, its squares, and room for its gradients in this one's slice.
static void places(const Json& request, Bytes, JsonWriter& answer) {
  GroupMember& member = member_of(request);
  const std::size_t own = member.slice(member.rank()).size;
  const auto write = [&](const char* name, const auto& at, const auto& size) {
    answer.key(name).array();
    for (std::size_t rank = 0; rank < member.size(); ++rank)
      answer.array().value(reinterpret_cast<std::uintptr_t>(at(rank))).value(sizeof(float) * size(rank)).end();
    answer.end();
  };
  const auto size_of_slice = [&](std::size_t rank) { return member.slice(rank).size; };
  write("gradients", [&](std::size_t rank) { return member.gradients(rank); }, size_of_slice);
  write("values", [&](std::size_t rank) { return member.state(rank)[0]; }, size_of_slice);
  write("squares", [&](std::size_t rank) { return squares_at(member, rank); }, [&](std::size_t rank) { return squares_of(member, rank); });
  write("received", [&](std::size_t rank) { return received.data() + rank * own; }, [&](std::size_t) { return own; });
}

static void share(const Json& request, Bytes, JsonWriter& answer) { answer.key("loss").value(member_of(request).compute()); }

static void reduce(const Json&, Bytes, JsonWriter&) {
  GroupMember& member = the_member();
  std::vector<float*> gradients;
  for (std::size_t r = 0; r < member.size(); ++r)
    gradients.push_back(r == member.rank() ? member.gradients(r) : received.data() + r * member.slice(member.rank()).size);
  const std::vector<float>& own = member.reduce(gradients);
  std::copy(own.begin(), own.end(), squares_at(member, member.rank()));
}

// losses: of all shares.
static void update(const Json& request, Bytes, JsonWriter& answer) {
  std::vector<double> losses;
  for (std::size_t rank = 0; rank < request["losses"].size(); ++rank) losses.push_back(request["losses"][rank].number_or(std::nan("")));
  GroupMember& member = the_member();
  instance.model_changes();
  reply_data.resize(sizeof(float));
  auto* const loss = reinterpret_cast<float*>(reply_data.data());
  answer.key("finite").value(member.update(losses, squares, loss) ? 1 : 0);
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
    {"places", "rank of", places}, {"share", "rank of", share}, {"reduce", "", reduce},     {"update", "losses", update},
    {"undo", "", undo},            {"state", "rank of", state}, {"place", "rank", place}, {"recover", "", recover},
    {"merges", "vocabSize", merges}, {},
};

}  // namespace iambic::wasm
