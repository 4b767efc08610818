// German: what is offered for figures, and what the foot of the page says.

/** @type {typeof import('./en-figures.js').enFigures} */
export const deFigures = ({ raw }) => ({
  enlarge: 'groß',
  shrink: 'zurück zur Seite',
  save: 'sichern',
  saveAs: { png: 'Bild (PNG)', svg: 'Zeichnung (SVG)', csv: 'Zahlen (CSV)', txt: 'Text (TXT)' },
  savedAs: (file) => `Gesichert als ${file}.`,
  savedPerhaps: (file) => `Gesichert als ${file}, falls die Seite um diesen Rahmen das erlaubt.`,
  figureNotSaved: 'Dieser Browser lässt keine Seite ein Bild sichern.',
  stepsPerLine: (steps) => `jede Zeile ist das Mittel von bis zu ${raw(steps)} Schritten, Verluste in Nats je Zeichen`,
  lead: 'Hier lernt ein kleines Sprachmodell schreiben. Nichts verlässt dein Gerät.',
  embed: 'Einbetten',
  copyLink: 'Link kopieren',
  linkCopied: 'Kopiert',
  linkNotCopied: 'Dieser Browser lässt keine Seite kopieren: Der Link steht in der Adresszeile.',
  theme: 'Farben',
  themes: { device: 'wie das Gerät', light: 'hell', dark: 'dunkel' },
  docs: 'so wird es eingebettet',
  lecture: 'die Vorlesung',
  licence: 'Lizenz',
  version: (name) => `Iambic ${name}`,
})
