/**
 * The worker protocol: every command the page sends to a training session and every event the session posts back.
 *
 * A command carries an id and is answered by exactly one `reply` or `error` event with that id; what it tells before
 * that, the `progress` events, carries the id too. Ids count from 1; 0 is that of commands whose answer nobody waits for.
 * Arrays travel as transferred buffers. This file holds types only, and nothing else may define a message.
 */
/** @import { Baselines, BatchOptions, Config, Info, Losses, NextOptions, Preset, Progress, RunChanges, SampleOptions } from './public.js' */
/** @import { Settings, TableOptions, TableShape, TensorCheck, TrainResult } from './public.js' */

/** @typedef {{ step: number, loss: number, done: number, stopped?: Stopped }} TrainedSteps */
/** Why training could not go on: an IambicError, in pieces. @typedef {{ message: string, code: import('./error-codes.js').ErrorCode, details: import('./error-codes.js').ErrorDetails }} Stopped */
/** @typedef {{ text: string, tokensPerSecond: number }} Written */

/**
 * The requests that the WebAssembly core answers: what each takes besides its type, and what it gives as `ok`.
 * Bytes go in as the command's payload and come out as the reply's data.
 * @typedef {CorpusRequests & WritingRequests & ModelRequests & GroupRequests} CoreRequests
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
 * @property {{ takes: { options: Settings }, gives: {} }} check      refuses what create would refuse; changes nothing
 * @property {{ takes: { options: Settings }, gives: Info }} create
 * @property {{ takes: { options?: Partial<Config> }, gives: Info }} load    payload: a safetensors file
 * @property {{ takes: {}, gives: Info }} info
 * @property {{ takes: {}, gives: Info }} reset
 * @property {{ takes: {}, gives: { presets: Preset[] } }} presets
 * @property {{ takes: { steps: number, limit?: number, shares?: number }, gives: TrainedSteps }} train   data: float32 loss of each step done
 * @property {{ takes: { split: 'train'|'val', at: number[], rank: number, of: number }, gives: { losses: number[], targets: number, batches: number } }} evaluatePart   of every of-th of these batches from the rank-th on; `batches`: in all
 * @property {{ takes: { split: 'train'|'val', iters: number, limit?: number, rank: number, of: number }, gives: { losses: number[] } }} estimatePart   the same of batches that are drawn
 * @property {{ takes: { from: number, count: number }, gives: { tensors: TensorCheck[] } }} checkGradients
 * @property {{ takes: { layer: number, head: number, text: string }, gives: { shape: number[], text: string } }} attention   data: float32
 * @property {{ takes: { text: string }, gives: { tokens: number[], tensors: [name: string, shape: number[], byteOffset: number, size: number][] } }} trace   data: float32, all tensors
 * @property {{ takes: NextOptions, gives: {} }} nextProbabilities   data: float32
 * @property {{ takes: {}, gives: Baselines }} baselines
 * @property {{ takes: TableOptions, gives: TableShape }} probabilities      data: float32
 * @property {{ takes: TableOptions, gives: TableShape }} counts             data: uint32
 * @property {{ takes: { vocabSize: number }, gives: { shape: number[], characters: number } }} merges   data: uint32; the quick core learns none
 * @property {{ takes: { name: string }, gives: { shape: number[] } }} weights   data: float32
 * @property {{ takes: BatchOptions, gives: { shape: number[], x: number[][], y: number[][] } }} batch
 * @property {{ takes: { x: number[][], y?: number[][] }, gives: { shape: number[], loss?: number } }} logits   data: float32
 * @property {{ takes: { shape: number[] }, gives: { shape: number[] } }} softmax   payload and data: float32
 * @property {{ takes: { split?: 'train'|'val', from?: number, count: number }, gives: { ids: number[] } }} tokens
 * @property {{ takes: { part?: number }, gives: { bytes?: number } }} save   data: a safetensors file; from the core one of its four parts, with the first the size of all
 */

/**
 * A step of one who trains as one with others: `share`, `reduce`, `update`; and when that was not `finite` with everyone, `undo`,
 * `place` with everyone's state and `recover`. The quick core knows none.
 * @typedef {object} GroupRequests
 * @property {{ takes: { rank: number, of: number }, gives: Places }} places   of what is exchanged, until the model is replaced
 * @property {{ takes: { rank: number, of: number }, gives: { loss: number } }} share   computes its share of the next batch
 * @property {{ takes: {}, gives: {} }} reduce     adds up its slice's gradients
 * @property {{ takes: { losses: number[] }, gives: TrainedSteps & { finite: number } }} update   its slice, given the losses of all shares; data as train's
 * @property {{ takes: {}, gives: {} }} undo
 * @property {{ takes: { rank: number, of: number }, gives: {} }} state   data: float32, its slice's values and both moments
 * @property {{ takes: { rank: number }, gives: {} }} place   payload: that rank's state
 * @property {{ takes: {}, gives: TrainedSteps }} recover   data as train's
 */

