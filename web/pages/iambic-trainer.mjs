// <iambic-trainer> as a module, for programs with a bundler; its parts lie beside it.
import version from 'iambic:version'
import { publish } from '../trainer/chunks.js'
import { createTrainer } from '../trainer/trainer.js'

publish({ createTrainer, version })

export { IambicTrainer } from '../elements/iambic-trainer/element.js'
