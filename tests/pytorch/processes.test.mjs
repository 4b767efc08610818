// Several processes train what one does with DistributedDataParallel, whoever starts them.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { assertClose, attempt, folder, numbersOf, run, runTogether } from './support.mjs'

const TO_PYTORCH = 'scripts/to_pytorch.py gpt.safetensors --data input.txt --json --log-every 1'
const limit = { timeout: 180_000 }
const bytesOf = (/** @type {string} */ name) => readFileSync(join(folder, name))

/** The first 20 losses and what came of them. @param {number} processes */
const train = (processes) => numbersOf(run(`${TO_PYTORCH} --steps 20 --processes ${processes} --save of${processes}.safetensors`))

/** @type {number[]} */
let alone
before(() => {
  run('build/release/iambic train --data input.txt --preset gpt --dropout 0.1 --grad-clip 1 --steps 3 --out gpt.safetensors')
  alone = train(1)
}, limit)

for (const processes of [2, 3]) {
  test(`${processes} processes have the losses of one within 2e-6, and Iambic goes on from their checkpoint`, limit, () => {
    assertClose(train(processes), alone, 22, 2e-6)
    const [ours, theirs] = [1, processes].map((n) => numbersOf(run(`build/release/iambic train --data input.txt --json --log-every 1 --resume of${n}.safetensors --steps 5`)))
    assertClose(ours, theirs, 7, 2e-6)
  })
}

test('a run that was saved half-way, and goes on, ends in the same bytes', limit, () => {
  const log = run(`${TO_PYTORCH} --steps 6 --save-every 4 --processes 2 --save whole.safetensors`)
  assert.equal(log.match(/"checkpoint"/g)?.length, 3) // after steps 4 and 8, and at the end
  run(`${TO_PYTORCH} --steps 4 --processes 2 --save half.safetensors`)
  run('scripts/to_pytorch.py half.safetensors --data input.txt --steps 2 --processes 2 --save both.safetensors')
  assert.ok(bytesOf('both.safetensors').equals(bytesOf('whole.safetensors')))
})

test('torchrun starts them, too', limit, () => {
  run(`torchrun -r 1 -t 1 --nproc_per_node 2 ${TO_PYTORCH} --steps 2 --save torchrun.safetensors`) // -r and -t: see README.md
  run(`${TO_PYTORCH} --steps 2 --processes 2 --save two.safetensors`)
  assert.ok(bytesOf('torchrun.safetensors').equals(bytesOf('two.safetensors')))
})

const port = 20_000 + process.pid % 10_000
/** How each launcher tells a process its rank. @type {Record<string, (rank: number) => Record<string, string>>} */
const LAUNCHERS = {
  'one by one': (rank) => ({ RANK: `${rank}`, WORLD_SIZE: '2', MASTER_PORT: `${port + 0}` }),
  mpirun: (rank) => ({ OMPI_COMM_WORLD_RANK: `${rank}`, OMPI_COMM_WORLD_SIZE: '2', OMPI_COMM_WORLD_LOCAL_RANK: `${rank}`, MASTER_PORT: `${port + 1}` }),
  "MPICH's mpirun": (rank) => ({ PMI_RANK: `${rank}`, PMI_SIZE: '2', MPI_LOCALRANKID: `${rank}`, MASTER_PORT: `${port + 2}` }),
  srun: (rank) => ({ SLURM_PROCID: `${rank}`, SLURM_STEP_NUM_TASKS: '2', SLURM_LOCALID: `${rank}`, SLURM_STEP_NODELIST: 'localhost,other[01-07]', SLURM_JOB_ID: `${process.pid}` }),
}
for (const [launcher, environment] of Object.entries(LAUNCHERS)) {
  test(`started by ${launcher}, the first of them prints and saves`, limit, async () => {
    const environments = [0, 1].map((rank) => ({ ...environment(rank), SAVE: `${launcher.replace(/\W/g, '')}-${rank}.safetensors` }))
    const [first, second] = await runTogether(`${TO_PYTORCH} --steps 2 --save $SAVE`, environments)
    assertClose(numbersOf(first).slice(0, 2), alone.slice(0, 2), 2, 2e-6)
    assert.equal(second, '')
    assert.deepEqual(environments.map(({ SAVE }) => existsSync(join(folder, SAVE))), [true, false])
  })
}

test('in a batch script of Slurm, which is no step, it is alone', limit, () => {
  const log = run(`${TO_PYTORCH} --steps 1`, { SLURM_PROCID: '0', SLURM_NTASKS: '8', SLURM_JOB_ID: '4711' })
  assertClose(numbersOf(log).slice(0, 1), alone.slice(0, 1), 1, 0)
})

test('what ends one of them ends all, and is said once', limit, () => {
  run('build/release/iambic train --data input.txt --preset bigram --batch-size 2 --steps 1 --out few.safetensors')
  const refused = attempt('scripts/to_pytorch.py few.safetensors --processes 3')
  assert.deepEqual({ status: refused.status, stderr: refused.stderr }, { status: 1, stderr: 'to_pytorch: batch_size 2 has no rows for each of 3 processes\n' })
  const full = attempt(`${TO_PYTORCH} --steps 1 --processes 2 --save gone/x.safetensors`)
  assert.equal(full.status, 1)
  assert.match(full.stderr, /to_pytorch: gone\/x\.safetensors.* cannot be used: No such file or directory/)
})
