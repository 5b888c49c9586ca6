import type { NodeKind } from '@shared/domain/columns/columns'

/** What a plate stands for: a node's kind, or something that is drawn like a node. */
export type PlateKind = NodeKind | 'session' | 'lost'

/** How a kind is called in the singular and in the plural. */
export const kindNames: Readonly<Record<PlateKind, readonly [one: string, many: string]>> = {
  user: ['User', 'User'],
  assistant: ['Assistant', 'Assistant'],
  reasoning: ['Reasoning', 'Reasoning'],
  toolCall: ['Tool call', 'Tool calls'],
  toolResult: ['Tool result', 'Tool results'],
  modeStep: ['Mode step', 'Mode steps'],
  snapshot: ['State snapshot', 'State snapshots'],
  plugin: ['Plugin', 'Plugin'],
  compaction: ['Compaction', 'Compactions'],
  system: ['System', 'System'],
  unknown: ['Unknown', 'Unknown'],
  unreadable: ['Unreadable', 'Unreadable'],
  session: ['Child session', 'Child sessions'],
  lost: ['Lost parent', 'Lost parents']
}

const colourNames: Readonly<Record<PlateKind, string>> = {
  user: '--kind-user',
  assistant: '--kind-assistant',
  reasoning: '--kind-reasoning',
  toolCall: '--kind-tool',
  toolResult: '--kind-tool',
  modeStep: '--kind-mode',
  snapshot: '--kind-snapshot',
  plugin: '--kind-plugin',
  compaction: '--kind-compaction',
  system: '--kind-system',
  unknown: '--kind-unknown',
  unreadable: '--kind-damage',
  session: '--kind-session',
  lost: '--kind-damage'
}

/** @returns the custom property that holds the colour of a kind, for `var(…)` or for a canvas to read once */
export const kindColourName = (kind: PlateKind): string => colourNames[kind]

/** @returns the colour of a kind as a CSS value */
export const kindColour = (kind: PlateKind): string => `var(${colourNames[kind]})`
