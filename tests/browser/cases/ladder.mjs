// From bigram to GPT in the page: rungs, earlier runs, attention, gradients, live text.
import assert from 'node:assert/strict'
import { assertSentence, test } from '../harness/suite.mjs'

test('choosing a rung makes a fresh model at once, tells its story, and goes into the address', async (t) => {
  const page = await t.openPage()
  assert.match(await page.text('story'), /^One table/)
  await page.train(300)
  await page.climb('multi-head')
  await page.until('its story', (_, root) => /^Four small heads/.test(root.getElementById('story').textContent))
  assert.equal(await page.text('facts'), '7,553 parameters', 'the loss that may be expected is for the reader to guess')
  const { model, nHead } = await page.config()
  assert.deepEqual({ model, nHead }, { model: 'multi-head', nHead: 4 })
  await page.until('its steps', (_, root) => root.getElementById('number-target').textContent === '5,000')
  assert.match(await page.text('pace-text'), /as fast as this device can/)
  assert.equal(await page.run(() => location.hash), '#preset=multi-head&pace=full')
  await page.climb('bigram')
  assert.equal(await page.run(() => location.hash), '#pace=full')
})

test('an address carries a rung with settings on top, and the form shows those that the rung has', async (t) => {
  const page = await t.openPage({ settings: 'preset=blocks&n-layer=2&n-embd=16&steps=77&workers=1' })
  const { model, nLayer, nHead, nEmbd } = await page.config()
  assert.deepEqual({ model, nLayer, nHead, nEmbd }, { model: 'blocks', nLayer: 2, nHead: 4, nEmbd: 16 })
  assert.equal(await page.text('number-target'), '77')
  await page.unfold('settings')
  assert.ok(await page.run((_, root) => root.getElementById('nLayer').checkVisibility()))
  await page.fill('nHead', '3')
  await page.until('a sentence', (_, root) => root.getElementById('nHead-problem').textContent)
  assertSentence(await page.text('nHead-problem'), /16.*3/)
  await page.fill('nHead', '2')
  await page.until('two heads', (element) => element.trainer.info.config.nHead === 2)
  await page.climb('bigram')
  await page.until('the field to go', (_, root) => !root.getElementById('nLayer').checkVisibility())
})

test('earlier runs stay on the chart with their names, until they are cleared', async (t) => {
  const page = await t.openPage()
  await page.train(500)
  await page.climb('self-attention')
  await page.train(100)
  await page.click('reset')
  const names = await page.until('two earlier runs', (_, root) => {
    const found = Array.from(root.querySelectorAll('#earlier .run'), ({ textContent }) => textContent)
    return found.length === 2 && found
  })
  assert.match(names[0], /^bigram, 500 steps, val \d\.\d\d$/)
  assert.match(names[1], /^self-attention, 100 steps, val \d\.\d\d$/)
  await page.run((_, root) => { root.getElementById('numbers').open = true })
  const caption = await page.until('both beside the losses of this run', (_, root) => {
    const headings = Array.from(root.querySelectorAll('#numbers-loss thead th'), ({ textContent }) => textContent)
    return headings.join() === 'step,train,validation,bigram,self-attention' && root.querySelector('#numbers-loss caption').textContent
  })
  assert.equal(caption, 'losses, in brackets: as unsure as among so many characters; guessing at random 4.17 (65); letter frequencies 3.31 (27.4); the best a bigram can do 2.45 (11.6)')
  await page.click('clear-earlier')
  await page.until('none', (_, root) => root.querySelectorAll('#earlier .run').length === 0)
})

