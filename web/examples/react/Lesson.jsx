import 'iambic/element'
import { useEffect, useState } from 'react'

const RATES = [0.001, 0.01, 0.1, 1]

export function Lesson() {
  const [rate, setRate] = useState(0.01)
  const [runs, setRuns] = useState([])
  const [done, setDone] = useState(false)
  const note = ({ detail }) => setRuns((before) => [...before, { rate, loss: detail.loss }])

  useEffect(() => { document.title = `Which learning rate? Runs: ${runs.length}` }, [runs])

  return (
    <main>
      <h1>Which learning rate?</h1>
      <p>Choose one, say what you expect, and press Train. Every run that is done is noted below.</p>
      <fieldset disabled={done}>
        {RATES.map((each) => (
          <label key={each}><input type="radio" name="rate" checked={each === rate} onChange={() => setRate(each)} /> {each}</label>
        ))}
      </fieldset>
      {/* The key makes a fresh model for each rate; without it, a new rate would wait for the reader to press Reset. */}
      {!done && <iambic-trainer key={rate} preset="bigram" steps={1000} learning-rate={rate} show="controls status loss writing" oniambic-done={note} />}
      <ol>{runs.map((run, i) => <li key={i}>With {run.rate} the loss of the last batch is {run.loss.toFixed(2)}.</li>)}</ol>
      {!done && <button type="button" onClick={() => setDone(true)}>That is enough</button>}
      {done && <p>Which was the best, and what would you try between it and the next?</p>}
    </main>
  )
}
