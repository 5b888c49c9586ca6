import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testIgnore: 'pictures/**',
  timeout: 120_000,
  // How long a step takes says nothing on a shared machine; 5 s, Playwright's own, would be a timed assertion there.
  expect: { timeout: 30_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  use: { trace: 'retain-on-failure' }
})
