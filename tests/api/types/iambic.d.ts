/**
 * The settings of a model and its training. Every one may be left out on creation.
 */
export type Config = {
    /**
     * Which rung of the ladder learns. (by itself bigram; fixed when a model is made)
     */
    model: "bigram" | "self-attention" | "multi-head" | "feed-forward" | "blocks" | "gpt" | "encoder-decoder";
    /**
     * Starts the random numbers; the same seed gives the same run, to the bit. (0 to 4,294,967,295; by itself 1,337; fixed when a model is made)
     */
    seed: number;
    /**
     * How many pieces of text the model learns from in one step. (1 to 65,536; by itself 32)
     */
    batchSize: number;
    /**
     * How many characters long each piece is. (1 to 65,536; by itself 8; fixed when a model is made)
     */
    blockSize: number;
    /**
     * How far one step moves the weights. (above 0, at most 1,000; by itself 0.001)
     */
    learningRate: number;
    /**
     * 1 draws batches as the notes do, 0 as the lecture does. (0 to 1; by itself 1)
     */
    holdback: number;
    /**
     * How many blocks stand one on the other. (1 to 100; by itself 4; fixed when a model is made; only of blocks, gpt, encoder-decoder)
     */
    nLayer: number;
    /**
     * How many heads look back, each with its own eyes. (1 to 100; by itself 4; fixed when a model is made; not of bigram, self-attention)
     */
    nHead: number;
    /**
     * How many numbers describe a character while the model thinks. (1 to 4,096; by itself 64; fixed when a model is made; not of bigram)
     */
    nEmbd: number;
    /**
     * Which share of the numbers is forgotten at random, against learning by heart. (0 to 0.95; by itself 0; not of bigram)
     */
    dropout: number;
    /**
     * The bend between the two layers of the feed-forward part. (by itself relu; fixed when a model is made; not of bigram, self-attention, multi-head)
     */
    activation: "relu" | "gelu";
    /**
     * Attention scores are divided by the square root of this: n_embd in the lecture's code, head_size in the paper. (by itself n_embd; fixed when a model is made; not of bigram)
     */
    attentionScale: "n_embd" | "head_size";
    /**
     * How long AdamW remembers the size of the gradients. (above 0, at most 0.999999; by itself 0.999)
     */
    beta2: number;
    /**
     * How strongly weights are pulled towards zero. (0 to 10; by itself 0.01)
     */
    weightDecay: number;
    /**
     * Which weights are pulled: all, or the matrices only. (by itself all)
     */
    decayed: "all" | "matrices";
    /**
     * Longer gradients are shortened to this; 0 leaves them. (0 to 1,000,000; by itself 0)
     */
    gradClip: number;
    /**
     * Over how many steps the learning rate rises from zero. (0 to 1,000,000,000; by itself 0)
     */
    warmupSteps: number;
    /**
     * Until which step the learning rate falls along a cosine; 0 means it stays. (0 to 1,000,000,000; by itself 0)
     */
    decaySteps: number;
    /**
     * Where the fall of the learning rate ends. (0 to 1,000; by itself 0)
     */
    minLearningRate: number;
    /**
     * What a token is: a character, or with bpe also what byte-pair encoding makes of the most frequent pairs. (by itself char; fixed when a model is made)
     */
    tokenizer: "char" | "bpe";
    /**
     * With bpe, how many tokens there are: the text's characters, and what is made of them. (2 to 65,536; by itself 256; fixed when a model is made)
     */
    vocabSize: number;
};
/**
 * some settings, perhaps on top of a preset
 */
export type Settings = Partial<Config> & {
    preset?: string;
};
/**
 * A run by name: a rung of the ladder, with what one may expect of it, and what it may be asked to continue.
 */
