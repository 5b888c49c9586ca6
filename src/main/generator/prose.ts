import type { Prng } from './prng'

const WORDS =
  'anchor ballast beacon berth bilge bollard bow bridge buoy cabin capstan cargo chart compass current deck draught ebb fathom fender galley harbour hatch haul helm hold hull jetty keel knot ledger lighthouse log manifest mast mooring oar pilot port quay rigging rudder sail shoal signal sounding stern swell tide tiller tow wake watch wharf winch'.split(
    ' '
  )
const LINKS = 'and before after while because unless until near under beyond through against'.split(' ')

const SENTENCES = 2048

/** Makes filler text: sentences from a fixed pool, so that a million nodes cost no more than picking them. */
export function createProse(prng: Prng): (bytes: number) => string {
  const word = (): string => WORDS[prng.below(WORDS.length)] ?? ''
  const link = (): string => LINKS[prng.below(LINKS.length)] ?? ''
  const pool = Array.from({ length: SENTENCES }, () => {
    const clauses = Array.from({ length: 1 + prng.below(2) }, () => `the ${word()} ${word()} ${word()}`)
    return `${clauses.join(` ${link()} `)}. `
  })
  return (bytes) => {
    let text = ''
    while (text.length < bytes) text += pool[prng.below(SENTENCES)] ?? ''
    return text.trimEnd()
  }
}
