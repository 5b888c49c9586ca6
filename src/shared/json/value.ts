/**
 * JSON without loss. `JSON.parse` cannot serve here: it erases the difference between `1` and `1.0` and rounds
 * integers above 2^53, and both change stable keys and re-written rows (store-format.md §4, §14.1).
 *
 * - an integer literal that fits 64 bits is a `bigint`
 * - every other number is a `number` (a float, also when its value is whole)
 * - an object is a `Map`: key order on input is kept, repeated keys are resolved by the reader (last wins)
 */
export type Json = null | boolean | bigint | number | string | JsonArray | JsonObject
export type JsonArray = readonly Json[]
export type JsonObject = ReadonlyMap<string, Json>