export type Preset = {
    name: string;
    story: string;
    steps: number;
    valLoss: number;
    prompt: string;
    config: Config;
};
export type Info = {
    /**
     * the tokens, in order of their ids: the characters, then what `merges` makes
     */
    vocabulary: string[];
    vocabularySize: number;
    /**
     * only with the tokenizer bpe: the ids that became one token, in their order
     */
    merges?: [left: number, right: number][];
    /**
     * only with the tokenizer bpe: how many characters a token of each part has, on average; a loss divided by it is one per character
     */
    charactersPerToken?: Losses;
    /**
     * length of the text in Unicode code points
     */
    characters: number;
    /**
     * length of the training split
     */
    trainTokens: number;
    /**
     * length of the validation split
     */
    valTokens: number;
    /**
     * how many numbers the model learns
     */
    parameters: number;
    /**
     * of attention, 0 for a bigram
     */
    layers: number;
    /**
     * of each of them
     */
    heads: number;
    /**
     * steps trained so far
     */
    step: number;
    corpusSha256: string;
    /**
     * the checkpoint learned from another text with the same characters
     */
    otherText?: boolean;
    config: Config;
};
export type SampleOptions = {
    /**
     * how many characters to write
     */
    tokens?: number;
    /**
     * text to continue; without one the model starts from id 0
     */
    prompt?: string;
    /**
     * 1 leaves the model's probabilities as they are
     */
    temperature?: number;
    /**
     * draw only from the k likeliest characters
     */
    topK?: number;
    /**
     * a stream of its own; without one, draws come from the training stream, as in PyTorch
     */
    seed?: number;
    /**
     * draw from a copy of the training stream, so that looking changes nothing: as it is now, or as it was when the model began
     */
    peek?: boolean | "start";
};
/**
 * What comes next is asked of the same options.
 */
export type NextOptions = Pick<SampleOptions, "prompt" | "temperature" | "topK">;
export type BatchOptions = {
    /**
     * a stream of its own; without one, a copy of the training stream
     */
    seed?: number;
    split?: "train" | "val";
    batchSize?: number;
    blockSize?: number;
    holdback?: number;
};
/**
 * nats per token, which is a character unless the tokenizer is bpe
 */
export type Losses = {
    train: number;
    val: number;
};
/**
 * nats per token of the training part, the least that a model which sees no, no, one token can reach
 */
export type Baselines = {
    uniform: number;
    unigram: number;
    bigram: number;
};
export type LoadProgress = {
    bytes: number;
    total: number;
};
export type Evaluation = {
    step: number;
    train: number;
    val: number;
};
/**
 * How a tensor's gradients compare with finite differences. The errors are relative ones.
 */
export type TensorCheck = {
    /**
     * its PyTorch name
     */
    name: string;
    size: number;
    /**
     * how many of its values were varied
     */
    checked: number;
    /**
     * among those
     */
    largestGradient: number;
    largestError: number;
    agrees: 0 | 1;
};
/**
 * rows and columns of the `top` most frequent characters only
 */
export type TableOptions = {
    top?: number;
};
/**
 * `ids` are the characters of the rows and the columns; `totals` tells how often each of them is followed by any at all.
 */
export type TableShape = {
    shape: number[];
    ids: number[];
    totals: number[];
};
/**
 * What a slice of a run did: the step it reached, the batch loss of each of its steps, and what was evaluated meanwhile.
 */
export type Progress = {
    step: number;
    losses: Float32Array<ArrayBuffer>;
    /**
     * over the last second
     */
    stepsPerSecond: number;
    /**
     * exact, over the whole splits
     */
    evaluations: Evaluation[];
};
/**
 * How a run ended. `loss` is the batch loss of its last step, NaN when it made none; `aborted` tells that a signal, a
 * reset or a new model ended it early; `stopped` is the sentence that says why training could not go on, and comes with its
 * code and details as an error does.
 */
export type TrainResult = {
    step: number;
    loss: number;
    aborted: boolean;
    stopped?: string;
    code?: string;
    details?: Record<string, string | number>;
};
/**
 * What a run can be told while it goes on or is held; what is left out stays as it is.
 */
