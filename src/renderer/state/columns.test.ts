import type { ColumnData } from '@shared/ipc/store'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ColumnAssembly, toNodeColumns } from './columns'

const chunk = (name: string, offset: number, total: number, data: ColumnData) => ({
  store: 1,
  generation: 1,
  set: 'nodes',
  name,
  offset,
  total,
  data
})

describe('columns put together from chunks', () => {
  test('any cut of a column into chunks, in any order, gives the column', () => {
    const cut = fc.array(fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { minLength: 1 }), {
      minLength: 1
    })
    fc.assert(
      fc.property(cut, fc.boolean(), (parts, reversed) => {
        const whole = parts.flat()
        let offset = 0
        const chunks = parts.map((part) => {
          const next = chunk('parent', offset, whole.length, Int32Array.from(part))
          offset += part.length
          return next
        })
        const assembly = new ColumnAssembly()
        for (const each of reversed ? chunks.reverse() : chunks) assembly.add(each)
        expect(assembly.finish().get('nodes')?.get('parent')).toEqual(Int32Array.from(whole))
      })
    )
  })

  test('a column that is not sent again stays as it was', () => {
    const first = new ColumnAssembly()
    first.add(chunk('seq', 0, 1, Float64Array.of(7)))
    first.add(chunk('flags', 0, 1, Uint16Array.of(1)))
    const before = first.finish()
    const second = new ColumnAssembly(before)
    second.add(chunk('flags', 0, 1, Uint16Array.of(64)))
    const after = second.finish().get('nodes')
    expect(after?.get('seq')).toEqual(Float64Array.of(7))
    expect(after?.get('flags')).toEqual(Uint16Array.of(64))
    expect(before.get('nodes')?.get('flags')).toEqual(Uint16Array.of(1))
  })

  test('a column of which only the grown end is sent keeps its beginning', () => {
    const first = new ColumnAssembly()
    first.add(chunk('seq', 0, 2, Float64Array.of(1, 2)))
    const second = new ColumnAssembly(first.finish())
    second.add(chunk('seq', 2, 3, Float64Array.of(3)))
    expect(second.finish().get('nodes')?.get('seq')).toEqual(Float64Array.of(1, 2, 3))
  })

  test('node columns are taken only whole: all there, of their types, of one length', () => {
    const set = new Map<string, ColumnData>([
      ['seq', new Float64Array(2)],
      ['parent', new Int32Array(2)],
      ['kind', new Uint8Array(2)],
      ['flags', new Uint16Array(2)],
      ['bytes', new Uint32Array(2)],
      ['time', new Float64Array(2)],
      ['lines', new Uint8Array(2)]
    ])
    expect(toNodeColumns(set)?.count).toBe(2)
    expect(toNodeColumns(new Map([...set, ['lines', new Uint8Array(3)]]))).toBeNull()
    expect(toNodeColumns(new Map([...set, ['kind', new Uint16Array(2)]]))).toBeNull()
    expect(toNodeColumns(undefined)).toBeNull()
  })
})
