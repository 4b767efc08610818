// Replays the notes through the JavaScript API, in Node or in a browser: what they print, computed, beside what they show.

/**
 * `misprint` says what the notes print where `expected` is not what they print, and why.
 * @typedef {{ name: string, expected: unknown, got: unknown, ok: boolean, misprint?: string }} Check
 */

const FIRST_100 = 'First Citizen:\nBefore we proceed any further, hear me speak.\n\nAll:\nSpeak, speak.\n\nFirst Citizen:\nYou'
const CHARACTERS = "\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
const FIRST_9 = [18, 47, 56, 57, 58, 1, 15, 47, 58]
const NEXT_8 = [58, 47, 64, 43, 52, 10, 0, 14]
const BATCH = {
  x: [[53, 59, 6, 1, 58, 56, 47, 40], [49, 43, 43, 54, 1, 47, 58, 1], [13, 52, 45, 43, 50, 53, 8, 0], [1, 39, 1, 46, 53, 59, 57, 43]],
  y: [[59, 6, 1, 58, 56, 47, 40, 59], [43, 43, 54, 1, 47, 58, 1, 58], [52, 45, 43, 50, 53, 8, 0, 26], [39, 1, 46, 53, 59, 57, 43, 0]],
}
const BATCH_ROW = ['ou, trib', 'u, tribu']
const LOGITS = [[0.3134, -0.1676, 0.3773, -0.0824, -0.2973], [-0.0856, 0.0987, 0.1772, 0.0565, -0.2135], [0.0624, 0.0895, 0.0927, -0.0507, -0.1921]]
// The notes print other rows (0.2175 0.1338 ...), which are not the softmax of the logits they print beside them.
const SOFTMAX = ['0.2564 0.1585 0.2733 0.1726 0.1392', '0.1806 0.2172 0.2349 0.2082 0.1590', '0.2116 0.2174 0.2181 0.1889 0.1640']
const PRINTED_SOFTMAX = ['0.2175 0.1338 0.2301 0.1450 0.2736', '0.1823 0.2194 0.2372 0.2109 0.1502', '0.2108 0.2171 0.2182 0.1882 0.1657']
const UNTRAINED = '\nSKIcLT;AcELMoTbvZv C?nq-QE33:CJqkOKH-q;:la!oiywkHjgChzbQ?u!3bLIgwevmyFJGUGp\nwnYWmnxKWWev-tDqXErVKLgJ'
// The notes print the beginning of it.
const TRAINED = '\n\nOfows ht IUS:\nS:\n\nING flvenje ssutefr,\nM:\nWar cl igagimous pray whars:\nPanalit I It aithit terised the. by fonau buaror ' +
  "VOubed spo mng as chathab llll:\nWare,\n\nee her,\nThooured aly y hind I'dimashat-owhrees s, share hathure Anfaneof f s llon!\n"

/**
 * Walks the notes from top to bottom. Seed 1337 gives the batch; seed 1337 again the model, its first text, 100,000
 * steps and its last text.
 * @param {typeof import('../web/pages/iambic.mjs')} iambic the module iambic.mjs
 * @param {string | Uint8Array | Blob} text tiny Shakespeare
 * @returns {Promise<Check[]>}
 */
export async function replay({ createTrainer }, text) {
  const trainer = await createTrainer({ text, seed: 1337, batchSize: 32, blockSize: 8, learningRate: 1e-3, holdback: 1 })
  try {
    return [...await corpus(trainer), ...await batch(trainer), ...await model(trainer), ...await training(trainer)]
  } finally {
    trainer.terminate()
  }
}

/** @param {string} name @param {unknown} expected @param {unknown} got @param {string} [misprint] @returns {Check} */
function check(name, expected, got, misprint) {
  return { name, expected, got, ok: JSON.stringify(expected) === JSON.stringify(got), ...(misprint && { misprint }) }
}

/** @typedef {import('../web/trainer/trainer.js').Trainer} Trainer */

/** @param {Trainer} trainer */
async function corpus(trainer) {
  const { characters, vocabulary, vocabularySize, trainTokens, valTokens } = trainer.info
  return [
    check('length of the dataset in characters', 1115394, characters),
    check('the first 100 characters', FIRST_100, trainer.decode(await trainer.tokens({ from: 0, count: 100 }))),
    check('the table of characters', CHARACTERS, vocabulary.join('')),
    check('vocab_size', 65, vocabularySize),
    check("encode('Bee3')", [14, 43, 43, 9], trainer.encode('Bee3')),
    check('decode([14, 43, 43, 9])', 'Bee3', trainer.decode([14, 43, 43, 9])),
    check("encode('Bee7') is refused, by character and position", 'character 4, "7"', refusal(() => trainer.encode('Bee7')).slice(0, 16)),
    check('data.shape', [1115394], [trainTokens + valTokens]),
    check('the split', { train: 1003854, val: 111540 }, { train: trainTokens, val: valTokens }),
  ]
}

/** @param {() => unknown} call */
function refusal(call) {
  try {
    return `no error, but ${call()}`
  } catch (error) {
    return /** @type {Error} */ (error).message
  }
}

/** @param {Trainer} trainer */
async function batch(trainer) {
  const { shape, x, y } = await trainer.batch({ seed: 1337, batchSize: 4, blockSize: 8, holdback: 1 })
  const ids = await trainer.tokens({ from: 0, count: 16 })
  const x0 = ids.slice(0, 8)
  const windows = x0.map((_, t) => `${x0.slice(0, t + 1)} -> ${ids[t + 1]}`)
  return [
    check('shape of the batch', [4, 8], shape),
    check('xb', BATCH.x, x),
    check('yb', BATCH.y, y),
    check('the first row of xb and yb as text', BATCH_ROW, [trainer.decode(x[0]), trainer.decode(y[0])]),
    check('train_data[:block_size+1]', FIRST_9, ids.slice(0, 9)),
    check('x_0', FIRST_9.slice(0, 8), x0),
    check('x_1', NEXT_8, ids.slice(8, 16)),
    check('the eight contexts and targets', FIRST_9.slice(0, 8).map((_, t) => `${FIRST_9.slice(0, t + 1)} -> ${FIRST_9[t + 1]}`), windows),
  ]
}

/** @param {Trainer} trainer */
async function model(trainer) {
  const { shape, loss } = await trainer.logits(BATCH.x, BATCH.y)
  const { data } = await trainer.softmax(LOGITS)
  const rows = SOFTMAX.map((_, row) => Array.from(data.slice(5 * row, 5 * row + 5), (p) => p.toFixed(4)).join(' '))
  return [
    check('logits.shape', [32, 65], shape),
    check('loss', '4.8948', loss?.toFixed(4)),
    ...SOFTMAX.map((row, i) => check(`softmax, row ${i}`, row, rows[i], `the notes print ${PRINTED_SOFTMAX[i]}, which these logits do not give`)),
  ]
}

/** @param {Trainer} trainer */
async function training(trainer) {
  const untrained = await trainer.generate({ tokens: 100 })
  const { step } = await trainer.train(100_000)
  const trained = await trainer.generate({ tokens: 300 })
  return [
    check('the untrained text', UNTRAINED, untrained),
    check('steps', 100_000, step),
    check('the text after 100,000 steps', TRAINED, trained.slice(0, TRAINED.length), 'the notes lost an apostrophe: "hind Idimashat"'),
    check('its length', 301, trained.length),
  ]
}
