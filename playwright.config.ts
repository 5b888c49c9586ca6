import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testIgnore: 'pictures/**',
  timeout: 60_000,
  fullyParallel: true,
  workers: 2,
  retries: 0,
  use: { trace: 'retain-on-failure' }
})
