// The layout of an element whose host gives it a height, a part of its own: elsewhere nobody needs it.
export { fit as default } from '../elements/compact/index.js'
