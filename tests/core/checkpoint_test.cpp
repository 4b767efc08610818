// Checkpoints: bit for bit there and back, and every damaged or foreign file refused with one sentence.
#include "training/checkpoint.hpp"

#include <algorithm>
#include <cstring>

#include "forge.hpp"
#include "models/presets.hpp"
#include "support.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

Bytes trained(const Corpus& corpus, std::size_t steps, const Settings& settings = {}) {
  Trainer trainer(corpus, settings);
  train(trainer, steps);
  return write_checkpoint(trainer.checkpoint());
}

const Bytes& small_file() {
  static const Bytes bytes = trained(fixture_corpus("abc.txt"), 20);
  return bytes;
}

Checkpoint read(const Bytes& bytes) { return read_checkpoint(bytes.data(), bytes.size()); }

std::string refusal(const Bytes& bytes) {
  return error_of([&] { read(bytes); });
}

// The small file with `from` in its header replaced by `to`, and a right checksum.
std::string refusal_of_forged(const std::string& from, const std::string& to) {
  Forged forged = Forged::take_apart(small_file());
  INFO(from << " -> " << to);
  REQUIRE(forged.replace(from, to));
  forged.sign();
  return refusal(forged.file());
}

std::string not_ours(const std::string& why) { return "this file is not a checkpoint that Iambic can open: " + why; }

}  // namespace

TEST_CASE("a checkpoint read and written again is the same file") {
  for (const char* name : {"corpora/abc.txt", "corpora/accents.txt", "corpora/many.txt"}) {
    Settings settings;
    settings.learning_rate = 0.1 / 3;
    settings.seed = 4294967295;
    settings.holdback = 0;
    const Bytes bytes = trained(read_corpus(fixture_text(name)), 7, settings);
    INFO(name);
    CHECK(write_checkpoint(read(bytes)) == bytes);
  }
}

TEST_CASE("a checkpoint holds the run") {
  Settings settings;
  settings.seed = 5;
  settings.block_size = 4;
  settings.learning_rate = 0.02;
  Trainer trainer(fixture_corpus("abc.txt"), settings);
  train(trainer, 12);
  const Checkpoint back = read(write_checkpoint(trainer.checkpoint()));
  CHECK(back.settings.seed == 5);
  CHECK(back.settings.block_size == 4);
  CHECK(back.settings.learning_rate == 0.02);
  CHECK(back.state.step == 12);
  CHECK(back.state.generator == trainer.generator());
  CHECK(back.state.values == trainer.model().parameters().values);
  CHECK(back.tokenizer->characters() == fixture_corpus("abc.txt").tokenizer->characters());
  CHECK(back.corpus_sha256 == fixture_corpus("abc.txt").sha256);
}

TEST_CASE("train 500, save, load, train 500 is train 1000, bit for bit") {
  const Bytes straight = trained(shakespeare(), 1000);
  Trainer resumed(shakespeare(), read(trained(shakespeare(), 500)));
  CHECK(resumed.step() == 500);
  train(resumed, 500);
  CHECK(write_checkpoint(resumed.checkpoint()) == straight);
}

void check_expected_run(std::size_t i) {
  const Json run = fixture("../expected.json")[i];
  Trainer trainer(shakespeare(), preset(run["preset"].string_or(""), Spelling::snake).settings);
  train(trainer, static_cast<std::size_t>(run["steps"].number_or(0)));
  const Bytes bytes = write_checkpoint(trainer.checkpoint());
  Sha256 hash;
  hash.update(bytes.data(), bytes.size());
  CHECK(hash.finish() == run["checkpoint_sha256"].string_or(""));
}

TEST_CASE("the checkpoint after 2,000 steps of the bigram is the same file on every platform") { check_expected_run(0); }
TEST_CASE("the checkpoint after 200 steps of gpt is the same file on every platform", "[long]") { check_expected_run(1); }

