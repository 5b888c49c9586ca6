import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { assembly } from './scripts/assembly.mjs'

const alias = { '@shared': fileURLToPath(new URL('./src/shared', import.meta.url)) }

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        plugins: [assembly()],
        test: { name: 'node', include: ['src/{shared,main}/**/*.test.ts'], testTimeout: 60_000 }
      },
      {
        resolve: { alias },
        test: {
          name: 'dom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          // the colours are read from their sheet and held to their contrasts
          css: true,
          testTimeout: 30_000
        }
      }
    ]
  }
})
