// Hundreds of commands in no order at all, as readers, links and scripts give them: state and model agree after each.
import assert from 'node:assert/strict'
import { TrainerPage } from '../harness/page.mjs'
import { test } from '../harness/suite.mjs'

const COMMANDS = 500
const AT_ONCE = 25 // in one call into the page

/**
 * Runs in the page: gives so many commands to its elements, and waits after each until what is shown and what is trained agree.
 * @param {any} _ @param {any} __ @param {number} seed @param {number} count @returns {Promise<{ problem: string, settled: number, steps: number }>}
 */
async function storm(_, __, seed, count) {
  const scope = /** @type {any} */ (globalThis)
  scope.elements ??= [...document.querySelectorAll('iambic-trainer')]
  const random = () => { // mulberry32
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const pick = (/** @type {any[]} */ list) => list[Math.floor(random() * list.length)]
  const wait = (/** @type {number} */ milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })
  const press = (/** @type {any} */ root, /** @type {string} */ key) => root.getElementById('chart').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }))
  const fill = (/** @type {any} */ root, /** @type {string} */ id, /** @type {string} */ value) => {
    const field = root.getElementById(id)
    if (field) Object.assign(field, { value }).dispatchEvent(new Event('change', { bubbles: true }))
  }
  const commands = /** @type {Record<string, (element: any, root: any) => any>} */ ({
    train: (element) => element.train(),
    pause: (element) => element.pause(),
    step: (element) => element.step(),
    reset: (element) => element.reset(),
    button: (_element, root) => root.getElementById(pick(['train', 'train', 'step', 'reset', 'restart-now', 'renew'])).click(),
    suggestion: (_element, root) => root.querySelector('#suggestions button')?.click(),
    key: (_element, root) => press(root, pick([' ', 's', 'r', 'n'])),
    attribute: (element) => element.setAttribute(...pick([['steps', '50'], ['steps', '400'], ['steps', 'x'], ['learning-rate', '0.01'], ['learning-rate', '-1'], ['seed', '7'], ['batch-size', '4'], ['pace', 'full'], ['pace', '900']])),
    taken: (element) => element.removeAttribute(pick(['steps', 'learning-rate', 'seed', 'batch-size'])),
    property: (element) => { element[pick(['blockSize', 'batchSize'])] = pick([4, 8]) },
    rung: (element) => element.setAttribute('preset', pick(['bigram', 'self-attention'])),
    radio: (_element, root) => root.querySelector(`#rungs [value=${pick(['bigram', 'self-attention'])}]`).click(),
    field: (_element, root) => fill(root, pick(['learningRate', 'batchSize', 'steps']), pick(['4', '16', '', '1e9'])),
    text: (element) => element.setAttribute('corpus', pick(['one.txt', 'two.txt'])),
    move: (element) => document.body.append(element),
    remove: async (element) => {
      element.remove()
      await wait(pick([0, 30, 1200]))
      document.body.append(element)
    },
  })
  const disagreement = (/** @type {any} */ element) => {
    const { state, trainer, shadowRoot } = element
    if (!trainer || state === 'loading') return `${state}, ${trainer ? 'a' : 'no'} model`
    if (state === 'error') return ''
    const shown = Number(shadowRoot.getElementById('number-step').textContent.replaceAll(',', ''))
    if (state !== 'training' && shown !== trainer.step) return `step ${shown} is shown, the model is at ${trainer.step}`
    if (state === 'idle' && trainer.step !== 0) return `idle at step ${trainer.step}`
    if (['paused', 'done'].includes(state) && trainer.step === 0) return `${state} at step 0`
    if (trainer.running && state !== 'training') return `it trains while the state is ${state}`
    const rung = shadowRoot.querySelector('#rungs :checked').value
    if (rung !== element.preset || (rung === 'bigram') !== (trainer.info.config.model === 'bigram')) return `rung ${rung}, preset ${element.preset}, model ${trainer.info.config.model}`
    return ''
  }
  /** @type {string[]} */
  const log = []
  let [settled, waiting, steps] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    const element = pick(scope.elements)
    const name = pick(Object.keys(commands))
    log.push(name)
    waiting++
    const began = element.trainer?.step ?? 0
    const answer = (async () => commands[name](element, element.shadowRoot))()
    answer.catch(() => {}).finally(() => { waiting--; settled++ })
    if (name === 'remove') await answer
    if (random() < 0.5) await wait(20 * random())
    for (const deadline = Date.now() + 10_000; ;) {
      const problem = scope.elements.map(disagreement).find(Boolean)
      if (!problem) break
      if (Date.now() > deadline) return { problem: `${problem}, after ${log.slice(-12)}`, settled, steps }
      await wait(5)
    }
    steps += Math.max(0, (element.trainer?.step ?? 0) - began)
  }
  for (const element of scope.elements) element.pause()
  for (const deadline = Date.now() + 10_000; waiting > 0; await wait(5)) {
    if (Date.now() > deadline) return { problem: `${waiting} commands did not settle, after ${log}`, settled, steps }
  }
  return { problem: '', settled, steps }
}

test(`${COMMANDS} commands by buttons, keys, attributes, properties and moves leave state and model in agreement`, async (t) => {
  const element = (/** @type {string} */ more) => `<iambic-trainer ${more} steps="300" pace="full" workers="1" corpus="one.txt"></iambic-trainer>`
  const text = (/** @type {string} */ words) => words.repeat(40)
  const files = {
    'index.html': `<!doctype html><style>iambic-trainer { position: absolute; inset: 0 }</style>${element('page')}${element('id="other"')}<script src="iambic.js"></script>`,
    'one.txt': text('to be or not to be, that is the question. '),
    'two.txt': text('whether tis nobler in the mind to suffer. '),
  }
  const page = new TrainerPage(await t.open(t.server.site({ files })))
  await page.until('both to be ready', () => [...document.querySelectorAll('iambic-trainer')].every((one) => /** @type {any} */ (one).state === 'idle' && one.shadowRoot?.getElementById('learningRate')))
  let [settled, steps] = [0, 0]
  for (let i = 0; i < COMMANDS; i += AT_ONCE) {
    const told = await page.run(storm, i + 1, AT_ONCE)
    assert.equal(told.problem, '')
    settled += told.settled
    steps += told.steps
  }
  t.note(`${settled} settled, ${steps} steps`)
  assert.equal(settled, COMMANDS)
  assert.ok(steps > 1000, `only ${steps} steps were made`)
})
