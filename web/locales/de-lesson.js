// German: what a lesson says of itself and asks, and the tabs of a page that is as high as its host says.

/** @type {typeof import('./en-lesson.js').enLesson} */
export const deLesson = {
  mustBe: (name, words, given) => `Das Attribut ${name} muss ${words.join(' oder ')} sein, nicht ${given || 'leer'}.`,
  isNone: (name, meant) => `Ein Attribut ${name} gibt es nicht; war ${meant} gemeint?`,
  noPart: (word, nearest) => `show: Einen Teil ${word} gibt es nicht; war ${nearest} gemeint?`,
  noLock: (word, nearest) => `lock: Eine Einstellung ${word} gibt es nicht; war ${nearest} gemeint?`,
  isLocked: 'Von dieser Lektion vorgegeben.',
  teachersVersion: 'Zurück zur Fassung der Lehrkraft',
  backThrowsAway: (step) => `Die Lektion beginnt von vorn, und dieser Lauf, jetzt bei Schritt ${step}, wird verworfen.`,
  goBack: 'Von vorn',
  keepRun: 'Behalten',
  tabs: 'Teile dieser Seite',
  pages: 'Seiten',
  pageBefore: 'Vorige Seite',
  pageAfter: 'Nächste Seite',
  tab: { figures: 'Training', ladder: 'Modell', table: 'Tabelle', next: 'Weiter', settings: 'Einstellungen', source: 'Text', answers: 'Wie es lernt', gradients: 'Gradienten', numbers: 'Zahlen' },
}
