// <iambic-trainer> in JSX, where React's types are and where they are not.
import type { IambicTrainerElement } from 'iambic'

let element: IambicTrainerElement | null = null
export const all = [
  <iambic-trainer />,
  <iambic-trainer preset="gpt" steps={5000} learning-rate="0.01" batch-size={32} pace="full" theme="dark" id="first" page-number="5" />,
  <iambic-trainer key="a" ref={(made: IambicTrainerElement | null) => { element = made }} oniambic-done={({ detail }) => detail.seconds} style={{ width: '100%' }} />,
  // @ts-expect-error: not a number
  <iambic-trainer steps="many" />,
  // @ts-expect-error: no such attribute
  <iambic-trainer step={5} />,
  // @ts-expect-error: no such activation
  <iambic-trainer activation="tanh" />,
  // @ts-expect-error: no such theme
  <iambic-trainer theme="grey" />,
  element,
]
