import { expect, test } from 'vitest';
import { issuerOf, runtimeOf } from './runtime.ts';

const env = {
  RECORDS_TABLE: 'kelissoz-dev-Records',
  PUBLIC_VIEW_TABLE: 'kelissoz-dev-PublicView',
  TOKEN_ISSUER: 'https://issuer.example',
  TOKEN_CLIENT_ID: 'console',
};

test('a function is given the names of the tables it may reach, and no others', () => {
  expect(runtimeOf(env, ['publicView']).tables).toEqual({ publicView: 'kelissoz-dev-PublicView' });
  expect(runtimeOf(env, []).tables).toEqual({});
});

test('what the environment lacks is an error that names it', () => {
  expect(() => runtimeOf(env, ['records', 'projections', 'clearedView'])).toThrow(
    'The environment lacks PROJECTIONS_TABLE, CLEARED_VIEW_TABLE',
  );
  expect(() => runtimeOf({ RECORDS_TABLE: '' }, ['records'])).toThrow('The environment lacks RECORDS_TABLE');
  expect(() => issuerOf({ ...env, TOKEN_ISSUER: undefined })).toThrow('The environment lacks TOKEN_ISSUER');
  expect(() => issuerOf({ ...env, TOKEN_CLIENT_ID: '' })).toThrow('The environment lacks TOKEN_CLIENT_ID');
});
