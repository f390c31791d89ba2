// Builds the console's page, src/console/ui, into static files below dist/console-ui. `nest build` empties dist before.
import { resolve } from 'node:path';

export default {
  root: resolve(import.meta.dirname, 'src/console/ui'),
  base: '/console/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/console-ui'),
    emptyOutDir: true,
    target: 'es2023',
    // light-dark() and nesting reach the browser as they are written.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The page's Content-Security-Policy permits no data: scripts, and needs no polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
};
