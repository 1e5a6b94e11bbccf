import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

if (!existsSync(here('target/generated-client/index.ts'))) {
  throw new Error('The API client is not generated yet: run `mvn -pl api-contract,admin-ui generate-resources` at the top.');
}

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@api': here('target/generated-client/index.ts') } },
  build: {
    // All of these know light-dark(); an older target would have it compiled away, and with it most colours.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'target/dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
    // Everything is a file: the content security policy allows no inline scripts.
    assetsInlineLimit: 0,
    rolldownOptions: { input: { console: here('index.html'), reference: here('api-docs.html') } },
  },
  server: { proxy: { '/api': 'http://localhost:8080', '/openapi.yaml': 'http://localhost:8080' } },
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', ['junit', { outputFile: 'target/vitest-reports/ui.xml' }]],
  },
});
