// Written by scripts/build from the core's table (src/core/models/settings.hpp) and committed, so that a fresh checkout can be read and type-checked.

/**
 * The settings of a model and its training. Every one may be left out on creation.
 * @typedef {object} Config
 * @property {'bigram' | 'self-attention' | 'multi-head' | 'feed-forward' | 'blocks' | 'gpt' | 'encoder-decoder'} model   Which rung of the ladder learns. (by itself bigram; fixed when a model is made)
 * @property {number} seed   Starts the random numbers; the same seed gives the same run, to the bit. (0 to 4,294,967,295; by itself 1,337; fixed when a model is made)
 * @property {number} batchSize   How many pieces of text the model learns from in one step. (1 to 65,536; by itself 32)
 * @property {number} blockSize   How many characters long each piece is. (1 to 65,536; by itself 8; fixed when a model is made)
 * @property {number} learningRate   How far one step moves the weights. (above 0, at most 1,000; by itself 0.001)
 * @property {number} holdback   1 draws batches as the notes do, 0 as the lecture does. (0 to 1; by itself 1)
 * @property {number} nLayer   How many blocks stand one on the other. (1 to 100; by itself 4; fixed when a model is made; only of blocks, gpt, encoder-decoder)
 * @property {number} nHead   How many heads look back, each with its own eyes. (1 to 100; by itself 4; fixed when a model is made; not of bigram, self-attention)
 * @property {number} nEmbd   How many numbers describe a character while the model thinks. (1 to 4,096; by itself 64; fixed when a model is made; not of bigram)
 * @property {number} dropout   Which share of the numbers is forgotten at random, against learning by heart. (0 to 0.95; by itself 0; not of bigram)
 * @property {'relu' | 'gelu'} activation   The bend between the two layers of the feed-forward part. (by itself relu; fixed when a model is made; not of bigram, self-attention, multi-head)
 * @property {'n_embd' | 'head_size'} attentionScale   Attention scores are divided by the square root of this: n_embd in the lecture's code, head_size in the paper. (by itself n_embd; fixed when a model is made; not of bigram)
 * @property {number} beta2   How long AdamW remembers the size of the gradients. (above 0, at most 0.999999; by itself 0.999)
 * @property {number} weightDecay   How strongly weights are pulled towards zero. (0 to 10; by itself 0.01)
 * @property {'all' | 'matrices'} decayed   Which weights are pulled: all, or the matrices only. (by itself all)
 * @property {number} gradClip   Longer gradients are shortened to this; 0 leaves them. (0 to 1,000,000; by itself 0)
 * @property {number} warmupSteps   Over how many steps the learning rate rises from zero. (0 to 1,000,000,000; by itself 0)
 * @property {number} decaySteps   Until which step the learning rate falls along a cosine; 0 means it stays. (0 to 1,000,000,000; by itself 0)
 * @property {number} minLearningRate   Where the fall of the learning rate ends. (0 to 1,000; by itself 0)
 * @property {'char' | 'bpe'} tokenizer   What a token is: a character, or with bpe also what byte-pair encoding makes of the most frequent pairs. (by itself char; fixed when a model is made)
 * @property {number} vocabSize   With bpe, how many tokens there are: the text's characters, and what is made of them. (2 to 65,536; by itself 256; fixed when a model is made)
 */