TEST_CASE("the file is safetensors, with PyTorch's names and the tensors one after the other") {
  const Forged file = Forged::take_apart(small_file());
  CHECK(file.header.size() % 8 == 0);
  CHECK(file.header[0] == '{');
  const Json header = Json::parse(file.header).value();
  CHECK(header.keys() == std::vector<std::string>{"__metadata__", "token_embedding_table.weight",
                                                  "adamw.exp_avg.token_embedding_table.weight",
                                                  "adamw.exp_avg_sq.token_embedding_table.weight"});
  for (const std::string& key : header["__metadata__"].keys()) CHECK(header["__metadata__"][key].is_string());  // the format's rule
  double end = 0;
  for (const std::string& name : header.keys()) {
    if (name == "__metadata__") continue;
    CHECK(header[name]["dtype"].string_or("") == "F32");
    CHECK(integers(header[name]["shape"]) == std::vector<std::int32_t>{3, 3});
    CHECK(header[name]["data_offsets"][0].number_or(-1) == end);
    end = header[name]["data_offsets"][1].number_or(-1);
  }
  CHECK(end == static_cast<double>(file.data.size()));
  Trainer trainer(fixture_corpus("abc.txt"), Settings{});
  train(trainer, 20);
  CHECK(std::memcmp(file.data.data(), trainer.model().parameters().values.data(), 9 * sizeof(float)) == 0);
}

TEST_CASE("a file cut off anywhere is refused") {
  for (std::size_t size = 0; size < small_file().size(); ++size) {
    const std::string said = refusal(Bytes(small_file().begin(), small_file().begin() + static_cast<std::ptrdiff_t>(size)));
    if (said.find(not_ours("")) != 0) FAIL_CHECK("cut to " << size << " bytes: " << said);
  }
}

TEST_CASE("a file with one flipped bit is refused") {
  Generator generator(2024);
  for (int i = 0; i < 2000; ++i) {
    Bytes bytes = small_file();
    const std::size_t bit = generator.randint(bytes.size() * 8);
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1u << bit % 8));
    const std::string said = refusal(bytes);
    if (said == "(no error)") FAIL_CHECK("seed 2024, bit " << bit << " of byte " << bit / 8 << ": " << said);
  }
}

TEST_CASE("a file with something behind it is refused") {
  Bytes longer = small_file();
  longer.push_back(0);
  CHECK(refusal(longer) == not_ours("it is damaged, its checksum does not match"));
}

