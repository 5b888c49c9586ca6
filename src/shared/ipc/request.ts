import type { Result } from '@shared/result'
import type { z } from 'zod'

/**
 * An expected failure as it crosses a process border: one clear sentence, what it concerns and what to do.
 * `code` is stable and matched on; `detail` is for the fold behind the sentence (a driver's own words).
 */
export interface AppError {
  readonly code: string
  readonly message: string
  readonly path?: string
  readonly id?: string
  readonly advice?: string
  readonly detail?: string
}

/** One request of the contract: how its argument is parsed, and the type of a good answer. */
export interface RequestSpec<Schema extends z.ZodType, Value> {
  readonly args: Schema
  readonly value?: Value
}

/** `request<Value>()(schema)` declares a request; the value is a type only, nothing of it exists at run time. */
export const request =
  <Value>() =>
  <Schema extends z.ZodType>(args: Schema): RequestSpec<Schema, Value> => ({ args })

export type RequestMap = Readonly<Record<string, RequestSpec<z.ZodType, unknown>>>
export type ArgsOf<Map extends RequestMap, Name extends keyof Map> = z.infer<Map[Name]['args']>
export type ValueOf<Map extends RequestMap, Name extends keyof Map> =
  Map[Name] extends RequestSpec<z.ZodType, infer Value> ? Value : never
export type AnswerOf<Map extends RequestMap, Name extends keyof Map> = Result<ValueOf<Map, Name>, AppError>

/** One handler per request; the door parses the argument before it gets here. */
export type Handlers<Map extends RequestMap> = {
  readonly [Name in keyof Map]: (
    args: ArgsOf<Map, Name>
  ) => AnswerOf<Map, Name> | Promise<AnswerOf<Map, Name>>
}
