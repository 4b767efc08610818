// German: what the engine refuses, and what is wrong around the page. Each sentence stands in its error-codes.js with the details that it names.

/** @import { ErrorCode, ErrorDetails } from '../protocol/error-codes.js' */

/** Why a file is no checkpoint, by its kind. @type {Record<string, string>} */
const DAMAGES = {
  foreign: 'Sie stammt nicht von Iambic oder hat ihre Metadaten verloren; scripts/to_pytorch.py --save macht einen aus einem Modell in PyTorch',
  cut: 'Sie ist abgeschnitten oder keine Safetensors-Datei',
  damaged: 'Sie ist beschädigt, oder ihr Inhalt passt nicht zu ihrem Modell',
  version: 'Sie hat eine Version des Formats, die dieses Iambic nicht liest',
}

const SHORTER = 'einen kürzeren Text oder kleinere Einstellungen wählen'
const AS_UTF8 = 'den Text als UTF-8 speichern'
const SAME_VERSION = 'ist von einer anderen Version als iambic.js: beide in derselben Version nebeneinanderlegen'

/** @param {import('./format.js').Format} format @param {Record<string, string>} labels of the settings @returns {Record<ErrorCode, (details: ErrorDetails) => string>} */
export function deErrors({ counted, exponential, plain }, labels) {
  const said = (/** @type {string | number} */ value) => (typeof value === 'number' ? plain(value) : value)
  const given = (/** @type {string | number} */ value) => said(value) || 'ein leeres Feld'
  /** A setting as the page calls it; a checkpoint's are in snake case. @param {string | number} name */
  const label = (name) => labels[String(name).replace(/_(.)/g, (_, letter) => letter.toUpperCase())] ?? name
  const labelsOf = (/** @type {string | number} */ names) => String(names).split(', ').map(label)
  const characters = (/** @type {string | number} */ count) => counted(Number(count), 'Zeichen', 'Zeichen')
  const counts = (/** @type {string | number} */ count, /** @type {string | number} */ unit) => (unit === 'tokens' ? counted(Number(count), 'Token', 'Tokens') : characters(count))
  return {
    // Settings
    'setting.unknown': ({ name, choices }) => `Es gibt keine Einstellung ${name}; es gibt ${choices}`,
    'setting.choice': ({ name, value, choices }) => `${label(name)}: Erlaubt ist eines von ${choices}, nicht ${given(value)}`,
    'setting.range': ({ name, value, low, high, kind }) =>
      `${label(name)}: Erlaubt ist eine ${kind === 'a whole number' ? 'ganze Zahl' : 'Zahl'} zwischen ${said(low)} und ${said(high)}, nicht ${given(value)}`,
    'setting.too-small': ({ name, value, low }) => `${label(name)}: Was nicht null ist, muss mindestens ${exponential(Number(low))} sein, nicht ${value}; mit kleineren Zahlen rechnet Iambic nicht`,
    'setting.fixed': ({ name, value, saved, choices }) => (saved === undefined
      ? `${label(name)} lässt sich nicht zu einem Checkpoint angeben, der mit seinen eigenen Einstellungen weitermacht`
      : `${label(name)} ist im Checkpoint ${saved} und kann beim Weitertrainieren nicht ${value} werden; änderbar sind ${choices}`),
    'setting.heads': ({ nEmbd, nHead }) => `Die Einbettungsgröße ${said(nEmbd)} muss durch die Zahl der Köpfe, ${said(nHead)}, teilbar sein, damit jeder Kopf gleich viel bekommt`,
    'step.too-large': ({ batchSize, blockSize, high }) => `Stapelgröße ${said(batchSize)} mal Blockgröße ${said(blockSize)} ist mehr als die ${said(high)} Tokens, die ein Schritt fassen kann`,
    'model.too-large': ({ value, high, settings }) =>
      `Das Training dieses Modells bräuchte ${said(value)} MB Speicher, erlaubt sind ${said(high)} MB; kleiner zu wählen: ${labelsOf(settings).join(', ').replace(/, ([^,]*)$/, ' oder $1')}`,
    'training.diverged': ({ kept, learningRate }) =>
      `Das Training wurde abgebrochen: In Schritt ${said(Number(kept) + 1)} wurde der Verlust unendlich oder war keine Zahl mehr. Die Gewichte von Schritt ${said(kept)} sind erhalten, eine Lernrate unter ${said(learningRate)} könnte helfen`,

    // Texts
    'model.missing': () => 'Es gibt noch kein Modell; zuerst einen Text öffnen',
    'model.replaced': () => 'Das Modell wurde ersetzt, bevor dies fertig war',
    'text.missing': () => 'Es gibt noch keinen Text; zuerst einen öffnen',
    'text.empty': () => 'Der Text ist leer; ein Modell braucht Zeichen, aus denen es lernen kann',
    'text.one-character': ({ character }) => `Der Text hat nur ein Zeichen, „${character}“; mit weniger als zweien gibt es nichts zu lernen`,
    'text.too-short': ({ blockSize, low, value, unit }) => `Die Blockgröße ${said(blockSize)} verlangt mindestens ${counts(low, unit)}, der Text hat ${said(value)}`,
    'text.part-too-short': ({ part, value, unit, blockSize }) =>
      `Der ${part === 'training' ? 'Trainingsteil' : 'Validierungsteil'} des Textes hat ${counts(value, unit)}, zu wenige für Fenster der Blockgröße ${said(blockSize)}; einen längeren Text oder eine kleinere Blockgröße wählen`,
    'text.characters': ({ high, value }) => (value === undefined
      ? `Der Text hat mehr als ${said(high)} verschiedene Zeichen; aus mehr lernt Iambic nicht`
      : `Der Text hat ${said(value)} verschiedene Zeichen; hier sind höchstens ${said(high)} möglich`),
    'text.not-utf8': ({ offset }) => `Der Text ist nicht in UTF-8: Mit dem Byte bei Offset ${said(offset)} beginnt kein gültiges Zeichen; ${AS_UTF8}`,
    'text.zero-byte': ({ offset }) => `Der Text hat bei Offset ${said(offset)} ein Nullbyte, wie UTF-16, UTF-32 und Dateien, die kein Text sind; ${AS_UTF8}`,
    'text.unknown-character': ({ position, character, known }) => `Zeichen ${said(position)}, „${character}“, ist keines der ${said(known)} Zeichen des Textes, aus dem das Modell lernt`,
    'text.unreadable': ({ why }) => `Der Text war nicht zu lesen: ${why}`,
    'token.range': ({ value, high }) => `Die Token-ID ${said(value)} ist keine ganze Zahl von 0 bis ${said(high)}`,
    'memory': ({ value }) => `Der Speicher reicht nicht${value === undefined ? '' : ` für ${said(value)} Bytes mehr`}; ${SHORTER}`,

    // Saved models
    'checkpoint.unreadable': ({ kind }) => `Diese Datei ist kein Checkpoint, den Iambic öffnen kann: ${DAMAGES[kind]}`,
    'checkpoint.generator': () => 'Der Zustand des Zufallsgenerators ist beschädigt',
    'checkpoint.other-text': ({ saved, value }) => `Der Checkpoint kennt ${characters(saved)} und der Text hat ${said(value)}, aber nicht dieselben; den Text öffnen, mit dem trainiert wurde`,
    'checkpoint.other-model': ({ saved, value }) =>
      `Der Checkpoint enthält ${said(saved)} Gewichte, und diese Einstellungen ergeben ein Modell mit ${said(value)}; die Form eines Modells lässt sich beim Weitertrainieren nicht ändern`,
    'vocabulary.order': () => 'Die Zeichen eines Vokabulars müssen aufsteigend geordnet sein, jedes nur einmal',
    'merges.order': ({ value, token }) => `Verschmelzung ${said(value)} nimmt das Token ${said(token)}, das es da noch nicht gibt`,
    'merges.long': ({ value, length, high }) => `Verschmelzung ${said(value)} ergibt ein Token aus ${characters(length)}; höchstens ${said(high)} sind möglich`,
    'merges.count': ({ value, merges, vocabSize }) => `${characters(value)} und ${counted(Number(merges), 'Verschmelzung', 'Verschmelzungen')} ergeben nicht ${said(vocabSize)} Tokens`,
    'vocabulary.large': ({ vocabSize, high }) => `Ein Vokabular von ${said(vocabSize)} Tokens ist zu groß; das Bigramm fasst höchstens ${said(high)}`,
    'tokenizer.reversal': ({ model, tokenizer }) => `Das Modell ${model} schreibt Zeilen Zeichen für Zeichen rückwärts; als Tokenizer taugt ihm ${tokenizer} nicht, nur char`,
    'vocabulary.small': ({ vocabSize, low }) => `Das Vokabular soll ${said(vocabSize)} Tokens haben, aber der Text hat ${characters(low)}, und jedes ist ein Token`,
    'vocabulary.no-pairs': ({ vocabSize, high }) => `Das Vokabular soll ${said(vocabSize)} Tokens haben, aber nach ${said(high)} Tokens ist der Trainingsteil ein einziges, und es ist kein Paar mehr zu verschmelzen`,

    // What only programs ask for
    'weights.unknown': ({ name, known }) => `Das Modell hat keine Gewichte namens ${name}${known === undefined ? '' : `; es hat ${known}`}`,
    'attention.unknown': ({ layer, head, layers, heads }) => `Das Modell hat ${said(layers)} Schichten Attention mit je ${said(heads)} Köpfen, gezählt ab 0; eine Schicht ${layer} mit einem Kopf ${head} gibt es nicht`,
    'sample.ended': () => 'Der Text lässt sich nicht fortsetzen: Das Modell hat sich geändert, seit er begonnen wurde',
    'share.missing': () => 'Einem Schritt fehlt ein Teil: Er braucht Gradienten und Verlust von jedem Worker',
    'core.bigram-only': () => 'Dieser Trainer kennt nur das Bigramm auf Zeichen; mit complete: true angelegt, kennt einer alle Modelle',
    'argument.unknown': ({ type, name, choices }) => `${type} hat keine Option ${name}${choices ? `; es gibt ${choices}` : ''}`,
    'argument.choice': ({ name, value }) => `${name} kann nicht ${given(value)} sein`,
    'argument.range': ({ name, value, low, high }) => `${[name && `${name}:`, said(value), 'ist nicht erlaubt', low !== undefined && `von ${said(low)}`, high !== undefined && `bis ${said(high)}`].filter(Boolean).join(' ')}`,
    'argument.shape': () => 'Die Arrays haben nicht die Form, die sie haben müssen',
    'argument.empty': () => 'Es fehlt mindestens ein Zeichen',
    'request.unknown': ({ name }) => `Eine Anfrage namens „${name}“ gibt es nicht`,

    // The engine, its workers, its files and the browser
    'engine.failed': ({ why }) => `Der Rechenkern ist ausgefallen und kann nicht weiterarbeiten: ${why}`,
    'worker.ended': () => 'Der Trainings-Worker wurde unerwartet beendet',
    'worker.unreadable': () => 'Eine Nachricht zwischen Seite und Trainings-Worker war nicht zu lesen',
    'worker.failed': ({ why }) => `Der Trainings-Worker ist ausgefallen: ${why}`,
    'worker.silent': ({ value }) => `Der Trainings-Worker hat seit ${said(value)} Sekunden nicht geantwortet: Er wurde beendet oder hängt`,
    'part.missing': ({ name }) => `${name} ließ sich nicht laden`,
    'part.other-version': ({ name }) => `${name} ${SAME_VERSION}`,
    'core.missing': () => 'Dieses Modell braucht iambic-gpt.js, das nicht neben iambic.js liegt',
    'core.other-version': () => `Dieses Modell braucht iambic-gpt.js; das ${SAME_VERSION}`,
    'browser.no-webassembly': () => 'WebAssembly ist hier abgeschaltet, und damit rechnet Iambic: in den Einstellungen des Browsers für diese Seite erlauben',
    'browser.no-simd': () => 'Diesem Browser fehlt WebAssembly SIMD, das Iambic braucht: Chrome 91, Firefox 113, Safari 16.4 und neuere haben es',
    'browser.old': () => 'Dieser Browser ist zu alt für Iambic: Es genügen Chrome 91, Firefox 113, Safari 16.4 und neuere',
    'browser.policy': () => 'Die Content-Security-Policy dieser Seite verbietet WebAssembly: In ihrer script-src erlaubt \'wasm-unsafe-eval\' Iambic zu rechnen',
  }
}