test('earlier runs are named at their lines and not cut, and those of another task stay away', async (t) => {
  const head = `const draw = CanvasRenderingContext2D.prototype.fillText
    globalThis.drawn = []
    CanvasRenderingContext2D.prototype.fillText = function (text, ...at) { drawn.push(text); draw.call(this, text, ...at) }`
  const page = await t.openPage({ site: { head } })
  await page.click('step')
  await page.until('one step', (element) => element.state === 'paused')
  await page.click('reset')
  await page.until('the start', (element) => element.state === 'idle' && element.trainer.step === 0)
  await page.train(3000)
  const runs = () => page.run((_, root) => Array.from(root.querySelectorAll('#earlier .run'), ({ textContent }) => textContent.split(',')[0]))
  assert.deepEqual(await runs(), [], 'a single step is no run')
  await page.run((element) => { element.ownerDocument.defaultView.drawn.length = 0 })
  await page.climb('self-attention')
  await page.train(60)
  const drawn = await page.until('the name of the first run', (element) => {
    const texts = element.ownerDocument.defaultView.drawn
    return texts.some((/** @type {string} */ text) => /^bigram \d\.\d\d$/.test(text)) && texts
  })
  assert.ok(drawn.includes('3,000'), 'the longer run is cut')
  await page.climb('reverse')
  await page.until('no run to compare with', (_, root) => root.querySelectorAll('#earlier .run').length === 0)
  await page.climb('bigram')
  await page.until('both runs again', (_, root) => root.querySelectorAll('#earlier .run').length === 2)
  assert.deepEqual(await runs(), ['bigram', 'self-attention'])
})

test('the loss that may be expected is named on the chart, with the settings of the ladder only', async (t) => {
  const head = `const draw = CanvasRenderingContext2D.prototype.fillText
    globalThis.drawn = []
    CanvasRenderingContext2D.prototype.fillText = function (text, ...at) { drawn.push(text); draw.call(this, text, ...at) }`
  const page = await t.openPage({ site: { head } })
  await page.click('step')
  await page.until('the band of the bigram', (element) => element.ownerDocument.defaultView.drawn.includes('expected at the end: about 2.49'))
  await page.climb('blocks')
  await page.click('step')
  await page.until('the band of the blocks', (element) => element.ownerDocument.defaultView.drawn.includes('expected at the end: about 2.09'))
  await page.click('reset')
  await page.run((element) => { element.learningRate = 0.01 })
  await page.until('another model', (element) => element.trainer.info.config.learningRate === 0.01 && element.state === 'idle')
  await page.train(20)
  const drawn = await page.run((element) => element.ownerDocument.defaultView.drawn)
  const last = drawn.slice(drawn.lastIndexOf('guessing at random'))
  assert.ok(last.length > 1 && !last.some((/** @type {string} */ text) => text.startsWith('expected')), last.join('; '))
})

test('a letter under the pointer shows how much a head looks back at the others', async (t) => {
  const page = await t.openPage({ settings: 'preset=multi-head' })
  await page.train(300)
  await page.until('eight letters', (_, root) => root.getElementById('strip').children.length === 8)
  for (const head of [0, 2]) {
    await page.run((_, root, choice) => {
      root.getElementById('head').selectedIndex = choice
      root.getElementById('head').dispatchEvent(new Event('change'))
    }, head)
    const { x, y } = await page.middle('#strip span:nth-child(6)')
    await page.tab.move(x, y)
    const { sentence, expected } = await page.until('the share', async (element, root, choice) => {
      const { data } = await element.trainer.attention({ layer: 0, head: choice, text: 'First Ci' })
      const row = [...data.slice(5 * 8, 5 * 8 + 6)]
      const most = row.indexOf(Math.max(...row))
      const percent = 100 * row[most]
      const name = most === 5 ? 'itself' : `“${'First Ci'[most]}”`
      const sentenceNow = root.getElementById('table-learned').textContent.replace(/\s/g, ' ')
      const wanted = `Reading space, it looks most at ${name} ${percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0)} %.`
      return sentenceNow === wanted && { sentence: sentenceNow, expected: wanted }
    }, head)
    assert.equal(sentence, expected)
  }
  const shades = await page.run((_, root) => Array.from(root.querySelectorAll('#strip span'), (letter) => parseFloat(letter.style.getPropertyValue('--look'))))
  assert.ok(shades.slice(0, 6).every((/** @type {number} */ shade) => shade > 0), shades.join(' '))
  assert.deepEqual(shades.slice(6), [0, 0])
})

