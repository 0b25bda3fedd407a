/** The OpenAPI 3.1 document of a door, made from its operations. */
import {
  bases,
  type DoorName,
  headersOfDoor,
  headersOfProblem,
  type Operation,
  type ReplyHeader,
  type RequestHeader,
} from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/operations.ts';
import { type ProblemName, problems } from '../../shared/contract/problem.ts';
import { isObject, type Json } from '../../shared/domain/json.ts';
import { componentsOf, schemaOf } from './components.ts';
import { doors, inPath, parameters, replyHeaders, requestHeaders } from './wording.ts';

/** Examples by operation: the path that was asked (under the base), what was sent, and what was answered. */
export type Example = { readonly asked: string; readonly sent?: Json; readonly answered: Json };
export type Examples = ReadonlyMap<string, Example>;

/** A part of a document. */
type Node = { [name: string]: unknown };

const text: Node = { type: 'string' };

const pathParameters = (path: string): Node[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: inPath[name] ?? parameters[name] ?? '',
    schema: name === 'n' ? { type: 'integer', minimum: 1 } : { $ref: '#/components/schemas/Id' },
  }));

const queryParameters = ({ query }: Operation): Node[] => {
  if (!query) return [];
  const { properties } = schemaOf(query);
  return Object.entries(isObject(properties) ? properties : {}).map(([name, schema]) => ({
    name,
    in: 'query',
    description: parameters[name] ?? '',
    schema: {
      ...(isObject(schema) ? schema : {}),
      ...(name === 'limit' && { type: 'integer' }),
    },
  }));
};

const headerParameters = ({ headers }: Operation): Node[] =>
  headers.map((name: RequestHeader) => ({
    name,
    in: 'header',
    description: requestHeaders[name],
    // Where it is the only precondition, it has to be there.
    required: name === 'If-Match' && !headers.includes('If-None-Match'),
    schema: text,
  }));

const headersIn = (always: readonly ReplyHeader[], sometimes: readonly ReplyHeader[] = []): Node =>
  Object.fromEntries(
    [...always.map((name) => [name, true] as const), ...sometimes.map((name) => [name, false] as const)].map(
      ([name, required]) => [name, { description: replyHeaders[name], required, schema: text }],
    ),
  );

const refusals = (door: DoorName, names: readonly ProblemName[]): [string, Node][] => {
  const byStatus = Map.groupBy(names, (name) => problems[name].status);
  return [...byStatus].map(([status, all]) => [
    String(status),
    {
      description: all.map((name) => `\`${name}\`: ${problems[name].title}.`).join(' '),
      headers: headersIn([...headersOfDoor(door), ...new Set(all.flatMap(headersOfProblem))]),
      content: {
        'application/problem+json': {
          schema: {
            allOf: [
              { $ref: '#/components/schemas/Problem' },
              {
                properties: {
                  type: { enum: all.map((name) => `/problems/${name}`) },
                  status: { const: status },
                },
              },
            ],
          },
        },
      },
    },
  ]);
};

/** The OpenAPI document of a door, with its examples. Equal operations and examples give equal documents. */
export const documentOf = (door: DoorName, examples: Examples): Node => {
  const all = operations[door];
  const { components, refTo } = componentsOf(door, all);

  const operationOf = (operation: Operation): Node => {
    const { id, summary, tag, body, lines, replies, problems: names } = operation;
    const mediaType = lines ? 'application/x-ndjson' : 'application/json';
    const example = examples.get(id);
    const successes = replies.map(
      ({ status, says, schema, mediaType: form, headers, sometimes }, index): [string, Node] => [
        String(status),
        {
          description: says,
          headers: headersIn([...headersOfDoor(door), ...headers], sometimes),
          ...(schema && {
            content: {
              [mediaType]: {
                schema: refTo(schema),
                ...(example &&
                  index === 0 && { examples: { sample: { summary: example.asked, value: example.answered } } }),
              },
            },
          }),
          ...(form !== undefined && {
            content: {
              [form]: {
                schema: form.endsWith('json') ? { type: 'object' } : text,
                ...(example && { examples: { sample: { summary: example.asked, value: example.answered } } }),
              },
            },
          }),
        },
      ],
    );
    const parametersOf = [
      ...pathParameters(operation.path),
      ...queryParameters(operation),
      ...headerParameters(operation),
    ];
    return {
      operationId: id,
      summary,
      tags: [tag],
      ...(parametersOf.length > 0 && { parameters: parametersOf }),
      ...(body && {
        requestBody: {
          required: true,
          content: {
            [mediaType]: {
              schema: refTo(body),
              ...(example?.sent !== undefined && { examples: { sample: { value: example.sent } } }),
            },
          },
        },
      }),
      responses: Object.fromEntries(
        [...successes, ...refusals(door, names)].sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
    };
  };

  const paths = Map.groupBy(all, ({ path }) => path.replace(/:(\w+)/g, '{$1}'));
  return {
    openapi: '3.1.1',
    info: { ...doors[door], version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: bases[door] }],
    tags: [...new Set(all.map(({ tag }) => tag))].map((name) => ({ name })),
    ...(door !== 'public' && { security: [{ token: [] }] }),
    paths: Object.fromEntries(
      [...paths].map(([path, some]) => [
        path,
        Object.fromEntries(some.map((operation) => [operation.method.toLowerCase(), operationOf(operation)])),
      ]),
    ),
    components: {
      schemas: components,
      ...(door !== 'public' && {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      }),
    },
  };
};
