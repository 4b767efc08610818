// The speed floor: the notes' bigram training, written by hand with 4-wide SSE or WebAssembly SIMD intrinsics.
//
// A bigram's logits depend on one character only, so a batch needs the softmax of its DISTINCT characters' rows, once each:
// with n_i positions that hold character i, of which c_ij are followed by j, among N positions,
//   loss = sum_i (n_i logsumexp(W_i) - sum_j c_ij W_ij) / N        dW_i = (n_i softmax(W_i) - c_i) / N.
// AdamW then visits all V x V weights: also a row without gradient decays and moves.
//
// One corpus and one model, in static memory. ASCII text only: this file measures, it does not serve.
#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
typedef v128_t vec;
#define LOAD(p) wasm_v128_load(p)
#define STORE(p, x) wasm_v128_store(p, x)
#define SPLAT(x) wasm_f32x4_splat(x)
#define ADD(a, b) wasm_f32x4_add(a, b)
#define SUB(a, b) wasm_f32x4_sub(a, b)
#define MUL(a, b) wasm_f32x4_mul(a, b)
#define DIV(a, b) wasm_f32x4_div(a, b)
#define MAX(a, b) wasm_f32x4_pmax(a, b)  // one instruction; max would look for NaN
#define SQRT(a) wasm_f32x4_sqrt(a)
#define EXPONENT_OF(n) wasm_i32x4_shl(n, 23)
#define ADD_INT(a, b) wasm_i32x4_add(a, b)
#else
#include <smmintrin.h>
typedef __m128 vec;
#define LOAD(p) _mm_load_ps(p)
#define STORE(p, x) _mm_store_ps(p, x)
#define SPLAT(x) _mm_set1_ps(x)
#define ADD(a, b) _mm_add_ps(a, b)
#define SUB(a, b) _mm_sub_ps(a, b)
#define MUL(a, b) _mm_mul_ps(a, b)
#define DIV(a, b) _mm_div_ps(a, b)
#define MAX(a, b) _mm_max_ps(a, b)
#define SQRT(a) _mm_sqrt_ps(a)
#define EXPONENT_OF(n) _mm_castsi128_ps(_mm_slli_epi32(_mm_castps_si128(n), 23))
#define ADD_INT(a, b) _mm_castsi128_ps(_mm_add_epi32(_mm_castps_si128(a), _mm_castps_si128(b)))
#endif

enum { MAX_TEXT = 1 << 21, MAX_V = 128, LANES = 4, BATCH_SIZE = 32, BLOCK_SIZE = 8, HOLDBACK = 1 };
static const float LEARNING_RATE = 1e-3f, BETA1 = 0.9f, BETA2 = 0.999f, EPS = 1e-8f, WEIGHT_DECAY = 0.01f;
static const float PADDING = -1e30f;  // fills a row to a multiple of 4; its exponential is zero

static uint8_t text[MAX_TEXT];  // characters, then ids in place
static uint32_t train_tokens;
static int V, stride;  // vocabulary size; the same rounded up to a multiple of 4
static _Alignas(16) float W[MAX_V * MAX_V], exp_avg[MAX_V * MAX_V], exp_avg_sq[MAX_V * MAX_V];
static _Alignas(16) float pairs[MAX_V * MAX_V];  // c: how often j follows i in the batch; zero between steps
static float occurrences[MAX_V];                 // n: how often i occurs in the batch; zero between steps
static double beta1_power, beta2_power;

// --- PyTorch's random stream ---

static uint32_t mt[624];
static int mt_next;

static void manual_seed(uint32_t seed) {
  mt[0] = seed;
  for (uint32_t i = 1; i < 624; ++i) mt[i] = 1812433253u * (mt[i - 1] ^ (mt[i - 1] >> 30)) + i;
  mt_next = 624;
}

