/** What CloudFront takes from the bucket of the site: on a desk, the same files out of what was built for the function of pages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arrived } from './event.ts';
import type { Reply } from './reply.ts';

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** The name of a file as the build makes it; nothing else is looked for. */
const asset = /^\/assets\/[\w-]+(?:\.[\w-]+)*\.(js|css)(?:\?.*)?$/;

/** As the objects of the bucket are uploaded (README, "Deploying"). */
const forEver = 'public, max-age=31536000, immutable';

/** Answers requests for files of the site in a folder; undefined where it is not about one. */
export const siteFiles =
  (folder: string) =>
  ({ method, target }: Arrived): Reply | undefined => {
    if (!target.startsWith('/assets/')) return undefined;
    const [, ending = ''] = asset.exec(target) ?? [];
    const type = types[ending];
    const [path = ''] = target.split('?');
    const missing: Reply = { status: 403, headers: [['content-type', 'application/xml']], body: Buffer.alloc(0) };
    if (type === undefined || !['GET', 'HEAD'].includes(method)) return missing;
    try {
      return {
        status: 200,
        headers: [
          ['content-type', type],
          ['cache-control', forEver],
          ['x-content-type-options', 'nosniff'],
        ],
        body: readFileSync(join(folder, path)),
      };
    } catch {
      return missing;
    }
  };
