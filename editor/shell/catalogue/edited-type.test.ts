import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anEventType } from '../../../flows/catalogue/testing-types.ts';
import { addFields, changeField, checkEdited, editedOf, removeField } from './edited-type.ts';

describe('an edited type', () => {
  it('is what it was, where nothing was changed', () => {
    fc.assert(
      fc.property(anEventType, (info) => {
        expect(checkEdited(editedOf(info))).toEqual({ info, faults: [] });
      }),
    );
  });

  it('takes values and examples as the type of the field says', () => {
    const info = { type: 't', name: 'T', fields: [{ path: 'a', type: 'number' as const }] };
    const edited = changeField(editedOf(info), 0, { values: '1, 2,, 3', example: ' 5 ' });
    expect(checkEdited(edited).info?.fields).toEqual([
      { path: 'a', type: 'number', values: [1, 2, 3], example: 5 },
    ]);
    const asText = changeField(edited, 0, { type: 'string', values: 'x, "a, b", ""' });
    expect(checkEdited(asText).info?.fields[0].values).toEqual(['x', 'a, b', '']);
    expect(checkEdited(changeField(edited, 0, { example: 'five' })).faults[0].field).toBe('fields.0.example');
  });

  it('keeps the keys of its rows', () => {
    const info = {
      type: 't',
      name: 'T',
      fields: [
        { path: 'a', type: 'number' as const },
        { path: 'b', type: 'list' as const },
      ],
    };
    const edited = addFields(removeField(editedOf(info), 0), [{ path: 'c', type: 'time' }]);
    expect(edited.fields.map(({ key, path }) => [key, path])).toEqual([
      [1, 'b'],
      [2, 'c'],
    ]);
  });
});