TEST_CASE("files that are something else are refused with what they lack") {
  const auto file = [](const std::string& header, const Bytes& data = {}) { return Forged{header, data}.file(); };
  CHECK(refusal({}) == not_ours("it has only 0 bytes"));
  CHECK(refusal(Bytes(7, 0)) == not_ours("it has only 7 bytes"));
  CHECK(refusal(Bytes(8, 0)) == not_ours("its header is not JSON"));
  CHECK(refusal(Bytes(100, 0xff)) == not_ours("it is cut off, or is not a safetensors file"));
  const std::string text = fixture_text("corpora/abc.txt");
  CHECK(refusal(Bytes(text.begin(), text.end())) == not_ours("it is cut off, or is not a safetensors file"));
  CHECK(refusal(file("[1,2]")) == not_ours("its header is not JSON"));
  const std::string foreign =
      not_ours("it was not written by Iambic, or has lost its metadata; scripts/to_pytorch.py --save makes one of a model in PyTorch");
  CHECK(refusal(file("{}")) == foreign);
  CHECK(refusal(file(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", Bytes(4, 0))) == foreign);
  CHECK(refusal(file(R"({"__metadata__":{"format":"pt"}})")) == foreign);
  CHECK(refusal(file(R"({"__metadata__":[]})")) == foreign);
}

TEST_CASE("a header nested very deep is refused, not a crash") {
  const std::string deep = std::string(200000, '[') + std::string(200000, ']');
  Forged forged = Forged::take_apart(small_file());
  REQUIRE(forged.replace("{\"__metadata__\"", "{\"deep\":" + deep + ",\"__metadata__\""));
  forged.sign();
  CHECK_NOTHROW(refusal(forged.file()));
  CHECK(refusal_of_forged(R"("config":"{)", R"("config":")" + deep + "{") == not_ours("its config is not JSON"));
}

TEST_CASE("another version of the format is refused by its name") {
  CHECK(refusal_of_forged(R"("iambic":"1")", R"("iambic":"2")") == not_ours("its format version is 2, this Iambic reads version 1"));
}

TEST_CASE("with a right checksum, settings that are not allowed are refused in the settings' words") {
  CHECK(refusal_of_forged("\\\"batch_size\\\":32", "\\\"batch_size\\\":0") == "batch_size must be a whole number from 1 to 65,536, not 0");
  CHECK(refusal_of_forged("\\\"seed\\\":1337", "\\\"seed\\\":-1") == "seed must be a whole number from 0 to 4,294,967,295, not -1");
  CHECK(refusal_of_forged("\\\"model\\\":\\\"bigram\\\"", "\\\"model\\\":\\\"gpt9\\\"").find("model must be ") == 0);
  CHECK(refusal_of_forged("\\\"seed\\\"", "\\\"sead\\\"").find("there is no setting sead") == 0);
  CHECK(refusal_of_forged("\\\"batch_size\\\":32,\\\"block_size\\\":8", "\\\"batch_size\\\":65536,\\\"block_size\\\":65536")
            .find("batch size 65,536 times") == 0);
  CHECK(refusal_of_forged("\"config\":\"{", "\"config\":\"[") == not_ours("its config is not JSON"));
}

TEST_CASE("with a right checksum, a vocabulary, step or generator that cannot be is refused") {
  const std::string ascending = "a vocabulary's characters must be in ascending order, each once";
  CHECK(refusal_of_forged(R"("vocabulary":"abc")", R"("vocabulary":"acb")") == ascending);
  CHECK(refusal_of_forged(R"("vocabulary":"abc")", R"("vocabulary":"")") == not_ours("its vocabulary has fewer than two characters"));
  CHECK(refusal_of_forged(R"("vocabulary":"abc")", R"("vocabulary":"a")") == not_ours("its vocabulary has fewer than two characters"));
  CHECK(refusal_of_forged(R"("vocabulary":"abc")", R"("vocabulary":7)") == not_ours("it does not name its vocabulary"));
  for (const std::string step : {"-1", "1.5", "1e300", "", "x"})
    CHECK(refusal_of_forged(R"("step":"20")", "\"step\":\"" + step + "\"") == not_ours("its step is " + step));
  CHECK(refusal_of_forged(R"("generator":")", R"("generator":"0)") == "the random generator's state is damaged");
}

TEST_CASE("with a right checksum, tensors that do not fit are refused by name") {
  const std::string name = "token_embedding_table.weight";
  CHECK(refusal_of_forged(R"("vocabulary":"abc")", R"("vocabulary":"abcd")") ==
        not_ours("its tensor " + name + " should be float32 of shape [4,4]"));
  CHECK(refusal_of_forged(R"("dtype":"F32")", R"("dtype":"F16")") == not_ours("its tensor " + name + " should be float32 of shape [3,3]"));
  CHECK(refusal_of_forged(R"("shape":[3,3])", R"("shape":[9])") == not_ours("its tensor " + name + " should be float32 of shape [3,3]"));
  CHECK(refusal_of_forged("\"" + name + "\"", "\"other\"") == not_ours("it lacks the tensor " + name));
  for (const std::string range : {"[0,40]", "[0,35]", "[80,116]", "[-4,32]", "[0.5,36.5]", "[36,0]", "[1e300,1e300]", "[0]", "[]", "\"x\""})
    CHECK(refusal_of_forged(R"("data_offsets":[0,36])", "\"data_offsets\":" + range) ==
          not_ours("the bytes of its tensor " + name + " are not all there"));
}

TEST_CASE("with a right checksum, weights that are not finite are refused") {
  for (const std::uint32_t bits : {0x7f800000u, 0xff800000u, 0x7fc00000u}) {
    Forged forged = Forged::take_apart(small_file());
    std::memcpy(forged.data.data() + 4, &bits, sizeof bits);
    forged.sign();
    CHECK(refusal(forged.file()) == not_ours("its tensor token_embedding_table.weight holds a value that is not a finite number"));
  }
}

TEST_CASE("a checkpoint of another text is refused, of a longer text with the same characters it is taken up") {
  const Checkpoint checkpoint = read(small_file());
  const Corpus other = read_corpus("abcdabcdabcd"), longer = read_corpus("abcabcabcabcabcabc");
  CHECK(error_of([&] { Trainer(other, checkpoint); }) ==
        "the checkpoint knows 3 characters and the text has 4, not the same ones; open the text that it was trained on");
  CHECK(Trainer(longer, checkpoint).step() == 20);
}

namespace {

// The small file as another program may save it: metadata and tensors in another order, the header indented.
Forged saved_again() {
  const Forged ours = Forged::take_apart(small_file());
  const Json header = Json::parse(ours.header).value(), metadata = header["__metadata__"];
  Forged theirs;
  JsonWriter tensors;
  std::vector<std::string> names = header.keys(), keys = metadata.keys();
  std::sort(names.begin() + 1, names.end());
  for (std::size_t i = 1; i < names.size(); ++i) {
    const Json entry = header[names[i]];
    const auto begin = static_cast<std::ptrdiff_t>(entry["data_offsets"][std::size_t{0}].number_or(-1));
    const auto end = static_cast<std::ptrdiff_t>(entry["data_offsets"][1].number_or(-1));
    const std::size_t range[] = {theirs.data.size(), theirs.data.size() + static_cast<std::size_t>(end - begin)};
    theirs.header +=
        " , \"" + names[i] + "\":{\"shape\": [3, 3], \"data_offsets\":" + JsonWriter().values(range, 2).text() + ",\"dtype\":\"F32\"}";
    theirs.data.insert(theirs.data.end(), ours.data.begin() + begin, ours.data.begin() + end);
  }
  JsonWriter strings;
  strings.object();
  for (std::size_t i = keys.size(); i-- > 0;) strings.key(keys[i]).value(metadata[keys[i]].string_or(""));
  theirs.header = "{\n \"__metadata__\" : " + strings.end().text() + theirs.header + "}";
  return theirs;
}

}  // namespace

TEST_CASE("a file that another program has saved again opens when it is whole, and only then") {
  const Forged theirs = saved_again();
  REQUIRE(theirs.header != Forged::take_apart(small_file()).header);
  CHECK(write_checkpoint(read(theirs.file())) == small_file());
  Generator generator(7);
  for (int i = 0; i < 2000; ++i) {
    Forged damaged = theirs;
    const std::size_t byte = generator.randint(damaged.data.size());
    damaged.data[byte] = static_cast<std::uint8_t>(damaged.data[byte] ^ (1u << generator.randint(8)));
    CHECK(refusal(damaged.file()) == not_ours("it is damaged, its checksum does not match"));
  }
  for (const char* const field : {"step\":\"20", "seed\\\":1337", "pt", "vocabulary\":\"abc"}) {
    Forged changed = theirs;
    REQUIRE(changed.replace(field, std::string(field).substr(0, std::string(field).size() - 1) + "8"));
    INFO(field);
    CHECK(refusal(changed.file()) != "(no error)");
  }
}

TEST_CASE("with a right checksum, what breaks the format's rules is refused by name") {
  const std::string name = "token_embedding_table.weight",
                    entry = "\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[3,3],\"data_offsets\":[0,36]}";
  CHECK(refusal_of_forged(entry, entry + "," + entry) == not_ours("it names " + name + " twice"));
  CHECK(refusal_of_forged(R"("step":"20")", R"("step":"20","step":"21")") == not_ours("it names step twice"));
  CHECK(refusal_of_forged(R"("dtype":"F32")", R"("dtype":"F32","dtype":"F32")") == not_ours("it names dtype twice"));
  CHECK(refusal_of_forged("\\\"seed\\\":1337", "\\\"seed\\\":1337,\\\"seed\\\":1") == not_ours("it names seed twice"));
  CHECK(refusal_of_forged("[36,72]", "[0,36]") == not_ours("its tensors overlap, or leave bytes between them"));
  CHECK(refusal_of_forged("[36,72]", "[35,71]") == not_ours("its tensors overlap, or leave bytes between them"));
  CHECK(refusal_of_forged("[0,36]", "[0,36,0]") == not_ours("the bytes of its tensor " + name + " are not all there"));
  const std::string extra = R"(,"extra":{"dtype":"F32","shape":[0],"data_offsets":[108,108]}})";
  CHECK(refusal_of_forged("[72,108]}}", "[72,108]}" + extra) == not_ours("its model has no tensor extra"));
  CHECK(refusal_of_forged(R"("step":"20")", R"("step":"20","note":5)") == not_ours("it does not name its note"));
  CHECK(refusal_of_forged("[3,3]", "[3,3,1e300,0]") == not_ours("its tensor " + name + " should be float32 of shape [3,3]"));
  CHECK(refusal_of_forged("{\"__metadata__\"", " {\"__metadata__\"") == not_ours("its header is surrounded by something else than blanks"));
}

TEST_CASE("bytes behind the last tensor, or before the first, are refused though the checksum is right") {
  Forged longer = Forged::take_apart(small_file());
  longer.data.push_back(0);
  longer.sign();
  CHECK(refusal(longer.file()) == not_ours("its tensors overlap, or leave bytes between them"));
}
