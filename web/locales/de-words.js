// German: what is noticed in a curve.

/** @type {typeof import('./en-words.js').enWords} */
export const deWords = ({ plain }) => ({
  noticed: {
    'too-high': (rate) => `Der Verlust springt, statt zu fallen: Eine Lernrate von ${plain(rate)} ist zu hoch.`,
    'overfits': () => 'Es lernt auswendig (Overfitting): Gelesenes fällt ihm leichter, nicht gelesener Text schwerer.',
    'flat': () => 'Es wird nicht mehr besser: Weitere Schritte dieser Art ändern kaum noch etwas.',
  },
})
