/**
 * By position: the sum of `weight` over the chain of parents, the node itself included; -1 for nodes whose chain runs
 * in a loop. Linear, also over chains of thousands.
 * @param parents as `parentPositions` gives them
 */
export function pathDepths(parents: Int32Array, weight: (position: number) => number = () => 1): Int32Array {
  const UNKNOWN = -2
  const WALKED = -3
  const LOOP = -1
  const depths = new Int32Array(parents.length).fill(UNKNOWN)
  for (const start of parents.keys()) {
    const walked: number[] = []
    let at = start
    while (at >= 0 && depths[at] === UNKNOWN) {
      depths[at] = WALKED
      walked.push(at)
      at = parents[at] ?? -1
    }
    let above = at < 0 ? 0 : (depths[at] ?? LOOP)
    if (above === WALKED) above = LOOP
    for (const position of walked.reverse()) {
      above = above === LOOP ? LOOP : above + weight(position)
      depths[position] = above
    }
  }
  return depths
}
