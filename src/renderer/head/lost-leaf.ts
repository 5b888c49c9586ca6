import type { PathEnd } from '@shared/ipc/store'

const words = { 'not-stored': 'not stored', tombstoned: 'tombstoned', undecodable: 'not readable' } as const

/** @returns why the leaf that the head names cannot be loaded, in a word or two: "tombstoned" */
export const lostLeafWords = ({ why }: Extract<PathEnd, { kind: 'leaf-missing' }>): string => words[why]
