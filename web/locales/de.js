// German: what the first frame says; what the chart says; and the part that holds the language. Numbers and forms of address are neutral.
import { deChapters } from './de-chapters.js'
import { deErrors } from './de-errors.js'
import { deLandmarks } from './de-landmarks.js'
import { deLesson } from './de-lesson.js'
import { deLessonMaker } from './de-lesson-maker.js'
import { deInside } from './de-inside.js'
import { deSubwords } from './de-subwords.js'
import { deLoss } from './de-loss.js'
import { deNext } from './de-next.js'
import { dePanels } from './de-panels.js'
import { deStep } from './de-step.js'
import { formatOf } from './format.js'

const format = formatOf('de')
const { counted, duration, fixed, grouped, nats, plain, roughly } = format
const afterSteps = (/** @type {number} */ count) => `Nach ${counted(count, 'Schritt', 'Schritten')}`
const missing = (/** @type {string} */ part, /** @type {string} */ why) => `${part} fehlt (${why}); das Modell trainiert auch so.`

const settingLabels = {
  preset: 'Stufe', model: 'Modell', steps: 'Schritte', learningRate: 'Lernrate', batchSize: 'Stapelgröße', blockSize: 'Blockgröße', nLayer: 'Schichten', nHead: 'Köpfe',
  nEmbd: 'Einbettungsgröße', dropout: 'Dropout', activation: 'Aktivierung', attentionScale: 'Skalierung der Scores', warmupSteps: 'Aufwärmschritte',
  decaySteps: 'Abklingschritte', minLearningRate: 'kleinste Lernrate', beta2: 'beta2', weightDecay: 'Weight Decay', decayed: 'Weight Decay für',
  gradClip: 'Gradientengrenze', workers: 'Worker', seed: 'Startwert', holdback: 'zurückgehaltene Zeichen', tokenizer: 'Tokenizer', vocabSize: 'Vokabular', temperature: 'Temperatur', pace: 'Tempo',
}

/** @type {import('./en.js').Strings} */
const de = {
  language: 'de',
  format,

  // The page
  useShakespeare: 'tiny Shakespeare verwenden',
  useAnotherText: 'anderer Text',
  anotherText: 'Ein anderer Text',
  settings: 'Einstellungen',
  settingsPanel: 'Alle Einstellungen',
  startAgain: 'Damit neu beginnen',
  missingPart: (name, why) => missing(name === 'chart' ? 'Das Diagramm' : 'Dieser Bereich', why),

  // The text it learns from
  corpusNames: { 'tiny Shakespeare': 'tiny Shakespeare', 'built-in sample': 'eingebaute Probe', 'Pasted text': 'Eingefügter Text' },
  learningFrom: (name, characters) => `lernt aus: ${name}, ${grouped(characters)} Zeichen`,
  shakespeareComes: ' (tiny Shakespeare ist unterwegs)',
  shakespeareCame: ' (tiny Shakespeare ist da)',
  shakespeareMissing: ' (tiny Shakespeare wurde nicht gefunden)',
  reading: (bytes, total) => `${fixed(bytes / 1e6, 1)} von ${fixed(total / 1e6, 1)} MB gelesen`,

  // The ladder
  model: 'Modell',
  rungs: 'Stufe der Leiter',

  // Buttons, numbers and pace
  training: 'Steuerung des Trainings',
  train: 'Trainieren',
  pause: 'Anhalten',
  goOnTraining: 'Fortsetzen',
  trainOn: 'Weiter',
  oneStep: 'Schritt',
  reset: 'Von vorn',
  step: 'Schritt',
  stepOf: (step, target) => `${step} von ${target}`,
  stepsPerSecond: 'Schritte/s',
  time: 'Zeit',
  batchLoss: 'Verlust im Stapel',
  paceFull: (seconds) => `so schnell, wie dieses Gerät kann${seconds === undefined ? '' : `: insgesamt etwa ${duration(seconds)}`}`,
  paceAt: (rate, slower, seconds) => {
    const pace = rate === 1 ? 'ein Schritt pro Sekunde' : `${roughly(rate)} Schritte pro Sekunde`
    const made = slower === undefined ? '' : `, von denen dieses Gerät ${roughly(slower)} schafft`
    return `${pace}${made}${seconds === undefined ? '' : `${made ? ':' : ','} insgesamt etwa ${duration(seconds)}`}`
  },

  // The loss chart
  loss: 'Verlust',
  trainLoss: 'Training',
  valLoss: 'Validierung',
  logSteps: 'Schritte logarithmisch',
  chart: 'Verlust über den Schritten. Mit den Pfeiltasten lässt er sich ablesen.',

  // The text it writes
  writing: 'was es jetzt schreibt',
  newText: 'neuer Text',
  beginsWith: 'beginnt mit',
  anything: 'beliebig',
  amongLikeliest: (field) => `unter den wahrscheinlichsten ${field}`,
  all: 'alle',
  writtenText: 'Vom Modell geschriebener Text',
  charactersPerSecond: (rate) => `${roughly(rate)} Zeichen pro Sekunde`,
  likeliestNotWhole: (given) => `Die Anzahl der wahrscheinlichsten Zeichen muss eine ganze Zahl sein, nicht ${given}`,

  // The status line
  statusLoading: 'Wird vorbereitet.',
  gettingReady: (preset) => `Das Modell ${preset} wird vorbereitet.`,
  statusIdle: (parameters) => `${counted(parameters, 'Zahl', 'Zahlen')}, zufällig gezogen. Noch nichts gelernt: „Trainieren“ beginnt.`,
  statusTraining: (read, unread) => `Trainiert wird mit ${read === 1 ? 'dem ersten' : `den ersten ${grouped(read)}`} Zeichen${unread > 0 ? `; die übrigen ${grouped(unread)} bleiben für die Prüfung` : ''}.`,
  statusLearned: (step) => `Dieses Modell hat schon ${counted(step, 'Schritt', 'Schritte')} gelernt.`,
  statusPaused: (step, loss) => `${afterSteps(step)} angehalten. Der letzte Stapel hatte einen Verlust von ${nats(loss)}.`,
  result: (step, seconds, loss) => `${afterSteps(step)}${seconds === undefined ? '' : ` in ${duration(seconds)}`} beträgt der Verlust ${nats(loss)}`,
  stoppedWithoutReason: 'Das Training wurde ohne Angabe von Gründen abgebrochen.',
  reachedStep: (step) => `Es war bei Schritt ${grouped(step)} angelangt.`,
  weightsKept: 'Die letzten brauchbaren Gewichte sind noch da.',

  // What goes wrong
  errors: deErrors(format, settingLabels),
  problems: {
    'no-model-yet': () => 'Es gibt noch kein Modell zum Trainieren',
    'no-text-yet': () => 'Es ist noch kein Text da; zuerst den öffnen, aus dem das Modell gelernt hat',
    'text-unusable': (name, why) => `${name} lässt sich nicht verwenden: ${why}`,
    'file-not-opened': (name, why) => `${name} lässt sich nicht öffnen: ${why}`,
    'no-setting': (name) => `Es gibt keine Einstellung ${name}`,
  },
  whyNot: {},
  settingMustBe: (label, allowed, given) => `${label}: Erlaubt ist ${allowed}, nicht ${given || 'ein leeres Feld'}`,
  oneOf: (words) => (words.length > 2 ? `eines von ${words.join(', ')}` : words.join(' oder ')),
  numberIn: ({ words, whole, low, high, aboveLow }) => {
    const range = aboveLow ? `über ${plain(low)}, höchstens ${plain(high)}` : `von ${plain(low)} bis ${plain(high)}`
    return `${words.map((word) => `${word} oder `).join('')}eine ${whole ? 'ganze Zahl' : 'Zahl'} ${range}`
  },

  // Settings
  settingLabels,
  settingWords: { auto: 'auto', full: 'voll', all: 'alle', matrices: 'Matrizen' },
}

