/** How the site is built: scripts and styles under `assets/` by the hash of what is in them, and a manifest that names them. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  build: {
    outDir: '../.cache/site',
    emptyOutDir: true,
    manifest: 'site.json',
    target: 'es2022',
    // Vite's own loader of modules that are ahead is not needed: the document names them.
    modulePreload: false,
    // Nothing stands inline in a style sheet or script: the policy of the pages allows files alone.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rollupOptions: { input: fileURLToPath(new URL('client.tsx', import.meta.url)) },
  },
});