test('the gradients of the model in training can be checked, tensor by tensor', async (t) => {
  const page = await t.openPage({ settings: 'preset=multi-head' })
  await page.train(50)
  await page.run((_, root) => { root.getElementById('gradients').open = true })
  await page.click('check-gradients')
  await page.until('the verdict', (_, root) => /^All \d+ tensors agree/.test(root.getElementById('gradients-status').textContent))
  const rows = await page.run((_, root) => Array.from(root.querySelectorAll('#gradients-table tbody tr'), (row) => Array.from(row.cells, ({ textContent }) => textContent)))
  assert.equal(rows[0][0], 'token_embedding_table.weight')
  assert.ok(rows.length > 10 && rows.every((/** @type {string[]} */ row) => row.length === 6 && row[5] === '✓ agrees' && /^\d\.\de[-+]\d+$/.test(row[4])), JSON.stringify(rows))
  await page.click('reset')
  await page.until('the table to go', (_, root) => root.getElementById('gradients-table').hidden)
})

test('text comes letter by letter with its speed, begins as one likes, and takes the likeliest', async (t) => {
  const page = await t.openPage({ settings: 'preset=gpt&workers=1&n-layer=16' }) // whose text takes more than a frame or two
  await page.run((element, root) => {
    element.states = []
    new MutationObserver(() => element.states.push(root.getElementById('text').textContent)).observe(root.getElementById('text'), { childList: true, characterData: true, subtree: true })
  })
  await page.fill('prompt', 'ROMEO: ')
  await page.until('a text that begins so', (_, root) => root.getElementById('text').textContent.startsWith('ROMEO: '))
  await page.until('it to come in pieces', (element) => new Set(element.states).size > 3)
  assert.match(await page.text('speed'), /^[\d,.]+ characters a second$/)
  await page.run((element, root) => {
    element.trainer.generate = async (/** @type {any} */ { onText }) => {
      onText('in no time', { tokensPerSecond: 1e9 })
      return 'in no time'
    }
    root.getElementById('renew').click()
  })
  await page.until('a text in no time', (_, root) => root.getElementById('text').textContent === 'in no time')
  assert.match(await page.text('speed'), /^[\d,.]+ characters a second$/, 'a line that comes and goes moves what stands below')
  await page.run((element) => delete element.trainer.generate)
  await page.fill('top-k', '1')
  const likeliest = await page.run((element) => element.trainer.generate({ tokens: 300, prompt: 'ROMEO: ', topK: 1, seed: 3 }))
  await page.until('the likeliest text', (_, root, text) => root.getElementById('text').textContent === text, likeliest)
  await page.fill('top-k', 'x')
  await page.until('a sentence', (_, root) => root.getElementById('writing-problem').textContent)
  assertSentence(await page.text('writing-problem'), /^Likeliest must be a whole number, not x$/)
  assert.equal(await page.run((_, root) => root.getElementById('top-k').getAttribute('aria-invalid')), 'true')
  await page.fill('top-k', '1')
  await page.fill('prompt', 'Ω')
  await page.until('another sentence', (_, root) => root.getElementById('writing-problem').textContent.includes('Ω'))
  assertSentence(await page.text('writing-problem'), /Ω/)
  await page.fill('prompt', '')
  await page.until('the sentence to go', (_, root) => root.getElementById('writing-problem').textContent === '')
})

/** Runs in the page: keeps when each part of the runs to come was done. @param {any} element */
function watchRuns({ trainer }) {
  const scope = /** @type {any} */ (globalThis)
  const { train } = trainer
  scope.marks = []
  trainer.train = (/** @type {number} */ steps, /** @type {any} */ options) => train.call(trainer, steps, { ...options, onProgress: (/** @type {any} */ progress) => {
    scope.marks.push([performance.now(), progress.step])
    options.onProgress(progress)
  } })
}

