/** @import { CoreRequest, CoreRequests } from '../protocol/messages.js' */

/** A request to the rank-th of so many. @template {keyof CoreRequests} K @param {Omit<CoreRequest<K>, 'rank' | 'of'>} request @param {number} rank @param {number} of */
export const turnOf = (request, rank, of) => /** @type {CoreRequest<K>} */ (/** @type {unknown} */ ({ ...request, rank, of }))
