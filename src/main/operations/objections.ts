import type { AppError } from '@shared/ipc/request'

/** Why a choice by hand refuses the plan. */
export const nodeOnPath = (id: string): AppError => ({
  code: 'on-path',
  id,
  message: `Node ${id} is on the active path, which is never pruned.`,
  advice: 'Choose nodes off the path, or move the head first.'
})

/** The refusal of an id that no row has. */
export const noSuchNode = (id: string): AppError => ({
  code: 'no-such-node',
  id,
  message: `There is no live node ${id} in the store.`,
  advice: 'Check the id; it may be tombstoned already, or unreadable.'
})
