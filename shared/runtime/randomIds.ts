import { randomBytes } from 'node:crypto';

/** A UUID version 7: 48 bits of milliseconds, then random bits (RFC 9562, section 5.7). */
const uuidVersion7 = (milliseconds: number, random: Uint8Array): string => {
  const bytes = Buffer.concat([Buffer.alloc(6), random.subarray(0, 10)]);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** Ids and secrets from the operating system's random source. */
export const randomIds = {
  next: (): string => uuidVersion7(Date.now(), randomBytes(10)),
  secret: (): string => randomBytes(32).toString('base64url'),
};