export type RunChanges = {
    /**
     * the step where it ends, counted from the model's first
     */
    end?: number;
    /**
     * Infinity is as many as the machine can
     */
    stepsPerSecond?: number;
    /**
     * evaluates at each multiple of this from now on; 0 is never
     */
    evaluateEvery?: number;
};
export type TrainerSource = {
    /**
     * what to learn; UTF-8 where it is bytes
     */
    text: string | Uint8Array | ArrayBuffer | Blob;
    /**
     * what save() gave: goes on where it was
     */
    checkpoint?: Uint8Array | ArrayBuffer;
    /**
     * how many train together, 1 without it; 'auto' tries what is fastest
     */
    workers?: number | "auto";
    /**
     * loads all models even for a bigram, so that reset() can change to them
     */
    complete?: boolean;
    /**
     * called while the text is read
     */
    onLoad?: (progress: LoadProgress) => void;
};
export type TrainerOptions = TrainerSource & Settings;
export type TrainOptions = {
    /**
     * ends the run after its slice; train() then resolves, with `aborted`
     */
    signal?: AbortSignal;
    /**
     * called after each slice of about 30 ms
     */
    onProgress?: (progress: Progress) => void;
    /**
     * pace of the run; as fast as the machine can without it
     */
    stepsPerSecond?: number;
    /**
     * evaluates before the first step and at each multiple of this
     */
    evaluateEvery?: number;
    /**
     * on so many batches of each split, always the same; on all of it without
     */
    evaluateBatches?: number;
};
/**
 * a signal makes the call reject with an AbortError
 */
export type Cancelable = {
    signal?: AbortSignal;
};
export type Probabilities = TableShape & {
    data: Float32Array;
};
export type Counts = TableShape & {
    data: Uint32Array;
};
/**
 * `characters` are those of the part that they were learned from.
 */
export type Merges = {
    shape: number[];
    characters: number;
    data: Uint32Array;
};
export type Attention = {
    text: string;
    shape: number[];
    data: Float32Array;
};
/**
 * `tokens` are what was read, and the rows of most tensors. A tensor has the name of the module that gave it (`blocks.0.sa.heads.1.query`, `ln_f`), or is called after its line in
 * the lecture: `embedded`; of a head `scores`, `scaled`, `masked`, `softmax` and `out`; of a sublayer `residual`, the sum behind it. `blocks.0.logits` is what the model would
 * say after that block, and what a part of the residual stream adds to the input of lm_head is its `contribution`. The last are the logits and their `softmax`.
 */
export type Trace = {
    tokens: number[];
    tensors: Map<string, {
        shape: number[];
        data: Float32Array;
    }>;
};

