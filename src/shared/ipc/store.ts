import type { NodeColumns, NodeKind } from '@shared/domain/columns/columns'
import type { Column } from '@shared/domain/columns/room'
import type { Finding } from '@shared/domain/findings/finding'
import type { CheckpointManifest, SessionHead, SessionMeta } from '@shared/domain/model/head'
import { z } from 'zod'
import { request } from './request'

/** Handle of an open store inside the engine. */
export type StoreId = number
const store = z.number().int()
const opening = z.number().int()
const listing = z.number().int()
/** A row index; below 0 it is −`seq`, which names a row before the index is known (the cards of `tail`). */
const row = z.number().int()

/** A node as its card shows it; sent for what is near the viewport. */
export interface NodeCard {
  /** Row index, or −`seq` where the index is not known yet. */
  readonly row: number
  readonly id: string
  readonly kind: NodeKind
  /** The word on the card's head: a role, a tool's name, a plugin's type. */
  readonly label: string
  /** First text, at most 400 characters, plain. For a tool call: its arguments on one line. */
  readonly text: string
  /** For a tool call: its result on one line. For a message with calls: "3 calls". Else empty. */
  readonly note: string
  readonly state: 'done' | 'failed' | 'cancelled' | null
  readonly bytes: number
  readonly time: number | null
}

export interface StoreOverview {
  readonly store: StoreId
  readonly path: string
  readonly title: string
  /** For example "a1"; the family of schema shapes (store-versions.md §1). */
  readonly era: string
  readonly userVersion: number
  readonly journalMode: string
  readonly bytes: { readonly db: number; readonly wal: number }
  readonly sessionId: string | null
  readonly revision: string | null
  readonly leaf: string | null
  /** Another process has the store open now. */
  readonly live: boolean
  /** Why the store cannot be changed here; null = it can. */
  readonly readOnly: string | null
  /** The leaf end of the active path, root side first, at most 200 nodes: drawn before the index is read. */
  readonly tail: readonly NodeCard[]
}

/** Counts of the whole graph, for the status bar. Class counts are null until the verification pass has finished. */
export interface GraphSummary {
  readonly nodes: number
  readonly onPath: number
  readonly orphans: number
  readonly branches: number
  readonly copyBranches: number
  readonly classes: { readonly copies: number; readonly variants: number; readonly unique: number } | null
  readonly tombstoned: number
  readonly undecodable: number
  readonly cycles: number
  readonly roots: number
  readonly islands: number
  /** Where the active path ends, in words of the domain. */
  readonly path: PathEnd
  readonly leafRow: number | null
}

export type PathEnd =
  | { readonly kind: 'root' }
  | { readonly kind: 'no-leaf' }
  | {
      readonly kind: 'leaf-missing'
      readonly id: string
      /** Why it cannot be loaded: no row has its id, or only one that is hidden or does not decode. */
      readonly why: 'not-stored' | 'tombstoned' | 'undecodable'
      readonly healed: string | null
    }
  | { readonly kind: 'lost-parent'; readonly at: string; readonly missing: string }
  | { readonly kind: 'cycle'; readonly members: readonly string[] }

/** One orphan branch as the lists show it. */
export interface BranchRow {
  readonly topRow: number
  readonly top: string
  readonly lastRow: number
  readonly nodes: number
  readonly bytes: number
  readonly copies: number
  readonly variants: number
  readonly unique: number
  readonly class: 'copy' | 'work'
  /** A reason code of orphans.md, and its evidence in words. */
  readonly reason: string
  readonly evidence: string
  readonly time: number | null
  readonly lastWords: string
  readonly tombstoned: number
  readonly rlm: boolean
}

/** A row of the path beside a row of a branch; either may be missing. `variant` = the same thing, saying something else. */
export interface ComparedLine {
  readonly path: number | null
  readonly branch: number | null
  readonly relation: 'same' | 'variant' | 'other'
}

/** A branch beside the path, from the row at which they part; null = at no common row. */
export interface BranchComparison {
  readonly fork: number | null
  readonly lines: readonly ComparedLine[]
  /** Rows behind those that were compared. */
  readonly pathLeft: number
  readonly branchLeft: number
}

export interface NodeLink {
  readonly row: number | null
  readonly id: string
  readonly kind: NodeKind | 'lost'
  readonly label: string
}

