import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { assembly } from './scripts/assembly.mjs'

const alias = { '@shared': fileURLToPath(new URL('./src/shared', import.meta.url)) }

// The policy goes into the built page only: in dev, vite's inline refresh preamble and websocket would break.
const contentSecurityPolicy = (): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      injectTo: 'head-prepend',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        content:
          "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
      }
    }
  ]
})

export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [assembly()],
    build: {
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/cli/index.ts',
          writer: 'src/main/writer/writer.process.ts',
          // the benchmarks are built with the app that they measure, and are no part of it
          ...(process.env.LASH_BENCH === undefined
            ? {}
            : {
                bench: 'bench/main.ts',
                'bench-window': 'bench/window/main.ts',
                'bench-appender': 'bench/appender.ts'
              })
        },
        external: ['playwright'],
        // the recogniser is compiled here, which takes its seconds; saying so at every build hides what matters
        checks: { pluginTimings: false }
      }
    }
  },
  preload: {
    resolve: { alias },
    build: {
      sourcemap: 'inline',
      externalizeDeps: false,
      // a sandboxed preload must be CommonJS, and with "type": "module" the file must therefore end in .cjs
      rolldownOptions: {
        input: 'src/main/preload.ts',
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: 'src/renderer',
    resolve: { alias },
    plugins: [react(), contentSecurityPolicy()],
    build: {
      sourcemap: true,
      minify: 'oxc',
      // the content policy takes fonts from the page's own origin only, not from data: addresses
      assetsInlineLimit: 0,
      // one small sheet: the order of its rules does not hang on which part of the window is loaded first
      cssCodeSplit: false,
      rolldownOptions: { input: 'src/renderer/index.html' }
    }
  }
})
