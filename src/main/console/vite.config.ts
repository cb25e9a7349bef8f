/// <reference types="vitest/config" />
import vue from '@vitejs/plugin-vue'
import elementPlus from 'unplugin-element-plus/vite'
import { defineConfig } from 'vite'

// CONSOLE_OUT: where Maven wants the built files; CONSOLE_SERVER: what `npm run dev` talks to
const server = process.env['CONSOLE_SERVER'] ?? 'http://127.0.0.1:36080'

export default defineConfig({
  plugins: [vue(), elementPlus({})],
  build: {
    outDir: process.env['CONSOLE_OUT'] ?? 'dist',
    emptyOutDir: true,
    // nothing inline: the page's policy allows only files of its own origin
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      '/api': server,
      '/live': { target: server, ws: true },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['test/**/*.test.ts'],
    server: { deps: { inline: ['element-plus'] } },
  },
})
