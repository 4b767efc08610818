// See react.d.ts.
import * as React from 'react'
export namespace JSX {
  interface Element extends React.JSX.Element {}
  interface IntrinsicElements extends React.JSX.IntrinsicElements {}
  interface IntrinsicAttributes extends React.JSX.IntrinsicAttributes {}
}
export function jsx(): React.JSX.Element
export function jsxs(): React.JSX.Element
