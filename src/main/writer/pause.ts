/** Called between batches of rows; resolves to true when the user has asked to stop. */
export type Pause = (done: number, total: number) => Promise<boolean>