/** Everything about one node: for the inspector. */
export interface NodeDetail {
  readonly card: NodeCard
  readonly seq: number
  /** One or two plain sentences that say what the node is and where it stands. */
  readonly sentence: string
  readonly flags: number
  readonly body: NodeBody
  /** The stored text as it is; null where the column is not text. */
  readonly raw: string | null
  readonly parent: NodeLink | null
  readonly children: readonly NodeLink[]
  readonly childCount: number
  /** The message that asked for the call, the message that carries its result, or the call of a result. */
  readonly askedIn: readonly NodeLink[]
  readonly answeredIn: readonly NodeLink[]
  /** Other nodes with the same identity (orphans.md): copies and variants of this one. */
  readonly copies: readonly NodeLink[]
  readonly earliest: number | null
  readonly childSession: string | null
  readonly undecodable: string | null
}

export interface PartView {
  readonly kind: string
  readonly text: string
  readonly prune: string | null
  readonly toolName: string | null
  readonly toolCallId: string | null
  readonly attachment: {
    readonly type: string
    readonly bytes: number
    readonly label: string | null
    readonly id: string
  } | null
  readonly meta: readonly (readonly [string, string])[]
}

export type NodeBody =
  | {
      readonly kind: 'message'
      readonly role: string
      readonly messageId: string
      readonly origin: string | null
      readonly transient: boolean
      readonly parts: readonly PartView[]
    }
  | {
      readonly kind: 'tool'
      readonly tool: string
      readonly callId: string | null
      readonly status: 'success' | 'failure' | 'cancelled'
      readonly args: string
      readonly result: string
      /** class, code, message, source, retry of a failure; message, source of a cancellation. */
      readonly facts: readonly (readonly [string, string])[]
      readonly control: string | null
      readonly durationMs: number
      readonly attachments: readonly string[]
    }
  | { readonly kind: 'mode'; readonly mode: string; readonly step: string; readonly payload: string }
  | {
      readonly kind: 'snapshot'
      readonly version: string
      readonly data: string
      readonly files: readonly (readonly [string, string])[]
    }
  | { readonly kind: 'plugin'; readonly type: string; readonly body: string }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** A line of the reader. Tool calls carry their result; bodies are whole. */
export interface TranscriptEntry {
  readonly row: number
  readonly id: string
  readonly card: NodeCard
  readonly body: NodeBody
  readonly turn: number
  /** Other versions that leave the path at this node's parent, for the fork note. */
  readonly otherVersions: readonly NodeLink[]
  readonly findings: readonly string[]
}

export interface BlobView {
  readonly ref: string
  readonly name: string
  readonly present: boolean
  readonly bytes: number
  readonly storedBytes: number
  readonly compression: string
  /** Decoded content as indented JSON text, or the text itself; null where it does not decode. */
  readonly content: string | null
}

/** Head, checkpoint and meta, decoded, with what is damaged. */
export interface HeadReport {
  readonly revision: string | null
  readonly head: SessionHead | null
  readonly headRaw: string | null
  readonly meta: SessionMeta | null
  readonly manifest: CheckpointManifest | null
  readonly blobs: readonly BlobView[]
  readonly findings: readonly Finding[]
}

/** What a resumed runtime would hold, per residency, and what its next commit would do. */
export interface ResidencyReport {
  readonly keepAll: ResidencySide
  readonly activePathOnly: ResidencySide
}
export interface ResidencySide {
  readonly nodes: number
  readonly bytes: number
  readonly leaf: string | null
  /** The runtime would never return (a cycle), or its load fails: why, in words. */
  readonly refused: string | null
  readonly fallback: string | null
  readonly nextCommit: 'Unchanged' | 'Append' | 'ReplaceFull' | null
  /** Live rows that would vanish from disk when parked, and with the next turn. */
  readonly vanishOnPark: number
  readonly vanishOnTurn: number
}

/** One store in a folder listing; damaged and foreign files are listed with what is wrong. */
export interface ListedStore {
  readonly path: string
  readonly name: string
  readonly title: string
  readonly bytes: number
  readonly modifiedAt: number
  readonly nodes: number | null
  readonly sessionId: string | null
  readonly parentSessionId: string | null
  readonly relation: 'root' | 'child' | 'fork' | 'handoff'
  readonly era: string | null
  /** One sentence when the file is not readable or damaged. */
  readonly problem: string | null
  readonly findings: number
}

/** A folder in a listed folder. */
export interface ListedFolder {
  readonly path: string
  readonly name: string
  /** Store files in it, not in folders below it; null where it was not looked into. */
  readonly stores: number | null
}

export interface FolderListing {
  readonly path: string
  readonly stores: readonly ListedStore[]
  /** The folders in a folder without stores, those with stores first; empty where it holds stores itself. */
  readonly folders: readonly ListedFolder[]
}

