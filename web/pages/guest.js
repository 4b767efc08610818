// What the page says and hears in a frame, a part of its own: elsewhere nobody needs it.
export { speakToParent as default } from '../elements/frame.js'
