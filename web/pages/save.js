// What is saved of a figure, a part of its own: few readers save.
export { offerFiles as default } from '../views/save/index.js'
