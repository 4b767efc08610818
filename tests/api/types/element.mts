// A page's program that speaks to <iambic-trainer>.
import { IambicTrainer } from 'iambic-trainer'
import type { IambicState, IambicTrainerElement, Trainer } from 'iambic'

const element: IambicTrainerElement = document.createElement('iambic-trainer')
const found: IambicTrainerElement | null = document.querySelector('iambic-trainer')
element.steps = 5000
element.learningRate = 0.01
element.model = 'bigram'
element.pace = 'full'
element.workers = 'auto'
element.hidden = true
const state: IambicState = element.state
const trainer: Trainer | undefined = element.trainer
await element.train()
await element.step()
await element.reset()
element.pause()
element.addEventListener('iambic-progress', ({ detail: { step, loss, stepsPerSecond } }) => step + loss + stepsPerSecond, { once: true })
document.addEventListener('iambic-state', ({ detail }) => detail.state === 'paused')
found?.addEventListener('iambic-done', ({ detail: { val = NaN, seconds } }) => { console.log(val.toFixed(2), seconds) })
element.addEventListener('click', ({ clientX }) => clientX)
export const all: unknown[] = [state, trainer?.info.vocabulary, element.nLayer.toFixed(), element.seed, element.temperature]

// @ts-expect-error: no such setting
element.learningrate = 0.01
// @ts-expect-error: a number of steps
element.steps = '5000'
// @ts-expect-error: no such pace
element.pace = 'fast'
// @ts-expect-error: told, not set
element.state = 'done'
// @ts-expect-error: it may not be there
element.trainer.train(5)
// @ts-expect-error: no such state
if (state === 'trained') element.pause()
// @ts-expect-error: a step is not told of a loss
element.addEventListener('iambic-state', ({ detail }) => detail.loss)

// The element as a module.
const made = new IambicTrainer()
const own: boolean = document.createElement('iambic-trainer') instanceof IambicTrainer && made.state === 'idle'
// @ts-expect-error: no such property
made.layers
export { own }
