import { withVariants } from '../../../shared/runtime/openApi/variants.ts';

const variant = (kind: object, member: string) => ({
  type: 'object',
  properties: { kind, [member]: { type: 'string' } },
  required: ['kind', member],
});

describe('a union with a discriminator', () => {
  it('gets a name for each variant, and a mapping from each value', () => {
    const union = { oneOf: [variant({ const: 'by_user' }, 'userId'), variant({ enum: ['bank', 'clock'] }, 'at')] };

    const schemas = withVariants('Entry', { type: 'object', properties: { who: union } });

    expect(Object.keys(schemas)).toEqual(['Entry', 'EntryWhoByUser', 'EntryWhoOther']);
    expect(schemas['EntryWhoByUser']).toMatchObject({ required: ['kind', 'userId'] });
    expect(schemas['Entry']).toMatchObject({
      properties: {
        who: {
          oneOf: [{ $ref: '#/components/schemas/EntryWhoByUser' }, { $ref: '#/components/schemas/EntryWhoOther' }],
          discriminator: {
            propertyName: 'kind',
            mapping: {
              by_user: '#/components/schemas/EntryWhoByUser',
              bank: '#/components/schemas/EntryWhoOther',
              clock: '#/components/schemas/EntryWhoOther',
            },
          },
        },
      },
    });
  });

  it('is left alone where nothing tells its variants apart', () => {
    const union = { oneOf: [{ type: 'string' }, { type: 'object', properties: {} }] };

    expect(withVariants('Entry', union)).toEqual({ Entry: union });
  });
});
