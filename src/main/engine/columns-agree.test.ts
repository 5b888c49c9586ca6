import { appendBelowLeaf, type NewRows } from '@shared/domain/columns/append'
import { NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { countRows, type GraphIndex } from '@shared/domain/columns/graph-index'
import { joinParts, PartBuilder } from '@shared/domain/columns/index-part'
import { kindOf } from '@shared/domain/columns/kind'
import { joinLikenesses, LikenessBuilder } from '@shared/domain/columns/likeness-part'
import { DEAD } from '@shared/domain/columns/link'
import { pathRows } from '@shared/domain/columns/path'
import type { RowMemory } from '@shared/domain/columns/row-memory'
import { type RowBytes, RowScanner } from '@shared/domain/columns/row-scanner'
import { timeOfText } from '@shared/domain/columns/timestamp'
import { activePath } from '@shared/domain/graph/active-path'
import { findCycles } from '@shared/domain/graph/cycles'
import { graphOf } from '@shared/domain/graph/node'
import { orphanedNodeIds } from '@shared/domain/graph/orphans'
import { decodeNode, encodeNode } from '@shared/domain/model/decode'
import type { SessionNode } from '@shared/domain/model/node'
import { nodes as anyNode } from '@shared/domain/model/node.arbitrary'
import { analyseOrphans } from '@shared/domain/orphans/analyse'
import { arbitraryEvent } from '@shared/testing/arbitrary-graph'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullDecoder } from '../store/full-decoder'
import { graphState, grownState, leafKey, relinked, verifiedState } from './graph-state'
import { takeMarks } from './outline-job'

interface Row {
  readonly json: string
  readonly columnId: string
  readonly tombstoned: boolean
}

const key = [0x1234567, 0x89abcdef, 0x13579bd, 0x2468ace] as const
const encoder = new TextEncoder()

const placed = (memory: RowMemory, { json, columnId, tombstoned }: Row, seq: number): RowBytes => {
  const [text, id] = [encoder.encode(json), encoder.encode(columnId)]
  const from = memory.put(text, id)
  const to = from + text.length
  return { seq, tombstoned, text: true, from, to, idFrom: to, idTo: to + id.length, readId: () => id }
}

const scanner = new RowScanner(fullDecoder('a1'), key)

/** What the passes find in rows; the first one has the number `from`. */
function passesOver(rows: readonly Row[], from = 1): NewRows {
  const part = new PartBuilder()
  const likenesses = new LikenessBuilder()
  rows.forEach((row, at) => {
    const decodes = scanner.read(placed(scanner.memory, row, from + at))
    part.add(scanner)
    likenesses.add(scanner.seq, decodes ? scanner.likeness() : undefined)
  })
  return { part: joinParts([part.finish()]), likeness: joinLikenesses([likenesses.finish()]) }
}

/** @param distinctIds as a store with a unique column says of it */
const stateOf = ({ part, likeness }: NewRows, leaf: string | undefined, distinctIds = false) =>
  graphState(part, likeness, { leaf: leafKey(leaf ?? null, key), distinctIds })

/** The index as the passes build it. */
const indexOf = (rows: readonly Row[], leaf: string | undefined): GraphIndex =>
  stateOf(passesOver(rows), leaf).index

/** Ids of few letters, so that parents are met, repeated, lost and looped. */
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'q"uote', 'ü\n')
/** Mostly events with few message and call ids, so that identities are met again. */
const familiar = arbitraryEvent.map(
  (event): SessionNode => ({ node_id: '', timestamp: '', kind: 'event', event })
)
const linked = fc
  .record({ node: fc.oneof(anyNode, familiar, familiar), id, parent: fc.option(id, { nil: undefined }) })
  .map(({ node: { parent_node_id: _, ...node }, id, parent }): SessionNode => {
    const given = { ...node, node_id: id }
    return parent === undefined ? given : { ...given, parent_node_id: parent }
  })
const damaged = fc.constantFrom(
  (json: string) => json.slice(0, -3),
  (json: string) => json.replace('"kind"', '"kinds"'),
  (json: string) => ` ${json}`,
  (json: string) => json.replace(':', ': ')
)
const row = fc
  .record({
    node: linked,
    tombstoned: fc.boolean().map((yes) => yes),
    damage: fc.option(damaged, { nil: undefined, freq: 6 }),
    column: fc.option(id, { nil: undefined, freq: 6 })
  })
  .map(({ node, tombstoned, damage, column }): Row => {
    const json = encodeNode(node)
    return { json: damage?.(json) ?? json, columnId: column ?? node.node_id, tombstoned }
  })
const mostlyLive = fc
  .tuple(row, fc.nat(5))
  .map(([given, die]) => ({ ...given, tombstoned: given.tombstoned && die === 0 }))