/** Requests that the engine process answers. */
export const storeRequests = {
  /** The window gives each listing a number of its own, as it does with openings. */
  'folder/list': request<FolderListing>()(z.object({ path: z.string(), listing })),
  /** Calls a listing off; `folder/list` then answers `cancelled`, unless it is answered already. */
  'folder/stop': request<null>()(z.object({ listing })),
  /**
   * Answered with the leaf end; the graph is read when `graph/read` asks for it. The window gives each opening a number
   * of its own, by which it knows what is said of it before there is a store to name, and can call it off.
   */
  'store/open': request<StoreOverview>()(z.object({ path: z.string(), opening })),
  /** Calls an opening off; `store/open` then answers `cancelled`, unless it is answered already. */
  'opening/stop': request<null>()(z.object({ opening })),
  /** The leaf end has been drawn: the whole graph may be read, and then verified. */
  'graph/read': request<null>()(z.object({ store })),
  'store/close': request<null>()(z.object({ store })),
  'store/cancel': request<null>()(z.object({ store })),
  'store/follow': request<null>()(z.object({ store, on: z.boolean() })),
  'head/read': request<HeadReport>()(z.object({ store })),
  'findings/read': request<readonly Finding[]>()(z.object({ store })),
  'branches/read': request<readonly BranchRow[]>()(z.object({ store })),
  /** Compares the branch that ends at a row with the path. */
  'branch/compare': request<BranchComparison>()(z.object({ store, through: row })),
  /** For rows at which copies begin: the first and the last row of the path that they repeat. */
  'branch/copied': request<readonly (readonly [first: number, last: number] | null)[]>()(
    z.object({ store, rows: z.array(row).max(200) })
  ),
  /** One `index/chunk` has been taken in; the next ones wait for it. */
  'index/taken': request<null>()(z.object({ store })),
  'layout/set': request<null>()(z.object({ store, showCopies: z.boolean() })),
  'node/cards': request<readonly NodeCard[]>()(z.object({ store, rows: z.array(row).max(2000) })),
  'node/read': request<NodeDetail>()(z.object({ store, row })),
  'node/find': request<number | null>()(z.object({ store, id: z.string() })),
  'node/historic': request<NodeDetail>()(z.object({ store, id: z.string() })),
  'transcript/length': request<{ readonly rows: Uint32Array; readonly at: number }>()(
    z.object({ store, through: row })
  ),
  'transcript/read': request<readonly TranscriptEntry[]>()(z.object({ store, rows: z.array(row).max(500) })),
  'residency/read': request<ResidencyReport>()(z.object({ store }))
}

export type ColumnData = Column

export interface GenerationReady {
  readonly store: StoreId
  readonly generation: number
  readonly summary: GraphSummary
}

/** What the engine says unasked, over the same port. Chunks are at most 10 MB. */
export interface EnginePushes {
  /** Stores of a folder that have been listed since the last word, the latest first; `done` and `total` count files. */
  readonly 'folder/progress': {
    readonly listing: number
    readonly path: string
    readonly stores: readonly ListedStore[]
    readonly done: number
    readonly total: number
  }
  /** A store has to be copied aside before it can be opened: how far that is, in bytes. */
  'opening/progress': { readonly opening: number; readonly done: number; readonly total: number }
  /** How far reading an open store is, in rows; `copying`: it has to be copied aside again, in bytes. */
  'index/progress': {
    readonly store: StoreId
    readonly phase: 'copying' | 'reading' | 'verifying'
    readonly done: number
    readonly total: number
  }
  /**
   * Part of one column of one set ("nodes", "layout/read", "layout/runs"); `total` = length of the whole column. What
   * is not sent of a column (its beginning, or all of it) is as in the generation before.
   */
  'index/chunk': {
    readonly store: StoreId
    readonly generation: number
    readonly set: string
    readonly name: string
    readonly offset: number
    readonly total: number
    readonly data: ColumnData
  }
  /** All chunks of this generation have been sent; what was not sent anew stays as it was. */
  'index/ready': GenerationReady
  /** The same, with every row verified and classified. */
  'verify/ready': GenerationReady
  /**
   * Rows have been appended below the leaf, each the child of the one before and the last one the new leaf; all others
   * are as they were. `rows` holds the columns of the new ones. The window lays them out itself (`growLayout`).
   */
  'index/grown': GenerationReady & { readonly rows: NodeColumns }
  /** Someone has written to the store: the new leaf end at once, the new generation as soon as it is read. */
  'store/changed': { readonly store: StoreId; readonly overview: StoreOverview }
  'store/failed': { readonly store: StoreId; readonly error: import('./request').AppError }
}
