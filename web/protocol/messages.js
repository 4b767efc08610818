/**
 * The worker protocol: every command the page sends to a training session and every event the session posts back.
 *
 * A command carries an id and is answered by exactly one `reply` or `error` event with that id; what it tells before
 * that, the `progress` events, carries the id too. Arrays travel as transferred buffers. This file holds types
 * only, and nothing else may define a message.
 */

/**
 * The settings of a model and its training. Every one may be left out on creation.
 * @typedef {object} Config
 * @property {'bigram' | 'self-attention' | 'multi-head' | 'feed-forward' | 'blocks' | 'gpt' | 'encoder-decoder'} model
 * @property {number} seed           seed of the random stream, as torch.manual_seed
 * @property {number} batchSize      sequences a step learns from
 * @property {number} blockSize      characters in each of them
 * @property {number} learningRate   AdamW's step size
 * @property {number} holdback       characters at the end of a split that no batch starts in: 1 in the notes, 0 in the lecture
 * @property {number} nLayer         blocks of a transformer
 * @property {number} nHead          heads of attention in each of them
 * @property {number} nEmbd          numbers that stand for a character
 * @property {number} dropout        share of activations that a step leaves out
 * @property {'relu' | 'gelu'} activation
 * @property {'n_embd' | 'head_size'} attentionScale   whose root divides the attention scores: n_embd as in the lecture's code
 * @property {number} beta2          AdamW's memory of the squares of gradients
 * @property {number} weightDecay
 * @property {'all' | 'matrices'} decayed   which weights decay
 * @property {number} gradClip       largest norm of the gradient; 0: no limit
 * @property {number} warmupSteps    in which the learning rate rises
 * @property {number} decaySteps     until which it falls along a cosine; 0: it stays
 * @property {number} minLearningRate   where the cosine ends
 */
/** @typedef {Partial<Config> & { preset?: string }} Settings  some settings, perhaps on top of a preset */

/**
 * A run by name: a rung of the ladder, with what one may expect of it, and what it may be asked to continue.
 * @typedef {{ name: string, story: string, steps: number, valLoss: number, prompt: string, config: Config }} Preset
 */

/**
 * @typedef {object} Info
 * @property {string[]} vocabulary       the characters, in order of their ids
 * @property {number} vocabularySize
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

/**
 * @typedef {object} BatchOptions
 * @property {number} [seed]         a stream of its own; without one, a copy of the training stream
 * @property {'train'|'val'} [split]
 * @property {number} [batchSize]
 * @property {number} [blockSize]
 * @property {number} [holdback]
 */

/** @typedef {{ train: number, val: number }} Losses  nats per character */
/** @typedef {{ uniform: number, unigram: number, bigram: number }} Baselines  nats per character, the least that a model which sees no, no, one character can reach */
/** @typedef {{ bytes: number, total: number }} LoadProgress */
/** @typedef {{ step: number, train: number, val: number }} Evaluation */
/** @typedef {{ step: number, loss: number, done: number, stopped?: string }} TrainedSteps */
/** @typedef {{ text: string, tokensPerSecond: number }} Written  all of it so far */

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
 * reset or a new model ended it early; `stopped` is the sentence that says why training could not go on.
 * @typedef {{ step: number, loss: number, aborted: boolean, stopped?: string }} TrainResult
 */

/**
 * The requests that the WebAssembly core answers: what each takes besides its type, and what it gives as `ok`.
 * Bytes go in as the command's payload and come out as the reply's data.
 * @typedef {CorpusRequests & WritingRequests & ModelRequests} CoreRequests
 */

/**
 * The payload of `corpus.append` is the text's next bytes, split anywhere.
 * @typedef {{
 *   'corpus.begin': { takes: { bytes: number }, gives: {} },
 *   'corpus.append': { takes: {}, gives: {} },
 *   'corpus.finish': { takes: {}, gives: { characters: number, vocabularySize: number, sha256: string } },
 * }} CorpusRequests
 */

/**
 * `generate` begins a text with the prompt or the first character, and says how many more are wanted; `generate.more`
 * gives only what is new. A step of training ends the text.
 * @typedef {{
 *   'generate': { takes: SampleOptions, gives: { text: string, tokens: number } },
 *   'generate.more': { takes: { tokens: number }, gives: { text: string } },
 * }} WritingRequests
 */

