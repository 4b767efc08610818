// What a program sees of a trainer, which iambic.d.ts publishes: what its methods take and what they give. Types only.

/** @typedef {import('./settings-schema.js').Config} Config */
/** @typedef {Partial<Config> & { preset?: string }} Settings  some settings, perhaps on top of a preset */

/**
 * A run by name: a rung of the ladder, with what one may expect of it, and what it may be asked to continue.
 * @typedef {{ name: string, story: string, steps: number, valLoss: number, prompt: string, config: Config }} Preset
 */

/**
 * @typedef {object} Info
 * @property {string[]} vocabulary       the tokens, in order of their ids: the characters, then what `merges` makes
 * @property {number} vocabularySize
 * @property {[left: number, right: number][]} [merges]   only with the tokenizer bpe: the ids that became one token, in their order
 * @property {Losses} [charactersPerToken]   only with the tokenizer bpe: how many characters a token of each part has, on average; a loss divided by it is one per character
 * @property {number} characters         length of the text in Unicode code points
 * @property {number} trainTokens        length of the training split
 * @property {number} valTokens          length of the validation split
 * @property {number} parameters         how many numbers the model learns
 * @property {number} layers             of attention, 0 for a bigram
 * @property {number} heads              of each of them
 * @property {number} step               steps trained so far
 * @property {string} corpusSha256
 * @property {boolean} [otherText]       the checkpoint learned from another text with the same characters
 * @property {Config} config
 */

/**
 * @typedef {object} SampleOptions
 * @property {number} [tokens]        how many characters to write
 * @property {string} [prompt]        text to continue; without one the model starts from id 0
 * @property {number} [temperature]   1 leaves the model's probabilities as they are
 * @property {number} [topK]          draw only from the k likeliest characters
 * @property {number} [seed]          a stream of its own; without one, draws come from the training stream, as in PyTorch
 * @property {boolean | 'start'} [peek]   draw from a copy of the training stream, so that looking changes nothing: as it is now, or as it was when the model began
 */

/** What comes next is asked of the same options. @typedef {Pick<SampleOptions, 'prompt' | 'temperature' | 'topK'>} NextOptions */

/**
 * @typedef {object} BatchOptions
 * @property {number} [seed]         a stream of its own; without one, a copy of the training stream
 * @property {'train'|'val'} [split]
 * @property {number} [batchSize]
 * @property {number} [blockSize]
 * @property {number} [holdback]
 */

/** @typedef {{ train: number, val: number }} Losses  nats per token, which is a character unless the tokenizer is bpe */
/** @typedef {{ uniform: number, unigram: number, bigram: number }} Baselines  nats per token of the training part, the least that a model which sees no, no, one token can reach */
/** @typedef {{ bytes: number, total: number }} LoadProgress */
/** @typedef {{ step: number, train: number, val: number }} Evaluation */

/**
 * How a tensor's gradients compare with finite differences. The errors are relative ones.
 * @typedef {object} TensorCheck
 * @property {string} name              its PyTorch name
 * @property {number} size
 * @property {number} checked           how many of its values were varied
 * @property {number} largestGradient   among those
 * @property {number} largestError
 * @property {0 | 1} agrees
 */
/** @typedef {{ top?: number }} TableOptions  rows and columns of the `top` most frequent characters only */
/**
 * `ids` are the characters of the rows and the columns; `totals` tells how often each of them is followed by any at all.
 * @typedef {{ shape: number[], ids: number[], totals: number[] }} TableShape
 */

/**
 * What a slice of a run did: the step it reached, the batch loss of each of its steps, and what was evaluated meanwhile.
 * @typedef {object} Progress
 * @property {number} step
 * @property {Float32Array<ArrayBuffer>} losses
 * @property {number} stepsPerSecond   over the last second
 * @property {Evaluation[]} evaluations   exact, over the whole splits
 */

/**
 * How a run ended. `loss` is the batch loss of its last step, NaN when it made none; `aborted` tells that a signal, a
 * reset or a new model ended it early; `stopped` is the sentence that says why training could not go on, and comes with its
 * code and details as an error does.
 * @typedef {{ step: number, loss: number, aborted: boolean, stopped?: string, code?: string, details?: Record<string, string | number> }} TrainResult
 */

/**
 * What a run can be told while it goes on or is held; what is left out stays as it is.
 * @typedef {object} RunChanges
 * @property {number} [end]              the step where it ends, counted from the model's first
 * @property {number} [stepsPerSecond]   Infinity is as many as the machine can
 * @property {number} [evaluateEvery]    evaluates at each multiple of this from now on; 0 is never
 */

/**
 * @typedef {object} TrainerSource
 * @property {string | Uint8Array | ArrayBuffer | Blob} text   what to learn; UTF-8 where it is bytes
 * @property {Uint8Array | ArrayBuffer} [checkpoint]           what save() gave: goes on where it was
 * @property {number | 'auto'} [workers]                       how many train together, 1 without it; 'auto' tries what is fastest
 * @property {boolean} [complete]                              loads all models even for a bigram, so that reset() can change to them
 * @property {(progress: LoadProgress) => void} [onLoad]       called while the text is read
 */
/** @typedef {TrainerSource & Settings} TrainerOptions */

/**
 * @typedef {object} TrainOptions
 * @property {AbortSignal} [signal]                       ends the run after its slice; train() then resolves, with `aborted`
 * @property {(progress: Progress) => void} [onProgress]  called after each slice of about 30 ms
 * @property {number} [stepsPerSecond]                    pace of the run; as fast as the machine can without it
 * @property {number} [evaluateEvery]                     evaluates before the first step and at each multiple of this
 * @property {number} [evaluateBatches]                   on so many batches of each split, always the same; on all of it without
 */
/** @typedef {{ signal?: AbortSignal }} Cancelable  a signal makes the call reject with an AbortError */

/** @typedef {TableShape & { data: Float32Array }} Probabilities */
/** @typedef {TableShape & { data: Uint32Array }} Counts */
/** `characters` are those of the part that they were learned from. @typedef {{ shape: number[], characters: number, data: Uint32Array }} Merges */
/** @typedef {{ text: string, shape: number[], data: Float32Array }} Attention */
/**
 * `tokens` are what was read, and the rows of most tensors. A tensor has the name of the module that gave it (`blocks.0.sa.heads.1.query`, `ln_f`), or is called after its line in
 * the lecture: `embedded`; of a head `scores`, `scaled`, `masked`, `softmax` and `out`; of a sublayer `residual`, the sum behind it. `blocks.0.logits` is what the model would
 * say after that block, and what a part of the residual stream adds to the input of lm_head is its `contribution`. The last are the logits and their `softmax`.
 * @typedef {{ tokens: number[], tensors: Map<string, { shape: number[], data: Float32Array }> }} Trace
 */

export {}
