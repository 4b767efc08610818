// An experiment in a browser: its trainers work in workers, and its texts come from beside the page.
import { findShakespeare, SAMPLE } from './corpora.js'
import { CorpusChooser } from './corpus-chooser.js'
import { Experiment } from './experiment.js'
import { createTrainer } from '../trainer/trainer.js'

export function startExperiment() {
  const experiment = new Experiment(createTrainer)
  return { experiment, corpora: new CorpusChooser(experiment, { sample: SAMPLE, findShakespeare }) }
}
