// The module of Iambic for browsers and Node: train a language model in a worker.
export { createTrainer, Trainer } from '../trainer/trainer.js'
export { default as version } from 'iambic:version'
