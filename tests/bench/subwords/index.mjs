// The trade-off of the notes, measured: a GPT on characters, and on 128 to 1,024 tokens, each for the same processor time.
//   node tests/bench/subwords/index.mjs [--seconds 60] [--data build/tinyshakespeare.txt] [--vocabularies 65,128,256,512,1024] [--timed-steps 100]
import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values: { seconds, data, iambic, vocabularies, 'timed-steps': timed } } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' }, data: { type: 'string', default: 'build/tinyshakespeare.txt' }, iambic: { type: 'string', default: 'build/release/iambic' },
    vocabularies: { type: 'string', default: '65,128,256,512,1024' }, 'timed-steps': { type: 'string', default: '100' },
  },
})
const BATCH_SIZE = 16
const BLOCK_SIZE = 32

/** The lines that a run prints, and its processor time in seconds, which other programs on the machine do not lengthen. @param {string[]} options */
function train(options) {
  const command = [iambic, 'train', '--json', '--data', data, '--preset', 'gpt', '--batch-size', `${BATCH_SIZE}`, '--block-size', `${BLOCK_SIZE}`, ...options]
  const shell = ['-c', 'TIMEFORMAT="{\\"event\\":\\"time\\",\\"seconds\\":%U}"; { time "$@"; } 2>&1', 'bash', ...command]
  const events = execFileSync('bash', shell, { encoding: 'utf8', maxBuffer: 1e8 }).trim().split('\n').map((line) => JSON.parse(line))
  const of = (/** @type {string} */ name) => events.find(({ event }) => event === name)
  return { info: of('info'), losses: of('eval'), cpu: of('time').seconds }
}

/** A step's processor time, without what a run takes beside its steps. @param {string[]} tokens */
function secondsPerStep(tokens) {
  const [few, many] = [1, 1 + Number(timed)].map((steps) => train([...tokens, '--steps', `${steps}`, '--eval-iters', '1']).cpu)
  return Math.max(many - few, 0.001) / Number(timed) // the clock tells milliseconds
}

const grouped = (/** @type {number} */ count) => count.toLocaleString('en-US')

console.log('| tokens | parameters | characters a token | steps | tokens a second | nats a token | bits a character |\n|---:|---:|---:|---:|---:|---:|---:|')
for (const vocabulary of vocabularies.split(',')) {
  const tokens = ['--tokenizer', 'bpe', '--vocab-size', vocabulary] // 65 are the characters
  const perStep = secondsPerStep(tokens)
  const steps = Math.max(1, Math.round(Number(seconds) / perStep))
  const { info, losses } = train([...tokens, '--steps', `${steps}`, '--log-every', '0'])
  const bits = losses.val_bits_per_character
  const row = [grouped(info.vocabulary_size), grouped(info.parameters), info.characters_per_token.val.toFixed(2), grouped(steps),
    grouped(Math.round(BATCH_SIZE * BLOCK_SIZE / perStep)), losses.val.toFixed(3), bits.toFixed(3)]
  console.log(`| ${row.join(' | ')} |`)
}
