import { type AppPushes, appRequests } from './app'
import { type OperationPushes, operationRequests } from './operations'
import type { Handlers } from './request'
import { type SearchPushes, searchRequests } from './search'
import { type EnginePushes as StorePushes, storeRequests } from './store'
import { usageRequests } from './usage'

/**
 * Everything that may cross between the processes, in one place. Two doors use it: the process that owns the windows
 * answers `mainRequests`, the engine process (all store work) answers `engineRequests` over a port of its own.
 */
export const mainRequests = { ...appRequests }
export const engineRequests = { ...storeRequests, ...searchRequests, ...usageRequests, ...operationRequests }

export type MainRequests = typeof mainRequests
export type EngineRequests = typeof engineRequests
export type MainPushes = AppPushes
export type EnginePushes = StorePushes & SearchPushes & OperationPushes
export type EngineHandlers = Handlers<EngineRequests>

/** Envelopes on the engine's port. */
export interface EngineCall {
  readonly call: number
  readonly name: string
  readonly args: unknown
}
export interface EngineAnswer {
  readonly call: number
  readonly answer: unknown
}
export interface EnginePush {
  readonly push: keyof EnginePushes
  readonly payload: unknown
}
