/** Builds when a source is newer than the build. @throws when the build fails */
export function buildWhenStale(): void
