/** UTF-8 bytes of a string; a lone surrogate becomes U+FFFD, as everywhere on the platform. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i)
    if (code < 0x80) {
      bytes[length++] = code
      continue
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const full = text.codePointAt(i) ?? 0xfffd
      if (full > 0xffff) i++
      code = full > 0xffff ? full : 0xfffd
    }
    length = writeMultiByte(bytes, length, code)
  }
  return bytes.subarray(0, length)
}

function writeMultiByte(bytes: Uint8Array, start: number, code: number): number {
  let length = start
  if (code < 0x800) {
    bytes[length++] = 0xc0 | (code >> 6)
  } else {
    if (code < 0x10000) {
      bytes[length++] = 0xe0 | (code >> 12)
    } else {
      bytes[length++] = 0xf0 | (code >> 18)
      bytes[length++] = 0x80 | ((code >> 12) & 0x3f)
    }
    bytes[length++] = 0x80 | ((code >> 6) & 0x3f)
  }
  bytes[length++] = 0x80 | (code & 0x3f)
  return length
}
