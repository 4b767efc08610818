// The lines that do what is new on each rung, cut from the sources of the core and of the PyTorch models: what a chapter of the page shows is what runs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where lines begin and end: with the first that holds `from` and the next that holds `to`, or with the end of the function. @typedef {{ file: string, from: string, to?: string }} Mark */
/** @typedef {{ file: string, line: number, text: string }} Excerpt from the line of that number, counted from 1 */

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const TORCH = 'scripts/iambic_pytorch/models.py'

/** By rung: first the core's, then PyTorch's. @type {Record<string, Mark[]>} */
export const MARKS = {
  'bigram': [
    { file: 'src/core/models/bigram.cpp', from: 'Tensor<T, 3> Bigram<T>::forward(' },
    { file: TORCH, from: 'def forward(self, idx, targets=None):', to: 'x = self.token_embedding_table(idx)' },
  ],
  'self-attention': [
    { file: 'src/core/ops/attention_reference.hpp', from: 'Tensor<T, 2> wei = product(', to: 'return {product(dropped, v), probs}' },
    { file: TORCH, from: 'wei = self.query(x) @', to: 'return self.dropout(F.softmax(wei' },
  ],
  'multi-head': [
    { file: 'src/core/ops/attention.cpp', from: 'for (std::size_t h = 0; h < s.H; ++h)', to: 'matmul(out.of(b, h)' },
    { file: TORCH, from: 'out = torch.cat(', to: 'return self.dropout(self.proj(out))' },
  ],
  'feed-forward': [
    { file: 'src/core/models/layers.cpp', from: 'void FeedForwardLayer<T>::forward(' },
    { file: TORCH, from: 'self.net = nn.Sequential(', to: ') if block else nn.Sequential(' },
  ],
  'blocks': [
    { file: 'src/core/models/gpt.cpp', from: 'for (const auto& block : blocks_) {', to: 'ffwd(ln2(x))' },
    { file: TORCH, from: 'x = x + self.sa(self.ln1(x))', to: 'return x + self.ffwd(' },
  ],
  'layer-norm': [
    { file: 'src/core/ops/layer_norm.hpp', from: 'const T m = simd::sum_of<T>(', to: 'simd::each<T, A>(' },
    { file: TORCH, from: 'self.ln1 = nn.LayerNorm(', to: 'self.ln2 = nn.LayerNorm(' },
  ],
  'gpt': [
    { file: 'src/core/models/gpt.cpp', from: 'void Gpt<T>::forward_pass(' },
    { file: TORCH, from: 'x = x + self.position_embedding_table(', to: 'x = getattr(self, part)(x)' },
  ],
  'nanogpt-cpu': [
    { file: 'src/core/training/schedule.cpp', from: 'double learning_rate_at(' },
    { file: 'scripts/iambic_pytorch/training.py', from: 'def learning_rate_at(' },
  ],
  'reverse': [
    { file: 'src/core/models/encoder_decoder.cpp', from: 'void EncoderDecoder<T>::decode(' },
    { file: 'scripts/iambic_pytorch/encoder_decoder.py', from: 'x = x + self.ca(', to: 'return x + self.ffwd' },
  ],
}

/** @param {string} source @param {Mark} mark @returns {Excerpt} */
export function cut(source, { file, from, to }) {
  const lines = source.split('\n')
  const first = lines.findIndex((line) => line.includes(from))
  if (first < 0) throw new Error(`${file} has no line with ${from}`)
  const last = to === undefined ? endOf(lines, first) : lines.findIndex((line, i) => i >= first && line.includes(to))
  if (last < first) throw new Error(`${file} has no line with ${to} after the one with ${from}`)
  const cutOut = lines.slice(first, last + 1)
  const indents = cutOut.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  return { file, line: first + 1, text: cutOut.map((line) => line.slice(Math.min(...indents))).join('\n') }
}

/** The last line of the function that begins there: its brace, or in Python the last that is further in. @param {string[]} lines @param {number} first */
function endOf(lines, first) {
  if (!lines[first].trimEnd().endsWith(':')) return lines.indexOf('}', first)
  const next = lines.findIndex((line, i) => i > first && /^\S/.test(line))
  let last = (next < 0 ? lines.length : next) - 1
  while (lines[last].trim() === '') last--
  return last
}

/** All of them, by rung. @returns {Record<string, Excerpt[]>} */
export const excerpts = () => Object.fromEntries(Object.entries(MARKS).map(([rung, marks]) => [
  rung, marks.map((mark) => cut(readFileSync(join(ROOT, mark.file), 'utf8'), mark)),
]))
