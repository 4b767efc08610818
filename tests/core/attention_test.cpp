// attention, causal and across two sequences: by hand, by central differences, and against PyTorch.
#include "ops/attention.hpp"

#include <cmath>

#include "ops/attention_reference.hpp"
#include "support.hpp"

using namespace iambic;

namespace {

// Arrays (B,T,H,HS), one after the other.
template <class T, class Vector>
Heads<T> heads(Vector& values, std::size_t T_, const AttentionShape& s) {
  return {values.data(), T_ * s.H * s.HS, s.H * s.HS, s.HS};
}

template <class T>
struct Inputs {
  std::vector<T> q, k, v, mask;  // mask (H,B,Tq,Tk), or empty
};

template <class T>
struct Result {
  std::vector<T> out, probs, dropped;
};

template <class T>
Result<T> forward(const Inputs<T>& in, const AttentionShape& s) {
  const std::size_t P = s.H * s.B * s.Tq * s.Tk;
  Result<T> r{std::vector<T>(in.q.size()), std::vector<T>(P), std::vector<T>(P)};
  Matmul<T> matmul;
  attention_forward<T>(heads<T>(r.out, s.Tq, s), r.probs.data(), r.dropped.data(), in.mask.empty() ? nullptr : in.mask.data(),
                       heads<const T>(in.q, s.Tq, s), heads<const T>(in.k, s.Tk, s), heads<const T>(in.v, s.Tk, s), s, matmul);
  return r;
}

template <class T>
Inputs<T> backward(const std::vector<T>& dout, const Inputs<T>& in, const AttentionShape& s) {
  const Result<T> r = forward(in, s);
  Inputs<T> d{std::vector<T>(in.q.size(), T(99)), std::vector<T>(in.k.size(), T(99)), std::vector<T>(in.v.size(), T(99)), {}};
  std::vector<T> scratch(s.Tq * s.Tk);
  Matmul<T> matmul;
  attention_backward<T>(heads<T>(d.q, s.Tq, s), heads<T>(d.k, s.Tk, s), heads<T>(d.v, s.Tk, s), scratch.data(),
                        heads<const T>(dout, s.Tq, s), r.probs.data(), in.mask.empty() ? r.probs.data() : r.dropped.data(),
                        in.mask.empty() ? nullptr : in.mask.data(), heads<const T>(in.q, s.Tq, s), heads<const T>(in.k, s.Tk, s),
                        heads<const T>(in.v, s.Tk, s), s, matmul);
  return d;
}

Inputs<double> random_inputs(const AttentionShape& s, bool dropout) {
  const std::size_t queries = s.B * s.Tq * s.H * s.HS, keys = s.B * s.Tk * s.H * s.HS;
  return {random_values<double>(queries, 1), random_values<double>(keys, 2), random_values<double>(keys, 3),
          dropout ? random_values<double>(s.H * s.B * s.Tq * s.Tk, 4) : std::vector<double>()};
}

const AttentionShape kShapes[] = {{2, 5, 5, 2, 3, true, 0.7}, {1, 1, 1, 1, 1, true, 1},    {1, 9, 9, 1, 4, true, 0.5},
                                  {2, 3, 7, 2, 2, false, 1},  {1, 6, 2, 3, 5, false, 0.4}, {1, 4, 4, 1, 3, false, 1}};

}  // namespace

TEST_CASE("attention by hand: equal scores average what is visible") {
  const Inputs<double> in{{0, 0, 0}, {5, 6, 7}, {1, 3, 8}, {}};
  const Result<double> causal = forward(in, {1, 3, 3, 1, 1, true, 1});
  CHECK_THAT(causal.out, AllClose(std::vector<double>{1, 2, 4}, {1e-14, 0}));
  CHECK_THAT(causal.probs, AllClose(std::vector<double>{1, 0, 0, 0.5, 0.5, 0, 1.0 / 3, 1.0 / 3, 1.0 / 3}, {1e-14, 0}));
  CHECK_THAT(forward(in, {1, 3, 3, 1, 1, false, 1}).out, AllClose(std::vector<double>{4, 4, 4}, {1e-14, 0}));
}

TEST_CASE("attention by hand: scores are scaled products, a query of one sequence sees all of the other") {
  const Inputs<double> in{{2}, {std::log(3.0), 0}, {10, 20}, {}};  // exp(2 ln 3 / 2) : exp(0) = 3 : 1
  CHECK_THAT(forward(in, {1, 1, 2, 1, 1, false, 0.5}).out, AllClose(std::vector<double>{0.75 * 10 + 0.25 * 20}, {1e-14, 0}));
}

TEST_CASE("what comes later does not change what causal attention sees") {
  const AttentionShape s{2, 6, 6, 2, 3, true, 0.6};
  const Inputs<double> in = random_inputs(s, false);
  const std::vector<double> out = forward(in, s).out;
  for (std::size_t t = 1; t < s.Tq; ++t) {
    Inputs<double> changed = in;
    for (std::size_t b = 0; b < s.B; ++b)
      for (std::size_t i = (b * s.Tk + t) * 6; i < (b + 1) * s.Tk * 6; ++i) changed.k[i] = 1e3, changed.v[i] = -1e3, changed.q[i] = 5;
    const std::vector<double> same = forward(changed, s).out;
    for (std::size_t b = 0; b < s.B; ++b)
      for (std::size_t i = b * s.Tq * 6; i < (b * s.Tq + t) * 6; ++i) CHECK(same[i] == out[i]);
  }
}

