// What a worker has beside main.js where it may train as one with others; the quick core trains alone.
import { DataParallelGroup } from './data-parallel.js'

Object.assign(globalThis, { DataParallelGroup })
