// Where a step of nanogpt-cpu, or of what differs from it, spends its time: every operation alone, at its shapes, natively or as
// WebAssembly in Node. gpt_ops [VOCABULARY [setting=value ...]]
// Prints a line of JSON for each: the milliseconds and the gigaflops that it takes in a step.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "models/gpt.hpp"
#include "models/presets.hpp"
#include "ops/activation.hpp"
#include "ops/attention.hpp"
#include "ops/cross_entropy.hpp"
#include "ops/embedding.hpp"
#include "ops/kernel_sets.hpp"
#include "ops/layer_norm.hpp"
#include "ops/linear.hpp"
#include "training/adamw.hpp"

using namespace iambic;

namespace {

GptShape model;
std::size_t B, T, N, V, C, F, H, HS, layers;

void take_shape(int count, char** words) {
  Settings settings = preset("nanogpt-cpu", Spelling::kebab).settings;
  for (int i = 2; i < count; ++i) {
    const std::string word = words[i], name = word.substr(0, word.find('='));
    assign(settings, name, word.substr(name.size() + 1), Spelling::snake);
  }
  model = gpt_shape(settings, count > 1 ? std::atoi(words[1]) : 65);
  B = static_cast<std::size_t>(settings.batch_size), T = model.T, N = B * T, V = model.V;
  C = model.layers.C, F = model.layers.F, H = model.layers.n_head, HS = C / H, layers = model.n_layer;
}

using Buffer = std::vector<float>;

Buffer random_values(std::size_t n) {
  static Generator generator;
  Buffer values(n);
  generator.normal(values.data(), n);
  return values;
}

std::vector<std::int32_t> random_ids() {
  Generator generator;
  std::vector<std::int32_t> ids(N);
  for (std::int32_t& id : ids) id = static_cast<std::int32_t>(generator.randint(V));
  return ids;
}

// A function of its own, or a browser's engine would never replace its first, quick compilation (see IAMBIC_KERNEL).
template <class Work>
IAMBIC_KERNEL void call(Work& work) {
  work();
}

// What one call takes at best: others may use the machine.
template <class Work>
double seconds_of(Work work) {
  constexpr double kLongEnough = 2e-3;
  constexpr int kRepeats = 60;
  double best = std::numeric_limits<double>::infinity();
  std::size_t calls = 1;
  for (int done = 0; done < kRepeats;) {
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < calls; ++i) call(work);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (seconds < kLongEnough) {
      calls *= 2;
      continue;
    }
    best = std::min(best, seconds / static_cast<double>(calls));
    ++done;
  }
  return best;
}

// `flops` of one of its `times` calls in a step.
void report(const char* name, std::size_t times, double seconds, double flops = 0) {
  const auto n = static_cast<double>(times);
  std::printf("{\"op\":\"%s\",\"milliseconds\":%.6f,\"gigaflops\":%.6f}\n", name, 1e3 * n * seconds, 1e-9 * n * flops);
  std::fflush(stdout);
}

// x (N,in), weight (out,in): the three products of a linear layer, forth and back.
void matmuls(const char* name, std::size_t times, std::size_t in, std::size_t out) {
  const Buffer x = random_values(N * in), weight = random_values(out * in), dy = random_values(N * out);
  Buffer y(N * out), dx(N * in), dweight(out * in);
  Matmul<float> matmul;
  const double seconds = seconds_of([&] {
    linear_forward<float>(y.data(), x.data(), weight.data(), nullptr, N, in, out, matmul);
    linear_backward<float>(dx.data(), dweight.data(), nullptr, dy.data(), x.data(), weight.data(), N, in, out, matmul, Into::overwrite);
  });
  report(name, times, seconds, 6 * static_cast<double>(N * in * out));
}

void biases(const char* name, std::size_t times, std::size_t out) {
  Buffer y = random_values(N * out), bias = random_values(out);
  report(name, times, seconds_of([&] {
           add_bias(y.data(), bias.data(), N, out);
           for (std::size_t n = 0; n < N; ++n) simd::add(bias.data(), y.data() + n * out, out);
         }));
}

// The six products of every head, as attention.cpp makes them, without what lies between them.
double attention_products(Heads<const float> x, Heads<float> y, Buffer& square) {
  Matmul<float> matmul;
  const Matrix<float> scores{square.data(), T};
  const Matrix<const float> probs{square.data(), T};
  return seconds_of([&] {
    for (std::size_t h = 0; h < H; ++h)
      for (std::size_t b = 0; b < B; ++b) {
        const Matrix<const float> rows = x.of(b, h);
        for (int i = 0; i < 2; ++i) {
          matmul(scores, rows, rows.transposed(), T, T, HS, Into::overwrite, Part::lower_c);
          matmul(y.of(b, h), probs, rows, T, HS, T, Into::overwrite, Part::lower_a);
          matmul(y.of(b, h), probs.transposed(), rows, T, HS, T, Into::overwrite, Part::upper_a);
        }
      }
  });
}

