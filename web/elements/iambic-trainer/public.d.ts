// What a page sees of <iambic-trainer>, which iambic.d.ts publishes. tests/api/types.test.mjs holds the element to it.
import type { Config } from '../../protocol/public.js'
import type { Trainer } from '../../trainer/trainer.js'

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
