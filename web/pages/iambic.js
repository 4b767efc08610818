// The page's script, a classic one so that it also runs from a file: registers <iambic-trainer> and offers globalThis.Iambic.
import 'iambic:wasm' // first, so that the code is in one piece, which a server's gzip packs better
import { createTrainer } from '../trainer/trainer.js'
import '../elements/iambic-trainer/element.js'

const page = /** @type {{ Iambic?: { createTrainer: typeof createTrainer } }} */ (globalThis)
page.Iambic ??= { createTrainer } // a second copy leaves it to the first