/** Runs in the page: how many times as long as it needs a step took, because other programs wanted the machine, too. */
function crowding() {
  const { marks } = /** @type {any} */ (globalThis)
  const few = 5 // parts, so that it matters little how late one of them was heard of
  const times = marks.slice(few).map((/** @type {number[]} */ [time, step], /** @type {number} */ i) => (time - marks[i][0]) / (step - marks[i][1])).sort((/** @type {number} */ a, /** @type {number} */ b) => a - b)
  return times[times.length >> 1] / times[Math.floor(times.length / 20)] // the very quickest are those that were heard of late together
}

// A forecast is made from a few quick steps, which other programs hold up or do not: it should lie between what the run takes without
// them and what it takes with them. The best of three, for there may be other programs at one time only.
test('choosing a rung tells how long it will take before anything is trained, and a pace from another rung is judged by this one', async (t) => {
  let off = Infinity
  for (let tries = 0; tries < 3 && off >= 1.5; tries++) {
    const page = await t.openPage({ settings: 'preset=gpt' })
    const seconds = async () => {
      const [, number, unit] = /about ([\d.]+)\s(ms|s|min|h) in all$/.exec(await page.text('pace-text')) ?? []
      return Number(number) * { ms: 0.001, s: 1, min: 60, h: 3600 }[/** @type {'s'} */ (unit)]
    }
    assert.match(await page.text('pace-text'), /^as fast as this device can: about [\d.]+\s(s|min|h) in all$/)
    const foretold = await seconds()
    await page.run((element) => { element.pace = 4400 })
    assert.match(await page.text('pace-text'), /^4,400 steps a second, of which this device makes \d+: about [\d.]+\s(s|min|h) in all$/)
    await page.run((element) => { element.pace = 'full' })
    await page.run(watchRuns)
    await page.click('train')
    await page.state('training')
    await new Promise((resolve) => { setTimeout(resolve, 4000) })
    const [measured, crowded] = [await seconds(), await page.run(crowding)]
    await page.click('train')
    await page.state('paused')
    const alone = measured / crowded
    t.note(`foretold ${foretold} s, measured ${measured} s, ${alone.toFixed()} s alone`)
    off = Math.min(off, Math.max(foretold / measured, alone / foretold))
  }
  assert.ok(off < 1.5, `off by ${off.toFixed(2)} times`)
}, { alone: true })

test('a run tells how long it will take on this device, and its text is drawn anew meanwhile', async (t) => {
  const page = await t.openPage({ settings: 'preset=blocks&workers=1' })
  const untrained = await page.text('text')
  await page.click('train')
  await page.until('the time', (_, root) => /: about [\d.]+.(s|min) in all$/.test(root.getElementById('pace-text').textContent))
  await page.until('another text', (element, root, old) => element.state === 'training' && root.getElementById('text').textContent !== old, untrained)
  await page.until('a validation loss', (_, root) => Number(root.getElementById('reading-val').textContent) < 4)
  await page.click('train')
  await page.state('paused')
})

