import { defineConfig } from '@playwright/test'

// `npm run pictures`: draws the pictures of the documents from the real app.
export default defineConfig({ testDir: 'e2e/pictures', timeout: 90_000, workers: 1, retries: 0 })
