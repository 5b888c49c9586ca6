/** Up to so many rows everything is told of a plan; beyond, what would take minutes is left out. */
export const COMPARED_ROWS = 200_000
