import { crc32 } from 'node:zlib';

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfCentral = 0x06054b50;

export interface ZippedFile {
  readonly name: string;
  readonly content: Buffer;
}

const signed = (signature: number, ...parts: readonly Buffer[]): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(signature, 0);
  return Buffer.concat([head, ...parts]);
};

/** What both headers of a file say of it. */
const aboutFile = ({ name, content }: ZippedFile): Buffer => {
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt32LE(crc32(content), 10);
  about.writeUInt32LE(content.length, 14);
  about.writeUInt32LE(content.length, 18);
  about.writeUInt16LE(Buffer.byteLength(name), 22);
  return about;
};

const centralOf = (file: ZippedFile, offset: number): Buffer => {
  const madeBy = Buffer.from([20, 3]);
  const attributes = Buffer.alloc(14);
  // Readable by everybody: Lambda runs code as nobody in particular.
  attributes.writeUInt32LE((0o100644 << 16) >>> 0, 6);
  attributes.writeUInt32LE(offset, 10);
  return signed(centralHeader, madeBy, aboutFile(file), attributes, Buffer.from(file.name));
};

/**
 * A zip of files, stored as they are: what Lambda takes for code.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export const zipOf = (files: readonly ZippedFile[]): Buffer => {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const local = signed(localHeader, aboutFile(file), Buffer.from(file.name), file.content);
    locals.push(local);
    centrals.push(centralOf(file, offset));
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, signed(endOfCentral, end)]);
};
