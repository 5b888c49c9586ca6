import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateWork, type NodeText } from './work'

const anyNodes: fc.Arbitrary<NodeText[]> = fc.array(
  fc.record({
    identity: fc.nat(8),
    textBytes: fc.nat(1000).map((tokens) => tokens * 4),
    onPath: fc.boolean()
  })
)

describe('the estimate of abandoned work', () => {
  it('counts every message and call once, on one side', () => {
    fc.assert(
      fc.property(anyNodes, (nodes) => {
        const { path, abandoned } = estimateWork(nodes)
        expect(path.things + abandoned.things).toBe(new Set(nodes.map((node) => node.identity)).size)
      })
    )
  })

  it('is not raised by copies of what lies on the path', () => {
    fc.assert(
      fc.property(anyNodes, (nodes) => {
        const copies = nodes.filter((node) => node.onPath).map((node) => ({ ...node, onPath: false }))
        expect(estimateWork([...nodes, ...copies])).toEqual(estimateWork(nodes))
      })
    )
  })

  it('takes the longest text of what exists only off the path', () => {
    const nodes = [
      { identity: 1, textBytes: 40, onPath: true },
      { identity: 2, textBytes: 10, onPath: false },
      { identity: 2, textBytes: 9, onPath: false }
    ]
    expect(estimateWork(nodes)).toEqual({
      path: { things: 1, estimatedTokens: 10 },
      abandoned: { things: 1, estimatedTokens: 3 }
    })
  })
})
