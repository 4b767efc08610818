// Writing a text token by token, with keys and values kept, against computing the whole window each time.
#include <algorithm>

#include "generation/sampler.hpp"
#include "generation/writer.hpp"
#include "models/registry.hpp"
#include "support.hpp"

using namespace iambic;

namespace {

constexpr int kVocabulary = 9;

std::unique_ptr<Model<float>> random_model(const char* name, std::int64_t block_size) {
  Settings settings;
  settings.model = name;
  settings.n_layer = 2, settings.n_head = 2, settings.n_embd = 12, settings.block_size = block_size;
  settings.dropout = 0.2;  // of no effect here
  std::unique_ptr<Model<float>> model = make_model<float>(settings, kVocabulary);
  Generator generator(2);
  model->parameters().initialise(generator);
  return model;
}

std::vector<std::int32_t> random_text(std::size_t length) {
  Generator generator(4);
  std::vector<std::int32_t> text;
  for (std::size_t i = 0; i < length; ++i) text.push_back(static_cast<std::int32_t>(generator.randint(kVocabulary)));
  return text;
}

// The logits of what follows `text`, of which the model sees the last block_size tokens.
std::vector<float> logits_after(Model<float>& model, const std::vector<std::int32_t>& text, std::size_t block_size) {
  const std::size_t T = std::min(text.size(), block_size);
  Tokens2 idx = zeros<std::int32_t>(1, T);
  std::copy(text.end() - static_cast<std::ptrdiff_t>(T), text.end(), idx.begin());
  const Tensor<float, 3> logits = model.forward(idx);
  return {logits.end() - kVocabulary, logits.end()};
}

}  // namespace

TEST_CASE("a decoder's logits are those of the whole window, within block_size and beyond it") {
  for (const char* const name : {"bigram", "self-attention", "multi-head", "feed-forward", "blocks", "gpt"}) {
    const std::unique_ptr<Model<float>> model = random_model(name, 7), oracle = random_model(name, 7);
    const std::unique_ptr<Decoder<float>> decoder = model->decoder();
    std::vector<std::int32_t> text;
    for (const std::int32_t token : random_text(20)) {
      text.push_back(token);
      const float* const logits = decoder->append(token);
      INFO(name << ", " << text.size() << " tokens");
      CHECK_THAT(std::vector<float>(logits, logits + kVocabulary), AllClose(logits_after(*oracle, text, 7), {1e-5, 1e-5}));
    }
  }
}

TEST_CASE("reading many tokens at once is appending them, to the bit, and costs no more than block_size of them") {
  for (const char* const name : {"bigram", "self-attention", "blocks", "gpt", "encoder-decoder"})
    for (const std::size_t length : {std::size_t{0}, std::size_t{3}, std::size_t{7}, std::size_t{8}, std::size_t{30}}) {
      INFO(name << ", " << length << " tokens");
      const std::unique_ptr<Model<float>> model = random_model(name, 7), other = random_model(name, 7);
      const std::unique_ptr<Decoder<float>> reader = model->decoder(), appender = other->decoder();
      const std::vector<std::int32_t> text = random_text(length);
      reader->read(text);
      for (const std::int32_t token : text) appender->append(token);
      for (const std::int32_t token : random_text(10)) {
        const float* const logits = reader->append(token);
        const float* const expected = appender->append(token);
        CHECK(std::equal(logits, logits + kVocabulary, expected));
      }
    }
  const std::unique_ptr<Model<float>> model = random_model("gpt", 7);
  model->decoder()->read(random_text(1'000'000));  // takes minutes if every token is computed
}

TEST_CASE("two decoders of one model do not disturb each other") {
  const std::unique_ptr<Model<float>> model = random_model("gpt", 6);
  const std::unique_ptr<Decoder<float>> one = model->decoder(), other = model->decoder();
  const std::vector<std::int32_t> text = random_text(12);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const float* const logits = one->append(text[i]);
    const std::vector<float> first(logits, logits + kVocabulary);
    if (i % 3 == 0) other->append(text[text.size() - 1 - i]);
    INFO("token " << i);
    CHECK_THAT(first, AllClose(logits_after(*model, {text.begin(), text.begin() + static_cast<std::ptrdiff_t>(i) + 1}, 6), {1e-5, 1e-5}));
  }
}

TEST_CASE("a model with one position writes too") {
  const std::unique_ptr<Model<float>> model = random_model("gpt", 1);
  const std::unique_ptr<Decoder<float>> decoder = model->decoder();
  for (const std::int32_t token : random_text(4)) {
    const float* const logits = decoder->append(token);
    CHECK_THAT(std::vector<float>(logits, logits + kVocabulary), AllClose(logits_after(*random_model("gpt", 1), {token}, 1), {1e-5, 1e-5}));
  }
}

TEST_CASE("generate writes what sampling from the whole window writes, far beyond block_size") {
  const std::unique_ptr<Model<float>> model = random_model("gpt", 5), oracle = random_model("gpt", 5);
  std::vector<std::int32_t> text = {3, 1};
  Generator generator(8), same(8);
  const SamplerSettings settings{0.8, 4};
  const std::vector<std::int32_t> written = generate(*model, text, 60, settings, generator);
  Sampler sampler(settings);
  for (int i = 0; i < 60; ++i) text.push_back(sampler.sample(logits_after(*oracle, text, 5).data(), kVocabulary, same));
  CHECK(written == text);
  CHECK(generator == same);
}

TEST_CASE("a writer holds its prompt, token 0 when there is none, and grows by one token at a time") {
  const std::unique_ptr<Model<float>> model = random_model("blocks", 4);
  Generator generator(5), same(5);
  Writer writer(*model, {}, {});
  CHECK(writer.text() == std::vector<std::int32_t>{0});
  for (std::size_t i = 0; i < 10; ++i) {
    writer.write(generator);
    CHECK(writer.text().size() == i + 2);
  }
  CHECK(writer.text() == generate(*model, {}, 10, {}, same));
  CHECK(Writer(*model, {2, 7, 1}, {}).text() == std::vector<std::int32_t>{2, 7, 1});
}

TEST_CASE("attention's rows are shares of what is behind, and the first token sees itself alone") {
  const std::unique_ptr<Model<float>> model = random_model("gpt", 6);
  CHECK(model->layers() == 2);
  CHECK(model->heads() == 2);
  CHECK(random_model("bigram", 6)->layers() == 0);
  CHECK(random_model("self-attention", 6)->heads() == 1);
  Tokens2 idx = zeros<std::int32_t>(1, 5);
  const std::vector<std::int32_t> text = random_text(5);
  std::copy(text.begin(), text.end(), idx.begin());
  model->forward(idx);
  for (std::size_t layer = 0; layer < 2; ++layer)
    for (std::size_t row = 0; row < 2 * 5; ++row) {  // (H,B,T) rows
      const float* const probs = model->attention(layer) + row * 5;
      double sum = 0;
      for (std::size_t t = 0; t < 5; ++t) {
        sum += probs[t];
        if (t <= row % 5)
          CHECK(probs[t] > 0);
        else
          CHECK(probs[t] == 0);
      }
      CHECK_THAT(std::vector<double>{sum}, AllClose(std::vector<double>{1}, {1e-6, 0}));
    }
}
