// German: the ladder as a story.
import { deLoss } from './de-loss.js'
import { isKnown } from './format-panels.js'

/** @type {typeof import('./en-story.js').enStory} */
export const deStory = (format, { lossTold, unsureAmong, unsureShort } = deLoss(format), { counted, duration, grouped, nats } = format) => ({
  // What a rung is about
  stories: {
    'bigram': 'Eine einzige Tabelle: Jedes Zeichen wird aus dem davor erraten.',
    'self-attention': 'Ein Kopf blickt auf die letzten acht Zeichen zurück und sucht heraus, was zählt.',
    'multi-head': 'Vier kleine Köpfe achten gleichzeitig auf Verschiedenes.',
    'feed-forward': 'Nach dem Zurückblicken denkt jede Stelle für sich weiter.',
    'blocks': 'Drei Runden Blicken und Denken; was jede ergibt, wird zum schon Gewussten addiert.',
    'layer-norm': 'Jede Runde beginnt mit Zahlen gleicher Größenordnung und lernt dadurch gleichmäßiger.',
    'gpt': 'Ein kleines GPT: vier Blöcke, die 32 Zeichen zurückblicken.',
    'nanogpt-cpu': 'Das Rezept von nanoGPT für einen Laptop: breiter, 64 Zeichen Rückblick, eine Lernrate, die steigt und wieder fällt.',
    'reverse': 'Ein Encoder liest eine Zeile; ein Decoder blickt zu ihm hinüber und schreibt sie rückwärts.',
  },
  hereWith: (changes) => `Hier mit: ${changes}.`,
  parameters: (count) => counted(count, 'Parameter', 'Parameter'),
  expectedLoss: (loss) => `erwarteter Verlust etwa ${nats(loss)}, ${unsureShort(loss)}`,
  bestLoss: (loss) => `bester Verlust ${nats(loss)}, ${unsureShort(loss)}`,
  isUnsure: (loss) => (isKnown(loss) ? `Bei ${nats(loss)} ist es ${unsureAmong(loss)}.` : ''),
  lossesTold: 'Verluste, in Klammern: so unsicher wie unter so vielen Zeichen',
  whatIsNewHere: 'was hier neu ist',

  // The row of rungs
  plainNames: {
    'bigram': 'ein Zeichen', 'self-attention': 'zurückblicken', 'multi-head': 'vier Köpfe', 'feed-forward': 'nachdenken', 'blocks': 'drei Runden', 'layer-norm': 'gleichmäßig',
    'gpt': 'GPT', 'nanogpt-cpu': 'Laptop-GPT', 'reverse': 'zwei Folgen',
  },
  numbered: (number, name) => `${number} ${name}`,
  otherTask: (loss) => `${loss}, andere Aufgabe`,
  rungSpoken: (numbered, name, loss) => `${numbered}, ${name}${loss && `, bester Verlust ${loss}`}`,

  // Before a run
  howFar: 'Wie weit wird der Verlust fallen?',
  about: (loss) => `etwa ${nats(loss, 1)}`,
  youSay: (loss) => `Geraten ist etwa ${nats(loss, 1)}, ${unsureShort(loss)}. Ein Druck auf „Trainieren“ zeigt es.`,

  // After it
  youSaid: (said, came) => `Geraten war etwa ${nats(said, 1)}: Auf ungelesenem Text wurden es ${lossTold(came)}.`,
  youSaidOf: (said) => `Geraten war etwa ${nats(said, 1)}.`,
  shortOfSteps: (steps, expected) => `Zu dieser Sprosse gehören ${counted(steps, 'Schritt', 'Schritte')}${expected === undefined ? '' : `; sie kommt auf etwa ${lossTold(expected)}`}.`,
  shortOfLoss: (expected) => `Mit ihren eigenen Einstellungen kommt diese Sprosse auf etwa ${lossTold(expected)}.`,
  limits: {
    'self-attention': ({ own }) => `Ein Kopf kann unter den letzten ${grouped(own.blockSize)} Zeichen nur nach einem suchen.`,
    'multi-head': () => 'Es blickt gut zurück, denkt aber über das Gesehene nicht nach.',
    'feed-forward': () => 'Eine einzige Runde Blicken und Denken ist bald ausgeschöpft.',
    'blocks': () => 'Von Runde zu Runde schwanken seine Zahlen, darum lernt es ungleichmäßig.',
    'layer-norm': ({ own }) => `Es lernt gleichmäßig, sieht aber weiterhin nur ${grouped(own.blockSize)} Zeichen.`,
    'gpt': ({ own }) => `Ein kleines GPT, das ${grouped(own.blockSize)} Zeichen sieht, holt schon fast alles aus seiner Größe heraus.`,
    'nanogpt-cpu': () => 'Weiter oben gibt es nur mehr vom Gleichen: breiter, tiefer, länger.',
  },
  adds: {
    'self-attention': () => 'Nun darf es zurückblicken.',
    'multi-head': ({ next }) => `Nun bekommt es ${grouped(next.nHead)} davon.`,
    'feed-forward': () => 'Nun darf jede Stelle für sich nachdenken.',
    'blocks': ({ next }) => `Nun folgen ${grouped(next.nLayer)} Runden aufeinander, und was jede findet, wird addiert.`,
    'layer-norm': () => 'Nun werden sie vor jeder Runde auf eine Größe gebracht.',
    'gpt': ({ own, next }) => `Nun sieht es ${grouped(next.blockSize)}, mit ${grouped(next.nLayer)} Runden, die ${grouped(next.nEmbd / own.nEmbd)}-mal so breit sind.`,
    'nanogpt-cpu': ({ own, next, seconds }) => `Das Rezept von nanoGPT sieht ${grouped(next.blockSize)} und ist ${grouped(next.nEmbd / own.nEmbd)}-mal so breit${seconds === undefined ? '' : `; hier dauert es etwa ${duration(seconds)}`}.`,
    'reverse': () => 'Eine andere Aufgabe braucht ein anderes Modell: Eine Folge geht hinein, eine andere kommt heraus.',
  },
  next: {
    'self-attention': () => 'Weiter: zurückblicken lassen \u2192',
    'multi-head': ({ nHead }) => `Weiter: ${grouped(nHead)} Köpfe \u2192`,
    'feed-forward': () => 'Weiter: nachdenken lassen \u2192',
    'blocks': ({ nLayer }) => `Weiter: ${grouped(nLayer)} Runden \u2192`,
    'layer-norm': () => 'Weiter: gleichmäßig lernen \u2192',
    'gpt': () => 'Weiter: ein kleines GPT \u2192',
    'nanogpt-cpu': () => 'Weiter: ein GPT für den Laptop \u2192',
    'reverse': () => 'Etwas anderes: rückwärts schreiben \u2192',
  },
})
