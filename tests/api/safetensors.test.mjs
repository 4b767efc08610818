// Another project's reader, that of the format's own authors, opens what Iambic saves.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { trainerFor } from './support.mjs'

const resolve = createRequire(new URL('../../web/package.json', import.meta.url)).resolve
const { parseSafetensorsMetadata } = await import(pathToFileURL(resolve('@huggingface/hub')).href)

/** Answers as the hub would, ranges included, with a file that lies in memory. @param {Uint8Array} bytes */
const hubWith = (bytes) => async (/** @type {unknown} */ _address, /** @type {RequestInit} */ init = {}) => {
  const range = new Headers(init.headers).get('range')?.match(/\d+/g)?.map(Number)
  const [first, last] = range ?? [0, bytes.length - 1]
  const part = bytes.slice(first, last + 1)
  return new Response(part, {
    status: range ? 206 : 200,
    headers: { 'content-length': String(part.length), 'content-range': `bytes ${first}-${first + part.length - 1}/${bytes.length}`, etag: '"1"' },
  })
}

test('the Hugging Face reader finds the tensors under their PyTorch names', async (t) => {
  const trainer = await trainerFor(t)
  await trainer.train(3)
  const fetch = hubWith(await trainer.save())
  const { header, parameterCount } = await parseSafetensorsMetadata({ repo: 'iambic/bigram', path: 'bigram.safetensors', computeParametersCount: true, fetch })
  const { __metadata__: metadata, ...tensors } = header
  const of = (/** @type {number} */ place) => ({ dtype: 'F32', shape: [3, 3], data_offsets: [36 * place, 36 * (place + 1)] })
  assert.deepEqual(tensors, {
    'token_embedding_table.weight': of(0),
    'adamw.exp_avg.token_embedding_table.weight': of(1),
    'adamw.exp_avg_sq.token_embedding_table.weight': of(2),
  })
  assert.deepEqual(parameterCount, { F32: 27 })
  assert.equal(metadata.format, 'pt')
  assert.equal(metadata.step, '3')
})
