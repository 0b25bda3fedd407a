/** A record as bodies and addresses name it: `round#astana-syria-04`. */
import * as z from 'zod/mini';
import { recordTypes } from '../domain/record-type.ts';
import { Slug } from '../domain/text.ts';

const what = 'is not a record such as round#astana-syria-04';
const longestId = 80;

// What a template is made of gives it its pattern, and not its length.
const isShort = (text: string): boolean => text.length - text.indexOf('#') - 1 <= longestId;

export const RefText = z.templateLiteral([z.enum(recordTypes), '#', Slug], what).check(z.refine(isShort, what));