const loss = deLoss(format)
const { lossTold } = loss

/** @type {typeof import('./en-chart.js').enChart} */
const deChart = () => ({
  ...loss,
  chartWith: (points) => `Verlust über den Schritten${points.length > 0 ? `: ${points.join('; ')}` : ''}. Mit den Pfeiltasten lässt er sich ablesen; eine Tabelle steht weiter unten.`,
  chartPoint: (step, train, val) => `bei Schritt ${grouped(step)} Training ${lossTold(train)}, Validierung ${lossTold(val)}`,
  chartSpoken: (step, train, val) => `Schritt ${step === null ? '' : grouped(step)}: Training ${lossTold(train)}, Validierung ${lossTold(val)}`,
  atStep: (step) => `bei Schritt ${grouped(step)}`,
  baselines: deLandmarks,
  expectedShort: (loss) => `erwartet ${nats(loss)}`,
  expectedAtEnd: (loss) => `am Ende erwartet: etwa ${nats(loss)}`,
  earlierRun: (run, step, val) => `${run}, ${counted(step, 'Schritt', 'Schritte')}, Val. ${nats(val)}`,
  clear: 'leeren',
})

/** @type {typeof import('./en-texts.js').enTexts} */
const texts = {
  corpusNames: { 'Text of this lesson': 'Text dieser Lektion' },
  problems: {
    'not-shakespeare': (address) => `Unter ${address} liegt nicht tiny Shakespeare`,
    'shakespeare-not-beside': () => 'Tiny Shakespeare liegt nicht neben dieser Seite.',
    'not-an-address': (given) => `Das Attribut src muss die Adresse eines Textes sein, nicht ${given}`,
    'text-not-loaded': (name, why) => `Der Text ${name} ließ sich nicht laden: ${why}`,
    'named-text-unusable': (name, why) => `Der Text ${name} lässt sich nicht verwenden: ${why}`,
  },
  whyNot: {
    'files-only': () => 'Eine als Datei geöffnete Seite darf keine anderen Dateien lesen; den Text über „anderer Text“ öffnen oder beides auf einen Webserver legen',
    'no-answer': (host) => `${host} antwortet nicht`,
    'no-answer-to-us': (host) => `${host} antwortet nicht oder lässt andere Seiten nicht lesen (CORS)`,
    'answered': (host, status) => `${host} hat mit ${status} geantwortet`,
  },
}

export default {
  strings: de, chart: deChart, panels: dePanels, next: deNext, step: deStep, inside: deInside, subwords: deSubwords, chapters: deChapters,
  lesson: deLesson, lessonMaker: deLessonMaker, texts,
}