static uint32_t draw(void) {
  if (mt_next == 624) {
    for (int i = 0; i < 624; ++i) {
      const uint32_t mixed = (mt[i] & 0x80000000u) | (mt[(i + 1) % 624] & 0x7fffffffu);
      mt[i] = mt[(i + 397) % 624] ^ (mixed >> 1) ^ (mixed & 1 ? 0x9908b0dfu : 0);
    }
    mt_next = 0;
  }
  uint32_t y = mt[mt_next++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

static float uniform(void) { return (float)(draw() & 0xffffff) / 16777216.0f; }

// torch.randn of 16 or more values: Box-Muller on blocks of 8 radii and 8 angles; a remainder redoes the last 16.
static void randn_block(float* block) {
  for (int i = 0; i < 8; ++i) {
    const float radius = sqrtf(-2.0f * logf(1.0f - block[i])), theta = 6.283185307f * block[i + 8];
    block[i] = radius * cosf(theta);
    block[i + 8] = radius * sinf(theta);
  }
}

static void randn(float* values, int n) {
  for (int i = 0; i < n; ++i) values[i] = uniform();
  for (int i = 0; i + 16 <= n; i += 16) randn_block(values + i);
  if (n % 16 == 0) return;
  for (int i = n - 16; i < n; ++i) values[i] = uniform();
  randn_block(values + n - 16);
}

// --- vector pieces ---

static float sum_of(vec v) {
  float lane[LANES];
  memcpy(lane, &v, sizeof lane);
  return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

static float max_of(vec v) {
  float lane[LANES];
  memcpy(lane, &v, sizeof lane);
  return fmaxf(fmaxf(lane[0], lane[1]), fmaxf(lane[2], lane[3]));
}

// exp(x) for x <= 0: x = n ln2 + r, exp(r) by Cephes' polynomial (netlib.org/cephes, expf), 2^n put into the exponent bits.
// Adding 1.5 * 2^23 rounds to an integer and leaves that integer in the low bits. Below -60 the result stays at 1e-26:
// AdamW's eps hides such gradients, and subnormal numbers, slow on many processors, never arise.
static inline vec exp_vec(vec x) {
  const vec magic = SPLAT(12582912.0f);
  x = MAX(x, SPLAT(-60.0f));
  const vec shifted = ADD(MUL(x, SPLAT(1.44269504f)), magic);
  const vec n = SUB(shifted, magic);
  const vec r = SUB(SUB(x, MUL(n, SPLAT(0.693359375f))), MUL(n, SPLAT(-2.12194440e-4f)));
  const vec r2 = MUL(r, r);  // Estrin's scheme: shorter chains of dependent operations than Horner's
  const vec high = ADD(MUL(SPLAT(1.9875691500e-4f), r), SPLAT(1.3981999507e-3f));
  const vec middle = ADD(MUL(SPLAT(8.3334519073e-3f), r), SPLAT(4.1665795894e-2f));
  const vec low = ADD(MUL(SPLAT(1.6666665459e-1f), r), SPLAT(5.0000001201e-1f));
  const vec y = ADD(MUL(ADD(MUL(ADD(MUL(high, r2), middle), r2), low), r2), ADD(r, SPLAT(1.0f)));
  return ADD_INT(y, EXPONENT_OF(shifted));
}

// --- a training step ---

// AdamW on one row: gradient = softmax_factor e - c / N when the row occurs in the batch, else zero.
static inline void adamw_row(float* w, float* m, float* v, const float* e, float* c, float softmax_factor) {
  const vec decay = SPLAT(1.0f - LEARNING_RATE * WEIGHT_DECAY), eps = SPLAT(EPS);
  const vec step_size = SPLAT((float)(LEARNING_RATE / (1.0 - beta1_power)));
  const vec correction = SPLAT((float)(1.0 / sqrt(1.0 - beta2_power)));
  const vec beta1 = SPLAT(BETA1), rest1 = SPLAT(1.0f - BETA1), beta2 = SPLAT(BETA2), rest2 = SPLAT(1.0f - BETA2);
  const vec factor = SPLAT(softmax_factor), per_position = SPLAT(1.0f / (BATCH_SIZE * BLOCK_SIZE)), zero = SPLAT(0.0f);
  for (int j = 0; j < stride; j += LANES) {
    vec mean = MUL(LOAD(m + j), beta1), square = MUL(LOAD(v + j), beta2);
    if (e) {
      const vec g = SUB(MUL(LOAD(e + j), factor), MUL(LOAD(c + j), per_position));
      mean = ADD(mean, MUL(g, rest1));
      square = ADD(square, MUL(MUL(g, g), rest2));
      STORE(c + j, zero);
    }
    STORE(m + j, mean);
    STORE(v + j, square);
    const vec denominator = ADD(MUL(SQRT(square), correction), eps);
    STORE(w + j, SUB(MUL(LOAD(w + j), decay), DIV(MUL(mean, step_size), denominator)));
  }
}

static void count_pairs(void) {
  uint8_t windows[BATCH_SIZE][2 * BLOCK_SIZE];  // copied first: 32 reads all over the text then wait for memory together
  for (int b = 0; b < BATCH_SIZE; ++b)
    memcpy(windows[b], text + draw() % (train_tokens - BLOCK_SIZE - HOLDBACK), BLOCK_SIZE + 1);
  for (int b = 0; b < BATCH_SIZE; ++b) {
    const uint8_t* x = windows[b];
    for (int t = 0; t < BLOCK_SIZE; ++t) {
      pairs[x[t] * stride + x[t + 1]] += 1.0f;
      occurrences[x[t]] += 1.0f;
    }
  }
}

// Called once per step and never inlined: browsers optimise what is called often.
__attribute__((noinline)) static float train_step(void) {
  _Alignas(16) float e[MAX_V];
  float loss = 0;
  count_pairs();
  beta1_power *= BETA1;
  beta2_power *= BETA2;
  for (int i = 0; i < V; ++i) {
    float *w = W + i * stride, *m = exp_avg + i * stride, *v = exp_avg_sq + i * stride, *c = pairs + i * stride;
    const float n = occurrences[i];
    if (n == 0) {
      adamw_row(w, m, v, 0, 0, 0);
      continue;
    }
    vec largest = LOAD(w);
    for (int j = LANES; j < stride; j += LANES) largest = MAX(largest, LOAD(w + j));
    const float shift = max_of(largest);
    vec total = SPLAT(0), targets = SPLAT(0);
    for (int j = 0; j < stride; j += LANES) {
      const vec x = LOAD(w + j), exponential = exp_vec(SUB(x, SPLAT(shift)));
      STORE(e + j, exponential);
      total = ADD(total, exponential);
      targets = ADD(targets, MUL(LOAD(c + j), x));
    }
    const float sum = sum_of(total);
    loss += n * (shift + logf(sum)) - sum_of(targets);
    adamw_row(w, m, v, e, c, n / (sum * BATCH_SIZE * BLOCK_SIZE));
    occurrences[i] = 0;
  }
  return loss / (BATCH_SIZE * BLOCK_SIZE);
}

// --- what the programs around it call ---

uint8_t* bigram_text(void) { return text; }

// Turns the `bytes` characters at bigram_text() into ids; the first 90 % are trained on. Returns the vocabulary's size.
int bigram_tokenize(uint32_t bytes) {
  uint8_t id[MAX_V] = {0};
  for (uint32_t i = 0; i < bytes; ++i) id[text[i] & 127] = 1;
  V = 0;
  for (int c = 0; c < MAX_V; ++c)
    if (id[c]) id[c] = (uint8_t)V++;
  for (uint32_t i = 0; i < bytes; ++i) text[i] = id[text[i] & 127];
  train_tokens = (uint32_t)(0.9 * bytes);
  stride = (V + LANES - 1) / LANES * LANES;
  return V;
}

void bigram_reset(uint32_t seed) {
  static float initial[MAX_V * MAX_V];
  manual_seed(seed);
  randn(initial, V * V);
  for (int i = 0; i < MAX_V * MAX_V; ++i) W[i] = PADDING;
  for (int i = 0; i < V; ++i) memcpy(W + i * stride, initial + i * V, (size_t)V * sizeof *W);
  memset(exp_avg, 0, sizeof exp_avg);
  memset(exp_avg_sq, 0, sizeof exp_avg_sq);
  beta1_power = beta2_power = 1.0;
}

// Makes `steps` steps and puts each step's loss into losses (steps).
void bigram_train(int steps, float* losses) {
  for (int i = 0; i < steps; ++i) losses[i] = train_step();
}

static float losses[1 << 17];
float* bigram_losses(void) { return losses; }

#ifndef __wasm__
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

// Contender protocol (see contenders.mjs): each line of stdin is a number of steps, answered by one line of JSON.
int main(int argc, char** argv) {
  FILE* file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (!file) return fprintf(stderr, "usage: bigram_intrinsics CORPUS\n"), 2;
  bigram_tokenize((uint32_t)fread(text, 1, sizeof text, file));
  fclose(file);
  char line[32];
  while (fgets(line, sizeof line, stdin)) {
    const int steps = atoi(line);
    if (steps < 1 || steps > 1 << 17) return 2;
    bigram_reset(1337);
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    bigram_train(steps, losses);
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("{\"seconds\":%.9f,\"losses\":[", (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) * 1e-9);
    for (int i = 0; i < steps && i < 3000; i += 100) printf("%s%.8g", i ? "," : "", losses[i]);
    puts("]}");
    fflush(stdout);
  }
  return 0;
}
#endif
