/** How the web component is built: one file with all that it takes, at an address that stays. */
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { en } from '../messages/en.ts';
import { kk } from '../messages/kk.ts';
import { ru } from '../messages/ru.ts';

/** The parts of the catalogues that an entry of a timeline says, and what stands around it. */
const said =
  /^(timeline\.(title|of|none)|site\.(name|tagline)|embed\.all|nav\.licence|field\.place|list\.others|disputed\.mark|(type|date|tongue|implementation|(round|document|outcome)-(kind|status))\..+)$/;

const words: Plugin = {
  name: 'words',
  load: (id) => {
    const [, language] = /\/messages\/(kk|ru|en)\.ts$/.exec(id) ?? [];
    if (language !== 'kk' && language !== 'ru' && language !== 'en') return undefined;
    const kept = Object.entries({ kk, ru, en }[language]).filter(([key]) => said.test(key));
    return `export const ${language} = ${JSON.stringify(Object.fromEntries(kept))};`;
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  plugins: [words],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../.cache/site/embed',
    target: 'es2022',
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: { output: { codeSplitting: false } },
    lib: {
      entry: fileURLToPath(new URL('negotiation-timeline.tsx', import.meta.url)),
      formats: ['es'],
      fileName: () => 'negotiation-timeline.js',
    },
  },
});
