import { describe, expect, test } from 'vitest'
import css from './colours.css?raw'

type Rgb = readonly [number, number, number]

/** The colours of a theme by token, from the sheet itself. */
function themeColours(theme: string): ReadonlyMap<string, Rgb> {
  const block = css.match(new RegExp(`data-theme="${theme}"\\]\\s*{([^}]*)}`))?.[1] ?? ''
  const found = block.matchAll(/--([\w-]+):\s*#([0-9a-f]{6})/g)
  return new Map([...found].map(([, token = '', hex = '']) => [token, toRgb(hex)]))
}

const channel = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255
const toRgb = (hex: string): Rgb => [channel(hex, 0), channel(hex, 2), channel(hex, 4)]
const toLinear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
const linear = ([r, g, b]: Rgb): Rgb => [toLinear(r), toLinear(g), toLinear(b)]

function luminance(colour: Rgb): number {
  const [r, g, b] = linear(colour)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** What an eye without green cones makes of a colour (Machado 2009), in linear light. */
function asDeuteranope(colour: Rgb): Rgb {
  const [r, g, b] = linear(colour)
  const clamp = (value: number): number => Math.min(1, Math.max(0, value))
  return [
    clamp(0.367322 * r + 0.860646 * g - 0.227968 * b),
    clamp(0.280085 * r + 0.672501 * g + 0.047413 * b),
    clamp(-0.01182 * r + 0.04294 * g + 0.968881 * b)
  ]
}

/** CIELAB of linear RGB under D65. */
function toLab([r, g, b]: Rgb): Rgb {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const distance = (a: Rgb, b: Rgb): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

describe.each(['dark', 'light', 'contrast'])('the %s theme', (theme) => {
  const colours = themeColours(theme)
  const colour = (token: string): Rgb => colours.get(token) ?? [Number.NaN, Number.NaN, Number.NaN]
  const grounds = ['ground', 'panel', 'raised'].map(colour)
  const kinds = [...colours.keys()].filter((token) => token.startsWith('kind-'))
  const least = (token: string): number =>
    Math.min(...grounds.map((ground) => contrast(colour(token), ground)))

  test('text, signs and words in colour can be read on every ground', () => {
    expect(kinds).toHaveLength(8)
    for (const token of ['text', 'text-2', 'text-3', 'accent', 'danger', 'verified', ...kinds]) {
      expect(least(token), token).toBeGreaterThanOrEqual(4.5)
    }
    for (const token of ['text', 'text-2', 'text-3']) {
      expect(contrast(colour(token), colour('hover')), `${token} on hover`).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(colour('danger-button-text'), colour('danger-button'))).toBeGreaterThanOrEqual(4.5)
  })

  test('lines that carry meaning are seen', () => {
    expect(least('line-2')).toBeGreaterThanOrEqual(3)
  })

  test('no two kinds look alike to an eye without green cones', () => {
    const seen = kinds.map((kind) => toLab(asDeuteranope(colour(kind))))
    for (const [index, one] of seen.entries()) {
      for (const [other, two] of seen.slice(index + 1).entries()) {
        expect(distance(one, two), `${kinds[index]} and ${kinds[index + 1 + other]}`).toBeGreaterThan(12)
      }
    }
  })
})
