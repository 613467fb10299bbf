import { cut, oneLine, shortened, toAscii } from '../../../../shared/exports/parts/text.ts';

describe('texts of bookkeeping files', () => {
  it.each([
    ['Café Œuvre', 'Cafe Oeuvre'],
    ['Straße, Ærø, Łódź, Þór', 'Strasse, Aero, Lodz, Thor'],
    ['Здраве', 'Zdrave'],
    ['Ψωμί', 'Psomi'],
    ['€ 12 … “ja” – nee', 'EUR 12 ... "ja" - nee'],
    ['Feest 🎉 in 🇧🇪 👩‍🍳!', 'Feest in !'],
    ['Brood© 🥐®', 'Brood(C) (R)'],
    ['Brood©', 'Brood(C)'],
    ['één   twee', 'een twee'],
    ['een   twee', 'een twee'],
    ['𝔅ank Ｆｕｌｌ', 'Bank Full'],
    ['🥐', ''],
  ])('writes %j in ASCII as %j', (text, ascii) => {
    expect(toAscii(text)).toBe(ascii);
  });

  it('puts on one line whatever breaks one', () => {
    expect(oneLine('\ta\r\nb\u2028c\u0000d\u0085e\ufffff ')).toBe('a b c d e f');
  });

  it('shortens without half a picture and without a letter that loses its accent', () => {
    expect(shortened('ab👩‍🍳', 4)).toBe('ab');
    expect(shortened('cafe\u0301', 4)).toBe('caf');
    expect(shortened('café', 4)).toBe('café');
  });

  it('cuts into pieces of their own widths and leaves the rest', () => {
    expect(cut('abcdefgh', [2, 3])).toEqual({ pieces: ['ab', 'cde'], rest: 'fgh' });
  });
});
