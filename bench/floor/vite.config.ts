import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the canvas that ours is compared with; a page of its own, no part of the app. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { emptyOutDir: true, rolldownOptions: { input: `${import.meta.dirname}/canvas.html` } }
})
