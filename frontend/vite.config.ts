import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const gateway = process.env['CELLSCANNER_GATEWAY_URL'] ?? 'http://127.0.0.1:8000';
const proxy = Object.fromEntries(
  ['/api', '/docs', '/readyz'].map((path) => [path, { target: gateway, changeOrigin: false }]),
);

// What problems say stands in one place, for the page and for the reports of the service.
const problems = fileURLToPath(
  new URL('../shared/src/cellscanner_shared/problems', import.meta.url),
);

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@problems': problems } },
  server: { proxy, fs: { allow: ['.', problems] } },
  preview: { proxy },
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // No data: addresses, so that a policy of font-src 'self' and img-src 'self' holds.
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    // One worker for all files: starting one costs more than all the tests together.
    pool: 'threads',
    isolate: false,
    fileParallelism: false,
    restoreMocks: true,
    unstubGlobals: true,
    // A busy machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