void attention() {
  Buffer qkv = random_values(3 * N * C), dqkv(3 * N * C), heads = random_values(N * C), probs(H * B * T * T), square(T * T);
  const AttentionShape shape{B, T, T, H, HS, true, model.layers.scale};
  const auto part = [](auto* values, std::size_t i) {
    return Heads<std::remove_pointer_t<decltype(values)>>{values + i * HS, T * 3 * C, 3 * C, 3 * HS};
  };
  const float* const x = qkv.data();
  const auto k = part(x, 0), q = part(x, 1), v = part(x, 2);
  const auto dk = part(dqkv.data(), 0), dq = part(dqkv.data(), 1), dv = part(dqkv.data(), 2);
  Matmul<float> matmul;
  const double whole = seconds_of([&] {
    attention_forward<float>({heads.data(), T * C, C, HS}, probs.data(), nullptr, nullptr, q, k, v, shape, matmul);
    attention_backward<float>(dq, dk, dv, square.data(), {heads.data(), T * C, C, HS}, probs.data(), probs.data(), nullptr, q, k, v, shape,
                              matmul);
  });
  const double products = attention_products(q, dq, square);
  report("attention: products", layers, products, 6 * static_cast<double>(B * C * T * (T + 1)));
  report("attention: softmax", layers, whole - products);
}

void layer_norm() {
  const Buffer x = random_values(N * C), weight = random_values(C), bias = random_values(C), dy = random_values(N * C);
  Buffer y(N * C), mean(N), inverse_std(N), dx(N * C), dweight(C), dbias(C);
  report("layer norm", 2 * layers + 1, seconds_of([&] {
           layer_norm_forward(y.data(), mean.data(), inverse_std.data(), x.data(), weight.data(), bias.data(), N, C);
           layer_norm_backward(dx.data(), dweight.data(), dbias.data(), dy.data(), x.data(), weight.data(), mean.data(), inverse_std.data(),
                               N, C);
         }));
}

void gelu() {
  const Buffer x = random_values(N * F), dy = random_values(N * F);
  Buffer y(N * F), slope(N * F);
  report("GELU", layers, seconds_of([&] {
           gelu_forward(y.data(), slope.data(), x.data(), N * F);
           activation_backward(y.data(), dy.data(), slope.data(), N * F);
         }));
}

void cross_entropy() {
  const Buffer logits = random_values(N * V);
  const std::vector<std::int32_t> targets = random_ids();
  Buffer probs(N * V);
  report("cross-entropy", 1, seconds_of([&] {
           cross_entropy_forward(probs.data(), logits.data(), targets.data(), N, V);
           cross_entropy_backward(probs.data(), probs.data(), targets.data(), N, V, 1.0f / static_cast<float>(N));
         }));
}

void embedding() {
  const std::vector<std::int32_t> ids = random_ids();
  Buffer wte = random_values(V * C), wpe = random_values(T * C), x(N * C);
  report("embeddings", 1, seconds_of([&] {
           embedding_forward(x.data(), ids.data(), wte.data(), N, C);
           for (std::size_t b = 0; b < B; ++b) simd::add(x.data() + b * T * C, wpe.data(), T * C);
           embedding_backward(wte.data(), ids.data(), x.data(), N, C);
           for (std::size_t b = 0; b < B; ++b) simd::add(wpe.data(), x.data() + b * T * C, T * C);
         }));
}

void residuals() {
  const Buffer x = random_values(N * C);
  Buffer y(N * C);
  report("residual connections", 4 * layers, seconds_of([&] { simd::add(y.data(), x.data(), N * C); }));
}

void optimiser() {
  const std::size_t size = Gpt<float>(model).parameters().size();
  AdamW<float> adamw(size);
  Tensor<float, 1> values = zeros<float>(size), grads = zeros<float>(size);
  const Buffer drawn = random_values(size);
  std::copy(drawn.begin(), drawn.end(), grads.begin());
  report("AdamW", 1, seconds_of([&] { adamw.update(values, grads, 0, size, 1, {}); }));
  double norm = 0;
  report("gradients: clipped", 1, seconds_of([&] {
           norm += simd::sum_of<float>(size, [&](auto load) { return load(grads.data()) * load(grads.data()); });
           simd::scale(grads.data(), norm > 0 ? 1.0f : 0.0f, size);
         }));
}

}  // namespace

int main(int argc, char** argv) {
  take_shape(argc, argv);
  if (const char* const set = std::getenv("IAMBIC_SIMD")) use_kernel_set(set);
  matmuls("matmul: key, query, value", layers, C, 3 * C);
  matmuls("matmul: projection", layers, C, C);
  matmuls("matmul: feed-forward, in", layers, C, F);
  matmuls("matmul: feed-forward, out", layers, F, C);
  matmuls("matmul: lm_head", 1, C, V);
  attention();
  layer_norm();
  gelu();
  biases("biases of n_embd", 2 * layers, C);
  biases("biases of 4 n_embd", layers, F);
  residuals();
  embedding();
  cross_entropy();
  optimiser();
}
