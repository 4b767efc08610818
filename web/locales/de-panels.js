// German: what the panels say, and what comes of a run.
import { deFigures } from './de-figures.js'
import { deLoss } from './de-loss.js'
import { deShares } from './de-shares.js'
import { deStory } from './de-story.js'
import { deWords } from './de-words.js'

const NUMBERS = ['null', 'eine', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun']

/** @param {import('./format.js').Format} format */
const words = (format) => ({ ...deFigures(format), ...deShares(format), ...deLoss(format), ...deStory(format), ...deWords(format) })

/** @type {typeof import('./en-panels.js').enPanels} */
export const dePanels = (
  format, more = words(format), { counted, grouped, nats, plain } = format, { lossBriefly, lossTold, percent, tokenOr, unsureAmong, unsureShort } = more,
) => ({
  ...more,

  // What came of a run, and what to try next
  milestones: ['Ein Viertel ist geschafft', 'Die Hälfte ist geschafft', 'Drei Viertel sind geschafft'],
  milestone: (way, loss) => `${way}: Der Verlust liegt bei etwa ${nats(loss)}, ${unsureShort(loss)}.`,
  resultWorse: (result, loss, guessing, why) => `${result}: ${unsureAmong(loss)}. Das ist mehr als beim Raten, das ${lossTold(guessing)} kostet. ${why}.`,
  overshoots: (rate) => `Bei einer Lernrate von ${plain(rate)} schießt jeder Schritt über das Ziel hinaus`,
  hardlyMoves: (rate) => `Bei einer Lernrate von ${plain(rate)} bewegt es sich kaum`,
  onlyBegun: 'Es hat gerade erst begonnen',
  resultOfBigram: (result, loss, best, info) => `${result} auf dem Gelesenen: ${unsureAmong(loss)}. Unter ${lossTold(best)} kommt ein Modell nicht, das nur ${tokenOr(info, 'einen Buchstaben', 'ein Token')} sieht.`,
  resultRead: (result, loss) => `${result}: ${unsureAmong(loss)}.`,
  resultUnread: (result, loss, unread, expected) =>
    `${result}: ${unsureAmong(loss)}. Auf ungelesenem Text sind es ${lossTold(unread)}${expected === undefined ? '' : `, erwartet waren ${lossBriefly(expected)}`}.`,
  pausedAt: (step, loss) => `Nach ${counted(step, 'Schritt', 'Schritten')} angehalten, bei einem Verlust von etwa ${nats(loss)}: ${unsureAmong(loss)}.`,
  soFar: {
    uniform: (loss) => `Gelernt hat es noch nichts: Blindes Raten ist ebenso gut, mit ${lossTold(loss)}.`,
    unigram: (_, info) => `Es lernt gerade, wie oft jedes ${tokenOr(info, 'Zeichen')} vorkommt.`,
    bigram: (loss, info) => `Es weiß, wie oft jedes ${tokenOr(info, 'Zeichen')} vorkommt, bei ${lossTold(loss)}, und lernt nun, welche aufeinander folgen.`,
    pairs: (loss, info) => `Es weiß fast alles, was ${tokenOr(info, 'der Buchstabe', 'das Token')} davor verrät: ${lossTold(loss)}.`,
    beyond: (loss, info) => `Es weiß, welche ${tokenOr(info, 'Zeichen')} aufeinander folgen, bei ${lossTold(loss)}, und nutzt, was weiter zurückliegt.`,
  },
  learnedFromAnother: (step) => `Dieses Modell hat ${counted(step, 'Schritt', 'Schritte')} aus einem anderen Text mit denselben Zeichen gelernt; mit diesem geht es weiter.`,
  againFull: 'Noch einmal, mit vollem Tempo', trainMore: (more) => `${grouped(more)} Schritte mehr`,
  tryAnotherText: 'Einen anderen Text versuchen', restart: 'Neu starten', resetWithRate: (rate) => `Von vorn, mit Lernrate ${plain(rate)}`,

  // A run that was interrupted
  interrupted: (run, text, step, target) => `Ein Lauf von ${run}${text === undefined ? '' : ` auf ${text}`} wurde bei Schritt ${grouped(step)} von ${grouped(target)} unterbrochen.`,
  textNotAtHand: 'Zum Fortsetzen seinen Text wieder öffnen, der gerade nicht da ist.',
  textTooLong: 'Zum Fortsetzen seinen Text wieder öffnen, der zum Aufbewahren zu lang war.',
  answers: { goOn: 'Weitermachen', forget: 'Vergessen' },

  // What a control does
  tips: {
    step: 'Ein Schritt: Ein Stapel wird gelesen, das Modell einmal berichtigt.',
    reset: 'Zurück zum ungelernten Modell, mit den jetzigen Einstellungen.',
    pace: 'Wie viele Schritte pro Sekunde, von einem bis zu so vielen, wie das Gerät schafft; lässt sich auch während des Trainings verschieben.',
    temperature: 'Unter 1 geht es auf Nummer sicher, über 1 wagt es etwas.',
  },

  // What the model would write next
  whatComesNext: 'was als Nächstes kommt', seeInside: 'In das Modell hineinsehen', lettersOrPieces: 'Buchstaben oder Wortteile?',

  // Keys
  keys: 'Tasten', keysPanel: 'Tastenkürzel',
  keyNames: { space: 'Leertaste', escape: 'Esc' },
  keyDoes: {
    space: 'trainieren, anhalten', s: 'ein Schritt', r: 'von vorn', n: 'neuer Text', help: 'diese Liste', escape: 'Liste schließen',
    arrows: 'Diagramm oder Tabelle ablesen',
  },
  isLocked: 'Von dieser Lektion vorgegeben.',
  someLocked: 'Die gestrichelten Felder gibt diese Lektion vor; ein gespeichertes Modell, das eigene Einstellungen mitbringt, lässt sich hier nicht öffnen.',
  modelLocked: 'Diese Lektion gibt vor, woraus ihr Modell besteht: Kein anderes lässt sich öffnen',
  textLocked: 'Diese Lektion hat ihren Text gewählt.',
  singleKeys: 'Buchstaben, Leertaste und ? bewirken das',
  throwsAway: (step) => `Von vorn zu beginnen verwirft ${counted(step, 'Schritt', 'Schritte')}.`,
  keepIt: 'Behalten',

  // Another text, and a lesson
  makeLesson: 'Lektion erstellen',
  dropHint: 'Loslassen, und es lernt aus dieser Datei.',
  anyText: 'Jeder Text in UTF-8 geht: eine Datei irgendwo hierher ziehen, eine öffnen oder einen Text einfügen.',
  shakespeareNotFound: 'Tiny Shakespeare liegt nicht neben dieser Seite; an seiner Stelle steht die eingebaute Probe. Jeder Text in UTF-8 geht: eine Datei irgendwo hierher ziehen, eine öffnen oder einen Text einfügen.',
  openFile: 'Datei öffnen …',
  takeShakespeare: 'Tiny Shakespeare verwenden',
  fetchShakespeare: 'Tiny Shakespeare von raw.githubusercontent.com holen',
  takeSample: 'Die eingebaute Probe verwenden',
  pasteText: 'oder hier einen Text einfügen',
  useThisText: 'Diesen Text verwenden',

  // Settings
  settingHelp: {
    model: 'Welche Stufe der Leiter lernt.',
    steps: 'Wie viele Schritte trainiert wird. Jederzeit änderbar.',
    learningRate: 'Wie weit ein Schritt die Gewichte bewegt: Zu wenig ist langsam, zu viel kommt nie zur Ruhe.',
    batchSize: 'Aus wie vielen Textstücken das Modell in einem Schritt lernt.',
    blockSize: 'Wie viele Zeichen jedes Stück hat.',
    holdback: 'Bei 1 werden die Stapel wie in den Notizen gezogen, bei 0 wie in der Vorlesung.',
    nLayer: 'Wie viele Blöcke aufeinanderstehen.',
    nHead: 'Wie viele Köpfe zurückblicken, jeder mit eigenen Augen.',
    nEmbd: 'Mit wie vielen Zahlen das Modell ein Zeichen beschreibt, während es rechnet.',
    dropout: 'Welcher Anteil der Zahlen zufällig vergessen wird, damit nichts auswendig gelernt wird.',
    activation: 'Der Knick zwischen den beiden Schichten des Feedforward-Teils.',
    attentionScale: 'Die Scores werden durch die Wurzel hieraus geteilt: das erste im Code der Vorlesung, das zweite im Artikel.',
    warmupSteps: 'Über wie viele Schritte die Lernrate von null ansteigt.',
    decaySteps: 'Bis zu welchem Schritt die Lernrate entlang eines Kosinus fällt; bei 0 bleibt sie.',
    minLearningRate: 'Wo der Fall der Lernrate endet.',
    tokenizer: 'Was ein Token ist: „char“ ein Zeichen, „bpe“ auch, was aus den häufigsten Paaren wird (Byte-Pair-Encoding).',
    vocabSize: 'Wie viele Tokens es mit „bpe“ gibt: die Zeichen des Textes und was aus ihnen wird.',
    beta2: 'Wie lange AdamW sich die Größe der Gradienten merkt.',
    weightDecay: 'Wie stark Gewichte gegen null gezogen werden.',
    decayed: 'Welche Gewichte gezogen werden.',
    gradClip: 'Längere Gradienten werden hierauf gekürzt; bei 0 bleiben sie.',
    workers: 'Wie viele gemeinsam trainieren, jeder mit seinem Teil des Stapels; „auto“ probiert, was am schnellsten ist. Ein laufender Lauf behält seine.',
    seed: 'Beginn der Zufallszahlen; derselbe Startwert ergibt denselben Lauf, bis aufs Bit.',
  },
  needsNewStart: 'Eine Änderung verlangt einen neuen Start.',
  saveModel: 'Modell speichern',
  openModel: 'Gespeichertes Modell öffnen …',
  backToDefaults: 'Zurück zu den Vorgaben',
  notSaved: (why) => `Das Modell lässt sich nicht speichern: ${why}`,
  pending: (labels) => `Ab dem nächsten Start gilt neu: ${[labels.slice(0, -1).join(', '), labels[labels.length - 1]].filter(Boolean).join(' und ')}; bis dahin trainiert das Modell wie bisher.`,
  didYouMean: (problem, name) => `${problem}; war ${name} gemeint?`,

  // The heat map
  follows: 'was auf was folgt',
  followsAxes: 'Zeile: was gelesen wurde; Spalte: was folgt',
  followsNote: (shown, all) => `die ${shown} häufigsten von ${all}`,
  comesAfter: (first, next, share) => `Nach ${first} kommt ${next}: ${percent(share)}.`,
  countedInText: (share) => `Im Text gezählt: ${percent(share)}.`,
  looksBack: 'worauf es zurückblickt',
  looksBackAxes: 'Zeile: was gelesen wird; Spalte: wohin es blickt',
  looksAcross: 'wohin es blickt',
  looksAcrossAxes: 'Zeile: was zu schreiben ist; Spalte: wohin es blickt',
  cannotSee: (at) => `Beim Lesen von ${at} ist nicht zu sehen, was später kommt.`,
  maskHides: 'Die Maske verdeckt es.',
  itself: 'sich selbst',
  looksAt: (at, seen) => `Beim Lesen von ${at} blickt es auf ${seen}.`,
  looksMostAt: (at, seen) => `Beim Lesen von ${at} blickt es am meisten auf ${seen}.`,
  writingLooksAt: (at, seen) => `Um ${at} zu schreiben, blickt es auf ${seen}.`,
  writingLooksMostAt: (at, seen) => `Um ${at} zu schreiben, blickt es am meisten auf ${seen}.`,
  mostAt: (seen) => `Am meisten auf ${seen.join(', ')}.`,
  nextAt: (seen) => `Danach auf ${seen.join(', ')}.`,
  layer: 'Schicht', head: 'Kopf',
  whichTable: 'welche Tabelle', learned: 'gelernt', counted: 'gezählt',
  heatMap: 'Heatmap',
  tableOfShares: 'Eine Tabelle von Anteilen: Jede Zeile ist ein Zeichen. Die Pfeiltasten gehen von Zelle zu Zelle.',
  tableNamed: (title, axes) => `${title}, ${axes}. Die Pfeiltasten gehen von Zelle zu Zelle.`,

  // How it learns
  howItLearns: 'Wie es lernt',
  oneLine: (count) => `Eine Zeile Text, ${count}`,
  questions: (count) => `${NUMBERS[count]} ${count === 1 ? 'Frage' : 'Fragen'}`,
  takeBackwards: 'Man nehme die Zeichen einer Zeile, wie der Decoder sie schreibt: rückwärts.',
  takeCharacters: (count) => `Man nehme ${NUMBERS[count]} Zeichen des Textes.`,
  everyOneAsks: 'Jedes von ihnen außer dem letzten fragt: Was kommt danach?',
  contextAndTarget: 'Kontext und Ziel jeder Zeile',
  targetAt: (t, target) => `t = ${t}, Ziel ${target}`,
  triangle: `Die gefüllten Felder sind das, was eine Zeile sehen darf, das umrandete ist die Antwort, die sie erraten muss. Sind alle Zeilen ausgefüllt, entsteht ein Dreieck:
      die <em>Maske</em>, <code>tril</code> in den Notizen. Sie verdeckt alles, was rechts davon steht, damit keine Zeile ihre eigene Antwort lesen kann, und ein Durchgang durch
      die Zeichen trainiert alle Zeilen zugleich. Ein Bigramm nutzt nur das letzte gefüllte Feld jeder Zeile, Attention das ganze Dreieck.`,
  whatFIs: 'Was <code>F</code> ist',
  functional: (embedding) => `<code>torch.nn.functional</code>: Funktionen, die nichts besitzen. <code>nn.Embedding</code> ist eine Schicht und bewahrt Zahlen auf, die das Training verändert:
      ${embedding}. <code>F.softmax</code> und <code>F.cross_entropy</code> bewahren nichts auf, sie rechnen nur: Aus Scores werden
      Wahrscheinlichkeiten, und der Verlust ist der Mittelwert von −ln(Wahrscheinlichkeit des richtigen Zeichens).`,
  embeddingHas: (sum, all) => `hier ${sum}${all === undefined ? '' : ` von insgesamt ${grouped(all)}`}`,
  guessingCosts: (count, cost) => `Raten unter ${count} kostet ${cost}.`,
  surpriseWorse: (loss) => `Dieses Modell steht bei ${nats(loss)}: ${unsureAmong(loss)}. Das ist schlechter als Raten, denn es ist sich falscher Zeichen sicher.`,
  surprise: (loss) => `Dieses Modell steht bei ${nats(loss)}: ${unsureAmong(loss)}, die alle gleich wahrscheinlich sind.`,
  whyT: 'Warum T nicht block_size ist',
  lengthOfT: (batch) => `<code>block_size</code> ist die Länge eines Trainingsbeispiels; T ist die Länge dessen, was gerade auf dem Tisch liegt. Beim Training stimmen beide überein:
      Ein Stapel ist B\u202f×\u202fT = ${batch}. Beim Schreiben nicht: Es beginnt mit einem Zeichen, T = 1, nimmt das gezogene hinzu,
      T = 2, und so weiter: 3, 4, 5, … Ein Bigramm sieht nur das letzte Zeichen, ihm ist jedes T recht. Ein GPT hat über Stellen jenseits
      von block_size nichts gelernt und liest darum höchstens die letzten block_size Zeichen.`,
  whyMoreLines: 'Warum ein Stapel mehr als vier Zeilen hat',
  fourLines: (guesses) => `Vier Zeilen, wie anfangs in den Notizen, sind gut anzusehen. Zum Lernen sind es wenige: Der Schritt folgt dem Mittel über alle Rateversuche eines Stapels, und
      ${guesses} Versuche sagen wenig über eine Sprache.`,
  guessesTaken: (product) => `Dieses Modell nimmt ${product}.`,
  moreGuesses: (product, times, root) => `Dieses Modell nimmt ${product}, ${plain(times)}-mal so viele: Ein solches Mittel streut etwa um den Faktor ${root} weniger, jeder Schritt zeigt also genauer bergab. Ein Schritt kostet mehr Rechenarbeit, aber alle Zeilen werden gemeinsam berechnet.`,
  scatter: (guesses, deviation, share) => `In diesem Lauf hat ein Stapel ${counted(guesses, 'Rateversuch', 'Rateversuche')}, und die letzten Verluste streuen um ±\u202f${nats(deviation)} um ihr Mittel, das sind ${percent(share)} davon.`,

  // Are the gradients right?
  gradients: 'Stimmen die Gradienten?',
  gradientsProse: `Das Training folgt Gradienten, die von Hand hergeleitet sind. Sie lassen sich prüfen: ein Gewicht ein wenig hinauf- und hinunterbewegen, sehen, wie sehr sich der
  Verlust ändert, und vergleichen.`,
  checkGradients: 'Gradienten prüfen',
  gradientsTable: 'Gradienten, Tensor für Tensor',
  gradientHeadings: ['Tensor', 'Zahlen', 'geprüft', 'größter Gradient', 'größter Unterschied', 'Urteil'],
  verdicts: ['✓ stimmt', 'weicht ab'],
  checking: 'Wird geprüft.',
  checkedSoFar: (count) => `Prüfung läuft: bisher ${counted(count, 'Tensor', 'Tensoren')}.`,
  allAgree: (tensors, numbers) => `${tensors === 1 ? 'Der eine Tensor stimmt' : `Alle ${grouped(tensors)} Tensoren stimmen`} mit der Messung überein, geprüft an ${counted(numbers, 'Zahl', 'Zahlen')}.`,
  someDiffer: (wrong, all) => `${counted(wrong, 'Tensor', 'Tensoren')} von ${all} ${wrong === 1 ? 'weicht' : 'weichen'} von der Messung ab.`,

  tokens: (count, info) => `${grouped(count)} ${tokenOr(info, 'Zeichen')}`,
  lossUnit: 'Verluste in', units: { nats: 'Nats je Zeichen', bits: 'Bits je Zeichen' },
  // The figures as tables
  tables: 'Die Abbildungen als Tabellen', losses: 'Verluste', largestShares: 'Die größten Anteile',
  lossHeadings: ['Schritt', 'Training', 'Validierung'], shareHeadings: ['Zeile', 'am häufigsten', 'an zweiter Stelle', 'an dritter Stelle'],
  sharesTable: (title, axes) => `${title} (${axes})`,

  // Beneath a printed figure
  printedSteps: (count) => counted(count, 'Schritt', 'Schritte'),
  printedText: (name, characters) => `${name}, ${counted(characters, 'Zeichen', 'Zeichen')}`,
})
