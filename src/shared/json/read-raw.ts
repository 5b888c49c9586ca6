import { err, ok, type Result } from '@shared/result'
import { type Raw, RepeatedKeys, Unreadable } from './raw'
import { readNumber } from './read-number'

/** Why a text is not JSON: plain words, and the offset in UTF-16 units. */
export interface JsonError {
  readonly reason: string
  readonly offset: number
}

/** A text that was read; `unreadable` is the first value in it that lash would refuse when it had to read it. */
export interface RawDocument {
  readonly raw: Raw
  readonly unreadable: JsonError | undefined
}

/** The deepest nesting lash reads, in containers (store-format.md §14.2). */
export const MAX_DEPTH = 127

/** Reads a whole text by the grammar of serde_json 1.0.149; without recursion, so that any nesting is safe. */
export function readRawStrictly(text: string): Result<RawDocument, JsonError> {
  return new RawReader(text).read()
}

interface ArrayFrame {
  readonly items: Raw[]
}

interface ObjectFrame {
  readonly object: { [key: string]: Raw }
  repeated: Set<string> | undefined
  key: string
  badKey: Unreadable | undefined
}

type Frame = ArrayFrame | ObjectFrame

const NUMBER = /[-+.eE\d]*/y
/** From space upwards, without the quote and the backslash. */
const PLAIN_CHARACTERS = /[ !#-[\]-\uffff]*/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t'
}
const LONE_SURROGATE = new Unreadable('a lone surrogate in a string')
const TOO_DEEP = new Unreadable(`nested deeper than ${MAX_DEPTH} levels`)

/** Unwinds the reader at the first character that cannot stand where it stands; never leaves this file. */
class Malformed extends Error {}

class RawReader {
  private readonly text: string
  private readonly frames: Frame[] = []
  private offset = 0
  private unreadable: JsonError | undefined

  constructor(text: string) {
    this.text = text
  }

  read(): Result<RawDocument, JsonError> {
    try {
      const raw = this.readDocument()
      return ok({ raw, unreadable: this.unreadable })
    } catch (error) {
      if (error instanceof Malformed) return err({ reason: error.message, offset: this.offset })
      throw error
    }
  }

  private readDocument(): Raw {
    let value = this.open()
    for (;;) {
      const frame = this.frames.at(-1)
      if (frame === undefined) break
      if (value !== OPENED) {
        this.place(frame, value)
        if (this.separator(frame)) value = this.open()
        else value = this.close()
      } else if (this.closesAtOnce(frame)) value = this.close()
      else value = this.open()
    }
    this.skipSpace()
    if (this.offset < this.text.length) throw new Malformed('text after the value')
    return value === OPENED ? null : value
  }

  /** Reads a value, or opens a container and gives `OPENED`. Inside an object the key comes first. */
  private open(): Raw | typeof OPENED {
    const frame = this.frames.at(-1)
    if (frame !== undefined && 'object' in frame) this.readKey(frame)
    this.skipSpace()
    const character = this.text[this.offset]
    switch (character) {
      case '{':
        this.offset++
        this.frames.push({ object: {}, repeated: undefined, key: '', badKey: undefined })
        return OPENED
      case '[':
        this.offset++
        this.frames.push({ items: [] })
        return OPENED
      case '"':
        return this.readString()
      case 't':
        return this.word('true', true)
      case 'f':
        return this.word('false', false)
      case 'n':
        return this.word('null', null)
      default:
        return this.number()
    }
  }

  private closesAtOnce(frame: Frame): boolean {
    this.skipSpace()
    return this.text[this.offset] === ('items' in frame ? ']' : '}')
  }

  /** True: another value follows. False: the container ends here (its bracket is not yet consumed). */
  private separator(frame: Frame): boolean {
    this.skipSpace()
    const character = this.text[this.offset]
    if (character === ',') {
      this.offset++
      return true
    }
    if (character === ('items' in frame ? ']' : '}')) return false
    throw new Malformed(character === undefined ? 'the text ends too early' : 'expected a comma or the end')
  }

  private close(): Raw {
    this.offset++
    const frame = this.frames.pop()
    if (frame === undefined) throw new Malformed('nothing to close')
    if (this.frames.length >= MAX_DEPTH) return this.mark(TOO_DEEP)
    if ('items' in frame) return frame.items
    if (frame.badKey !== undefined) return frame.badKey
    return frame.repeated === undefined ? frame.object : new RepeatedKeys(frame.object, frame.repeated)
  }

  private place(frame: Frame, value: Raw): void {
    if ('items' in frame) {
      frame.items.push(value)
      return
    }
    if (Object.hasOwn(frame.object, frame.key)) {
      frame.repeated ??= new Set()
      frame.repeated.add(frame.key)
    }
    define(frame.object, frame.key, value)
  }

  private readKey(frame: ObjectFrame): void {
    this.skipSpace()
    if (this.text[this.offset] !== '"') throw new Malformed('expected a key')
    const key = this.readString()
    if (typeof key === 'string') frame.key = key
    else frame.badKey = key
    this.skipSpace()
    if (this.text[this.offset] !== ':') throw new Malformed('expected a colon')
    this.offset++
  }

  private number(): Raw {
    NUMBER.lastIndex = this.offset
    const literal = NUMBER.exec(this.text)?.[0] ?? ''
    if (literal === '')
      throw new Malformed(this.offset < this.text.length ? 'expected a value' : 'the text ends too early')
    const value = readNumber(literal)
    if (value === undefined) throw new Malformed('not a number')
    if (value instanceof Unreadable) this.mark(value)
    this.offset += literal.length
    return value
  }

  private word(word: string, value: boolean | null): Raw {
    if (!this.text.startsWith(word, this.offset)) throw new Malformed('expected a value')
    this.offset += word.length
    return value
  }

  private readString(): string | Unreadable {
    const start = this.offset
    this.offset++
    let value = ''
    for (;;) {
      PLAIN_CHARACTERS.lastIndex = this.offset
      const plain = PLAIN_CHARACTERS.exec(this.text)?.[0] ?? ''
      this.offset += plain.length
      value += plain
      const character = this.text[this.offset]
      if (character === undefined) throw new Malformed('a string does not end')
      if (character === '"') break
      if (character !== '\\') throw new Malformed('a raw control character in a string')
      value += this.readEscape()
    }
    this.offset++
    if (value.isWellFormed()) return value
    return this.mark(LONE_SURROGATE, start)
  }

  private readEscape(): string {
    const character = this.text[this.offset + 1] ?? ''
    if (character === 'u') {
      const digits = this.text.slice(this.offset + 2, this.offset + 6)
      if (!/^[\da-fA-F]{4}$/.test(digits)) throw new Malformed('not a Unicode escape')
      this.offset += 6
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const plain = Object.hasOwn(ESCAPES, character) ? ESCAPES[character] : undefined
    if (plain === undefined) throw new Malformed('not an escape')
    this.offset += 2
    return plain
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.offset)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.offset++
    }
  }

  private mark(value: Unreadable, offset = this.offset): Unreadable {
    this.unreadable ??= { reason: value.reason, offset }
    return value
  }
}

/** Stands for "a container was opened" where a value would be. */
const OPENED = Symbol('opened')

/** An own property under any key, `__proto__` included. */
function define(object: { [key: string]: Raw }, key: string, value: Raw): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  } else {
    object[key] = value
  }
}
