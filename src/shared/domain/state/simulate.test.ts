import { activePath } from '@shared/domain/graph/active-path'
import { arbitraryStore } from '@shared/testing/arbitrary-store'
import { countingFresh } from '@shared/testing/counting-fresh'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeRuntimeError } from './runtime-error'
import { type SimulationRequest, simulateCommit } from './simulate'
import { diskIds, simulationJson } from './simulation-json'

const request: fc.Arbitrary<SimulationRequest> = fc.record({
  store: arbitraryStore,
  residency: fc.constantFrom('KeepAll', 'ActivePathOnly'),
  load: fc.constantFrom('resume', 'full_load', 'active_path_load'),
  step: fc.constantFrom('park', 'turn', 'append')
})

describe('a simulated commit', () => {
  it('always ends: with what is left on disk, or with why the runtime could not', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const simulated = simulateCommit(asked, countingFresh())
        if (!simulated.ok) expect(describeRuntimeError(simulated.error)).toMatch(/\.$/)
        else expect(simulationJson(simulated.value).has('disk_live_node_ids')).toBe(true)
      }),
      { numRuns: 500 }
    )
  })

  it('accounts for every row: still there, or named as vanished', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const simulated = simulateCommit(asked, countingFresh())
        if (!simulated.ok) return
        const { store, vanished } = simulated.value
        const kept = new Set<unknown>(store.rows.map((row) => row.node ?? row))
        const left = asked.store.rows.filter((row) => kept.has(row.node ?? row)).length
        expect(left + vanished.live.length + vanished.tombstoned.length).toBe(asked.store.rows.length)
        expect(store.head?.graph_node_count).toBe(BigInt(diskIds(store, false).length))
      }),
      { numRuns: 500 }
    )
  })

  it('loses no live row that decodes while everything is resident', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const resident = { ...asked, residency: 'KeepAll', load: 'resume' } as const
        const simulated = simulateCommit(resident, countingFresh())
        if (!simulated.ok || asked.store.head === undefined) return
        const decodable = new Set(asked.store.rows.flatMap((row) => (row.node === undefined ? [] : [row.id])))
        expect(simulated.value.vanished.live.filter((id) => decodable.has(id))).toEqual([])
      }),
      { numRuns: 500 }
    )
  })

  it('refuses every store of which the active path loops', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const simulated = simulateCommit({ ...asked, load: 'full_load' }, countingFresh())
        if (!simulated.ok) return
        const { session_graph } = simulated.value.after
        expect(activePath(session_graph).end.kind).not.toBe('cycle')
      }),
      { numRuns: 500 }
    )
  })

  it('of a text turn adds one question and one answer, two commits', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const simulated = simulateCommit({ ...asked, step: 'turn' }, countingFresh())
        if (!simulated.ok) return
        const { after, store } = simulated.value
        const last = after.session_graph.nodes.slice(-2)
        expect(last.map((node) => node.parent_node_id)[1]).toBe(last[0]?.node_id)
        expect(store.head?.leaf_node_id).toBe(last[1]?.node_id)
        expect(store.head?.head_revision).toBe((asked.store.head?.head_revision ?? 0n) + 2n)
        expect(diskIds(store, true)).toEqual([])
      })
    )
  })
})
