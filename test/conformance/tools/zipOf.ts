import { crc32 } from 'node:zlib';

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfCentral = 0x06054b50;

/**
 * A zip of one file, stored as it is: what Lambda takes for code.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export const zipOf = (name: string, content: Buffer): Buffer => {
  const file = Buffer.from(name);
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt32LE(crc32(content), 10);
  about.writeUInt32LE(content.length, 14);
  about.writeUInt32LE(content.length, 18);
  about.writeUInt16LE(file.length, 22);
  const signed = (signature: number, ...parts: readonly Buffer[]): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(signature, 0);
    return Buffer.concat([head, ...parts]);
  };
  const local = signed(localHeader, about, file, content);
  const madeBy = Buffer.from([20, 3]);
  const attributes = Buffer.alloc(14);
  // Readable by everybody: Lambda runs code as nobody in particular.
  attributes.writeUInt32LE((0o100644 << 16) >>> 0, 6);
  const central = signed(centralHeader, madeBy, about, attributes, file);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, signed(endOfCentral, end)]);
};
