// German: a chapter on each rung.

/** @type {typeof import('./en-chapters.js').enChapters} */
export const deChapters = {
  whatIsNew: 'Was neu ist',
  whatToWatch: 'Worauf zu achten ist',
  theLines: 'Die Zeilen, die es tun, in diesem Programm und in PyTorch',
  fromLine: (line) => `ab Zeile ${line}`,
  linesOf: (file) => `Zeilen aus ${file}`,
  drawing: 'Das Modell dieser Sprosse, von den gelesenen Zeichen unten bis zu dem, was es sagt, oben',
  parts: { letters: 'was es sieht', table: 'die Tabelle', heads: 'blickt zurück', think: 'denkt nach', rounds: '', norm: 'auf eine Größe', across: 'blickt hinüber', says: 'was folgt' },
  chapters: {
    'bigram': {
      isNew: 'Eine Tabelle mit einer Zeile für jedes Zeichen. Die Zeile des letzten Zeichens sagt, wie wahrscheinlich jedes nächste ist. Was davor stand, wird nicht gesehen.',
      watch: 'Die Tabelle: Aus Rauschen wird das Bild der gezählten Paare. Dann fällt der Verlust nicht mehr, denn mehr fasst die Tabelle nicht.',
    },
    'self-attention': {
      isNew: 'Jedes Zeichen stellt eine Frage, seine Query. Die davor antworten mit ihren Keys. Wie gut beide passen, entscheidet, wie viel von jedem Value übernommen wird.',
      watch: 'Die Tabelle der Rückblicke: Eine Zeile ist ein Zeichen; kräftig sind die, auf die es hört.',
    },
    'multi-head': {
      isNew: 'Der eine Blick wird auf mehrere kleine Köpfe verteilt. Jeder hat eigene Fragen und kann darum nach etwas anderem suchen.',
      watch: 'Über der Tabelle nacheinander jeden Kopf wählen: Sie blicken nicht auf dieselben Stellen.',
    },
    'feed-forward': {
      isNew: 'Nach dem Rückblick arbeitet ein kleines Netz an jeder Stelle für sich: Es macht aus dem Gesammelten neue Zahlen.',
      watch: 'Der Verlust endet nur wenig tiefer. Der Gewinn wächst, sobald Blicken und Denken sich abwechseln.',
    },
    'blocks': {
      isNew: 'Blicken und Denken bilden einen Block, und Blöcke werden gestapelt. Was jeder findet, wird zum Eingang addiert, auf einer Linie an allen vorbei: dem Residuum.',
      watch: 'Die ersten hundert Schritte: Dank dieser Linie lernen alle Blöcke von Anfang an.',
    },
    'layer-norm': {
      isNew: 'Vor jedem Blick und jedem Gedanken werden die Zahlen einer Stelle auf Mittelwert null und eine Größe gebracht: Layer-Norm.',
      watch: 'Die Kurve des Verlusts ist glatter als die der Sprosse davor, die im Diagramm bleibt.',
    },
    'gpt': {
      isNew: 'Dieselben Teile, nur mehr davon: Es sieht weiter zurück, jede Stelle hält mehr Zahlen, und ein Block kommt hinzu. Das ist ein GPT.',
      watch: 'Der Text: Aus Wörtern werden echte, Namen stehen in eigenen Zeilen, und Verse sind etwa richtig lang.',
    },
    'nanogpt-cpu': {
      isNew: 'Das Modell ist breiter und sieht weiter. Die Lernrate steigt erst und fällt dann wie ein Kosinus; zu lange Gradienten werden gekürzt.',
      watch: 'Das Ende der Kurve: Während die Schritte kleiner werden, fällt der Verlust noch ein wenig.',
    },
    'reverse': {
      isNew: 'Zwei Teile: Ein Encoder liest die ganze Zeile, ein Decoder schreibt eine andere. In jedem Block blickt der Decoder zu dem hinüber, was der Encoder gelesen hat.',
      watch: 'Die Tabelle der Blicke: Eine kräftige Linie läuft von Ecke zu Ecke, denn es liest die Zeile von hinten.',
    },
  },
}