declare class Inspector {
    /** Made by createTrainer. */
    protected constructor();
    /** What is known of the text and the model. @type {Info} */
    info: Info;
    /** What the simplest guesses reach on the training split. @returns {Promise<Baselines>} */
    baselines(): Promise<Baselines>;
    /** Row i: how likely each character follows character i, as the model sees it. @param {TableOptions} [options] @returns {Promise<Probabilities>} */
    probabilities(options?: TableOptions): Promise<Probabilities>;
    /** Row i: how often each character follows character i in the training split. @param {TableOptions} [options] @returns {Promise<Counts>} */
    counts(options?: TableOptions): Promise<Counts>;
    /**
     * What byte-pair encoding learns from the training part of the text: row i are the two tokens that became token V+i, where V is the number of characters, how often they stood
     * side by side, and how many tokens the part has from then on. It changes nothing. On a page a bigram must have been created with `complete` for this.
     * @param {{ vocabSize: number }} options how many tokens to come to @returns {Promise<Merges>}
     */
    merges(options: {
        vocabSize: number;
    }): Promise<Merges>;
    /** A parameter by its PyTorch name. @param {string} name @returns {Promise<{ shape: number[], data: Float32Array }>} */
    weights(name: string): Promise<{
        shape: number[];
        data: Float32Array;
    }>;
    /** Row t: how much a head, while it reads the last characters of the text, looks at each of them from position t. @param {{ layer: number, head: number, text: string }} options @returns {Promise<Attention>} */
    attention(options: {
        layer: number;
        head: number;
        text: string;
    }): Promise<Attention>;
    /**
     * All that the model computes while it reads the last characters of the text, blockSize at most. It changes nothing. On a page a bigram must have been created with
     * `complete` for this.
     * @param {string} text @returns {Promise<Trace>}
     */
    trace(text: string): Promise<Trace>;
    /** From what generate() would draw the character after the prompt: the probability of each of the vocabulary's, (V). Draws nothing. @param {NextOptions} [options] @returns {Promise<Float32Array>} */
    nextProbabilities(options?: NextOptions): Promise<Float32Array>;
    /** A batch as get_batch gives it: ids, x and y each (B,T). Draws from its own stream or a copy. @param {BatchOptions} [options] */
    batch(options?: BatchOptions): Promise<{
        shape: number[];
        x: number[][];
        y: number[][];
    }>;
    /** The model's logits (B*T,V) for ids x (B,T), and with targets y their mean cross-entropy. @param {number[][]} x @param {number[][]} [y] */
    logits(x: number[][], y?: number[][]): Promise<{
        shape: number[];
        loss?: number;
    } & {
        data: Float32Array<ArrayBufferLike>;
    }>;
    /** The core's softmax over each row. @param {number[][]} rows @returns {Promise<{ shape: number[], data: Float32Array }>} */
    softmax(rows: number[][]): Promise<{
        shape: number[];
        data: Float32Array;
    }>;
    /** The text as the model sees it. @param {{ split?: 'train'|'val', from?: number, count: number }} options @returns {Promise<number[]>} */
    tokens(options: {
        split?: "train" | "val";
        from?: number;
        count: number;
    }): Promise<number[]>;
    /** Throws an Error that names the first character outside the vocabulary. @param {string} text @returns {number[]} */
    encode(text: string): number[];
    /** Throws an Error that names the first id outside the vocabulary. @param {Iterable<number>} ids @returns {string} */
    decode(ids: Iterable<number>): string;
    #private;
}

/**
 * Starts a worker, reads the text and builds the model. Rejects with an Error that says which option is wrong and what
 * is allowed; nothing is left running then.
 * @param {TrainerOptions} options
 * @returns {Promise<Trainer>}
 */
