// German: what the panel says in which a teacher makes a lesson.

/** @type {typeof import('./en-lesson-maker.js').enLessonMaker} */
export const deLessonMaker = ({ counted, grouped }) => ({
  standsAt: (model) => `Eine Lektion für die eigene Seite oder den eigenen Kurs. Modell und Einstellungen sind die dieser Seite, wie sie jetzt steht: ${model}. Wer oben ein anderes Modell oder andere Einstellungen wählt, ändert auch die Lektion.`,

  shown: 'Was zu sehen ist',
  parts: {
    ladder: 'die Leiter der Modelle', controls: 'Knöpfe und Tempo', settings: 'die Einstellungen', source: 'der Name des Textes und wie ein anderer gewählt wird', status: 'was geschieht, in einem Satz',
    step: '„ein Schritt“: was er an einer Zeile ändert, sobald „Schritt“ gedrückt ist',
    loss: 'die Kurve des Verlusts', table: 'die Tabelle: was auf was folgt oder worauf geblickt wird', writing: 'was das Modell schreibt', ask: 'womit der Text beginnt', next: '„was als Nächstes kommt“: wahrscheinliche Zeichen, und wie eines gezogen wird', inside: '„In das Modell hineinsehen“: seine Teile und der Weg eines Zeichens hindurch', subwords: '„Buchstaben oder Wortteile?“: ein Regler für das Vokabular', answers: '„Wie es lernt“', gradients: 'die Prüfung der Gradienten',
  },
  nothingShown: 'Unter „Was zu sehen ist“ ist nichts angekreuzt; darum zeigt die Lektion alles.',

  locked: 'Was sich nicht ändern lässt',
  lockNothing: 'nichts: Alles darf ausprobiert werden',
  lockAll: 'alles: Es lässt sich nur trainieren',
  lockSome: 'nur dies:',
  theText: 'der Text',

  text: 'Der Text',
  usualText: (name) => `der übliche (${name})`,
  textInUse: (name, length) => `der jetzige: ${name}, ${counted(length, 'Zeichen', 'Zeichen')}`,
  textOwn: 'ein eigener:',
  ownText: 'Der Text der Lektion',
  textAt: 'der Text unter dieser Adresse:',
  address: 'Die Adresse des Textes',
  noText: 'Noch ist kein Text da: einen schreiben oder einfügen oder seine Adresse nennen. Bis dahin nimmt die Lektion den üblichen.',
  tooLong: (length, most) =>
    `Ein Text von ${grouped(length)} Zeichen ist zu lang für einen Link, der ${grouped(most)} trägt. Den Code des Elements nehmen oder den Text ins Netz stellen und seine Adresse nennen.`,
  tooLongForAny: (length, most) =>
    `Ein Text von ${grouped(length)} Zeichen ist zu lang für diese Codes, die höchstens ${grouped(most)} tragen. Den Text ins Netz stellen und seine Adresse nennen.`,

  start: 'Der Anfang',
  writingBegins: 'Was es schreibt, beginnt mit',
  autoplay: 'von selbst trainieren, sobald es zu sehen ist',

  onlyHere: 'Diese Seite hat nur auf diesem Computer eine Adresse, darum gelten Link und Rahmen nur hier. Alles, was neben ihr liegt, auf einen Webserver legen, sie dort öffnen und die Lektion dort machen. Der Code des Elements geht auch in jeder Seite, neben der die Skripte liegen, die er nennt.',
  oneFile: 'Das ist Iambic in einer Datei, neben der keine Skripte liegen: für das Element iambic.all.js aus derselben Ausgabe neben die eigene Seite legen.',
  codes: { link: 'Link', frame: 'Rahmen, für eine Seite, die HTML annimmt, aber keine eigenen Skripte', element: 'Element, für eine eigene Seite' },
  codeNotes: {
    link: 'Öffnet die Lektion in einer Seite für sich.',
    frame: 'Auch ohne die zweite Zeile, falls die Plattform sie entfernt: Dann die Höhe von Hand festlegen.',
    element: 'Die Lektion steht in der eigenen Seite, in deren Farben und Sprache.',
  },
  copy: 'Kopieren',
  copyOf: { link: 'Den Link kopieren', frame: 'Den Code des Rahmens kopieren', element: 'Den Code des Elements kopieren' },
  copied: 'Kopiert',
  notCopied: 'Dieser Browser lässt keine Seite kopieren: Der Code ist markiert, Strg+C oder ⌘C kopiert ihn.',
  preview: 'Vorschau',
  previewOf: 'Vorschau der Lektion',
  title: 'Iambic: Ein Sprachmodell lernt schreiben',
})
