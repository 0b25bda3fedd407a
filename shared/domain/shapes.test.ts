import { describe, expect, it } from 'vitest';
import { schemas } from './record.ts';
import { recordTypes } from './record-type.ts';
import { shapes } from './shapes.ts';

// What stands for itself in every reply, or is handed out by rules of its own (sources, claims, what a data set said).
const apart = ['id', 'type', 'sources', 'claims', 'origin'];

describe.each(recordTypes)('the shape of a %s', (type) => {
  const shape = shapes[type];
  const fields = shape.is === 'object' ? shape.fields : {};

  it('has a place for every field of its schema, and no other', () => {
    expect([...Object.keys(fields), ...apart].sort()).toEqual(Object.keys(schemas[type].shape).sort());
  });
  it('never shows notes, classification, consent or team to the public', () => {
    const shown = Object.keys(fields).filter((name) => (fields[name]?.forms.length ?? 0) > 0);
    for (const name of ['note', 'classification', 'marking', 'consentOf', 'team']) {
      expect(shown).not.toContain(name);
    }
  });
});
