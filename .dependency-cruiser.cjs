/** Who may import whom: the table of the design, checked by machine. Imports of types count as imports. */
const { existsSync } = require('node:fs');

/** A pattern for a file or folder that has to be there: a rule about something that was moved away would guard nothing. */
const place = (path) => {
  if (!existsSync(`${__dirname}/${path}`)) throw new Error(`import rules: there is no ${path} any more`);
  return `^${path.replaceAll('.', '\\.')}${path.endsWith('/') ? '' : '$'}`;
};
const npm = (...names) => `^(\\.\\./)*node_modules/(${names.join('|')})/`;

const tests = '\\.test\\.ts$';
const aws = npm('@aws-sdk', '@smithy', 'aws-cdk-lib', 'aws-[^/]+');

/** What is in a folder may import these and nothing else; its tests may import everything. */
const onlyImports = (name, from, to, { builtins = false, but = [] } = {}) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: from, pathNot: [tests, ...but] },
  to: { pathNot: to, ...(builtins && { dependencyTypesNot: ['core'] }) },
});

const readingDoors = ['public', 'feeds', 'analyst', 'cleared', 'pages'].map((door) => place(`functions/${door}.ts`));
const domain = place('shared/domain/');
const projection = place('shared/projection/');
const contract = place('shared/contract/');
const interchange = place('shared/interchange/');
const tables = place('shared/tables.ts');
const buckets = place('shared/buckets.ts');
const functions = place('functions/');
const shared = place('shared/');
const web = place('web/');
const pages = place('functions/pages.ts');

module.exports = {
  forbidden: [
    onlyImports('domain', domain, [domain, npm('zod', 'edtf')]),
    onlyImports('projection', projection, [projection, domain]),
    // Names are matched as they are searched: by their folded form.
    onlyImports('interchange', interchange, [interchange, domain, place('shared/projection/fold.ts'), npm('.*')]),
    // zod: what goes over HTTP is said in schemas.
    onlyImports('contract', contract, [contract, domain, npm('zod')]),
    onlyImports('tables', tables, ['^$']),
    onlyImports('buckets', buckets, ['^$']),
    // Besides hono and the SDK: schemas, tokens, the canonical form that hashes are made of, and what files really are.
    onlyImports(
      'functions',
      functions,
      [functions, shared, npm('hono', '@aws-sdk', 'zod', 'jose', 'canonicalize', 'file-type', 'yauzl')],
      { builtins: true, but: [pages] },
    ),
    // The one function that renders what the browser goes on with.
    onlyImports('pages', pages, [functions, shared, web, npm('hono')], { builtins: true }),
    onlyImports(
      'infra',
      place('infra/'),
      [
        place('infra/'),
        tables,
        buckets,
        place('shared/contract/sign-in.ts'),
        place('cdk.json'),
        npm('aws-cdk-lib', 'constructs', 'cdk-nag', 'esbuild', '@cdklabs'),
      ],
      { builtins: true },
    ),
    onlyImports('local', place('local/'), [place('local/'), functions, shared, npm('.*')], { builtins: true }),
    onlyImports(
      'cli',
      place('cli/'),
      [place('cli/'), place('local/node-version.cjs'), domain, interchange, contract, npm('.*')],
      { builtins: true },
    ),
    onlyImports('web', web, [web, domain, contract, npm('.*')], {
      but: [place('web/vite.config.ts'), place('web/embed/vite.config.ts')],
    }),
    {
      name: 'shared-runs-anywhere',
      comment: 'shared/ imports no Node builtin and no AWS package',
      severity: 'error',
      from: { path: shared, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-knows-no-aws',
      severity: 'error',
      from: { path: shared },
      to: { path: aws },
    },
    {
      name: 'reading-doors-cannot-write',
      comment: 'the code that writes is out of reach, however long the way',
      severity: 'error',
      from: { path: readingDoors },
      to: {
        reachable: true,
        path: [
          place('functions/store/commit.ts'),
          place('functions/store/head.ts'),
          place('functions/store/day.ts'),
          place('functions/store/upload.ts'),
          place('functions/store/audience-files.ts'),
          place('functions/writing/'),
          place('functions/projecting/'),
        ],
      },
    },
    {
      name: 'reading-doors-parse-no-dates',
      comment: 'rows carry days; the parser costs 13 kB in every bundle',
      severity: 'error',
      from: { path: readingDoors },
      to: { reachable: true, path: [place('shared/domain/edtf.ts'), npm('edtf')] },
    },
    {
      name: 'aws-sdk-in-its-place',
      severity: 'error',
      from: {
        pathNot: [place('functions/store/'), place('functions/runtime.ts'), place('local/'), place('test/'), '^infra/'],
      },
      to: { path: npm('@aws-sdk', '@smithy') },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-dead-ends', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-tests-in-code',
      severity: 'error',
      from: { pathNot: [tests, place('test/')] },
      to: { path: [tests, place('test/')] },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API, so the imports are found by another parser; it sees those of types as well.
    parser: 'swc',
    tsPreCompilationDeps: true,
    // That parser knows no JSX: what the parts of pages may import is held by `noRestrictedImports` (biome.json).
    exclude: { path: '\\.tsx$' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mts', '.js', '.scss', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