/**
 * What takes long, so it is done in slices, between which other requests are served. A run rests meanwhile. Progress: what is new of the result, in pieces.
 * @typedef {object} LongRequests
 * @property {{ takes: { batches?: number }, gives: Losses }} evaluate
 * @property {{ takes: { iters: number }, gives: Losses }} estimateLoss
 * @property {{ takes: SampleOptions, gives: Written }} generate
 * @property {{ takes: {}, gives: TensorCheck[] }} checkGradients
 */

/**
 * A paced run does `stepsPerSecond` steps a second; Infinity is as many as the machine can. `evaluateEvery` 0 is never.
 * @typedef {{ steps: number, stepsPerSecond: number, evaluateEvery: number, evaluateBatches?: number }} RunOptions
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

/**
 * @template {keyof CoreRequests} [K=keyof CoreRequests]
 * @typedef {{ type: K } & CoreRequests[K]['takes']} CoreRequest
 */
/**
 * @template {keyof CoreRequests} [K=keyof CoreRequests]
 * @typedef {{ ok: CoreRequests[K]['gives'], data: Uint8Array<ArrayBuffer> }} CoreReply
 */
/**
 * Asks the core.
 * @typedef {<K extends keyof CoreRequests>(request: CoreRequest<K>, payload?: Uint8Array) => CoreReply<K>} Call
 */
/** Bytes in the core's memory. @typedef {[address: number, size: number]} Region */
/** For each rank the gradients in its slice, its values, the squares of its parameters' gradients (nothing where they are not asked for), and where its gradients in one's own slice are to be put. @typedef {Record<'gradients' | 'values' | 'squares' | 'received', Region[]>} Places */
/** @typedef {(...region: Region) => Uint8Array<ArrayBuffer>} View */

/**
 * Those who train as one, or one alone: what each of them answers to a request of which it does its part, in the order of ranks.
 * @typedef {object} Members
 * @property {number} size
 * @property {<K extends keyof CoreRequests>(request: Omit<CoreRequest<K>, 'rank' | 'of'>) => Promise<CoreReply<K>[]>} ask
 */

/**
 * @template {keyof SessionRequests} [K=keyof SessionRequests]
 * @typedef {{ [T in K]: { type: T, id: number } & SessionRequests[T]['takes'] }[K]} Command
 */
/**
 * What the session answers.
 * @template {keyof SessionRequests} [K=keyof SessionRequests]
 * @typedef {SessionRequests[K]['gives']} Reply
 */
/**
 * What the session tells while it does as it was told.
 * @template {keyof SessionRequests} [K=keyof SessionRequests]
 * @typedef {K extends 'run' ? Progress : K extends 'start' ? WebAssembly.Module : K extends 'generate' ? Written[] : K extends 'checkGradients' ? TensorCheck[] : never} Told
 */

/**
 * What one worker of a data-parallel group sends another, through a port between the two. The first one: the number of steps to
 * take; the state to begin from when the others do not have it, with memory by which they exchange what they compute; or a request. And everyone, where
 * there is no such memory: its loss with its gradients in the other's slice, perhaps the squares of its slice, and its slice's new values
 * with whether they are finite.
 * @typedef {{ steps?: number, state?: Uint8Array<ArrayBuffer>, memory?: SharedArrayBuffer, request?: Omit<CoreRequest, 'rank' | 'of'> }} Order
 * @typedef {{ number: number, data: Uint8Array<ArrayBuffer> }} Part
 */

/** @typedef {{ message: string, name: string, stack?: string, code?: import('./error-codes.js').ErrorCode, details?: import('./error-codes.js').ErrorDetails }} PackedError */
/**
 * @typedef {{ type: 'ready' }
 *   | { type: 'reply', id: number, value: Reply }
 *   | { type: 'error', id: number, error: PackedError }
 *   | { type: 'progress', id: number, value: Told }
 *   | { type: 'alive' }
 *   | { type: 'failure', error: PackedError }} Event
 *   `ready` once, when the worker listens; `alive` now and then in a call that takes long; `failure` when the session is beyond use.
 */

/**
 * Where a session works: a worker's global scope, or what looks like one to it.
 * @typedef {object} Scope
 * @property {(event: Event, options?: { transfer: Transferable[] }) => void} postMessage
 * @property {((message: { data: Command }) => void) | null} [onmessage]
 * @property {(() => void) | null} [onmessageerror]
 */

export {}
