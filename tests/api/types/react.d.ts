// As much of React's types as JSX asks for, where they are named as in React 19.
declare namespace React {
  namespace JSX {
    interface Element { type: unknown }
    interface IntrinsicElements { div: { title?: string } }
    interface IntrinsicAttributes { key?: string | null }
  }
  function createElement(): JSX.Element
}
export = React
