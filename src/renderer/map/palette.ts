import { nodeKinds } from '@shared/domain/columns/columns'
import { kindColourName } from '../theme/kinds'

/** Steps of the cost tint, from nothing to the most. */
export const costSteps = 13

/** Colours as a canvas stores them (one 32-bit number each, alpha included), read once per theme. */
export interface Palette {
  /** By kind code: on the path, and muted beside it. */
  readonly onPath: Uint32Array
  readonly offPath: Uint32Array
  readonly absent: Uint32Array
  readonly cost: Uint32Array
  readonly accent: number
  readonly line: number
  readonly danger: number
  readonly text: number
}

type Rgb = readonly [red: number, green: number, blue: number]

/** Reads the colours of the theme that holds at an element. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const kindNames = nodeKinds.map((kind) => resolved(style, kindColourName(kind)))
  const colour = colourReader(style, ['--panel', '--text', '--accent', '--line-2', '--danger', ...kindNames])
  const ground = colour('--panel')
  const text = colour('--text')
  const kinds = kindNames.map(colour)
  return {
    onPath: Uint32Array.from(kinds, pack),
    offPath: Uint32Array.from(kinds, (kind) => pack(mix(kind, ground, 0.55))),
    absent: Uint32Array.from(kinds, (kind) => pack(mix(kind, ground, 0.25))),
    cost: Uint32Array.from({ length: costSteps }, (_, step) =>
      pack(mix(text, ground, 0.08 + (0.9 * step) / costSteps))
    ),
    accent: pack(colour('--accent')),
    line: pack(colour('--line-2')),
    danger: pack(colour('--danger')),
    text: pack(text)
  }
}

/** Paints properties, a pixel each, and looks at all of them together: each look waits for what is painted. */
function colourReader(style: CSSStyleDeclaration, names: readonly string[]): (name: string) => Rgb {
  const probe = new OffscreenCanvas(names.length, 1).getContext('2d', { willReadFrequently: true })
  names.forEach((name, at) => {
    if (probe === null) return
    probe.fillStyle = style.getPropertyValue(name)
    probe.fillRect(at, 0, 1, 1)
  })
  const pixels = probe?.getImageData(0, 0, names.length, 1).data
  return (name) => {
    const at = 4 * names.indexOf(name)
    return [pixels?.[at] ?? 128, pixels?.[at + 1] ?? 128, pixels?.[at + 2] ?? 128]
  }
}

/** A property that only points to another one is followed, as a canvas knows no `var()`. */
function resolved(style: CSSStyleDeclaration, name: string): string {
  const value = style.getPropertyValue(name).trim()
  const points = /^var\((--[a-z0-9-]+)\)$/.exec(value)?.[1]
  return points === undefined ? name : resolved(style, points)
}

const pack = ([red, green, blue]: Rgb): number => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0

const mix = (a: Rgb, b: Rgb, share: number): Rgb => {
  const part = (at: 0 | 1 | 2): number => Math.round(a[at] * share + b[at] * (1 - share))
  return [part(0), part(1), part(2)]
}
