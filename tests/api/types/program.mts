// A user's program: everything of the API that a program can say, and after @ts-expect-error what it cannot.
import { createTrainer, version } from 'iambic'
import type { Config, Info, Preset, Progress, RunChanges, Settings, Trainer, TrainOptions, TrainResult } from 'iambic'

const settings: Settings = { preset: 'gpt', dropout: 0.1, decayed: 'matrices', activation: 'gelu' }
const options: TrainOptions = { stepsPerSecond: 10, evaluateEvery: 5, evaluateBatches: 3, onProgress: ({ losses }: Progress) => losses.length }
const bigram: Trainer = await createTrainer({ text: 'to be or not to be', model: 'bigram', seed: 1337, onLoad: ({ bytes, total }) => bytes / total })
const gpt = await createTrainer({ text: new Uint8Array(5), ...settings, workers: 'auto', complete: true, checkpoint: await bigram.save() })

const run: Promise<TrainResult> = gpt.train(100, options)
const changes: RunChanges = { end: 500, evaluateEvery: 50 }
if (!await gpt.changeRun(changes)) await gpt.changeRun({ stepsPerSecond: Infinity })
await gpt.pause()
await gpt.resume()
await gpt.setPace(5)
const { step, loss, aborted, stopped } = await run
const sentence: string | undefined = stopped

const text: string = await gpt.generate({ tokens: 5, peek: 'start', onText: (piece, { tokensPerSecond }) => piece.length * tokensPerSecond })
const ids: number[] = gpt.encode(text)
const table: Float32Array = (await gpt.probabilities({ top: 5 })).data
const counts: Uint32Array = (await gpt.counts()).data
const file: Uint8Array = await gpt.save()
const info: Info = await gpt.reset({ nEmbd: 64 })
const config: Config = info.config
const stories: string[] = gpt.presets.map(({ name, story, steps, valLoss }: Preset) => name + story + steps * valLoss)
const checks = await gpt.checkGradients({ onProgress: ({ name, agrees }) => name + agrees, signal: AbortSignal.timeout(5) })
const { train, val } = await gpt.evaluate({ batches: 20, signal: AbortSignal.timeout(5) })
const { x, y } = await gpt.batch({ split: 'val' })
const loss2: number | undefined = (await gpt.logits(x, y)).loss
const { tokens, tensors } = await gpt.trace(text)
const scores: Float32Array | undefined = tensors.get('blocks.0.sa.heads.1.scores')?.data
const { shape, data } = await gpt.attention({ layer: gpt.info.layers - 1, head: gpt.info.heads - 1, text })
gpt.onfailure = (error) => error.message
gpt.terminate()
export const all: unknown[] = [version, step, loss, aborted, sentence, gpt.decode(ids), table, counts, file, config.nLayer, stories,
  checks[0]?.largestError, train + val, loss2, shape, data[0], gpt.workers, gpt.running, gpt.secondsPerStep, tokens[0], scores]

// @ts-expect-error: a text is needed
await createTrainer({ model: 'bigram' })
// @ts-expect-error: a misspelt option
await createTrainer({ text, batchsize: 3 })
// @ts-expect-error: no such model
await createTrainer({ text, model: 'gpt3' })
// @ts-expect-error: steps are a number
await gpt.train('5')
// @ts-expect-error: the end is absolute, and called so
await gpt.changeRun({ steps: 5 })
// @ts-expect-error: it has one when it is reset
await gpt.reset({ text })
// @ts-expect-error: a result is read
const wrong: string = (await gpt.train(5)).loss
// @ts-expect-error: nobody makes one but createTrainer
new Trainer()
// @ts-expect-error: a promise has no length
gpt.generate().length
// @ts-expect-error: what the worker is told is nobody else's concern
type Internal = import('iambic').Command
// @ts-expect-error: nor is what a trainer is made of
type Base = import('iambic').Inspector