export function createTrainer(options: TrainerOptions): Promise<Trainer>;
/** Every method rejects with an Error once the worker has died, failed or been terminated; none hangs. */
export class Trainer extends Inspector {
    /** Made by createTrainer. */
    protected constructor();
    /** Steps trained so far. @type {number} */
    step: number;
    /** The ladder from bigram to GPT, for options.preset of createTrainer and reset. @type {Preset[]} */
    presets: Preset[];
    /** Whether a run is going on, held or not. */
    get running(): boolean;
    /** How many workers train together. Where no more than one can be had, it does the work of all: the result is the same. */
    get workers(): number;
    /** How long a step takes, where `workers: 'auto'` has measured it. @type {number | undefined} */
    get secondsPerStep(): number | undefined;
    /** Called once when a worker dies by itself. @param {(error: Error) => void} listener */
    set onfailure(listener: (error: Error) => void);
    /**
     * Trains. Meanwhile all other calls are served, between slices.
     * @param {number} steps
     * @param {TrainOptions} [options]
     * @returns {Promise<TrainResult>}
     */
    train(steps: number, options?: TrainOptions): Promise<TrainResult>;
    /**
     * Holds the current run. Resolves when it rests: `step` and onProgress have told of its last step then, and train() has
     * resolved if that was the run's end, so that `running` says whether there is a run to resume. Meanwhile evaluate(),
     * generate(), save() and all else are served. A run on hold ends by its signal, by reset(), or by changeRun() with an end that it has reached.
     */
    pause(): Promise<void>;
    /** Goes on with the run that pause() held. */
    resume(): Promise<void>;
    /** Moves the pace of the current run. @param {number} stepsPerSecond */
    setPace(stepsPerSecond: number): Promise<void>;
    /**
     * Moves the end of the current run, its pace, or how often it evaluates, without ending it; one on hold stays so. `end` counts from
     * step 0, as trainer.step does. A run that has already reached its new end ends after the present slice, or at once when it is
     * on hold, and its train() resolves, not `aborted`; an evaluation under way is not finished then.
     * @param {RunChanges} changes
     * @returns {Promise<boolean>} whether there was such a run; false when there was none, or it had ended before this reached it
     */
    changeRun(changes: RunChanges): Promise<boolean>;
    /** Rejects with the sentence that reset(options) would reject with; changes nothing. @param {Settings} options */
    check(options: Settings): Promise<void>;
    /**
     * Back to step 0, with the same options or some of them changed, or with a preset; ends the current run, and rejects
     * whatever still looks at the old model.
     * @param {Settings} [options]
     * @returns {Promise<Info>}
     */
    reset(options?: Settings): Promise<Info>;
    /** Writes text. `onText` is called with each piece of it as it comes. @param {SampleOptions & Cancelable & { onText?: (piece: string, about: { tokensPerSecond: number }) => void }} [options] @returns {Promise<string>} */
    generate(options?: SampleOptions & Cancelable & {
        onText?: (piece: string, about: {
            tokensPerSecond: number;
        }) => void;
    }): Promise<string>;
    /** The exact losses over the whole training and validation splits; with `batches`, on so many of each, always the same. @param {{ batches?: number } & Cancelable} [options] @returns {Promise<Losses>} */
    evaluate(options?: {
        batches?: number;
    } & Cancelable): Promise<Losses>;
    /** The lecture's estimate over random batches, which draws from the training stream. @param {number} [iters] @param {Cancelable} [options] @returns {Promise<Losses>} */
    estimateLoss(iters?: number, options?: Cancelable): Promise<Losses>;
    /** Compares the gradients of the model as it is with finite differences. `onProgress` is called with each tensor. @param {{ onProgress?: (check: TensorCheck) => void } & Cancelable} [options] @returns {Promise<TensorCheck[]>} */
    checkGradients(options?: {
        onProgress?: (check: TensorCheck) => void;
    } & Cancelable): Promise<TensorCheck[]>;
    /** The checkpoint: a safetensors file with PyTorch's names. @returns {Promise<Uint8Array<ArrayBuffer>>} */
    save(): Promise<Uint8Array<ArrayBuffer>>;
    /** Ends the worker; whatever waits for it rejects. */
    terminate(): void;
    #private;
}


/** What can be set on <iambic-trainer>: each is a property, and an attribute (learningRate, learning-rate). */
export interface IambicSettings extends Config {
  /** a rung of the ladder, as Preset names it */
  preset: string
  /** how many steps Train takes */
  steps: number
  /** how many train together */
  workers: number | 'auto'
  /** of what the model writes; 1 leaves its probabilities as they are */
  temperature: number
  /** steps per second: as in a video, or as fast as the machine can */
  pace: number | 'auto' | 'full'
}

export type IambicState = 'loading' | 'idle' | 'training' | 'paused' | 'done' | 'error'

/** The events of <iambic-trainer>, which bubble, by their names. */
export interface IambicEventMap {
  /** There is a model, and commands are obeyed. */
  'iambic-ready': CustomEvent<{}>
  /** It trains, pauses, is done, or cannot go on. */
  'iambic-state': CustomEvent<{ state: IambicState, step: number }>
  /** Some steps more were made; `loss` is that of the last batch, in nats per character. */
  'iambic-progress': CustomEvent<{ step: number, loss: number, stepsPerSecond: number }>
  /** A whole text that the model has written, and the step at which it did. */
  'iambic-sample': CustomEvent<{ text: string, step: number }>
  /** A run has taken all its steps; `loss` is that of the last batch, `train` and `val` are those of the splits, in nats per character */
  'iambic-done': CustomEvent<{ step: number, seconds: number, loss: number, train?: number, val?: number }>
  /** What is wrong with the page or the run, in the words of the element's language. */
  'iambic-error': CustomEvent<{ message: string }>
}

