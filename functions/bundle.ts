/** How the functions become Lambda bundles: esbuild's settings as plain data, for all who bundle them. */

/** What is deployed, by name: the file that exports `handler`, from the root of the project. */
export const bundled = {
  public: 'functions/public.ts',
  analyst: 'functions/analyst.ts',
  staff: 'functions/staff.ts',
  projector: 'functions/projector.ts',
} as const;

/** What a gzipped bundle may have, in bytes; that of the public door decides how soon a cold one answers. */
export const mostBytes = { public: 120_000 } as const;

/**
 * esbuild's options; paths are from the root of the project. CommonJS starts sooner than modules do, `module` before `main`
 * lets unused parts of the SDK be dropped, and of its credential providers a Lambda needs the one.
 */
export const bundling = {
  bundle: true,
  minify: true,
  platform: 'node' as const,
  target: 'node24',
  format: 'cjs' as const,
  mainFields: ['module', 'main'],
  alias: { '@aws-sdk/credential-provider-node': './functions/store/environment-credentials.ts' },
  legalComments: 'none' as const,
};
