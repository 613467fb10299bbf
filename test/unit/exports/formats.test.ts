import { exportFormat, fileTypes } from '../../../shared/contracts/http/files.ts';
import { formatOf, formats } from '../../../shared/exports/formats.ts';

describe('the formats', () => {
  it('are those of the contract, each under its own id', () => {
    expect(formats.map(({ id }) => id)).toEqual(exportFormat.options);
    expect(exportFormat.options.filter((id) => formatOf(id).id !== id)).toEqual([]);
  });

  it('have media types that the contract names', () => {
    const types: readonly string[] = fileTypes;

    expect(
      formats.map(({ mediaType }) => mediaType.split(';')[0] ?? '').filter((type) => !types.includes(type)),
    ).toEqual([]);
  });

  it('are told apart by the names of their files as far as people save them side by side', () => {
    expect(formats.filter(({ extension }) => !/^[a-z0-9]{2,10}$/.test(extension))).toEqual([]);
  });
});