TEST_CASE("attention_backward is the central difference of a weighted sum of the output, with dropout and without") {
  for (const AttentionShape& s : kShapes)
    for (const bool dropout : {false, true}) {
      INFO("B " << s.B << ", Tq " << s.Tq << ", Tk " << s.Tk << ", H " << s.H << ", HS " << s.HS << (dropout ? ", dropout" : ""));
      const Inputs<double> in = random_inputs(s, dropout);
      const std::vector<double> dout = random_values<double>(in.q.size(), 5);
      const Inputs<double> d = backward(dout, in, s);
      const auto difference = [&](std::vector<double> Inputs<double>::*member) {
        Inputs<double> varied = in;
        return central_difference(in.*member, [&](const std::vector<double>& values) {
          varied.*member = values;
          return dot(dout, forward(varied, s).out);
        });
      };
      const Tolerance tolerance{1e-6, 1e-8};
      CHECK_THAT(d.q, AllClose(difference(&Inputs<double>::q), tolerance));
      CHECK_THAT(d.k, AllClose(difference(&Inputs<double>::k), tolerance));
      CHECK_THAT(d.v, AllClose(difference(&Inputs<double>::v), tolerance));
    }
}

TEST_CASE("attention matches PyTorch, causal and across") {
  const Json cases = fixture("gpt_ops.json")["attention"];
  REQUIRE(cases.size() > 0);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Json c = cases[i];
    INFO(c["name"].string_or(""));
    const AttentionShape s{size_of(c["B"]),  size_of(c["Tq"]),           size_of(c["Tk"]),         size_of(c["H"]),
                           size_of(c["HS"]), c["causal"].bool_or(false), c["scale"].number_or(NAN)};
    const Inputs<float> in{floats(c["q_bits"]), floats(c["k_bits"]), floats(c["v_bits"]), {}};
    CHECK_THAT(forward(in, s).out, AllClose(floats(c["out_bits"]), {1e-5, 1e-6}));
    const Inputs<float> d = backward(floats(c["dout_bits"]), in, s);
    CHECK_THAT(d.q, AllClose(floats(c["dq_bits"]), {1e-5, 2e-6}));
    CHECK_THAT(d.k, AllClose(floats(c["dk_bits"]), {1e-5, 2e-5}));
    CHECK_THAT(d.v, AllClose(floats(c["dv_bits"]), {1e-5, 2e-6}));
  }
}

namespace {

// The matrix (rows,columns) of one head within an array.
Tensor<double, 2> matrix(Heads<const double> heads, std::size_t b, std::size_t h, std::size_t rows, std::size_t columns) {
  Tensor<double, 2> values = zeros<double>(rows, columns);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j) values(i, j) = heads.of(b, h).at(i, j);
  return values;
}

}  // namespace

TEST_CASE("attention and its gradients are what the plain one computes, head by head, with dropout and without") {
  for (const AttentionShape& s : kShapes)
    for (const bool dropout : {false, true}) {
      INFO("B " << s.B << ", Tq " << s.Tq << ", Tk " << s.Tk << ", H " << s.H << ", HS " << s.HS << (dropout ? ", dropout" : ""));
      const Inputs<double> in = random_inputs(s, dropout);
      const std::vector<double> dout = random_values<double>(in.q.size(), 5);
      const Result<double> fast = forward(in, s);
      const Inputs<double> d = backward(dout, in, s);
      const auto queries = [&](const std::vector<double>& values, std::size_t b, std::size_t h) {
        return matrix(heads<const double>(values, s.Tq, s), b, h, s.Tq, s.HS);
      };
      const auto keys = [&](const std::vector<double>& values, std::size_t b, std::size_t h) {
        return matrix(heads<const double>(values, s.Tk, s), b, h, s.Tk, s.HS);
      };
      for (std::size_t b = 0; b < s.B; ++b)
        for (std::size_t h = 0; h < s.H; ++h) {
          const Tensor<double, 2> q = queries(in.q, b, h), k = keys(in.k, b, h), v = keys(in.v, b, h);
          Tensor<double, 2> mask = xt::ones<double>({s.Tq, s.Tk});
          if (dropout) std::copy_n(in.mask.begin() + static_cast<std::ptrdiff_t>((h * s.B + b) * mask.size()), mask.size(), mask.begin());
          const AttentionReference<double> plain = attention_reference(q, k, v, mask, s.scale, s.causal);
          CHECK_THAT(queries(fast.out, b, h), AllClose(plain.out, {1e-12, 1e-14}));
          const AttentionGradients<double> g = attention_reference_backward(queries(dout, b, h), plain.probs, q, k, v, mask, s.scale);
          CHECK_THAT(queries(d.q, b, h), AllClose(g.dq, {1e-11, 1e-13}));
          CHECK_THAT(keys(d.k, b, h), AllClose(g.dk, {1e-11, 1e-13}));
          CHECK_THAT(keys(d.v, b, h), AllClose(g.dv, {1e-11, 1e-13}));
        }
    }
}
