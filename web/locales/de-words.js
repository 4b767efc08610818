// German: terms, what to see in the figures, and what is noticed in a curve.
import { deLandmarks } from './de-landmarks.js'

/** @type {typeof import('./en-words.js').enWords} */
export const deWords = ({ plain }) => ({
  oneStepSeen: 'ein Schritt',

  terms: {
    loss: 'Wie sehr das Modell im Mittel von dem Zeichen überrascht ist, das wirklich kommt: 0 wäre nie, weniger ist besser.',
    train: 'Der Verlust auf dem Text, aus dem es lernt, als gleitendes Mittel der Stapel.',
    validation: 'Der Verlust auf Text, der ihm vorenthalten wird: ob es die Sprache gelernt hat oder nur diesen Text auswendig.',
    step: 'Eine Berichtigung des ganzen Modells, nachdem ein Stapel Text gelesen wurde.',
    batch: 'Ein paar zufällig gezogene Stücke des Textes, aus denen ein Schritt lernt.',
    learningRate: 'Wie weit ein Schritt die Zahlen des Modells verschiebt: Zu wenig dauert, zu viel kommt nie zur Ruhe.',
    rate: 'Wie viele solche Berichtigungen dieses Gerät in einer Sekunde schafft.',
    batchLoss: 'Der Verlust nur auf den wenigen Textstücken des letzten Schritts; darum springt er.',
    pace: 'Wie viele Schritte pro Sekunde, von einem bis zu so vielen, wie das Gerät schafft.',
    temperature: 'Wie wagemutig es ein Zeichen zieht: Unter 1 geht es auf Nummer sicher, über 1 wagt es etwas.',
    likeliest: 'Es zieht nur unter so vielen der wahrscheinlichsten Zeichen (top-k); die anderen können nicht kommen.',
    parameter: 'Parameter sind die Zahlen, aus denen das Modell besteht; jeder Schritt ändert sie alle ein wenig.',
    layer: 'Eine Schicht (ein Block) ist eine Runde Zurückblicken und Nachdenken; was sie ergibt, geht an die nächste.',
    head: 'Ein Kopf ist eine Art zurückzublicken: Er lernt, welche früheren Zeichen für ihn zählen.',
    attention: 'Attention, Aufmerksamkeit: Jedes Zeichen wägt die vor ihm und nimmt von denen mehr, die zählen.',
    table: 'Eine Zeile ist ein Zeichen und zeigt, für wie wahrscheinlich das Modell jedes andere danach hält.',
    token: 'Ein Token ist, was das Modell auf einmal liest und schreibt: ein Zeichen oder ein Stück eines Wortes.',
    gradient: 'Ein Gradient sagt für jede Zahl des Modells, wohin sie sich bewegen muss, damit der Verlust fällt.',
    checkpoint: 'Ein Checkpoint: das Modell, wie es ist, in einer Datei, von der es aufs Bit genau weitergeht.',
    uniform: 'Der Verlust von jemandem, der nichts weiß und jedes Zeichen gleich oft rät.',
    unigram: 'Der Verlust von jemandem, der weiß, wie oft jeder Buchstabe vorkommt, aber nicht, was davor steht.',
    bigram: 'Der kleinste Verlust für jemanden, der nur den Buchstaben davor sieht: so weit reicht das Zählen von Paaren.',
  },

  termWords: {
    learningRate: 'Lernrate', batch: 'Stapels?', validation: '[Uu]ngelesenem Text|nicht gelesener Text', step: 'Schritt(?:e|en|s)?', parameter: 'Parametern?', loss: 'Verlust(?:es|s)?',
    temperature: 'Temperatur', gradient: 'Gradient(?:en)?', layer: 'Schicht(?:en)?|Bl[oö]cken?|Blöcke', head: 'Kopf|Köpfen?', token: 'Tokens?',
  },

  landmarks: deLandmarks,

  see: {
    loss: (uniform, unigram, bigram) => `Die Linie soll fallen. Wegmarken: ${uniform}, ${unigram}, ${bigram}.`,
    lossAlone: (uniform) => `Die Linie soll fallen. Wegmarke: ${uniform}.`,
    writing: 'Erst Rauschen, dann Buchstaben, die zusammenpassen, dann fast schon Wörter.',
    follows: 'Kräftig sind Buchstabenpaare, die es erwartet.',
    looksBack: 'Kräftig: wovon jede Zeile nimmt, wenn sie zurückblickt.',
    looksAcross: 'Umgedreht läuft es kräftig von Ecke zu Ecke.',
  },

  noticed: {
    'too-high': (rate) => `Der Verlust springt, statt zu fallen: Eine Lernrate von ${plain(rate)} ist zu hoch.`,
    'overfits': () => 'Es lernt auswendig (Overfitting): Gelesenes fällt ihm leichter, nicht gelesener Text schwerer.',
    'flat': () => 'Es wird nicht mehr besser: Weitere Schritte dieser Art ändern kaum noch etwas.',
  },
})
