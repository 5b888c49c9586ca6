import { utf8Bytes } from '@shared/hash/utf8'

export interface PluginVersion {
  readonly id: string
  readonly version: string
  readonly revision: bigint
}

/**
 * What the fingerprint of a checkpoint's plugins is hashed from: `plugin_snapshot_revision` is the first 8 bytes of
 * its SHA-256 as a little-endian integer (store-format.md §7.3).
 */
export function pluginFingerprint(
  plugins: readonly PluginVersion[],
  sha256: (bytes: Uint8Array) => Uint8Array
): bigint {
  const pieces = plugins.flatMap(({ id, version, revision }) => [
    ...utf8Bytes(id),
    0,
    ...utf8Bytes(version),
    0,
    ...littleEndian(revision),
    0xff
  ])
  const hash = sha256(Uint8Array.from(pieces))
  return new DataView(hash.buffer, hash.byteOffset).getBigUint64(0, true)
}

function littleEndian(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value, true)
  return bytes
}