/** What can be asked for beside settings: each is an attribute and a property, `text` a property alone. `lang` is HTML's own. */
export interface IambicLesson {
  /** The address of a text to learn from. A text that is named is never replaced by another one. */
  src: string
  /** The older name of `src`. */
  corpus: string
  /** The address of a .safetensors file with a trained model to begin with. */
  checkpoint: string
  /** What the model is asked to continue. */
  prompt: string
  /** Which parts are there, with blanks or commas between: ladder controls settings source status loss table writing ask answers gradients; without it, all. */
  show: string
  /** Which settings a reader sees and cannot change, by their names; `all` for every one. */
  lock: string
  /** Which colours to use; without it, those that fit the page around. */
  theme: '' | 'light' | 'dark'
  /** When it begins: `lazy`, the usual, when a reader comes near it; `eager` at once. */
  loading: '' | 'lazy' | 'eager'
  /** Switches off the single keys (Space, S, R, N, ?), which else work while the focus is in the element. */
  keys: '' | 'on' | 'off'
  /** Under which name a run is kept in this browser; without it, under the id of the element. */
  keep: string
  /** Trains when it is first seen. */
  autoplay: boolean
  /** The element is the page: its settings are read from the address and written there, and keys work everywhere. */
  page: boolean
}

/** <iambic-trainer>: a language model that learns in the page. */
export interface IambicTrainerElement extends HTMLElement, IambicSettings, IambicLesson {
  /** A text of the lesson's own. It goes before `src`, and that before a script of the type text/plain in the element. */
  text: string | Blob | undefined
  /** Resolves when there is a model, and rejects when it is known why there is none. */
  readonly ready: Promise<void>
  /** What it is doing, as style sheets see it, too. */
  readonly state: IambicState
  /** The trainer, while there is one. */
  readonly trainer: Trainer | undefined
  /** All of these settings or, where one is refused, none: then it throws. */
  apply(settings: Partial<IambicSettings>): void
  /** Trains; resolves when the run is done or paused. */
  train(): Promise<void>
  /** Ends the run that goes on, so that it can be taken up again. */
  pause(): void
  /** Trains a single step. */
  step(): Promise<void>
  /** Back to the untrained model. */
  reset(): Promise<void>
  /** Writes text. */
  generate(options?: Parameters<Trainer['generate']>[0]): Promise<string>
  /** The model as a .safetensors file. */
  save(): Promise<Uint8Array<ArrayBuffer>>
  /** Goes on with a saved model. */
  load(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<void>
}

type Dashed<Name extends string> = Name extends `${infer First}${infer Rest}` ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Dashed<Rest>}` : ''

/** The attributes of <iambic-trainer> in JSX. */
export type IambicAttributes = { [Name in keyof IambicSettings as Dashed<Name>]?: IambicSettings[Name] | `${IambicSettings[Name]}` }
  & { [Name in keyof IambicEventMap as `on${Name}`]?: (event: IambicEventMap[Name]) => void }
  & { [Name in keyof IambicLesson]?: IambicLesson[Name] | (IambicLesson[Name] extends boolean ? '' : never) }
  & {
    text?: string | Blob
    id?: string, class?: string, className?: string, style?: string | object, slot?: string, hidden?: boolean, lang?: string, title?: string
    children?: unknown, key?: string | number | bigint | null, ref?: unknown
  }

interface IambicElements { 'iambic-trainer': IambicAttributes }

declare global {
  interface HTMLElementTagNameMap { 'iambic-trainer': IambicTrainerElement }
  interface GlobalEventHandlersEventMap extends IambicEventMap {}
  namespace JSX { interface IntrinsicElements extends IambicElements {} }
}

// @ts-ignore: React's JSX has elements of its own; where there is no React, this says nothing
declare module 'react' {
  namespace JSX { interface IntrinsicElements extends IambicElements {} }
}

export {}

export const version: string
