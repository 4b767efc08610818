// The page's script, a classic one so that it also runs from a file: registers <iambic-trainer> and offers globalThis.Iambic.
// First what is no code, so that the code is in one piece, which a server's gzip packs better.
import 'iambic:wasm'
import '../experiment/sample.txt'
import '../elements/iambic-trainer/styles.css'
import version from 'iambic:version'
import { publish } from '../trainer/chunks.js'
import { createTrainer } from '../trainer/trainer.js'
import '../elements/iambic-trainer/element.js'

publish({ createTrainer, version })