test('the last rung turns a line around, and shows where in the line it looks', async (t) => {
  const head = `const draw = CanvasRenderingContext2D.prototype.fillText
    globalThis.drawn = []
    CanvasRenderingContext2D.prototype.fillText = function (text, ...at) { drawn.push(text); draw.call(this, text, ...at) }`
  const page = await t.openPage({ site: { head }, settings: 'preset=reverse&block-size=4&n-embd=32&learning-rate=0.01&workers=1' })
  await page.until('its line', (_, root) => root.getElementById('text').textContent.startsWith('To be, or not to\n'))
  assert.equal(await page.run((_, root) => root.getElementById('prompt').value), 'To be, or not to')
  assert.match(await page.text('facts'), /^[\d,]+ parameters$/)
  await page.train(400)
  await page.fill('top-k', '1')
  await page.until('the line turned around', (_, root) => root.getElementById('text').textContent.trim() === 'To be, or not to\not t')
  await page.fill('prompt', 'Rome')
  await page.until('my line turned around', (_, root) => root.getElementById('text').textContent.trim() === 'Rome\nemoR' && root.getElementById('strip').textContent === 'Rome')
  await page.until('what it looks at', async (element, root) => {
    const { data } = await element.trainer.attention({ layer: 0, head: 0, text: 'Rome' })
    const most = data.slice(0, 4).indexOf(Math.max(...data.slice(0, 4)))
    return root.getElementById('table-learned').textContent.startsWith(`To write “e”, it looks most at “${'Rome'[most]}” `)
  })
  const drawn = await page.run((element) => element.ownerDocument.defaultView.drawn)
  assert.ok(drawn.includes('guessing at random') && drawn.includes('1'), 'the axis does not go down to the losses of a copy')
  assert.ok(!drawn.includes('letter frequencies') && !drawn.includes('the best a bigram can do'), 'counts of letters say nothing of a copy')
  await page.fill('prompt', '')
  await page.until('its own line again', (_, root) => root.getElementById('text').textContent.startsWith('To be, or not to\n'))
  await page.climb('self-attention')
  assert.equal(await page.run((_, root) => root.getElementById('prompt').placeholder), 'anything')
})

test('the answers of the lesson are true on every rung', async (t) => {
  const page = await t.openPage()
  await page.run((_, root) => { root.getElementById('lesson').open = true })
  for (const rung of ['bigram', 'gpt', 'reverse']) {
    if (rung !== 'bigram') await page.climb(rung)
    const { parameters, batchSize, blockSize, embedded } = await page.run(async (element) => {
      const { info: { parameters, config, heads }, weights } = element.trainer
      const names = ['token_embedding_table.weight', ...heads > 0 ? ['position_embedding_table.weight'] : []]
      const tables = await Promise.all(names.map((name) => weights.call(element.trainer, name)))
      return { parameters, ...config, embedded: tables.reduce((sum, { data }) => sum + data.length, 0) }
    })
    const grouped = (/** @type {number} */ n) => n.toLocaleString('en-US')
    const whole = embedded < parameters ? ` of all ${grouped(parameters)}` : ''
    await page.until('what nn.Embedding keeps', (_, root, end) => root.getElementById('lesson-embedding').textContent.endsWith(end), `= ${grouped(embedded)}${whole}`)
    const text = await page.until('the loss', (_, root) => {
      const chapters = root.querySelector('.chapters').textContent.replace(/\s+/g, ' ')
      return /This model is at \d\.\d\d: as unsure/.test(chapters) && chapters
    })
    assert.ok(text.includes(`${grouped(batchSize)} × ${grouped(blockSize)} = ${grouped(batchSize * blockSize)}`), text)
    assert.doesNotMatch(text, /–|undefined|NaN/)
  }
})

test('what the ladder expects is said only of this text and the rung\u2019s own settings', async (t) => {
  const page = await t.openPage()
  // Where it is known how far the loss will fall, the reader may guess it.
  const known = (/** @type {boolean} */ expected, /** @type {string} */ where) => page.until(`${expected ? 'a' : 'no'} guess ${where}`, (_, root, wanted) => (
    Array.from(root.querySelectorAll('[data-suggestion^=guess]'), ({ textContent }) => textContent).includes('about 2.5') === wanted), expected)
  await known(true, 'on the ladder')
  assert.equal(await page.text('facts'), '4,225 parameters')
  await page.fill('steps', '500')
  await known(false, 'after 500 steps')
  await page.fill('steps', '10000')
  await page.fill('blockSize', '16')
  await page.until('another block size', (_, root) => /Here with block size 16\.$/.test(root.getElementById('story').textContent))
  await known(false, 'with another block size')
  await page.fill('blockSize', '8')
  await known(true, 'with the usual one again')
  await page.unfold('corpus')
  await page.click('corpus-sample')
  await known(false, 'on another text')
})
