export type Point = readonly [x: number, y: number]

const radius = 6

/** An SVG path through right-angled points, its corners rounded. */
export function roundedPath(points: readonly Point[]): string {
  const [start, ...rest] = points
  if (start === undefined) return ''
  let d = `M${start[0]} ${start[1]}`
  let from = start
  rest.forEach((point, i) => {
    const after = rest[i + 1]
    if (after === undefined) d += `L${point[0]} ${point[1]}`
    else {
      const r = Math.min(radius, distance(from, point) / 2, distance(point, after) / 2)
      const [a, b] = [towards(point, from, r), towards(point, after, r)]
      d += `L${a[0]} ${a[1]}Q${point[0]} ${point[1]} ${b[0]} ${b[1]}`
    }
    from = point
  })
  return d
}

/** A circle as a path. */
export const circlePath = ([x, y]: Point, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`

/** A short open head that points along the x axis and ends at a point; `side` 1 points right, -1 left. */
export const arrowHead = ([x, y]: Point, side: 1 | -1): string =>
  `M${x - side * 5} ${y - 4}L${x} ${y}L${x - side * 5} ${y + 4}`

const distance = (a: Point, b: Point): number => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to)
  if (length === 0) return from
  return [from[0] + ((to[0] - from[0]) * by) / length, from[1] + ((to[1] - from[1]) * by) / length]
}
