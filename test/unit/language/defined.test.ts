import { defined } from '../../../shared/language/defined.ts';

describe('defined', () => {
  it('keeps what has a value, null and empty ones too, and leaves out what has none', () => {
    const known: { readonly name: string; readonly note?: string; readonly closed: null; readonly lines: number } =
      defined({ name: '', note: undefined, closed: null, lines: 0 });

    expect(known).toStrictEqual({ name: '', closed: null, lines: 0 });
  });
});