/** Some nodes twice under another id, as the runtime makes copies. */
const rows = fc
  .tuple(fc.array(mostlyLive, { maxLength: 12 }), fc.array(fc.tuple(fc.nat(11), id, id), { maxLength: 5 }))
  .map(([given, copies]) => [
    ...given,
    ...copies.flatMap(([at, copyId, parent]) => {
      const decoded = decodeNode(given[at]?.json ?? '')
      if (!decoded.ok) return []
      const json = encodeNode({ ...decoded.value, node_id: copyId, parent_node_id: parent })
      return { json, columnId: copyId, tombstoned: false }
    })
  ])

test('what the scanner finds in a row is what decoding finds', () => {
  fc.assert(
    fc.property(anyNode, (node) => {
      const json = encodeNode(node)
      const row = placed(scanner.memory, { json, columnId: node.node_id, tombstoned: false }, 1)
      expect(scanner.read(row)).toBe(true)
      expect(nodeKinds[scanner.kind]).toBe(kindOf(node))
      expect(scanner.time).toEqual(timeOfText(node.timestamp))
      expect(scanner.renamed).toBeUndefined()
      const failed =
        node.kind === 'event' && node.event.kind === 'Tool' && node.event.record.output.outcome.status
      expect((scanner.flags & NodeFlag.failed) !== 0).toBe(failed === 'failure')
      expect((scanner.flags & NodeFlag.cancelled) !== 0).toBe(failed === 'cancelled')
    }),
    { numRuns: 1500 }
  )
})

test('a graph that is verified after it was linked is the one that is linked anew', () => {
  fc.assert(
    fc.property(rows, fc.option(id), fc.boolean(), (rows, leaf, unique) => {
      const seen = new Set<string>()
      const taken = unique ? rows.filter(({ columnId }) => !seen.has(columnId) && seen.add(columnId)) : rows
      const ids = { leaf: leafKey(leaf, key), distinctIds: unique }
      const { part, likeness } = passesOver(taken)
      const verified = verifiedState(graphState(part, undefined, ids), likeness, ids)
      expect(verified.index).toEqual(stateOf(passesOver(taken), leaf ?? undefined, unique).index)
    })
  )
})

test('a graph that is linked anew is the one of rows just read, whatever is marked, named or added since', () => {
  fc.assert(
    fc.property(
      rows,
      rows,
      fc.option(id),
      fc.option(id),
      fc.func(fc.boolean()),
      (first, more, was, is, marks) => {
        const [marked, added] = [first, more].map((given) =>
          given.map((row): Row => ({ ...row, tombstoned: marks(row.json, row.columnId) }))
        )
        const before = stateOf(passesOver(first), was ?? undefined)
        const tombstoned = (marked ?? []).flatMap((row, at) => (row.tombstoned ? at + 1 : []))
        takeMarks(before.index, { rows: 0, bytes: 0, weighted: 0, tombstoned })
        const ids = { leaf: leafKey(is, key), distinctIds: false }
        const again = relinked(before, ids)
        expect(again.index).toEqual(stateOf(passesOver(marked ?? []), is ?? undefined).index)
        const grown = grownState(again, passesOver(added ?? [], first.length + 1), ids)
        expect(grown.index).toEqual(
          stateOf(passesOver([...(marked ?? []), ...(added ?? [])]), is ?? undefined).index
        )
      }
    ),
    { numRuns: 1000 }
  )
})

test('a row that the scanner takes decodes, also with a byte changed', () => {
  const { memory } = scanner
  fc.assert(
    fc.property(anyNode, fc.nat(), fc.nat(127), (node, position, byte) => {
      const bytes = encoder.encode(encodeNode(node))
      const at = position % bytes.length
      if ((bytes[at] ?? 0) > 127) return
      bytes[at] = byte
      const text = new TextDecoder().decode(bytes)
      const place = memory.put(bytes)
      if (memory.readRow(place, place + bytes.length, false)) {
        const decoded = decodeNode(text)
        expect(decoded.ok).toBe(true)
        expect(decoded.ok && encodeNode(decoded.value)).toBe(text)
      }
    }),
    { numRuns: 5000 }
  )
})

