import { expect, test } from 'vitest'
import { comparedWords } from './BranchCompare'

test('a comparison is told in counts of what there is', () => {
  const lines = [
    { path: 1, branch: 5, relation: 'same' },
    { path: 2, branch: 6, relation: 'variant' },
    { path: 3, branch: 7, relation: 'other' },
    { path: 4, branch: null, relation: 'other' }
  ] as const
  expect(comparedWords({ fork: 0, lines, pathLeft: 0, branchLeft: 0 })).toBe(
    'After the node where they part: 1 node the same, 1 node in another version, 2 nodes only on the path, 1 node only on the branch.'
  )
  expect(comparedWords({ fork: null, lines: [lines[3]], pathLeft: 0, branchLeft: 0 })).toBe(
    'The branch begins at a root of its own: 1 node only on the path.'
  )
})
