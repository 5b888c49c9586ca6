/** So many rows come with one answer to `usage/rows`. Apart from the contract, so that the page needs no parsers for it. */
export const LEDGER_PAGE = 2000
