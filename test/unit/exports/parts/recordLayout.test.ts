import { constant, digits, recordLayout, text } from '../../../../shared/exports/parts/recordLayout.ts';

const record = recordLayout(20, {
  name: text(8, 5),
  kind: constant(1, '21'),
  number: digits(3, 4),
  unused: digits(14, 2, '0'),
});

describe('a record of fixed width', () => {
  it('has each field at its place, whatever the order of the layout, and blanks elsewhere', () => {
    expect(record({ number: '7', name: 'Els' })).toBe('210007 Els   00     ');
  });

  it('cuts a text that is too long, and never a number', () => {
    expect(record({ number: '1', name: 'Bakkerij' })).toBe('210001 Bakke 00     ');
    expect(() => record({ number: '12345', name: '' })).toThrow('number does not fit');
  });

  it('refuses what is missing, and what is not printable ASCII', () => {
    expect(() => record({ name: 'Els' })).toThrow('nothing is given for the field number');
    expect(() => record({ number: '1', name: 'Zoë' })).toThrow('printable ASCII');
    expect(() => record({ number: '1', name: 'a\r\nb' })).toThrow('printable ASCII');
  });

  it('refuses a layout whose fields overlap or reach behind its end', () => {
    expect(() => recordLayout(10, { one: text(1, 5), other: text(5, 2) })).toThrow('other begins before');
    expect(() => recordLayout(10, { one: text(8, 5) })).toThrow('behind the record');
  });
});
