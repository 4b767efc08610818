// Limits that several rooms keep.

/** That train together: the core divides a batch into so many shares at most (src/wasm/instance.cpp). */
export const MOST_WORKERS = 64