export const SETTINGS = [
  { name: 'model', initial: 'bigram', choices: ['bigram', 'self-attention', 'multi-head', 'feed-forward', 'blocks', 'gpt', 'encoder-decoder'] },
  { name: 'seed', initial: 1337, whole: true, low: 0, high: 4294967295 },
  { name: 'batchSize', initial: 32, whole: true, low: 1, high: 65536 },
  { name: 'blockSize', initial: 8, whole: true, low: 1, high: 65536 },
  { name: 'learningRate', initial: 0.001, low: 0, high: 1000, aboveLow: true },
  { name: 'holdback', initial: 1, whole: true, low: 0, high: 1 },
  { name: 'nLayer', initial: 4, whole: true, low: 1, high: 100 },
  { name: 'nHead', initial: 4, whole: true, low: 1, high: 100 },
  { name: 'nEmbd', initial: 64, whole: true, low: 1, high: 4096 },
  { name: 'dropout', initial: 0, low: 0, high: 0.95 },
  { name: 'activation', initial: 'relu', choices: ['relu', 'gelu'] },
  { name: 'attentionScale', initial: 'n_embd', choices: ['n_embd', 'head_size'] },
  { name: 'beta2', initial: 0.999, low: 0, high: 0.999999, aboveLow: true },
  { name: 'weightDecay', initial: 0.01, low: 0, high: 10 },
  { name: 'decayed', initial: 'all', choices: ['all', 'matrices'] },
  { name: 'gradClip', initial: 0, low: 0, high: 1000000 },
  { name: 'warmupSteps', initial: 0, whole: true, low: 0, high: 1000000000 },
  { name: 'decaySteps', initial: 0, whole: true, low: 0, high: 1000000000 },
  { name: 'minLearningRate', initial: 0, low: 0, high: 1000 },
  { name: 'tokenizer', initial: 'char', choices: ['char', 'bpe'] },
  { name: 'vocabSize', initial: 256, whole: true, low: 2, high: 65536 },
]

/** What each of them does. */
export const HELP = {
  model: 'Which rung of the ladder learns.',
  seed: 'Starts the random numbers; the same seed gives the same run, to the bit.',
  batchSize: 'How many pieces of text the model learns from in one step.',
  blockSize: 'How many characters long each piece is.',
  learningRate: 'How far one step moves the weights.',
  holdback: '1 draws batches as the notes do, 0 as the lecture does.',
  nLayer: 'How many blocks stand one on the other.',
  nHead: 'How many heads look back, each with its own eyes.',
  nEmbd: 'How many numbers describe a character while the model thinks.',
  dropout: 'Which share of the numbers is forgotten at random, against learning by heart.',
  activation: 'The bend between the two layers of the feed-forward part.',
  attentionScale: 'Attention scores are divided by the square root of this: n_embd in the lecture\'s code, head_size in the paper.',
  beta2: 'How long AdamW remembers the size of the gradients.',
  weightDecay: 'How strongly weights are pulled towards zero.',
  decayed: 'Which weights are pulled: all, or the matrices only.',
  gradClip: 'Longer gradients are shortened to this; 0 leaves them.',
  warmupSteps: 'Over how many steps the learning rate rises from zero.',
  decaySteps: 'Until which step the learning rate falls along a cosine; 0 means it stays.',
  minLearningRate: 'Where the fall of the learning rate ends.',
  tokenizer: 'What a token is: a character, or with bpe also what byte-pair encoding makes of the most frequent pairs.',
  vocabSize: 'With bpe, how many tokens there are: the text\'s characters, and what is made of them.',
}

/** The ladder, from one table to a small GPT and the whole transformer of the paper. */
export const PRESETS = ['bigram', 'self-attention', 'multi-head', 'feed-forward', 'blocks', 'layer-norm', 'gpt', 'nanogpt-cpu', 'reverse']

// Options of single calls, each for itself: a bundle has only those that it uses.
export const steps = { name: 'steps', whole: true, low: 1, high: 1000000000 }
export const tokens = { name: 'tokens', initial: 300, whole: true, low: 1, high: 1000000 }
export const temperature = { name: 'temperature', initial: 1, low: 0, high: 100 }
export const topK = { name: 'topK', initial: 0, whole: true, low: 0, high: 65536 }
export const sampleBefore = { name: 'sampleBefore', initial: 0, whole: true, low: 0, high: 1000000 }
export const sampleAfter = { name: 'sampleAfter', initial: 0, whole: true, low: 0, high: 1000000 }
export const logEvery = { name: 'logEvery', whole: true, low: 0, high: 1000000000 }
export const evalInterval = { name: 'evalInterval', initial: 0, whole: true, low: 0, high: 1000000000 }
export const evalIters = { name: 'evalIters', whole: true, low: 1, high: 1000000 }
