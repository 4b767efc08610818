// German: tokens that are more than a character.

/** @type {typeof import('./en-subwords.js').enSubwords} */
export const deSubwords = ({ counted, grouped }) => ({
  prose: 'Ein Token muss kein Buchstabe sein. Nimm von allen Paaren von Nachbarn das häufigste und mache es zu einem Token, dann wieder und wieder (Byte-Pair-Encoding). Bewege den Regler und sieh, was das aus deinem Text macht.',
  learning: 'Verschmelzungen werden aus dem Text gelernt …',
  size: 'Vokabular',
  tokens: (count) => counted(count, 'Token', 'Token'),
  mergeOn: 'weiter verschmelzen',
  text: 'der Text, aus dem gelernt wird',
  table: 'die Tabelle',
  sees: (blockSize) => `block_size ${grouped(blockSize)} sieht`,
  characters: (count) => `${count} Zeichen`,
  noMerge: (size) => `${counted(size, 'Token', 'Token')}: Jedes ist ein Zeichen des Textes.`,
  merge: (left, right, token, count) => `${left} + ${right} → ${token}, ${grouped(count)}-mal`,
  train: 'mit diesen Token trainieren',
  inUse: 'Das Modell liest und schreibt diese Token.',
  waits: 'Ab seinem nächsten Beginn hat das Modell diese Token.',
  isLocked: 'Von dieser Lektion vorgegeben.',
  asList: 'die neuesten Verschmelzungen, und diese Token als Liste',
  newest: 'Die neuesten Verschmelzungen',
  token: 'Token',
  madeOf: 'aus',
  times: 'so oft nebeneinander',
  gainAndLoss: 'Der Gewinn: Der Text wird kürzer, also sieht ein Modell weiter zurück, und jedes Raten schreibt mehr auf einmal. Der Verlust: Die Tabelle, was auf was folgt, wächst mit dem Quadrat des Vokabulars, und jede ihrer Zeilen kommt seltener vor. Zwischen beidem muss wählen, wer ein Modell baut.',
  unknown: (character) => `Jedes Token besteht immer noch aus Zeichen dieses Textes. „Bee${character}“ bleibt mit jeder Zahl von Verschmelzungen ein Fehler: Der Text hat kein „${character}“. Verschmelzungen, die mit den 256 Bytes statt mit Zeichen beginnen, können alles buchstabieren.`,
})