test('the index of any store equals the plain functions, node for node', () => {
  fc.assert(
    fc.property(rows, fc.option(id, { nil: undefined }), (stored, leaf) => {
      const index = indexOf(stored, leaf)
      const live = stored.flatMap((each, at) => {
        const decoded = each.tombstoned ? undefined : decodeNode(each.json)
        return decoded?.ok ? [{ row: at, node: decoded.value, bytes: encoder.encode(each.json).length }] : []
      })
      const graph = graphOf(
        live.map(({ node }) => node),
        leaf
      )
      const rowAt = (position: number) => live[position]?.row ?? -1
      expect(stored.flatMap((_, at) => ((index.flags[at] ?? 0) & DEAD ? [] : at))).toEqual(
        live.map(({ row }) => row)
      )

      const path = activePath(graph)
      expect([...pathRows(index.parent, index.flags, index.leafRow)]).toEqual(path.positions.map(rowAt))
      const ends = {
        'leaf-missing': 'missing',
        'lost-parent': 'missing',
        cycle: 'cycle',
        root: 'root',
        'no-leaf': 'no-leaf'
      }
      expect(ends[index.path.end.kind]).toBe(path.end.kind)

      const idAt = (at: number) => live.find((each) => each.row === at)?.node.node_id
      expect(index.cycles.map((members) => members.map(idAt))).toEqual(findCycles(graph))
      expect(countRows(index).orphans).toBe(orphanedNodeIds(graph).length)

      const report = analyseOrphans({ graph, bytes: live.map(({ bytes }) => bytes), lost: new Map() }, path)
      const classAt = (at: number) => {
        const flag = index.flags[at] ?? 0
        if (flag & NodeFlag.copy) return 'copy'
        return flag & NodeFlag.variant ? 'variant' : flag & NodeFlag.unique ? 'unique' : undefined
      }
      expect(live.map(({ row }) => classAt(row))).toEqual([...report.classes])
      const members = (branch: number) =>
        live.flatMap(({ row }, at) => (index.branches.branchOf[row] === branch ? at : []))
      expect(Array.from({ length: index.branches.count }, (_, branch) => members(branch))).toEqual(
        report.branches.map((branch) => branch.members)
      )
      expect([...index.branches.top]).toEqual(report.branches.map(({ top }) => rowAt(top)))
      expect([...index.branches.bytes]).toEqual(report.branches.map(({ bytes }) => bytes))
    }),
    { numRuns: 2000 }
  )
})

test('rows of distinct ids are linked alike, whether or not the store vouches for them', () => {
  fc.assert(
    fc.property(rows, fc.option(id, { nil: undefined }), (stored, leaf) => {
      const seen = new Set<string>()
      const distinct = stored.filter(({ json, columnId }) => {
        const decoded = decodeNode(json)
        const renamed = decoded.ok && decoded.value.node_id !== columnId
        if (renamed || seen.has(columnId)) return false
        seen.add(columnId)
        return true
      })
      const read = () => passesOver(distinct)
      expect(stateOf(read(), leaf, true)).toEqual(stateOf(read(), leaf))
    }),
    { numRuns: 1000 }
  )
})

const below = fc.array(fc.record({ node: fc.oneof(anyNode, familiar, familiar), id: fc.nat(999) }), {
  minLength: 1,
  maxLength: 4
})

test('rows appended below the leaf give the graph that linking all rows anew gives', () => {
  let appended = 0
  fc.assert(
    fc.property(rows, fc.option(id, { nil: undefined }), below, (stored, leaf, news) => {
      const ids = news.map(({ id }) => `n${id}`)
      const chain = news.map(({ node }, at): Row => {
        const { parent_node_id: _, ...rest } = node
        const parent = at === 0 ? leaf : ids[at - 1]
        const given = { ...rest, node_id: ids[at] ?? '' }
        const json = encodeNode(parent === undefined ? given : { ...given, parent_node_id: parent })
        return { json, columnId: ids[at] ?? '', tombstoned: false }
      })
      const named = leafKey(ids.at(-1) ?? null, key)
      const before = stateOf(passesOver(stored), leaf)
      const grown = appendBelowLeaf(before, passesOver(chain, stored.length + 1), named)
      if (grown === undefined) return
      appended++
      const anew = stateOf(passesOver([...stored, ...chain]), ids.at(-1))
      expect(grown).toEqual(anew)
    }),
    { numRuns: 2000 }
  )
  expect(appended).toBeGreaterThan(100)
})

test('a tombstoned row is a finding only where the head points at it', () => {
  const [event] = fc.sample(arbitraryEvent, 1)
  if (event === undefined) throw new Error('no event was drawn')
  const stored = (node_id: string, parent: string | undefined, tombstoned: boolean): Row => {
    const node: SessionNode = { node_id, timestamp: '', kind: 'event', event }
    const linked = parent === undefined ? node : { ...node, parent_node_id: parent }
    return { json: encodeNode(linked), columnId: node_id, tombstoned }
  }
  const rows = [stored('a', undefined, false), stored('b', 'a', true), stored('c', 'b', true)]
  const findings = (leaf: string) =>
    [...indexOf(rows, leaf).flags].map((flag) => (flag & NodeFlag.finding) !== 0)
  expect(findings('a')).toEqual([false, false, false])
  expect(findings('c')).toEqual([false, false, true])
})