/**
 * A `limit` is how much of what is wanted is to be done now.
 * @typedef {object} ModelRequests
 * @property {{ takes: { options: Settings }, gives: {} }} check      whether create would take these options
 * @property {{ takes: { options: Settings }, gives: Info }} create
 * @property {{ takes: { options?: Partial<Config> }, gives: Info }} load    payload: a safetensors file
 * @property {{ takes: {}, gives: Info }} info
 * @property {{ takes: {}, gives: Info }} reset
 * @property {{ takes: {}, gives: { presets: Preset[] } }} presets
 * @property {{ takes: { steps: number, limit?: number, shares?: number }, gives: TrainedSteps }} train   data: float32 loss of each step done
 * @property {{ takes: { rank: number, of: number }, gives: { loss: number } }} share     data: float32 gradients of this share of the next batch
 * @property {{ takes: {}, gives: {} }} addShare   payload: the gradients of another share, in the order of their ranks
 * @property {{ takes: { losses: number[] }, gives: TrainedSteps }} combine   takes the step, given the losses of all shares; data as train's
 * @property {{ takes: { split: 'train'|'val', from: number, count: number }, gives: { sum: number, targets: number, batches: number } }} evaluatePart   `batches`: in all
 * @property {{ takes: { split: 'train'|'val', iters: number, limit?: number }, gives: { sum: number } }} estimatePart
 * @property {{ takes: { from: number, count: number }, gives: { tensors: TensorCheck[] } }} checkGradients
 * @property {{ takes: { layer: number, head: number, text: string }, gives: { shape: number[], text: string } }} attention   data: float32
 * @property {{ takes: {}, gives: Baselines }} baselines
 * @property {{ takes: TableOptions, gives: TableShape }} probabilities      data: float32
 * @property {{ takes: TableOptions, gives: TableShape }} counts             data: uint32
 * @property {{ takes: { name: string }, gives: { shape: number[] } }} weights   data: float32
 * @property {{ takes: BatchOptions, gives: { shape: number[], x: number[][], y: number[][] } }} batch
 * @property {{ takes: { x: number[][], y?: number[][] }, gives: { shape: number[], loss?: number } }} logits   data: float32
 * @property {{ takes: { shape: number[] }, gives: { shape: number[] } }} softmax   payload and data: float32
 * @property {{ takes: { split?: 'train'|'val', from?: number, count: number }, gives: { ids: number[] } }} tokens
 * @property {{ takes: { text: string }, gives: { ids: number[] } }} encode
 * @property {{ takes: { ids: number[] }, gives: { text: string } }} decode
 * @property {{ takes: { part?: number }, gives: { bytes?: number } }} save   data: a safetensors file; from the core one of its four parts, with the first the size of all
 */

/**
 * What takes long, so it is done in slices, between which other requests are served. A run rests meanwhile.
 * @typedef {object} LongRequests
 * @property {{ takes: { batches?: number }, gives: Losses }} evaluate
 * @property {{ takes: { iters: number }, gives: Losses }} estimateLoss
 * @property {{ takes: SampleOptions, gives: Written }} generate                 progress: Written
 * @property {{ takes: {}, gives: TensorCheck[] }} checkGradients                progress: those so far
 */

/**
 * A paced run does `stepsPerSecond` steps a second; Infinity is as many as the machine can. `evaluateEvery` 0 is never.
 * @typedef {{ steps: number, stepsPerSecond: number, evaluateEvery: number, evaluateBatches?: number }} RunOptions
 */

/**
 * What a run can be told while it goes on or is held; what is left out stays as it is.
 * @typedef {object} RunChanges
 * @property {number} [end]              the step where it ends, counted from the model's first
 * @property {number} [stepsPerSecond]   Infinity is as many as the machine can
 * @property {number} [evaluateEvery]    evaluates at each multiple of this from now on; 0 is never
 */

/**
 * What the session does itself.
 * @typedef {LongRequests & ControlRequests} SessionRequests
 */
/**
 * `join` makes the session the rank-th of a data-parallel group of `of`, or lets it compute all shares when there are no ports to the others.
 * @typedef {object} ControlRequests
 * @property {{ takes: { core: string | WebAssembly.Module, sliceMilliseconds: number }, gives: void }} start   first of all; progress: the module, when the core came packed
 * @property {{ takes: { rank: number, of: number, ports: MessagePort[] }, gives: void }} join
 * @property {{ takes: { milliseconds: number, enough: number }, gives: number }} measure   a step's milliseconds; as soon as they are `enough`
 * @property {{ takes: { request: CoreRequest, payload?: Uint8Array<ArrayBuffer> }, gives: CoreReply }} core
 * @property {{ takes: RunOptions, gives: TrainResult }} run   progress: Progress
 * @property {{ takes: { request: number }, gives: void }} cancel   the run or long request with this id is wanted no more; a run ends after its slice
 * @property {{ takes: {}, gives: void }} abort    ends whatever goes on, after its slice
 * @property {{ takes: {}, gives: void }} pause    holds the run; answered when it rests
 * @property {{ takes: {}, gives: void }} resume
 * @property {{ takes: RunChanges, gives: boolean }} change   moves the run's end, pace or evaluations; whether there was a run to change
 * @property {{ takes: {}, gives: void }} ping     answered between slices: the sign of life
 */

/** @typedef {{ [K in keyof CoreRequests]: { type: K } & CoreRequests[K]['takes'] }[keyof CoreRequests]} CoreRequest */
/** @typedef {{ ok: any, data: Uint8Array<ArrayBuffer> }} CoreReply  `ok` as CoreRequests says for the request's type */
/** @typedef {{ [K in keyof SessionRequests]: { type: K, id: number } & SessionRequests[K]['takes'] }[keyof SessionRequests]} Command */

/** @typedef {{ message: string, name: string, stack?: string }} PackedError */
/**
 * @typedef {{ type: 'ready' }
 *   | { type: 'reply', id: number, value: any }
 *   | { type: 'error', id: number, error: PackedError }
 *   | { type: 'progress', id: number, value: Progress | WebAssembly.Module | LongRequests[keyof LongRequests]['gives'] }
 *   | { type: 'alive' }
 *   | { type: 'failure', error: PackedError }} Event
 *   `ready` once, when the worker listens; `alive` now and then in a call that takes long; `failure` when the session is beyond use.
 */

/**
 * Where a session works: a worker's global scope, or what looks like one to it.
 * @typedef {{ postMessage: (event: any, options?: { transfer: Transferable[] }) => void, onmessage?: any, onmessageerror?: any }} Scope
 */

export {}
