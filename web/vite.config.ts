import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const api = process.env['API_URL'] ?? 'http://127.0.0.1:3000';

/** Libraries that change seldom get files of their own, so that a release of ours leaves them in the browser's cache. */
const libraries = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
  { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, priority: 20 },
];

export default defineConfig({
  root: source('.'),
  plugins: [react()],
  resolve: {
    alias: {
      '@bpmn-studio/contracts': source('../services/contracts/src/index.ts'),
      '@bpmn-studio/bpmn/shared': source('../services/bpmn/src/shared/index.ts'), // before the package itself, which it begins with
      '@bpmn-studio/bpmn': source('../services/bpmn/src/index.ts'),
      zod: source('./src/lib/schema-stub.ts'),
    },
  },
  server: { proxy: { '/api': { target: api, changeOrigin: false, ws: true } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // For the browser tests, which tell by it what of our sources ran; no page asks for it.
    sourcemap: 'hidden',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: libraries } } },
  },
});
